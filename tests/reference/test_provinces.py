import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / name, dtype=str, keep_default_na=False, encoding="utf-8")


@pytest.fixture(scope="module")
def provinces() -> pd.DataFrame:
    return read("provinces.csv")


@pytest.fixture(scope="module")
def aliases() -> pd.DataFrame:
    return read("province_aliases.csv")


def loosened(text: str) -> str:
    return re.sub(r"[\s.]", "", unicodedata.normalize("NFC", text)).casefold()


@pytest.mark.parametrize("name", ["provinces.csv", "province_aliases.csv", "regions.csv"])
def test_file_is_plain_utf8_with_unix_lines(name: str) -> None:
    content = (REFERENCE / name).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    text = content.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_there_are_77_provinces_in_order_of_code(provinces: pd.DataFrame) -> None:
    assert list(provinces.columns) == [
        "code",
        "iso_3166_2",
        "name_th",
        "name_en",
        "short_th",
        "short_en",
        "region",
        "nesdc_region",
        "valid_from",
        "predecessor",
    ]
    assert len(provinces) == 77
    assert provinces["code"].is_monotonic_increasing
    assert provinces["code"].str.fullmatch(r"[1-9]\d").all()
    assert (provinces["iso_3166_2"] == "TH-" + provinces["code"]).all()


@pytest.mark.parametrize("column", ["code", "name_th", "name_en", "short_th", "short_en"])
def test_names_and_codes_are_unique_and_filled(provinces: pd.DataFrame, column: str) -> None:
    assert provinces[column].is_unique
    assert (provinces[column].str.strip() == provinces[column]).all()
    assert (provinces[column] != "").all()


@pytest.mark.parametrize(
    ("code", "name_th", "name_en"),
    [
        ("10", "กรุงเทพมหานคร", "Bangkok"),
        ("14", "พระนครศรีอยุธยา", "Phra Nakhon Si Ayutthaya"),
        ("38", "บึงกาฬ", "Bueng Kan"),
        ("39", "หนองบัวลำภู", "Nong Bua Lam Phu"),
        ("55", "น่าน", "Nan"),
        ("82", "พังงา", "Phangnga"),
        ("96", "นราธิวาส", "Narathiwat"),
    ],
)
def test_known_provinces(provinces: pd.DataFrame, code: str, name_th: str, name_en: str) -> None:
    row = provinces.set_index("code").loc[code]
    assert (row["name_th"], row["name_en"]) == (name_th, name_en)


def test_only_bueng_kan_is_newer_than_the_data(provinces: pd.DataFrame) -> None:
    dated = provinces[(provinces["valid_from"] != "") | (provinces["predecessor"] != "")]
    assert dated[["code", "valid_from", "predecessor"]].to_numpy().tolist() == [
        ["38", "2011-03-23", "43"]
    ]


def test_region_sizes(provinces: pd.DataFrame) -> None:
    assert provinces["region"].value_counts().to_dict() == {
        "bangkok": 1,
        "central": 25,
        "north": 17,
        "northeast": 20,
        "south": 14,
    }
    assert provinces["nesdc_region"].value_counts().to_dict() == {
        "north": 17,
        "northeast": 20,
        "central": 18,
        "east": 8,
        "south": 11,
        "southern_border": 3,
    }


@pytest.mark.parametrize(("scheme", "column"), [("nso", "region"), ("nesdc", "nesdc_region")])
def test_regions_are_those_of_the_provinces(
    provinces: pd.DataFrame, scheme: str, column: str
) -> None:
    regions = read("regions.csv").query("scheme == @scheme")
    assert regions["id"].is_unique
    assert set(regions["id"]) == set(provinces[column])
    assert regions["sort_order"].tolist() == [str(n) for n in range(1, len(regions) + 1)]


def test_schemes_agree_where_both_know_a_region(provinces: pd.DataFrame) -> None:
    outside = provinces[provinces["region"].isin(["north", "northeast"])]
    assert (outside["region"] == outside["nesdc_region"]).all()
    south = provinces[provinces["region"] == "south"]
    assert set(south["nesdc_region"]) == {"south", "southern_border"}


def test_aliases_are_unique_and_resolve(provinces: pd.DataFrame, aliases: pd.DataFrame) -> None:
    assert list(aliases.columns) == ["alias", "code", "kind", "note"]
    assert aliases["alias"].is_unique
    assert (aliases["alias"].str.strip() == aliases["alias"]).all()
    assert aliases["code"].isin(provinces["code"]).all()
    assert set(aliases["kind"]) == {
        "abbreviation",
        "english",
        "misspelling",
        "broken_encoding",
        "old_name",
        "prefix",
    }
    assert (aliases["note"] != "").all()


def test_no_alias_repeats_an_official_name(provinces: pd.DataFrame, aliases: pd.DataFrame) -> None:
    official = set(provinces["name_th"]) | set(provinces["name_en"])
    assert official.isdisjoint(aliases["alias"])


def test_no_text_means_two_provinces_even_without_case_space_and_dots(
    provinces: pd.DataFrame, aliases: pd.DataFrame
) -> None:
    known = pd.concat(
        [
            aliases[["alias", "code"]],
            provinces[["name_th", "code"]].rename(columns={"name_th": "alias"}),
            provinces[["name_en", "code"]].rename(columns={"name_en": "alias"}),
        ]
    )
    codes_of_text = known.groupby(known["alias"].map(loosened))["code"].nunique()
    assert codes_of_text[codes_of_text > 1].empty


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("กทม", "10"),
        ("กรุงเทพ", "10"),
        ("กรุงเทพฯ", "10"),
        ("พระนครศรีฯ", "14"),
        ("กาฬสินธ์", "46"),
        ("สุราษฎ์ธานี", "84"),
        ("สุราษฏร์ธานี", "84"),
        ("เชียงใหม๋", "50"),
        ("ลำ าปาง", "52"),
        ("หนองบัวลำ าภู", "39"),
        ("อำ านาจเจริญ", "37"),
        ("กาแพงแพชร", "62"),
        ("Bungkan", "38"),
        ("Phattalung", "93"),
        ("Phang-nga", "82"),
        ("จังหวัดกำแพงเพชร", "62"),
    ],
)
def test_spellings_met_in_published_files(aliases: pd.DataFrame, written: str, code: str) -> None:
    assert aliases.set_index("alias").loc[written, "code"] == code


@pytest.mark.parametrize(
    "written", ["ยานนาวา", "บางนา", "ภาษีเจริญ", "บึงโขงหลง", "ปริมณฑล", "ภาคกลาง", "รวม", "Ubon Thani"]
)
def test_districts_regions_and_totals_are_no_aliases(aliases: pd.DataFrame, written: str) -> None:
    assert written not in set(aliases["alias"])
