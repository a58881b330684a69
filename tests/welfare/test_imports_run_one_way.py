"""Imports run one way, as the design draws them."""

import ast
from pathlib import Path

import pytest

from welfare.paths import ROOT

FOUNDATION = {"welfare.catalog", "welfare.language", "welfare.paths"}
DATA = FOUNDATION | {"welfare.warehouse", "welfare.metrics", "welfare.queries"}
MAY_IMPORT = {
    "welfare.paths": set(),
    "welfare.fonts": set(),
    "welfare.declarations": set(),
    "welfare.catalog": {"welfare.declarations", "welfare.paths"},
    "welfare.language": {"welfare.catalog", "welfare.declarations"},
    "welfare.archive": {"welfare.paths"},
    "welfare.warehouse": {"welfare.archive", "welfare.paths"},
    "welfare.metrics": {"welfare.catalog"},
    "welfare.queries": {"welfare.warehouse", "welfare.catalog"},
    "welfare.charts": DATA - {"welfare.warehouse", "welfare.queries"},
    "welfare.extracts": FOUNDATION | {"welfare.archive", "welfare.warehouse"},
    "welfare.review": DATA | {"welfare.charts", "welfare.extracts"},
    "welfare.briefs": DATA
    | {
        "welfare.archive",
        "welfare.charts",
        "welfare.extracts",
        "welfare.fonts",
        "welfare.review",
    },
    "welfare.exhibition": DATA | {"welfare.charts", "welfare.extracts", "welfare.fonts"},
    "welfare.api": DATA
    | {
        "welfare.archive",
        "welfare.briefs",
        "welfare.charts",
        "welfare.exhibition",
        "welfare.extracts",
        "welfare.fonts",
        "welfare.review",
    },
    "welfare.ui": DATA
    | {
        "welfare.archive",
        "welfare.briefs",
        "welfare.charts",
        "welfare.exhibition",
        "welfare.extracts",
        "welfare.review",
    },
    "pages": {"welfare.ui", "welfare.catalog", "welfare.queries"},
    "app": {"welfare.api", "welfare.ui", "welfare.paths"},
    "etl": {
        "welfare.archive",
        "welfare.catalog",
        "welfare.declarations",
        "welfare.extracts",
        "welfare.metrics",
        "welfare.paths",
    },
}
"""What a part of the project may import of the others."""
MAY_IMPORT_STREAMLIT = {"app", "pages", "welfare.ui"}
OURS = ("app", "pages", "welfare", "etl")
FILES = sorted(
    [ROOT / "app.py", *(f for name in OURS[1:] for f in (ROOT / name).rglob("*.py"))],
)


def part(dotted: str) -> str:
    """Return the part of the project that a module belongs to."""
    return ".".join(dotted.split(".")[: 2 if dotted.startswith("welfare.") else 1])


def imported(file: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("file", FILES, ids=dotted)
def test_a_module_imports_only_what_stands_below_it(file: Path) -> None:
    own = part(dotted(file))
    ours = {part(name) for name in imported(file) if name.split(".")[0] in OURS}
    assert ours - MAY_IMPORT.get(own, set()) - {own} == set()


@pytest.mark.parametrize("file", FILES, ids=dotted)
def test_only_pages_and_ui_import_streamlit(file: Path) -> None:
    uses = any(name.split(".")[0] == "streamlit" for name in imported(file))
    assert not uses or part(dotted(file)) in MAY_IMPORT_STREAMLIT


def test_only_the_warehouse_and_the_etl_open_duckdb() -> None:
    found = {
        dotted(file) for file in FILES if "duckdb" in {n.split(".")[0] for n in imported(file)}
    }
    assert {name for name in found if part(name) != "etl"} == {"welfare.warehouse"}


def test_the_parts_drawn_are_the_parts_there_are() -> None:
    assert {part(dotted(file)) for file in FILES} - {"welfare"} == set(MAY_IMPORT)


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_is_at_most_sixty_lines(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60
