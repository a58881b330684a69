"""Years: Buddhist era to common era."""

import re

from etl.conform.numbers import THAI_DIGITS
from etl.conform.text import tidy

BE_MINUS_CE = 543
BE_RANGE = range(2480, 2620)
CE_RANGE = range(1937, 2077)


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
    year = int(found[0])
    if year in BE_RANGE:
        return year - BE_MINUS_CE
    if year in CE_RANGE:
        return year
    raise ValueError(f"{cell!r} is outside the years that can occur")
