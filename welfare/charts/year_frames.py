"""One year of an indicator over all provinces as words and shares, for what moves through years.

Whatever draws a frame formats nothing: values, classes and sentences are made here, by the same
rules as the figures of one year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import pandas as pd

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.charts.findings import provinces_finding, shown_year
from welfare.charts.legend import class_words
from welfare.charts.province_map import map_states
from welfare.charts.unknown import why_unknown
from welfare.language import format_value, format_year, message
from welfare.metrics.classify import Classes, quantile_classes


class Frame(TypedDict):
    """A year. Lists go by :data:`Catalogue.provinces`; shares are of the reach of all years.

    ``states`` are those of :func:`welfare.charts.province_map.map_states`, ``classes`` the words of
    the classes with the place of each one's colour on the ramp. ``low``, ``high`` and ``between``
    are empty where no interval is known. ``lines`` has nation and regions by area.
    """

    year: int
    name: str
    said: str
    about: str
    finding: str
    alt: str
    values: list[str]
    at: list[float | None]
    low: list[float | None]
    high: list[float | None]
    between: list[str]
    states: list[int]
    order: list[int]
    classes: list[tuple[int, str]]
    lines: dict[str, tuple[float, str]]


@dataclass(frozen=True)
class Reach:
    """The least and the greatest that is drawn in any year; zero is within."""

    low: float
    high: float

    def share(self, value: float | None) -> float | None:
        """Return where a value stands between the two ends, 0 to 1; None where there is none."""
        if value is None or pd.isna(value):
            return None
        return round((float(value) - self.low) / (self.high - self.low), 4)


def reach(years: Sequence[pd.DataFrame], indicator: Indicator) -> Reach:
    """Return what all of ``years`` (areas of a year each) reach over.

    The nation and the regions count where they are drawn: a total's are not.
    """
    drawn = [
        rows.loc[
            (rows["area_kind"] == "province") | ~_summed(indicator), ["value", "low", "high"]
        ].to_numpy(dtype=float)
        for rows in years
    ]
    values = np.concatenate([part.ravel() for part in drawn]) if drawn else np.array([])
    known = values[np.isfinite(values)]
    low = min(0.0, float(known.min())) if known.size else 0.0
    high = float(known.max()) if known.size else 1.0
    return Reach(low, high if high > low else low + 1.0)


def year_frame(
    areas: pd.DataFrame,
    indicator: Indicator,
    year: int,
    over: Reach,
    language: Language,
    *,
    about: str,
    ramp: int,
) -> Frame:
    """Return one year.

    Parameters
    ----------
    areas
        Columns area_id, area_kind, value, low, high, flag.
    over
        The ends of the axis, the same for all years.
    about
        What the reader must know to compare, which may differ from year to year.
    ramp
        Number of colours of the sequential scale.
    """
    codes = list(catalogue().provinces)
    rows = areas.set_index("area_id").reindex(codes)
    values = rows["value"].astype(float)
    classes = quantile_classes(values)
    known = values.notna()
    order = sorted(
        (place for place in range(len(codes)) if known.iloc[place]),
        key=lambda place: (-values.iloc[place], codes[place]),
    )
    intervals = bool(rows["low"].notna().any())
    return {
        "year": year,
        "name": format_year(year, language),
        "said": shown_year(year, indicator, language),
        "about": about,
        "finding": provinces_finding(areas, indicator, year, language),
        "alt": _alt(values, classes, indicator, year, language),
        "values": [
            _bare(value, indicator) if pd.notna(value) else why_unknown(code, flag, language)
            for code, value, flag in zip(codes, values, rows["flag"], strict=True)
        ],
        "at": [over.share(value) for value in values],
        "low": [over.share(value) for value in rows["low"]] if intervals else [],
        "high": [over.share(value) for value in rows["high"]] if intervals else [],
        "between": _between(rows, indicator, language) if intervals else [],
        "states": map_states(rows, classes, None),
        "order": order,
        "classes": list(
            zip(
                colour_places(classes.count, ramp),
                class_words(classes, indicator, language),
                strict=True,
            )
        ),
        "lines": _lines(areas, indicator, over, language),
    }


def colour_places(count: int, ramp: int) -> list[int]:
    """Return which of ``ramp`` colours each of ``count`` classes has, as the palette spreads them.

    Examples
    --------
    >>> colour_places(3, 5), colour_places(1, 5)
    ([0, 2, 4], [3])
    """
    if count <= 1:
        return [ramp - 2] * count
    return [round(place * (ramp - 1) / (count - 1)) for place in range(count)]


def _summed(indicator: Indicator) -> bool:
    return catalogue().units[indicator.unit].additive


def _bare(value: float, indicator: Indicator) -> str:
    """Return a value without its unit, which stands once above the list."""
    return f"{value:,.{indicator.decimals}f}"


def _between(rows: pd.DataFrame, indicator: Indicator, language: Language) -> list[str]:
    return [
        ""
        if pd.isna(low)
        else message(
            "years.interval", language, low=_bare(low, indicator), high=_bare(high, indicator)
        )
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]


def _alt(
    values: "pd.Series[float]",
    classes: Classes,
    indicator: Indicator,
    year: int,
    language: Language,
) -> str:
    known = values[values.notna()]
    return message(
        "years.map_alt",
        language,
        title=indicator.title(language),
        year=shown_year(year, indicator, language),
        classes=classes.count,
        low=format_value(float(known.min()), indicator, language),
        high=format_value(float(known.max()), indicator, language),
        known=len(known),
        unknown=len(values) - len(known),
    )


def _lines(
    areas: pd.DataFrame, indicator: Indicator, over: Reach, language: Language
) -> dict[str, tuple[float, str]]:
    """Return share and words of the nation and of every region; none for a total."""
    if _summed(indicator):
        return {}
    found = {}
    wider = areas[(areas["area_kind"] != "province") & areas["value"].notna()]
    for area, value in zip(wider["area_id"], wider["value"], strict=True):
        name = (
            message("provinces.country", language)
            if area == COUNTRY
            else catalogue().area_name(area, language)
        )
        share = over.share(value)
        if share is not None:
            found[area] = (share, f"{name} {format_value(float(value), indicator, language)}")
    return found
