"""The package as a whole: it can be imported alone, and everything it names is there."""

import subprocess
import sys
from pathlib import Path

from welfare import metrics

HEAVY = ("pandas", "duckdb", "streamlit", "plotly", "scipy", "shapely", "pydantic")


def test_the_measures_can_be_imported_alone() -> None:
    code = f"import sys, welfare.metrics; print([m for m in {HEAVY!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_package_gives_what_it_names() -> None:
    assert all(hasattr(metrics, name) for name in metrics.__all__)


def test_no_name_hides_a_module_of_the_package() -> None:
    modules = {file.stem for file in Path(str(metrics.__file__)).parent.glob("[a-z]*")}
    assert modules & set(metrics.__all__) == set()
