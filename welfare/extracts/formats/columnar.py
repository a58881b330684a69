"""Parquet: columns with their types, compressed; texts stay as they are."""

from pathlib import Path

from welfare.extracts.extract import Extract
from welfare.extracts.formats.progress import Progress
from welfare.extracts.selection import count_rows


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as Parquet."""
    extract.snapshot.write_parquet(*extract.selected(), target)
    progress(count_rows(extract.snapshot, extract.request))
