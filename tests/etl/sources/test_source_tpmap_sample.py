from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading
from welfare.catalog import Catalogue

FOLDER = "recent/tpmap-2565/tpmap65_train_{}.csv"
DIMENSIONS = ("health", "living", "education", "income", "accessibility")
HEADER = "province_name,total_population,tambon_ID,poverty_rate_income\n"


@pytest.fixture
def read_sample(tmp_path: Path, declared: Catalogue) -> Callable[..., Reading]:
    """Return a reader of text written to a file, in an encoding and under a name."""

    def reader(text: str, encoding: str = "utf-8", name: str = "tpmap65_x.csv") -> Reading:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return read_raw(RawFile(tmp_path / name, name), declared)[1]

    return reader


@pytest.mark.real_files
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_tambon_counts_in_one_of_76_provinces(
    read: Callable[[str], Reading], dimension: str
) -> None:
    reading = read(FOLDER.format(dimension))
    facts = reading.facts["outcome"]
    assert (reading.rows_read, reading.rows_loaded) == (4_551, 4_551)
    assert facts["indicator_id"].unique().tolist() == [f"tpmap_sample_{dimension}_pct"]
    assert sorted(facts["area_id"]) == sorted(set(facts["area_id"]))
    assert len(facts) == 76


@pytest.mark.real_files
def test_a_province_is_the_mean_of_its_tambons_by_their_people(
    read: Callable[[str], Reading], real_files: Path
) -> None:
    lines = (real_files / FOLDER.format("income")).read_text(encoding="utf-8-sig").splitlines()
    phuket = [line.split(",") for line in lines[1:] if ",ภูเก็ต," in line]
    people = [int(cells[6]) for cells in phuket]
    poor = sum(int(cells[6]) * float(cells[7]) for cells in phuket)
    assert (len(phuket), sum(people)) == (11, 106_856)
    facts = read(FOLDER.format("income")).facts["outcome"].set_index("area_id")
    assert facts.at["83", "value"] == pytest.approx(poor / sum(people), abs=1e-6)


def test_the_source_is_marked_as_a_part(declared: Catalogue) -> None:
    assert declared.sources["tpmap_sample_2565"].partial


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_columns_in_any_order_and_encoding(
    read_sample: Callable[..., Reading], encoding: str
) -> None:
    text = HEADER + "ตาก,100,630101,10\nตาก,300,630102,20\nน่าน,50,550101,0\n"
    facts = read_sample(text, encoding).facts["outcome"].set_index("area_id")
    assert facts["value"].to_dict() == {"63": 17.5, "55": 0.0}
    assert facts["source_id"].unique().tolist() == ["tpmap_sample_2565"]


def test_a_tambon_with_a_fault_is_refused_by_itself(read_sample: Callable[..., Reading]) -> None:
    rows = (
        "ตาก,100,630101,10",
        "ตาก,100,630101,11",
        "ตาก,100,630102,ร้อยละ 5",
        "ตาก,100,630103,101",
        "ตาก,,630104,1",
        "เมืองทิพย์,100,990101,1",
    )
    reading = read_sample(HEADER + "\n".join(rows) + "\n")
    assert reading.facts["outcome"]["value"].tolist() == [10.0]
    assert (reading.rows_read, reading.rows_loaded) == (6, 1)
    assert sorted((issue.row, issue.reason) for issue in reading.issues) == [
        (3, "duplicate_key"),
        (4, "bad_number"),
        (5, "out_of_range"),
        (6, "missing_value"),
        (7, "unknown_province"),
    ]


def test_another_release_is_not_declared(
    read_sample: Callable[..., Reading], refusal: Callable[..., Issue]
) -> None:
    text = HEADER + "ตาก,100,630101,10\n"
    issue = refusal(read_sample, text, "utf-8", "tpmap66_train_income.csv")
    assert (issue.reason, issue.value) == ("edition_not_declared", "tpmap_sample 2566")
