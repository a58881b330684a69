"""Reads a PDF as a reader of its text does: words in order, with what stands in for glyphs."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, NameObject

RUN = "\x1e"
"""Stands between one run of text and the next."""
MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Read:
    """A PDF, opened."""

    content: bytes

    @cached_property
    def file(self) -> PdfReader:
        """The file."""
        return PdfReader(io.BytesIO(self.content))

    @cached_property
    def runs(self) -> list[list[str]]:
        """The runs of text of every page, without blanks: a line, a word in a box, a number."""
        every = ("".join(_text(page, self.file)).split(RUN) for page in self.file.pages)
        return [[run for run in runs if run] for runs in every]

    @property
    def pages(self) -> list[str]:
        """The text of every page, without blanks: where lines break is left out."""
        return ["".join(runs) for runs in self.runs]

    @property
    def text(self) -> str:
        """The text of all pages, without blanks."""
        return "".join(self.pages)

    @property
    def fonts(self) -> set[str]:
        """The fonts that are embedded, without the tag of their subset."""
        found = set()
        for page in self.file.pages:
            for font in _fonts(page).values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
                found.add(str(inner["/BaseFont"]).lstrip("/").partition("+")[2])
        return found

    @cached_property
    def objects(self) -> list[DictionaryObject]:
        """Every object of the file that is a dictionary or a stream."""
        numbers = {*self.file.xref.get(0, ()), *self.file.xref_objStm}
        found = (self.file.get_object(number) for number in sorted(numbers))
        return [one for one in found if isinstance(one, DictionaryObject)]

    @property
    def alternatives(self) -> list[str]:
        """What is read aloud in place of pictures, in order."""
        return [str(one["/Alt"]) for one in self.objects if "/Alt" in one]


def bare(words: str) -> str:
    """Return words as :attr:`Read.text` has them."""
    return re.sub(r"\s", "", words)


def _fonts(page: PageObject) -> dict[str, Any]:
    resources: Any = page["/Resources"]
    return dict(resources["/Font"])


def _text(page: PageObject, file: PdfReader) -> Iterator[str]:
    fonts = {
        name: _mapping(font.get_object()["/ToUnicode"].get_object().get_data())
        for name, font in _fonts(page).items()
    }
    mapping: dict[int, str] = {}
    depth: list[bool] = []
    for operands, operator in ContentStream(page.get_contents(), file).operations:
        if operator == b"BDC":
            instead = operands[1].get("/ActualText") if _is_dictionary(operands[1]) else None
            depth.append(instead is not None)
            if instead is not None:
                yield bare(str(instead))
        elif operator == b"BMC":
            depth.append(False)
        elif operator == b"EMC":
            depth.pop()
        elif operator == b"BT":
            yield RUN
        elif operator == b"Tf":
            mapping = fonts[NameObject(operands[0])]
        elif operator in {b"Tj", b"TJ"} and not any(depth):
            parts = operands[0] if operator == b"TJ" else operands
            for part in parts:
                yield from _letters(part, mapping)


def _letters(part: object, mapping: dict[int, str]) -> Iterator[str]:
    raw = getattr(part, "original_bytes", None)
    if raw is not None:
        codes = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
        yield from (bare(mapping[code]) for code in codes)


def _mapping(cmap: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in MAPPED.findall(cmap)
    }


def _is_dictionary(operand: object) -> bool:
    return isinstance(operand, DictionaryObject)
