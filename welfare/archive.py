"""What is kept of each version of the data, so that an extract reads the same years later.

Beside the warehouse stands ``welfare.duckdb.archive/``:

- ``objects/<sha256>.parquet``: a published table, once, whatever number of versions has it;
- ``versions/<data version>.json``: which objects a version is made of;
- ``history.jsonl``: which version was published when, one a line;
- ``changes/<data version>.json`` and ``.parquet``: what a publishing changed;
- ``issued.sqlite``: the extracts that were given an id.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from welfare.paths import warehouse_file


@dataclass(frozen=True)
class Stored:
    """A published table of a version: the digest that names its object, its rows, its bytes."""

    sha256: str
    rows: int
    bytes: int


@dataclass(frozen=True)
class Withdrawal:
    """Why a version is not given out any more, and since when (ISO date)."""

    on: str
    reason_th: str
    reason_en: str


@dataclass(frozen=True)
class Version:
    """A version of the data. ``tables`` has a key ``schema.table`` for each published table.

    ``published_at`` (ISO 8601, UTC) is when it was first published. ``kept`` is a steward's word
    that it stays, even where no extract refers to it.
    """

    data_version: str
    published_at: str
    tables: Mapping[str, Stored]
    kept: bool = False
    withdrawn: Withdrawal | None = None

    @property
    def published_on(self) -> str:
        """The ISO date on which it was first published."""
        return self.published_at[:10]


@dataclass(frozen=True)
class Published:
    """An entry of the history: when (ISO 8601, UTC) a version began to be served."""

    at: str
    data_version: str


@dataclass(frozen=True)
class Archive:
    """The archive of one warehouse, by its folder. Who writes holds the lock of builds."""

    folder: Path

    def object_file(self, sha256: str) -> Path:
        """Return where the object of a digest stands."""
        return self.folder / "objects" / f"{sha256}.parquet"

    def changes_file(self, data_version: str, ending: str) -> Path:
        """Return where the changes that a version brought stand (``json`` or ``parquet``)."""
        return self.folder / "changes" / f"{data_version}.{ending}"

    @property
    def issued_file(self) -> Path:
        """Where the extracts stand that were given an id."""
        return self.folder / "issued.sqlite"

    @property
    def made_folder(self) -> Path:
        """Where files stand that take long to make; each can be made again."""
        return self.folder / "made"

    def version(self, data_version: str) -> Version | None:
        """Return a version, or None where none of that name is kept."""
        if not data_version.isalnum():
            return None
        try:
            text = self._manifest(data_version).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        return _version(text)

    def versions(self) -> list[Version]:
        """Return the versions that are kept, the one published last first."""
        latest = {entry.data_version: place for place, entry in enumerate(self.history())}
        read = (
            _version(file.read_text(encoding="utf-8"))
            for file in (self.folder / "versions").glob("*.json")
        )
        found = [version for version in read if version is not None]
        return sorted(found, key=lambda v: (-latest.get(v.data_version, -1), v.data_version))

    def history(self) -> list[Published]:
        """Return what was published, the oldest first; one version may stand more than once."""
        try:
            lines = (self.folder / "history.jsonl").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [Published(**entry) for entry in _whole_lines(lines)]

    def write_version(self, version: Version) -> None:
        """Write the manifest of a version, whole or not at all."""
        text = json.dumps(asdict(version), ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self._manifest(version.data_version), text.encode())

    def forget_version(self, data_version: str) -> None:
        """Remove the manifest of a version; its objects go with the next pruning."""
        self._manifest(data_version).unlink(missing_ok=True)

    def append_history(self, entry: Published) -> None:
        """Write one line more into the history."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "history.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry)) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _manifest(self, data_version: str) -> Path:
        return self.folder / "versions" / f"{data_version}.json"


def archive_of(warehouse: Path) -> Archive:
    """Return the archive that stands beside a warehouse."""
    return Archive(warehouse.with_name(f"{warehouse.name}.archive"))


def current_archive() -> Archive:
    """Return the archive beside the project's warehouse."""
    return archive_of(warehouse_file())


def write_whole(file: Path, content: bytes) -> None:
    """Write ``content`` so that a reader sees the old file or the new one, and nothing between."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    with partial.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    os.replace(partial, file)  # noqa: PTH105 - the atomic call is meant


def _version(text: str) -> Version | None:
    """Return what a manifest says, or None where it is damaged; the next build writes it anew."""
    try:
        content = json.loads(text)
        withdrawn = content["withdrawn"]
        return Version(
            data_version=content["data_version"],
            published_at=content["published_at"],
            tables={name: Stored(**stored) for name, stored in content["tables"].items()},
            kept=content["kept"],
            withdrawn=Withdrawal(**withdrawn) if withdrawn else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _whole_lines(lines: list[str]) -> Iterator[dict[str, str]]:
    """Yield the entries; the last line may have been cut by a killed build."""
    for line in lines:
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue
