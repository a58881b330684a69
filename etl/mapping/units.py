"""Units as a steward writes them, Thai or English, to what a number is multiplied by."""

import re

from etl.conform.text import tidy
from etl.conform.units import COUNTED, scale_of

SIZES = {
    "พันล้าน": 1e9,
    "ร้อยล้าน": 1e8,
    "สิบล้าน": 1e7,
    "ล้าน": 1e6,
    "แสน": 1e5,
    "หมื่น": 1e4,
    "พัน": 1e3,
    "billion": 1e9,
    "hundred million": 1e8,
    "ten million": 1e7,
    "million": 1e6,
    "hundred thousand": 1e5,
    "ten thousand": 1e4,
    "thousand": 1e3,
}
WORDS = {
    "baht": "baht",
    "thb": "baht",
    "บาท": "baht",
    "person": "persons",
    "people": "persons",
    "คน": "persons",
    "ราย": "persons",
    "household": "households",
    "ครัวเรือน": "households",
    "ครั้ง": "cases",
    "รายบริการ": "cases",
    "โครงการ": "projects",
    "รายการ": "lines",
    "per cent": "percent",
    "%": "percent",
    "ร้อยละ": "percent",
    "เปอร์เซ็นต์": "percent",
    "สัดส่วน": "fraction",
    "ดัชนี": "index",
}
SHARES = {"percent": 1.0, "fraction": 100.0}
SIZED = ("", "thousand ", "million ")


def base_of(unit_id: str) -> str:
    """Return what is counted by a unit of the catalogue, whatever it is divided by.

    Examples
    --------
    >>> base_of("thb_household_month"), base_of("persons_household"), base_of("price_index")
    ('baht', 'persons', 'index')
    """
    if unit_id.endswith("index"):
        return "index"
    counted = unit_id.partition("_")[0]
    return {"thb": "baht", "persons": "persons"}.get(counted, unit_id)


def allowed_units(base: str) -> list[str]:
    """Return the spellings to offer for numbers that count ``base``."""
    if base == "percent":
        return list(SHARES)
    return [base] if base == "index" else [f"{size}{base}" for size in SIZED]


def unit_scale(unit: str, base: str) -> float:
    """Return what a number in ``unit`` is multiplied by to count ``base``.

    Raises
    ------
    ValueError
        Where the unit is not known or counts something else.

    Examples
    --------
    >>> unit_scale("million baht", "baht"), unit_scale("พันคน", "persons")
    (1000000.0, 1000.0)
    >>> unit_scale("fraction", "percent")
    100.0
    """
    text = tidy(unit).lower().replace("_", " ")
    size = next((word for word in SIZES if text.startswith(word) and text != word), "")
    counted = text.removeprefix(size).strip()
    plain = base.replace("_", " ")
    counted = WORDS.get(counted) or WORDS.get(counted.removesuffix("s")) or counted
    if base == "percent" and not size and counted in SHARES:
        return SHARES[counted]
    if counted not in {base, plain} or (size and base in {"percent", "index"}):
        raise ValueError(f"{unit!r} does not count {base}")
    return SIZES.get(size, 1.0)


def stated_scale(header: str) -> float | None:
    """Return the scale that a header states beside what is counted; None where it says nothing."""
    scale = scale_of(header)
    if scale != 1.0:
        return scale
    return 1.0 if re.search(rf"[(\[/]\s*{COUNTED}\s*[)\]/]?", tidy(header).lower()) else None
