"""SPSS, with labels in the language of the request.

Columns of codes stay texts, and their value labels are the names: a table of ``system_id`` shows
them. A name too long for a value label ends in ``…``; in full it stands in the column beside.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyreadstat

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

FILE_LABEL, COLUMN_LABEL, VALUE_LABEL = 64, 255, 120
"""Bytes that the format has for labels."""
LONGEST_TEXT = 32_767
"""Bytes of a text."""
MADE_AT, MADE_AT_END = 92, 109
"""Where in the file its day and hour stand: ``27 Nov 26`` and ``22:28:23``."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FORMATS = {"integer": "F12.0", "boolean": "F1.0", "number": "F20.6"}
"""How numbers are shown; they are stored to the last digit."""


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract for SPSS. Numbers that are not known are system-missing, texts empty.

    Raises
    ------
    ValueError
        For a text longer than the format holds.
    """
    description = describe(extract)
    language: Language = extract.request.labels or "th"
    columns = read_columns(extract)
    frame = pd.DataFrame(
        {
            column.id: _whole_texts(column, columns[column.id])
            if column.type == "text"
            else numbers(columns[column.id])
            for column in description.columns
        }
    )
    name = description.publication.name.text(language)
    pyreadstat.write_sav(
        frame,
        target,
        file_label=shortened(name, FILE_LABEL, of_bytes=True),
        column_labels=[
            shortened(label(column, language), COLUMN_LABEL, of_bytes=True)
            for column in description.columns
        ],
        variable_value_labels={
            column.id: labels
            for column in description.columns
            if (labels := _value_labels(column, language))
        },
        variable_measure={
            column.id: "nominal" if column.type in {"text", "boolean"} else "scale"
            for column in description.columns
        },
        variable_format={
            column.id: FORMATS[column.type]
            for column in description.columns
            if column.type in FORMATS
        },
        note=[extract.version.data_version, extract.id, extract.address],
        row_compress=True,
    )
    _date(target, date.fromisoformat(extract.version.published_on))
    progress(description.rows)


def _whole_texts(column: Column, read: pa.ChunkedArray) -> pd.Series:
    found = texts(read)
    longest = max((len(text.encode()) for text in found.unique()), default=0)
    if longest > LONGEST_TEXT:
        raise ValueError(f"{column.id}: {longest} bytes are too many")
    return found


def _value_labels(column: Column, language: Language) -> dict[Any, str]:
    if column.type == "boolean":
        yes, no = (message(key, language) for key in YES_AND_NO)
        return {1: yes, 0: no}
    return {
        code.id: shortened(text, VALUE_LABEL, of_bytes=True)
        for code, text in named(column, language)
    }


def _date(target: Path, day: date) -> None:
    """Put the day of the version where the library wrote the clock."""
    stamp = f"{day.day:02} {MONTHS[day.month - 1]} {day.year % 100:02}00:00:00".encode()
    with target.open("r+b") as file:
        file.seek(MADE_AT)
        if len(stamp) != MADE_AT_END - MADE_AT:
            raise ValueError(f"{day}: no day that the format can hold")
        file.write(stamp)
