"""Money on the page of one province: per poor person, by welfare system, of the fund."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import COUNTRY, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.series import Line, national_lines
from welfare.charts.stacked import grants_bars
from welfare.charts.system_money import SystemBar, system_money
from welfare.extracts.asked import Asked
from welfare.language import format_value, format_year
from welfare.review.profile import ProvinceProfile, frame
from welfare.review.province_records import MoneyPerPoor, SystemMoney
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart
from welfare.ui.profile import asked, table
from welfare.ui.view import View


def per_poor(view: View, shown: ProvinceProfile) -> None:
    """Show how money per poor person changed and how sure that is; then what has but one year."""
    for one in shown.per_poor:
        if one.change is not None:
            _changed(view, shown, one)
    single = [one for one in shown.per_poor if one.change is None]
    if not single:
        return
    used = {source for one in single for source in one.sources}
    sources = [source for source in catalogue().sources if source in used]
    rows = Rows(None, _asked(shown.code, [one.indicator for one in single]))
    title = view.say("profile.poor.single", count=len(single))
    with card(view, "profile_poor_single", title, "", sources, rows=rows):
        pieces.entries(
            (
                pieces.Entry(
                    one.sentence.say(view.language),
                    [said.say(view.language) for said in one.how_sure],
                )
                for one in single
            ),
            columns=True,
        )


def _changed(view: View, shown: ProvinceProfile, one: MoneyPerPoor) -> None:
    indicator = catalogue().indicators[one.indicator]
    about = indicator.description(view.language)
    behind = [one.indicator, *indicator.measure.of, *indicator.measure.over]
    rows = Rows(lambda: _poor_table(view, one), _asked(shown.code, behind), counted=True)
    finding = one.sentence.say(view.language)
    with card(view, f"profile_{one.indicator}", finding, about, one.sources, rows=rows):
        left, right = st.columns([5, 6], gap="medium")
        with left:
            drawn = view.remember(
                ("per_poor", one.indicator, shown.code), lambda: _lines(view, shown, one)
            )
            chart(drawn, f"profile_chart_{one.indicator}", about)
        with right:
            st.markdown(f"**{view.say('profile.poor.how_sure')}**")
            pieces.bullets(said.say(view.language) for said in one.how_sure)


def _lines(view: View, shown: ProvinceProfile, one: MoneyPerPoor) -> go.Figure:
    years = frame(one.years)
    indicator = catalogue().indicators[one.indicator]
    name = catalogue().provinces[shown.code].name(view.language)
    own = years[["year", "value", "vintage_id"]]
    nation = years[["year", "vintage_id"]].assign(value=years["nation"].astype(float))
    lines = [
        Line(view.say("provinces.country"), nation, view.palette.accent, indicator),
        Line(name, own, view.palette.highlight, indicator),
    ]
    known = [line for line in lines if line.rows["value"].notna().any()]
    return national_lines(known, view.language, view.palette, height=300)


def _poor_table(view: View, one: MoneyPerPoor) -> pd.DataFrame:
    """Return each year's money, poor, quotient, and the money of the fund without a province."""
    indicator = catalogue().indicators[one.indicator]
    baht, people = (
        catalogue().indicators[name] for name in (*indicator.measure.of, *indicator.measure.over)
    )
    return pd.DataFrame(
        [
            {
                view.say("column.year"): shown_year(year.year, indicator, view.language),
                baht.title(view.language): format_value(year.amount, baht, view.language),
                people.title(view.language): format_value(year.people, people, view.language),
                view.say("profile.poor.of_year"): format_year(year.people_year, view.language),
                indicator.title(view.language): format_value(year.value, indicator, view.language),
                view.say("provinces.country"): format_value(year.nation, indicator, view.language),
                **(
                    {view.say("profile.poor.no_province"): f"{year.unplaced_pct:.1f}%"}
                    if year.unplaced_pct is not None
                    else {}
                ),
            }
            for year in one.years
        ]
    )


def _asked(code: str, indicators: Sequence[str]) -> Asked:
    """Ask for the province and the country in ``indicators`` over all years."""
    return Asked(
        "indicators",
        {"indicator_id": indicators, "area_id": [code, COUNTRY], "is_current": ["true"]},
    )


def systems(view: View, shown: ProvinceProfile) -> None:
    """Draw each system's baht per head beside the nation, or the median province."""
    rows = [one.row for one in shown.money if one.row is not None]
    used = {source for row in rows for source in row.sources}
    sources = [source for source in catalogue().sources if source in used]
    known = sum(row.value is not None for row in rows)
    title = view.say("profile.money.title", known=known, count=len(shown.money))
    behind = Rows(lambda: table(view, rows), asked(shown.code, rows))
    about = view.say("profile.money.about")
    with card(view, "profile_systems", title, about, sources, rows=behind):
        name = catalogue().provinces[shown.code].name(view.language)
        drawn = view.remember(
            ("system_money", shown.code),
            lambda: system_money(
                [_bar(view, one) for one in shown.money], name, view.language, view.palette
            ),
        )
        chart(drawn, "profile_system_money", about)
        pieces.entries(
            pieces.Entry(
                catalogue().systems[one.system].name(view.language),
                [one.sentence.say(view.language)],
            )
            for one in shown.money
        )


def _bar(view: View, one: SystemMoney) -> SystemBar:
    row = one.row
    if row is None or row.value is None:
        return SystemBar(one.system, None, None, view.say("tile.unknown"))
    indicator = catalogue().indicators[row.indicator]
    value = format_value(row.value, indicator, view.language)
    reference = row.nation if row.nation is not None else row.median
    return SystemBar(one.system, row.value, reference, f"<b>{value}</b>")


def projects(view: View, shown: ProvinceProfile) -> None:
    """Draw the fund's projects in the province by year and kind of organisation."""
    found = shown.projects
    title = found.sentence.say(view.language)
    about = view.say("profile.projects.about")
    where = {"province_code": [shown.code], "programme_id": ["promotion_fund"]}
    rows = Rows(lambda: _projects_table(view, shown), Asked("projects", where))
    with card(view, "profile_projects", title, about, found.sources, rows=rows):
        if found.years:
            drawn = view.remember(
                ("profile_projects", shown.code),
                lambda: grants_bars(frame(found.years), view.language, view.palette),
            )
            chart(drawn, "profile_projects_chart", about)
        zero = sum(year.amount_zero + year.amount_missing for year in found.years)
        if zero:
            pieces.gap(view.say("profile.projects.no_amount", count=zero))
        if found.recognised:
            st.markdown(f"**{view.say('profile.projects.recognised')}**")
            pieces.bullets(
                " · ".join(
                    [
                        catalogue().proper_name(name, view.language)
                        for name in (project.project_name, project.organisation)
                        if name is not None
                    ]
                    + [format_year(project.fiscal_year, view.language, fiscal=True)]
                )
                for project in found.recognised
            )


def _projects_table(view: View, shown: ProvinceProfile) -> pd.DataFrame:
    kinds = catalogue().organisation_kinds
    return pd.DataFrame(
        [
            {
                view.say("column.year"): format_year(year.fiscal_year, view.language, fiscal=True),
                view.say("column.organisation_kind"): kinds[year.organisation_kind].name(
                    view.language
                ),
                view.say("column.projects"): year.projects,
                view.say("column.amount"): year.amount_thb,
            }
            for year in shown.projects.years
        ]
    )
