"""What a warehouse is made from, as one fingerprint: a changed input makes it stale."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from welfare.paths import ROOT

RULES = ("etl", "data/reference", "welfare/catalog")
RULE_SUFFIXES = frozenset({".py", ".yml", ".csv"})


def fingerprint(open_data: Path, raw: Path | None) -> str:
    """Return twelve hexadecimal digits over the data, the reference and the rules, by content.

    Equal inputs give an equal data version on every machine; times of files do not matter.
    """
    digest = hashlib.sha256()
    for label, path in _inputs(open_data, raw):
        digest.update(label.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def raw_files(folder: Path | None) -> list[Path]:
    """Return the files below ``folder`` that a steward dropped, in a stable order."""
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
    for path in raw_files(raw):
        yield f"raw/{path.relative_to(raw or path.parent)}", path
