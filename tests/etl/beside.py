"""Files with a mapping beside them, for tests, and a catalogue with sources of their own."""

from dataclasses import replace
from pathlib import Path

from etl.reading import RawFile, Row
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue

SOURCE = "steward_test"
NARROW = "steward_2564"
SERIES = "steward_yearly"
INDICATORS = {
    "test_people": ("persons", "year"),
    "test_others": ("persons", "year"),
    "test_rate": ("percent", "year"),
    "test_money": ("thb", "year"),
    "test_income": ("thb_household_month", "year"),
    "test_prices": ("price_index", "year"),
    "test_places": ("establishments", "year"),
    "test_fiscal": ("persons", "fiscal_year"),
}
"""Ids of indicators that the sources below may give, with unit and calendar."""


def with_test_entries(declared: Catalogue) -> Catalogue:
    """Return the catalogue with sources and indicators that only tests know."""
    like = declared.sources["nesdc_gpp_2563"]
    indicator = declared.indicators["gpp_thb"]

    def source(name: str, years: tuple[int, int], series: str | None = None) -> object:
        own = {"id": name, "years": years, "series": series, "family": "mapped"}
        return like.model_copy(update=own)

    sources = {
        SOURCE: source(SOURCE, (1960, 2060)),
        NARROW: source(NARROW, (2021, 2021)),
        f"{SERIES}_2563": source(f"{SERIES}_2563", (2020, 2020), SERIES),
        f"{SERIES}_2564": source(f"{SERIES}_2564", (2021, 2021), SERIES),
    }
    indicators = {
        name: indicator.model_copy(
            update={"id": name, "unit": unit, "calendar": calendar, "sources": tuple(sources)}
        )
        for name, (unit, calendar) in INDICATORS.items()
    }
    stranger = indicators["test_people"].model_copy(update={"id": "test_stranger", "sources": ()})
    return replace(
        declared,
        sources={**declared.sources, **sources},
        indicators={**declared.indicators, **indicators, "test_stranger": stranger},
    )


def text_beside(folder: Path, content: str | bytes, mapping: str, name: str = "t.csv") -> RawFile:
    """Return a delimited or HTML file in ``folder`` with its mapping beside it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    described(path, mapping)
    return RawFile(path, name)


def rows_beside(folder: Path, rows: list[Row], mapping: str, name: str = "t.xlsx") -> RawFile:
    """Return rows as a workbook's only sheet, with its mapping beside it."""
    file = replace(workbook(rows, name), path=folder / name)
    made = workbook(rows, name)
    file.__dict__.update({key: made.__dict__[key] for key in ("head", "content", "sheets")})
    described(folder / name, mapping)
    return file


def real_beside(folder: Path, real: Path, mapping: str) -> RawFile:
    """Return a real file, linked into ``folder`` with a mapping beside it."""
    path = folder / real.name
    path.symlink_to(real)
    described(path, mapping)
    return RawFile(path, real.name)


def described(path: Path, mapping: str) -> None:
    """Write a mapping beside ``path``."""
    path.with_name(f"{path.name}.yml").write_text(mapping, encoding="utf-8")
