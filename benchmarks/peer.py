"""Datasette, which answers with rows of a table as JSON out of the box, over the same rows."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.server import Server, running
from welfare import warehouse

PLAIN = "_shape=array&_size=max&_nocount=1&_nofacet=1&_nosuggest=1"
"""Rows and nothing beside them."""


@contextmanager
def datasette() -> Iterator[Server]:
    """Serve the published indicators by Datasette until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "welfare.db")
        _write(database)
        with running(
            ("datasette", "serve", "-i", str(database), "--port"), "/-/versions.json"
        ) as s:
            yield s


def address(indicator: str, year: int) -> str:
    """Return where the provinces stand by one indicator in one year."""
    asked = f"indicator_id={indicator}&year={year}&area_kind=province&is_current=1"
    return f"/welfare/indicators.json?{asked}&{PLAIN}"


def _write(database: Path) -> None:
    """Write the table as SQLite has it, with an index on what is asked for."""
    table = warehouse.current().query("FROM published.indicators")
    with closing(sqlite3.connect(database)) as connection:
        table.to_sql("indicators", connection, index=False)
        connection.execute("CREATE INDEX asked ON indicators (indicator_id, year)")
        connection.commit()
