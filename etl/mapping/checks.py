"""What a mapping may say in the light of the catalogue: fields, units, sources, fixed values."""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.mapping.fields import Context, UnfitError, conform, offered
from etl.mapping.model import Column, Mapping, Melt
from etl.mapping.tables import SHAPES, Shape
from etl.mapping.units import allowed_units, base_of, unit_scale

KeyPath = tuple[str | int, ...]
SIGNS = ("zero", "missing", "suppressed", "not_applicable", "zero_rounded")
"""What a sign in place of a number may mean."""
CONSTANT = ("projects", "budget_lines")
"""Measures that ``fixed`` may give: every row counts so many."""


@dataclass(frozen=True)
class Fault:
    """One fault of a mapping: where, what was found, and in both languages what is allowed."""

    path: KeyPath
    value: object
    th: str
    en: str


def faults_of(mapping: Mapping, context: Context) -> Iterator[Fault]:
    """Check what the model alone cannot: the catalogue, the table's fields, units and values."""
    yield from _source_faults(mapping, context)
    shape = SHAPES[mapping.table]
    given: dict[str, list[KeyPath]] = {}
    measured: list[tuple[str, KeyPath]] = []
    for header, column in mapping.columns.items():
        path: KeyPath = ("columns", header)
        if column.field in shape.measures:
            measured.append((column.field, path))
            yield from _measure_faults(column, path, context, shape)
            yield from _given_faults(column.set, (*path, "set"), context, shape)
        else:
            yield from _field_faults(column.field, (*path, "field"), shape)
            given.setdefault(column.field, []).append(path)
            for name in ("unit", "set", "header_unit_is_wrong"):
                if getattr(column, name):
                    yield Fault((*path, name), None, "ใช้กับคอลัมน์ตัวเลขเท่านั้น", "is for measures only")
    for index, melt in enumerate(mapping.melt):
        path = ("melt", index)
        measured.append((melt.measure, path))
        yield from _melt_faults(melt, path, context, shape)
        yield from _given_faults(melt.set, (*path, "set"), context, shape)
    yield from _given_faults(mapping.fixed, ("fixed",), context, shape)
    for sheet, values in mapping.sheets.items():
        yield from _given_faults(values, ("sheets", sheet), context, shape)
    if not measured:
        allowed = ", ".join(shape.measures)
        yield Fault(("columns",), None, f"ไม่มีคอลัมน์ตัวเลข: {allowed}", f"no measure: {allowed}")
    yield from _missing_faults(mapping, context, shape, given)
    for sign, meaning in mapping.missing.items():
        if meaning not in SIGNS:
            allowed = ", ".join(SIGNS)
            yield Fault(("missing", sign), meaning, f"ใช้ได้: {allowed}", f"allowed: {allowed}")
    if mapping.repeats == "add_up" and {"low", "high"} & {name for name, _ in measured}:
        yield Fault(("repeats",), "add_up", "low และ high บวกกันไม่ได้", "bounds cannot be added up")
    if mapping.sheet and mapping.sheets:
        yield Fault(
            ("sheets",), None, "ใช้ sheet หรือ sheets อย่างเดียว", "give sheet or sheets, not both"
        )


def _source_faults(mapping: Mapping, context: Context) -> Iterator[Fault]:
    catalogue = context.catalogue
    if not context.source_ids:
        known = offered(catalogue.sources, mapping.source)
        yield Fault(
            ("source",),
            mapping.source,
            "ยังไม่มีแหล่งข้อมูลนี้ ให้เพิ่มรายการใน data/reference/sources/ ตามตัวอย่างใน docs/mapping.md"
            f" ที่มีอยู่: {known}",
            "not declared; add an entry to data/reference/sources/ as docs/mapping.md shows."
            f" Declared: {known}",
        )
    elif mapping.table == "outcome" and not all(
        catalogue.sources[name].vintage for name in context.source_ids
    ):
        known = offered(catalogue.vintages)
        yield Fault(
            ("source",),
            mapping.source,
            f"แหล่งข้อมูลนี้ยังไม่ระบุ vintage ซึ่งตาราง outcome ต้องมี: {known}",
            f"the source declares no vintage, which outcome needs: {known}",
        )


def _measure_faults(
    column: Column, path: KeyPath, context: Context, shape: Shape
) -> Iterator[Fault]:
    for name in ("values", "fill_down"):
        if getattr(column, name):
            yield Fault(
                (*path, name), None, "ใช้กับคอลัมน์ตัวเลขไม่ได้", "is not for measures; see missing"
            )
    yield from _unit_faults(column.field, column, path, context, shape)


def _unit_faults(
    measure: str, given: Column | Melt, path: KeyPath, context: Context, shape: Shape
) -> Iterator[Fault]:
    """Check a unit against what is counted: the table says it, or the indicator that is given.

    Indicators that a column of the file names are checked on reading.
    """
    base = shape.measures[measure] or _base_of_indicator(given, context)
    allowed = ", ".join(allowed_units(base)) if base else "percent, fraction, persons, baht, …"
    if given.unit is None:
        yield Fault(
            (*path, "unit"),
            None,
            f"ต้องระบุหน่วยของตัวเลขในไฟล์: {allowed}",
            f"must be given, as the file prints the numbers: {allowed}",
        )
    elif base:
        try:
            unit_scale(given.unit, base)
        except ValueError:
            yield Fault(
                (*path, "unit"),
                given.unit,
                f"ตัวเลขนี้นับเป็น {base} ใช้ได้: {allowed}",
                f"this counts {base}; allowed: {allowed}",
            )


def _base_of_indicator(given: Column | Melt, context: Context) -> str | None:
    """Return what the indicator counts that is given for a whole column; None where none is."""
    name = given.set.get("indicator") or context.mapping.fixed.get("indicator")
    indicator = context.catalogue.indicators.get(name or "")
    return base_of(indicator.unit) if indicator else None


def _field_faults(field: str, path: KeyPath, shape: Shape) -> Iterator[Fault]:
    if field not in shape.fields:
        allowed = ", ".join((*shape.fields, *shape.measures))
        yield Fault(path, field, f"ตารางนี้ใช้ได้: {allowed}", f"allowed in this table: {allowed}")


def _given_faults(
    given: dict[str, str], path: KeyPath, context: Context, shape: Shape
) -> Iterator[Fault]:
    """Check the fields that ``fixed``, ``set`` or a sheet gives, and their values."""
    for field, value in given.items():
        place = (*path, field)
        if field in CONSTANT and field in shape.measures:
            if not (value.isascii() and value.isdigit() and int(value) > 0):
                yield Fault(place, value, "ต้องเป็นจำนวนเต็ม", "must be a whole number above 0")
            continue
        wrong = list(_field_faults(field, place, shape))
        if wrong:
            yield from wrong
            continue
        try:
            conform(field, value, {}, context)
        except UnfitError as fault:
            yield _unfit(place, value, field, fault, context)


def _unfit(path: KeyPath, value: object, field: str, fault: UnfitError, context: Context) -> Fault:
    """Return the fault of a value that its field cannot hold."""
    indicator = context.catalogue.indicators.get(str(value)) if field == "indicator" else None
    if indicator is not None and indicator.measure.kind.startswith("outcome"):
        source = context.mapping.source
        return Fault(
            path,
            value,
            f"ตัวชี้วัดนี้ยังไม่ระบุแหล่งข้อมูล {source} ให้เพิ่มใน sources ของตัวชี้วัดใน data/reference/indicators/",
            f"the indicator does not name the source {source}: add it to its `sources` in"
            " data/reference/indicators/",
        )
    detail = fault.detail or field
    return Fault(path, value, f"ใช้ไม่ได้ ({detail})", f"not allowed; {detail}")


def _melt_faults(melt: Melt, path: KeyPath, context: Context, shape: Shape) -> Iterator[Fault]:
    if melt.measure not in shape.measures:
        allowed = ", ".join(shape.measures)
        yield Fault((*path, "measure"), melt.measure, f"ใช้ได้: {allowed}", f"allowed: {allowed}")
        return
    yield from _unit_faults(melt.measure, melt, path, context, shape)
    names = template_fields(melt)
    if not names:
        yield Fault(
            (*path, "field"),
            None,
            "ต้องระบุว่าหัวคอลัมน์บอกอะไร เช่น year หรือใช้แบบ {year}",
            "say what the headers hold (year, …), or write columns as a template such as {year}",
        )
    for name in names:
        yield from _field_faults(name, (*path, "field" if melt.field else "columns"), shape)
    for name in melt.values:
        if name not in names:
            allowed = ", ".join(names)
            yield Fault((*path, "values", name), None, f"ใช้ได้: {allowed}", f"allowed: {allowed}")


def template_fields(melt: Melt) -> list[str]:
    """Return the fields that the headers of melted columns hold."""
    if melt.field:
        return [melt.field]
    return (
        [piece.partition("}")[0] for text in melt.columns for piece in text.split("{")[1:]]
        if len(melt.columns) == 1
        else []
    )


def _missing_faults(
    mapping: Mapping, context: Context, shape: Shape, given: dict[str, list[KeyPath]]
) -> Iterator[Fault]:
    """Check that a table's fields are given, each once, for every measure."""
    for field, paths in given.items():
        if len(paths) > 1:
            yield Fault(paths[1], field, "มีสองคอลัมน์ใช้ field เดียวกัน", "two columns are this field")
    sheets = set.intersection(*map(set, mapping.sheets.values())) if mapping.sheets else set()
    everywhere = [*given, *mapping.fixed, *sheets]
    parts: list[tuple[KeyPath, list[str]]] = [
        (("columns", header), list(column.set))
        for header, column in mapping.columns.items()
        if column.field in shape.measures
    ] + [
        (("melt", index), [*melt.set, *template_fields(melt)])
        for index, melt in enumerate(mapping.melt)
    ]
    for path, own in parts:
        together = [*everywhere, *own]
        for alternatives in (*shape.needs, *shape.may):
            found = [field for field in together if field in alternatives]
            names = " / ".join(alternatives)
            if not found and alternatives in shape.needs:
                yield Fault(
                    (*path[:1],) if path[0] == "columns" else path,
                    None,
                    f"ยังไม่ระบุ {names} ทั้งใน columns, melt, set และ fixed",
                    f"{names} is given nowhere: in columns, melt, set or fixed",
                )
                return
            if len(found) > 1:
                yield Fault(path, ", ".join(found), f"ระบุ {names} ซ้ำ", f"{names} is given twice")
    counted = {column.field for column in mapping.columns.values()} | {
        m.measure for m in mapping.melt
    }
    if mapping.table == "project" and "projects" not in counted | set(mapping.fixed):
        yield Fault(
            ("fixed", "projects"),
            None,
            "ต้องระบุจำนวนโครงการ: คอลัมน์ projects หรือ fixed: {projects: 1} เมื่อหนึ่งแถวคือหนึ่งโครงการ",
            "must be given: a column projects, or fixed: {projects: 1} where a row is one project",
        )
    if mapping.table == "outcome" and "value" not in counted:
        yield Fault(("columns",), None, "ต้องมีคอลัมน์ value", "a column `value` must be given")
