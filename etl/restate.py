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
CONFLICTS = frozenset({"conflicting_copy", "total_mismatch"})
"""What makes the facts of a source unfit to ship."""


def restate(raw: Path, open_data: Path, progress: Progress) -> dict[str, int]:
    """Write every restated dataset of ``open_data`` from the files below ``raw``, or none.

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
    conflicts = [
        i for i in gathered.issues if i.reason in CONFLICTS and i.file in catalogue.sources
    ]
    if conflicts:
        raise BuildError(conflicts)
    restated = [d for d in datasets(open_data) if d.made_by != TRANSCRIBED]
    absent = [
        Issue(dataset.file, "source_not_found", value=name)
        for dataset in restated
        for name in sorted(set(dataset.sources) - gathered.sources)
    ]
    if absent:
        raise BuildError(absent)
    rows = {dataset: shipped(dataset, gathered.facts, catalogue) for dataset in restated}
    named = {
        str(name)
        for facts in rows.values()
        if "origin_id" in facts
        for name in facts["origin_id"].dropna().unique()
    }
    written = {
        dataset.file: write_dataset(open_data, dataset, facts) for dataset, facts in rows.items()
    }
    write_origins(open_data, [gathered.origins[name] for name in named])
    return written
