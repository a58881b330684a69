"""Reads a file of `data/reference/`, or says which file, entry and field is at fault."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from welfare.catalog import models as m
from welfare.declarations import read_declaration

RecordT = TypeVar("RecordT", bound=m.Record)


class CatalogueError(Exception):
    """A fault in `data/reference/`, named by file, entry and field."""

    def __init__(self, file: str, entry: str, field: str, fault: str) -> None:
        self.file, self.entry, self.field, self.fault = file, entry, field, fault
        super().__init__(f"data/reference/{file}: entry {entry}: field {field}: {fault}")


def read_file(folder: Path, name: str) -> dict[str, Any]:
    """Return the mapping that a YAML file of ``folder`` holds; raises CatalogueError."""
    try:
        content = read_declaration((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(name, "-", "-", "the file is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise CatalogueError(name, "-", "-", f"not readable as YAML: {fault}") from fault
    if not isinstance(content, dict):
        raise CatalogueError(name, "-", "-", "expected a mapping at the top")
    return content


def read_rows(folder: Path, name: str, model: type[RecordT]) -> list[RecordT]:
    """Return the rows of a CSV file as records; raises CatalogueError."""
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise CatalogueError(name, "-", "-", "the file is missing") from None
    return [
        read_record(name, f"line {line}", {k: v or None for k, v in row.items()}, model)
        for line, row in enumerate(rows, start=2)
    ]


def read_entries(
    file: str, content: Mapping[str, Any], section: str, model: type[RecordT]
) -> list[RecordT]:
    """Return the entries of a section as records; raises CatalogueError."""
    entries = content.get(section)
    if not isinstance(entries, list):
        raise CatalogueError(file, section, "-", "expected a list of entries")
    return [
        read_record(file, entry_name(section, n, e), e, model) for n, e in enumerate(entries, 1)
    ]


def read_keyed(
    file: str, content: Mapping[str, Any], section: str, model: type[RecordT]
) -> dict[str, RecordT]:
    """Return the entries of a section by their ids; raises CatalogueError."""
    return keyed(file, read_entries(file, content, section, model), "id")


def read_record(file: str, entry: str, content: object, model: type[RecordT]) -> RecordT:
    """Return one entry as a record; raises CatalogueError with the first field at fault."""
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "-"
        raise CatalogueError(file, entry, field, first["msg"]) from fault


def keyed(file: str, records: Iterable[RecordT], field: str) -> dict[str, RecordT]:
    """Return records by a field; raises CatalogueError where two have the same."""
    found: dict[str, RecordT] = {}
    for record in records:
        key = str(getattr(record, field))
        if key in found:
            raise CatalogueError(file, key, field, "declared twice")
        found[key] = record
    return found


def need_known(file: str, entry: str, field: str, value: str | None, among: Iterable[str]) -> None:
    """Refuse an entry that names another which is not declared."""
    if value is not None and value not in set(among):
        raise CatalogueError(file, entry, field, f"{value!r} is not declared")


def entry_name(section: str, number: int, entry: object) -> str:
    """Return how a message names an entry: by its id, or by its number where it has none."""
    named = entry.get("id") if isinstance(entry, dict) else None
    return str(named) if named else f"{section} no. {number}"
