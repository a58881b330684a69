"""Clears the archive of what nothing needs: versions, objects, changes, files of extracts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.archive import served_version
from etl.publish import kept_builds
from welfare.archive import Archive, Version, archive_of
from welfare.extracts.register import Register


class UnreadableError(Exception):
    """Manifests are damaged, so nothing may be removed; ``files`` are those."""

    def __init__(self, files: list[Path]) -> None:
        self.files = files
        super().__init__(", ".join(map(str, files)))


@dataclass(frozen=True)
class Standing:
    """How a version stands: how many extracts refer to it, whether a build needs it, its bytes.

    ``own_bytes`` are those of objects that no other version has.
    """

    version: Version
    referring: int
    served: bool
    built: bool
    own_bytes: int

    @property
    def stays(self) -> bool:
        """Whether anything needs it; a version that nothing needs goes with the next pruning."""
        return self.served or self.built or self.version.kept or self.referring > 0


@dataclass(frozen=True)
class Superfluous:
    """What nothing needs: versions, by name, and files of the archive."""

    versions: tuple[str, ...]
    files: tuple[Path, ...]

    @property
    def bytes(self) -> int:
        """What the files take on the disk."""
        return sum(file.stat().st_size for file in self.files if file.is_file())


def standings(warehouse: Path) -> list[Standing]:
    """Return how each version stands that is kept, the one published last first."""
    archive = archive_of(warehouse)
    versions = archive.versions()
    served = served_version(warehouse)
    built = {kept.data_version for kept in kept_builds(warehouse)}
    referring = Register(archive.issued_file).referring()
    # Where the warehouse itself is lost or cut short, the version served last is needed most.
    last = {entry.data_version for entry in archive.history()[-1:]} if served is None else set()
    return [
        Standing(
            version=version,
            referring=referring.get(version.data_version, 0),
            served=version.data_version == served,
            built=version.data_version in built | last,
            own_bytes=_own_bytes(version, versions),
        )
        for version in versions
    ]


def unreadable(archive: Archive) -> list[Path]:
    """Return the manifests that are damaged: what their versions are made of is not known."""
    manifests = sorted((archive.folder / "versions").glob("*.json"))
    return [file for file in manifests if archive.version(file.stem) is None]


def superfluous(warehouse: Path) -> Superfluous:
    """Return what nothing needs; whoever removes it holds the lock of builds meanwhile.

    Raises
    ------
    UnreadableError
        Where a manifest is damaged: objects that it names could not be told from needless ones.
    """
    archive = archive_of(warehouse)
    if damaged := unreadable(archive):
        raise UnreadableError(damaged)
    found = standings(warehouse)
    staying = [each.version for each in found if each.stays]
    going = tuple(each.version.data_version for each in found if not each.stays)
    return Superfluous(going, tuple(_needless(archive, staying)))


def remove(warehouse: Path, what: Superfluous) -> None:
    """Remove it, manifests first: one that is killed leaves objects that nothing names."""
    archive = archive_of(warehouse)
    for name in what.versions:
        archive.forget_version(name)
    for file in what.files:
        file.unlink(missing_ok=True)


def _own_bytes(version: Version, versions: list[Version]) -> int:
    others = {
        stored.sha256 for other in versions if other != version for stored in other.tables.values()
    }
    own = {s.sha256: s.bytes for s in version.tables.values() if s.sha256 not in others}
    return sum(own.values())


def _needless(archive: Archive, staying: list[Version]) -> Iterator[Path]:
    """Yield files that nothing names, leftovers of killed builds among them."""
    # What is there is listed first: an extract may be issued, and made, while this goes on.
    folders = [archive.folder / "objects", archive.folder / "changes", archive.made_folder]
    present = [sorted(folder.glob("*")) for folder in folders]
    names = (
        {stored.sha256 for version in staying for stored in version.tables.values()},
        {entry.data_version for entry in archive.history()},
        {extract.id for extract in Register(archive.issued_file).all()},
    )
    for files, named in zip(present, names, strict=True):
        yield from (file for file in files if file.name.partition(".")[0] not in named)
    yield from sorted((archive.folder / "versions").glob(".*"))
