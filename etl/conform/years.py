"""Years and dates: Buddhist era to common era, fiscal and calendar."""

import re
from datetime import date, timedelta

from etl.conform.numbers import THAI_DIGITS
from etl.conform.text import tidy

BE_MINUS_CE = 543
BE_RANGE = range(2480, 2620)
CE_RANGE = range(1937, 2077)
FISCAL_START_MONTH = 10
EXCEL_EPOCH = date(1899, 12, 30)


def ce_year(cell: object) -> int:
    """Return the CE year of a cell that holds one year, BE or CE.

    Takes numbers (``2549.0``), text (``ปี 2550``, ``ปีงบประมาณ 2551``) and Thai digits.

    Raises
    ------
    ValueError
        Where there is no year, more than one, or one outside both ranges.

    Examples
    --------
    >>> ce_year("ปีงบประมาณ ๒๕๕๑"), ce_year(2549.0), ce_year(2022)
    (2008, 2006, 2022)
    """
    text = re.sub(r"\.0+$", "", tidy(cell).translate(THAI_DIGITS))
    found = re.findall(r"(?<![\d.])\d{4}(?![\d.]\d|\d)", text)
    if len(found) != 1:
        raise ValueError(f"{cell!r} holds no single year")
    return _of_either_era(int(found[0]), cell)


def _of_either_era(year: int, cell: object) -> int:
    if year in BE_RANGE:
        return year - BE_MINUS_CE
    if year in CE_RANGE:
        return year
    raise ValueError(f"{cell!r} is outside the years that can occur")


def fiscal_year(day: date) -> int:
    """Return the Thai fiscal year (as a CE year) that ``day`` lies in: October begins the next.

    Examples
    --------
    >>> fiscal_year(date(2021, 10, 1)), fiscal_year(date(2022, 9, 30))
    (2022, 2022)
    """
    return day.year + (day.month >= FISCAL_START_MONTH)


def ce_date(cell: object) -> date:
    """Return the day of a cell: ``DDMMYYYY``, ``D/M/YYYY``, BE or CE, an Excel serial, a date.

    An Excel serial beyond the year 2480 holds a BE year that was typed as CE.

    Raises
    ------
    ValueError
        Where it is no day that exists.

    Examples
    --------
    >>> ce_date("12092008"), ce_date("1/10/2554"), ce_date(238029)
    (datetime.date(2008, 9, 12), datetime.date(2011, 10, 1), datetime.date(2008, 9, 12))
    """
    if isinstance(cell, date):
        return date(_of_either_era(cell.year, cell), cell.month, cell.day)
    text = re.sub(r"\.0+$", "", tidy(cell).translate(THAI_DIGITS))
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text) or re.fullmatch(
        r"(\d{2})(\d{2})(\d{4})", text
    )
    if parts:
        day, month, year = (int(part) for part in parts.groups())
        return date(_of_either_era(year, cell), month, day)
    if re.fullmatch(r"\d{5,6}", text):
        serial = EXCEL_EPOCH + timedelta(days=int(text))
        return date(_of_either_era(serial.year, cell), serial.month, serial.day)
    raise ValueError(f"{cell!r} is no day")
