"""Large delimited text, read by DuckDB in a stream: a million rows need little memory.

The rows stand in a view of text columns ``c1`` … ``cN`` with their ``line``, in the file's order.
"""

import codecs
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.issues import Issue, RefusedFile
from etl.reading import ENCODINGS, RawFile

CHUNK = 1 << 20
MEMORY = "512MB"


@dataclass(frozen=True)
class Scan:
    """The header's fields with the column each stands in, and a connection with the view ``rows``.

    ``rows`` has ``line`` (1 is the header) and ``c1`` … ``cN``, text, null where a cell is blank.
    """

    columns: dict[str, str]
    connection: duckdb.DuckDBPyConnection


@contextmanager
def scanned(file: RawFile, delimiter: str = ",") -> Iterator[Scan]:
    """Open a file whose first record is its header.

    Raises
    ------
    RefusedFile
        Where no encoding fits, a quote does not close, or a row has more or fewer cells than the
        header: nothing is padded or cut.
    """
    header = [str(cell) for cell in file.head_records[0]]
    names = [f"c{place}" for place in range(1, len(header) + 1)]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("SET memory_limit = $memory", {"memory": MEMORY})
        connection.execute("SET temp_directory = $folder", {"folder": folder})
        path = _as_utf8(file, Path(folder))
        try:
            rows = connection.read_csv(
                str(path),
                delimiter=delimiter,
                header=False,
                skiprows=1,
                columns=dict.fromkeys(names, "VARCHAR"),
                quotechar='"',
                escapechar='"',
                null_padding=False,
                strict_mode=True,
                auto_detect=False,
                max_line_size=4_000_000,
            )
            rows.create_view("bare")
            connection.execute(
                "CREATE VIEW rows AS SELECT 1 + row_number() OVER () AS line, * FROM bare"
            )
            yield Scan(dict(zip(header, names, strict=True)), connection)
        except duckdb.Error as fault:
            first = str(fault).partition("\n")[0]
            raise RefusedFile(Issue(file.name, "not_readable", detail=first[:200])) from fault


def _as_utf8(file: RawFile, folder: Path) -> Path:
    """Return the file itself where it is UTF-8, else a decoded copy in ``folder``."""
    if _decodes(file.path, ENCODINGS[0]):
        return file.path
    copy = folder / "utf8.csv"
    if not _decodes(file.path, ENCODINGS[1], copy):
        raise RefusedFile(Issue(file.name, "bad_encoding"))
    return copy


def _decodes(path: Path, encoding: str, copy: Path | None = None) -> bool:
    """Tell whether ``path`` is of ``encoding``, strictly; write it to ``copy`` as UTF-8 if given."""
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
