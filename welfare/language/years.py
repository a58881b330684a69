"""Years as a reader of each language writes them."""

from welfare.catalog.models import Language

BE_MINUS_CE = 543
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
