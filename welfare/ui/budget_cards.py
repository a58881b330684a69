"""Further cards of the page Budget: stages, what names no province, and the reasons."""

import pandas as pd
import streamlit as st

from welfare.charts.placed import placed_bars
from welfare.extracts.asked import Asked
from welfare.language import format_amount, format_year
from welfare.queries import budget as queries
from welfare.review.budget import (
    budgets_of,
    narrowed,
    placed_finding,
    stage_table,
    stages_finding,
    why_unplaced,
)
from welfare.review.budget_lines import lines_table
from welfare.ui import pieces
from welfare.ui.budget import Facts
from welfare.ui.card import Rows, card, chart
from welfare.ui.view import View


def stages(view: View, shown: Facts) -> None:
    """Put what was proposed, approved and spent beside one another, unit by unit."""
    found = queries.stages(view.snapshot, shown.budget.fiscal_year, shown.budget.source_id)
    kept = found if shown.unit is None else found[found["agency"] == shown.unit]
    asked = Asked("budgets", {"fiscal_year": [str(shown.budget.fiscal_year)]})
    title = stages_finding(shown.budget, kept, view.language)
    about = view.say("budget.stages_about")
    with card(view, "stages", title, about, [shown.budget.source_id], rows=Rows(None, asked)):
        pieces.rows_table(stage_table(kept, view.language), view.say("tile.unknown"))


def unplaced(view: View, shown: Facts) -> None:
    """Show how much of every budget of the year names no province, and why."""
    found = budgets_of(view.snapshot, shown.budget.fiscal_year)
    asked = Asked("budgets", {"fiscal_year": [str(shown.budget.fiscal_year)]})
    rows = pd.DataFrame(
        {
            "name": [budget.name(view.language) for budget in found],
            "amount_thb": [budget.amount_thb for budget in found],
            "placed_thb": [budget.placed_thb for budget in found],
        }
    )
    title = placed_finding(found, view.language)
    about = view.say("budget.placed_about")
    sources = [budget.source_id for budget in found]
    with card(view, "placed", title, about, sources, rows=Rows(None, asked, counted=True)):
        left, right = st.columns([6, 5], gap="medium")
        with left:
            drawn = view.remember(
                ("placed", shown.budget.fiscal_year),
                lambda: placed_bars(rows, view.language, view.palette),
            )
            chart(drawn, "budget_placed", about)
        with right:
            pieces.terms(
                (
                    budget.name(view.language),
                    view.say(
                        "budget.placed_line",
                        stage=view.say(f"budget.stage.{budget.stage}"),
                        amount=format_amount(budget.amount_thb, view.language, unit="thb"),
                        why=why_unplaced(budget, view.language),
                    ),
                )
                for budget in found
            )


def reasons(view: View, shown: Facts) -> None:
    """List every line with its system and why it stands there."""
    kept = narrowed(shown.lines, shown.unit, shown.system)
    title = view.say(
        "budget.reasons",
        count=f"{len(kept):,}",
        whose=shown.budget.name(view.language),
        year=format_year(shown.budget.fiscal_year, view.language, fiscal=True),
    )
    rows = Rows(None, shown.rows)
    about = view.say("budget.reasons_about")
    with card(view, "reasons", title, about, [shown.budget.source_id], rows=rows):
        pieces.rows_table(
            view.remember(
                ("reasons", *shown.key), lambda: lines_table(shown.budget, kept, view.language)
            )
        )
