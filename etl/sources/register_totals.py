"""What a population register adds up to: ages, sexes, and the districts of a province."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from etl.sources.family import Total
from etl.sources.register_layouts import Register

PROVINCE, DISTRICT, SUB_DISTRICT = 0, 1, 2
LEVELS = (
    (SUB_DISTRICT, re.compile("ตำบล|แขวง")),
    (DISTRICT, re.compile("กิ่งอำเภอ|อำเภอ|เขต|ท้องถิ่น|เทศบาล|เมืองพัทยา")),
)
SEXES = ("ชาย", "หญิง")
Levels = npt.NDArray[np.int64]


def levels_of(register: Register) -> Levels:
    """Return the level of every row, told by the word before its name; a province needs none."""
    return np.array(
        [
            next((level for level, words in LEVELS if words.match(name)), PROVINCE)
            for name in register.names
        ]
    )


def totals_of(register: Register, level: Levels, sheet: str) -> Iterator[Total]:
    """Give every total of a province beside its sum, and of the rows below it those not met."""
    summed = register.ages.sum(axis=2) + register.special.sum(axis=2)
    provinces = level == PROVINCE
    for number, sex in enumerate(SEXES):
        printed = register.printed[:, number]
        for place in np.flatnonzero(provinces | (printed != summed[:, number])):
            yield Total(
                "sum_of_ages",
                f"{sex} ทุกอายุและทะเบียนพิเศษ",
                float(printed[place]),
                float(summed[place, number]),
                sheet=sheet,
                row=register.lines[place],
            )
    if register.both is not None:
        sexes = register.printed.sum(axis=1)
        for place in np.flatnonzero(provinces | (register.both != sexes)):
            yield Total(
                "sum_of_sexes",
                "ชายและหญิง",
                float(register.both[place]),
                float(sexes[place]),
                sheet=sheet,
                row=register.lines[place],
            )
    yield from _parts(register, level, PROVINCE, "อำเภอและสำนักทะเบียนท้องถิ่น", sheet)
    yield from _parts(register, level, DISTRICT, "ตำบล", sheet)


def _parts(register: Register, level: Levels, above: int, item: str, sheet: str) -> Iterator[Total]:
    """Give everybody of each row of a level beside the rows under it.

    Single ages are told where they differ though everybody agrees. Where nothing stands under a
    row, or something that cannot be read, there is no sum.
    """
    single = np.concatenate([register.ages, register.special], axis=2).reshape(len(level), -1)
    counts = np.concatenate([register.printed, single], axis=1)
    items = [f"{item} {sex}" for sex in SEXES] + [f"{item} รายอายุ"] * single.shape[1]
    ends = np.append(np.flatnonzero(level <= above), len(level))
    for place, end in pairwise(ends):
        below = np.flatnonzero(level[place:end] == above + 1) + place
        if level[place] != above or not len(below) or not register.readable[below].all():
            continue
        summed = counts[below].sum(axis=0)
        agrees = summed[: len(SEXES)] == counts[place, : len(SEXES)]
        for column, name in enumerate(items):
            differs = agrees.all() and counts[place, column] != summed[column]
            if column < len(SEXES) or differs:
                yield Total(
                    "sum_of_parts",
                    name,
                    float(counts[place, column]),
                    float(summed[column]),
                    sheet=sheet,
                    row=register.lines[place],
                )
