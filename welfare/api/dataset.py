"""What a published table is, as its page and the catalogues for harvesters tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from welfare.archive import Archive, Version
from welfare.catalog import catalogue
from welfare.catalog.publications import Publication
from welfare.warehouse import Snapshot

FLAGS = ("flags", "marks")
"""A flag holds codes of both, which are shown as the first of them."""
AREA_LISTS = ("areas", "provinces_or_unknown")
PREVIEWED = 10


@dataclass(frozen=True)
class Code:
    """A value of a closed list, with its names."""

    code: str
    name_th: str
    name_en: str


@dataclass(frozen=True)
class Column:
    """A column; ``codes`` names the closed list of its values."""

    id: str
    type: str
    label_th: str
    label_en: str
    about_th: str | None
    about_en: str | None
    unit_th: str | None
    unit_en: str | None
    codes: str | None
    role: str
    is_key: bool


@dataclass(frozen=True)
class Source:
    """A release of a publication that figures come from."""

    id: str
    title_th: str
    title_en: str
    publisher: str
    publisher_th: str
    publisher_en: str
    link: str
    period_th: str
    period_en: str
    caveats_th: str
    caveats_en: str


@dataclass(frozen=True)
class Years:
    """The years of one calendar that rows are of: first, last (CE), and how many have rows."""

    fiscal: bool
    first: int
    last: int
    count: int

    @property
    def first_day(self) -> date:
        """The day on which the first of them begins."""
        return date(self.first - 1, 10, 1) if self.fiscal else date(self.first, 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which the last of them ends."""
        return date(self.last, 9, 30) if self.fiscal else date(self.last, 12, 31)


@dataclass(frozen=True)
class Dataset:
    """A published table of one version of the data.

    ``areas`` counts the areas of rows by kind (``country``, ``region``, ``province``), and is empty
    where rows are of none. ``sources`` are those that rows name, or those of the indicators that
    rows are worked out from. ``csv_bytes`` is about what the table takes as text.
    """

    publication: Publication
    rows: int
    columns: tuple[Column, ...]
    codes: dict[str, tuple[Code, ...]]
    sources: tuple[Source, ...]
    years: tuple[Years, ...]
    areas: dict[str, int]
    preview: tuple[tuple[object, ...], ...]
    csv_bytes: int

    @property
    def id(self) -> str:
        """The id of the table, as addresses have it."""
        return self.publication.id

    @property
    def interval(self) -> tuple[date, date] | None:
        """The first and the last day that rows are of."""
        if not self.years:
            return None
        return min(y.first_day for y in self.years), max(y.last_day for y in self.years)


def published_here(snapshot: Snapshot) -> list[str]:
    """Return the ids of the tables that a version publishes and the catalogue declares."""
    rows = snapshot.rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'published'"
    )
    there = {row[0] for row in rows}
    return [name for name in catalogue().publications if name in there]


def read_dataset(snapshot: Snapshot, publication_id: str) -> Dataset:
    """Return a published table of a version; what it takes to read is remembered with it."""
    publication = catalogue().publications[publication_id]
    return snapshot.remember(("dataset", publication_id), lambda: _read(snapshot, publication))


def current_version(snapshot: Snapshot, archive: Archive) -> Version:
    """Return the version that a snapshot is of; its build dates one that the archive has not."""
    kept = archive.version(snapshot.data_version)
    if kept is not None:
        return kept
    built_at = str(snapshot.rows("SELECT built_at::VARCHAR FROM build")[0][0])
    return Version(snapshot.data_version, built_at[:10], {})


def _read(snapshot: Snapshot, publication: Publication) -> Dataset:
    table = f'published."{publication.id}"'
    columns = tuple(_columns(snapshot, publication))
    sizes = snapshot.rows(
        f"SELECT count(*), coalesce(sum(strlen(concat_ws(',', *COLUMNS(*))) + 1), 0)::BIGINT"  # noqa: S608 - identifiers of the catalogue
        f" FROM {table}"
    )
    rows, csv_bytes = (int(str(value)) for value in sizes[0])
    return Dataset(
        publication=publication,
        rows=rows,
        columns=columns,
        codes=_codes(snapshot, columns),
        sources=tuple(_sources(snapshot, table, columns, publication)),
        years=tuple(_years(snapshot, table, columns)),
        areas=_areas(snapshot, table, columns),
        preview=tuple(snapshot.rows(f"SELECT * FROM {table} LIMIT {PREVIEWED}")),  # noqa: S608 - identifiers of the catalogue
        csv_bytes=csv_bytes,
    )


def _columns(snapshot: Snapshot, publication: Publication) -> Iterator[Column]:
    rows = snapshot.rows(
        "SELECT column_id, type, label_th, label_en, about_th, about_en, unit_th, unit_en,"
        " list_id, role, is_key FROM about.column WHERE publication_id = $id ORDER BY place",
        {"id": publication.id},
    )
    for row in rows:
        name, kind, label_th, label_en, *texts, list_id, role, is_key = row
        about_th, about_en, unit_th, unit_en = (str(t) if t else None for t in texts)
        list_id = FLAGS[0] if name == "flag" else list_id
        yield Column(
            id=str(name),
            type=str(kind),
            label_th=str(label_th),
            label_en=str(label_en),
            about_th=about_th,
            about_en=about_en,
            unit_th=unit_th,
            unit_en=unit_en,
            codes=str(list_id) if list_id else None,
            role=str(role),
            is_key=bool(is_key),
        )


def _codes(snapshot: Snapshot, columns: tuple[Column, ...]) -> dict[str, tuple[Code, ...]]:
    """Return the closed lists of the columns; sources are told of with more than their names."""
    wanted = dict.fromkeys(c.codes for c in columns if c.codes and c.codes != "sources")
    return {
        name: tuple(
            Code(str(code), str(th), str(en))
            for code, th, en in snapshot.rows(
                "SELECT code, name_th, name_en FROM about.code"
                " WHERE list_contains($lists, list_id) ORDER BY list_id, place",
                {"lists": [*(FLAGS if name in FLAGS else (name,))]},
            )
        )
        for name in wanted
    }


def _sources(
    snapshot: Snapshot, table: str, columns: tuple[Column, ...], publication: Publication
) -> Iterator[Source]:
    if publication.of == "catalogue":
        return
    named = [c.id for c in columns if c.codes == "sources" or c.id == "source_ids"]
    worked_out = [c.id for c in columns if c.codes == "indicators" and c.role == "own"]
    if named:
        behind = [f"SELECT unnest(string_split(\"{n}\", ',')) FROM {table}" for n in named]  # noqa: S608 - identifiers of the catalogue
    else:
        behind = [
            "SELECT unnest(string_split(source_ids, ',')) FROM published.indicators"  # noqa: S608 - identifiers of the catalogue
            f' WHERE indicator_id IN (SELECT "{name}" FROM {table})'
            for name in worked_out
        ]
    if not behind:
        return
    rows = snapshot.rows(
        "SELECT source_id, title_th, title_en, publisher_id, publisher_th, publisher_en, link,"  # noqa: S608 - identifiers of the catalogue
        f" period_th, period_en, caveats_th, caveats_en FROM published.source_list"
        f" WHERE source_id IN ({' UNION '.join(behind)}) ORDER BY publisher_id, source_id"
    )
    for row in rows:
        yield Source(*(str(value) for value in row))


def _years(snapshot: Snapshot, table: str, columns: tuple[Column, ...]) -> Iterator[Years]:
    names = {c.id for c in columns}
    for name in ("year", "fiscal_year"):
        if name not in names:
            continue
        calendar = f"'{name}'"
        if name == "year" and "calendar" in names:
            calendar = "t.calendar"
        elif name == "year" and "indicator_id" in names:
            calendar = (
                "(SELECT l.calendar FROM published.indicator_list l"
                " WHERE l.indicator_id = t.indicator_id)"
            )
        rows = snapshot.rows(
            f'SELECT {calendar}, min("{name}"), max("{name}"), count(DISTINCT "{name}")'  # noqa: S608 - identifiers of the catalogue
            f' FROM {table} t WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY 1 DESC'
        )
        for kind, *bounds in rows:
            yield Years(kind == "fiscal_year", *(int(str(value)) for value in bounds))


def _areas(snapshot: Snapshot, table: str, columns: tuple[Column, ...]) -> dict[str, int]:
    """Return the number of areas by kind, the largest first; no code of a place is none."""
    for column in columns:
        if column.role == "own" and column.codes in AREA_LISTS:
            rows = snapshot.rows(
                "SELECT a.area_kind, count(DISTINCT a.area_id) FROM published.area_list a"  # noqa: S608 - identifiers of the catalogue
                f" WHERE a.area_id IN (SELECT coalesce(\"{column.id}\", 'TH') FROM {table})"
                " GROUP BY 1 ORDER BY 2"
            )
            return {str(kind): int(str(count)) for kind, count in rows}
    return {}
