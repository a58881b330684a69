"""A warehouse of a million published rows: what ships, beneficiaries said again for more years.

The rows of the year that has most are said again for fiscal years that the table has not; the
warehouse, its archive and its pin stand in a folder that the benchmark removes.
"""

import shutil
from pathlib import Path

import duckdb

from etl.archive import keep_version, record_publishing
from welfare.extracts.request import ERA, YEARS
from welfare.paths import warehouse_file

ROWS = 1_000_000
TABLE = "beneficiaries"
DATA_VERSION = "millionrows"

SAID_AGAIN = f"""
    INSERT INTO published."{TABLE}"
    WITH fullest AS (SELECT mode(fiscal_year) AS year FROM published."{TABLE}"),
    missing AS (
        SELECT range AS year FROM range($first, $last + 1)
        WHERE range NOT IN (SELECT fiscal_year FROM published."{TABLE}")
    ),
    further AS (
        SELECT year FROM missing ORDER BY year DESC LIMIT (
            SELECT ceil(($rows - count(*)) / count(*) FILTER (fiscal_year = fullest.year))
            FROM published."{TABLE}", fullest GROUP BY fullest.year
        )
    )
    SELECT said.* REPLACE (further.year AS fiscal_year, further.year + {ERA} AS fiscal_year_be)
    FROM further, published."{TABLE}" AS said
    WHERE said.fiscal_year = (SELECT year FROM fullest)
    ORDER BY further.year
"""  # noqa: S608 - identifiers of the catalogue


def write(folder: Path, rows: int = ROWS) -> Path:
    """Write a warehouse of at least ``rows`` beneficiaries, with its archive; return its file."""
    file = folder / "welfare.duckdb"
    shutil.copyfile(warehouse_file(), file)
    with duckdb.connect(str(file)) as connection:
        connection.execute(SAID_AGAIN, {"rows": rows, "first": YEARS[0], "last": YEARS[1]})
        connection.execute("UPDATE build SET data_version = ?", [DATA_VERSION])
    keep_version(file, file, DATA_VERSION)
    record_publishing(file, DATA_VERSION)
    # As after a rollback: the server does not build it away.
    file.with_name(f"{file.name}.pinned").touch()
    return file
