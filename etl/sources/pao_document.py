"""The document of a provincial administrative organisation's budget: its parts and its totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from etl.conform.numbers import number
from etl.conform.text import thai, tidy
from etl.reading import RawFile
from etl.sources.family import Total, refusal

AREAS, TYPES, TASKS = "groupedByArea", "groupedByType", "tasks"
OF_NATION = "budgetPerCapita"
NAMES = ("task", "plan", "type", "area")


class Part(NamedTuple):
    """A plan, or a task of one type within it, in baht."""

    area: str
    plan: str
    type: str
    baht: float


@dataclass(frozen=True)
class Ordinance:
    """One budget: plans, tasks (none in the nation-wide file), and each total beside its parts.

    ``rows`` counts every figure that is printed, totals included.
    """

    plans: tuple[Part, ...]
    tasks: tuple[Part, ...]
    totals: tuple[Total, ...]
    rows: int
    of_nation: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """The finest figures of the budget: its tasks, or its plans where it lists no tasks."""
        return self.tasks or self.plans


def is_ordinance(document: Any) -> bool:
    """Tell whether a JSON document groups one total by area with plans, and by type."""
    if not (isinstance(document, dict) and {"total", AREAS, TYPES} <= set(document)):
        return False
    areas = document[AREAS]
    return (
        isinstance(areas, list)
        and bool(areas)
        and all(
            isinstance(area, dict) and {"area", "total", "plans"} <= set(area) for area in areas
        )
    )


def opened(file: RawFile) -> Ordinance:
    """Return the budget of a file.

    Raises
    ------
    RefusedFile
        Where a figure is blank, no number or below zero.
    """
    document = file.document
    plans = tuple(
        Part(thai(area["area"]), thai(plan["plan"]), "", _baht(file, plan))
        for area in document[AREAS]
        for plan in area["plans"]
    )
    tasks = tuple(
        Part(thai(task["area"]), thai(task["plan"]), thai(task["type"]), _baht(file, task))
        for task in document.get(TASKS, ())
    )
    return Ordinance(
        plans=plans,
        tasks=tasks,
        totals=tuple(_totals(file, plans, tasks)),
        rows=1 + len(document[AREAS]) + len(document[TYPES]) + len(plans) + len(tasks),
        of_nation=OF_NATION in document and not tasks,
    )


def _baht(file: RawFile, entry: dict[str, Any]) -> float:
    try:
        found = number(entry["total"])
    except ValueError:
        found = None
    if found is None or found < 0:
        reason = "bad_number" if found is None else "out_of_range"
        name = next((tidy(entry[key]) for key in NAMES if key in entry), "total")
        raise refusal(file, reason, column=name, value=entry["total"])
    return found


def _totals(file: RawFile, plans: tuple[Part, ...], tasks: tuple[Part, ...]) -> Iterator[Total]:
    """Give every printed total beside its parts, to the baht: areas, types, plans and tasks."""
    document = file.document
    whole = _baht(file, document)
    areas = [(thai(area["area"]), _baht(file, area)) for area in document[AREAS]]
    types = [(thai(kind["type"]), _baht(file, kind)) for kind in document[TYPES]]
    yield Total("grand_total", "areas", whole, sum(baht for _, baht in areas))
    yield Total("grand_total", "types", whole, sum(baht for _, baht in types))
    for area, printed in areas:
        yield Total("sum_of_parts", area, printed, sum(p.baht for p in plans if p.area == area))
    if not tasks:
        return
    yield Total("grand_total", "tasks", whole, sum(task.baht for task in tasks))
    for kind in dict.fromkeys((*(name for name, _ in types), *(task.type for task in tasks))):
        said = sum(baht for name, baht in types if name == kind)
        yield Total("sum_of_parts", kind, said, sum(t.baht for t in tasks if t.type == kind))
    for key in dict.fromkeys((part.area, part.plan) for part in (*plans, *tasks)):
        said, summed = (
            sum(part.baht for part in rows if (part.area, part.plan) == key)
            for rows in (plans, tasks)
        )
        yield Total("sum_of_parts", key[1], said, summed)
