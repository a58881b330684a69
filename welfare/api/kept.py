"""The versions that the archive keeps, as they concern one published table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from welfare.archive import Archive, Stored, Version, Withdrawal

State = Literal["current", "kept", "withdrawn"]


@dataclass(frozen=True)
class Kept:
    """A version that is kept, with the table as it is stored there."""

    data_version: str
    published_on: str
    state: State
    stored: Stored | None
    withdrawn: Withdrawal | None


def kept_versions(versions: Sequence[Version], current: Version, table: str) -> Iterator[Kept]:
    """Yield the versions that have a table, the current one first, then the last published."""
    others = [v for v in versions if v.data_version != current.data_version]
    for version in (current, *others):
        stored = version.tables.get(f"published.{table}")
        if stored is None and version is not current:
            continue
        state: State = "current" if version is current else "kept"
        yield Kept(
            version.data_version,
            version.published_on,
            "withdrawn" if version.withdrawn else state,
            stored,
            version.withdrawn,
        )


def modified_on(versions: Sequence[Version], current: Version, table: str) -> str:
    """Return the day (ISO) since which a table is as it is, as far back as versions are kept."""
    name = f"published.{table}"
    since = current.published_on
    now = current.tables.get(name)
    places = [v.data_version for v in versions]
    if now is None or current.data_version not in places:
        return since
    for version in versions[places.index(current.data_version) :]:
        stored = version.tables.get(name)
        if stored is None or stored.sha256 != now.sha256:
            break
        since = min(since, version.published_on)
    return since


def issued_on(archive: Archive, table: str) -> str | None:
    """Return the day (ISO) on which a table was first published.

    None where that is not known, since an earlier version is not kept.
    """
    for entry in archive.history():
        version = archive.version(entry.data_version)
        if version is None:
            return None
        if f"published.{table}" in version.tables:
            return entry.at[:10]
    return None
