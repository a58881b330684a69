"""Parts of the page Welfare systems."""

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.catalog.models import Programme
from welfare.charts import findings
from welfare.charts.stacked import budget_bars, grants_bars
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.queries import indicators as indicator_queries
from welfare.queries import money
from welfare.queries.build import sources_behind
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart, take_away
from welfare.ui.view import View


def budget(view: View, chosen: str | None) -> None:
    """Show the ministry's proposed budget by agency and system, and every line of it."""
    rows = money.budget_by_system(view.snapshot)
    indicator = catalogue().indicators["budget_thb"]
    title = findings.budget_finding(rows, view.language)
    about = f"{view.say('systems.budget_title')} · {indicator.description(view.language)}"
    sources = sources_behind(view.snapshot, indicator)
    # A system that the ministry budgets nothing for is shown as such among all the others.
    kept = chosen if (rows["system_id"] == chosen).any() else None
    asked = {"stage": ["proposed"], "source_id": sources, **_of_system("system_id", kept)}
    table = Rows(lambda: _budget_table(view, kept), Asked("budgets", asked))
    with card(view, "budget", title, about, sources, rows=table):
        drawn = view.remember(
            ("budget_bars", chosen),
            lambda: budget_bars(rows, view.language, view.palette, chosen),
        )
        chart(drawn, "budget", view.say("systems.budget_title"))


def _of_system(column: str, chosen: str | None) -> dict[str, list[str]]:
    """Return the filter that keeps the system that is chosen."""
    return {column: [chosen]} if chosen else {}


def _budget_table(view: View, chosen: str | None) -> pd.DataFrame:
    lines = money.budget_lines(view.snapshot, chosen)
    reasons = {
        (p.unit, p.plan, p.project): p.reason(view.language) for p in catalogue().budget_placings
    }

    def name(thai: object) -> str:
        return catalogue().proper_name(thai, view.language) if isinstance(thai, str) else ""

    return pd.DataFrame(
        {
            view.say("column.agency"): lines["agency"].map(name),
            view.say("column.plan"): lines["plan"].map(name),
            view.say("column.project"): lines["project"].map(name),
            view.say("column.system"): lines["system_id"].map(lambda s: _system_name(view, s)),
            view.say("column.amount"): lines["amount_thb"].round(0).astype("int64"),
            view.say("column.reason"): [
                reasons[agency, plan, project if isinstance(project, str) else None]
                for agency, plan, project in zip(
                    lines["agency"], lines["plan"], lines["project"], strict=True
                )
            ],
        }
    )


def _system_name(view: View, system_id: object) -> str:
    if isinstance(system_id, str):
        return catalogue().systems[system_id].name(view.language)
    return view.say("systems.all_serving")


def grants(view: View) -> None:
    """Show the promotion fund by year and kind of organisation."""
    rows = money.grants_by_year(view.snapshot)
    indicator = catalogue().indicators["grants_thb"]
    title = findings.grants_finding(rows, view.language)
    unknown = int(rows["province_unknown"].sum())
    about = " · ".join(
        (
            view.say("systems.grants_title"),
            view.say("systems.grants_gap", count=f"{unknown:,}"),
        )
    )
    asked = Asked("projects", {"programme_id": ["promotion_fund"], "recognised": ["false"]})
    table = Rows(lambda: _grants_table(view, rows), asked, counted=True)
    sources = sources_behind(view.snapshot, indicator)
    with card(view, "grants", title, about, sources, rows=table):
        drawn = view.remember(
            ("grants_bars",), lambda: grants_bars(rows, view.language, view.palette)
        )
        chart(drawn, "grants", view.say("systems.grants_title"))


def _grants_table(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    kinds = catalogue().organisation_kinds
    return pd.DataFrame(
        {
            view.say("column.year"): [
                format_year(int(y), view.language) for y in rows["fiscal_year"]
            ],
            view.say("column.organisation_kind"): [
                kinds[kind].name(view.language) for kind in rows["organisation_kind"]
            ],
            view.say("column.projects"): rows["projects"],
            view.say("column.amount"): rows["amount_thb"],
        }
    )


def recognised(view: View) -> None:
    """Show the projects recognised at the ministry's twenty-year event."""
    finding = view.say(
        "systems.recognised",
        projects=_count(view, "recognised_projects"),
        organisations=_count(view, "recognised_organisations"),
        participants=_count(view, "event_participants"),
    )
    projects = money.recognised_projects(view.snapshot)
    named = projects[projects["project_name"].notna()]
    rest = int(projects.loc[projects["project_name"].isna(), "projects"].sum())
    source = catalogue().indicators["recognised_projects"].sources
    about, asked = view.say("systems.recognised_note"), Asked("projects", {"recognised": ["true"]})
    with card(view, "recognised", finding, about, source, rows=Rows(None, asked)):
        named_entries = [
            pieces.Entry(
                catalogue().proper_name(name, view.language),
                [catalogue().proper_name(organisation, view.language)],
            )
            for name, organisation in zip(named["project_name"], named["organisation"], strict=True)
        ]
        pieces.entries(named_entries)
        pieces.gap(view.say("systems.recognised_rest", count=rest))


def _count(view: View, indicator_id: str) -> str:
    rows = indicator_queries.national_series(view.snapshot, indicator_id)
    return f"{rows['value'].iloc[-1]:,.0f}"


def programmes(view: View, chosen: str | None) -> None:
    """List every programme with its system and the reason for the placing."""
    title = view.say("systems.programme_table")
    declared = [p for p in catalogue().programmes.values() if chosen in (None, p.system)]

    with st.container(border=True, key="card_programmes"):
        st.subheader(title, anchor=False)
        pieces.entries(_programme_entry(view, programme) for programme in declared)
        asked = Asked("programme_list", _of_system("programme_system_id", chosen))
        take_away(view, Rows(None, asked))


def _programme_entry(view: View, programme: Programme) -> pieces.Entry:
    system = catalogue().systems[programme.system] if programme.system else None
    return pieces.Entry(
        programme.name(view.language),
        [
            f"{programme.target(view.language)} · {programme.unit(view.language)}",
            programme.reason(view.language),
        ],
        chip=system.name(view.language) if system else view.say("systems.no_system"),
        colour=view.palette.system(programme.system),
    )
