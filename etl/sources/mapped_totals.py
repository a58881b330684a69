"""Totals that a described sheet prints, each beside the sum of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from etl.conform.provinces import province_code, region_area
from etl.mapping.body import FIRST_FILLED, Body, Mask
from etl.mapping.grid import column_of, letter
from etl.mapping.model import Total as Rule
from etl.mapping.scales import adds_up, scale_of_column
from etl.sources.family import Total, TotalKind, refusal

BETWEEN = "\x1f"
KINDS: dict[str, TotalKind] = {
    "province": "sum_of_provinces",
    "area": "sum_of_provinces",
    "age": "sum_of_ages",
    "sex": "sum_of_sexes",
}


@dataclass(frozen=True)
class RowRule:
    """Rows that are totals: which, by the text of which column, of which columns of numbers."""

    rule: Rule
    column: int
    rows: Mask
    of: tuple[int, ...]


@dataclass(frozen=True)
class ColumnRule:
    """A column that is the sum of others in every row, or whose own sum is printed elsewhere."""

    rule: Rule
    column: int
    of: tuple[int, ...]


@dataclass(frozen=True)
class Rules:
    """The totals of a mapping, laid against a sheet."""

    of_rows: tuple[RowRule, ...]
    of_columns: tuple[ColumnRule, ...]
    any_row: Mask

    @property
    def columns(self) -> frozenset[int]:
        """Every column of numbers that some total checks."""
        of_rows = {column for rule in self.of_rows for column in rule.of}
        return frozenset(of_rows | {c for r in self.of_columns for c in (r.column, *r.of)})


def rules_of(body: Body) -> Rules:
    """Lay the totals of the mapping against the sheet.

    Raises
    ------
    RefusedFile
        Where a total's column or rows are not there, or nothing of it can be added up.
    """
    found, grid = body.found, body.grid
    of_rows: list[RowRule] = []
    of_columns: list[ColumnRule] = []
    for index, rule in enumerate(found.mapping.totals):
        path = ("totals", index)
        if rule.rows is None:
            column = column_of(grid, rule.column or "", (*path, "column"), found)
            of = tuple(column_of(grid, name, (*path, "of"), found) for name in rule.of or ())
            of_columns.append(ColumnRule(rule, column, of))
            continue
        rows = body.where(rule.rows, (*path, "rows"))
        if not rows.any():
            raise found.refused(
                (*path, "rows"),
                None,
                f"ไม่พบแถวยอดรวมในแผ่นงาน {grid.sheet}",
                f"the sheet {grid.sheet} has no such row",
            )
        named = FIRST_FILLED
        if rule.rows.column is not None:
            named = column_of(grid, rule.rows.column, (*path, "rows", "column"), found)
        columns = tuple(m.column for m in body.plan.measured if adds_up(body, m))
        if rule.columns is not None:
            columns = tuple(
                column_of(grid, name, (*path, "columns"), found) for name in rule.columns
            )
        if not columns:
            raise found.refused(
                path,
                None,
                "ไม่มีคอลัมน์ที่บวกกันได้ (อัตราและค่าเฉลี่ยบวกกันไม่ได้) ให้ใช้ skip หรือ field: area",
                "no column can be added up (rates and means cannot); use skip, or field: area",
            )
        of_rows.append(RowRule(rule, named, rows, columns))
    any_row = np.zeros(len(grid.rows), dtype=bool)
    for one in of_rows:
        any_row |= one.rows
    return Rules(tuple(of_rows), tuple(of_columns), any_row)


def totals_of(body: Body, rules: Rules, notes: Mask) -> list[Total]:
    """Return every printed total with the sum of its parts, in base units.

    Refused rows count as parts: the file printed them. A blank part counts as nothing.

    Raises
    ------
    RefusedFile
        Where a total or a part of one is no number.
    """
    for column in sorted(rules.columns):
        bad = body.numbers(column).bad & ~notes
        for row in np.flatnonzero(bad)[:1]:
            raise refusal(
                body.file,
                "bad_number",
                sheet=body.grid.sheet,
                row=body.grid.lines[row],
                column=f"{letter(column)} {body.grid.headers[column]}".strip(),
                value=body.grid.rows[row][column],
            )
    found: list[Total] = []
    for rule in rules.of_rows:
        found += _of_rows(body, rule, rules, notes)
    for column_rule in rules.of_columns:
        found += _of_columns(body, column_rule, rules, notes)
    return found


def _scale(body: Body, column: int) -> float:
    measured = next((m for m in body.plan.measured if m.column == column), None)
    return scale_of_column(body, measured) if measured else 1.0


def _of_rows(body: Body, rule: RowRule, rules: Rules, notes: Mask) -> Iterator[Total]:
    alike = [
        other.rows
        for other in rules.of_rows
        if other.column == rule.column or FIRST_FILLED in {other.column, rule.column}
    ]
    candidates = ~notes & ~np.logical_or.reduce(alike)
    printed_in = rule.rows & ~notes
    keys = _keys(body, rule)
    patterns = np.zeros(len(notes), dtype=int)
    for place, key in enumerate(keys):
        patterns += (key == "").to_numpy(dtype=int) << place
    kind = _kind(body, rule)
    for pattern in np.unique(patterns[printed_in]):
        used = [key for place, key in enumerate(keys) if not pattern >> place & 1]
        joined = _joined(used, len(body.grid.rows))
        rows = np.flatnonzero(printed_in & (patterns == pattern))
        for column in rule.of:
            values, scale = body.numbers(column).values, _scale(body, column)
            parts = pd.Series(np.nan_to_num(values[candidates]))
            sums = parts.groupby(joined[candidates]).sum().to_dict()
            for row in rows:
                if np.isnan(values[row]):
                    continue
                yield Total(
                    kind,
                    body.grid.headers[column] or letter(column),
                    float(values[row] * scale),
                    float(sums.get(joined[row], np.nan) * scale),
                    rule.rule.tolerance * scale,
                    body.grid.sheet,
                    body.grid.lines[row],
                )


def _joined(keys: list[pd.Series], count: int) -> np.ndarray:
    joined = pd.Series([""] * count, dtype=object)
    for key in keys:
        joined = joined + BETWEEN + key
    return np.array(joined, dtype=object)


def _keys(body: Body, rule: RowRule) -> list[pd.Series]:
    """Return what a total row shares with its parts, a value for every row of the sheet."""
    parts = rule.rule.parts
    if parts in {"above", "below"}:
        block = rule.rows.cumsum() - (rule.rows if parts == "above" else 0)
        return [pd.Series([f"block {number}" for number in block], dtype=object)]
    if rule.rule.by is not None:
        path = ("totals", body.found.mapping.totals.index(rule.rule), "by")
        columns = [column_of(body.grid, name, path, body.found) for name in rule.rule.by]
        shared = [body.labels(column) for column in columns]
    else:
        shared = [
            body.carried(dimension.column)
            if dimension.spec.fill_down
            else body.labels(dimension.column)
            for dimension in body.plan.dimensions
            if dimension.column != rule.column
            and not (parts == "region" and dimension.spec.field in {"province", "area"})
        ]
    return [*shared, _regions(body, rule)] if parts == "region" else shared


def _regions(body: Body, rule: RowRule) -> pd.Series:
    """Return the region that each row lies in: that a total row names, or its province's."""
    catalogue = body.found.context.catalogue
    places = [d.column for d in body.plan.dimensions if d.spec.field in {"province", "area"}]

    def region(text: str) -> str:
        code = province_code(text, catalogue)
        return f"region_{catalogue.provinces[code].region}" if code else "-"

    def named(text: str) -> str:
        return region_area(text, catalogue) or "?"

    own = body.labels(places[0]) if places else body.labels(FIRST_FILLED)
    regions = own.map({text: region(text) for text in own.unique()})
    headings = body.labels(rule.column)
    return regions.mask(rule.rows, headings.map({text: named(text) for text in headings.unique()}))


def _kind(body: Body, rule: RowRule) -> TotalKind:
    fields = {dimension.column: dimension.spec.field for dimension in body.plan.dimensions}
    if rule.column in fields:
        return KINDS.get(fields[rule.column], "sum_of_parts")
    places = {"province", "area"} & set(fields.values())
    return "sum_of_provinces" if places and rule.rule.by is None else "sum_of_parts"


def _of_columns(body: Body, rule: ColumnRule, rules: Rules, notes: Mask) -> Iterator[Total]:
    scale = _scale(body, rule.of[0] if rule.of else rule.column)
    values, item = body.numbers(rule.column).values, body.grid.headers[rule.column]
    tolerance = rule.rule.tolerance * scale
    if rule.rule.printed is not None:
        all_rows = values[~notes & ~rules.any_row]
        summed = float(np.nansum(all_rows) * scale) if not np.isnan(all_rows).all() else np.nan
        yield Total(
            "grand_total", item, rule.rule.printed * scale, summed, tolerance, body.grid.sheet
        )
        return
    sexes = sum("sex" in m.coordinates for m in body.plan.measured if m.column in rule.of)
    kind: TotalKind = "sum_of_sexes" if sexes == len(rule.of) else "sum_of_parts"
    parts = [np.nan_to_num(body.numbers(column).values) for column in rule.of]
    added = np.sum(parts, axis=0)
    for row in np.flatnonzero(~notes & ~np.isnan(values)):
        yield Total(
            kind,
            item,
            float(values[row] * scale),
            float(added[row] * scale),
            tolerance,
            body.grid.sheet,
            body.grid.lines[row],
        )
