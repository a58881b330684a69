"""What an untitled table is of: by its title, by figures that are known, at last by its name.

Wide tables by province and year often bear no title: those of income and of expenditure look alike.
`known_values.yml` beside this module holds a few published figures of each subject; a table is of
the subject whose figures it repeats. Where it holds none of these places and years, the file's name
may decide. Nothing else does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from etl.reading import RawFile
from welfare.declarations import read_declaration

KNOWN_VALUES = Path(__file__).with_suffix(".yml")
Cells = Mapping[tuple[str, int], float]
"""Value by area id and CE year."""
ROUNDING = 1.0
"""Editions of one figure print it whole or with decimals, once cut instead of rounded."""
RELATIVE = 1e-5
"""Amounts in millions of baht are rounded to a million."""


@dataclass(frozen=True)
class Known:
    """Published figures of an indicator, in its unit."""

    indicator_id: str
    values: Cells


@cache
def known_values() -> Mapping[str, Known]:
    """Return the known figures by indicator."""
    text = KNOWN_VALUES.read_text(encoding="utf-8")
    return {
        entry["indicator"]: Known(
            entry["indicator"],
            {
                (area, year): float(value) * entry["scale"]
                for area, values in entry["values"].items()
                for year, value in zip(entry["years"], values, strict=True)
                if value is not None
            },
        )
        for entry in read_declaration(text)["known_values"]
    }


def repeats(indicator_id: str, cells: Cells) -> bool:
    """Tell whether ``cells`` hold figures known of an indicator, half of them or more alike."""
    known = known_values()[indicator_id].values
    same = [_close(cells[place], known[place]) for place in known.keys() & cells.keys()]
    return bool(same) and 2 * sum(same) >= len(same)


def _close(value: float, known: float) -> bool:
    return abs(value - known) <= max(ROUNDING, RELATIVE * abs(known))


def subject_of(
    file: RawFile, title: str, cells: Cells, candidates: Mapping[str, re.Pattern[str]]
) -> str | None:
    """Return the indicator that a table is of: by title, by known figures, at last by name.

    ``candidates`` gives the words of each. None where neither tells exactly one of them.
    """
    by_title = [name for name, words in candidates.items() if words.search(title.casefold())]
    by_value = [name for name in candidates if repeats(name, cells)]
    stem = PurePath(file.name).name.casefold()
    by_name = [name for name, words in candidates.items() if words.search(stem)]
    for found in (by_title, by_value, by_name):
        if len(found) == 1:
            return found[0]
    return None
