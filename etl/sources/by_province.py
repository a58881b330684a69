"""Records of offices, funds and local governments, to figures by province and sums above them."""

import re
from collections.abc import Collection

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import area_kind, province_code, suggestion
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.family import refusal
from welfare.catalog import COUNTRY, Catalogue

NAMED = re.compile(r"(?:จังหวัด|(?<!\S)จ\.)\s*(.+)$")
KEYS = ["indicator_id", "year", "group_id"]


def province_within(name: object, catalogue: Catalogue) -> str | None:
    """Return the code of the province that an office's name ends in, None where it names none.

    Examples
    --------
    ``บ้านพักเด็กและครอบครัวจังหวัดตาก`` is in Tak; ``สถานสงเคราะห์เด็กบ้านเวียงพิงค์`` tells no province.
    """
    found = NAMED.search(tidy(name))
    return province_code(found[1], catalogue) if found else None


def unplaced(
    file: RawFile, name: object, catalogue: Catalogue, *, sheet: str, row: int, column: str
) -> Issue:
    """Return the issue of a row whose ``name`` is no province, with the one it may have meant."""
    text = tidy(name)
    found = NAMED.search(text)
    strange = area_kind(text, catalogue) == "not_a_province"
    reason = "not_a_province" if strange else "unknown_province"
    near = suggestion(found[1] if found else text, catalogue)
    return Issue(file.name, reason, sheet, row, column, text, near)


def filled(file: RawFile, cell: object, *, sheet: str, row: int, column: str) -> float:
    """Return the number in a cell of a published table, which may not be blank.

    Raises
    ------
    RefusedFile
        Where it is blank, no number or below zero.
    """
    try:
        value = number(cell)
    except ValueError:
        value = None
    if value is None or value < 0:
        reason = "bad_number" if value is None else "out_of_range"
        raise refusal(file, reason, sheet=sheet, row=row, column=column, value=tidy(cell))
    return value


def with_sums(
    rows: pd.DataFrame, catalogue: Catalogue, outside: Collection[str] = ()
) -> pd.DataFrame:
    """Return figures of provinces with the sums of their regions and of the country behind them.

    Parameters
    ----------
    rows
        ``indicator_id``, ``year``, ``group_id``, ``area_id`` and ``value``, additive; an area that
        is no province (``00``) counts for the country alone.
    catalogue
        Names the provinces of each region in that year.
    outside
        Provinces that the source is not about; the sums do not wait for them.

    Returns
    -------
    The rows with ``method`` and ``flag``. A region or country short of a province has no value and
    the flag ``incomplete``: what is missing may be zero or not reported.
    """
    scope = {c: p for c, p in catalogue.provinces.items() if c not in outside}
    parts = [rows[rows["area_id"].isin(catalogue.provinces)].assign(method="published", flag=None)]
    for keys, given in rows.groupby(KEYS, sort=False):
        year = int(given["year"].iloc[0])
        known = given.dropna(subset=["value"])
        regions = dict.fromkeys(province.region for province in scope.values())
        for area, region in [*((f"region_{name}", name) for name in regions), (COUNTRY, None)]:
            within = {c for c, p in scope.items() if region in (None, p.region)}
            # A province of the year itself may still be told with the one it was cut from.
            needed = {
                code
                for code in within
                if not (founded := scope[code].valid_from) or founded.year < year
            }
            summed = known if region is None else known[known["area_id"].isin(within)]
            if summed.empty:
                continue
            whole = needed <= set(summed["area_id"])
            parts.append(
                pd.DataFrame([dict(zip(KEYS, keys, strict=True))]).assign(
                    area_id=area,
                    value=round(float(summed["value"].sum()), 6) if whole else None,
                    method="computed",
                    flag=None if whole else "incomplete",
                )
            )
    return pd.concat([part.astype({"value": float}) for part in parts], ignore_index=True)
