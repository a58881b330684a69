"""The charts of a brief's second page: years, ages, projects, money per poor person, peers."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd

from welfare.briefs.drawings import pyramid as ages
from welfare.briefs.drawings.bars import Bar, bars
from welfare.briefs.drawings.trend import Frame, Line, Stretch, trend
from welfare.briefs.paper import Node, node
from welfare.briefs.rows import bare, unit_and_year
from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.pyramid import (
    SCHEME_ORDER,
    SIDES,
    band_label,
    drawn_bands,
    drawn_people,
    scheme_colours,
)
from welfare.charts.theme import LIGHT
from welfare.language import format_amount, format_year, message
from welfare.metrics.series import same_method, without_gaps
from welfare.queries.indicators import province_series
from welfare.review.province_records import (
    Cell,
    MoneyPerPoor,
    Projects,
    ProvinceProfile,
    Pyramid,
    TrendPoint,
)
from welfare.warehouse import Snapshot

HALF = 239.0
"""Points that a chart in one of two columns is wide."""
PROJECTS = 200.0
"""Points that the bars of projects are wide; what is beside them has more words."""
PER_POOR = ("year", "value", "amount", "people", "nation")
"""Columns of the table of money per poor person."""
MILLION = 1_000_000


def card(title: str, about: str, drawn: Node | None, notes: Iterable[str] = ()) -> Node:
    """Return a chart under its finding."""
    return {
        "title": title,
        "about": about,
        "drawing": drawn,
        "notes": list(notes),
        "table": None,
        "legend": [],
    }


def trend_card(
    snapshot: Snapshot,
    profile: ProvinceProfile,
    indicator: Indicator,
    title: str,
    language: Language,
) -> Node:
    """Return one indicator over its years: the province, its region, the nation, all others."""
    points = [point for point in profile.trends if point.indicator == indicator.id]
    drawn_as = (
        ("nation", "brief.mark.nation", LIGHT.accent, "4 2", 1.4),
        ("region", "brief.mark.region", LIGHT.second, "1 2.2", 1.4),
        ("value", "brief.trend.own", LIGHT.highlight, "none", 2.2),
    )
    lines = [
        Line(message(key, language), _stretches(points, column), colour, dash, width)
        for column, key, colour, dash, width in drawn_as
    ]
    fiscal = indicator.calendar == "fiscal_year"
    frame = Frame(
        width=HALF,
        height=166.0,
        years=_years([point.year for point in points]),
        shown_year=lambda year: format_year(year, language),
        shown_value=lambda value: bare(value, indicator, language),
        shown_step=lambda value: f"{value:,g}{'%' if indicator.unit == 'percent' else ''}",
        breaks=_breaks(points, indicator, language),
    )
    about = message(
        "brief.trend.about",
        language,
        title=indicator.title(language),
        unit=catalogue().units[indicator.unit].name(language),
        calendar=message("brief.fiscal_years" if fiscal else "brief.calendar_years", language),
    )
    alt = message("brief.trend.alt", language, title=indicator.title(language), said=title)
    drawn = trend(lines, _faint(snapshot, indicator, profile.code), frame, alt)
    return card(title, about, node(drawn))


def pyramid_card(pyramid: Pyramid, language: Language) -> Node:
    """Return the registered people by age, sex and scheme, the nation's structure over them."""
    bands = drawn_bands()
    people, nation = _people(pyramid.people), _people(pyramid.nation)
    scale = float(people["persons"].sum() / nation["persons"].sum())
    colours = scheme_colours(LIGHT)
    schemes = [
        (catalogue().programmes[scheme].name(language), colours[scheme], of_scheme)
        for scheme in SCHEME_ORDER
        if not (of_scheme := people[people["programme_id"] == scheme]).empty
    ]
    parts = [
        ages.Stacked(colour, *(_by_band(of_scheme, sex) for sex in SIDES))
        for _, colour, of_scheme in schemes
    ]
    outline = [[count * scale for count in _by_band(nation, sex)] for sex in SIDES]
    words = ages.Ages(
        bands=[band_label(band) for band in bands],
        sexes=[catalogue().code_name("sexes", sex, language) for sex in SIDES],
        shown=lambda count: format_amount(count, language),
    )
    legend: list[Node] = [{"colour": colour, "words": name} for name, colour, _ in schemes]
    legend.append({"colour": None, "words": message("ages.nation_outline", language)})
    said = pyramid.sentence.say(language)
    alt = message("brief.pyramid.alt", language, said=said)
    drawn = ages.pyramid(parts, outline, words, (HALF, 150.0), alt)
    year = format_year(pyramid.fiscal_year, language, fiscal=True)
    about = message("brief.pyramid.about", language, year=year)
    return {**card(said, about, node(drawn)), "legend": legend}


def projects_card(projects: Projects, language: Language) -> Node:
    """Return the fund's projects and baht by fiscal year."""
    indicator = catalogue().indicators["grants_thb"]
    partial = catalogue().incomplete_years(indicator)
    years = sorted({year.fiscal_year for year in projects.years})
    drawn = []
    for fiscal_year in years:
        of_year = [year for year in projects.years if year.fiscal_year == fiscal_year]
        amounts = [year.amount_thb for year in of_year if year.amount_thb is not None]
        total = sum(amounts) if amounts else None
        count = sum(year.projects for year in of_year)
        drawn.append(
            Bar(
                value=total,
                above="–" if total is None else f"{total / MILLION:,.2f}",
                below=format_year(fiscal_year, language),
                second=f"{count:,}",
                part=fiscal_year in partial,
            )
        )
    said = projects.sentence.say(language)
    about = message("brief.projects.about", language)
    if not drawn:
        return card(said, "", None)
    notes = [message("brief.projects.part", language)] if any(bar.part for bar in drawn) else []
    colour = LIGHT.system("partnership")
    alt = message("brief.projects.alt", language, said=said)
    return card(said, about, node(bars(drawn, (PROJECTS, 104.0), colour, alt)), notes)


def per_poor_card(money: MoneyPerPoor, language: Language) -> Node:
    """Return money per poor person by year, and how sure its change is."""
    indicator = catalogue().indicators[money.indicator]
    head = [message(f"brief.per_poor.{column}", language) for column in PER_POOR]
    rows = [
        [
            format_year(year.year, language),
            bare(year.value, indicator, language),
            format_amount(year.amount, language),
            format_amount(year.people, language),
            bare(year.nation, indicator, language),
        ]
        for year in money.years
    ]
    sure = [said.say(language) for said in money.how_sure]
    about = message("brief.per_poor_about", language, title=indicator.title(language))
    return {**card(money.sentence.say(language), about, None, sure), "table": [head, *rows]}


def peers_table(profile: ProvinceProfile, language: Language) -> Node:
    """Return the province, its peers and the nation in what peers are found by."""
    indicators = [catalogue().indicators[trait.indicator] for trait in profile.traits]
    provinces = catalogue().provinces
    columns = [[trait.value, *trait.peers, trait.nation] for trait in profile.traits]
    names = [
        provinces[profile.code].name(language),
        *(provinces[peer.code].name(language) for peer in profile.peers),
        message("provinces.country", language),
    ]
    return {
        "head": ["", *(indicator.title(language) for indicator in indicators)],
        "second": [
            "",
            *(
                unit_and_year(indicator, trait.year, language)
                for indicator, trait in zip(indicators, profile.traits, strict=True)
            ),
        ],
        "rows": [
            [
                name,
                *(
                    bare(column[place], each, language)
                    for column, each in zip(columns, indicators, strict=True)
                ),
            ]
            for place, name in enumerate(names)
        ],
        "strong": [0],
    }


def _stretches(points: Sequence[TrendPoint], column: str) -> list[Stretch]:
    """Return the known points of each method and edition, parted where a value is not known."""
    found: list[list[tuple[float, float]]] = [[]]
    stretch = None
    for point in points:
        value = getattr(point, column)
        if value is None or point.stretch != stretch:
            found.append([])
        if value is not None:
            found[-1].append((point.year, value))
        stretch = point.stretch
    return [each for each in found if each]


def _breaks(
    points: Sequence[TrendPoint], indicator: Indicator, language: Language
) -> list[tuple[float, str]]:
    """Return where a new edition or another method begins, between the two years, with why."""
    found = []
    for before, point in pairwise(points):
        if point.stretch == before.stretch:
            continue
        methods = [each for each in indicator.breaks if before.year < each.year <= point.year]
        said = (
            message("chart.break", language, reason=methods[0].reason(language))
            if methods
            else message("chart.vintage_break", language)
        )
        found.append(((before.year + point.year) / 2, said))
    return found


def _years(years: Sequence[int]) -> list[int]:
    """Return the first and the last year, and one between them where there is room."""
    first, last = min(years), max(years)
    middle = [year for year in years if 0.3 < (year - first) / max(last - first, 1) < 0.7]
    return sorted({first, last, *middle[len(middle) // 2 :][:1]})


def _faint(snapshot: Snapshot, indicator: Indicator, code: str) -> list[Stretch]:
    every = snapshot.remember(
        ("brief_lines", indicator.id), lambda: _of_provinces(snapshot, indicator)
    )
    return [each for area, stretches in every.items() if area != code for each in stretches]


def _of_provinces(snapshot: Snapshot, indicator: Indicator) -> dict[str, list[Stretch]]:
    series = province_series(snapshot, indicator.id)
    series = series[series["area_kind"] == "province"]
    return {
        str(area): [
            list(zip(known["year"].astype(float), known["value"].astype(float), strict=True))
            for part in same_method(rows.sort_values("year"), indicator)
            for known in without_gaps(part, indicator)
        ]
        for area, rows in series.groupby("area_id")
    }


def _people(cells: Sequence[Cell]) -> pd.DataFrame:
    return drawn_people(pd.DataFrame(cells))


def _by_band(people: pd.DataFrame, sex: str) -> list[float]:
    of_sex = people[people["sex"] == sex].groupby("band")["persons"].sum()
    return [float(count) for count in of_sex.reindex(drawn_bands()).fillna(0)]
