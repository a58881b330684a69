"""What is asked for: a published table, rows by filters, columns, order, format. Read and checked.

One question has one canonical form, however it was asked: values sorted and once each, years of
either era as CE, ranges as their years, columns in the table's order, defaults left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from welfare.catalog import Language, catalogue
from welfare.catalog.codes import code_names
from welfare.catalog.publications import Publication, PublishedColumn, published_columns
from welfare.extracts.faults import Fault, RequestError, shown

Format = Literal["csv", "parquet", "xlsx", "geojson", "geoparquet", "dta", "sav", "package"]
Value: TypeAlias = str | int | bool | None

LABELLED: frozenset[Format] = frozenset({"xlsx", "dta", "sav", "package"})
"""Formats that carry labels, and so a language; in the others both names are columns."""
GEOGRAPHIC: frozenset[Format] = frozenset({"geojson", "geoparquet"})
STREAMED: frozenset[Format] = frozenset({"csv", "parquet"})
"""Formats that are sent while they are made; the others are made in a process of their own."""

RESERVED = frozenset({"columns", "order", "labels", "format"})
NOTHING = "none"
"""Stands for an empty cell in a filter."""
RANGE = ".."
YEARS = (1960, 2060)
ERA = 543
MOST_VALUES = 2_000
MOST_TEXT = 20_000


@dataclass(frozen=True)
class Request:
    """A question in canonical form. ``filters`` are by column; ``order`` has ``-`` for descending.

    ``labels`` is None where the format carries none.
    """

    publication: str
    filters: tuple[tuple[str, tuple[Value, ...]], ...]
    columns: tuple[str, ...]
    order: tuple[str, ...]
    labels: Language | None
    format: Format

    @property
    def declared(self) -> Publication:
        """The publication that is asked for."""
        return catalogue().publications[self.publication]


def read_request(publication: str, asked: Mapping[str, Sequence[str]]) -> Request:
    """Return the canonical request in ``asked``: values by parameter, as an address has them.

    A parameter may be repeated or hold several values with commas between them. Filters are columns
    of the table; ``columns``, ``order``, ``labels`` and ``format`` are the others.

    Raises
    ------
    RequestError
        Naming every parameter at fault, its value, and what is allowed.
    """
    if publication not in catalogue().publications:
        raise RequestError(
            [Fault("unknown_table", "table", shown(publication), tuple(catalogue().publications))]
        )
    columns = columns_of(publication)
    faults: list[Fault] = []
    filters: list[tuple[str, tuple[Value, ...]]] = []
    allowed = (*filters_of(publication), *sorted(RESERVED))
    for name, texts in asked.items():
        values = list(_split(texts))
        column = columns.get(_without_era(name, columns))
        if name in RESERVED:
            continue
        if column is None or not column.filtered:
            faults.append(Fault("unknown_parameter", shown(name), shown(",".join(values)), allowed))
            continue
        found = _values(column, values, faults)
        if found:
            filters.append((column.id, found))
    chosen = _columns(columns, list(_split(asked.get("columns", ()))), faults)
    order = _order(columns, list(_split(asked.get("order", ()))), faults)
    form = _format(catalogue().publications[publication], asked, faults)
    labels = _labels(asked, form, faults)
    if len({name for name, _ in filters}) < len(filters):
        faults.append(Fault("twice", "year", "", ()))
    if faults:
        raise RequestError(faults)
    return Request(publication, tuple(sorted(filters)), chosen, order, labels, form)


@lru_cache(maxsize=64)
def columns_of(publication: str) -> dict[str, PublishedColumn]:
    """Return the columns of a published table by name."""
    declared = catalogue()
    return published_columns(declared.publications[publication], declared.fields)


@lru_cache(maxsize=64)
def filters_of(publication: str) -> tuple[str, ...]:
    """Return the columns of a published table that rows can be chosen by."""
    return tuple(name for name, column in columns_of(publication).items() if column.filtered)


@lru_cache(maxsize=64)
def codes_of(list_id: str) -> dict[str, tuple[str, str]]:
    """Return the codes of a closed list with their names, Thai and English."""
    return {code: (names.th, names.en) for code, names in code_names(catalogue())[list_id].items()}


def formats_of(publication: str) -> tuple[Format, ...]:
    """Return the formats in which a published table is given."""
    provinces = catalogue().publications[publication].provinces
    return tuple(f for f in get_args(Format) if provinces or f not in GEOGRAPHIC)


def _split(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for part in text[:MOST_TEXT].split(","):
            if part.strip():
                yield part.strip()


def _without_era(name: str, columns: Mapping[str, PublishedColumn]) -> str:
    """Return the column that a filter speaks of: ``year_be`` asks for ``year``."""
    column = columns.get(name)
    return column.field if column is not None and column.role == "be" else name


def _values(
    column: PublishedColumn, texts: list[str], faults: list[Fault]
) -> tuple[Value, ...] | None:
    if len(texts) > MOST_VALUES:
        faults.append(Fault("too_many", column.id, str(len(texts)), (str(MOST_VALUES),)))
        return None
    if not texts:
        faults.append(Fault("no_value", column.id, "", ()))
        return None
    found: set[Value] = set()
    for text in texts:
        if text == NOTHING:
            found.add(None)
        elif column.codes:
            _add_code(column, text, found, faults)
        elif column.type == "boolean":
            _add_yes_or_no(column, text, found, faults)
        else:
            _add_years(column, text, found, faults)
    return tuple(sorted(found, key=lambda value: (value is None, str(value))))


def _add_code(column: PublishedColumn, text: str, found: set[Value], faults: list[Fault]) -> None:
    codes = codes_of(str(column.codes))
    if text in codes:
        found.add(text)
    else:
        faults.append(Fault("unknown_code", column.id, shown(text), tuple(codes)))


def _add_yes_or_no(
    column: PublishedColumn, text: str, found: set[Value], faults: list[Fault]
) -> None:
    if text in {"true", "false"}:
        found.add(text == "true")
    else:
        faults.append(Fault("unknown_code", column.id, shown(text), ("true", "false")))


def _add_years(column: PublishedColumn, text: str, found: set[Value], faults: list[Fault]) -> None:
    first, _, last = text.partition(RANGE) if RANGE in text else (text, "", text)
    years = [_year(part) for part in (first or str(YEARS[0]), last or str(YEARS[1]))]
    if None in years or years[0] > years[1]:  # type: ignore[operator]  # None is asked first
        allowed = (f"{YEARS[0]}{RANGE}{YEARS[1]}", f"{YEARS[0] + ERA}{RANGE}{YEARS[1] + ERA}")
        faults.append(Fault("bad_year", column.id, shown(text), allowed))
        return
    found.update(range(years[0], years[1] + 1))  # type: ignore[arg-type, operator]  # both are known


def _year(text: str) -> int | None:
    """Return a year of either era as CE; None where it is none, or outside :data:`YEARS`."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        return None
    year = int(text) - (ERA if int(text) > YEARS[1] else 0)
    return year if YEARS[0] <= year <= YEARS[1] else None


def _columns(
    columns: Mapping[str, PublishedColumn], asked: list[str], faults: list[Fault]
) -> tuple[str, ...]:
    unknown = [name for name in asked if name not in columns]
    for name in unknown[:5]:
        faults.append(Fault("unknown_column", "columns", shown(name), tuple(columns)))
    wanted = set(asked)
    return tuple(name for name in columns if not asked or name in wanted)


def _order(
    columns: Mapping[str, PublishedColumn], asked: list[str], faults: list[Fault]
) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in asked:
        plain = name.removeprefix("-")
        if plain not in columns:
            faults.append(Fault("unknown_column", "order", shown(name), tuple(columns)))
        found.setdefault(plain, name)
    return tuple(found.values())


def _format(
    publication: Publication, asked: Mapping[str, Sequence[str]], faults: list[Fault]
) -> Format:
    text = _single("format", asked, "csv", faults)
    allowed = formats_of(publication.id)
    for form in allowed:
        if form == text:
            return form
    faults.append(Fault("unknown_code", "format", shown(text), allowed))
    return "csv"


def _labels(
    asked: Mapping[str, Sequence[str]], form: Format, faults: list[Fault]
) -> Language | None:
    text = _single("labels", asked, "th", faults)
    for language in get_args(Language):
        if language == text:
            return language if form in LABELLED else None
    faults.append(Fault("unknown_code", "labels", shown(text), get_args(Language)))
    return None


def _single(
    name: str, asked: Mapping[str, Sequence[str]], default: str, faults: list[Fault]
) -> str:
    values = set(_split(asked.get(name, ())))
    if len(values) > 1:
        faults.append(Fault("one_only", name, shown(",".join(sorted(values))), ()))
    return next(iter(sorted(values)), default)


def to_query(request: Request) -> list[tuple[str, str]]:
    """Return the parameters that ask the same again, for an address; defaults are left out."""
    pairs = [(name, ",".join(_runs(values))) for name, values in request.filters]
    if request.columns != tuple(columns_of(request.publication)):
        pairs.append(("columns", ",".join(request.columns)))
    if request.order:
        pairs.append(("order", ",".join(request.order)))
    if request.format != "csv":
        pairs.append(("format", request.format))
    if request.labels is not None:
        pairs.append(("labels", request.labels))
    return pairs


def _runs(values: Iterable[Value]) -> Iterator[str]:
    """Yield values as an address has them, runs of years as a range."""
    years = sorted(v for v in values if isinstance(v, int) and not isinstance(v, bool))
    yield from (_text(v) for v in values if not isinstance(v, int) or isinstance(v, bool))
    while years:
        run = next((n for n in range(1, len(years)) if years[n] != years[0] + n), len(years))
        yield str(years[0]) if run == 1 else f"{years[0]}{RANGE}{years[run - 1]}"
        years = years[run:]


def _text(value: Value) -> str:
    if value is None:
        return NOTHING
    return str(value).lower() if isinstance(value, bool) else str(value)
