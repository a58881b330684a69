"""The rows of a described sheet: what is a note, a total, a fault or a fact, each counted once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from etl.issues import Issue, RefusedFile
from etl.mapping.body import Body, Mask
from etl.mapping.fields import Context, UnfitError, Values, conform, translation
from etl.mapping.grid import grid_of, letter
from etl.mapping.load import Described
from etl.mapping.plan import Measured, plan_of
from etl.mapping.scales import doubts, scale_of_column
from etl.reading import RawFile
from etl.sources.family import SHEET, Total, refusal
from etl.sources.mapped_totals import Rules, rules_of, totals_of

LINE = "line"
AGE = "age as printed"
"""Columns of raw facts: the row of the sheet, and the age before it is put in a band."""


@dataclass(frozen=True)
class SheetRead:
    """Facts of a sheet in the columns of its table, and the account of its rows.

    ``aside`` counts totals, notes and rows of other subjects.
    """

    sheet: str
    facts: pd.DataFrame
    rows: int
    aside: int
    refused: int
    issues: tuple[Issue, ...]
    totals: tuple[Total, ...]


def read_sheet(file: RawFile, sheet: str, found: Described) -> SheetRead:
    """Read a described sheet.

    Raises
    ------
    RefusedFile
        Where mapping and sheet do not fit, or a number under a printed total cannot be read.
    """
    grid = grid_of(file, sheet, found)
    body = Body(file, found, grid, plan_of(grid, found))
    rules = rules_of(body)
    notes = _notes(body)
    parts = ~notes & ~rules.any_row
    issues = _notices(body)
    refused = _ragged(body, parts, rules, issues)
    totals = totals_of(body, rules, notes)
    columns, aside, failed = _labelled(body, parts & ~refused, issues)
    refused |= failed
    refused |= _bad_numbers(body, parts & ~refused & ~aside, issues)
    kept = parts & ~refused & ~aside
    if kept.any() and all(np.isnan(n).all() for n in _printed(body, kept)):
        raise refusal(file, "empty_form", sheet=sheet)
    facts, absent, no_project = _filled(body, _facts(body, columns, kept), kept, issues)
    refused |= absent
    kept &= ~absent & ~no_project
    return SheetRead(
        sheet,
        facts,
        len(grid.rows),
        len(grid.rows) - int(kept.sum()) - int(refused.sum()),
        int(refused.sum()),
        tuple(sorted(issues, key=lambda issue: issue.row or 0)),
        tuple(totals),
    )


def _notes(body: Body) -> Mask:
    """Tell which rows are no part of the table: skipped, filtered out, or blank where described."""
    mapping = body.found.mapping
    aside = np.zeros(len(body.grid.rows), dtype=bool)
    for index, where in enumerate(mapping.skip):
        aside |= body.where(where, ("skip", index))
    for index, where in enumerate(mapping.only):
        aside |= ~body.where(where, ("only", index))
    used = [d.column for d in body.plan.dimensions] + [m.column for m in body.plan.measured]
    filled = np.zeros(len(body.grid.rows), dtype=bool)
    for column in used:
        filled |= (body.labels(column) != "").to_numpy()
    return aside | ~filled


def _notices(body: Body) -> list[Issue]:
    """Tell of columns that the mapping does not describe, and of units that are in doubt."""
    headers = body.grid.headers
    undescribed = [
        Issue(
            body.file.name,
            "column_not_described",
            body.grid.sheet,
            column=f"{letter(column)} {headers[column]}",
            severity="notice",
        )
        for column in body.plan.undescribed
        if (body.labels(column) != "").any()
    ]
    return undescribed + [doubt for one in body.plan.measured for doubt in doubts(body, one)]


def _ragged(body: Body, parts: Mask, rules: Rules, issues: list[Issue]) -> Mask:
    """Refuse rows with more or fewer cells than the header: a value could stand in any column."""
    width = len(body.grid.headers)
    refused = np.zeros(len(parts), dtype=bool)
    for row in sorted(body.grid.ragged):
        if parts[row] or rules.any_row[row]:
            issue = body.issue("bad_row", row, None, len(body.grid.rows[row]), f"{width} columns")
            if rules.columns:
                raise RefusedFile(issue)
            issues.append(issue)
            refused[row] = True
    return refused


def _labelled(
    body: Body, rows: Mask, issues: list[Issue]
) -> tuple[dict[str, pd.Series], Mask, Mask]:
    """Return the table's columns from labels, which rows these set aside, which they refuse."""
    columns: dict[str, pd.Series] = {}
    aside, failed = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    faults: list[tuple[int, int, Any, UnfitError]] = []
    for dimension in body.plan.dimensions:
        spec, context = dimension.spec, body.found.context
        own = Context(context.mapping, context.catalogue, context.source_ids, spec.written_as)
        cells = body.grid.cells(dimension.column)
        if spec.fill_down:
            blank = body.labels(dimension.column) == ""
            cells = cells.mask(blank, None).ffill().where(lambda filled: filled.notna(), "")
        codes, distinct = pd.factorize(cells, use_na_sentinel=False)
        values = translation(spec.values)
        held = [_held(spec.field, cell, values, own) for cell in distinct]
        aside |= np.array([value is None for value in held], dtype=bool)[codes] & rows
        unfit = [n for n, value in enumerate(held) if isinstance(value, UnfitError)]
        for row in np.flatnonzero(np.isin(codes, unfit) & rows).tolist():
            fault = held[codes[row]]
            if isinstance(fault, UnfitError):
                faults.append((row, dimension.column, distinct[codes[row]], fault))
        for place, name in enumerate(body.found.shape.columns[spec.field]):
            column = np.empty(len(held), dtype=object)
            column[:] = [value[place] if isinstance(value, tuple) else None for value in held]
            columns[name] = pd.Series(column[codes], dtype=object)
        if spec.field == "age":
            columns[AGE] = body.labels(dimension.column)
    for row, number, cell, fault in faults:
        if not aside[row]:
            issues.append(body.issue(fault.reason, row, number, cell, fault.detail))
            failed[row] = True
    return columns, aside, failed


def _held(
    field: str, cell: Any, values: dict[str, str], context: Context
) -> Values | UnfitError | None:
    try:
        return conform(field, cell, values, context)
    except UnfitError as fault:
        return fault


def _bad_numbers(body: Body, rows: Mask, issues: list[Issue]) -> Mask:
    """Refuse rows with a cell that is no number; those under a total were refused before."""
    failed = np.zeros(len(rows), dtype=bool)
    for measured in body.plan.measured:
        bad = body.numbers(measured.column).bad & rows
        failed |= bad
        issues += [
            body.issue("bad_number", row, measured.column, body.grid.rows[row][measured.column], "")
            for row in np.flatnonzero(bad).tolist()
        ]
    return failed


def _printed(body: Body, rows: Mask) -> list[Any]:
    return [body.numbers(measured.column).values[rows] for measured in body.plan.measured]


def _facts(body: Body, columns: dict[str, pd.Series], kept: Mask) -> pd.DataFrame:
    """Return a fact for every kept row and every set of fields that its columns share."""
    base = pd.DataFrame({name: column[kept] for name, column in columns.items()})
    base = base.set_axis(np.flatnonzero(kept), axis=0)
    base[LINE] = np.array(body.grid.lines, dtype=int)[kept]
    base[SHEET] = body.grid.sheet
    for name, value in body.plan.constants.items():
        base[name] = value
    together: dict[Any, list[Measured]] = {}
    for measured in body.plan.measured:
        together.setdefault(tuple(sorted(measured.coordinates.items())), []).append(measured)
    frames = []
    for group in together.values():
        frame = base.copy()
        for field, values in (body.plan.fixed | group[0].coordinates).items():
            for name, value in zip(body.found.shape.columns[field], values, strict=True):
                frame[name] = value
        frames.append(_with_numbers(body, frame, group, kept))
    return pd.concat(frames)


def _with_numbers(
    body: Body, frame: pd.DataFrame, group: list[Measured], kept: Mask
) -> pd.DataFrame:
    """Put the numbers of columns that share their fields into one fact a row."""
    for place, measured in enumerate(group):
        if measured.measure in {other.measure for other in group[:place]}:
            raise body.found.refused(
                measured.path,
                body.grid.headers[measured.column],
                "มีอีกคอลัมน์ที่ให้ข้อมูลเดียวกัน ให้แยกด้วย set (เช่น sex, indicator)",
                "another column gives the same fact; tell them apart by set (sex, indicator, …)",
            )
        read = body.numbers(measured.column)
        scale = scale_of_column(body, measured)
        printed = read.values[kept].tolist()
        # Python's round is exact; NumPy's moves large numbers by a hundredth.
        frame[measured.measure] = (
            printed if scale == 1.0 else [round(value * scale, 6) for value in printed]
        )
        if measured.measure == "value":
            frame["flag"] = read.flags[kept]
        if "age" in measured.coordinates:
            frame[AGE] = measured.label
    return frame


def _filled(
    body: Body, facts: pd.DataFrame, kept: Mask, issues: list[Issue]
) -> tuple[pd.DataFrame, Mask, Mask]:
    """Leave facts out that lack a measure their table needs, and those of no project at all.

    Returns the facts, the rows refused since none of their cells is filled, and the rows that
    count no project.
    """
    table = body.found.context.catalogue.tables[body.found.mapping.table]
    needed = [c.name for c in table.columns if c.name in facts and not c.nullable]
    needed = [name for name in needed if name in body.found.shape.measures]
    if body.found.mapping.table == "outcome":
        needed = []
    lacking = facts[needed].isna().any(axis=1)
    none = pd.Series(False, index=facts.index)
    if "projects" in facts:
        amount = facts["amount_thb"] if "amount_thb" in facts else pd.Series(0.0, index=facts.index)
        none = facts["projects"].eq(0) & amount.fillna(0).eq(0)
    rows = np.arange(len(kept))
    has_fact = np.isin(rows, facts.index[~lacking & ~none])
    no_project = kept & ~has_fact & np.isin(rows, facts.index[none])
    absent = kept & ~has_fact & ~no_project
    first = body.plan.measured[0].column
    issues += [
        body.issue("missing_value", row, first, "", "") for row in np.flatnonzero(absent).tolist()
    ]
    blank = int((lacking & has_fact[facts.index]).sum())
    if blank:
        issues.append(
            Issue(
                body.file.name,
                "missing_value",
                body.grid.sheet,
                detail=f"ช่องว่าง {blank:,} ช่องไม่ได้นำเข้า · {blank:,} blank cells are left out",
                severity="notice",
            )
        )
    return facts[~lacking & ~none], absent, no_project
