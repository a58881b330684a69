"""Where the country stands on the page Inequality: its two national series, with their breaks."""

from collections.abc import Sequence

import streamlit as st

from welfare.catalog import catalogue
from welfare.charts import findings, tables
from welfare.charts import findings_inequality as sentences
from welfare.charts.series import Line, national_lines
from welfare.queries import indicators as indicator_queries
from welfare.ui import pieces
from welfare.ui.behind import nation_behind
from welfare.ui.card import Rows, card, chart
from welfare.ui.how_to_read import how_to_read
from welfare.ui.view import View

GINI = ("gini_income", "gini_expenditure", "gini_world_bank")


def standing(view: View) -> None:
    """Write where the country stands."""
    gini, poverty = (
        indicator_queries.national_series(view.snapshot, name)
        for name in ("gini_income", "poverty_rate_pct")
    )
    pieces.headline(sentences.standing_finding(gini, poverty, view.language))


def national(view: View) -> None:
    """Show the national series of inequality and of poverty, each with its breaks."""
    left, right = st.columns(2, gap="medium")
    colours = [view.palette.system(name) for name in ("insurance", "services", "partnership")]
    with left:
        _series(view, "gini", GINI, colours, ("finding.gini", "finding.gini_rose"))
    with right:
        poverty = ("finding.poverty", "finding.poverty_rose")
        _series(view, "fgt", ("poverty_rate_pct",), [view.palette.accent], poverty)


def _series(
    view: View, method: str, names: Sequence[str], colours: Sequence[str], told: tuple[str, str]
) -> None:
    declared = [catalogue().indicators[name] for name in names]
    series = [indicator_queries.national_series(view.snapshot, name) for name in names]
    title = findings.change_finding(series[0], declared[0], *told, view.language)
    about = " · ".join(indicator.title(view.language) for indicator in declared)
    sources = list(dict.fromkeys(s for rows in series for s in indicator_queries.sources_of(rows)))
    columns = {
        tables.value_heading(indicator, view.language): rows
        for indicator, rows in zip(declared, series, strict=True)
    }
    table = Rows(lambda: tables.series_table(columns, view.language), nation_behind(*names))
    with card(view, f"national_{method}", title, about, sources, rows=table):
        lines = [
            Line(indicator.title(view.language) if len(names) > 1 else "", rows, colour, indicator)
            for indicator, rows, colour in zip(declared, series, colours, strict=True)
        ]
        drawn = view.remember(
            ("national", method),
            lambda: national_lines(lines, view.language, view.palette, filled=len(names) == 1),
        )
        chart(drawn, f"national_{method}", about)
        how_to_read(view, method)
