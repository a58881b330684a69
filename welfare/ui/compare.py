"""Parts of the page Compare."""

from collections.abc import Callable, Sequence
from typing import get_args

import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import COUNTRY, catalogue
from welfare.charts.multiples import Axes, Drawn, bar_panels, line_panels
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.review import compare_words as words
from welfare.review.compare import (
    MOST_INDICATORS,
    MOST_MEMBERS,
    By,
    Comparison,
    Multiple,
    Scale,
    comparable,
    comparison,
    possible_members,
)
from welfare.ui.card import Rows, alt, card
from welfare.ui.choice import choose
from welfare.ui.filters import pick_province
from welfare.ui.touch import touchable
from welfare.ui.view import View

REGION = "region_"
"""Begins the id of an area that is a region."""
BY_KEY, MEMBERS_KEY, SHOWN_KEY, SCALE_KEY = (
    "compare_by",
    "compare_members",
    "compare_shown",
    "compare_scale",
)


def choose_by(view: View) -> None:
    """Let the reader choose what is compared; members of another kind are let go."""
    st.session_state[BY_KEY] = view.choice.by
    st.segmented_control(
        view.say("compare.by"),
        get_args(By),
        key=BY_KEY,
        format_func=lambda by: view.say(f"compare.by.{by}"),
        required=True,
        on_change=lambda: choose(by=st.session_state[BY_KEY], beside=None, shown=None),
    )


def found(view: View) -> Comparison:
    """Fetch what stands side by side."""
    choice = view.choice
    area = choice.province or COUNTRY if choice.by == "ages" else COUNTRY
    key = ("comparison", choice.by, choice.beside, choice.shown, choice.scale, area)
    return view.snapshot.remember(
        key,
        lambda: comparison(
            view.snapshot,
            choice.by,
            members=_parts(choice.beside),
            indicators=_parts(choice.shown),
            scale=choice.scale,
            area=area,
        ),
    )


def choose_members(view: View, shown: Comparison) -> None:
    """Let the reader choose which stand side by side."""
    first = shown.multiples[0].indicator.id
    _pick_some(
        view.say("compare.members", most=MOST_MEMBERS),
        possible_members(view.snapshot, shown.by, first),
        shown.members,
        (MEMBERS_KEY, "beside", MOST_MEMBERS),
        {m: words.member_name(shown.by, m, view.language) for m in _every(view, shown)},
    )


def _every(view: View, shown: Comparison) -> list[str]:
    first = shown.multiples[0].indicator.id
    return list({*possible_members(view.snapshot, shown.by, first), *shown.members})


def choose_indicators(view: View, shown: Comparison) -> None:
    """Let the reader choose by which indicators."""
    declared, themes = catalogue().indicators, catalogue().themes
    known = comparable(view.snapshot, shown.by)
    _pick_some(
        view.say("compare.indicators", most=MOST_INDICATORS),
        known,
        [multiple.indicator.id for multiple in shown.multiples],
        (SHOWN_KEY, "shown", MOST_INDICATORS),
        {
            name: f"{themes[declared[name].theme].name(view.language)} · "
            f"{declared[name].title(view.language)}"
            for name in known
        },
    )


def _pick_some(
    label: str,
    options: Sequence[str],
    current: Sequence[str],
    field: tuple[str, str, int],
    names: dict[str, str],
) -> None:
    key, name, most = field
    st.session_state[key] = list(current)
    st.multiselect(
        label,
        options,
        key=key,
        format_func=lambda option: names[option],
        max_selections=most,
        on_change=lambda: choose(**{name: ",".join(st.session_state[key]) or None}),
    )


def choose_scale(view: View) -> None:
    """Let the reader choose values as they are, or the first year as 100."""
    st.session_state[SCALE_KEY] = view.choice.scale
    st.segmented_control(
        view.say("compare.scale"),
        get_args(Scale),
        key=SCALE_KEY,
        format_func=lambda scale: view.say(f"compare.scale.{scale}"),
        required=True,
        on_change=lambda: choose(scale=st.session_state[SCALE_KEY]),
    )


def choose_area(view: View, shown: Comparison) -> None:
    """Let the reader choose where age groups are looked at."""
    if shown.by == "ages":
        pick_province(view, None, view.say("filter.whole_country"))


def multiples(view: View, shown: Comparison) -> None:
    """Draw a card for each indicator, two beside each other."""
    cards = list(shown.multiples)
    for start in range(0, len(cards), 2):
        pair = cards[start : start + 2]
        for column, each in zip(st.columns(len(pair), gap="medium"), pair, strict=True):
            with column:
                _card(view, shown, each)


def _card(view: View, shown: Comparison, each: Multiple) -> None:
    rows = Rows(lambda: words.table(shown, each, view.language), _asked(shown, each))
    title = words.finding(shown, each, view.language)
    about = words.about(each, view.language)
    name = each.indicator.id
    with card(view, f"compare_{name}", title, about, each.sources, rows=rows):
        partly = catalogue().incomplete_years(each.indicator)
        if drawn := sorted({*partly} & {y for p in each.panels for y in p.rows["year"]}):
            years = ", ".join(format_year(int(year), view.language) for year in drawn)
            st.caption(view.say("compare.partly", years=years))
        st.caption(view.say(_read_as(shown, each)))
        chosen = _chosen(view, shown.by)
        key = ("compare", shown.by, shown.members, shown.scale, shown.area, chosen, name)
        figure = view.remember(key, lambda: _draw(view, shown, each, chosen))
        told = alt(figure, each.indicator.title(view.language))
        touchable(figure, f"compare_{name}", told, _take(shown.by))


def _chosen(view: View, by: By) -> str:
    """Return the member that the reader's choice names, nothing where it names none."""
    choice = view.choice
    named = {
        "provinces": choice.province,
        "regions": choice.region and f"{REGION}{choice.region}",
        "ages": choice.age,
        "years": choice.year,
    }
    return str(named[by] or "")


def _take(by: By) -> Callable[[str], None]:
    """Return what is done where a point of a member is touched: it is chosen, in all charts."""

    def take(member: str) -> None:
        if by == "provinces":
            choose(province=member if member in catalogue().provinces else None)
        elif by == "regions":
            region = member.removeprefix(REGION)
            choose(region=region if region in catalogue().regions else None)
        elif by == "ages":
            choose(age=member)
        else:
            choose(year=int(member))

    return take


def _read_as(shown: Comparison, each: Multiple) -> str:
    """Return the message that says how a card's panels are read."""
    if shown.by == "years":
        return "compare.bars_about"
    if each.base_year is not None:
        return "compare.index_about"
    return "compare.alone_about" if each.nation.empty else "compare.lines_about"


def _draw(view: View, shown: Comparison, each: Multiple, chosen: str) -> go.Figure:
    vintages = catalogue().vintages
    panels = []
    for panel in each.panels:
        editions = panel.rows.loc[panel.rows["value"].notna(), "vintage_id"].dropna().unique()
        note = (
            vintages[editions[0]].name(view.language)
            if shown.by == "years" and len(editions)
            else ""
        )
        name = words.member_name(shown.by, panel.member, view.language)
        marked = panel.member == chosen
        panels.append(Drawn(name, note, panel.rows, panel.indicator, panel.member, marked))
    axes = Axes(each.low, each.high, each.years, each.base_year is not None)
    if shown.by == "years":
        names = [
            {str(a): words.area_name(str(a), view.language) for a in panel.rows["area_id"]}
            for panel in each.panels
        ]
        return bar_panels(panels, names, axes, view.language, view.palette)
    return line_panels(panels, axes, each.nation, view.language, view.palette)


def _asked(shown: Comparison, each: Multiple) -> Asked:
    """Ask for the published rows of what is drawn."""
    names = list(dict.fromkeys(panel.indicator.id for panel in each.panels))
    areas = list(dict.fromkeys(str(a) for panel in each.panels for a in panel.rows["area_id"]))
    years = {"year": list(shown.members)} if shown.by == "years" else {}
    within = {"area_id": areas} if areas else {}
    return Asked("indicators", {"indicator_id": names, **within, **years, "is_current": ["true"]})


def _parts(text: str | None) -> list[str]:
    return text.split(",") if text else []
