"""How large a file will be, about: from the rows and the text that it holds, before it is made."""

from dataclasses import dataclass

from welfare.extracts.request import Format


@dataclass(frozen=True)
class Size:
    """What a format takes, in bytes: always, for a row, and for a byte of the values as text."""

    always: int
    row: int
    text: float


SIZES: dict[Format, Size] = {
    "csv": Size(300, 0, 1.08),
    "parquet": Size(11_000, 5, 0.003),
    "xlsx": Size(12_000, 0, 0.23),
    "geojson": Size(0, 1_900, 1.1),
    "geoparquet": Size(60_000, 22, 0.003),
    "dta": Size(30_000, 0, 1.9),
    "sav": Size(20_000, 0, 1.4),
    "package": Size(35_000, 0, 0.045),
}
"""As measured on tables of a hundred to thirty thousand rows."""


def about_bytes(form: Format, rows: int, text: int) -> float:
    """Return about how many bytes a file of ``rows`` rows has whose values are ``text`` bytes."""
    size = SIZES[form]
    return size.always + size.row * rows + size.text * text
