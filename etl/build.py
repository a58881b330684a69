"""One warehouse from everything that is known: read, check, load, keep, publish."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from etl.archive import keep_version, record_publishing
from etl.boundaries import check_boundaries
from etl.gather import Gathered, Progress, gather_open, gather_raw, superseded
from etl.inputs import fingerprint
from etl.load import load
from etl.publish import building, is_pinned
from welfare.catalog import read_catalogue
from welfare.paths import REFERENCE


@dataclass(frozen=True)
class BuildReport:
    """What a build made: its data version, the rows by table, what it refused."""

    data_version: str
    rows: dict[str, int]
    gathered: Gathered


def build(open_data: Path, raw: Path | None, warehouse: Path, progress: Progress) -> BuildReport:
    """Build ``warehouse`` and swap it in whole.

    A fact that a file under ``raw`` gives takes the place of its restatement in ``open_data``.

    Raises
    ------
    welfare.catalog.CatalogueError
        A fault in `data/reference/`.
    etl.issues.BuildError
        A broken row in ``open_data``, or a total that does not reconcile.
    etl.publish.BusyError
        Another build is at work.
    """
    catalogue = read_catalogue(REFERENCE)
    check_boundaries(REFERENCE, catalogue)
    with building(warehouse) as partial:
        version = partial.data_version = fingerprint(open_data, raw)
        from_raw = gather_raw(raw, catalogue, progress)
        gathered = superseded(gather_open(open_data, catalogue, progress), from_raw, catalogue)
        counts = {table: len(facts) for table, facts in gathered.facts.items()}
        progress("DuckDB")
        load(
            partial.file,
            {
                **gathered.facts,
                "source_file": pd.DataFrame(gathered.files),
                "origin": pd.DataFrame(list(gathered.origins.values())),
                "reconciliation": pd.DataFrame(gathered.reconciliations),
            },
            gathered.issues,
            {
                "data_version": version,
                "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "facts": sum(counts.values()),
            },
            catalogue,
        )
        keep_version(partial.file, warehouse, version)
    record_publishing(warehouse, version)
    return BuildReport(version, counts, gathered)


def is_stale(open_data: Path, raw: Path | None, warehouse: Path) -> bool:
    """Tell whether ``warehouse`` is missing, unreadable or made from other inputs.

    One that a steward went back to is not: it is served until the next build that he asks for.
    """
    if not warehouse.is_file():
        return True
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute("SELECT data_version FROM build").fetchone()
    except duckdb.Error:
        return True
    if row is not None and is_pinned(warehouse):
        return False
    return row is None or row[0] != fingerprint(open_data, raw)
