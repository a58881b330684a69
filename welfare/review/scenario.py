"""A reallocation as a reader asks for it, and the text that says it in an address.

The text has a part each for rules, total, floor, cap and amounts by hand, in that order:
``poor-70_head-30~total-58241820~floor-80n~cap-5.5h~hand-30-1200000_35-50000``. The number behind a
rule is its part of the money beside the others; a bound counts per cent of what a province has now
(``n``) or baht a head (``h``); total and amounts by hand are whole baht.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from welfare.catalog import catalogue

Rule = Literal["now", "head", "poor", "uncovered", "older", "disabled"]
RULES: tuple[Rule, ...] = get_args(Rule)
"""What money is shared by: as it is now, people, or people in a need that is counted."""
Of = Literal["now", "head"]
UNITS: dict[str, Of] = {"n": "now", "h": "head"}
MOST_PARTS, MOST_RULES = 100, 3
MOST_BAHT = 10**12
"""More than the budget of the state: an amount above it is a slip."""
LONGEST = 2_000
_RULE = re.compile(r"([a-z]+)-([1-9]\d{0,2})")
_BOUND = re.compile(r"(\d{1,9}(?:\.\d{1,2})?)([nh])")
_HAND = re.compile(r"([1-9]\d)-(\d{1,13})")


@dataclass(frozen=True)
class Bound:
    """A floor or a cap: per cent of what a province has now, or baht a head."""

    amount: float
    of: Of

    def __str__(self) -> str:
        """Return the bound as the address has it."""
        unit = next(sign for sign, of in UNITS.items() if of == self.of)
        return f"{self.amount:.2f}".rstrip("0").rstrip(".") + unit


@dataclass(frozen=True)
class Scenario:
    """By which rules how much is shared out, within which bounds, and what is set by hand.

    ``shares`` are rules and their parts of the money; ``total`` is None for what there is now;
    ``hand`` holds provinces and baht, in order of code, which come before what the rules give.
    """

    shares: tuple[tuple[Rule, int], ...] = (("poor", 1),)
    total: int | None = None
    floor: Bound | None = None
    cap: Bound | None = None
    hand: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        """Return the scenario as an address has it; :func:`parse_scenario` restores it."""
        parts = ["_".join(f"{rule}-{share}" for rule, share in self.shares)]
        parts += [
            f"{name}-{value}"
            for name, value in (("total", self.total), ("floor", self.floor), ("cap", self.cap))
            if value is not None
        ]
        if self.hand:
            parts.append("hand-" + "_".join(f"{code}-{baht}" for code, baht in self.hand))
        return "~".join(parts)


def parse_scenario(text: str) -> Scenario:
    """Return the scenario that an address holds.

    Raises
    ------
    ValueError
        Where it is not of the form that the module describes: a rule that does not exist or stands
        twice, more than ``MOST_RULES`` of them, parts out of order, a province that does not exist.
    """
    if len(text) > LONGEST:
        raise ValueError(text[:LONGEST])
    first, *rest = text.split("~")
    named: dict[str, str] = {}
    for part in rest:
        name, _, value = part.partition("-")
        named[name] = value
    if [*named] != [n for n in ("total", "floor", "cap", "hand") if n in named] or len(
        named
    ) != len(rest):
        raise ValueError(text)
    return Scenario(
        shares=_shares(first),
        total=_total(named["total"]) if "total" in named else None,
        floor=_bound(named["floor"]) if "floor" in named else None,
        cap=_bound(named["cap"]) if "cap" in named else None,
        hand=_hand(named["hand"]) if "hand" in named else (),
    )


def _shares(text: str) -> tuple[tuple[Rule, int], ...]:
    found: list[tuple[Rule, int]] = []
    for part in text.split("_"):
        matched = _RULE.fullmatch(part)
        rule = next((r for r in RULES if matched and r == matched[1]), None)
        if not matched or rule is None or int(matched[2]) > MOST_PARTS:
            raise ValueError(text)
        found.append((rule, int(matched[2])))
    if len({rule for rule, _ in found}) != len(found) or len(found) > MOST_RULES:
        raise ValueError(text)
    return tuple(found)


def _total(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,12}", text) or int(text) > MOST_BAHT:
        raise ValueError(text)
    return int(text)


def _bound(text: str) -> Bound:
    matched = _BOUND.fullmatch(text)
    if not matched:
        raise ValueError(text)
    return Bound(float(matched[1]), UNITS[matched[2]])


def _hand(text: str) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for part in text.split("_"):
        matched = _HAND.fullmatch(part)
        if not matched or matched[1] not in catalogue().provinces or matched[1] in found:
            raise ValueError(text)
        found[matched[1]] = _amount(matched[2])
    return tuple(sorted(found.items()))


def _amount(text: str) -> int:
    if int(text) > MOST_BAHT:
        raise ValueError(text)
    return int(text)
