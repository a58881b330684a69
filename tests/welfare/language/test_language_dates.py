"""Days in both languages."""

from datetime import datetime

import pytest

from welfare.language.dates import MONTHS, format_day


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_has_its_month_in_words(month: int) -> None:
    day = datetime(2026, month, 9)
    assert format_day(day, "th") == f"9 {MONTHS['th'][month - 1]} 2569"
    assert format_day(day, "en") == f"9 {MONTHS['en'][month - 1]} 2026"


def test_there_are_twelve_months() -> None:
    assert all(len(set(names)) == 12 for names in MONTHS.values())
