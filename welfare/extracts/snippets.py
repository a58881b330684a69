"""A few lines that read an extract in the programs that researchers use."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from welfare.catalog import catalogue
from welfare.extracts.extract import ENDINGS
from welfare.extracts.request import Format

PANDAS = "Python (pandas)"
POLARS = "Python (polars)"
DUCKDB = "Python (DuckDB)"
GEOPANDAS = "Python (GeoPandas)"
FRICTIONLESS = "Python (Frictionless)"
R = "R"
STATA = "Stata"
EXCEL = "Excel (Power Query)"

OF_AREAS = frozenset({"areas", "provinces", "provinces_or_unknown"})
"""Closed lists whose codes are digits: a program that guesses would make numbers of them."""
IN_AN_ADDRESS = "%/:?[]@!&()*+,;=~"
"""Signs of an address that end no text and start no macro in any of the programs."""


def snippets(address: str, form: Format, columns: Sequence[str] = ()) -> dict[str, str]:
    """Return code that reads the file at an address, by the program that it is for.

    Parameters
    ----------
    address
        The full address of the file.
    form
        The format in which it is given.
    columns
        The names of its columns in their order. CSV and workbooks tell no types: codes that look
        like numbers are read as texts where they are named here.
    """
    safe = quote(address, safe=IN_AN_ADDRESS)
    if form == "csv":
        return _csv(safe, columns)
    found = {name: code(safe) for name, code in READERS[form].items()}
    if form == "xlsx":
        found[PANDAS] = f'import pandas as pd\n\nrows = pd.read_excel("{safe}"{_as_str(columns)})'
    return found


def _as_str(columns: Sequence[str]) -> str:
    """Return what keeps pandas from making numbers of codes that are digits."""
    texts = ", ".join(f'"{name}": str' for name in columns if _is_of_areas(name))
    return f", dtype={{{texts}}}" if texts else ""


def _csv(address: str, columns: Sequence[str]) -> dict[str, str]:
    texts = [name for name in columns if _is_of_areas(name)]
    places = " ".join(str(columns.index(name) + 1) for name in texts)
    as_string = (
        ", schema_overrides={" + ", ".join(f'"{name}": pl.String' for name in texts) + "}"
        if texts
        else ""
    )
    as_varchar = (
        ", dtype={" + ", ".join(f'"{name}": "VARCHAR"' for name in texts) + "}" if texts else ""
    )
    as_character = (
        ", colClasses = c(" + ", ".join(f'{name} = "character"' for name in texts) + ")"
        if texts
        else ""
    )
    stringcols = f" stringcols({places})" if texts else ""
    return {
        PANDAS: f'import pandas as pd\n\nrows = pd.read_csv("{address}"{_as_str(columns)})',
        POLARS: (
            "from urllib.request import urlopen\n\nimport polars as pl\n\n"
            f'with urlopen("{address}") as answer:\n'
            f"    rows = pl.read_csv(answer.read(), infer_schema_length=None{as_string})"
        ),
        DUCKDB: _fetched(
            address,
            "csv",
            f'import duckdb\n\nrows = duckdb.read_csv("data.csv", sample_size=-1{as_varchar})',
        ),
        R: f'rows <- read.csv("{address}", encoding = "UTF-8", na.strings = ""{as_character})',
        STATA: (
            f'import delimited using "{address}", ///\n'
            f'    varnames(1) encoding("UTF-8") bindquote(strict){stringcols} clear'
        ),
        EXCEL: _power_query(
            f'Csv.Document(Web.Contents("{address}"),'
            ' [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv])',
            "Table.PromoteHeaders(File, [PromoteAllScalars = true])",
        ),
    }


def _is_of_areas(column: str) -> bool:
    field = catalogue().fields.get(column)
    return field is not None and field.codes in OF_AREAS


def _fetched(address: str, ending: str, reading: str) -> str:
    """Return Python that keeps the file beside itself first."""
    imported, _, rest = reading.partition("\n\n")
    return (
        f"from urllib.request import urlretrieve\n\n{imported}\n\n"
        f'urlretrieve("{address}", "data.{ending}")\n{rest}'
    )


def _kept(address: str, ending: str, reading: str) -> str:
    """Return R that keeps the file beside itself first."""
    return f'download.file("{address}", "data.{ending}", mode = "wb")\n{reading}'


def _power_query(file: str, rows: str) -> str:
    return f"let\n    File = {file},\n    Rows = {rows}\nin\n    Rows"


def _geopandas(form: Format, function: str) -> Callable[[str], str]:
    ending = ENDINGS[form]
    reading = f'import geopandas as gpd\n\nrows = gpd.{function}("data.{ending}")'
    return lambda address: _fetched(address, ending, reading)


READERS: dict[Format, dict[str, Callable[[str], str]]] = {
    "parquet": {
        PANDAS: lambda address: f'import pandas as pd\n\nrows = pd.read_parquet("{address}")',
        POLARS: lambda address: (
            "from urllib.request import urlopen\n\nimport polars as pl\n\n"
            f'with urlopen("{address}") as answer:\n'
            "    rows = pl.read_parquet(answer.read())"
        ),
        DUCKDB: lambda address: _fetched(
            address, "parquet", 'import duckdb\n\nrows = duckdb.read_parquet("data.parquet")'
        ),
        R: lambda address: _kept(address, "parquet", 'rows <- arrow::read_parquet("data.parquet")'),
        EXCEL: lambda address: _power_query(
            f'Binary.Buffer(Web.Contents("{address}"))', "Parquet.Document(File)"
        ),
    },
    "xlsx": {
        PANDAS: lambda address: f'import pandas as pd\n\nrows = pd.read_excel("{address}")',
        R: lambda address: _kept(address, "xlsx", 'rows <- readxl::read_excel("data.xlsx")'),
        STATA: lambda address: (
            f'copy "{address}" "data.xlsx", replace\nimport excel using "data.xlsx", firstrow clear'
        ),
        EXCEL: lambda address: _power_query(
            f'Excel.Workbook(Web.Contents("{address}"), true)', "File{0}[Data]"
        ),
    },
    "geojson": {
        GEOPANDAS: _geopandas("geojson", "read_file"),
        R: lambda address: _kept(address, "geojson", 'rows <- sf::st_read("data.geojson")'),
    },
    "geoparquet": {GEOPANDAS: _geopandas("geoparquet", "read_parquet")},
    "dta": {
        PANDAS: lambda address: f'import pandas as pd\n\nrows = pd.read_stata("{address}")',
        R: lambda address: _kept(address, "dta", 'rows <- haven::read_dta("data.dta")'),
        STATA: lambda address: f'use "{address}", clear',
    },
    "sav": {
        PANDAS: lambda address: _fetched(
            address, "sav", 'import pandas as pd\n\nrows = pd.read_spss("data.sav")'
        ),
        R: lambda address: _kept(address, "sav", 'rows <- haven::read_sav("data.sav")'),
    },
    "package": {
        FRICTIONLESS: lambda address: _fetched(
            address,
            "zip",
            "from frictionless import Package\n\n"
            'rows = Package("data.zip").resources[0].to_pandas()',
        ),
    },
}
