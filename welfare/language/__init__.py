"""Words, numbers and years in Thai and English."""

from welfare.language.messages import message
from welfare.language.numbers import format_amount, format_value
from welfare.language.years import format_year

__all__ = ["format_amount", "format_value", "format_year", "message"]
