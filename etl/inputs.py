"""What a warehouse is made from, as one fingerprint: a changed input makes it stale."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from welfare.paths import ROOT

RULES = ("etl", "data/reference", "welfare/catalog")
RULE_SUFFIXES = frozenset({".py", ".yml", ".csv"})
MAPPING_SUFFIX = ".yml"
"""Ending of a mapping that stands beside a data file: ``wages.xlsx`` and ``wages.xlsx.yml``."""


def fingerprint(open_data: Path, raw: Path | None) -> str:
    """Return twelve hexadecimal digits over the data, the reference and the rules, by content.

    Equal inputs give an equal data version on every machine; times of files do not matter.
    """
    digest = hashlib.sha256()
    for label, path in _inputs(open_data, raw):
        digest.update(label.encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def raw_files(folder: Path | None) -> list[Path]:
    """Return the data files below ``folder`` that a steward dropped, in a stable order."""
    return [path for path in _dropped(folder) if path.suffix != MAPPING_SUFFIX]


def mapping_beside(path: Path) -> Path:
    """Return where the mapping of a data file stands, whether or not there is one."""
    return path.with_name(path.name + MAPPING_SUFFIX)


def stray_mappings(folder: Path | None) -> list[Path]:
    """Return the mappings below ``folder`` that stand beside no data file."""
    return [
        path
        for path in _dropped(folder)
        if path.suffix == MAPPING_SUFFIX and not path.with_suffix("").is_file()
    ]


def _dropped(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")
    )


def _inputs(open_data: Path, raw: Path | None) -> Iterator[tuple[str, Path]]:
    for folder in RULES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in RULE_SUFFIXES:
                yield str(path.relative_to(ROOT)), path
    for path in sorted(open_data.iterdir()):
        if path.suffix in RULE_SUFFIXES:
            yield f"open/{path.name}", path
    for path in _dropped(raw):
        yield f"raw/{path.relative_to(raw or path.parent)}", path
