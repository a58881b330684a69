"""What is told beside the rows, part by part, for a sheet or a text that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from welfare.catalog import Language
from welfare.extracts.citation import cite
from welfare.extracts.described import Description, Source
from welfare.extracts.licences import STATED
from welfare.language import message
from welfare.language.dates import format_day

SOURCE_HEAD = (
    "extract.head.source",
    "extract.head.title",
    "extract.head.publisher",
    "extract.head.period",
    "extract.head.link",
    "extract.head.caveats",
)


@dataclass(frozen=True)
class Part:
    """A title, a head where the lines are a table, and lines of cells."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[object, ...], ...]


def account(description: Description, language: Language) -> tuple[Part, ...]:
    """Return what a reader must know of an extract, in one language.

    What it is and where it is found, the filters, what is missing and why, how it is cited, and
    under which licence it may be used. The sources are told by :func:`sources`.
    """
    return (
        Part(
            description.publication.name.text(language), (), tuple(_identity(description, language))
        ),
        Part(message("extract.part.filters", language), (), tuple(_filters(description, language))),
        _flags(description, language),
        Part(
            message("extract.part.citation", language),
            (),
            ((cite(description, "text", language),),),
        ),
        Part(message("extract.part.licence", language), (), tuple(_licence(description, language))),
    )


def sources(description: Description, language: Language) -> Part:
    """Return the sources of the rows, with what a reader must know of each."""
    lines = tuple(_source(source, language) for source in description.sources)
    return Part(
        message("extract.part.sources", language),
        tuple(message(key, language) for key in SOURCE_HEAD),
        lines or ((message("extract.word.no_sources", language),),),
    )


def _identity(description: Description, language: Language) -> Iterator[tuple[object, ...]]:
    extract, publication = description.extract, description.publication
    told = {
        "extract.head.question": publication.question.text(language),
        "extract.head.about": publication.about.text(language),
        "extract.head.table": publication.id,
        "extract.head.rows": description.rows,
        "extract.head.version": extract.version.data_version,
        "extract.head.day": format_day(
            datetime.fromisoformat(extract.version.published_on), language
        ),
        "extract.head.id": extract.id,
        "extract.head.address": extract.address,
    }
    return ((message(key, language), value) for key, value in told.items())


def _filters(description: Description, language: Language) -> Iterator[tuple[object, ...]]:
    if not description.filters:
        yield (message("extract.word.all_rows", language),)
    for each in description.filters:
        yield each.label.text(language), each.named(language)


def _flags(description: Description, language: Language) -> Part:
    title = message("extract.part.flags", language)
    if not description.flagged:
        return Part(title, (), ((message("extract.word.nothing_flagged", language),),))
    head = ("extract.head.code", "extract.head.label", "extract.head.rows")
    return Part(
        title,
        tuple(message(key, language) for key in head),
        tuple((f.code.id, f.code.name.text(language), f.rows) for f in description.flagged),
    )


def _licence(description: Description, language: Language) -> Iterator[tuple[object, ...]]:
    if description.sources:
        yield (message("dataset.licence_figures", language),)
    stated = {s.publisher_id: s.publisher.text(language) for s in description.sources}
    for publisher, name in stated.items():
        if publisher in STATED:
            yield name, STATED[publisher].name, STATED[publisher].link
    yield (message("dataset.licence_own", language),)


def _source(source: Source, language: Language) -> tuple[object, ...]:
    return (
        source.id,
        source.title.text(language),
        source.publisher.text(language),
        source.period.text(language),
        source.link,
        source.caveats.text(language),
    )
