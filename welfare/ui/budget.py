"""Choices and the first cards of the page Budget: where the money of a budget goes."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.flow import flow
from welfare.charts.icicle import icicle
from welfare.charts.theme import CONFIG
from welfare.extracts.asked import Asked
from welfare.language import format_amount, format_value, format_year
from welfare.queries import budget as queries
from welfare.review.budget import (
    PEOPLE,
    POOR,
    Budget,
    budgets_of,
    flow_finding,
    giver_finding,
    narrowed,
    per_person,
)
from welfare.review.budget_lines import lines_table
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart, plain
from welfare.ui.choice import choose
from welfare.ui.filters import ALL, pick, pick_system, pick_year, year_notice
from welfare.ui.view import View

ICICLE = "budget_icicle"


@dataclass(frozen=True)
class Facts:
    """The budget, the unit of it and the system that are chosen, with the budget's lines."""

    budget: Budget
    unit: str | None
    system: str | None
    lines: pd.DataFrame

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        return (self.budget, self.unit, self.system)

    @property
    def of_unit(self) -> pd.DataFrame:
        """The lines of the chosen unit, of all systems."""
        return narrowed(self.lines, self.unit)

    @property
    def rows(self) -> Asked:
        """What asks for the lines of the budget; its units cannot be chosen by."""
        return Asked(
            "budgets",
            {
                "fiscal_year": [str(self.budget.fiscal_year)],
                "source_id": [self.budget.source_id],
                "stage": [self.budget.stage],
            },
        )


def choose_budget(view: View) -> Facts:
    """Let the reader choose year, budget, unit and system; return what is to be shown."""
    first, second, third, fourth = st.columns([2, 3, 3, 2])
    with first:
        year = pick_year(view, sorted({budget.fiscal_year for budget in budgets_of(view.snapshot)}))
    offered = {budget.source_id: budget for budget in budgets_of(view.snapshot, year)}
    asked = view.choice.budget
    current = offered[asked] if asked in offered else next(iter(offered.values()))
    with second:
        pick(
            "budget",
            view.say("filter.budget"),
            list(offered),
            current.source_id,
            lambda source: offered[source].name(view.language),
            unit=None,
        )
    lines = queries.lines(view.snapshot, current.fiscal_year, current.source_id, current.stage)
    units = list(lines.groupby("agency")["amount_thb"].sum().sort_values(ascending=False).index)
    unit = view.choice.unit if view.choice.unit in units else None
    with third:
        pick(
            "unit",
            view.say("filter.unit"),
            [ALL, *units],
            unit,
            lambda name: (
                catalogue().proper_name(name, view.language)
                if name
                else view.say("filter.all_units")
            ),
        )
    with fourth:
        system = pick_system(view)
    year_notice(view, year)
    if view.choice.unit is not None and unit is None:
        _say_unknown(view, "unit", view.choice.unit)
    if asked is not None and asked not in {b.source_id for b in budgets_of(view.snapshot)}:
        _say_unknown(view, "budget", asked)
    return Facts(current, unit, system, lines)


def _say_unknown(view: View, field: str, value: str) -> None:
    name = view.say(f"filter.{field}")
    words = view.say("notice.unknown_value", field=name, value=plain(value))
    st.warning(words, icon=":material/link_off:")


def tiles(view: View, shown: Facts) -> None:
    """Write how much it is, a head and a poor person."""
    amount = float(narrowed(shown.lines, shown.unit, shown.system)["amount_thb"].sum())
    found = per_person(view.snapshot, shown.budget, amount)
    year = format_year(shown.budget.fiscal_year, view.language)
    unknown = view.say("tile.unknown")
    in_baht = format_amount(amount, view.language, unit="thb")
    stage = view.say(f"budget.stage.{shown.budget.stage}")
    cells: list[tuple[str, str | None, str]] = [
        (view.say("column.amount"), in_baht, f"{stage} · {_whose(view, shown)}")
    ]
    for label, value, of, count in (
        ("budget.a_head", found.a_head, PEOPLE, found.people),
        ("budget.a_poor_person", found.a_poor_person, POOR, found.poor),
    ):
        indicator = catalogue().indicators[of]
        beside = view.say(
            "budget.over" if count else "budget.over_nobody",
            people=indicator.title(view.language),
            count=format_value(count, indicator, view.language, compact=True),
            year=year,
        )
        said = None if value is None else format_amount(value, view.language, unit="thb")
        cells.append((view.say(label), said, beside))
    for column, cell in zip(st.columns(3), cells, strict=True):
        with column, st.container(border=True):
            pieces.figure(*cell, unknown)


def _whose(view: View, shown: Facts) -> str:
    unit = catalogue().proper_name(shown.unit, view.language) if shown.unit else None
    system = catalogue().systems[shown.system].name(view.language) if shown.system else None
    return " · ".join(filter(None, (unit or shown.budget.name(view.language), system)))


def where_it_goes(view: View, shown: Facts) -> None:
    """Draw the budget as an icicle; a touched unit becomes the chosen one."""
    title = flow_finding(shown.budget, shown.of_unit, shown.unit, view.language)
    rows = Rows(lambda: _table(view, shown), shown.rows)
    about = view.say("budget.icicle_about")
    with card(view, "icicle", title, about, [shown.budget.source_id], rows=rows):
        drawn = view.remember(
            ("icicle", *shown.key),
            lambda: icicle(shown.of_unit, view.language, view.palette, shown.system),
        )
        with st.container(key="wide_icicle"):
            st.plotly_chart(
                drawn,
                key=ICICLE,
                theme=None,
                config=CONFIG,
                on_select=_take_touched,
                selection_mode="points",
                alt=view.say("budget.icicle_alt", finding=title),
            )


def _take_touched() -> None:
    points = st.session_state[ICICLE].selection.points
    if points:
        choose(unit=points[0]["customdata"][0])


def _table(view: View, shown: Facts) -> pd.DataFrame:
    kept = narrowed(shown.lines, shown.unit, shown.system)
    return lines_table(shown.budget, kept, view.language)


def into_systems(view: View, shown: Facts) -> None:
    """Draw the flow into the systems: from the units, or from the plans of the chosen unit."""
    giver: Literal["agency", "plan"] = "plan" if shown.unit else "agency"
    title = giver_finding(shown.budget, shown.of_unit, giver, view.language)
    about = view.say(f"budget.from.{giver}")
    rows = Rows(lambda: _table(view, shown), shown.rows)
    with card(view, "flow", title, about, [shown.budget.source_id], rows=rows):
        drawn = view.remember(
            ("flow", *shown.key),
            lambda: flow(shown.of_unit, giver, view.language, view.palette, shown.system),
        )
        with st.container(key="wide_flow"):
            chart(drawn, "budget_flow", view.say("budget.flow_alt", about=about, finding=title))
