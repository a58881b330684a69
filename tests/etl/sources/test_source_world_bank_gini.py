from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "other/wb_gini_index.csv"
HEAD = "Country Name,Country Code,Year,Value\n"
OURS = "Thailand,THA,1981,45.2\nThailand,THA,1988,43.8\n"


def series(reading: Reading) -> dict[int, float]:
    facts = reading.facts["outcome"]
    return dict(zip(facts["year"], facts["value"], strict=True))


@pytest.mark.real_files
def test_thailands_rows_as_an_index_from_0_to_1(read: Callable[[str], Reading]) -> None:
    reading = read(NAME)
    index = series(reading)
    assert (index[1981], index[1992], index[2014], index[2023]) == (0.452, 0.479, 0.37, 0.335)
    assert len(index) == 29
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (2351, 29, 2322)
    assert set(reading.facts["outcome"]["indicator_id"]) == {"gini_world_bank"}


@pytest.mark.real_files
def test_the_table_is_known_by_thailands_figures_whatever_its_name(
    real_files: Path, declared: Catalogue
) -> None:
    file = delimited((real_files / NAME).read_bytes(), "data.csv")
    assert read_raw(file, declared)[0] == "world_bank_gini"


def test_another_table_of_the_world_bank_is_not_taken_for_it(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = HEAD + "Thailand,THA,1981,63.1\nThailand,THA,1988,64.0\n"
    assert refusal(read_text, text).reason == "not_recognised"


def test_a_number_that_cannot_be_read_is_refused_in_its_row(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + OURS + 'Thailand,THA,1990,"4,53"\nThailand,THA,1992,4.79\n')
    assert (reading.rows_loaded, reading.rows_refused) == (2, 2)
    assert [(i.reason, i.row) for i in reading.issues] == [("bad_number", 4), ("out_of_range", 5)]


def test_rows_of_other_countries_alone_are_refused(
    declared: Catalogue, refusal: Callable[..., Issue]
) -> None:
    file = delimited((HEAD + "Albania,ALB,1996,27\n").encode(), "gini.csv")
    assert refusal(read_raw, file, declared).reason == "missing_value"


def test_a_later_year_is_no_edition(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, HEAD + OURS + "Thailand,THA,2025,33.0\n")
    assert issue.reason == "edition_not_declared"
