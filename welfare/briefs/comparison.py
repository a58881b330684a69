"""A comparison on two pages: small pictures on shared axes, then their figures as tables."""

import math
from itertools import pairwise

import pandas as pd

from welfare.briefs.drawing import Drawing
from welfare.briefs.drawings.bar_table import Column, bar_table
from welfare.briefs.drawings.trend import Frame, Line, Stretch, trend
from welfare.briefs.paper import Edition, Node, node, page_address, paper, sources_in_full
from welfare.briefs.rows import bare
from welfare.catalog import COUNTRY, Language
from welfare.charts.theme import LIGHT
from welfare.language import format_amount, format_year, message
from welfare.language.numbers import MILLION, NO_VALUE
from welfare.metrics.series import same_method, without_gaps
from welfare.review.compare import Comparison, Multiple, Panel
from welfare.review.compare_words import (
    about,
    area_name,
    finding,
    member_name,
    table,
    unknown,
    years_apart,
)

TEMPLATE = "comparison.typ"
PAGE = "compare"
"""The page on the server that tells the same."""
WIDTH, GAP = 498.0, 12.0
"""Points of a row of pictures, and between two of them."""
BESIDE = 4
"""Pictures in a row."""
ROOM, HEAD, TALLEST = 690.0, 66.0, 200.0
"""Points for all pictures, of these for the words of one indicator, and for one picture at most."""
AREA = 15.0
"""Points for the bars of one area at most."""
STEPS, VALUE = 28.0, 34.0
"""Points beside a picture: for the steps of its axis at the left, its last value at the right."""


def comparison_data(shown: Comparison, edition: Edition, language: Language) -> Node:
    """Return what the template shows of a comparison."""
    names = [member_name(shown.by, member, language) for member in shown.members]
    title = " · ".join(names)
    page = page_address(PAGE, **query_of(shown, language))
    height = _height(shown)
    sources = {source for multiple in shown.multiples for source in multiple.sources}
    return {
        **paper(title, message("brief.comparison", language), edition, language, page),
        "name": title,
        "words": {
            "figures": message("brief.words.figures", language),
            "sources": message("brief.words.sources", language),
        },
        "multiples": [
            {
                "title": finding(shown, multiple, language),
                "about": about(multiple, language),
                "pictures": _pictures(shown, multiple, height, language),
                "notes": _notes(shown, multiple, language),
                "name": multiple.indicator.title(language),
                "table": _table(shown, multiple, language),
            }
            for multiple in shown.multiples
        ],
        "sources": sources_in_full(sources, language),
    }


def query_of(shown: Comparison, language: Language) -> dict[str, str]:
    """Return what an address says of a comparison: of its page, and of its brief."""
    asked = {
        "lang": language,
        "by": shown.by,
        "beside": ",".join(shown.members),
        "shown": ",".join(multiple.indicator.id for multiple in shown.multiples),
        "scale": shown.scale,
    }
    return asked if shown.area == COUNTRY else {**asked, "province": shown.area}


def _height(shown: Comparison) -> float:
    """Return the points that a picture is high, so that all stand on one page."""
    beside = 1 if shown.by == "years" else math.ceil(len(shown.members) / BESIDE)
    rows = max(1, len(shown.multiples) * beside)
    return min(TALLEST, (ROOM - HEAD * len(shown.multiples)) / rows - GAP)


def _pictures(
    shown: Comparison, multiple: Multiple, height: float, language: Language
) -> list[Node]:
    if shown.by == "years":
        return [node(_years(shown, multiple, height, language))]
    columns = min(BESIDE, len(multiple.panels))
    width = (WIDTH - GAP * (columns - 1)) / columns
    return [
        node(_picture(shown, multiple, each, (width, height), language)) for each in multiple.panels
    ]


def _picture(
    shown: Comparison,
    multiple: Multiple,
    panel: Panel,
    size: tuple[float, float],
    language: Language,
) -> Drawing:
    """Return one member over the years, on the axes of all, the nation dashed behind it."""
    name = member_name(shown.by, panel.member, language)
    lines = [
        Line("", _stretches(multiple.nation, panel), LIGHT.muted, "3 2", 0.9, named=False),
        Line("", _stretches(panel.rows, panel), LIGHT.accent, width=1.8),
    ]
    percent = multiple.indicator.unit == "percent" and multiple.base_year is None
    frame = Frame(
        width=size[0],
        height=size[1],
        years=sorted(set(multiple.years)),
        shown_year=lambda year: format_year(year, language),
        shown_value=lambda value: _shown(multiple, value, language),
        shown_step=lambda value: _step(value, percent, language),
        breaks=[(between, "") for between in _breaks(panel)],
        highest=multiple.high,
        left=STEPS,
        right=VALUE,
        name=name,
    )
    said = message(
        "brief.multiple.alt", language, title=multiple.indicator.title(language), name=name
    )
    return trend(lines, [], frame, said)


def _years(shown: Comparison, multiple: Multiple, height: float, language: Language) -> Drawing:
    """Return the areas of each year as bars on one scale."""
    areas = list(dict.fromkeys(str(a) for p in multiple.panels for a in p.rows["area_id"]))
    columns = []
    for panel in multiple.panels:
        values = panel.rows.set_index("area_id")["value"].reindex(areas)
        bars = [(None if pd.isna(v) else float(v), _cell(multiple, v, language)) for v in values]
        columns.append(Column(member_name(shown.by, panel.member, language), bars))
    title = multiple.indicator.title(language)
    names = ", ".join(column.head for column in columns)
    return bar_table(
        [area_name(area, language) for area in areas],
        columns,
        (WIDTH, min(height, AREA * (len(areas) + 1))),
        (multiple.low, multiple.high),
        message("brief.multiple.alt_years", language, title=title, name=names),
    )


def _step(value: float, percent: bool, language: Language) -> str:
    if value >= MILLION:
        return format_amount(value, language)
    return f"{value:,g}%" if percent else f"{value:,g}"


def _shown(multiple: Multiple, value: float, language: Language) -> str:
    if multiple.base_year is not None:
        return f"{value:,.1f}"
    return bare(value, multiple.indicator, language)


def _stretches(rows: pd.DataFrame, panel: Panel) -> list[Stretch]:
    if rows.empty:
        return []
    return [
        list(zip(known["year"].astype(float), known["value"].astype(float), strict=True))
        for part in same_method(rows, panel.indicator)
        for known in without_gaps(part, panel.indicator)
    ]


def _breaks(panel: Panel) -> list[float]:
    """Return where another method or edition begins, between the two years."""
    known = panel.rows[panel.rows["value"].notna()]
    parts = same_method(known, panel.indicator) if len(known) else []
    return [
        (float(before["year"].iloc[-1]) + float(after["year"].iloc[0])) / 2
        for before, after in pairwise(parts)
    ]


def _notes(shown: Comparison, multiple: Multiple, language: Language) -> list[str]:
    """Return what must be known of the pictures: the dashes, breaks, and who is not known."""
    notes = []
    if shown.by != "years" and not multiple.nation.empty:
        notes.append(message("brief.multiple.nation", language))
    if shown.by != "years" and any(_breaks(panel) for panel in multiple.panels):
        notes.append(message("brief.multiple.breaks", language))
    if shown.by == "years" and (apart := years_apart(multiple)):
        years = ", ".join(format_year(int(year), language) for year in apart)
        notes.append(message("brief.multiple.apart", language, years=years))
    missing = unknown(shown, multiple, language)
    if missing:
        notes.append(message("brief.multiple.unknown", language, names=", ".join(missing)))
    return notes


def _table(shown: Comparison, multiple: Multiple, language: Language) -> Node:
    figures = table(shown, multiple, language)
    return {
        "head": [str(name) for name in figures.columns],
        "rows": [
            [str(first), *(_cell(multiple, value, language) for value in values)]
            for first, *values in figures.itertuples(index=False)
        ],
    }


def _cell(multiple: Multiple, value: float, language: Language) -> str:
    return NO_VALUE if pd.isna(value) else _shown(multiple, float(value), language)
