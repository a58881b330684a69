"""Days and hours as a reader of each language writes them."""

from datetime import datetime

from welfare.catalog.models import Language
from welfare.language.years import format_year

MONTHS: dict[Language, tuple[str, ...]] = {
    "th": (
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def format_day(moment: datetime, language: Language) -> str:
    """Return the day of ``moment`` with its month in words, พ.ศ. in Thai.

    Examples
    --------
    >>> format_day(datetime(2026, 11, 4), "en"), format_day(datetime(2026, 11, 4), "th")
    ('4 November 2026', '4 พฤศจิกายน 2569')
    """
    month = MONTHS[language][moment.month - 1]
    return f"{moment.day} {month} {format_year(moment.year, language)}"
