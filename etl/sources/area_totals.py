"""Printed counts of regions and of the country beside the sums of the areas below them."""

from collections.abc import Iterator, Mapping

from etl.sources.family import Total, TotalKind
from welfare.catalog import COUNTRY, Catalogue

Printed = Mapping[str, tuple[float | None, int]]
"""A count, None where the cell is blank, and its 1-based row, by area id."""


def sums_of_areas(
    printed: Printed,
    item: str,
    year: int,
    half_unit: float,
    *,
    catalogue: Catalogue,
    sheet: str = "",
) -> Iterator[Total]:
    """Give each printed region beside its provinces, and the country beside its regions.

    Parameters
    ----------
    printed
        Counts in one unit; a blank cell adds nothing.
    item, year
        What is counted, in the file's own words, and the CE year that says which provinces exist.
    half_unit
        Half a unit of the last printed digit: so much may each part and the total be rounded by.

    Notes
    -----
    Where parts are not in the file (a partial table, a name that was refused) nothing can add up,
    and a total is given only if the parts that are there exceed it already.
    """
    parts_of: dict[str, set[str]] = {COUNTRY: set()}
    for code, province in catalogue.provinces.items():
        region = f"region_{province.region}"
        parts_of[COUNTRY].add(region)
        # In the year of its founding a province may still be counted with the one it was cut from.
        if code in printed or not province.valid_from or province.valid_from.year < year:
            parts_of.setdefault(region, set()).add(code)
    for area, needed in parts_of.items():
        total, row = printed.get(area, (None, 0))
        parts = [printed[part][0] for part in needed if part in printed]
        known = [part for part in parts if part is not None]
        if total is None or not known:
            continue
        kind: TotalKind = "sum_of_regions" if area == COUNTRY else "sum_of_provinces"
        found = Total(kind, item, total, sum(known), half_unit * (len(parts) + 1), sheet, row)
        if len(parts) == len(needed) or found.summed > found.printed:
            yield found
