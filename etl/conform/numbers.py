"""Numbers as agencies print them."""

import math
import re

from etl.conform.text import tidy

MISSING_SIGNS = frozenset({"", "-", "--", "na", "na.", "n.a.", "null", "nan", "none"})
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WELL_FORMED = re.compile(r"[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)", re.ASCII)


def number(cell: object) -> float | None:
    """Return the number in ``cell``, or None where the cell says that there is none.

    Takes numbers, padded text, thousands separators and Thai digits. ``--``, ``na.``, ``NULL``
    and blanks are missing.

    Raises
    ------
    ValueError
        For anything else, such as ``91,41``: a misplaced separator is never guessed away.

    Examples
    --------
    >>> number(" 1,234.5 "), number("๑๒"), number(" na. ")
    (1234.5, 12.0, None)
    """
    if isinstance(cell, bool):
        raise ValueError(f"{cell!r} is no number")
    if isinstance(cell, int | float):
        if math.isinf(cell):
            raise ValueError(f"{cell!r} is no number")
        return None if math.isnan(cell) else float(cell)
    text = tidy(cell).translate(THAI_DIGITS)
    if text.lower() in MISSING_SIGNS:
        return None
    if not WELL_FORMED.fullmatch(text):
        raise ValueError(f"{cell!r} is no number")
    return float(text.replace(",", ""))
