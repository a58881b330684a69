"""The words that name the classes of a map."""

from itertools import pairwise

from welfare.catalog import Indicator, Language
from welfare.language import format_amount
from welfare.language.numbers import MILLION
from welfare.metrics.classify import Classes


def class_words(classes: Classes, indicator: Indicator, language: Language) -> list[str]:
    """Return from where to where each class reaches, the lowest first.

    The unit stands beside the map, but for the sign of a share.
    """
    ends = [_bare(edge, indicator, language) for edge in classes.edges]
    return [f"{low}–{high}" for low, high in pairwise(ends)]


def _bare(value: float, indicator: Indicator, language: Language) -> str:
    if abs(value) >= MILLION:
        return format_amount(value, language)
    return f"{value:,.{indicator.decimals}f}{'%' if indicator.unit == 'percent' else ''}"
