"""Which column of a sheet is which field or measure: a mapping laid against a header."""

import re
from dataclasses import dataclass

from etl.mapping.checks import CONSTANT, KeyPath, template_fields
from etl.mapping.fields import (
    Context,
    UnfitError,
    Values,
    conform,
    plain,
    translation,
)
from etl.mapping.grid import JOINED, Grid, column_of, columns_between, headers_shown
from etl.mapping.load import Described
from etl.mapping.model import Column, Melt

Coordinates = dict[str, Values]


@dataclass(frozen=True)
class Dimension:
    """A column whose labels are a field's."""

    path: KeyPath
    column: int
    spec: Column


@dataclass(frozen=True)
class Measured:
    """A column of numbers, with the fields that all of them share."""

    path: KeyPath
    column: int
    measure: str
    unit: str
    header_unit_is_wrong: bool
    coordinates: Coordinates
    label: str


@dataclass(frozen=True)
class Plan:
    """The described columns of a sheet; ``undescribed`` are headed and neither used nor ignored."""

    dimensions: tuple[Dimension, ...]
    measured: tuple[Measured, ...]
    fixed: Coordinates
    constants: dict[str, int]
    undescribed: tuple[int, ...]


def plan_of(grid: Grid, found: Described) -> Plan:
    """Lay the mapping against the sheet's header.

    Raises
    ------
    RefusedFile
        Where a column is not found, is found twice, or is described twice.
    """
    mapping, shape = found.mapping, found.shape
    given = mapping.fixed | mapping.sheets.get(grid.sheet, {})
    taken: dict[int, KeyPath] = {}
    dimensions: list[Dimension] = []
    measured: list[Measured] = []

    def take(column: int, path: KeyPath) -> None:
        if column in taken:
            raise found.refused(
                path,
                grid.headers[column],
                "คอลัมน์นี้ระบุไว้แล้วในที่อื่น",
                "the column is described elsewhere already",
            )
        taken[column] = path

    for header, spec in mapping.columns.items():
        path: KeyPath = ("columns", header)
        column = column_of(grid, header, path, found)
        take(column, path)
        if spec.field not in shape.measures:
            dimensions.append(Dimension(path, column, spec))
            continue
        measured.append(
            Measured(
                path,
                column,
                spec.field,
                spec.unit or "",
                spec.header_unit_is_wrong,
                _coordinates(spec.set, found.context),
                plain(grid.headers[column]),
            )
        )
    apart = {
        column_of(grid, header, ("ignore", index), found)
        for index, header in enumerate(mapping.ignore)
        if columns_between(grid, header) is None
    }
    apart |= {c for text in mapping.ignore for c in columns_between(grid, text) or ()}
    apart |= {
        column_of(grid, total.column, ("totals", index, "column"), found)
        for index, total in enumerate(mapping.totals)
        if total.column is not None and total.of is not None
    }
    for index, melt in enumerate(mapping.melt):
        ones, skipped = _melted(grid, melt, ("melt", index), apart | set(taken), found)
        for one in ones:
            take(one.column, one.path)
        measured += ones
        apart |= skipped
    tested = {
        column_of(grid, where.column, (part, index, "column"), found)
        for part in ("only", "skip")
        for index, where in enumerate(getattr(mapping, part))
        if where.column is not None
    }
    undescribed = tuple(
        column
        for column, header in enumerate(grid.headers)
        if header and column not in taken and column not in apart | tested
    )
    constants = {name: int(given[name]) for name in CONSTANT if name in given}
    return Plan(
        tuple(dimensions),
        tuple(measured),
        _coordinates(given, found.context),
        constants,
        undescribed,
    )


def _coordinates(given: dict[str, str], context: Context) -> Coordinates:
    return {
        field: values
        for field, text in given.items()
        if field not in CONSTANT and (values := conform(field, text, {}, context)) is not None
    }


def _melted(
    grid: Grid, melt: Melt, path: KeyPath, taken: set[int], found: Described
) -> tuple[list[Measured], set[int]]:
    """Return a measure for every column whose header holds the fields, and the columns to skip."""
    values = {field: translation(labels) for field, labels in melt.values.items()}
    template = len(melt.columns) == 1 and "{" in melt.columns[0]
    columns = range(len(grid.headers)) if template else _listed(grid, melt, path, found)
    names = template_fields(melt)
    pattern = template_pattern(melt.columns[0]) if template else re.compile(f"(?P<{names[0]}>.+)")
    ones: list[Measured] = []
    skipped: set[int] = set()
    for column in columns:
        if template and column in taken:
            continue
        header = grid.headers[column]
        coordinates = fields_in_header(header, pattern, values, found.context)
        if coordinates is None and not template:
            raise found.refused(
                (*path, "columns"),
                header,
                f"หัวคอลัมน์ไม่ใช่ {names[0]}",
                f"the header holds no {names[0]}",
            )
        if not coordinates:
            skipped |= {column} if coordinates is not None else set()
            continue
        ones.append(
            Measured(
                path,
                column,
                melt.measure,
                melt.unit or "",
                melt.header_unit_is_wrong,
                coordinates | _coordinates(melt.set, found.context),
                plain(header),
            )
        )
    if not ones:
        shown = headers_shown(grid.headers)
        raise found.refused(
            (*path, "columns"),
            ", ".join(melt.columns),
            f"ไม่พบคอลัมน์ใดตรงกับแบบนี้ คอลัมน์ที่มี: {shown}",
            f"no column is headed so: {shown}",
        )
    return ones, skipped


def _listed(grid: Grid, melt: Melt, path: KeyPath, found: Described) -> list[int]:
    columns: list[int] = []
    for reference in melt.columns:
        between = columns_between(grid, reference)
        columns += between or [column_of(grid, reference, (*path, "columns"), found)]
    return columns


def template_pattern(template: str) -> re.Pattern[str]:
    """Return what matches a header laid out as a template; the fields are named groups."""
    pieces = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(
            f"(?P<{piece}>.+?)" if place % 2 else re.escape(plain(piece))
            for place, piece in enumerate(pieces)
        ),
        re.IGNORECASE,
    )


def fields_in_header(
    header: str, pattern: re.Pattern[str], values: dict[str, dict[str, str]], context: Context
) -> Coordinates | None:
    """Return the fields that a header holds: {} where it is to be skipped, None where none fits.

    A header of several rows may hold them in any one of these.
    """
    for text in (header, *reversed(header.split(JOINED))):
        fitting = pattern.fullmatch(plain(text))
        if not fitting:
            continue
        coordinates: Coordinates = {}
        try:
            for field, label in fitting.groupdict().items():
                held = conform(field, label, values.get(field, {}), context)
                if held is None:
                    return {}
                coordinates[field] = held
        except UnfitError:
            continue
        return coordinates
    return None
