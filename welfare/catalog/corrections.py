"""Corrections of figures that were published: which rows, since when, and why."""

from collections.abc import Mapping
from datetime import date

from welfare.catalog.models import Identifier, Language, Record, Text
from welfare.catalog.publications import PublishedColumn

Value = str | int | bool | None


class Correction(Record):
    """A correction that a steward declares once the data are corrected.

    ``filters`` say which rows of the publication it is about, by column; without any it is about
    all of them. Years are CE; None is an empty cell.
    """

    id: Identifier
    corrected_on: date
    publication: Identifier
    filters: Mapping[Identifier, tuple[Value, ...]]
    reason_th: Text
    reason_en: Text

    def reason(self, language: Language) -> str:
        """Return what was wrong, in ``language``."""
        return self.reason_th if language == "th" else self.reason_en

    def concerns(self, filters: Mapping[str, tuple[Value, ...]]) -> bool:
        """Tell whether rows chosen by ``filters`` may be among those that were corrected."""
        return all(
            not set(values).isdisjoint(filters[name])
            for name, values in self.filters.items()
            if name in filters
        )


def may_hold(column: PublishedColumn, value: Value, codes: frozenset[str]) -> bool:
    """Tell whether a filter on ``column`` may ask for a value; ``codes`` are those of its list."""
    if value is None:
        return True
    if column.codes:
        return value in codes
    if column.type == "boolean":
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool)
