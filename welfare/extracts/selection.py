"""A request as SQL: identifiers are the catalogue's, values are bound."""

from collections.abc import Iterable, Sequence

from welfare.extracts.request import Request, Value
from welfare.warehouse import Parameters, Snapshot

DANGEROUS = r"^[=+\-@\t\r\n]"
"""A text that starts so is a formula to a spreadsheet."""


def selected(
    request: Request, columns: Iterable[str] | None = None, *, every: bool = False
) -> tuple[str, Parameters]:
    """Return SQL and parameters of the rows, in the table's order or the order asked for.

    ``columns`` are others than those asked for. ``every`` says that all columns of the table are
    asked for: they are named by ``*``, which DuckDB plans in less time.
    """
    names = "*" if every else ", ".join(f'"{name}"' for name in columns or request.columns)
    where, parameters = _where(request)
    order = ", ".join(
        f'"{name.removeprefix("-")}" {"DESC" if name.startswith("-") else "ASC"} NULLS LAST'
        for name in request.order
    )
    table = f'published."{request.publication}"'
    if not order:
        return f"SELECT {names} FROM {table}{where}", parameters  # noqa: S608 - identifiers of the catalogue
    # Rows that are equal in what is asked for stay in the table's order.
    numbered = f"SELECT *, row_number() OVER () AS row_place FROM {table}"  # noqa: S608 - identifiers of the catalogue
    names = "* EXCLUDE (row_place)" if every else names
    return f"SELECT {names} FROM ({numbered}){where} ORDER BY {order}, row_place", parameters  # noqa: S608 - identifiers of the catalogue


def count_rows(snapshot: Snapshot, request: Request) -> int:
    """Return how many rows a request has."""
    where, parameters = _where(request)
    sql = f'SELECT count(*)::BIGINT FROM published."{request.publication}"{where}'  # noqa: S608 - identifiers of the catalogue
    return int(snapshot.rows(sql, parameters)[0][0])  # type: ignore[call-overload, no-any-return]  # an integer


def harmless(names: Sequence[str], texts: Iterable[str], sql: str) -> str:
    """Return ``sql`` with an apostrophe before each of its ``texts`` that would be a formula."""
    guarded = set(texts)
    columns = ", ".join(
        f"CASE WHEN regexp_matches(\"{name}\", '{DANGEROUS}') THEN '''' || \"{name}\""
        f' ELSE "{name}" END AS "{name}"'
        if name in guarded
        else f'"{name}"'
        for name in names
    )
    return f"SELECT {columns} FROM ({sql})"  # noqa: S608 - identifiers of the catalogue


def _where(request: Request) -> tuple[str, dict[str, object]]:
    tests: list[str] = []
    parameters: dict[str, object] = {}
    for place, (name, values) in enumerate(request.filters):
        known: list[Value] = [value for value in values if value is not None]
        each = [f'list_contains($f{place}, "{name}")'] if len(known) > 1 else []
        if len(known) == 1:
            each = [f'"{name}" = $f{place}']
        if known:
            parameters[f"f{place}"] = known if len(known) > 1 else known[0]
        if None in values:
            each.append(f'"{name}" IS NULL')
        tests.append(f"({' OR '.join(each)})")
    return (f" WHERE {' AND '.join(tests)}" if tests else ""), parameters
