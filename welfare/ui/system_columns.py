"""The four systems side by side: the same rows for each, of the country or of one province."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import COUNTRY, catalogue
from welfare.catalog.models import Programme, System
from welfare.charts import findings
from welfare.language import format_amount, format_value, format_year
from welfare.queries import indicators as indicator_queries
from welfare.queries import money, people
from welfare.ui import pieces
from welfare.ui.view import View


@dataclass(frozen=True)
class Lines:
    """What is told of one system, a line each."""

    people: list[str]
    money: list[str]
    projects: list[str]


def four_systems(view: View, chosen: str | None, province: str | None) -> None:
    """Show the systems side by side (or the chosen one): the same rows for each.

    With a province, people and baht are its own; budget and projects stay those of the country.
    """
    systems = [s for s in catalogue().systems.values() if chosen in (None, s.id)]
    told = view.remember(("four_systems", province), lambda: _told(view, province))
    nothing = view.say("systems.none_here" if province else "tile.unknown")
    for column, system in zip(st.columns(len(systems), gap="medium"), systems, strict=True):
        with column, st.container(border=True, key=f"card_system_{system.id}", height="stretch"):
            pieces.tile_head(system.name(view.language), view.palette.system(system.id))
            pieces.text(system.description(view.language))
            st.markdown(f"**{view.say('tile.people')}**")
            pieces.bullets(told[system.id].people or [nothing])
            st.markdown(f"**{view.say('tile.money')}**")
            pieces.bullets(told[system.id].money or [nothing])
            if not province:
                st.markdown(f"**{view.say('systems.projects')}**")
                pieces.bullets(told[system.id].projects)
            st.markdown(f"**{view.say('systems.programmes')}**")
            pieces.bullets(p.name(view.language) for p in _programmes_of(system))
            st.markdown(f"**{view.say('systems.not_known')}**")
            pieces.gap(view.say(f"tile.not_known.{system.id}"))


def _told(view: View, province: str | None) -> dict[str, Lines]:
    """Return what is told of each system, of the country or of one province."""
    counts = _complete(people.programme_people(view.snapshot, province))
    told: dict[str, Lines] = {}
    for system in catalogue().systems.values():
        people_lines = _people_lines(view, system, counts)
        if province or not people_lines:
            people_lines += _beside_nation(view, system.people_indicator, province)
        money_lines = _money_lines(view, system, counts)
        money_lines += (
            _beside_nation(view, system.money_indicator, province)
            if province
            else _national_money(view, system)
        )
        told[system.id] = Lines(people_lines, money_lines, _project_lines(view, system))
    return told


def _complete(counts: pd.DataFrame) -> pd.DataFrame:
    """Leave out the years that a source covers in part."""
    sources = catalogue().sources
    part = [
        year in sources[source].incomplete_years
        for year, source in zip(counts["fiscal_year"], counts["source_id"], strict=True)
    ]
    return counts[[not incomplete for incomplete in part]]


def _programmes_of(system: System) -> list[Programme]:
    return [p for p in catalogue().programmes.values() if p.system == system.id]


def _latest(counts: pd.DataFrame, programme: Programme, measure: str) -> pd.Series | None:
    """Return the programme's last row in which ``measure`` is known."""
    rows = counts[(counts["programme_id"] == programme.id) & counts[measure].notna()]
    return None if rows.empty else rows.iloc[-1]


def _people_lines(view: View, system: System, counts: pd.DataFrame) -> list[str]:
    lines = []
    for programme in _programmes_of(system):
        last = _latest(counts, programme, "persons")
        if last is not None:
            text = format_amount(float(last["persons"]), view.language, unit="persons")
            lines.append(f"{programme.name(view.language)}: {text} ({_when(view, last)})")
    cases = _in_cases(system, counts)
    if cases is not None:
        count = format_amount(float(cases["cases"]), view.language)
        told = view.say("systems.cases", kinds=int(cases["kinds"]), cases=count)
        lines.append(f"{told} ({_when(view, cases)})")
    return lines


def _in_cases(system: System, counts: pd.DataFrame) -> pd.Series | None:
    """Return the last year of the system's programmes that are told in cases, added up."""
    ids = [p.id for p in _programmes_of(system)]
    rows = counts[counts["programme_id"].isin(ids) & counts["cases"].notna()]
    if rows.empty:
        return None
    last = rows[rows["fiscal_year"] == rows["fiscal_year"].max()]
    summed = last[["cases", "amount_thb"]].sum()
    year = last[["fiscal_year", "provinces"]].max()
    return pd.concat([summed, year, pd.Series({"kinds": len(last)})])


def _money_lines(view: View, system: System, counts: pd.DataFrame) -> list[str]:
    lines = []
    for programme in _programmes_of(system):
        last = _latest(counts, programme, "amount_thb")
        if last is None or pd.notna(last["cases"]):
            continue
        name = programme.name(view.language)
        lines.append(f"{name}: {_baht(view, last['amount_thb'])} ({_when(view, last)})")
        if pd.notna(last["persons"]) and last["persons"] > 0:
            each = _baht(view, last["amount_thb"] / last["persons"])
            lines.append(view.say("systems.per_head", amount=each))
    cases = _in_cases(system, counts)
    if cases is not None and cases["amount_thb"] > 0:
        told = view.say("systems.relief_money", amount=_baht(view, cases["amount_thb"]))
        lines.append(f"{told} ({_when(view, cases)})")
    return lines


def _when(view: View, row: pd.Series) -> str:
    """Return the fiscal year of a row, and of how many provinces it is where not of all."""
    year = format_year(int(row["fiscal_year"]), view.language, fiscal=True)
    known = int(row["provinces"])
    if 1 < known < len(catalogue().provinces) - 1:
        return f"{year} {view.say('systems.provinces_known', count=known)}"
    return year


def _beside_nation(view: View, indicator_id: str | None, province: str | None) -> list[str]:
    """Return the latest value of a system's indicator in a province, and the country's.

    Without a province it is the country's alone.
    """
    if indicator_id is None:
        return []
    indicator = catalogue().indicators[indicator_id]
    series = indicator_queries.province_series(view.snapshot, indicator_id)
    known = series[(series["area_id"] == (province or COUNTRY)) & series["value"].notna()]
    known = known[~known["year"].isin(catalogue().incomplete_years(indicator))]
    if known.empty:
        return []
    last = known.iloc[-1]
    year = int(last["year"])
    fiscal = indicator.calendar == "fiscal_year"
    nation = series[(series["area_id"] == COUNTRY) & (series["year"] == year)]["value"]
    shown = format_value(float(last["value"]), indicator, view.language)
    line = f"{indicator.title(view.language)}: {shown}"
    if province and not nation.empty and pd.notna(nation.iloc[0]):
        whole = format_value(float(nation.iloc[0]), indicator, view.language)
        line += f" {view.say('systems.beside_nation', value=whole)}"
    return [f"{line} ({format_year(year, view.language, fiscal=fiscal)})"]


def _national_money(view: View, system: System) -> list[str]:
    """Return the fund's grants and the ministry's budget, which are told for the country."""
    lines = []
    if system.id == "partnership":
        complete = findings.complete_years(money.grants_by_year(view.snapshot))
        by_year = complete.groupby("fiscal_year")["amount_thb"].sum()
        year = format_year(int(by_year.index[-1]), view.language, fiscal=True)
        name = catalogue().programmes["promotion_fund"].name(view.language)
        lines.append(f"{name}: {_baht(view, by_year.iloc[-1])} ({year})")
    for name in system.money_of_country:
        indicator = catalogue().indicators[name]
        last = (
            indicator_queries.national_series(view.snapshot, name).dropna(subset="value").iloc[-1]
        )
        year = format_year(int(last["year"]), view.language, fiscal=True)
        lines.append(f"{indicator.title(view.language)}: {_baht(view, last['value'])} ({year})")
    placed = money.budget_by_system(view.snapshot)
    own = placed[placed["system_id"] == system.id]
    if own.empty:
        return [*lines, view.say("systems.budget_none")]
    year = format_year(int(own["fiscal_year"].max()), view.language, fiscal=True)
    budget_name = view.say("tile.money_budget", year=year)
    return [*lines, f"{budget_name}: {_baht(view, own['amount_thb'].sum())}"]


def _project_lines(view: View, system: System) -> list[str]:
    lines = []
    placed = money.budget_lines(view.snapshot, system.id)
    if not placed.empty:
        count = len(placed[["agency", "plan", "project"]].drop_duplicates())
        years = money.budget_by_system(view.snapshot)["fiscal_year"]
        year = format_year(int(years.max()), view.language, fiscal=True)
        lines.append(view.say("systems.budget_projects", year=year, count=count))
    if system.id == "partnership":
        complete = findings.complete_years(money.grants_by_year(view.snapshot))
        by_year = complete.groupby("fiscal_year")["projects"].sum()
        year = format_year(int(by_year.index[-1]), view.language, fiscal=True)
        count_text = f"{by_year.iloc[-1]:,}"
        lines.append(view.say("systems.fund_projects", year=year, count=count_text))
    return lines or [view.say("tile.unknown")]


def _baht(view: View, amount: float) -> str:
    return format_amount(float(amount), view.language, unit="thb")
