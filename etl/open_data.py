"""`data/open/`: the figures that ship, one CSV a dataset, read strictly and written stably."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from etl.check import LINE, conformed, faults, typed
from etl.issues import BuildError, Issue
from welfare.catalog import Catalogue
from welfare.declarations import read_declaration

DATASETS = "datasets.yml"
ORIGINS = "origins.csv"
"""The agencies' files, sheet by sheet, that the facts of the datasets were restated from."""


@dataclass(frozen=True)
class Dataset:
    """A file of `data/open/`: the fact table it feeds and the sources restated in it."""

    file: str
    table: str
    sources: tuple[str, ...]
    made_by: str


def datasets(folder: Path) -> tuple[Dataset, ...]:
    """Return the datasets declared in ``folder``.

    Raises
    ------
    BuildError
        Where the declaration is missing, or a CSV stands beside it undeclared.
    """
    try:
        content = read_declaration((folder / DATASETS).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise BuildError([Issue(DATASETS, "not_readable", detail=str(fault))]) from fault
    declared = tuple(
        Dataset(entry["file"], entry["table"], tuple(entry["sources"]), entry["made_by"])
        for entry in content["datasets"]
    )
    strangers = (
        {path.name for path in folder.glob("*.csv")} - {d.file for d in declared} - {ORIGINS}
    )
    if strangers:
        raise BuildError([Issue(name, "not_declared_file") for name in sorted(strangers)])
    return declared


def read_dataset(
    folder: Path, dataset: Dataset, catalogue: Catalogue
) -> tuple[pd.DataFrame, list[Issue]]:
    """Read one dataset; every fault is named by file, line, column and value."""
    table = catalogue.tables[dataset.table]
    names = [column.name for column in table.columns]
    try:
        with (folder / dataset.file).open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            numbered = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError as fault:
        raise BuildError([Issue(dataset.file, "not_utf8", detail=str(fault))]) from fault
    except (OSError, csv.Error) as fault:
        raise BuildError([Issue(dataset.file, "not_readable", detail=str(fault))]) from fault
    if header != names:
        issue = Issue(dataset.file, "bad_columns", row=1, value=",".join(header))
        raise BuildError([issue])
    ragged = [
        Issue(dataset.file, "bad_columns", row=line, value=",".join(row))
        for line, row in numbered
        if len(row) != len(names)
    ]
    if ragged:
        return conformed(pd.DataFrame(columns=names), table), ragged
    text = pd.DataFrame([row for _, row in numbered], columns=names, dtype="str")
    text[LINE] = [line for line, _ in numbered]
    rows, issues = typed(text, table, dataset.file)
    if not issues:
        issues = faults(rows, table, catalogue, dataset.file, text[LINE])
    if "source_id" not in rows:
        return rows, issues
    strange = ~rows["source_id"].isin(dataset.sources)
    issues += [
        Issue(
            dataset.file,
            "not_in_list",
            row=int(text.at[index, LINE]),
            column="source_id",
            value=str(rows.at[index, "source_id"]),
        )
        for index in rows.index[strange & rows["source_id"].notna()]
    ]
    return rows, list(dict.fromkeys(issues))


def read_origins(folder: Path, catalogue: Catalogue) -> dict[str, dict[str, object]]:
    """Return the origins of the shipped facts by id; none where the file is not there."""
    file = folder / ORIGINS
    if not file.is_file():
        return {}
    origin = Dataset(ORIGINS, "origin", (), "origins")
    rows, issues = read_dataset(folder, origin, catalogue)
    if issues:
        raise BuildError(issues)
    records = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return {str(row["origin_id"]): {str(k): v for k, v in row.items()} for row in records}


def write_origins(folder: Path, origins: Iterable[Mapping[str, object]]) -> None:
    """Write the origins that the datasets name, sorted by file and sheet."""
    rows = pd.DataFrame(list(origins))
    rows = rows.sort_values(["file", "sheet"], na_position="first", kind="stable")
    rows.to_csv(folder / ORIGINS, index=False, lineterminator="\n", encoding="utf-8")


def shipped(
    dataset: Dataset, facts: Mapping[str, pd.DataFrame], catalogue: Catalogue
) -> pd.DataFrame:
    """Return the facts of a dataset's sources, typed and sorted by key."""
    table = catalogue.tables[dataset.table]
    rows = facts[dataset.table]
    rows = conformed(rows[rows["source_id"].isin(dataset.sources)], table)
    return rows.sort_values(list(table.key), kind="stable", na_position="first")


def write_dataset(folder: Path, dataset: Dataset, rows: pd.DataFrame) -> int:
    """Write the rows of a dataset; return how many there are."""
    text = pd.DataFrame({name: rows[name].map(_cell) for name in rows})
    text.to_csv(folder / dataset.file, index=False, lineterminator="\n", encoding="utf-8")
    return len(rows)


def _cell(value: str | float | bool | None) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(int(value)) if value == int(value) else repr(round(value, 6))
    return str(value)
