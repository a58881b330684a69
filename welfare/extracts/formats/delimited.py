"""CSV: UTF-8 without BOM, lines that end with a line feed, texts in quotes and numbers without."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from welfare.extracts.described import texts_of
from welfare.extracts.extract import Extract
from welfare.extracts.formats.progress import Progress
from welfare.extracts.selection import harmless

OPTIONS = csv.WriteOptions(include_header=False, quoting_style="needed")


def csv_chunks(extract: Extract) -> Iterator[bytes]:
    """Yield an extract as CSV: the names of its columns, then a chunk for each batch of rows.

    Free texts that a spreadsheet would take for a formula have an apostrophe before them. Numbers
    have as many digits as it takes to read the same number again.
    """
    for chunk, _ in _chunks(extract):
        yield chunk


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as CSV."""
    written = 0
    with target.open("wb") as file:
        for chunk, rows in _chunks(extract):
            file.write(chunk)
            written += rows
            progress(written)


def _chunks(extract: Extract) -> Iterator[tuple[bytes, int]]:
    names = extract.request.columns
    yield (",".join(names) + "\n").encode(), 0
    sql, parameters = extract.selected()
    guarded = harmless(names, texts_of(extract), sql)
    for batch in extract.snapshot.batches(guarded, parameters):
        text = io.BytesIO()
        csv.write_csv(pa.Table.from_batches([batch]), text, OPTIONS)
        yield text.getvalue(), batch.num_rows
