"""What a scene is made with, and what it is made into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.catalog.playlists import CHOSEN
from welfare.language import format_year, message
from welfare.metrics.series import same_method
from welfare.queries import indicators as queries
from welfare.warehouse import Snapshot

Node = dict[str, object]
"""A part of a show, as JSON holds it."""
Said = Callable[[Language], str]
"""A text that is said in either language."""
DIGITS = 4
"""Decimals of a length: a ten-thousandth of the screen is less than a pixel."""


@dataclass(frozen=True)
class Making:
    """The data, the languages to make, and the province that the screen is set up for."""

    snapshot: Snapshot
    languages: tuple[Language, ...]
    province: str | None = None

    def each(self, made: Callable[[Language], Mapping[str, object]]) -> Node:
        """Return what is made in every language, under its code."""
        return {language: dict(made(language)) for language in self.languages}

    def area(self, declared: str) -> str:
        """Return the area that a scene is about."""
        return (self.province or COUNTRY) if declared == CHOSEN else declared


@dataclass(frozen=True)
class Drawn:
    """A scene as it is drawn: the rule's sentence, the year, sources, words and lengths.

    ``words`` are the texts of its kind besides title, source and year; ``picture`` holds what is
    the same in both languages.
    """

    title: Said
    year: Said
    sources: Sequence[str]
    picture: Node
    words: Callable[[Language], Mapping[str, object]] = field(default=lambda _: {})


def area_series(making: Making, indicator: Indicator, area: str) -> pd.DataFrame:
    """Return the years of an area that its sources cover whole, oldest first.

    Columns: year, value (null where a survey year has no published value), vintage_id, source_ids.
    """
    if area == COUNTRY:
        rows = queries.national_series(making.snapshot, indicator.id)
    else:
        every = queries.province_series(making.snapshot, indicator.id)
        rows = every[every["area_id"] == area].sort_values("year")
    whole = ~rows["year"].isin(catalogue().incomplete_years(indicator))
    return rows[whole].reset_index(drop=True)


def latest_method(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the years that were made as the last known one was: others are not compared."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return rows.iloc[0:0]
    stretch = same_method(known, indicator)[-1]
    return rows[rows["year"].between(stretch["year"].min(), stretch["year"].max())]


def areas_by_year(
    making: Making, indicator: Indicator, first_year: int | None, last_year: int | None
) -> dict[int, pd.DataFrame]:
    """Return the areas of every year that the provinces of one method are known in, oldest first.

    The method is that of the last year; years that a source covers in part are left out. Columns
    are those of :func:`welfare.queries.indicators.areas_in_year`.
    """
    rows = queries.province_series(making.snapshot, indicator.id)
    rows = rows[(rows["area_kind"] == "province") & rows["value"].notna()]
    rows = rows[~rows["year"].isin(catalogue().incomplete_years(indicator))]
    rows = rows[rows["year"].between(first_year or 0, last_year or 9999)]
    each = rows.drop_duplicates("year").sort_values("year")
    if each.empty:
        return {}
    years = [int(year) for year in same_method(each, indicator)[-1]["year"]]
    return {year: queries.areas_in_year(making.snapshot, indicator.id, year) for year in years}


def about_area(indicator: Indicator, area: str, language: Language) -> str:
    """Return what an indicator is called where it is of an area that is not the country."""
    title = indicator.title(language)
    if area == COUNTRY:
        return title
    name = catalogue().area_name(area, language)
    return message("exhibition.of_area", language, title=title, area=name)


def span(first: int, last: int, language: Language, *, fiscal: bool = False) -> str:
    """Return from which year to which a scene's figures are, the calendar year where not fiscal."""
    shown = format_year(first, language, fiscal=fiscal)
    if language == "th" and not fiscal:
        shown = f"ปี {shown}"
    return shown if first == last else f"{shown}–{format_year(last, language)}"


def part(value: float, whole: float) -> float:
    """Return ``value`` as a length of 0 to 1."""
    return round(value / whole, DIGITS) if whole else 0.0
