"""Every card leads to the published rows that it shows: they are there, with its numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from opening import faultless, opened, said
from streamlit.testing.v1 import AppTest

from welfare.catalog import catalogue
from welfare.extracts.asked import DATA, PAGE, Asked, read_asked
from welfare.extracts.request import to_query
from welfare.extracts.selection import count_rows, selected
from welfare.language import message
from welfare.language.numbers import NO_VALUE
from welfare.queries.quality import COVERED
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.usefixtures("served_warehouse")

Row = dict[str, object]
CARDS = {
    "overview": 4,
    "provinces": 2,
    "ages": 2,
    "systems": 5,
    "budget": 7,
    "projects": 5,
    "inequality": 7,
    "need": 3,
    "rug": 2,
    "compare": 2,
    "whatif": 2,
    "sources": 2,
    "data": 6,
}
"""Cards of a page that give rows away; one without a figure gives none."""
CHOICES: list[tuple[str, dict[str, str]]] = [
    *((page, {}) for page in CARDS),
    *((page, {"region": "north", "province": "50", "year": "2011"}) for page in CARDS),
    ("ages", {"region": "south", "year": "2008"}),
    ("provinces", {"indicator": "social_security_working_age_pct", "region": "northeast"}),
    ("provinces", {"indicator": "grants_thb", "year": "2008"}),
    ("inequality", {"indicator": "grants_projects_per_100k"}),
    *(("systems", {"system": system}) for system in catalogue().systems),
    ("systems", {"measure": "money"}),
    *(("data", {"table": table, "region": "south"}) for table in COVERED),
]


def offers(at: AppTest) -> Iterator[tuple[Asked, list[Asked]]]:
    """Yield of every card what its file asks for, and what its ways to the page Download ask."""
    for element in at.html:
        if "wa-file" in element.body:
            file, *pages = map(unescape, re.findall(r'href="([^"]+)"', element.body))
            yield of_file(file), [of_page(page) for page in pages]


def of_file(address: str) -> Asked:
    found = urlsplit(address)
    folder, _, publication = found.path.rpartition("/")
    asked = parse_qs(found.query)
    assert folder == DATA
    assert (asked.pop("format"), asked.pop("bom")) == (["csv"], ["true"])
    return Asked(publication, asked)


def of_page(address: str) -> Asked:
    found = urlsplit(address)
    query = parse_qs(found.query)
    assert (found.path, query["lang"]) == (PAGE, ["en"])
    return read_asked(query["what"][0], query.get("ask", [""])[0])


def rows_of(snapshot: Snapshot, asked: Asked) -> list[Row]:
    sql, parameters = selected(asked.request())
    frame = snapshot.query(sql, parameters)
    cells = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(frame, row, strict=True)) for row in cells.itertuples(index=False)]


def card(page: str, key: str, publication: str, **query: str) -> tuple[list[list[str]], Asked]:
    """Return the table of a card as it is read, and the question of the file below it."""
    at = opened(page, lang="en", **query)
    at.session_state[f"table_{key}"] = True
    at.run()
    assert faultless(at)
    bodies = [element.body for element in at.html]
    ends = [n for n, body in enumerate(bodies) if f'data-name="{key}"' in body]
    if ends:
        place = max(n for n, body in enumerate(bodies[: ends[0]]) if "<tbody>" in body)
    else:  # what the page Data opens is no chart
        place = next(n for n, body in enumerate(bodies) if "<style>.wa-right" in body)
    link = next(body for body in bodies[place:] if "wa-file" in body)
    asked = of_file(unescape(re.findall(r'href="([^"]+)"', link)[0]))
    assert asked.publication == publication
    rows = re.findall(r"<tr>(.*?)</tr>", bodies[place].partition("<tbody>")[2], re.DOTALL)
    return [[unescape(c) for c in re.findall(r"<td>(.*?)</td>", row)] for row in rows], asked


def number(text: str) -> float | None:
    return None if text == NO_VALUE else float(text.replace(",", ""))


def rounded(value: object, decimals: int) -> float | None:
    return None if value is None else round(float(str(value)), decimals)


@pytest.mark.parametrize(("page", "query"), CHOICES)
def test_every_card_leads_to_rows_that_there_are(
    page: str, query: dict[str, str], snapshot: Snapshot
) -> None:
    at = opened(page, lang="en", **query)
    assert faultless(at)
    found = list(offers(at))
    assert len(found) == CARDS[page]
    for file, (same, *beside) in found:
        assert to_query(file.request()) == to_query(same.request())
        for asked in (file, *beside):
            assert count_rows(snapshot, asked.request()) > 0, asked


@pytest.mark.parametrize(
    ("indicator", "year", "region"),
    [
        ("poverty_rate_pct", "2011", None),
        ("poverty_rate_pct", "2008", "north"),
        ("social_security_pct", "2012", None),
        ("grants_thb", "2013", "south"),
    ],
)
def test_rows_behind_the_map_are_its_provinces_with_those_they_are_compared_with(
    indicator: str, year: str, region: str | None, snapshot: Snapshot
) -> None:
    query = {"indicator": indicator, "year": year, **({"region": region} if region else {})}
    table, asked = card("provinces", "map", "indicators", **query)
    rows = rows_of(snapshot, asked)
    decimals = catalogue().indicators[indicator].decimals
    provinces = {r["area_en"]: r["value"] for r in rows if r["area_kind"] == "province"}
    assert {row[0]: number(row[2]) for row in table} == {
        name: rounded(value, decimals) for name, value in provinces.items()
    }
    assert [r["area_kind"] for r in rows].count("country") == 1
    assert len({r["vintage_id"] for r in rows}) == 1


def test_rows_behind_the_provinces_over_the_years_hold_every_value(snapshot: Snapshot) -> None:
    table, asked = card("provinces", "trend", "indicators", indicator="poverty_rate_pct")
    current = [
        (int(str(r["year"])), rounded(r["value"], 6))
        for r in rows_of(snapshot, asked)
        if r["is_current"] and r["area_kind"] == "province" and r["value"] is not None
    ]
    shown = [
        (int(row[0]), rounded(number(cell), 6))
        for row in table
        for cell in row[1:]
        if number(cell) is not None
    ]
    assert sorted(shown) == sorted(current)


@pytest.mark.parametrize("code", ["10", "35", "38"])
def test_rows_behind_the_sentences_of_a_province_are_what_they_tell(
    code: str, snapshot: Snapshot
) -> None:
    table, asked = card("profile", "profile_head", "indicators", province=code)
    found: dict[tuple[str, str], set[float | None]] = defaultdict(set)
    for row in rows_of(snapshot, asked):
        place = str(row["indicator_en"]), str(row["area_id"])
        decimals = catalogue().indicators[str(row["indicator_id"])].decimals
        found[place].add(rounded(row["value"], decimals))
    told = said(opened("profile", lang="en", province=code))
    assert len(table) >= 5
    for _, indicator, _, value, nation in table:
        digits = re.match(r"−?[\d,.]+", value)
        assert digits is not None
        assert value in told
        assert number(digits[0]) in found[indicator, code]
        if nation != NO_VALUE:
            whole = re.match(r"−?[\d,.]+", nation)
            assert whole is not None
            assert number(whole[0]) in found[indicator, "TH"]


@pytest.mark.parametrize("code", ["10", "50"])
def test_every_card_of_a_province_leads_to_rows(code: str, snapshot: Snapshot) -> None:
    found = list(offers(opened("profile", lang="en", province=code)))
    assert len(found) >= 11
    for file, pages in found:
        for asked in (file, *pages):
            assert count_rows(snapshot, asked.request()) > 0, asked


def test_rows_behind_the_national_series_are_its_values(snapshot: Snapshot) -> None:
    table, asked = card("inequality", "national_gini", "indicators")
    known = {
        (r["indicator_id"], r["year"]): rounded(r["value"], 9)
        for r in rows_of(snapshot, asked)
        if r["value"] is not None
    }
    names = ("gini_income", "gini_expenditure", "gini_world_bank")
    assert known == {
        (name, int(row[0])): rounded(number(cell), 9)
        for row in table
        for name, cell in zip(names, row[1:], strict=True)
        if number(cell) is not None
    }


@pytest.mark.parametrize("query", [{}, {"region": "south"}, {"province": "50"}])
def test_rows_behind_the_pyramid_add_up_to_it(query: dict[str, str], snapshot: Snapshot) -> None:
    table, asked = card("ages", "pyramid", "beneficiaries", year="2012", **query)
    added: dict[tuple[str, ...], float] = defaultdict(float)
    for row in rows_of(snapshot, asked):
        unknown = row["age_band"] == "unknown"
        band = message("age.unknown", "en") if unknown else str(row["age_band"])
        group = (band, str(row["sex_en"]), str(row["programme_en"]))
        added[group] += float(str(row["persons"]))
    shown = {(row[0], row[1], row[2]): number(row[3]) for row in table}
    assert shown == {group: pytest.approx(persons, abs=0.51) for group, persons in added.items()}


@pytest.mark.parametrize("query", [{}, {"system": "services"}])
def test_rows_behind_the_budget_are_its_lines(query: dict[str, str], snapshot: Snapshot) -> None:
    table, asked = card("systems", "budget", "budgets", **query)
    lines = Counter(
        (r["agency_en"], r["plan_en"], r["project_en"] or "", rounded(r["amount_thb"], 0))
        for r in rows_of(snapshot, asked)
    )
    assert Counter((*row[:3], number(row[4])) for row in table) == lines


def test_rows_behind_the_grants_add_up_to_them(snapshot: Snapshot) -> None:
    table, asked = card("systems", "grants", "projects")
    added: dict[tuple[object, ...], list[float]] = defaultdict(lambda: [0, 0])
    for row in rows_of(snapshot, asked):
        sums = added[str(row["fiscal_year"]), row["organisation_kind_en"]]
        sums[0] += float(str(row["projects"]))
        sums[1] += float(str(row["amount_thb"] or 0))
    assert {tuple(row[:2]): number(row[2]) for row in table} == {k: v[0] for k, v in added.items()}
    assert {tuple(row[:2]): number(row[3]) for row in table} == pytest.approx(
        {k: v[1] for k, v in added.items()}
    )


def test_rows_behind_the_statistics_are_its_values(snapshot: Snapshot) -> None:
    table, asked = card("inequality", "over_years", "disparities", indicator="poverty_rate_pct")
    known = Counter(
        (str(r["year"]), r["statistic_en"], *(rounded(r[n], 4) for n in ("value", "low", "high")))
        for r in rows_of(snapshot, asked)
    )
    assert Counter((row[0], row[1], *map(number, row[2:5])) for row in table) == known


def test_rows_behind_money_and_need_are_its_values(snapshot: Snapshot) -> None:
    table, asked = card("inequality", "need", "money_and_need")
    known = Counter(
        (r["indicator_en"], r["statistic_en"], rounded(r["value"], 4))
        for r in rows_of(snapshot, asked)
    )
    assert Counter((row[0], row[3], number(row[4])) for row in table) == known


@pytest.mark.parametrize(("key", "publication"), [("files", "files_read"), ("jumps", "jumps")])
def test_rows_behind_the_account_are_as_many(
    key: str, publication: str, snapshot: Snapshot
) -> None:
    table, asked = card("data", key, publication)
    assert len(table) == min(len(rows_of(snapshot, asked)), 200)
