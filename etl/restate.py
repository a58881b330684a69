"""From agencies' files to what ships: `data/open/` is made by this code and by nothing else.

Datasets that were transcribed by hand from a text are left as they are.
"""

from pathlib import Path

from etl.gather import Progress, gather_raw
from etl.issues import BuildError, Issue
from etl.open_data import datasets, shipped, write_dataset, write_origins
from welfare.catalog import read_catalogue
from welfare.paths import REFERENCE

TRANSCRIBED = "transcribed"


def restate(raw: Path, open_data: Path, progress: Progress) -> dict[str, int]:
    """Write every restated dataset of ``open_data`` from the files below ``raw``.

    Returns
    -------
    Rows written by file name.

    Raises
    ------
    etl.issues.BuildError
        Where a source that a dataset declares was not found or two copies of it disagree.
    """
    catalogue = read_catalogue(REFERENCE)
    gathered = gather_raw(raw, catalogue, progress)
    conflicts = [i for i in gathered.issues if i.reason in {"conflicting_copy", "total_mismatch"}]
    if conflicts:
        raise BuildError(conflicts)
    written: dict[str, int] = {}
    named: set[str] = set()
    for dataset in datasets(open_data):
        if dataset.made_by == TRANSCRIBED:
            continue
        absent = set(dataset.sources) - gathered.sources
        if absent:
            raise BuildError(
                [Issue(dataset.file, "edition_not_declared", value=name) for name in sorted(absent)]
            )
        rows = shipped(dataset, gathered.facts, catalogue)
        written[dataset.file] = write_dataset(open_data, dataset, rows)
        named |= set(rows["origin_id"].dropna()) if "origin_id" in rows else set()
    write_origins(open_data, [gathered.origins[name] for name in named])
    return written
