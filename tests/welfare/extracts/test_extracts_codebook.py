"""The codebook has every column, the codes that occur, and every flag."""

import csv
import io
from pathlib import Path

from tests.welfare.extracts.made import changed, extract_of
from welfare.extracts.codebook import codebook, head_in_words, in_words, to_csv
from welfare.extracts.described import describe
from welfare.extracts.request import codes_of


def read(warehouse: Path, publication: str, **asked: str) -> list[dict[str, str]]:
    text = to_csv(codebook(describe(extract_of(warehouse, publication, **asked))))
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_stand_in_their_order_with_their_codes_below(built_warehouse: Path) -> None:
    rows = read(built_warehouse, "beneficiaries", columns="sex,sex_th,persons", sex="male,female")
    assert [(row["column"], row["code"]) for row in rows] == [
        ("sex", ""),
        ("sex", "male"),
        ("sex", "female"),
        ("sex_th", ""),
        ("persons", ""),
    ]
    male = rows[1]
    assert (male["label_th"], male["label_en"]) == codes_of("sexes")["male"]
    persons = rows[-1]
    assert (persons["type"], persons["unit_th"], persons["unit_en"]) == ("number", "คน", "persons")


def test_every_flag_is_listed_and_counted(built_warehouse: Path) -> None:
    rows = read(built_warehouse, "indicators", columns="flag", year="2554")
    counted = {row["code"]: int(row["rows"]) for row in rows if row["code"]}
    assert set(counted) == {*codes_of("flags"), *codes_of("marks")}
    assert counted["suppressed"] == 0
    assert counted["missing"] > 0


def test_words_stand_in_one_language_where_people_read(built_warehouse: Path) -> None:
    first = codebook(describe(extract_of(built_warehouse, "population", columns="persons")))[0]
    assert head_in_words("th")[0] == "คอลัมน์"
    assert in_words(first, "th")[2:4] == ("ตัวเลข", "จำนวนคน")
    assert in_words(first, "en")[2:4] == ("number", "Persons")


def test_a_name_that_would_be_a_formula_gets_an_apostrophe(
    built_warehouse: Path, tmp_path: Path
) -> None:
    hostile = changed(
        built_warehouse,
        tmp_path,
        "UPDATE about.code SET name_en = '=1+1' WHERE list_id = 'sexes' AND code = 'male'",
    )
    rows = read(hostile, "population", columns="sex", sex="male")
    assert rows[1]["label_en"] == "'=1+1"
