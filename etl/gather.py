"""Facts from files: what ships in `data/open`, and what a steward put under `data/raw`."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from etl.check import conformed, faults, unreconciled
from etl.inputs import raw_files
from etl.issues import BuildError, Issue, RefusedFile
from etl.open_data import datasets, read_dataset
from etl.reading import RawFile
from etl.sources import FAMILIES, Reading
from welfare.catalog import Catalogue

Progress = Callable[[str], None]

MALFORMED = (ValueError, LookupError, TypeError, AttributeError, StopIteration, csv.Error)
"""What reading raises where a file begins like a family's and is not laid out like one."""


@dataclass
class Gathered:
    """Facts by table, the account of every file, and what was refused."""

    facts: dict[str, pd.DataFrame] = field(default_factory=dict)
    files: list[dict[str, object]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def add(self, table: str, rows: pd.DataFrame) -> None:
        """Append typed rows to a table."""
        known = self.facts.get(table)
        self.facts[table] = rows if known is None else pd.concat([known, rows], ignore_index=True)

    @property
    def sources(self) -> set[str]:
        """Ids of the sources that the facts come from."""
        return {str(s) for rows in self.facts.values() for s in rows["source_id"].unique()}


def gather_open(folder: Path, catalogue: Catalogue, progress: Progress) -> Gathered:
    """Read every dataset that ships.

    Raises
    ------
    BuildError
        With every fault, if any row of any dataset is broken or a printed total is not met.
    """
    found = Gathered()
    broken: list[Issue] = []
    for dataset in datasets(folder):
        progress(dataset.file)
        rows, issues = read_dataset(folder, dataset, catalogue)
        broken += issues
        found.add(dataset.table, rows)
        raw = RawFile(folder / dataset.file, dataset.file)
        found.files.append(
            _account(f"open/{dataset.file}", raw.sha256, family=dataset.made_by, read=len(rows))
        )
    if not broken:
        broken = unreconciled(found.facts)
    if broken:
        raise BuildError(broken)
    return found


def gather_raw(folder: Path | None, catalogue: Catalogue, progress: Progress) -> Gathered:
    """Read every file below ``folder``: facts where a family knows it, a reason where none does."""
    found = Gathered()
    for path in raw_files(folder):
        name = str(path.relative_to(folder or path.parent))
        progress(name)
        raw = RawFile(path, name)
        try:
            family, reading = read_raw(raw, catalogue)
            facts = _within_contract(raw, reading, catalogue)
        except RefusedFile as refusal:
            found.issues.append(refusal.issue)
            found.files.append(_account(f"raw/{name}", raw.sha256))
            continue
        found.issues += reading.issues
        found.files.append(
            _account(
                f"raw/{name}",
                raw.sha256,
                family=family,
                source_id=", ".join(reading.source_ids),
                read=reading.rows_read,
                aside=reading.rows_set_aside,
                refused=reading.rows_refused,
            )
        )
        for table, rows in facts.items():
            found.add(table, rows)
    for table, rows in found.facts.items():
        found.facts[table] = _merged(rows, catalogue.tables[table].key, found.issues)
    found.issues += unreconciled(found.facts)
    return found


def _within_contract(
    file: RawFile, reading: Reading, catalogue: Catalogue
) -> dict[str, pd.DataFrame]:
    """Return the facts of a file in the tables' types.

    Raises
    ------
    RefusedFile
        Where a fact breaks its table's contract (one province twice, a value out of range).
    """
    facts = {}
    for table, rows in reading.facts.items():
        typed = conformed(rows, catalogue.tables[table]).reset_index(drop=True)
        numbers = pd.Series(typed.index + 1, index=typed.index)
        bad = faults(typed, catalogue.tables[table], catalogue, file.name, numbers)
        if bad:
            first = bad[0]
            detail = f"{len(bad)} facts of the table {table}"
            raise RefusedFile(
                Issue(
                    file.name, first.reason, column=first.column, value=first.value, detail=detail
                )
            )
        facts[table] = typed
    return facts


def read_raw(file: RawFile, catalogue: Catalogue) -> tuple[str, Reading]:
    """Return the family that recognises ``file`` and what it reads there.

    Raises
    ------
    RefusedFile
        Where no family does, or the one that does refuses it or loses its way in it.
    """
    for family in FAMILIES:
        try:
            if family.recognises(file):
                return family.id, family.read(file, catalogue)
        except MALFORMED as fault:
            detail = f"{family.id}: {type(fault).__name__} {fault}"
            raise RefusedFile(Issue(file.name, "not_readable", detail=detail)) from fault
    raise RefusedFile(Issue(file.name, "not_recognised"))


def superseded(shipped: Gathered, raw: Gathered, catalogue: Catalogue) -> Gathered:
    """Put the facts of raw files before those that ship.

    A raw fact takes the place of the shipped one with the same key, its source included; shipped
    facts that no raw file gives again stay.
    """
    together = Gathered(files=[*shipped.files, *raw.files], issues=[*shipped.issues, *raw.issues])
    for table in dict.fromkeys((*shipped.facts, *raw.facts)):
        parts = [found.facts[table] for found in (raw, shipped) if table in found.facts]
        rows = pd.concat(parts, ignore_index=True)
        key = list(catalogue.tables[table].key)
        together.facts[table] = rows.drop_duplicates(key, ignore_index=True)
    return together


def _merged(rows: pd.DataFrame, key: tuple[str, ...], issues: list[Issue]) -> pd.DataFrame:
    """Drop exact copies (one release dropped in twice); where copies differ, keep the first."""
    distinct = rows.drop_duplicates(ignore_index=True)
    conflicting = distinct.duplicated(list(key))
    for _, row in distinct[conflicting].iterrows():
        value = " · ".join(str(row[name]) for name in key)
        issues.append(Issue(str(row["source_id"]), "conflicting_copy", value=value))
    return distinct[~conflicting].reset_index(drop=True)


def _account(
    file: str,
    sha256: str,
    *,
    family: str | None = None,
    source_id: str | None = None,
    read: int = 0,
    aside: int = 0,
    refused: int = 0,
) -> dict[str, object]:
    return {
        "file": file,
        "sha256": sha256,
        "family": family,
        "source_id": source_id,
        "rows_read": read,
        "rows_loaded": read - aside - refused,
        "rows_set_aside": aside,
        "rows_refused": refused,
    }
