"""An extract ready to be written: the question, the version of the data, and how to read it."""

from dataclasses import dataclass

from welfare.archive import Version
from welfare.extracts.identity import public_address
from welfare.extracts.request import Format, Request
from welfare.extracts.selection import selected
from welfare.warehouse import Parameters, Snapshot

EXTRACTS = "/api/v1/extracts"
EXTRACT_PAGES = "/extracts"
"""Where a link is told of to people."""
ENDINGS = {
    "csv": "csv",
    "parquet": "parquet",
    "xlsx": "xlsx",
    "geojson": "geojson",
    "geoparquet": "geo.parquet",
    "dta": "dta",
    "sav": "sav",
    "package": "zip",
}
FORMAT_NAMES: dict[Format, str] = {
    "csv": "CSV",
    "parquet": "Parquet",
    "xlsx": "Excel",
    "geojson": "GeoJSON",
    "geoparquet": "GeoParquet",
    "dta": "Stata",
    "sav": "SPSS",
}
"""Names that are the same in both languages; the package is named in words."""
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "geoparquet": "application/vnd.apache.parquet",
    "dta": "application/x-stata-dta",
    "sav": "application/x-spss-sav",
    "package": "application/zip",
}


@dataclass(frozen=True)
class Extract:
    """An extract with all that its bytes depend on.

    ``snapshot`` holds the version that the extract is of; everything in the file, names and words
    too, is read from it (schemas ``published`` and ``about``) and never from today's catalogue.
    """

    id: str
    request: Request
    version: Version
    snapshot: Snapshot

    @property
    def address(self) -> str:
        """Where the extract is found: a full address where the server knows its own."""
        return f"{public_address()}{EXTRACTS}/{self.id}"

    @property
    def file_name(self) -> str:
        """The name of its file, in ASCII: table, version, id."""
        ending = ENDINGS[self.request.format]
        return f"{self.request.publication}_{self.version.data_version}_{self.id[:8]}.{ending}"

    def selected(self) -> tuple[str, Parameters]:
        """Return SQL and parameters of its rows."""
        return selected(self.request)
