"""Large delimited text, read by DuckDB in a stream: a million rows need little memory.

The rows stand in two views of text columns ``c1`` … ``cN``: ``bare``, which is fastest, and
``rows``, which has their ``line`` too, in the file's order. A workbook is read alike, by way of
its first sheet.
"""

import codecs
import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.issues import Issue, RefusedFile
from etl.reading import ENCODINGS, RawFile, delimiter_of

CHUNK = 1 << 20
MEMORY = "512MB"


@dataclass(frozen=True)
class Scan:
    """The header's fields with the column each stands in, and a connection with the two views.

    ``line`` counts the file's records, the first being 1; a blank cell is null.
    """

    columns: dict[str, str]
    connection: duckdb.DuckDBPyConnection


@contextmanager
def scanned(file: RawFile, delimiter: str | None = None, header: int = 0) -> Iterator[Scan]:
    """Open a file whose record ``header`` (0 is the first) heads the columns.

    The delimiter is that of the file's first line where none is given.

    Raises
    ------
    RefusedFile
        Where no encoding fits, a quote does not close, or a row has more or fewer cells than the
        header: nothing is padded or cut.
    """
    is_text = file.kind == "text"
    above = (file.head_records if is_text else file.first_table[1])[: header + 1]
    fields = [str(cell) for cell in above[header]]
    names = [f"c{place}" for place in range(1, len(fields) + 1)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("SET memory_limit = $memory", {"memory": MEMORY})
        connection.execute("SET temp_directory = $folder", {"folder": folder})
        path = _as_utf8(file, Path(folder))
        try:
            bare = connection.read_csv(
                str(path),
                delimiter=delimiter or (delimiter_of(file.head_text or "") if is_text else ","),
                header=False,
                skiprows=sum(1 + sum(str(cell).count("\n") for cell in row) for row in above),
                columns=dict.fromkeys(names, "VARCHAR"),
                quotechar='"',
                escapechar='"',
                null_padding=False,
                strict_mode=True,
                auto_detect=False,
                max_line_size=4_000_000,
            )
            bare.create_view("bare")
            bare.project(f"{len(above)} + row_number() OVER () AS line, *").create_view("rows")
            yield Scan(dict(zip(fields, names, strict=True)), connection)
        except duckdb.Error as fault:
            first = str(fault).partition("\n")[0]
            reason = "bad_encoding" if "not utf-8" in str(fault) else "not_readable"
            raise RefusedFile(Issue(file.name, reason, detail=first[:200])) from fault


def _as_utf8(file: RawFile, folder: Path) -> Path:
    """Return the file itself where it is UTF-8, else a copy in ``folder`` that is.

    Where the beginning is Thai in UTF-8 nothing else is tried: DuckDB refuses what is not.
    """
    copy = folder / "utf8.csv"
    if file.kind != "text":
        with copy.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows(file.first_table[1])
        return copy
    told = not file.head.isascii() and _decodes(file.head, ENCODINGS[0])
    if told or _decodes_whole(file.path, ENCODINGS[0]):
        return file.path
    if not _decodes_whole(file.path, ENCODINGS[1], copy):
        raise RefusedFile(Issue(file.name, "bad_encoding"))
    return copy


def _decodes(beginning: bytes, encoding: str) -> bool:
    """Tell whether the beginning of a file is of ``encoding``; its last sign may be cut in two."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(beginning)
    except UnicodeDecodeError:
        return False
    return True


def _decodes_whole(path: Path, encoding: str, copy: Path | None = None) -> bool:
    """Tell whether a file is of ``encoding``, strictly; write it to ``copy`` as UTF-8 if given."""
    decoder = codecs.getincrementaldecoder(encoding)()
    target = copy.open("w", encoding="utf-8", newline="") if copy else None
    try:
        with path.open("rb") as source:
            while chunk := source.read(CHUNK):
                text = decoder.decode(chunk)
                if target:
                    target.write(text)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        if target:
            target.close()
    return True
