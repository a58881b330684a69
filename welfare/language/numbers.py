"""Numbers as a reader of each language writes them."""

import math

from welfare.catalog import Indicator, catalogue
from welfare.catalog.models import Language

SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "th": ((1e9, " พันล้าน"), (1e6, " ล้าน")),
    "en": ((1e9, " billion"), (1e6, " million")),
}
NO_VALUE = "–"
MILLION = 1_000_000


def format_value(
    value: float | None, indicator: Indicator, language: Language, *, compact: bool = False
) -> str:
    """Return ``value`` with the indicator's decimals and unit; a dash where there is none.

    ``compact`` writes millions and billions in words, to three significant digits.
    """
    if value is None or math.isnan(value):
        return NO_VALUE
    if compact and abs(value) >= MILLION:
        return format_amount(value, language, unit=indicator.unit)
    return f"{value:,.{indicator.decimals}f}{catalogue().units[indicator.unit].suffix(language)}"


def format_amount(value: float, language: Language, *, unit: str | None = None) -> str:
    """Return a number in millions or billions where it is that large, with its unit if asked.

    At most three significant digits, and no zeros that the source did not print.

    Examples
    --------
    >>> format_amount(24_664_136_400, "en"), format_amount(3_400_000, "th", unit="persons")
    ('24.7 billion', '3.4 ล้านคน')
    >>> format_amount(430, "en", unit="persons")
    '430 people'
    """
    suffix = catalogue().units[unit].suffix(language) if unit else ""
    for scale, word in SCALES[language]:
        if abs(value) >= scale:
            decimals = max(0, 3 - len(str(int(abs(value) / scale))))
            digits = f"{value / scale:,.{decimals}f}"
            if decimals:
                digits = digits.rstrip("0").rstrip(".")
            return f"{digits}{word}{suffix.lstrip() if language == 'th' else suffix}"
    return f"{value:,.0f}{suffix}"
