"""A raw file as it came: its bytes, its text or its sheets, opened once and only when asked."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

Cell = Any
Row = list[Cell]

ENCODINGS = ("utf-8-sig", "cp874")


@dataclass(frozen=True, eq=False)
class RawFile:
    """A file to be recognised by what it holds, whatever it is called."""

    path: Path
    name: str

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal checksum of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def sheets(self) -> dict[str, list[Row]]:
        """Rows of every sheet by its name; empty where the file is no workbook."""
        try:
            workbook = CalamineWorkbook.from_path(str(self.path))
            return {
                name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in workbook.sheet_names
            }
        except (CalamineError, OSError, ValueError):
            return {}
        except BaseException as fault:  # a damaged workbook can make the Rust reader panic
            if type(fault).__name__ != "PanicException":
                raise
            return {}

    @cached_property
    def text(self) -> str | None:
        """The text, decoded strictly; None where no encoding fits or the bytes are no text."""
        if b"\x00" in self.content:
            return None
        for encoding in ENCODINGS:
            try:
                return self.content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return None
