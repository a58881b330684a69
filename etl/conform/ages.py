"""Ages as tables print them, into five-year bands and life-course groups."""

import re

from etl.conform.numbers import THAI_DIGITS
from etl.conform.text import tidy
from welfare.catalog import Catalogue

UNKNOWN_AGE = -1
OLDEST = 130
AgeRange = tuple[int, int | None]


def five_year_band(age: int, catalogue: Catalogue) -> str:
    """Return the five-year band of a single year of age; ``unknown`` for -1."""
    if age == UNKNOWN_AGE:
        return "unknown"
    if not 0 <= age <= OLDEST:
        raise ValueError(f"an age of {age} cannot occur")
    width = catalogue.five_year_bands.width
    return catalogue.age_bands[min(age, catalogue.five_year_bands.open_from) // width]


def life_course(age: int, catalogue: Catalogue) -> str:
    """Return the life-course group of a single year of age; ``unknown`` for -1."""
    if age == UNKNOWN_AGE:
        return "unknown"
    for group in catalogue.life_courses.values():
        if group.first <= age and (group.last is None or age <= group.last):
            return group.id
    raise ValueError(f"age {age} lies in no life-course group")


def age_range(label: object) -> AgeRange:
    """Return first and last age of a label, the last None where it is open; (-1, -1) if unknown.

    Raises
    ------
    ValueError
        Where the label names no age, or an end that is below its beginning.

    Examples
    --------
    >>> age_range("60-64 ปี"), age_range("100+"), age_range("วัยเด็ก (< 15 ปี)"), age_range("00_04")
    ((60, 64), (100, None), (0, 14), (0, 4))
    """
    text = tidy(label).translate(THAI_DIGITS).lower()
    if text in {"-1", "-1.0", "ไม่ระบุ", "ไม่ทราบ", "unknown"}:
        return UNKNOWN_AGE, UNKNOWN_AGE
    if between := re.search(r"(\d{1,3})\s*[-–_]\s*(\d{1,3})(?!\d)", text):
        first, last = int(between[1]), int(between[2])
        if first > last or last > OLDEST:
            raise ValueError(f"{label!r} is no range of ages")
        return first, last
    if below := re.search(r"(?:<|ต่ำกว่า|น้อยกว่า)\s*(\d{1,3})", text):
        return 0, int(below[1]) - 1
    if above := re.search(r"(\d{1,3})\s*(?:ปี)?\s*(?:\+|ขึ้นไป|plus|and over)", text):
        return int(above[1]), None
    if beyond := re.search(r"(?:>|มากกว่า|เกิน)\s*(\d{1,3})", text):
        return int(beyond[1]) + 1, None
    if single := re.fullmatch(r"(\d{1,3})(?:\.0)?\s*(?:ปี)?", text):
        return int(single[1]), int(single[1])
    raise ValueError(f"{label!r} names no age")


def band_of(ages: AgeRange, catalogue: Catalogue) -> str:
    """Return the five-year band that a range of ages is, exactly.

    Raises
    ------
    ValueError
        Where the range is no band: it is not split by guesswork.
    """
    first, last = ages
    if ages == (UNKNOWN_AGE, UNKNOWN_AGE):
        return "unknown"
    name = f"{first}+" if last is None else f"{first}-{last}"
    if name not in catalogue.age_bands:
        raise ValueError(f"{name} is no five-year band")
    return name


def life_course_of(ages: AgeRange, catalogue: Catalogue) -> str | None:
    """Return the life-course group that a range of ages lies in wholly; None where it is cut."""
    first, last = ages
    if ages == (UNKNOWN_AGE, UNKNOWN_AGE):
        return "unknown"
    for group in catalogue.life_courses.values():
        ends = group.last is None or (last is not None and last <= group.last)
        if group.first <= first and ends:
            return group.id
    return None
