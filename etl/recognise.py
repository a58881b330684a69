"""A file to the family that knows it: by what it holds, never by its name."""

import csv

from lxml import etree

from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.sources import FAMILIES, Family, Reading
from etl.sources.family import refusal
from welfare.catalog import Catalogue

MALFORMED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    StopIteration,
    ArithmeticError,
    csv.Error,
    etree.LxmlError,
)
"""What reading raises where a file begins like a family's and is not laid out like one."""


def family_of(file: RawFile) -> Family:
    """Return the family that recognises ``file``.

    Raises
    ------
    RefusedFile
        Where none does, with the reason: empty, undecodable, or not known.
    """
    if not file.head:
        raise refusal(file, "empty")
    for family in FAMILIES:
        try:
            if family.recognises(file):
                return family
        except MALFORMED as fault:
            raise RefusedFile(_malformed(file, family, fault)) from fault
    if file.kind == "bytes":
        raise refusal(file, "bad_encoding")
    cells = (cell for rows in file.tables.values() for row in rows for cell in row)
    if file.kind != "json" and not any(str(cell).strip() for cell in cells):
        raise refusal(file, "empty")
    raise refusal(file, "not_recognised")


def read_raw(file: RawFile, catalogue: Catalogue) -> tuple[str, Reading]:
    """Return the id of the family that recognises ``file`` and what it reads there.

    Raises
    ------
    RefusedFile
        Where no family does, or the one that does refuses it or loses its way in it.
    """
    family = family_of(file)
    return family.id, read_by(family, file, catalogue)


def read_by(family: Family, file: RawFile, catalogue: Catalogue) -> Reading:
    """Return what ``family`` reads in ``file``.

    Raises
    ------
    RefusedFile
        Where it refuses the file or loses its way in it.
    """
    try:
        return family.read(file, catalogue)
    except MALFORMED as fault:
        raise RefusedFile(_malformed(file, family, fault)) from fault


def _malformed(file: RawFile, family: Family, fault: Exception) -> Issue:
    return Issue(
        file.name, "not_readable", detail=f"{family.id}: {type(fault).__name__} {fault}"[:300]
    )
