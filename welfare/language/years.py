"""Years as a reader of each language writes them."""

from welfare.catalog.models import Language

BE_MINUS_CE = 543
FIRST_BE = 2400
"""No CE year of the data is as late, and no BE year as early."""
FISCAL = {"th": "ปีงบประมาณ ", "en": "FY "}


def format_year(year: int, language: Language, *, fiscal: bool = False) -> str:
    """Return a CE year as พ.ศ. in Thai and CE in English, marked where it is a fiscal year.

    Examples
    --------
    >>> format_year(2022, "th"), format_year(2022, "en", fiscal=True)
    ('2565', 'FY 2022')
    """
    shown = year + BE_MINUS_CE if language == "th" else year
    return f"{FISCAL[language]}{shown}" if fiscal else str(shown)


def read_year(shown: str) -> int:
    """Return the CE year of one that :func:`format_year` wrote, in either language.

    Examples
    --------
    >>> read_year("2565"), read_year("2022")
    (2022, 2022)
    """
    year = int(shown)
    return year - BE_MINUS_CE if year > FIRST_BE else year
