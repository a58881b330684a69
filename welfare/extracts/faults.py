"""What is wrong with a request, in words of both languages, with what is allowed instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from welfare.catalog import Language
from welfare.language import message

Kind = Literal[
    "unknown_table",
    "unknown_parameter",
    "unknown_code",
    "unknown_column",
    "bad_year",
    "no_value",
    "too_many",
    "one_only",
    "twice",
    "too_large",
    "too_large_shapes",
    "no_rows",
    "bad_body",
    "bad_cursor",
    "not_made",
    "other_bytes",
]
LONGEST = 60


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its kind, the parameter, the value given, what is allowed."""

    kind: Kind
    parameter: str
    value: str
    allowed: tuple[str, ...]

    def text(self, language: Language) -> str:
        """Return the sentence that says it, in ``language``."""
        return message(
            f"extract.fault.{self.kind}",
            language,
            parameter=self.parameter,
            value=self.value,
            allowed=", ".join(self.allowed[:12]) + (" …" if len(self.allowed) > 12 else ""),
        )


class RequestError(Exception):
    """A request that cannot be answered as it was asked; ``faults`` says why, in full."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.text("en") for fault in faults))


def shown(text: str) -> str:
    """Return what a visitor wrote so that it can be repeated: short, and of signs that print."""
    printable = "".join(sign if sign.isprintable() else "�" for sign in text)
    return printable[:LONGEST] + ("…" if len(printable) > LONGEST else "")
