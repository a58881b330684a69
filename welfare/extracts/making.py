"""Extracts made into files: the writer of each format, and how many rows it takes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from welfare.extracts.extract import Extract
from welfare.extracts.faults import Fault, Kind, RequestError
from welfare.extracts.formats import columnar, delimited, frames, geo, package, spss, stata, xlsx
from welfare.extracts.formats.progress import Progress
from welfare.extracts.request import GEOGRAPHIC, Format, Request
from welfare.extracts.selection import count_rows

Writer: TypeAlias = Callable[[Extract, Path, Progress], None]

WRITERS: Mapping[Format, Writer] = {
    "csv": delimited.write,
    "parquet": columnar.write,
    "xlsx": xlsx.write,
    "geojson": geo.write_geojson,
    "geoparquet": geo.write_geoparquet,
    "dta": stata.write,
    "sav": spss.write,
    "package": package.write,
}
MOST_ROWS: Mapping[Format, int] = {
    "xlsx": xlsx.MOST_ROWS,
    "geojson": geo.MOST_ROWS_GEOJSON,
    "geoparquet": geo.MOST_ROWS_GEOPARQUET,
    "dta": frames.MOST_ROWS,
    "sav": frames.MOST_ROWS,
}
"""Rows that a format takes; the others take any number."""


def check_size(request: Request, rows: int) -> None:
    """Refuse more rows than the format of a request takes.

    Raises
    ------
    RequestError
        Saying how many rows there are, and how many it takes.
    """
    most = MOST_ROWS.get(request.format)
    if most is not None and rows > most:
        kind: Kind = "too_large_shapes" if request.format in GEOGRAPHIC else "too_large"
        raise RequestError([Fault(kind, "format", f"{rows:,}", (f"{most:,}",))])


def make(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract to a file in its format.

    Parameters
    ----------
    extract
        What is written.
    target
        Where it is written; what stood there is replaced.
    progress
        Is told now and then how many rows are written.

    Raises
    ------
    RequestError
        Where there are more rows than the format takes; nothing is written then.
    """
    check_size(extract.request, count_rows(extract.snapshot, extract.request))
    WRITERS[extract.request.format](extract, target, progress)
