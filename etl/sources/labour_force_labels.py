"""What the labels of the labour force survey mean, each distinct one read once."""

import re
from collections.abc import Callable

import duckdb

from etl.conform.numbers import THAI_DIGITS, number
from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.conform.units import scale_of
from etl.conform.years import ce_year
from welfare.catalog import Catalogue

SEXES = {"ชาย": "male", "หญิง": "female"}
STATUSES = {
    "มีงานทำ": "employed_persons",
    "ผู้มีงานทำ": "employed_persons",
    "ผู้ว่างงาน": "unemployed_persons",
    "กำลังแรงงานที่รอฤดูกาล": "seasonally_unemployed_persons",
}
NUMBERING = re.compile(r"^[\d.]+\s*")
QUARTER = re.compile(r"(?:ไตรมาส(?:ที่)?\s*|Q)?([1-4])(?:\s*/\s*(\d{4}))?", re.IGNORECASE)
MISSING = "missing"
MEANINGS = "CREATE TABLE meaning (field VARCHAR, label VARCHAR, meaning VARCHAR)"
ODD_VALUES = r"""
    SELECT DISTINCT value FROM given WHERE NOT regexp_full_match(value, '[0-9]+(\.[0-9]+)?')
"""


def understand(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write the table ``meaning``: what every distinct label means, where it is known."""
    known: list[tuple[str, str, str]] = []
    for year, quarter in connection.execute("SELECT DISTINCT year, quarter FROM given").fetchall():
        if period := _period(year, quarter):
            known.append(("QUARTER", f"{year}{quarter}", period))
    meanings: dict[str, Callable[[str], str | None]] = {
        "PROVINCE": lambda label: province_code(label, catalogue),
        "SEX": lambda label: SEXES.get(NUMBERING.sub("", tidy(label))),
        "LABOR_FORCE_STATUS": lambda label: STATUSES.get(NUMBERING.sub("", tidy(label))),
        "UNIT": lambda label: str(scale_of(label)) if tidy(label).endswith("คน") else None,
    }
    given = connection.table("given")
    for field, meaning in meanings.items():
        labels = [label for (label,) in given.project(field.lower()).distinct().fetchall()]
        known += [(field, label, found) for label in labels if (found := meaning(label))]
    for (value,) in connection.execute(ODD_VALUES).fetchall():
        known.append(("VALUE", value, _odd(value)))
    connection.execute(MEANINGS)
    connection.executemany("INSERT INTO meaning VALUES (?, ?, ?)", known)


def _period(year: str, quarter: str) -> str | None:
    """Return year (CE) and quarter as ``2020Q1``; None where they name none or two years."""
    match = QUARTER.fullmatch(tidy(quarter).translate(THAI_DIGITS).removesuffix(".0"))
    try:
        found = ce_year(year)
        if match is None or (match[2] and ce_year(match[2]) != found):
            return None
    except ValueError:
        return None
    return f"{found}Q{match[1]}"


def _odd(value: str) -> str:
    """Return a number that is not plain digits as DuckDB reads it; it reads none in other text."""
    try:
        found = number(value)
    except ValueError:
        return "unreadable"
    return MISSING if found is None else str(found)
