"""What a line of the budget is: under which names it counts and in which system, or why not.

The ministry's lines are known by unit, plan and project (`budget_placing.yml`); those of other
volumes by their words (`budget_volumes/`). Names are compared as :func:`etl.conform.text.bare`
leaves them, so that an extraction with other spaces or lost tone marks gives the same.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from etl.conform.provinces import suggestion
from etl.conform.text import bare, tidy
from etl.sources.by_province import province_within
from welfare.catalog import Catalogue
from welfare.catalog.models import BudgetLines, BudgetPlacing, BudgetVolume

MINISTRY = "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"
OF_MINISTRY = "budget_draft"
"""Id, without the year, of the source of the ministry's own lines."""
UNIT = "BUDGETARY_UNIT"

Line = Mapping[str, str]


class Place(NamedTuple):
    """The names, system and province that a line counts under."""

    agency: str
    plan: str
    project: str | None
    system: str | None
    province: str | None


class Fault(NamedTuple):
    """Why a line is refused: the code of a reason, and what a steward needs to find it."""

    reason: str
    column: str
    value: str
    detail: str = ""


squeezed = lru_cache(maxsize=100_000)(bare)


def volumes(catalogue: Catalogue) -> dict[str, str]:
    """Return the id (without the year) of a ministry's source, by its name in bare letters."""
    declared = [(v.ministry, v.id) for v in catalogue.budget_volumes.values() if v.ministry]
    return {bare(name): volume for name, volume in [(MINISTRY, OF_MINISTRY), *declared]}


def placed(volume_id: str, line: Line, catalogue: Catalogue) -> Place | Fault | None:
    """Return where a line of a volume counts, why it is refused, or None where it is no welfare.

    Parameters
    ----------
    volume_id
        The source's id without the year, as :func:`volumes` gives it.
    line
        Text by the field's name in the digitised budget.
    catalogue
        Holds the placings.
    """
    if volume_id == OF_MINISTRY:
        return _of_ministry(line, catalogue)
    return place_by_words(catalogue.budget_volumes[volume_id], line, catalogue)


def _of_ministry(line: Line, catalogue: Catalogue) -> Place | Fault:
    def corrected(field: str) -> str | None:
        printed = line[field].strip()
        return tidy(catalogue.budget_spelling.get(printed, printed)) or None

    names = corrected(UNIT), corrected("BUDGET_PLAN"), corrected("PROJECT") or corrected("OUTPUT")
    placing = _placings(catalogue).get(_key(*names))
    if placing is None:
        return Fault("no_placing", "", " · ".join(filter(None, names)))
    system = placing.system
    for item in placing.items:
        if squeezed(item.contains) in squeezed(line[item.field]):
            system = item.system
            break
    return Place(placing.unit, placing.plan, placing.project, system, None)


@lru_cache(maxsize=2)
def _placings(catalogue: Catalogue) -> dict[tuple[str, ...], BudgetPlacing]:
    return {_key(p.unit, p.plan, p.project): p for p in catalogue.budget_placings}


def _key(*names: str | None) -> tuple[str, ...]:
    return tuple(squeezed(name or "") for name in names)


def place_by_words(volume: BudgetVolume, line: Line, catalogue: Catalogue) -> Place | Fault | None:
    """Return the place of a line by the words of a volume's entries; None where it has none."""
    if any(_meets(lines, line) for lines in volume.set_aside):
        return None
    taking = next((taking for taking in volume.taken if _meets(taking, line)), None)
    if taking is None:
        for field, words in volume.watch.items():
            if _carries(line[field], words):
                return Fault("no_placing", field, tidy(line[field]))
        return None
    province = taking.province
    if province == "unit":
        province = province_within(line[UNIT], catalogue)
        if province is None:
            near = suggestion(line[UNIT].rpartition("จังหวัด")[2], catalogue)
            return Fault("unknown_province", UNIT, tidy(line[UNIT]), near)
    return Place(taking.agency, taking.plan, taking.project, taking.system, province)


def _meets(lines: BudgetLines, line: Line) -> bool:
    return all(_carries(line[field], words) for field, words in lines.where.items())


def _carries(text: str, words: tuple[str, ...]) -> bool:
    found = squeezed(text)
    return any(squeezed(word) in found for word in words)
