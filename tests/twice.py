"""A warehouse that was published twice, of real data, with some rows left out the second time."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from etl.build import build
from welfare.catalog import Catalogue, read_catalogue
from welfare.paths import OPEN_DATA, REFERENCE

FEW = frozenset({"transcribed", "allowances", "fund_grants"})
POVERTY = "poverty_series, national_figures"
LEFT_OUT = 12
"""Rows of poverty in the year 2024 that the second version does without."""


@dataclass(frozen=True)
class Twice:
    """The warehouse, its figures, and the data versions that were served one after the other."""

    warehouse: Path
    open_data: Path
    before: str
    after: str


def keep_few(open_data: Path, *also: str) -> Path:
    """Leave a few small datasets of a copy of what ships, which take little time to build."""
    declared = yaml.safe_load((open_data / "datasets.yml").read_text(encoding="utf-8"))
    kept = [entry for entry in declared["datasets"] if entry["made_by"] in {*FEW, *also}]
    for entry in declared["datasets"]:
        if entry not in kept:
            (open_data / entry["file"]).unlink()
    (open_data / "datasets.yml").write_text(
        yaml.safe_dump({"datasets": kept}, allow_unicode=True), encoding="utf-8"
    )
    return open_data


def leave_out(open_data: Path, rows: int) -> None:
    """Take the last rows from the series of poverty."""
    series = open_data / "outcome_poverty_series.csv"
    lines = series.read_text(encoding="utf-8").splitlines(keepends=True)
    series.write_text("".join(lines[:-rows]), encoding="utf-8")


def published_twice_in(folder: Path) -> Twice:
    """Build a warehouse in ``folder``, and build it again without the last rows of poverty."""
    open_data = keep_few(Path(shutil.copytree(OPEN_DATA, folder / "open")), POVERTY)
    warehouse = folder / "w" / "welfare.duckdb"
    before = build(open_data, None, warehouse, lambda _: None).data_version
    leave_out(open_data, LEFT_OUT)
    after = build(open_data, None, warehouse, lambda _: None).data_version
    return Twice(warehouse, open_data, before, after)


def with_correction(folder: Path, on: str, filters: str = "{area_id: [region_south]}") -> Catalogue:
    """Return the project's catalogue with a correction of outcomes declared in it."""
    reference = folder / "reference"
    shutil.copytree(REFERENCE, reference, ignore=shutil.ignore_patterns("boundaries"))
    (reference / "corrections.yml").write_text(
        f"corrections:\n  - {{id: south, corrected_on: {on}, publication: outcomes,"
        f" filters: {filters}, reason_th: พิมพ์ผิด, reason_en: Misprinted}}\n",
        encoding="utf-8",
    )
    return read_catalogue(reference)
