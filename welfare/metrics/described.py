"""What the docstring of a measure says, in parts: the Methods page shows these and no others."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from inspect import getdoc, isfunction
from typing import Any

from docstring_parser import Docstring, DocstringStyle, parse

PACKAGE = "welfare.metrics"
FORMULA = ".. math::"
LABELS = ("Range", "Zeros", "Ties", "Limits")
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?([^`]+)`")
_QUOTED = re.compile(r"``(.+?)``", re.DOTALL)


@dataclass(frozen=True)
class Note:
    """A formula in LaTeX, or a paragraph that explains one."""

    text: str
    formula: bool


@dataclass(frozen=True)
class Described:
    """A measure as its docstring describes it; a part that the docstring lacks is empty."""

    module: str
    name: str
    summary: str
    reading: str
    parameters: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    range: str
    zeros: str
    ties: str
    limits: str
    references: tuple[str, ...]
    example: str

    @property
    def formulas(self) -> tuple[str, ...]:
        """The formulas, in LaTeX."""
        return tuple(note.text for note in self.notes if note.formula)

    @property
    def where(self) -> str:
        """What the paragraphs between and behind the formulas explain."""
        return " ".join(note.text for note in self.notes if not note.formula)


def measures_in(module: str) -> tuple[str, ...]:
    """Return the public functions that a module of the library defines, as they stand in it."""
    found = vars(import_module(f"{PACKAGE}.{module}"))
    return tuple(
        name
        for name, value in found.items()
        if isfunction(value)
        and value.__module__ == f"{PACKAGE}.{module}"
        and not name.startswith("_")
    )


@lru_cache(maxsize=256)
def described(module: str, name: str) -> Described:
    """Return what the docstring of a measure of the library says."""
    return describe(getattr(import_module(f"{PACKAGE}.{module}"), name))


def describe(function: Callable[..., Any]) -> Described:
    r"""Return what a docstring in NumPy style says, its notes being formulas and labelled parts.

    Examples
    --------
    >>> def mean(values):
    ...     r'''Sum over number.
    ...
    ...     Notes
    ...     -----
    ...     .. math:: \bar y = S / n
    ...
    ...     Range: that of ``values``.
    ...     '''
    >>> describe(mean).formulas, describe(mean).range
    (('\\bar y = S / n',), 'that of values.')
    """
    found = parse(getdoc(function) or "", style=DocstringStyle.NUMPYDOC)
    paragraphs = _section(found, "notes").split("\n\n")
    said = dict.fromkeys(LABELS, "")
    notes = []
    for paragraph in paragraphs:
        label, _, text = paragraph.partition(":")
        if paragraph.startswith(FORMULA):
            notes.append(Note(" ".join(paragraph.removeprefix(FORMULA).split()), formula=True))
        elif label in LABELS:
            said[label] = _plain(text)
        elif paragraph:
            notes.append(Note(_plain(paragraph), formula=False))
    return Described(
        module=function.__module__.rpartition(".")[2],
        name=function.__name__,
        summary=_plain(found.short_description or ""),
        reading=_plain(found.long_description or ""),
        parameters=tuple((p.arg_name, _plain(p.description or "")) for p in found.params),
        notes=tuple(notes),
        range=said["Range"],
        zeros=said["Zeros"],
        ties=said["Ties"],
        limits=said["Limits"],
        references=tuple(_section(found, "references").splitlines()),
        example=_example(found),
    )


def _section(found: Docstring, name: str) -> str:
    return next((meta.description or "" for meta in found.meta if meta.args == [name]), "")


def _example(found: Docstring) -> str:
    """Return the example as it is written: input and output in turn."""
    parts = (part for each in found.examples for part in (each.snippet, each.description))
    return "\n".join(part for part in parts if part)


def _plain(text: str) -> str:
    """Return a paragraph on one line, without the marks of names and cross-references."""
    return " ".join(_QUOTED.sub(r"\1", _ROLE.sub(r"\1", text)).split())
