"""What an extract is, in words: its columns, codes and sources, and what is missing and why.

All is read from the version of the data that the extract is of, so that the words beside the rows
are those under which they were published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from welfare.catalog import Language
from welfare.extracts.extract import Extract
from welfare.extracts.request import Request
from welfare.extracts.selection import selected
from welfare.extracts.wording import Code, Filter, Words, filters_in_words
from welfare.warehouse import Parameters

FLAG = "flag"
FLAG_LISTS = ("flags", "marks")
"""A flag holds codes of two closed lists, with spaces between them."""
INDICATORS = "indicators"
SOURCES = "sources"


@dataclass(frozen=True)
class Published:
    """The published table that rows are of; ``provinces`` is the column that names provinces."""

    id: str
    name: Words
    question: Words
    about: Words
    provinces: str | None


@dataclass(frozen=True)
class Column:
    """A column of the extract.

    ``codes`` are the closed list of its values, in whole; ``occurring`` are those in the rows.
    ``known`` counts the rows in which it is not empty.
    """

    id: str
    type: str
    label: Words
    about: Words | None
    unit: Words | None
    list_id: str | None
    is_key: bool
    codes: tuple[Code, ...]
    occurring: frozenset[str]
    known: int


@dataclass(frozen=True)
class Source:
    """A release of a publication that figures come from; ``publisher_id`` names who published."""

    id: str
    title: Words
    publisher_id: str
    publisher: Words
    link: str
    period: Words
    caveats: Words


@dataclass(frozen=True)
class Flagged:
    """How many rows have a flag, and what it says."""

    code: Code
    rows: int


@dataclass(frozen=True)
class Description:
    """All that is said of an extract beside its rows.

    ``keys`` counts the columns that identify a row of the table, chosen or not. ``flags`` are all
    codes that a flag can hold, ``flagged`` those that rows have.
    """

    extract: Extract
    publication: Published
    columns: tuple[Column, ...]
    sources: tuple[Source, ...]
    rows: int
    keys: int
    filters: tuple[Filter, ...]
    flagged: tuple[Flagged, ...]
    flags: tuple[Code, ...]

    def publishers(self, language: Language) -> tuple[str, ...]:
        """Return who published the figures, each once."""
        return tuple(dict.fromkeys(source.publisher.text(language) for source in self.sources))


def describe(extract: Extract) -> Description:
    """Return what an extract is; everything is of the version that it is of."""
    declared = _declared(extract)
    columns, rows = _columns(extract, declared)
    return Description(
        extract=extract,
        publication=published(extract),
        columns=columns,
        sources=tuple(_sources(extract, declared)),
        rows=rows,
        keys=sum(bool(row["is_key"]) for row in declared.values()),
        filters=filters_in_words(
            extract.request,
            {name: _words(row, "label") or Words(name, name) for name, row in declared.items()},
            {
                name: _codes(extract, declared[name]["list_id"])
                for name, _ in extract.request.filters
            },
        ),
        flagged=tuple(_flagged(extract, declared)),
        flags=tuple(_flags(extract)) if FLAG in declared else (),
    )


def published(extract: Extract) -> Published:
    """Return what the table of an extract is."""
    row = _records(
        extract,
        "SELECT * FROM about.publication WHERE publication_id = $id",
        {"id": extract.request.publication},
    )[0]
    return Published(
        id=row["publication_id"],
        name=Words(row["name_th"], row["name_en"]),
        question=Words(row["question_th"], row["question_en"]),
        about=Words(row["about_th"], row["about_en"]),
        provinces=row["provinces_column"],
    )


def texts_of(extract: Extract) -> tuple[str, ...]:
    """Return the columns of an extract that hold free text: texts that no closed list names."""
    declared = _declared(extract)
    return tuple(
        name
        for name in extract.request.columns
        if declared[name]["type"] == "text" and declared[name]["list_id"] is None
    )


def _declared(extract: Extract) -> dict[str, dict[str, Any]]:
    """Return what is declared of each column of the table, chosen or not, in its order."""
    rows = _records(
        extract,
        "SELECT * FROM about.column WHERE publication_id = $id ORDER BY place",
        {"id": extract.request.publication},
    )
    return {row["column_id"]: row for row in rows}


def _columns(
    extract: Extract, declared: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[Column, ...], int]:
    """Return the chosen columns, and the number of rows."""
    chosen = extract.request.columns
    coded = [name for name in chosen if declared[name]["list_id"]]
    sql, parameters = _unordered(extract, chosen)
    asked = [
        "count(*)",
        *(f'count("{name}")' for name in chosen),
        *(f'list(DISTINCT "{name}")' for name in coded),
    ]
    row = extract.snapshot.rows(f"SELECT {', '.join(asked)} FROM ({sql})", parameters)[0]  # noqa: S608 - identifiers of the catalogue
    counts: list[Any] = list(row[: len(chosen) + 1])
    values: list[Any] = list(row[len(chosen) + 1 :])
    occurring = dict(zip(coded, values, strict=True))
    columns = tuple(
        Column(
            id=name,
            type=declared[name]["type"],
            label=_words(declared[name], "label") or Words(name, name),
            about=_words(declared[name], "about"),
            unit=_words(declared[name], "unit"),
            list_id=declared[name]["list_id"],
            is_key=bool(declared[name]["is_key"]),
            codes=tuple(_codes(extract, declared[name]["list_id"]).values()),
            occurring=frozenset(occurring.get(name) or ()) - {None},
            known=known,
        )
        for name, known in zip(chosen, counts[1:], strict=True)
    )
    return columns, counts[0]


def _codes(extract: Extract, list_id: str | None) -> dict[str, Code]:
    if list_id is None:
        return {}
    rows = _records(
        extract,
        "SELECT code, name_th, name_en FROM about.code WHERE list_id = $list ORDER BY place",
        {"list": list_id},
    )
    return {row["code"]: Code(row["code"], Words(row["name_th"], row["name_en"])) for row in rows}


def _flags(extract: Extract) -> Iterator[Code]:
    for list_id in FLAG_LISTS:
        yield from _codes(extract, list_id).values()


def _flagged(extract: Extract, declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Flagged]:
    if FLAG not in declared:
        return
    sql, parameters = _unordered(extract, (FLAG,))
    rows = extract.snapshot.rows(
        "SELECT code, count(*) FROM"  # noqa: S608 - identifiers of the catalogue
        f" (SELECT unnest(string_split({FLAG}, ' ')) AS code FROM ({sql})) GROUP BY code",
        parameters,
    )
    counted = {code: int(str(count)) for code, count in rows}
    for code in _flags(extract):
        if code.id in counted:
            yield Flagged(code, counted[code.id])


def _sources(extract: Extract, declared: Mapping[str, Mapping[str, Any]]) -> Iterator[Source]:
    """Yield the sources of the rows.

    Rows that name none but are of a year are worked out from indicators, whose sources are given.
    What is of no year lists what this project declares or has done, and is its own.
    """
    about = _records(
        extract,
        "SELECT sources_column, year_column FROM about.publication WHERE publication_id = $id",
        {"id": extract.request.publication},
    )[0]
    named = [about["sources_column"]] if about["sources_column"] else []
    if not named and about["year_column"]:
        named = [name for name, row in declared.items() if row["list_id"] == SOURCES]
    if named:
        sql, parameters = _unordered(extract, named)
        each = (f"SELECT unnest(string_split(\"{name}\", ',')) FROM ({sql})" for name in named)  # noqa: S608 - identifiers of the catalogue
    elif about["year_column"]:
        behind = [name for name, row in declared.items() if row["list_id"] == INDICATORS]
        sql, parameters = _unordered(extract, behind)
        each = (
            "SELECT unnest(string_split(source_ids, ',')) FROM published.indicators"  # noqa: S608 - identifiers of the catalogue
            f' WHERE indicator_id IN (SELECT "{name}" FROM ({sql}))'
            for name in behind
        )
    else:
        return
    rows = _records(
        extract,
        f"SELECT * FROM published.source_list WHERE source_id IN ({' UNION '.join(each)})"  # noqa: S608 - identifiers of the catalogue
        " ORDER BY publisher_id, source_id",
        parameters,
    )
    for row in rows:
        words = {
            part: _words(row, part) or Words("", "")
            for part in ("title", "publisher", "period", "caveats")
        }
        yield Source(
            id=row["source_id"],
            publisher_id=row["publisher_id"],
            link=row["link"] or "",
            **words,
        )


def _unordered(extract: Extract, columns: tuple[str, ...] | list[str]) -> tuple[str, Parameters]:
    """Return SQL and parameters of the rows for counting, in whatever order."""
    request = extract.request
    plain = Request(
        request.publication, request.filters, tuple(columns), (), request.labels, request.format
    )
    return selected(plain)


def _records(
    extract: Extract, sql: str, parameters: Parameters | None = None
) -> list[dict[str, Any]]:
    return [row for batch in extract.snapshot.batches(sql, parameters) for row in batch.to_pylist()]


def _words(row: Mapping[str, Any], part: str) -> Words | None:
    thai, english = row[f"{part}_th"], row[f"{part}_en"]
    return Words(thai, english) if thai and english else None
