"""What the rows below a header hold beside figures: totals, notes, labels and signs in question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from etl.conform.numbers import MISSING_SIGNS
from etl.conform.provinces import area_kind, province_code, region_area, suggestion
from etl.conform.text import tidy
from etl.mapping.body import Numbers, numbers
from etl.mapping.fields import bare_place, label
from etl.sketch.look import Look, Seen
from welfare.catalog import Catalogue

TOTAL = re.compile(r"^(รวม|ยอดรวม|total)", re.IGNORECASE)
ROUNDING = 0.005
"""Part of a total by which rounding may make its parts miss it; beyond it the two differ."""
RowKind = Literal["total", "country", "region", "province", "unknown", "note", "blank"]


Parts = Literal["all", "region", "below", "above"]


@dataclass(frozen=True)
class TotalFound:
    """Total rows of one kind, and the columns in which their parts add up to them.

    ``gap`` is the most by which the parts miss a total in these columns; in all columns where they
    add up in none, and None where there is nothing to add up.
    """

    kind: RowKind
    labels: tuple[str, ...]
    in_place: bool
    parts: Parts
    columns: tuple[int, ...]
    gap: float | None

    @property
    def adds_up(self) -> bool:
        """Whether the parts add up in some column, but for rounding."""
        return bool(self.columns)


@dataclass(frozen=True)
class Rows:
    """The rows of a look, each of one kind, with the numbers of its columns of measures."""

    kinds: list[RowKind]
    labels: list[str]
    in_place: list[bool]
    numbers: dict[int, Numbers]
    keys: list[str]
    first: int

    def at(self, kind: RowKind) -> list[int]:
        """Return the positions of rows of a kind."""
        return [n for n, own in enumerate(self.kinds) if own == kind]


def rows_of(seen: Look, measures: Iterable[Seen], catalogue: Catalogue) -> Rows:
    """Tell the rows of a table apart by the label of their place, or by their first label."""
    columns = {
        one.column: numbers(
            pd.Series(
                [row[one.column] if one.column < len(row) else "" for row in seen.rows],
                dtype=object,
            ),
            {},
        )
        for one in measures
    }
    filled = np.zeros(len(seen.rows), dtype=bool)
    for found in columns.values():
        filled |= ~np.isnan(found.values) | found.bad
    place = next((s.column for s in seen.of_kind("province", "area")), None)
    labels, kinds, in_place = [], [], []
    grouped = {s.column for s in seen.of_kind("year", "fiscal_year", "quarter", "sex", "age")}
    for row, has_number in zip(seen.rows, filled, strict=True):
        texts = [text for n, cell in enumerate(row) if n not in grouped and (text := label(cell))]
        own = label(row[place]) if place is not None and place < len(row) else ""
        in_place.append(bool(own))
        labels.append(own or (texts[0] if texts else ""))
        kinds.append(_kind(own, texts, bool(has_number), place is not None, catalogue))
    others = [s.column for s in seen.of_kind("year", "fiscal_year", "quarter", "sex", "age")]
    keys = ["|".join(label(row[c]) for c in others if c < len(row)) for row in seen.rows]
    return Rows(kinds, labels, in_place, columns, keys, seen.first)


def _kind(
    own: str, texts: list[str], has_number: bool, has_place: bool, catalogue: Catalogue
) -> RowKind:
    if not texts:
        return "blank"
    text = bare_place(own or texts[0])
    if TOTAL.match(text):
        return "total" if has_number else "note"
    kind = area_kind(text, catalogue)
    if kind in {"country", "region", "province"}:
        return kind
    if not has_number:
        return "note"
    return "unknown" if has_place else "province"


def totals_found(rows: Rows, columns: list[int], catalogue: Catalogue) -> list[TotalFound]:
    """Return the total rows, and by which parts they are met in most columns."""
    found = []
    for kind in ("total", "country", "region"):
        at = rows.at(kind)
        ways: tuple[Parts, ...] = ("region",) if kind == "region" else ("all",)
        if kind == "total" and len(at) > 1:
            ways = ("all", "below", "above")
        if at:
            tried = [_tried(rows, kind, way, columns, catalogue) for way in ways]
            found.append(max(tried, key=lambda total: len(total.columns)))
    return found


def _tried(
    rows: Rows, kind: RowKind, way: Parts, columns: list[int], catalogue: Catalogue
) -> TotalFound:
    at = rows.at(kind)
    parts = [n for n, own in enumerate(rows.kinds) if own in {"province", "unknown"}]
    key_of = _keys(rows, kind, way, catalogue)
    met: dict[int, float] = {}
    missed: list[float] = []
    for column in columns:
        values = np.nan_to_num(rows.numbers[column].values)
        sums: dict[str, float] = {}
        for n in parts:
            sums[key_of[n]] = sums.get(key_of[n], 0.0) + values[n]
        gaps = [
            (abs(values[n] - sums.get(key_of[n], 0.0)), abs(values[n])) for n in at if values[n]
        ]
        if not gaps:
            continue
        if all(gap <= ROUNDING * printed for gap, printed in gaps):
            met[column] = max(gap for gap, _ in gaps)
        else:
            missed.append(max(gap for gap, _ in gaps))
    gap = max(met.values(), default=None) if met else max(missed, default=None)
    labels = tuple(dict.fromkeys(rows.labels[n] for n in at))
    in_place = all(rows.in_place[n] for n in at)
    return TotalFound(kind, labels, in_place, way, tuple(met), gap)


def _keys(rows: Rows, kind: RowKind, way: Parts, catalogue: Catalogue) -> list[str]:
    """Return what a total row shares with its parts, for every row."""
    if way in {"below", "above"}:
        is_total = np.array([own == kind for own in rows.kinds], dtype=int)
        block = is_total.cumsum() - (is_total if way == "above" else 0)
        return [str(number) for number in block]
    if kind != "region":
        return rows.keys
    return [
        key + (_named(text, catalogue) if own == kind else _region(text, catalogue))
        for key, text, own in zip(rows.keys, rows.labels, rows.kinds, strict=True)
    ]


def _region(text: str, catalogue: Catalogue) -> str:
    code = province_code(bare_place(text), catalogue)
    return f"region_{catalogue.provinces[code].region}" if code else "-"


def _named(text: str, catalogue: Catalogue) -> str:
    return region_area(bare_place(text), catalogue) or "?"


def label_total(
    seen: Look, rows: Rows, label_column: Seen, columns: list[int]
) -> tuple[str, float] | None:
    """Return the label of a column of sexes or ages that the others add up to, and the gap."""
    column = label_column.column
    totals = [text for text in label_column.labels if TOTAL.match(text)]
    if len(totals) != 1 or len(label_column.labels) == 1:
        return None
    dims = seen.of_kind("province", "area", "year", "fiscal_year", "quarter", "sex", "age")
    others = [one.column for one in dims if one.column != column]
    largest = 0.0
    for number in columns:
        values = np.nan_to_num(rows.numbers[number].values)
        sums: dict[str, list[float]] = {}
        for row, value in zip(seen.rows, values, strict=True):
            cells = [label(row[n]) if n < len(row) else "" for n in (*others, column)]
            if cells[-1]:
                both = sums.setdefault("|".join(cells[:-1]), [0.0, 0.0])
                both[cells[-1] == totals[0]] += value
        for parts, printed in sums.values():
            if abs(parts - printed) > ROUNDING * printed:
                return None
            largest = max(largest, abs(parts - printed))
    return totals[0], largest


def notes_of(rows: Rows) -> list[str]:
    """Return the beginnings of notes: what stands before a colon, or the first words."""
    found: dict[str, None] = {}
    for n in rows.at("note"):
        before, colon, _ = rows.labels[n].partition(":")
        brief = before if colon and before.strip() and len(before) <= 20 else rows.labels[n][:20]
        found[brief.strip()] = None
    return [text for text in found if text]


def strangers(rows: Rows, catalogue: Catalogue) -> dict[str, str]:
    """Return labels in place of a province that name none, each with what it may have meant."""
    labels = dict.fromkeys(rows.labels[n] for n in rows.at("unknown"))
    return {text: suggestion(text, catalogue) for text in list(labels)[:200]}


def signs_of(seen: Look, rows: Rows) -> tuple[list[str], list[str]]:
    """Return texts in place of numbers: signs without a digit; broken numbers with their row."""
    signs: dict[str, None] = {}
    broken: list[str] = []
    for column, found in rows.numbers.items():
        for n in np.flatnonzero(found.bad).tolist():
            if rows.kinds[n] in {"note", "blank"}:
                continue
            text = tidy(seen.rows[n][column])
            if any(sign.isdigit() for sign in text):
                broken.append(f"{text} (row {rows.first + n})")
            elif text.lower() not in MISSING_SIGNS:
                signs[text] = None
    return list(signs), broken
