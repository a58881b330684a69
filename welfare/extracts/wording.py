"""Words in both languages, and the filters of a request in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from welfare.catalog import Language
from welfare.extracts.request import ERA, Request, Value
from welfare.language import message

FEW = 3
"""Values of a filter that are named where there is little room."""


@dataclass(frozen=True)
class Words:
    """The same in Thai and in English."""

    th: str
    en: str

    def text(self, language: Language) -> str:
        """Return it in ``language``."""
        return self.th if language == "th" else self.en


@dataclass(frozen=True)
class Code:
    """A value of a closed list, with its name."""

    id: str
    name: Words


@dataclass(frozen=True)
class Filter:
    """A filter in words: the column's label, and the names of the values that rows may have."""

    column: str
    label: Words
    values: tuple[Words, ...]

    def text(self, language: Language) -> str:
        """Return it as one line, with every value."""
        return f"{self.label.text(language)}: {self.named(language)}"

    def named(self, language: Language) -> str:
        """Return the names of its values."""
        return ", ".join(value.text(language) for value in self.values)

    def brief(self, language: Language) -> str:
        """Return it as one line, with the number of values where they are many."""
        if len(self.values) <= FEW:
            return self.text(language)
        counted = message("extract.word.values", language, count=len(self.values))
        return f"{self.label.text(language)}: {counted}"


def filters_in_words(
    request: Request, labels: Mapping[str, Words], codes: Mapping[str, Mapping[str, Code]]
) -> tuple[Filter, ...]:
    """Return the filters of a request, by the labels and the codes of its columns."""
    return tuple(
        Filter(name, _without_era(labels[name]), tuple(_named(values, codes[name])))
        for name, values in request.filters
    )


def _without_era(label: Words) -> Words:
    """Leave the era out of the label of a year; its values tell both."""
    return Words(label.th.removesuffix(" (ค.ศ.)"), label.en)


def in_both(key: str, **values: object) -> Words:
    """Return a message in both languages."""
    return Words(message(key, "th", **values), message(key, "en", **values))


def _named(values: tuple[Value, ...], codes: Mapping[str, Code]) -> Iterator[Words]:
    years = sorted(v for v in values if isinstance(v, int) and not isinstance(v, bool))
    yield from (_years(first, last) for first, last in _runs(years))
    for value in values:
        if value is None:
            yield in_both("extract.word.empty")
        elif isinstance(value, bool):
            yield in_both("extract.word.yes" if value else "extract.word.no")
        elif isinstance(value, str):
            # The list of that version is asked; a code that it had not is its own name.
            yield codes[value].name if value in codes else Words(value, value)


def _runs(years: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of years that follow each other."""
    first = 0
    for place, year in enumerate(years):
        if place + 1 == len(years) or years[place + 1] > year + 1:
            yield years[first], year
            first = place + 1


def _years(first: int, last: int) -> Words:
    common, buddhist = (
        str(first + era) if first == last else f"{first + era}-{last + era}" for era in (0, ERA)
    )
    return in_both("extract.word.years", common=common, buddhist=buddhist)
