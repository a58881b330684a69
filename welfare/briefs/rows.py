"""Rows of figures: a province beside its peers, its region, the nation and all provinces."""

from collections.abc import Sequence

from welfare.briefs.drawings.strip import Places, strip
from welfare.briefs.paper import Node, node
from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.unknown import why_unknown
from welfare.language import format_amount, format_value, message
from welfare.language.numbers import MILLION
from welfare.queries.indicators import areas_in_year
from welfare.review.province_records import Row, SystemMoney
from welfare.warehouse import Snapshot

STRIP = 168.0
"""Points that a strip is wide."""


def bare(value: float | None, indicator: Indicator, language: Language) -> str:
    """Return a value as it stands in a column whose unit is named beside it."""
    if value is not None and abs(value) >= MILLION:
        return format_amount(value, language)
    shown = format_value(value, indicator, language, compact=True)
    if indicator.unit == "percent":
        return shown
    return shown.removesuffix(catalogue().units[indicator.unit].suffix(language))


def unit_and_year(indicator: Indicator, year: int, language: Language) -> str:
    """Return the unit, where the numbers do not carry it, and the year."""
    said = shown_year(year, indicator, language)
    if indicator.unit == "percent":
        return said
    return f"{catalogue().units[indicator.unit].name(language)} · {said}"


def row_node(
    snapshot: Snapshot, row: Row, code: str, peers: Sequence[str], language: Language
) -> Node:
    """Return one indicator as a row."""
    indicator = catalogue().indicators[row.indicator]
    sub = unit_and_year(indicator, row.year, language)
    if row.value is None:
        sub = f"{sub} · {why_unknown(code, row.flag, language)}"
    return {
        "mark": None,
        "title": indicator.title(language),
        "sub": sub,
        "cells": [
            *(bare(value, indicator, language) for value in (row.value, row.peers, row.region)),
            _beside(row, indicator, language),
        ],
        "strip": node(strip(places(snapshot, row, code, peers), STRIP, row.sentence.say(language))),
    }


def _beside(row: Row, indicator: Indicator, language: Language) -> str:
    """Return the nation's value; the median province's with a star where there is none."""
    if row.nation is None and row.median is not None:
        return f"{bare(row.median, indicator, language)}*"
    return bare(row.nation, indicator, language)


def money_node(
    snapshot: Snapshot, money: SystemMoney, code: str, peers: Sequence[str], language: Language
) -> Node:
    """Return a system's money as a row that begins with the system's name."""
    system = catalogue().systems[money.system]
    if money.row is None:
        said: Node = {"cells": None, "sub": money.sentence.say(language), "strip": None}
    else:
        said = row_node(snapshot, money.row, code, peers, language)
        said["sub"] = message("brief.money_row", language, title=said["title"], year=said["sub"])
    return {**said, "title": system.name(language), "mark": system.colour}


def places(snapshot: Snapshot, row: Row, code: str, peers: Sequence[str]) -> Places:
    """Return where an indicator's values lie, from the same year as the row."""
    areas = areas_in_year(snapshot, row.indicator, row.year)
    known = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    values = dict(zip(known["area_id"], known["value"].astype(float), strict=True))
    interval = (row.low, row.high) if row.low is not None and row.high is not None else None
    return Places(
        others=[value for area, value in values.items() if area != code and area not in peers],
        own=row.value,
        interval=interval,
        region=row.region,
        nation=row.nation,
        median=row.median,
        peers=[values[peer] for peer in peers if peer in values],
    )
