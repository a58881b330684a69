"""A new indicator costs one entry of the catalogue: it is worked out and stands on the pages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from welfare.paths import ROOT

ENTRY = """
indicators:
  - id: funeral_relief_cases
    theme: reach
    title_th: การสงเคราะห์การจัดการศพ
    title_en: Funerals that were helped with
    unit: cases
    decimals: 0
    direction: neutral
    basis: register
    calendar: fiscal_year
    measure: {kind: cases, programmes: [relief_funeral]}
    sources: [provincial_relief, provincial_relief_2556_april]
    description_th: จำนวนรายที่ได้รับเงินสงเคราะห์การจัดการศพ
    description_en: Cases that were given money for a funeral.
"""
PARTS = ["app.py", "pages", "welfare", "etl", "tests", "data/open", "data/reference"]
LOOK = """
from tests.app.opening import faultless, opened, said
at = opened("provinces", lang="en", indicator="funeral_relief_cases")
assert faultless(at), said(at)
print(said(at))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, with one entry more in its catalogue and a warehouse built from it."""
    folder = tmp_path_factory.mktemp("project")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, folder / part)
    (folder / "data" / "raw").mkdir()
    added = folder / "data" / "reference" / "indicators" / "added.yml"
    added.write_text(ENTRY, encoding="utf-8")
    run(folder, "-m", "etl", "build")
    return folder


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "WELFARE_WAREHOUSE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_entry_is_worked_out_and_shown(project: Path) -> None:
    warehouse = project / "data" / "warehouse" / "welfare.duckdb"
    with duckdb.connect(str(warehouse), read_only=True) as opened:
        worked_out, counted = (
            opened.execute(sql).fetchall()[0][0]
            for sql in (
                "SELECT sum(value) FROM indicator_value WHERE area_kind = 'province'"
                " AND indicator_id = 'funeral_relief_cases'",
                "SELECT sum(cases) FROM beneficiary WHERE programme_id = 'relief_funeral'",
            )
        )
    assert worked_out == counted == 10_555
    shown = run(project, "-c", LOOK)
    assert "Funerals that were helped with" in shown
    assert "Cases that were given money for a funeral." in shown
