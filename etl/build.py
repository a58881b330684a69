"""One warehouse from everything that is known: read, check, load, keep, publish."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from etl.archive import keep_version, record_publishing, served_version
from etl.boundaries import check_boundaries
from etl.changes import tell_changes
from etl.gather import Progress, gather_open, gather_raw, superseded
from etl.inputs import fingerprint
from etl.issues import Issue
from etl.load import load
from etl.publish import building, is_pinned
from etl.published import publish_tables
from welfare.archive import archive_of
from welfare.catalog import read_catalogue
from welfare.paths import REFERENCE


@dataclass(frozen=True)
class BuildReport:
    """What a build made: its data version, the rows by table, files read, what it refused."""

    data_version: str
    rows: dict[str, int]
    files: int
    issues: list[Issue]


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
        before = served_version(warehouse)
        if before is not None:
            # One that was killed between serving and recording is recorded now.
            record_publishing(warehouse, before)
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
        # What was read is in the warehouse: names are joined to it without a copy in memory.
        gathered.facts.clear()
        from_raw.facts.clear()
        publish_tables(partial.file, catalogue)
        kept = keep_version(partial.file, warehouse, version)
        tell_changes(archive_of(warehouse), before, kept, catalogue)
    return BuildReport(version, counts, len(gathered.files), gathered.issues)


def is_stale(open_data: Path, raw: Path | None, warehouse: Path) -> bool:
    """Tell whether ``warehouse`` is missing, unreadable or made from other inputs.

    One that a steward went back to is not: it is served until the next build that he asks for.
    """
    version = served_version(warehouse)
    if version is not None and is_pinned(warehouse):
        return False
    return version != fingerprint(open_data, raw)
