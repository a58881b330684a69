"""Draft budget act, digitised: lines of the ministry's units, plans and projects.

One line of the file is one budget item. Lines of other ministries and obligations of other years
are set aside. Each line's place in the four systems comes from `budget_placing.yml`.
"""

import csv
import io

import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Yield
from welfare.catalog import Catalogue
from welfare.catalog.models import BudgetPlacing

MINISTRY = "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"
FIELDS = frozenset(
    {"MINISTRY", "BUDGETARY_UNIT", "BUDGET_PLAN", "OUTPUT", "PROJECT", "FISCAL_YEAR", "AMOUNT"}
)
STAGE = "proposed"


def recognises(file: RawFile) -> bool:
    """Tell whether the first line names the digitised budget's columns."""
    return bool(file.head_records) and set(file.head_records[0]) >= FIELDS


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add the ministry's lines up into ``budget``: unit × plan × project × system."""
    lines = list(csv.DictReader(io.StringIO(file.text)))
    ours = [(n, line) for n, line in enumerate(lines, 2) if tidy(line["MINISTRY"]) == MINISTRY]
    if not ours:
        raise RefusedFile(Issue(file.name, "not_recognised", detail="no line of the ministry"))
    year = max({ce_year(line["REF_DOC"].split(".")[0]) for _, line in ours})
    source_id = f"budget_draft_{year + 543}"
    if source_id not in catalogue.sources:
        raise RefusedFile(Issue(file.name, "edition_not_declared", value=source_id))
    placings = {(p.unit, p.plan, p.project): p for p in catalogue.budget_placings}
    records: list[dict[str, object]] = []
    issues: list[Issue] = []
    for row, line in ours:
        if ce_year(line["FISCAL_YEAR"]) != year:
            continue
        unit, plan, project = _place(line, catalogue)
        placing = placings.get((unit, plan, project))
        try:
            amount = number(line["AMOUNT"])
        except ValueError:
            amount = None
        if placing is None or amount is None:
            fault = "no_placing" if placing is None else "bad_number"
            value = " · ".join(filter(None, (unit, plan, project)))
            issues.append(
                Issue(file.name, fault, row=row, value=value if placing is None else line["AMOUNT"])
            )
            continue
        records.append(
            {
                "agency": unit,
                "plan": plan,
                "project": project,
                "system_id": _system(placing, line),
                "amount_thb": amount,
            }
        )
    if not records:
        raise RefusedFile(issues[0])
    return Reading(
        source_ids=(source_id,),
        facts={"budget": _summed(records).assign(fiscal_year=year, source_id=source_id)},
        rows_read=len(lines),
        rows_set_aside=len(lines) - len(records) - len(issues),
        rows_refused=len(issues),
        issues=tuple(issues),
    )


def _place(line: dict[str, str], catalogue: Catalogue) -> tuple[str, str, str | None]:
    """Return unit, plan and project (or output) with the spelling put right."""

    def corrected(field: str) -> str | None:
        printed = line[field].strip()
        return tidy(catalogue.budget_spelling.get(printed, printed)) or None

    project = corrected("PROJECT") or corrected("OUTPUT")
    return str(corrected("BUDGETARY_UNIT")), str(corrected("BUDGET_PLAN")), project


def _system(placing: BudgetPlacing, line: dict[str, str]) -> str | None:
    for item in placing.items:
        if item.contains in line[item.field]:
            return item.system
    return placing.system


def _summed(records: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(records)
    keys = ["agency", "plan", "project", "system_id"]
    summed = frame.groupby(keys, as_index=False, dropna=False).agg(
        amount_thb=("amount_thb", "sum"), budget_lines=("amount_thb", "size")
    )
    return summed.assign(stage=STAGE, province_code=None)


FAMILY = Family(
    id="budget_volume",
    yields=(Yield("budget", "fiscal year × agency × plan × project × system", "baht"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
