"""Tables on the data themselves, and the words that their cells are made of."""

from dataclasses import dataclass

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.catalog.models import UNKNOWN_PROVINCE
from welfare.language import format_value, format_year, message
from welfare.metrics.precedence import Rule, speaks

MEASURES = {
    "persons": "column.people",
    "cases": "data.cases",
    "amount_thb": "column.amount",
    "projects": "column.projects",
}
CHECKS = {"met": "data.met", "accepted": "data.accepted", "unmet": "data.unmet"}
EXACT = 1e-6
"""A gap below this is what adding floating-point numbers leaves."""


@dataclass(frozen=True)
class InUse:
    """Of two sources of one fact: the one in use with its value, the other, and the rule."""

    title: str
    value: float
    other_title: str
    other_value: float
    rule: Rule


def number(value: float) -> str:
    """Return a number with thousands, whole where it is, else with up to two decimals."""
    if abs(value) < EXACT:
        return "0"
    if abs(value) < 0.01:
        return "< 0.01"
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.2f}"


def times(value: float) -> str:
    """Return how many times: one decimal below a hundred, none from there on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def area_name(area_id: str, language: Language) -> str:
    """Return the name of the country, a region, a province, or that none is named."""
    if area_id == COUNTRY:
        return message("filter.all_provinces", language)
    if area_id == UNKNOWN_PROVINCE:
        return message("data.no_province", language)
    return catalogue().area_name(area_id, language)


def kind_words(kind: str, language: Language) -> str:
    """Return what a total is the sum of."""
    return catalogue().code_name("total_kinds", kind, language)


def check_words(mark: str, language: Language) -> str:
    """Return whether a total is met."""
    return message(CHECKS[mark], language)


def item_words(item: str, language: Language) -> str:
    """Return the name of a declared item; a label of a file as the file prints it."""
    declared = catalogue()
    if item in declared.indicators:
        return declared.indicators[item].title(language)
    if item in declared.programmes:
        return declared.programmes[item].name(language)
    return message(MEASURES[item], language) if item in MEASURES else item


def subject(row: pd.Series, language: Language) -> str:
    """Return what a disagreement is about: its indicator, or its programme and measure."""
    declared, name = catalogue(), str(row["subject"])
    if row["table_id"] == "outcome":
        return declared.indicators[name].title(language)
    measure = message(MEASURES[str(row["measure"])], language)
    if name in declared.programmes:
        return f"{declared.programmes[name].name(language)} ({measure})"
    return message("table.population", language)


def value_of(row: pd.Series, value: float, language: Language) -> str:
    """Return a value in the unit of the row's subject."""
    if row["table_id"] == "outcome":
        indicator = catalogue().indicators[str(row["subject"])]
        return format_value(value, indicator, language, compact=True)
    return number(value)


def in_use(row: pd.Series, language: Language) -> InUse:
    """Return which of the row's two sources pages show, and why."""
    declared = catalogue()
    one, other = str(row["one_source_id"]), str(row["other_source_id"])
    winner, rule = speaks(one, other, declared)
    values = {one: float(row["one_value"]), other: float(row["other_value"])}
    loser = other if winner == one else one
    return InUse(
        declared.sources[winner].title(language),
        values[winner],
        declared.sources[loser].title(language),
        values[loser],
        rule,
    )


def detail_words(detail: str, language: Language) -> str:
    """Return the group of a fact in words: sex, age, item, quarter; empty for everybody."""
    declared, words = catalogue(), []
    for part in detail.split():
        if part in declared.groups:
            words.append("" if part == "all" else declared.groups[part].name(language))
        elif part in declared.life_courses:
            words.append(declared.life_courses[part].name(language))
        elif part in declared.items:
            words.append(declared.items[part].name(language))
        elif part in declared.organisation_kinds:
            words.append(declared.organisation_kinds[part].name(language))
        elif part.startswith("Q") and part[1:].isdigit():
            words.append(message("data.quarter", language, number=part[1:]))
        else:
            words.append("" if part == "all" else part)
    return " ".join(word for word in words if word)


def totals_table(shipped: pd.DataFrame, of_files: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return every set of printed totals, those that ship first."""
    first = pd.DataFrame(
        {
            "where": [catalogue().sources[s].title(language) for s in shipped["source_id"]],
            "kind": "sum_of_parts",
            "check": ["met" if unmet == 0 else "unmet" for unmet in shipped["unmet"]],
        }
    )
    then = pd.DataFrame(
        {
            "where": of_files["file"],
            "kind": of_files["kind"],
            "check": [
                "met" if met else "accepted" if accepted else "unmet"
                for met, accepted in zip(of_files["met"], of_files["accepted"], strict=True)
            ],
        }
    )
    words = pd.concat([first, then], ignore_index=True)
    columns = ["item", "totals", "printed", "summed", "largest_gap", "tolerance"]
    sets = pd.concat([shipped[columns], of_files[columns]], ignore_index=True)
    gaps = sets["largest_gap"].astype(float)
    return pd.DataFrame(
        {
            message("column.check", language): [check_words(c, language) for c in words["check"]],
            message("column.file", language): words["where"],
            message("column.kind", language): [kind_words(k, language) for k in words["kind"]],
            message("column.item", language): [item_words(i, language) for i in sets["item"]],
            message("column.totals", language): sets["totals"].astype("int64"),
            message("column.printed", language): sets["printed"].astype(float).round(4),
            message("column.summed", language): sets["summed"].astype(float).round(4),
            message("column.gap", language): gaps.where(gaps >= EXACT, 0.0).round(4),
            message("column.tolerance", language): sets["tolerance"].astype(float),
        }
    )


def disagreements_table(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return every fact that two sources give differently, with the one in use and the rule."""
    used = [in_use(row, language) for _, row in rows.iterrows()]
    same, other = (message(f"data.{k}", language) for k in ("same_edition", "other_method"))
    return pd.DataFrame(
        {
            message("column.subject", language): [subject(r, language) for _, r in rows.iterrows()],
            message("column.year", language): [format_year(int(y), language) for y in rows["year"]],
            message("column.area", language): [area_name(a, language) for a in rows["area_id"]],
            message("column.detail", language): [detail_words(d, language) for d in rows["detail"]],
            message("column.in_use", language): [u.title for u in used],
            message("column.value_in_use", language): [u.value for u in used],
            message("column.other_source", language): [u.other_title for u in used],
            message("column.other_value", language): [u.other_value for u in used],
            message("column.difference", language): (100 * rows["gap"]).round(2).to_numpy(),
            message("column.rule", language): [
                message(f"data.rule.{u.rule}", language) for u in used
            ],
            message("column.method", language): [
                same if s else other for s in rows["same_edition"]
            ],
        }
    )


def jump_words(row: pd.Series, language: Language) -> dict[str, str]:
    """Return area, both values and both years of a jump in words."""
    indicator = catalogue().indicators[str(row["indicator_id"])]
    fiscal = indicator.calendar == "fiscal_year"
    return {
        "area": area_name(str(row["area_id"]), language),
        "before": format_value(float(row["before_value"]), indicator, language, compact=True),
        "before_year": format_year(int(row["before_year"]), language, fiscal=fiscal),
        "value": format_value(float(row["value"]), indicator, language, compact=True),
        "year": format_year(int(row["year"]), language, fiscal=fiscal),
    }


def jumps_table(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return every jump with its two values, the widest first."""
    indicators = [catalogue().indicators[str(name)] for name in rows["indicator_id"]]
    return pd.DataFrame(
        {
            message("column.indicator", language): [i.title(language) for i in indicators],
            message("column.area", language): [area_name(a, language) for a in rows["area_id"]],
            message("column.before_year", language): [
                format_year(int(y), language) for y in rows["before_year"]
            ],
            message("column.before", language): _rounded(rows["before_value"], indicators),
            message("column.year", language): [format_year(int(y), language) for y in rows["year"]],
            message("column.value_now", language): _rounded(rows["value"], indicators),
            message("column.measure_unit", language): [
                catalogue().units[i.unit].name(language) for i in indicators
            ],
            message("column.times", language): rows["times"].round(2).to_numpy(),
        }
    )


def _rounded(values: pd.Series, indicators: list[Indicator]) -> list[float]:
    return [round(float(v), i.decimals) for v, i in zip(values, indicators, strict=True)]
