"""What a policymaker asks of a budget: how large, for whom, how sure, and what stays unplaced."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.charts.systems_named import system_name
from welfare.language import format_amount, format_year, message
from welfare.language.messages import messages
from welfare.language.numbers import MILLION
from welfare.queries import budget as queries
from welfare.queries.indicators import national_series
from welfare.warehouse import Snapshot

PEOPLE, POOR = "residents_persons", "poor_persons"
"""Indicators of the people whom the budget of the whole country is set against."""
MINISTRY = "budget_draft"
"""The budget that is shown first: the ministry's."""


@dataclass(frozen=True)
class Budget:
    """One budget of one fiscal year (CE) at one stage; ``provinces`` is how many it names."""

    fiscal_year: int
    source_id: str
    stage: str
    amount_thb: float
    placed_thb: float
    provinces: int

    @property
    def series(self) -> str:
        """The id of its source without the year."""
        return self.source_id.rpartition("_")[0]

    def name(self, language: Language) -> str:
        """Return whose budget it is; the title of its source where no name is declared."""
        key = f"budget.of.{self.series}"
        if key in messages():
            return message(key, language)
        return catalogue().sources[self.source_id].title(language)


def budgets_of(snapshot: Snapshot, fiscal_year: int | None = None) -> list[Budget]:
    """Return the budgets of a fiscal year, of all where none is given; the ministry's first."""
    rows = queries.budgets(snapshot)
    found = [Budget(**row) for row in rows.to_dict("records")]
    kept = [budget for budget in found if fiscal_year in {None, budget.fiscal_year}]
    return sorted(kept, key=lambda budget: (budget.series != MINISTRY, -budget.amount_thb))


def narrowed(lines: pd.DataFrame, unit: str | None, system: str | None = None) -> pd.DataFrame:
    """Return the lines of one unit and of one system, of all where none is chosen."""
    kept = lines if unit is None else lines[lines["agency"] == unit]
    return kept if system is None else kept[kept["system_id"] == system]


def flow_finding(budget: Budget, lines: pd.DataFrame, unit: str | None, language: Language) -> str:
    """Return which system gets most of a budget, or of one unit of it, and how much it is."""
    total = float(lines["amount_thb"].sum())
    by_system = lines.assign(system=lines["system_id"].fillna("")).groupby("system")["amount_thb"]
    largest = by_system.sum()
    name = str(largest.idxmax())
    return message(
        f"budget.flow.{budget.stage}",
        language,
        year=format_year(budget.fiscal_year, language, fiscal=True),
        whose=catalogue().proper_name(unit, language) if unit else budget.name(language),
        total=format_amount(total, language, unit="thb"),
        system=system_name(name or None, language),
        share=f"{100 * float(largest.max()) / total:.0f}%",
    )


def giver_finding(
    budget: Budget, lines: pd.DataFrame, giver: Literal["agency", "plan"], language: Language
) -> str:
    """Return which unit, or which plan, has the largest part of the money."""
    by_giver = lines.groupby(giver)["amount_thb"].sum()
    total = float(by_giver.sum())
    return message(
        f"budget.largest.{giver}",
        language,
        year=format_year(budget.fiscal_year, language, fiscal=True),
        count=len(by_giver),
        name=catalogue().proper_name(str(by_giver.idxmax()), language),
        amount=format_amount(float(by_giver.max()), language, unit="thb"),
        share=f"{100 * float(by_giver.max()) / total:.0f}%",
    )


@dataclass(frozen=True)
class PerPerson:
    """Baht a head and a poor person of the whole country; null where it cannot be said."""

    people: float | None
    poor: float | None
    a_head: float | None
    a_poor_person: float | None


def per_person(snapshot: Snapshot, budget: Budget, amount: float) -> PerPerson:
    """Return an amount of a budget over the people and the poor of the year of its number.

    A budget that names provinces is not of the whole country, and is set against nobody.
    """
    people = None if budget.provinces else _national(snapshot, PEOPLE, budget.fiscal_year)
    poor = None if budget.provinces else _national(snapshot, POOR, budget.fiscal_year)
    return PerPerson(
        people, poor, amount / people if people else None, amount / poor if poor else None
    )


def _national(snapshot: Snapshot, indicator_id: str, year: int) -> float | None:
    rows = national_series(snapshot, indicator_id)
    known = rows.loc[(rows["year"] == year) & rows["value"].notna(), "value"]
    return None if known.empty else float(known.iloc[0])


def stage_table(stages: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the units with their million baht at every stage, null where not known of every plan.

    ``stages`` is as :func:`welfare.queries.budget.stages` gives it.
    """
    by_unit = stages.groupby("agency")[list(queries.STAGES)].agg(
        lambda amounts: amounts.sum(skipna=False)
    )
    by_unit = by_unit.sort_values(list(queries.STAGES), ascending=False)
    return pd.DataFrame(
        {
            message("column.agency", language): [
                catalogue().proper_name(str(name), language) for name in by_unit.index
            ],
            **{
                message(f"budget.stage.{stage}", language): (by_unit[stage] / MILLION).round(1)
                for stage in queries.STAGES
            },
        }
    )


def stages_finding(budget: Budget, stages: pd.DataFrame, language: Language) -> str:
    """Return which stages of a budget are known, and which are not."""
    names = {
        known: message("budget.list_and", language).join(
            message(f"budget.stage.{stage}", language)
            for stage in queries.STAGES
            if bool(stages[stage].notna().any()) is known
        )
        for known in (True, False)
    }
    return message(
        "budget.stages_part" if names[False] else "budget.stages_known",
        language,
        whose=budget.name(language),
        year=format_year(budget.fiscal_year, language, fiscal=True),
        known=names[True],
        unknown=names[False],
    )


def placed_finding(budgets: list[Budget], language: Language) -> str:
    """Return how much of the budgets that share a stage with the ministry's names no province.

    Budgets of another stage may hold the same money again, and are not added.
    """
    first = budgets[0]
    added = [budget for budget in budgets if budget.stage == first.stage]
    total = sum(budget.amount_thb for budget in added)
    unplaced = total - sum(budget.placed_thb for budget in added)
    return message(
        "budget.placed_finding",
        language,
        year=format_year(first.fiscal_year, language, fiscal=True),
        total=format_amount(total, language, unit="thb"),
        unplaced=format_amount(unplaced, language, unit="thb"),
        share=f"{100 * unplaced / total:.1f}%",
        count=len(added),
    )


def why_unplaced(budget: Budget, language: Language) -> str:
    """Return why the money of a budget is, or is not, placed in provinces."""
    kind = (
        "none"
        if not budget.provinces
        else "all"
        if budget.placed_thb == budget.amount_thb
        else "some"
    )
    return message(f"budget.why.{kind}", language, provinces=budget.provinces)
