"""What a chart shows, in words, for who cannot see it: its kind, its series, its range."""

import math
from collections.abc import Iterable, Iterator

import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.language import message

MOST_NAMED = 6
"""Series that are named; of more their number is said."""

KINDS = {
    "bar": "bars",
    "choropleth": "map",
    "sankey": "flow",
}


def in_words(figure: go.Figure, language: Language) -> str:
    """Return what a figure is and what its values reach from and to.

    Parameters
    ----------
    figure
        Read as it is drawn: traces without values count for nothing.
    language
        The language of the words; names of series stand as they do in the figure.

    Returns
    -------
    str
        For example ``Line chart · 2 series: Income, Expenditure · values from 0.333 to 0.536, 58
        in all``.
    """
    traces = [trace for trace in figure.data if _has_values(trace)]
    if not traces:
        return message("alt.empty", language)
    kind = (figure.layout.meta or {}).get("kind") or _kind(traces)
    parts = [message(f"alt.kind.{kind}", language)]
    names = list(dict.fromkeys(str(trace.name) for trace in traces if trace.name))
    if 1 < len(names) <= MOST_NAMED:
        parts.append(message("alt.named", language, count=len(names), names=", ".join(names)))
    elif len(names) > MOST_NAMED:
        parts.append(message("alt.series", language, count=len(names)))
    values = [value for trace in traces for value in _values(trace)]
    if kind == "pyramid":
        values = [abs(value) for value in values]
    if values:
        low, high = min(values), max(values)
        parts.append(
            message("alt.values", language, count=len(values), low=_said(low), high=_said(high))
        )
    return " · ".join(parts)


def _has_values(trace: go.Trace) -> bool:
    return getattr(trace, "mode", None) != "text" and any(
        getattr(trace, name, None) is not None for name in ("z", "y", "x", "link")
    )


def _kind(traces: list[go.Trace]) -> str:
    kinds = [KINDS.get(trace.type) or _kind_of_points(trace) for trace in traces]
    return next((kind for kind in kinds if kind in KINDS.values()), kinds[0])


def _kind_of_points(trace: go.Trace) -> str:
    return "lines" if "lines" in str(trace.mode or "lines") else "points"


def _values(trace: go.Trace) -> Iterator[float]:
    """Return the numbers that a trace measures; places, years and names are none."""
    if trace.type == "sankey":
        return _numbers(trace.link.value)
    if trace.type == "choropleth":
        return _numbers(trace.z)
    measured = trace.x if _lies(trace) else trace.y
    return _numbers(measured)


def _lies(trace: go.Trace) -> bool:
    """Tell whether the values run to the right, and names or places stand one below another."""
    if trace.type == "bar":
        return bool(trace.orientation == "h")
    upright = list(_numbers(trace.y))
    return not upright and bool(list(_numbers(trace.x)))


def _numbers(values: Iterable[object] | None) -> Iterator[float]:
    for value in values if values is not None else ():
        if isinstance(value, str) or value is None:
            continue
        if isinstance(value, Iterable):
            yield from _numbers(value)
            continue
        number = float(value)  # type: ignore[arg-type]  # numbers of NumPy and of Python
        if math.isfinite(number):
            yield number


def _said(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
