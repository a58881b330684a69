"""Stata (version 118, of Stata 14 and later), with labels in the language of the request.

A column of codes stays a text, so that files are merged by the same codes as in every other
format, and its names are columns beside it. Stata labels and tabulates numbers only: so each column
of codes has a numbered one after it (``system_id``: ``system_no``) whose value labels are the
names, ready for ``tab system_no`` and ``i.system_no``. Its numbers are the codes where these are
digits, as those of provinces are, else places in the closed list: they may move from version to
version, the codes do not.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from welfare.catalog import Language
from welfare.extracts.described import Column, describe
from welfare.extracts.extract import Extract
from welfare.extracts.formats.frames import (
    YES_AND_NO,
    label,
    named,
    numbers,
    read_columns,
    shortened,
    texts,
)
from welfare.extracts.formats.progress import Progress
from welfare.language import message

LONGEST_LABEL = 80
LARGEST_LONG = 2_147_483_620
"""Above it whole numbers are stored as numbers with fractions."""


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract for Stata. Numbers that are not known are system-missing, texts empty."""
    description = describe(extract)
    language: Language = extract.request.labels or "th"
    columns = read_columns(extract)
    series: dict[str, Any] = {}
    labels: dict[str, str] = {}
    values: dict[str, dict[float, str]] = {}
    for column in description.columns:
        read = columns[column.id]
        series[column.id] = _series(column, read)
        labels[column.id] = shortened(label(column, language), LONGEST_LABEL)
        if column.type == "boolean":
            yes, no = (message(key, language) for key in YES_AND_NO)
            values[column.id] = {0: no, 1: yes}
        if column.codes:
            name = numbered_name(column.id)
            places = _numbers(column)
            series[name] = _whole(texts(read).map(places).to_numpy(np.float64), "Int32")
            told = message("extract.word.numbered", language, label=labels[column.id])
            labels[name] = shortened(told, LONGEST_LABEL)
            values[name] = {places[code.id]: text for code, text in named(column, language)}
    name = description.publication.name.text(language)
    room = LONGEST_LABEL - len(extract.id) - 3
    pd.DataFrame(series).to_stata(
        target,
        write_index=False,
        version=118,
        variable_labels=labels,
        value_labels=values,
        data_label=f"{shortened(name, room)} ({extract.id})",
        # The day of the version: the file is the same whenever it is made.
        time_stamp=datetime.fromisoformat(extract.version.published_on),
    )
    progress(description.rows)


def numbered_name(column: str) -> str:
    """Return the name of the numbered column beside a column of codes."""
    return f"{column.removesuffix('_id').removesuffix('_code')}_no"


def _numbers(column: Column) -> dict[str, int]:
    """Return the numbers that stand for the codes of a column."""
    digits = all(code.id.isascii() and code.id.isdigit() for code in column.codes)
    return {
        code.id: int(code.id) if digits else place for place, code in enumerate(column.codes, 1)
    }


def _series(column: Column, read: pa.ChunkedArray) -> Any:
    if column.type == "text":
        return texts(read)
    found = numbers(read)
    if column.type == "boolean":
        return _whole(found, "Int8")
    if column.type == "integer" and not np.nanmax(np.abs(found), initial=0) > LARGEST_LONG:
        return _whole(found, "Int32")
    return found


def _whole(found: np.ndarray[Any, np.dtype[np.float64]], kind: str) -> Any:
    return pd.array(found, dtype="Float64").astype(kind)
