"""What a described number is multiplied by; a unit that header or values deny is a fault."""

import numpy as np

from etl.issues import Issue
from etl.mapping.body import Body
from etl.mapping.fields import UnfitError, conform, translation
from etl.mapping.grid import letter
from etl.mapping.plan import Measured
from etl.mapping.units import allowed_units, base_of, stated_scale, unit_scale

FRACTION_AT_MOST = 1.5
"""Above this a number is no fraction: a share of a whole hardly exceeds one."""
TELLING = 10
"""Numbers from which a column of percentages that are all below one is worth a notice."""


def indicators_of(body: Body, measured: Measured) -> list[str]:
    """Return the indicators that a column gives; none where the table is not of outcomes."""
    for given in (measured.coordinates, body.plan.fixed):
        if "indicator" in given:
            return [str(given["indicator"][0])]
    found: list[str] = []
    for dimension in body.plan.dimensions:
        if dimension.spec.field == "indicator":
            values = translation(dimension.spec.values)
            for text in body.labels(dimension.column).unique():
                try:
                    held = conform("indicator", text, values, body.found.context)
                except UnfitError:
                    continue
                found += [str(held[0])] if held else []
    return list(dict.fromkeys(found))


def bases_of(body: Body, measured: Measured) -> list[str]:
    """Return what the numbers of a column count: the table says it, or the indicators' units."""
    base = body.found.shape.measures[measured.measure]
    if base is not None:
        return [base]
    indicators = body.found.context.catalogue.indicators
    units = [indicators[name].unit for name in indicators_of(body, measured)]
    return list(dict.fromkeys(base_of(unit) for unit in units))


def adds_up(body: Body, measured: Measured) -> bool:
    """Tell whether the numbers of a column can be summed: counts and money can, rates cannot."""
    if body.found.shape.measures[measured.measure] is not None:
        return True
    catalogue = body.found.context.catalogue
    names = indicators_of(body, measured)
    return bool(names) and all(
        catalogue.units[catalogue.indicators[name].unit].additive for name in names
    )


def scale_of_column(body: Body, measured: Measured) -> float:
    """Return what the numbers of a column are multiplied by.

    Raises
    ------
    RefusedFile
        Where the unit counts something else than the indicator does, where the header states
        another size, or where a ``fraction`` is larger than a fraction can be.
    """
    found, header = body.found, body.grid.headers[measured.column]
    path = (*measured.path, "unit")
    scale = 1.0
    for base in bases_of(body, measured):
        try:
            scale = unit_scale(measured.unit, base)
        except ValueError:
            allowed = ", ".join(allowed_units(base))
            raise found.refused(
                path,
                measured.unit,
                f"ตัวชี้วัดนับเป็น {base} หน่วยที่ใช้ได้: {allowed}",
                f"the indicator counts {base}; allowed: {allowed}",
            ) from None
        stated = stated_scale(header)
        denied = stated is not None and (
            stated != 1.0 if base in {"percent", "index"} else stated != scale
        )
        if denied and not measured.header_unit_is_wrong:
            raise found.refused(
                path,
                measured.unit,
                f"หัวคอลัมน์ระบุหน่วยเป็นอย่างอื่น: {header} หากหัวคอลัมน์ผิด ให้เพิ่ม header_unit_is_wrong: true",
                f"the header states another unit: {header}; if the header is wrong,"
                " add header_unit_is_wrong: true",
            )
        values = body.numbers(measured.column).values
        if base == "percent" and scale != 1.0 and (np.abs(values) > FRACTION_AT_MOST).any():
            largest = f"{np.nanmax(np.abs(values)):g}"
            raise found.refused(
                path,
                measured.unit,
                f"มีค่าถึง {largest} จึงไม่ใช่สัดส่วน 0-1 หน่วยที่ใช้ได้: percent",
                f"values reach {largest}, so it is no fraction; allowed: percent",
            )
    return scale


def doubts(body: Body, measured: Measured) -> list[Issue]:
    """Return notices on a unit: a header said to be wrong, percentages that look like fractions."""
    place = f"{letter(measured.column)} {body.grid.headers[measured.column]}"
    file, sheet = body.file.name, body.grid.sheet
    found: list[Issue] = []
    if measured.header_unit_is_wrong:
        issue = Issue(file, "wrong_unit_label", sheet, column=place, severity="notice")
        found.append(issue)
    values = body.numbers(measured.column).values
    known = values[~np.isnan(values)]
    if (
        "percent" in bases_of(body, measured)
        and scale_of_column(body, measured) == 1.0
        and len(known) >= TELLING
        and np.abs(known).max() <= 1
        and (known % 1).any()
    ):
        found.append(
            Issue(
                file,
                "suspect_value",
                sheet,
                column=place,
                detail="ทุกค่าไม่เกิน 1 หน่วยอาจเป็น fraction · no value exceeds 1; perhaps `fraction`",
                severity="notice",
            )
        )
    return found
