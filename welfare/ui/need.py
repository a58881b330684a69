"""Parts of the page Need and reach: what is chosen, and the provinces in four parts."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.expand import of_life_course
from welfare.charts.findings import shown_year
from welfare.charts.need_and_reach import QUADRANTS, SIGNS, Quadrant, need_and_reach
from welfare.queries import indicators as queries
from welfare.review import need_words as sentences
from welfare.review.need import (
    Quadrants,
    complete_years,
    is_need,
    is_reach,
    known_by_province,
    quadrants,
    years_beside,
)
from welfare.ui import pieces
from welfare.ui.behind import areas_behind
from welfare.ui.card import Rows, card
from welfare.ui.filters import ALL, pick_age, pick_indicator, pick_year
from welfare.ui.touch import take_province, touchable
from welfare.ui.view import View

NEED, REACH = "poverty_rate_pct", "not_registered_pct"
CHART = "need_chart"


@dataclass(frozen=True)
class Facts:
    """The provinces by need and reach, and the one that is chosen."""

    found: Quadrants
    province: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        need, reach = self.found.need, self.found.reach
        return (need.indicator.id, need.year, reach.indicator.id, reach.year, self.province)


def choose_need(view: View) -> Indicator:
    """Let the reader choose what need is told by."""
    known = view.snapshot.remember("needs", lambda: known_by_province(view.snapshot, is_need))
    return pick_indicator(view, known, NEED, field="need")


def choose_reach(view: View) -> Indicator:
    """Let the reader choose what reach is told by, for all ages."""
    known = view.snapshot.remember("reaches", lambda: known_by_province(view.snapshot, is_reach))
    return pick_indicator(view, known, REACH, field="reach")


def choose_age(view: View, reach: Indicator) -> Indicator:
    """Let the reader choose an age where reach is known by age; return the reach of that age."""
    if not reach.each_life_course:
        label = view.say("filter.age")
        all_ages = view.say("filter.all_ages")
        st.selectbox(label, [ALL], format_func=lambda _: all_ages, disabled=True)
        return reach
    asked = catalogue().indicators.get(view.choice.reach or "")
    own = asked.measure.life_course if asked and asked.of_all == reach.id else None
    age = pick_age(view, view.choice.age or own, reach=reach.id)
    return catalogue().indicators[of_life_course(reach.id, age)] if age else reach


def choose_year(view: View, need: Indicator, reach: Indicator) -> int:
    """Let the reader choose the year of reach; that nearest to a year of need is shown first."""
    years = queries.province_years(view.snapshot, reach.id)
    complete = complete_years(view.snapshot, reach)
    _, first = years_beside(complete_years(view.snapshot, need), complete, None)
    return pick_year(view, complete, [year for year in years if year != first])


def facts(view: View, need: Indicator, reach: Indicator, year: int, province: str | None) -> Facts:
    """Fetch what the page shows."""
    found = view.snapshot.remember(
        ("quadrants", need.id, reach.id, year),
        lambda: quadrants(view.snapshot, need, reach, year),
    )
    return Facts(found, province)


def provinces(view: View, shown: Facts) -> None:
    """Draw the provinces by need and reach; beside them those with much need and little reach."""
    found, language = shown.found, view.language
    title = view.remember(
        ("need_words", *shown.key), lambda: sentences.quadrants_finding(found, language)
    )
    sides = found.need, found.reach
    behind = [
        areas_behind(
            side.indicator,
            queries.areas_in_year(view.snapshot, side.indicator.id, side.year),
            side.year,
        )
        for side in sides
    ]
    rows = Rows(lambda: table(view, found), behind[0], beside=behind[1:])
    about = " · ".join(
        [
            *(side.indicator.description(language) for side in sides),
            sentences.lines_told(found, language),
        ]
    )
    with card(view, "quadrants", title, about, found.sources, rows=rows):
        told = sentences.years_told(found, language)
        if told:
            st.info(told, icon=":material/event_busy:")
        left, right = st.columns([6, 5], gap="medium")
        with left:
            _chart(view, shown)
        with right:
            if shown.province:
                pieces.text(sentences.province_finding(found, shown.province, language))
            _worst(view, found)
        _others(view, found)


def _chart(view: View, shown: Facts) -> None:
    found = shown.found
    worst = found.members("high_need_low_reach")
    drawn = view.remember(
        ("need_and_reach", *shown.key),
        lambda: need_and_reach(
            found.rows,
            found.need,
            found.reach,
            view.language,
            view.palette,
            named=worst["area_id"].tolist(),
            chosen=shown.province,
        ),
    )
    alt = view.say(
        "need.chart_alt",
        n=len(found.rows),
        need=found.need.named(view.language),
        reach=found.reach.named(view.language),
        counts=" · ".join(_counted(view, found, quadrant) for quadrant in QUADRANTS),
    )
    touchable(drawn, CHART, alt, take_province)


def _counted(view: View, found: Quadrants, quadrant: Quadrant) -> str:
    return view.say(
        "need.quadrant_counted",
        sign=SIGNS[quadrant],
        quadrant=view.say(f"need.quadrant.{quadrant}"),
        count=len(found.members(quadrant)),
    )


def _worst(view: View, found: Quadrants) -> None:
    """List the provinces with much need and little reach, with their values."""
    first = QUADRANTS[0]
    st.markdown(f"**{_counted(view, found, first)}**")
    members = found.members(first)
    if not members.empty:
        pieces.rows_table(_columns(view, found, members))
        st.caption(" ".join(_order(view, found)))
    left_out = sentences.unknown_finding(found, view.language)
    if left_out:
        pieces.gap(left_out)


def _others(view: View, found: Quadrants) -> None:
    """Name the provinces of the other parts."""
    parts = [quadrant for quadrant in QUADRANTS[1:] if not found.members(quadrant).empty]
    st.markdown(f"**{view.say('need.others')}**")
    for quadrant in parts:
        st.markdown(_counted(view, found, quadrant))
        codes = found.members(quadrant)["area_id"].tolist()
        pieces.text(sentences.listed(codes, view.language))


def _order(view: View, found: Quadrants) -> list[str]:
    """Return how the list is ordered, and what chance leaves open in it."""
    said = [view.say("need.order")]
    known = {name: bool(found.rows[f"{name}_low"].notna().any()) for name in ("need", "reach")}
    sides = (("need", found.need), ("reach", found.reach))
    open_ = [
        side.indicator.title(view.language)
        for name, side in sides
        if side.indicator.basis == "survey" and not known[name]
    ]
    if open_:
        said.append(view.say("need.order_open", titles=" · ".join(open_)))
    if any(known.values()):
        said.append(view.say("need.order_known"))
    return said


def _columns(view: View, found: Quadrants, rows: pd.DataFrame) -> pd.DataFrame:
    """Return province and the two values, with the year and unit of each in its heading."""
    declared = catalogue().provinces
    names = [declared[code].name(view.language) for code in rows["area_id"]]
    columns = {view.say("column.province"): names}
    for name, side in (("need", found.need), ("reach", found.reach)):
        heading = view.say(
            "need.column_years",
            title=side.indicator.title(view.language),
            year=shown_year(side.year, side.indicator, view.language),
            unit=catalogue().units[side.indicator.unit].name(view.language),
        )
        columns[heading] = rows[name].round(side.indicator.decimals).to_numpy()
    return pd.DataFrame(columns)


def table(view: View, found: Quadrants) -> pd.DataFrame:
    """Return every province with its part, its two values, and their intervals where known."""
    rows = found.rows
    place = {quadrant: number for number, quadrant in enumerate(QUADRANTS)}
    rows = rows.sort_values("quadrant", key=lambda names: names.map(place), kind="stable")
    shown = _columns(view, found, rows)
    parts = [view.say(f"need.quadrant.{quadrant}") for quadrant in rows["quadrant"]]
    shown.insert(1, view.say("need.column_quadrant"), parts)
    for name, side in (("need", found.need), ("reach", found.reach)):
        if rows[f"{name}_low"].notna().any():
            for end in ("low", "high"):
                heading = f"{view.say(f'column.{end}')} · {side.indicator.title(view.language)}"
                shown[heading] = rows[f"{name}_{end}"].round(side.indicator.decimals).to_numpy()
    return shown
