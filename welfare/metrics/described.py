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
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")
_QUOTED = re.compile(r"``(.+?)``", re.DOTALL)


@dataclass(frozen=True)
class Described:
    """A measure as its docstring describes it; a part that the docstring lacks is empty."""

    module: str
    name: str
    summary: str
    reading: str
    parameters: tuple[tuple[str, str], ...]
    formulas: tuple[str, ...]
    where: str
    range: str
    zeros: str
    ties: str
    limits: str
    references: tuple[str, ...]
    example: str


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
    notes = _section(found, "notes").split("\n\n")
    said = [_plain(text) for text in notes if not text.startswith(FORMULA)]
    labelled = {label: _after(label, said) for label in LABELS}
    return Described(
        module=function.__module__.rpartition(".")[2],
        name=function.__name__,
        summary=_plain(found.short_description or ""),
        reading=_plain(found.long_description or ""),
        parameters=tuple((p.arg_name, _plain(p.description or "")) for p in found.params),
        formulas=tuple(
            " ".join(text.removeprefix(FORMULA).split())
            for text in notes
            if text.startswith(FORMULA)
        ),
        where=" ".join(_closed(text) for text in said if text.partition(":")[0] not in LABELS),
        range=labelled["Range"],
        zeros=labelled["Zeros"],
        ties=labelled["Ties"],
        limits=labelled["Limits"],
        references=tuple(_section(found, "references").splitlines()),
        example=_example(found),
    )


def _section(found: Docstring, name: str) -> str:
    return next((meta.description or "" for meta in found.meta if meta.args == [name]), "")


def _example(found: Docstring) -> str:
    """Return the example as it is written: input and output in turn."""
    parts = (part for each in found.examples for part in (each.snippet, each.description))
    return "\n".join(part for part in parts if part)


def _after(label: str, said: list[str]) -> str:
    return next((text.partition(": ")[2] for text in said if text.startswith(f"{label}:")), "")


def _closed(text: str) -> str:
    """End a paragraph that leads to the next formula: it stands behind all of them."""
    return f"{text[:-1]}." if text.endswith(":") else text


def _plain(text: str) -> str:
    """Return a paragraph on one line, without the marks of names and cross-references."""
    return " ".join(_QUOTED.sub(r"\1", _ROLE.sub(r"\1", text)).split())
