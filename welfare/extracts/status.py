"""How an extract stands to the data of today: the same, newer, corrected or withdrawn."""

from dataclasses import dataclass
from typing import Literal, get_args

from welfare.archive import Archive
from welfare.catalog import Language, catalogue
from welfare.catalog.corrections import Correction
from welfare.extracts.register import Issued
from welfare.extracts.request import Request
from welfare.extracts.selection import selected
from welfare.extracts.versions import GoneError, Versions
from welfare.warehouse import Snapshot

State = Literal["current", "newer", "corrected", "withdrawn"]


@dataclass(frozen=True)
class Status:
    """How an extract stands; ``data_version`` is the one served now, reasons where there are."""

    state: State
    data_version: str
    reason_th: str | None = None
    reason_en: str | None = None


def status_of(issued: Issued, archive: Archive, current: Snapshot, versions: Versions) -> Status:
    """Return whether newer data exist for an extract that was given an id.

    It is ``current`` where the version served gives the same rows, whatever else has changed, and
    ``corrected`` where rows differ of which the catalogue declares that they were corrected since.
    """
    now = current.data_version
    if issued.withdrawn_on is not None:
        return Status("withdrawn", now, issued.reason_th, issued.reason_en)
    version = archive.version(issued.data_version)
    if version is not None and version.withdrawn is not None:
        reason = version.withdrawn
        return Status("withdrawn", now, reason.reason_th, reason.reason_en)
    if issued.data_version == now:
        return Status("current", now)
    same = current.remember(
        ("same rows", issued.id), lambda: _same_rows(issued, archive, current, versions)
    )
    if same:
        return Status("current", now)
    since = version.published_on if version is not None else issued.issued_at[:10]
    if corrections := _corrections(issued, since):
        reasons_th, reasons_en = (
            " ".join(correction.reason(language) for correction in corrections)
            for language in get_args(Language)
        )
        return Status("corrected", now, reasons_th, reasons_en)
    return Status("newer", now)


def _corrections(issued: Issued, since: str) -> list[Correction]:
    """Return the corrections, since an ISO date, that may be of rows of an extract.

    One of the day on which its version was published counts: a correction comes after.
    """
    filters = dict(issued.request.filters)
    return [
        correction
        for correction in catalogue().corrections.values()
        if correction.publication == issued.request.publication
        and correction.corrected_on.isoformat() >= since
        and correction.concerns(filters)
    ]


def _same_rows(issued: Issued, archive: Archive, current: Snapshot, versions: Versions) -> bool:
    table = f"published.{issued.request.publication}"
    before, after = archive.version(issued.data_version), archive.version(current.data_version)
    if before is None or after is None:
        return False
    if before.tables.get(table) == after.tables.get(table):
        return True
    if table not in after.tables:
        return False
    try:
        old = versions.snapshot_of(before)
    except GoneError:
        return False
    if _columns(issued.request, old) != _columns(issued.request, current):
        return False
    sql, parameters = selected(issued.request)
    digest = f"SELECT count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM ({sql}) r"  # noqa: S608 - made by selected
    return old.rows(digest, parameters) == current.rows(digest, parameters)


def _columns(request: Request, snapshot: Snapshot) -> dict[str, str]:
    """Return the columns that a request speaks of, with their types, as far as a version has them.

    A later version may have lost one, or hold other values in it: it cannot be asked the same.
    """
    order = {name.removeprefix("-") for name in request.order}
    spoken = {*request.columns, *(name for name, _ in request.filters), *order}
    rows = snapshot.rows(
        "SELECT column_id, type FROM about.column WHERE publication_id = $publication",
        {"publication": request.publication},
    )
    return {str(name): str(kind) for name, kind in rows if name in spoken}
