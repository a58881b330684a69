"""What the page Download reads: rows and years of each table, values that occur, first rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from welfare.catalog import catalogue
from welfare.catalog.publications import Publication
from welfare.extracts.request import Request, Value, columns_of, filters_of
from welfare.extracts.selection import count_rows, selected
from welfare.warehouse import Snapshot

YEARS = ("year", "fiscal_year")
FIRST_ROWS = 8


@dataclass(frozen=True)
class Extent:
    """How much a published table holds. ``years`` (CE) are its first and last, where it has any."""

    rows: int
    years: tuple[int, int] | None


@dataclass(frozen=True)
class Offer:
    """What a question gives. ``rows`` is their number, ``first`` a few of them; ``bytes`` is the
    size of their values as text.

    ``values`` are by column those that occur in the rows that the other filters leave: choosing any
    of them gives rows.
    """

    rows: int
    values: dict[str, tuple[Value, ...]]
    columns: tuple[str, ...]
    first: Sequence[tuple[object, ...]]
    bytes: int


def extents(snapshot: Snapshot) -> dict[str, Extent]:
    """Return the extent of every published table."""
    return snapshot.remember(
        "extents", lambda: {p.id: _extent(snapshot, p) for p in catalogue().publications.values()}
    )


def offer(snapshot: Snapshot, request: Request) -> Offer:
    """Return what a request gives."""
    return snapshot.remember(("offer", request), lambda: _offer(snapshot, request))


def _extent(snapshot: Snapshot, publication: Publication) -> Extent:
    dated = [name for name in YEARS if name in columns_of(publication.id)]
    ends = "".join(f", min({name}), max({name})" for name in dated)
    sql = f'SELECT count(*){ends} FROM published."{publication.id}"'  # noqa: S608 - identifiers of the catalogue
    rows, *years = snapshot.rows(sql)[0]
    known = [int(str(year)) for year in years if year is not None]
    return Extent(int(str(rows)), (min(known), max(known)) if known else None)


def _offer(snapshot: Snapshot, request: Request) -> Offer:
    columns = request.columns
    sql, parameters = selected(request)
    return Offer(
        rows=count_rows(snapshot, request),
        values=dict(_values(snapshot, request)),
        columns=columns,
        first=snapshot.rows(f"{sql} LIMIT {FIRST_ROWS}", parameters),
        bytes=_bytes(snapshot, request),
    )


def _values(snapshot: Snapshot, request: Request) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield each filter with the values that occur; those without a filter are asked at once."""
    filtered = {name for name, _ in request.filters}
    free = [name for name in filters_of(request.publication) if name not in filtered]
    for names in ([free] if free else []) + [[name] for name in filtered]:
        others = tuple(each for each in request.filters if each[0] not in names)
        sql, parameters = selected(replace(request, filters=others, order=()), names)
        lists = ", ".join(f'list(DISTINCT "{name}")' for name in names)
        nulls = ", ".join(f'bool_or("{name}" IS NULL)' for name in names)
        row = snapshot.rows(f"SELECT {lists}, {nulls} FROM ({sql})", parameters)[0]  # noqa: S608 - identifiers of the catalogue
        for name, found, empty in zip(names, row, row[len(names) :], strict=False):
            known = sorted(v for v in found or () if v is not None)  # type: ignore[attr-defined]  # a list
            yield name, (*known, None) if empty else tuple(known)


def _bytes(snapshot: Snapshot, request: Request) -> int:
    sql, parameters = selected(replace(request, order=()))
    names = ", ".join(f'"{name}"' for name in request.columns)
    text = f"SELECT sum(strlen(concat_ws(',', {names})) + 1)::BIGINT FROM ({sql})"  # noqa: S608 - identifiers of the catalogue
    return int(str(snapshot.rows(text, parameters)[0][0] or 0))
