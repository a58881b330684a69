"""What may be said of each fact table: its fields, which of them it needs, what it measures."""

from collections.abc import Mapping
from dataclasses import dataclass

PLACES = ("province", "area")
AGES = ("age_band", "life_course_id")


@dataclass(frozen=True)
class Shape:
    """Fields of a table with the columns that they fill.

    ``needs`` holds alternatives, of which exactly one is given; ``may`` alternatives of which one
    at most is. ``measures`` gives what each counts; None where the indicator's unit says it.
    ``given`` is what a column holds where no field says anything.
    """

    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...]
    may: tuple[tuple[str, ...], ...]
    measures: Mapping[str, str | None]
    given: Mapping[str, object]

    @property
    def fields(self) -> list[str]:
        """Every field but the measures."""
        return [field for group in (*self.needs, *self.may) for field in group]


PEOPLE: dict[str, tuple[str, ...]] = {
    "province": ("province_code",),
    "area": ("province_code",),
    "age": AGES,
    "sex": ("sex",),
}
EVERYBODY: dict[str, object] = {"age_band": "all", "life_course_id": None, "sex": "all"}

SHAPES: Mapping[str, Shape] = {
    "outcome": Shape(
        columns={
            "indicator": ("indicator_id",),
            "year": ("year",),
            "fiscal_year": ("year",),
            "quarter": ("quarter",),
            "province": ("area_id",),
            "area": ("area_id",),
            "sex": ("group_id",),
            "group": ("group_id",),
            "item": ("item_id",),
        },
        needs=(("indicator",), ("year", "fiscal_year"), PLACES),
        may=(("quarter",), ("sex", "group"), ("item",)),
        measures={"value": None, "low": None, "high": None},
        given={"quarter": None, "group_id": "all", "item_id": None, "method": "published"},
    ),
    "beneficiary": Shape(
        columns={
            "fiscal_year": ("fiscal_year",),
            "programme": ("programme_id",),
            **PEOPLE,
        },
        needs=(("fiscal_year",), PLACES, ("programme",)),
        may=(("age",), ("sex",)),
        measures={"persons": "persons", "cases": "cases", "amount_thb": "baht"},
        given=EVERYBODY,
    ),
    "population": Shape(
        columns={"year": ("year",), "fiscal_year": ("fiscal_year",), **PEOPLE},
        needs=(("year", "fiscal_year"), PLACES),
        may=(("age",), ("sex",)),
        measures={"persons": "persons"},
        given=EVERYBODY,
    ),
    "project": Shape(
        columns={
            "fiscal_year": ("fiscal_year",),
            "province": ("province_code",),
            "programme": ("programme_id",),
            "organisation_kind": ("organisation_kind",),
            "recognised": ("recognised",),
            "project_name": ("project_name",),
            "organisation": ("organisation",),
        },
        needs=(("fiscal_year",), ("province",), ("programme",), ("organisation_kind",)),
        may=(("recognised",), ("project_name",), ("organisation",)),
        measures={"projects": "projects", "amount_thb": "baht"},
        given={"recognised": False},
    ),
    "budget": Shape(
        columns={
            "fiscal_year": ("fiscal_year",),
            "agency": ("agency",),
            "plan": ("plan",),
            "project": ("project",),
            "system": ("system_id",),
            "stage": ("stage",),
            "province": ("province_code",),
            "area": ("province_code",),
        },
        needs=(("fiscal_year",), ("agency",), ("plan",), ("stage",), PLACES),
        may=(("project",), ("system",)),
        measures={"amount_thb": "baht", "budget_lines": "lines"},
        given={"project": None, "system_id": None, "budget_lines": 1},
    ),
}
