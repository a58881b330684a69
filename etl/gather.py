"""Facts from files: what ships in `data/open`, and what a steward put under `data/raw`."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from etl.check import conformed, faults, unreconciled
from etl.inputs import raw_files, stray_mappings
from etl.isolate import Read, read_files
from etl.issues import BuildError, Issue
from etl.named_projects import PROJECTS, without_named
from etl.open_data import ORIGINS, datasets, read_dataset, read_origins
from etl.reading import RawFile
from etl.sources import Reading, Total
from etl.sources.family import SHEET
from welfare.catalog import Catalogue

Progress = Callable[[str], None]
Row = dict[str, object]


@dataclass
class Gathered:
    """Facts by table, the account of every file, what reconciles, and what was refused."""

    facts: dict[str, pd.DataFrame] = field(default_factory=dict)
    files: list[Row] = field(default_factory=list)
    origins: dict[str, Row] = field(default_factory=dict)
    reconciliations: list[Row] = field(default_factory=list)
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
    found.origins = read_origins(folder, catalogue)
    if not broken:
        broken = [*unreconciled(found.facts), *_without_origin(found)]
    if broken:
        raise BuildError(broken)
    return found


def _without_origin(found: Gathered) -> list[Issue]:
    """Return an issue for each origin that a shipped fact names and no entry describes."""
    named = {
        str(name)
        for rows in found.facts.values()
        if "origin_id" in rows
        for name in rows["origin_id"].dropna().unique()
    }
    return [
        Issue(ORIGINS, "not_in_list", column="origin_id", value=name)
        for name in sorted(named - set(found.origins))
    ]


def gather_raw(folder: Path | None, catalogue: Catalogue, progress: Progress) -> Gathered:
    """Read every file below ``folder``: facts where a family knows it, a reason where none does."""
    found = Gathered()
    paths = raw_files(folder)
    base = folder or Path()
    found.issues += [
        Issue(str(path.relative_to(base)), "mapping_without_file")
        for path in stray_mappings(folder)
    ]
    for read in read_files([(path, str(path.relative_to(base))) for path in paths]):
        progress(read.name)
        take(read, found, catalogue)
    for table, rows in found.facts.items():
        found.facts[table] = _merged(rows, catalogue.tables[table].key, found.issues)
    found.issues += unreconciled(found.facts)
    return found


def take(read: Read, found: Gathered, catalogue: Catalogue) -> None:
    """Take a file's facts into ``found``, or the reason why it is refused whole."""
    file = f"raw/{read.name}"
    reading = read.reading
    faults_found = [read.refusal] if read.refusal else []
    facts: dict[str, pd.DataFrame] = {}
    if reading is not None:
        facts, faults_found = _within_contract(read, reading, catalogue)
        mismatches = [_mismatch(read.name, total) for total in reading.totals if not total.met]
        accepted = catalogue.accepted.get(read.sha256)
        if accepted and mismatches:
            why = Issue(
                read.name,
                "total_accepted",
                detail=f"{accepted.reason_th} · {accepted.reason_en}",
                severity="notice",
            )
            found.issues.append(why)
        elif mismatches:
            faults_found += mismatches
        found.reconciliations += _reconciliations(file, reading.totals, accepted is not None)
    if reading is None or faults_found:
        found.issues += faults_found
        found.files.append(_account(file, read.sha256, family=read.family, verdict="refused"))
        return
    found.issues += reading.issues
    found.files.append(
        _account(
            file,
            read.sha256,
            family=read.family,
            source_id=", ".join(reading.source_ids),
            verdict="loaded",
            read=reading.rows_read,
            aside=reading.rows_set_aside,
            refused=reading.rows_refused,
        )
    )
    for table, rows in facts.items():
        found.add(table, _with_origins(rows, read, reading, found))


def _mismatch(file: str, total: Total) -> Issue:
    detail = f"{total.kind} {total.item}: the parts add up to {total.summed:,.10g}"
    return Issue(
        file,
        "total_mismatch",
        total.sheet,
        total.row,
        value=f"{total.printed:,.10g}",
        detail=detail,
    )


def _reconciliations(file: str, totals: Iterable[Total], accepted: bool) -> list[Row]:
    """Sum the totals of a file up by kind and item: how many, both sums, the largest gap."""
    grouped: dict[tuple[str, str], list[Total]] = {}
    for total in totals:
        grouped.setdefault((total.kind, total.item), []).append(total)
    return [
        {
            "file": file,
            "kind": kind,
            "item": item,
            "totals": len(group),
            "printed": sum(total.printed for total in group),
            "summed": sum(total.summed for total in group),
            "largest_gap": max(total.gap for total in group),
            "tolerance": max(total.tolerance for total in group),
            "accepted": accepted and not all(total.met for total in group),
        }
        for (kind, item), group in grouped.items()
    ]


def _with_origins(
    rows: pd.DataFrame, read: Read, reading: Reading, found: Gathered
) -> pd.DataFrame:
    """Name, for every fact, the sheet of the file it was read from."""
    if "origin_id" not in rows:
        return rows.drop(columns=SHEET)
    ids: dict[str, str] = {}
    for sheet in rows[SHEET].unique():
        ids[sheet] = hashlib.sha256(f"{read.sha256}\n{sheet}".encode()).hexdigest()[:12]
        found.origins[ids[sheet]] = {
            "origin_id": ids[sheet],
            "file": read.name,
            "sha256": read.sha256,
            "sheet": sheet or None,
            "family": read.family,
        }
    rows["origin_id"] = rows[SHEET].map(ids).astype("str")
    return rows.drop(columns=SHEET)


def _within_contract(
    read: Read, reading: Reading, catalogue: Catalogue
) -> tuple[dict[str, pd.DataFrame], list[Issue]]:
    """Return the facts of a file in the tables' types, and every breach of their contracts.

    A file whose facts break a contract (one province twice, a value out of range) is refused whole.
    """
    facts: dict[str, pd.DataFrame] = {}
    found: list[Issue] = []
    for table, rows in reading.facts.items():
        typed = conformed(rows, catalogue.tables[table]).reset_index(drop=True)
        bad = faults(typed, catalogue.tables[table], catalogue, read.name, None)
        if bad:
            more = f"table {table}" + (f", and {len(bad) - 1} more" if len(bad) > 1 else "")
            first = bad[0]
            found.append(
                Issue(read.name, first.reason, column=first.column, value=first.value, detail=more)
            )
        sheets = rows[SHEET].tolist() if SHEET in rows else [reading.sheet] * len(rows)
        facts[table] = typed.assign(**{SHEET: sheets})
    return facts, found


def superseded(shipped: Gathered, raw: Gathered, catalogue: Catalogue) -> Gathered:
    """Put the facts of raw files before those that ship.

    A raw fact takes the place of the shipped one with the same key, its source included; shipped
    facts that no raw file gives again stay. Projects that a raw file names are taken out of the
    shipped count that they were part of.
    """
    together = Gathered(
        files=[*shipped.files, *raw.files],
        origins=shipped.origins | raw.origins,
        reconciliations=raw.reconciliations,
        issues=[*shipped.issues, *raw.issues],
    )
    for table in dict.fromkeys((*shipped.facts, *raw.facts)):
        parts = [found.facts[table] for found in (raw, shipped) if table in found.facts]
        if table == PROJECTS and len(parts) == 2:
            parts[1] = without_named(parts[1], parts[0], catalogue)
        rows = pd.concat(parts, ignore_index=True)
        key = list(catalogue.tables[table].key)
        together.facts[table] = rows.drop_duplicates(key, ignore_index=True)
    return together


def _merged(rows: pd.DataFrame, key: tuple[str, ...], issues: list[Issue]) -> pd.DataFrame:
    """Drop exact copies (one release dropped in twice); where copies differ, keep the first."""
    compared = [name for name in rows.columns if name != "origin_id"]
    distinct = rows.drop_duplicates(compared, ignore_index=True)
    conflicting = distinct.duplicated(list(key))
    for _, row in distinct[conflicting].iterrows():
        value = " · ".join(str(row[name]) for name in key)
        issues.append(
            Issue(str(row["source_id"]), "conflicting_copy", value=value, severity="notice")
        )
    return distinct[~conflicting].reset_index(drop=True)


def _account(
    file: str,
    sha256: str,
    *,
    family: str | None = None,
    source_id: str | None = None,
    verdict: str = "loaded",
    read: int = 0,
    aside: int = 0,
    refused: int = 0,
) -> Row:
    return {
        "file": file,
        "sha256": sha256,
        "family": family,
        "source_id": source_id,
        "verdict": verdict,
        "rows_read": read,
        "rows_loaded": read - aside - refused,
        "rows_set_aside": aside,
        "rows_refused": refused,
    }
