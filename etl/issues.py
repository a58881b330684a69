"""Why a row or a file was not taken, in words for both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from welfare.declarations import read_declaration

REASONS = Path(__file__).with_name("reasons.yml")

Severity = Literal["refused", "notice"]


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return the words of every reason code, by ``th`` and ``en``."""
    declared: Mapping[str, Mapping[str, str]] = read_declaration(
        REASONS.read_text(encoding="utf-8")
    )["reasons"]
    return declared


@dataclass(frozen=True)
class Issue:
    """One fault with its place in the file: sheet, 1-based row, column and the value found.

    A ``notice`` refuses nothing: it is what a steward should know of something that was taken.
    """

    file: str
    reason: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    detail: str = ""
    severity: Severity = "refused"

    @property
    def text_th(self) -> str:
        """The reason in Thai."""
        return reasons()[self.reason]["th"]

    @property
    def text_en(self) -> str:
        """The reason in English."""
        return reasons()[self.reason]["en"]

    def __str__(self) -> str:
        """Return file, line, column and value with the reason, as a steward reads it."""
        place = [self.file]
        if self.sheet:
            place.append(f"sheet {self.sheet}")
        if self.row is not None:
            place.append(f"line {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        if self.value:
            place.append(f"value {self.value!r}")
        detail = f" ({self.detail})" if self.detail else ""
        return f"{', '.join(place)}: {self.text_en}{detail} · {self.text_th}"


class RefusedFile(Exception):  # noqa: N818 - it is a verdict about a file, raised to leave its reader
    """A file that is refused whole; carries the reason."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(str(issue))

    def __reduce__(self) -> tuple[type["RefusedFile"], tuple[Issue]]:
        """Let the verdict travel between processes."""
        return RefusedFile, (self.issue,)


class BuildError(Exception):
    """A build that must not be published; carries every fault found."""

    SHOWN = 20

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        lines = [str(issue) for issue in self.issues[: self.SHOWN]]
        if len(self.issues) > self.SHOWN:
            lines.append(f"… and {len(self.issues) - self.SHOWN} more")
        super().__init__("\n".join(lines))
