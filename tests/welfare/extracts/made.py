"""Extracts for tests, of a built warehouse or its archive, and texts that are formulas."""

import shutil
from pathlib import Path

import duckdb

from welfare.archive import archive_of
from welfare.extracts.extract import Extract
from welfare.extracts.identity import extract_id, rule_version
from welfare.extracts.making import make
from welfare.extracts.request import read_request
from welfare.warehouse import Warehouse, open_version

FORMULAS = ("=1+1", "+66 2 141", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x","y")')


def extract_of(
    warehouse: Path, publication: str, *, archived: bool = False, **asked: str
) -> Extract:
    """Return what is asked for as an extract of the newest version of a warehouse."""
    request = read_request(publication, {name: [text] for name, text in asked.items()})
    snapshot = Warehouse(warehouse).snapshot()
    version = archive_of(warehouse).version(snapshot.data_version)
    assert version is not None
    if archived:
        snapshot = open_version(archive_of(warehouse), version)
    name = extract_id(request, version.data_version, rule_version())
    return Extract(name, request, version, snapshot)


def made(extract: Extract, folder: Path) -> Path:
    """Return the file of an extract, made in ``folder`` and told of to the last row."""
    told: list[int] = []
    target = folder / extract.file_name
    make(extract, target, told.append)
    assert told == sorted(told)
    return target


def rows_of(extract: Extract) -> list[tuple[object, ...]]:
    """Return the rows of an extract as the warehouse has them."""
    return extract.snapshot.rows(*extract.selected())


def changed(warehouse: Path, folder: Path, *statements: str) -> Path:
    """Return a copy of a warehouse, with its archive, in which statements were run."""
    copy = folder / "changed.duckdb"
    shutil.copy(warehouse, copy)
    shutil.copytree(archive_of(warehouse).folder, archive_of(copy).folder)
    with duckdb.connect(str(copy)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def with_formulas(warehouse: Path, folder: Path) -> Path:
    """Return a copy of a warehouse in which names of projects are formulas; none is in the data."""
    texts = ", ".join("'" + text + "'" for text in FORMULAS)
    return changed(
        warehouse,
        folder,
        "UPDATE published.projects SET project_name = NULL",
        f"UPDATE published.projects SET project_name = [{texts}][rowid + 1]"  # noqa: S608
        f" WHERE rowid < {len(FORMULAS)}",
    )
