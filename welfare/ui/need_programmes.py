"""Cards of the page Need and reach on the concentration of programmes along need."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.findings import shown_year
from welfare.charts.findings_inequality import followed
from welfare.charts.index_rows import Group, index_rows
from welfare.charts.theme import CONFIG
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.queries import indicators as queries
from welfare.review import need_words as sentences
from welfare.review.concentration import in_order, programmes
from welfare.ui.behind import provinces_behind
from welfare.ui.card import Rows, card
from welfare.ui.how_to_read import how_to_read
from welfare.ui.view import View


def found_programmes(view: View) -> pd.DataFrame:
    """Return every programme's index, of the chosen system where one is chosen."""
    rows = view.snapshot.remember("programmes_along_need", lambda: programmes(view.snapshot))
    rows = in_order(rows, list(catalogue().systems))
    return rows if view.choice.system is None else rows[rows["system"] == view.choice.system]


def by_system(view: View, found: pd.DataFrame) -> None:
    """Draw the index of each programme for all ages, under its system."""
    rows = found[found["age"].isna()]
    about = view.say("need.programmes_about", needs=_needs(view, rows))
    title = sentences.programmes_finding(rows, view.language)
    behind = Rows(
        lambda: _table(view, rows),
        Asked("money_and_need", {}),
        counted=True,
        beside=(_behind(found[found["age"].isna()]),),
    )
    with card(view, "programmes", title, about, _sources(view, rows), rows=behind):
        drawn = view.remember(
            ("programmes", view.choice.system),
            lambda: index_rows(_by_system(view, rows), view.language, view.palette),
        )
        _draw(drawn, "programmes_chart", view.say("need.programmes_alt", n=len(rows)))
        how_to_read(view, "concentration_index", "bootstrap", "jackknife")


def by_age(view: View, found: pd.DataFrame) -> None:
    """Draw the index of each health scheme at each stage of life."""
    rows = found[found["age"].notna()]
    if rows.empty:
        return
    title = sentences.ages_finding(rows, view.language)
    about = view.say("need.ages_about", needs=_needs(view, rows))
    behind = Rows(lambda: _table(view, rows), _behind(rows), counted=True)
    with card(view, "programmes_by_age", title, about, _sources(view, rows), rows=behind):
        drawn = view.remember(
            ("programmes_by_age", view.choice.system, view.choice.age),
            lambda: index_rows(_by_scheme(view, rows), view.language, view.palette),
        )
        _draw(drawn, "ages_chart", view.say("need.ages_alt"))


def _draw(figure: go.Figure, key: str, alt: str) -> None:
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def _by_system(view: View, rows: pd.DataFrame) -> list[Group]:
    systems, declared = catalogue().systems, catalogue().indicators
    named = {system: entry.name(view.language) for system, entry in systems.items()}
    groups = []
    for system, own in rows.groupby(rows["system"].fillna(""), sort=False):
        labels = [
            f"{declared[i].title(view.language)}"
            f" {shown_year(int(year), declared[i], view.language)}"
            for i, year in zip(own["indicator_id"], own["year"], strict=True)
        ]
        groups.append(
            Group(
                named.get(str(system), view.say("need.no_system")),
                view.palette.system(str(system) or None),
                own.assign(label=labels),
            )
        )
    return groups


def _by_scheme(view: View, rows: pd.DataFrame) -> list[Group]:
    ages = catalogue().life_courses
    chosen = ages[view.choice.age].name(view.language) if view.choice.age else None
    return [
        Group(
            catalogue().indicators[str(scheme)].title(view.language),
            view.palette.system(own["system"].fillna("").iloc[0] or None),
            own.assign(label=[ages[age].name(view.language) for age in own["age"]]),
            chosen,
        )
        for scheme, own in rows.groupby("of_all", sort=False)
    ]


def _needs(view: View, rows: pd.DataFrame) -> str:
    """Return the needs, with their years, that the rows are set against."""
    pairs = dict.fromkeys(zip(rows["need_id"], rows["need_year"], strict=True))
    named = (
        f"{catalogue().indicators[need].title(view.language)} "
        f"{shown_year(int(year), catalogue().indicators[need], view.language)}"
        for need, year in pairs
    )
    return " · ".join(named)


def _behind(rows: pd.DataFrame) -> Asked:
    years = sorted({*rows["year"].astype(int), *rows["need_year"].astype(int)})
    return provinces_behind([*rows["indicator_id"], *rows["need_id"].unique()], years)


def _sources(view: View, rows: pd.DataFrame) -> Sequence[str]:
    pairs = [
        *zip(rows["indicator_id"], rows["year"], strict=True),
        *zip(rows["need_id"], rows["need_year"], strict=True),
    ]
    used = queries.all_areas(view.snapshot, sorted({name for name, _ in pairs}))
    keys = {(str(name), int(year)) for name, year in pairs}
    kept = [key in keys for key in zip(used["indicator_id"], used["year"], strict=True)]
    return queries.sources_of(used[kept])


def _table(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return every index with its system, years, need, interval, provinces and side."""
    declared, systems = catalogue().indicators, catalogue().systems
    return pd.DataFrame(
        {
            view.say("filter.system"): [
                systems[s].name(view.language) if s in systems else view.say("need.no_system")
                for s in rows["system"]
            ],
            view.say("column.indicator"): [
                declared[i].title(view.language) for i in rows["indicator_id"]
            ],
            view.say("column.year"): [
                shown_year(int(year), declared[i], view.language)
                for i, year in zip(rows["indicator_id"], rows["year"], strict=True)
            ],
            view.say("column.need"): [
                f"{declared[i].title(view.language)} {format_year(int(year), view.language)}"
                for i, year in zip(rows["need_id"], rows["need_year"], strict=True)
            ],
            view.say("column.statistic_value"): rows["value"].astype(float).round(4).to_numpy(),
            view.say("column.low"): rows["low"].astype(float).round(4).to_numpy(),
            view.say("column.high"): rows["high"].astype(float).round(4).to_numpy(),
            view.say("need.column_side"): [
                view.say(f"need.side.{followed(row)}") for _, row in rows.iterrows()
            ],
            view.say("column.provinces_counted"): rows["n"].astype(int).to_numpy(),
        }
    )
