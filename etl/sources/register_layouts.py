"""The two layouts in which the Department of Provincial Administration gives its register by age.

Both have a row for a province, for each of its registration offices (districts and municipalities)
and for each sub-district: a name and counts of persons.

- To 2555 at least: a name of 40 signs and 214 counts of eight digits without a sign between them:
  men of ages 0 … 100 and over 100, women likewise, four special registers (men, women), then all
  men and all women.
- Today: a name and 219 counts with ``|`` between: men and women by turns for the same 102 ages;
  then four special registers and everybody, each as men, women and both.

The special registers are, in order: born by the lunar calendar, central house register, without
Thai nationality, moving house. They tell no age. Everybody is the ages and the special registers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from etl.conform.text import tidy
from etl.reading import Row

AGES = 102
"""Ages 0 … 100, and all over 100 together."""
SPECIAL = 4
NAME, FIELDS, DIGITS = 40, 214, 8
CURRENT_FIELDS = 219
UNBROKEN = re.compile(rf"(.*?)([0-9]{{{FIELDS * DIGITS}}})\s*", re.DOTALL | re.ASCII)
COUNT = re.compile(r"\s*[0-9]{1,9}(\.0)?\s*", re.ASCII)

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Register:
    """Rows of a file: names, 1-based lines and counts; index 0 is men, 1 is women.

    ``ages`` is rows × 2 × 102, ``special`` rows × 2 × 4, ``printed`` rows × 2: everybody as the
    file has it; ``both`` is everybody of both sexes where the layout prints it. ``readable`` tells
    the rows whose counts can be read; those of the others are zero.
    """

    names: tuple[str, ...]
    lines: tuple[int, ...]
    readable: npt.NDArray[np.bool_]
    ages: Counts
    special: Counts
    printed: Counts
    both: Counts | None


def is_register_row(row: Row) -> bool:
    """Tell whether the cells of a row are a name and the counts of either layout."""
    return _unbroken(row) is not None or _separate(row) is not None


def register_of(rows: Sequence[Row]) -> Register:
    """Return the register that stands in ``rows`` from the first row of either layout on.

    Raises
    ------
    ValueError
        Where no row is of either.
    """
    first = next((place for place, row in enumerate(rows) if is_register_row(row)), None)
    if first is None:
        raise ValueError("no row of a register")
    names, lines, cells = [], [], []
    for line, row in enumerate(rows[first:], first + 1):
        if any(tidy(cell) for cell in row):
            names.append(_name(row))
            lines.append(line)
            cells.append(row)
    if _unbroken(rows[first]) is not None:
        return _of_old_layout(names, lines, [_unbroken(row) for row in cells])
    return _of_current_layout(names, lines, [_separate(row) for row in cells])


def _of_old_layout(names: list[str], lines: list[int], found: list[str | None]) -> Register:
    text = "".join(digits or "0" * (FIELDS * DIGITS) for digits in found)
    signs = np.frombuffer(text.encode("ascii"), dtype=np.uint8).astype(np.int64) - ord("0")
    counts = signs.reshape(len(found), FIELDS, DIGITS) @ (10 ** np.arange(DIGITS - 1, -1, -1))
    return Register(
        tuple(names),
        tuple(lines),
        np.array([digits is not None for digits in found]),
        counts[:, : 2 * AGES].reshape(-1, 2, AGES),
        counts[:, 2 * AGES : -2].reshape(-1, SPECIAL, 2).swapaxes(1, 2),
        counts[:, -2:],
        None,
    )


def _of_current_layout(
    names: list[str], lines: list[int], found: list[list[str] | None]
) -> Register:
    counts = np.array([row or ["0"] * CURRENT_FIELDS for row in found], dtype=float)
    counts = counts.astype(np.int64)
    triples = counts[:, 2 * AGES :].reshape(-1, SPECIAL + 1, 3)
    return Register(
        tuple(names),
        tuple(lines),
        np.array([row is not None for row in found]),
        counts[:, : 2 * AGES].reshape(-1, AGES, 2).swapaxes(1, 2),
        triples[:, :SPECIAL, :2].swapaxes(1, 2),
        triples[:, SPECIAL, :2],
        triples[:, SPECIAL, 2],
    )


def _unbroken(row: Row) -> str | None:
    """Return the digits of a row of the old layout: its last cell, or the end of it."""
    filled = [cell for cell in row if str(cell).strip()]
    match = UNBROKEN.fullmatch(str(filled[-1])) if filled else None
    return match[2] if match else None


def _separate(row: Row) -> list[str] | None:
    """Return the counts of a row of today's layout; a blank cell may follow the last sign."""
    counts = [str(cell) for cell in row[1:]]
    while counts and not counts[-1].strip():
        counts.pop()
    if len(counts) != CURRENT_FIELDS or not all(COUNT.fullmatch(count) for count in counts):
        return None
    return counts


def _name(row: Row) -> str:
    """Return the name of a row: its first cell, without the digits that may follow in it."""
    first = str(next(cell for cell in row if str(cell).strip()))
    match = UNBROKEN.fullmatch(first)
    return tidy(match[1] if match else first[:NAME])
