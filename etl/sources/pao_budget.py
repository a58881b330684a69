"""Budget ordinances of the provincial administrative organisations: a JSON file a province.

A file groups one budget by area and plan and by type, and lists its tasks. Plans of welfare are
loaded (`budget_volumes/pao_ordinances.yml`), the others and every total are set aside; a plan that
a file does not show may be zero or not reported, and stays unknown. All totals must be met to the
baht, and a bad figure refuses the file. The province is the one that the content names, else the
file's name does. The nation-wide file holds the provinces' sums: it gives no budget, only the
totals that the provinces must add up to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from etl.conform.provinces import province_code, suggestion
from etl.conform.text import tidy
from etl.conform.years import BE_MINUS_CE
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.budget_lines import Fault, Place, place_by_words
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.pao_document import Part, is_ordinance, opened
from etl.sources.year_in_name import FULL
from welfare.catalog import COUNTRY, Catalogue

UNIT = "องค์การบริหารส่วนจังหวัด"
PREFIX = re.compile(r"^(pao|อบจ)[-_. ]*", re.IGNORECASE)
STAGE = "approved"
KNOWN = 2022
"""The fiscal year of the one edition known to have this layout."""


def recognises(file: RawFile) -> bool:
    """Tell whether a JSON file groups one total by area with plans, and by type."""
    return is_ordinance(file.document)


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the plans of welfare of one province into ``budget``, or the nation's sums."""
    ordinance = opened(file)
    year, issues = _year(file)
    source = source_of("pao_budget", (year, year), file, catalogue)
    places, faults = _places(file, ordinance.parts, catalogue)
    issues += [faults[part.plan] for part in ordinance.parts if part.plan in faults]
    refused = sum(part.plan in faults for part in ordinance.parts)
    taken = [part for part in ordinance.parts if part.plan in places]
    if ordinance.of_nation:
        controls = _controls(taken, places)
        facts = {"control_total": controls.assign(source_id=source.id, year=year)}
        taken = []
    elif taken:
        rows = _summed(taken, places).assign(
            province_code=_province(file, catalogue), fiscal_year=year
        )
        facts = {"budget": rows.assign(stage=STAGE, source_id=source.id)}
    else:
        raise refusal(file, "no_welfare_lines")
    return Reading(
        source_ids=(source.id,),
        facts=facts,
        rows_read=ordinance.rows,
        rows_set_aside=ordinance.rows - len(taken) - refused,
        rows_refused=refused,
        issues=tuple(issues),
        totals=ordinance.totals,
    )


def _year(file: RawFile) -> tuple[int, list[Issue]]:
    """Return the CE fiscal year that the folder or the file is named after, else the one known."""
    named = set(FULL.findall(file.name))
    if len(named) == 1:
        return int(named.pop()) - BE_MINUS_CE, []
    detail = f"taken as {KNOWN + BE_MINUS_CE}, the edition known to have this layout"
    return KNOWN, [Issue(file.name, "years_unverified", detail=detail, severity="notice")]


def _province(file: RawFile, catalogue: Catalogue) -> str:
    organisation = file.document.get("pao")
    said = tidy(organisation.get("name") or "") if isinstance(organisation, dict) else ""
    stem = file.name.rpartition("/")[2].rpartition(".")[0]
    titled = PREFIX.sub("", tidy(stem))
    inside, outside = province_code(said, catalogue), province_code(titled, catalogue)
    if inside and outside and inside != outside:
        raise refusal(file, "province_conflict", column="pao.name", value=said)
    found = inside if said else outside
    if found is None:
        value = said or titled
        near = suggestion(value, catalogue)
        raise refusal(file, "unknown_province", column="pao.name", value=value, detail=near)
    return found


def _places(
    file: RawFile, parts: Iterable[Part], catalogue: Catalogue
) -> tuple[dict[str, Place], dict[str, Issue]]:
    """Return where each plan of welfare counts, and the issue of each that no entry knows."""
    volume = catalogue.budget_volumes["pao_budget"]
    places: dict[str, Place] = {}
    faults: dict[str, Issue] = {}
    for plan in dict.fromkeys(part.plan for part in parts):
        place = place_by_words(volume, {"BUDGETARY_UNIT": UNIT, "BUDGET_PLAN": plan}, catalogue)
        if isinstance(place, Fault):
            faults[plan] = Issue(file.name, place.reason, column="plan", value=plan)
        elif place is not None:
            places[plan] = place
    return places, faults


def _summed(taken: Iterable[Part], places: dict[str, Place]) -> pd.DataFrame:
    rows = pd.DataFrame([{**places[part.plan]._asdict(), "baht": part.baht} for part in taken])
    keys = ["agency", "plan", "project", "system"]
    summed = rows.groupby(keys, as_index=False, dropna=False).agg(
        amount_thb=("baht", "sum"), budget_lines=("baht", "size")
    )
    return summed.rename(columns={"system": "system_id"})


def _controls(taken: Iterable[Part], places: dict[str, Place]) -> pd.DataFrame:
    """Return the sums that the provinces' plans of welfare must add up to, to the baht."""
    printed: defaultdict[str, float] = defaultdict(float)
    for part in taken:
        printed[places[part.plan].plan] += part.baht
    return pd.DataFrame(
        {
            "table_id": "budget",
            "measure": "amount_thb",
            "area_id": COUNTRY,
            "item": list(printed),
            "sex": "all",
            "printed": list(printed.values()),
            "tolerance": 0.0,
        }
    )


FAMILY = Family(
    id="pao_budget",
    yields=(
        Yield("budget", "fiscal year × province × plan", "baht"),
        Yield("control_total", "fiscal year × plan", "baht"),
    ),
    totals="areas, types, plans and tasks; the nation-wide file against the provinces",
    recognises=recognises,
    read=read,
)
