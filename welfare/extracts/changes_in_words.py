"""What a publishing changed, as sentences of the page and of the feed."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from welfare.catalog import Language, catalogue
from welfare.extracts.changes import TableChanges, VersionChanges
from welfare.extracts.request import codes_of, columns_of
from welfare.language import message
from welfare.language.dates import format_day
from welfare.language.numbers import NO_VALUE

COUNTED = ("added", "changed", "removed", "renamed")


def day_of(version: VersionChanges, language: Language) -> str:
    """Return the day of a publishing, the month in words."""
    return format_day(datetime.fromisoformat(version.at), language)


def heading(version: VersionChanges, language: Language) -> str:
    """Return the heading of a publishing: its day and the version."""
    return message(
        "changes.heading", language, day=day_of(version, language), version=version.data_version
    )


def summary(version: VersionChanges, language: Language) -> str:
    """Return in a sentence what a publishing changed, or why nothing is told."""
    if version.previous is None:
        return message("changes.first", language)
    if version.returned:
        return message("changes.returned", language)
    if version.tables is None:
        return message("changes.unknown", language)
    sums = {name: sum(getattr(table, name) for table in version.tables) for name in COUNTED}
    told = [
        message(f"changes.{name}_rows", language, rows=f"{rows:,}")
        for name, rows in sums.items()
        if rows
    ]
    if not told:
        return message("changes.nothing", language)
    return message("changes.summary", language, told=" · ".join(told))


def table_name(table: TableChanges, language: Language) -> str:
    """Return the name of a published table; its id where it is not published any more."""
    known = catalogue().publications.get(table.publication)
    return known.name(language) if known else table.publication


def counted_name(name: str | None, language: Language) -> str:
    """Return the title of the source or indicator that changes are counted by."""
    if name is None:
        return message("changes.not_named", language)
    declared = catalogue()
    if name in declared.sources:
        return declared.sources[name].title(language)
    known = declared.indicators.get(name)
    return known.title(language) if known else name


def corrections(version: VersionChanges, language: Language) -> Iterator[str]:
    """Yield the reasons of the corrections that a version brought."""
    for name in version.corrections:
        known = catalogue().corrections.get(name)
        if known is not None:
            yield known.reason(language)


def key_in_words(
    publication: str, key: Mapping[str, str | int | bool | None], language: Language
) -> str:
    """Return the key of a row in words: names for codes, years of the reader's era."""
    columns = columns_of(publication) if publication in catalogue().publications else {}
    words = []
    for name, value in key.items():
        if value is None or name in {"source_id", "vintage_id"}:
            continue
        column = columns.get(name)
        if column is not None and column.codes:
            names = codes_of(column.codes).get(str(value))
            words.append(str(value) if names is None else names[language == "en"])
        elif name.endswith("year") and isinstance(value, int):
            words.append(str(value + 543 if language == "th" else value))
        else:
            words.append(str(value))
    return " · ".join(words)


def value_in_words(text: str | None) -> str:
    """Return a value before or after a change; a dash where none is known."""
    if text is None:
        return NO_VALUE
    try:
        return f"{float(text):,.12g}"
    except ValueError:
        return text


def column_label(publication: str, column: str, language: Language) -> str:
    """Return what a column is called."""
    known = columns_of(publication).get(column) if publication in catalogue().publications else None
    return known.label(language) if known else column
