"""An extract in memory, for the formats of statistics programs, which cannot be written by rows."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from welfare.catalog import Language
from welfare.extracts.described import Column
from welfare.extracts.extract import Extract
from welfare.extracts.wording import Code

MOST_ROWS = 150_000
"""Rows that are held at once: with all names in both languages they take a gigabyte and a half."""
MORE = "…"
YES_AND_NO = ("extract.word.yes", "extract.word.no")


def read_columns(extract: Extract) -> dict[str, pa.ChunkedArray]:
    """Return the columns of an extract; equal texts are held once."""
    batches = list(_compact(extract.snapshot.batches(*extract.selected())))
    if not batches:
        return {name: pa.chunked_array([], pa.null()) for name in extract.request.columns}
    table = pa.Table.from_batches(batches).unify_dictionaries()
    return dict(zip(table.column_names, table.columns, strict=True))


def texts(column: pa.ChunkedArray) -> pd.Series:
    """Return a column of texts; empty where there is none, as these programs know no other."""
    if not len(column):
        return pd.Series([], dtype=object)
    joined = column.combine_chunks()
    found = np.array([*joined.dictionary.to_pylist(), ""], dtype=object)
    places = joined.indices.fill_null(len(found) - 1).to_numpy(zero_copy_only=False)
    return pd.Series(found[places], dtype=object)


def numbers(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Return a column of numbers, or of yes and no as one and zero; NaN where there is none."""
    plain = column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column
    found: npt.NDArray[np.float64] = plain.cast(pa.float64()).to_numpy()
    return found


def named(column: Column, language: Language) -> list[tuple[Code, str]]:
    """Return the codes that occur in a column with their names; no two have the same name."""
    occurring = [code for code in column.codes if code.id in column.occurring]
    names = [code.name.text(language) for code in occurring]
    return [
        (code, name if names.count(name) == 1 else f"{name} ({code.id})")
        for code, name in zip(occurring, names, strict=True)
    ]


def label(column: Column, language: Language) -> str:
    """Return the label of a column, with its unit."""
    unit = f" ({column.unit.text(language)})" if column.unit else ""
    return f"{column.label.text(language)}{unit}"


def shortened(text: str, most: int, *, of_bytes: bool = False) -> str:
    """Return a text of at most ``most`` signs, or bytes; what was cut ends so that it shows."""

    def size(part: str) -> int:
        return len(part.encode()) if of_bytes else len(part)

    if size(text) <= most:
        return text
    while size(text + MORE) > most:
        text = text[:-1]
    return text + MORE


def _compact(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        columns: Sequence[pa.Array] = [
            column.dictionary_encode() if pa.types.is_string(column.type) else column
            for column in batch.columns
        ]
        yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
