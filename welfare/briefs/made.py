"""A brief, whole: of one version of the data, as the bytes of a PDF."""

import hashlib
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

from welfare.archive import current_archive
from welfare.briefs import comparison, province
from welfare.briefs.paper import Edition
from welfare.briefs.press import pdf
from welfare.catalog import Language
from welfare.queries.build import built_at
from welfare.review.compare import Comparison
from welfare.warehouse import Snapshot

BRIEFS = "/api/v1/briefs"
"""Where the server gives briefs."""
COMPARED = "compare"
"""Stands in a brief's address and name where it is of a comparison."""


def address(code: str, language: Language) -> str:
    """Return the path and query under which the server gives the brief of a province."""
    return f"{BRIEFS}/{code}.pdf?lang={language}"


def comparison_address(shown: Comparison, language: Language) -> str:
    """Return the path and query under which the server gives the brief of a comparison."""
    return f"{BRIEFS}/{COMPARED}.pdf?{urlencode(comparison.query_of(shown, language))}"


@lru_cache(maxsize=1)
def rules() -> str:
    """Return what tells how briefs are drawn and set; with the data it decides the bytes."""
    here = Path(__file__).parent
    files = sorted(file for file in here.rglob("*") if file.suffix in {".py", ".typ"})
    digest = hashlib.sha256(version("typst").encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def edition_of(snapshot: Snapshot) -> Edition:
    """Return the version of the data, with the day on which it was first published.

    The day of the build where the archive does not know the version.
    """
    kept = current_archive().version(snapshot.data_version)
    day = kept.published_on if kept is not None else built_at(snapshot)
    return Edition(snapshot.data_version, date.fromisoformat(day))


def province_brief(snapshot: Snapshot, code: str, language: Language) -> bytes:
    """Return the brief of a province: two pages of A4; the same data give the same bytes.

    Raises
    ------
    KeyError
        A code that is no province's.
    typst.TypstError
        Where it does not fit two pages, or a sign has no letter in the font.
    """
    data = province.province_data(snapshot, code, edition_of(snapshot), language)
    return pdf(province.TEMPLATE, data)


def comparison_brief(snapshot: Snapshot, shown: Comparison, language: Language) -> bytes:
    """Return the brief of a comparison; as of :func:`province_brief`."""
    data = comparison.comparison_data(shown, edition_of(snapshot), language)
    return pdf(comparison.TEMPLATE, data)


def comparison_name(shown: Comparison, language: Language) -> str:
    """Return the name of a comparison's file."""
    return file_name("-".join((COMPARED, *shown.members)), language)


def file_name(code: str, language: Language) -> str:
    """Return the name of a brief's file, the same for ever."""
    return f"welfare-brief-{code}-{language}.pdf"
