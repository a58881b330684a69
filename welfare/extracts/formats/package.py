"""A package: the rows as CSV and Parquet with all that is said of them, in one zip file."""

import hashlib
import json
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from welfare.catalog import Language
from welfare.extracts.citation import cite
from welfare.extracts.codebook import codebook, to_csv
from welfare.extracts.datapackage import Packed, descriptor
from welfare.extracts.described import describe
from welfare.extracts.extract import Extract
from welfare.extracts.formats import columnar, delimited
from welfare.extracts.formats.progress import Progress
from welfare.extracts.readme import readme

STEM = "data"
ROWS = f"{STEM}.csv"
TYPED = f"{STEM}.parquet"
DESCRIPTOR = "datapackage.json"
CODEBOOK = "codebook.csv"
SUMS = "SHA256SUMS"
FILES = {
    ROWS: "extract.file.rows_text",
    TYPED: "extract.file.rows_typed",
    DESCRIPTOR: "extract.file.descriptor",
    CODEBOOK: "extract.file.codebook",
    "README_th.md": "extract.file.readme",
    "README_en.md": "extract.file.readme",
    "citation.bib": "extract.file.citation",
    "citation.ris": "extract.file.citation",
    SUMS: "extract.file.sums",
}
"""The files in their order, with what each is."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The hour of every file in the package: its bytes say nothing of when it was made."""
READABLE = 0o644 << 16


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as a package; what is in the making stands beside the target."""
    folder = target.with_name(f".{target.name}.files")
    # What a making that was killed left behind goes with the next.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        _fill(folder, extract, progress)
        with ZipFile(target, "w") as package:
            for file in FILES:
                _add(package, folder / file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, extract: Extract, progress: Progress) -> None:
    description = describe(extract)
    language: Language = extract.request.labels or "th"
    delimited.write(extract, folder / ROWS, progress)
    columnar.write(extract, folder / TYPED, progress)
    texts = {
        CODEBOOK: to_csv(codebook(description)),
        "README_th.md": readme(description, FILES, "th"),
        "README_en.md": readme(description, FILES, "en"),
        "citation.bib": cite(description, "bibtex", language),
        "citation.ris": cite(description, "ris", language),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    rows, typed, named = (_packed(folder / name) for name in (ROWS, TYPED, CODEBOOK))
    content = descriptor(description, rows, typed, named, language)
    said = json.dumps(content, ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_bytes(f"{said}\n".encode())
    sums = (_packed(folder / name) for name in FILES if name != SUMS)
    (folder / SUMS).write_text("".join(f"{file.sha256}  {file.name}\n" for file in sums), "utf-8")


def _packed(file: Path) -> Packed:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return Packed(file.name, file.stat().st_size, digest)


def _add(package: ZipFile, file: Path) -> None:
    entry = ZipInfo(file.name, LONG_AGO)
    # Parquet is compressed already.
    entry.compress_type = ZIP_STORED if file.name == TYPED else ZIP_DEFLATED
    entry.external_attr = READABLE
    entry.create_system = 3  # Unix, whichever system writes it
    entry.file_size = file.stat().st_size
    with file.open("rb") as source, package.open(entry, "w") as inside:
        shutil.copyfileobj(source, inside, 1 << 20)
