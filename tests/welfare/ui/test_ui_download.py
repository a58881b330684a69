"""The page Download: a link restores its question, what is wrong is left out, values occur."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.archive import archive_of
from welfare.catalog import Language, catalogue
from welfare.extracts.asked import Asked
from welfare.extracts.extract import Extract
from welfare.extracts.faults import RequestError
from welfare.extracts.making import make
from welfare.extracts.request import codes_of, columns_of, filters_of, formats_of, read_request
from welfare.extracts.selection import count_rows, selected
from welfare.ui.download_data import extents, offer
from welfare.ui.download_question import read_question
from welfare.ui.download_sizes import about_bytes
from welfare.ui.download_what import GROUPS, group_of
from welfare.warehouse import Snapshot


def values(publication: str, column: str) -> Sequence[str]:
    """Return values by which a column may be filtered."""
    declared = columns_of(publication)[column]
    if declared.codes:
        return [*codes_of(declared.codes), "none"]
    return ["true", "false"] if declared.type == "boolean" else ["2012", "2550", "2007..2011"]


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    """Draw a table and filters, columns, a format and a language."""
    publication = draw(st.sampled_from(list(catalogue().publications)))
    usable = [name for name in filters_of(publication) if values(publication, name)]
    names = draw(st.lists(st.sampled_from(usable), unique=True)) if usable else []
    chosen = {
        name: draw(st.lists(st.sampled_from(values(publication, name)), min_size=1, max_size=4))
        for name in names
    }
    columns = list(columns_of(publication))
    if draw(st.booleans()):
        chosen["columns"] = draw(st.lists(st.sampled_from(columns), min_size=1, unique=True))
    if draw(st.booleans()):
        chosen["order"] = [draw(st.sampled_from(["", "-"])) + draw(st.sampled_from(columns))]
    chosen["format"] = [draw(st.sampled_from(formats_of(publication)))]
    chosen["labels"] = [draw(st.sampled_from(["th", "en"]))]
    return publication, chosen


@given(asked(), st.sampled_from(["th", "en"]))
def test_a_link_restores_the_question(
    question: tuple[str, dict[str, list[str]]], language: Language
) -> None:
    publication, chosen = question
    ask = urlencode({name: ",".join(texts) for name, texts in chosen.items()})
    read = read_question(publication, ask, language)
    assert read.faults == ()
    assert read.taken_as(read.form) == read_request(publication, chosen)
    assert read_question(publication, read.ask(language) or "", language) == read


def test_a_question_as_it_is_at_first_needs_no_text() -> None:
    for language in ("th", "en"):
        assert read_question("indicators", "", language).ask(language) is None
        assert read_question("indicators", f"labels={language}", language).ask(language) is None


def test_what_a_chart_asks_is_what_the_page_reads() -> None:
    chart = Asked("indicators", {"indicator_id": ["poverty_rate_pct"], "year": ["2007..2011"]})
    ask = "indicator_id=poverty_rate_pct&year=2007..2011"
    assert read_question("indicators", ask, "th").request == chart.request()


@pytest.mark.parametrize(
    ("ask", "kept"),
    [
        ("sex=male,robot", "sex=male"),
        ("sex=robot&fiscal_year=2012", "fiscal_year=2012"),
        ("fiscal_year=2012&fiscal_year_be=2554", "fiscal_year=2012"),
        ("fiscal_year=12", None),
        ("colour=red&sex=male", "sex=male"),
        ("columns=persons,colour", "columns=persons"),
        ("format=doc", None),
        ("format=csv,xlsx", None),
        ("labels=fr", None),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(ask: str, kept: str | None) -> None:
    read = read_question("beneficiaries", ask, "en")
    assert read.faults
    assert read.ask("en") == kept
    with pytest.raises(RequestError):
        read_request("beneficiaries", {n: [v] for n, v in (p.split("=") for p in ask.split("&"))})


def test_twenty_questions_are_no_wall() -> None:
    sizes = [sum(group_of(p) == g for p in catalogue().publications.values()) for g in GROUPS]
    assert sum(sizes) == len(catalogue().publications)
    assert max(sizes) <= 6


def test_extents_are_those_of_the_tables(snapshot: Snapshot) -> None:
    known = extents(snapshot)
    assert known["beneficiaries"].rows == snapshot.rows("SELECT count(*) FROM beneficiary")[0][0]
    years = snapshot.rows(
        "SELECT min(coalesce(year, fiscal_year)), max(coalesce(year, fiscal_year)) FROM population"
    )
    assert known["population"].years == years[0]
    assert known["indicator_list"].years is None


@pytest.mark.parametrize(
    ("publication", "ask"),
    [
        ("indicators", ""),
        ("indicators", "indicator_id=poverty_rate_pct&year=2007..2011&is_current=true"),
        ("beneficiaries", "programme_system_id=none&sex=male,female"),
        ("population", "fiscal_year=2012&columns=persons&order=-persons"),
        ("refusals", ""),
    ],
)
def test_values_that_are_offered_give_rows_and_others_do_not(
    snapshot: Snapshot, publication: str, ask: str
) -> None:
    request = read_question(publication, ask, "en").request
    offered = offer(snapshot, request)
    assert offered.rows == count_rows(snapshot, request)
    sql, parameters = selected(request)
    assert list(offered.first) == snapshot.rows(sql, parameters)[: len(offered.first)]
    for column, found in offered.values.items():
        others = tuple(each for each in request.filters if each[0] != column)
        sql, bound = selected(replace(request, filters=others, order=()), [column])
        assert set(found) == {row[0] for row in snapshot.rows(sql, bound)}
        assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("publication", "ask"),
    [
        ("indicators", "indicator_id=poverty_rate_pct&year=2007..2011"),
        ("population", "fiscal_year=2012"),
        ("budgets", ""),
        ("indicators", "year=2008&columns=indicator_id,area_id,value"),
    ],
)
def test_a_size_is_told_about_right_before_the_file_is_made(
    snapshot: Snapshot, built_warehouse: Path, tmp_path: Path, publication: str, ask: str
) -> None:
    version = archive_of(built_warehouse).version(snapshot.data_version)
    assert version is not None
    question = read_question(publication, ask, "th")
    offered = offer(snapshot, question.request)
    for form in formats_of(publication):
        told = about_bytes(form, offered.rows, offered.bytes)
        extract = Extract("a" * 20, question.taken_as(form), version, snapshot)
        make(extract, tmp_path / form, lambda _: None)
        made = (tmp_path / form).stat().st_size
        assert told / 2.5 < made < told * 2.5, (form, told, made)
