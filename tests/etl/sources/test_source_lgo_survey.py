import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.recognise import read_raw
from etl.sources import Reading
from welfare.catalog import Catalogue

SURVEY = "lgo-survey/lgo_social_situation_survey_2555_REDACTED_cp874.csv"
OLDER = "lgo_older_without_allowance_persons"
DISABLED = "lgo_disabled_persons"

ReadSurvey = Callable[..., Reading]


def value(reading: Reading, indicator: str, area: str, group: str = "all") -> float:
    """Return one figure of a survey."""
    facts = reading.facts["outcome"].query(
        "indicator_id == @indicator and area_id == @area and group_id == @group"
    )
    return float(facts["value"].item())


@pytest.fixture(scope="module")
def survey(read: Callable[[str], Reading]) -> Reading:
    return read(SURVEY)


@pytest.fixture(scope="module")
def printed(real_files: Path) -> list[Row]:
    """Return the header's three rows and the answers of twelve provinces, in their order."""
    text = (real_files / SURVEY).read_text(encoding="cp874")
    rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""))]
    some = list(dict.fromkeys(row[1] for row in rows[3:]))[:12]
    return [*rows[:3], *(row for row in rows[3:] if row[1] in some)]


@pytest.fixture
def read_survey(tmp_path: Path, declared: Catalogue) -> ReadSurvey:
    """Return a reader of rows written to a file, in an encoding and under a name."""

    def reader(rows: list[Row], encoding: str = "cp874", name: str = "survey_2555.csv") -> Reading:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        (tmp_path / name).write_bytes(text.getvalue().encode(encoding))
        return read_raw(RawFile(tmp_path / name, name), declared)[1]

    return reader


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("indicator", "area", "men", "women"),
    [
        (OLDER, "83", 77, 23),
        (OLDER, "50", 1_430, 512),
        ("lgo_older_dependent_persons", "50", 793, 408),
        ("lgo_neglected_children_persons", "32", 1_346, 978),
        (DISABLED, "50", 9_894, 4_674),
        # Dan in Surin reports 118,120 blind men; it has 5,644 men in all and is refused.
        (DISABLED, "32", 132_657 - 118_157, 12_888 - 48),
    ],
)
def test_men_and_women_of_a_province(
    survey: Reading, indicator: str, area: str, men: int, women: int
) -> None:
    assert value(survey, indicator, area, "male") == men
    assert value(survey, indicator, area, "female") == women
    assert value(survey, indicator, area) == men + women


@pytest.mark.real_files
def test_households_and_answers(survey: Reading) -> None:
    assert value(survey, "lgo_insecure_housing_households", "83") == 912
    assert value(survey, "lgo_survey_answers", "83") == 18
    # Of 168 local governments of Surin 156 gave a figure, and one of these is refused.
    assert value(survey, "lgo_survey_answers", "32") == 155


@pytest.mark.real_files
def test_the_country_is_its_provinces_without_bangkok(survey: Reading) -> None:
    assert value(survey, OLDER, "TH") == 24_927 + 30_673
    assert survey.facts["outcome"].query("area_id == '10'").empty


@pytest.mark.real_files
def test_every_local_government_is_accounted_for(survey: Reading) -> None:
    assert survey.rows_read == 6_904
    assert (survey.rows_loaded, survey.rows_set_aside, survey.rows_refused) == (6_242, 661, 1)
    assert value(survey, "lgo_survey_answers", "TH") == 6_242
    refused = [issue for issue in survey.issues if issue.severity == "refused"]
    assert [(i.reason, i.row, i.value) for i in refused] == [("out_of_range", 5_198, "118120")]


@pytest.mark.real_files
def test_without_its_header_rows_it_says_so(
    printed: list[Row], read_survey: ReadSurvey, refusal: Callable[..., Issue]
) -> None:
    assert refusal(read_survey, printed[3:]).reason == "no_header"


@pytest.mark.real_files
def test_twelve_provinces_in_utf_8_give_no_national_sum(
    printed: list[Row], survey: Reading, read_survey: ReadSurvey
) -> None:
    reading = read_survey(printed, "utf-8")
    facts = reading.facts["outcome"]
    country = facts[(facts["area_id"] == "TH") & (facts["indicator_id"] == OLDER)]
    assert country["value"].isna().all()
    assert set(country["flag"]) == {"incomplete"}
    places = {area for area in facts["area_id"] if area.isdigit()}
    assert len(places) == 12
    assert all(value(reading, OLDER, area) == value(survey, OLDER, area) for area in places)


@pytest.mark.real_files
def test_a_line_above_the_header_and_columns_in_another_order_change_nothing(
    printed: list[Row], read_survey: ReadSurvey
) -> None:
    plain = read_survey(printed)
    shifted = read_survey([[""] * 158, *([*row[1:], "", row[0]] for row in printed)])
    assert shifted.rows_read == plain.rows_read
    for area in {area for area in plain.facts["outcome"]["area_id"] if area.isdigit()}:
        assert value(shifted, DISABLED, area) == value(plain, DISABLED, area)


@pytest.mark.real_files
def test_the_year_is_that_of_the_name_and_another_one_is_not_declared(
    printed: list[Row], read_survey: ReadSurvey, refusal: Callable[..., Issue]
) -> None:
    named = [issue.reason for issue in read_survey(printed).issues]
    assert "years_unverified" not in named
    unnamed = read_survey(printed, name="survey.csv")
    assert "years_unverified" in [issue.reason for issue in unnamed.issues]
    other = refusal(read_survey, printed, "cp874", "survey_2556.csv")
    assert (other.reason, other.value) == ("edition_not_declared", "lgo_survey 2556")


@pytest.mark.real_files
def test_faults_refuse_a_row_by_itself(printed: list[Row], read_survey: ReadSurvey) -> None:
    rows = [list(row) for row in printed[:12]]
    rows[3][1] = "เมืองทิพย์"
    rows[4][111] = "สิบ"
    rows[5][0] = rows[6][0]
    rows[7][112] = "-3"
    rows[8][22], rows[8][111] = "2000", "2001"
    reading = read_survey(rows)
    assert [(i.reason, i.row) for i in reading.issues if i.severity == "refused"] == [
        ("unknown_province", 4),
        ("bad_number", 5),
        ("duplicate_key", 7),
        ("out_of_range", 8),
        ("out_of_range", 9),
    ]
