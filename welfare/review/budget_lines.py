"""Every line of a budget with its place in the four systems, and the reason for that place."""

from collections.abc import Sequence

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.catalog.models import BudgetPlacing
from welfare.charts.systems_named import system_name
from welfare.language import message
from welfare.review.budget import MINISTRY, Budget


def lines_table(budget: Budget, lines: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the lines: unit, plan, project, system, baht, provinces they name, and the reason.

    ``lines`` is as :func:`welfare.queries.budget.lines` gives it, in the order of the table.
    """

    def named(names: pd.Series) -> list[str]:
        return [
            catalogue().proper_name(name, language) if isinstance(name, str) else ""
            for name in names
        ]

    systems = [system if isinstance(system, str) else None for system in lines["system_id"]]
    return pd.DataFrame(
        {
            message("column.agency", language): named(lines["agency"]),
            message("column.plan", language): named(lines["plan"]),
            message("column.project", language): named(lines["project"]),
            message("column.system", language): [system_name(s, language) for s in systems],
            message("column.amount", language): lines["amount_thb"].round(0).astype("int64"),
            message("budget.provinces_named", language): lines["provinces"].to_numpy(),
            message("column.reason", language): [
                reason(budget, line, system, language)
                for *line, system in zip(
                    lines["agency"], lines["plan"], lines["project"], systems, strict=True
                )
            ],
        }
    )


def reason(budget: Budget, line: Sequence[object], system: str | None, language: Language) -> str:
    """Return why a line (unit, plan, project) stands in its system, as the catalogue declares it.

    A part of a project that stands in another system than the rest has a reason of its own. A line
    of a file with a mapping has none: the file itself gives the system.
    """
    agency, plan, project = (name if isinstance(name, str) else None for name in line)
    found: list[str] = []
    if budget.series == MINISTRY:
        for placing in catalogue().budget_placings:
            if (placing.unit, placing.plan, placing.project) == (agency, plan, project):
                found += _of_placing(placing, system, language)
    elif budget.series in catalogue().budget_volumes:
        found = [
            taken.reason_th if language == "th" else taken.reason_en
            for taken in catalogue().budget_volumes[budget.series].taken
            if (taken.agency, taken.plan, taken.project) == (agency, plan, project)
            and taken.system == system
        ]
    return " · ".join(dict.fromkeys(found)) or message("budget.no_reason", language)


def _of_placing(placing: BudgetPlacing, system: str | None, language: Language) -> list[str]:
    if placing.system == system:
        return [placing.reason(language)]
    return [
        item.reason_th if language == "th" else item.reason_en
        for item in placing.items
        if item.system == system
    ]
