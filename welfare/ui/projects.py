"""Choices and cards of the page Projects: a fund over years, by kind of organisation and size."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import UNKNOWN_PROVINCE, catalogue
from welfare.charts.fund_projects import count_bars, mean_lines, size_bars
from welfare.charts.stacked import grants_bars
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.review import projects as review
from welfare.ui import pieces
from welfare.ui.card import Rows, alt, card, chart
from welfare.ui.choice import choose
from welfare.ui.filters import ALL, pick, pick_province, pick_region
from welfare.ui.touch import on_the_axis, take_year, touchable
from welfare.ui.view import View


@dataclass(frozen=True)
class Facts:
    """The fund's projects, and what of them is chosen; None of a choice is all."""

    fund: str
    year: int | None
    region: str | None
    province: str | None
    kind: str | None
    granted: pd.DataFrame
    chosen: pd.DataFrame

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        return (self.fund, self.year, self.region, self.province, self.kind)

    @property
    def all_years(self) -> pd.DataFrame:
        """The chosen projects of every year."""
        return review.kept(self.granted, None, self.region, self.province, self.kind)

    @property
    def sources(self) -> list[str]:
        """The sources of the fund's projects, in the catalogue's order."""
        used = set(self.granted["source_id"])
        return [source for source in catalogue().sources if source in used]

    def asked(self, *, every_year: bool = False) -> Asked:
        """Ask for the rows that are chosen, of all years where ``every_year`` is set."""
        filters = {"programme_id": [self.fund], "recognised": ["false"]}
        optional = {
            "fiscal_year": None if every_year or self.year is None else str(self.year),
            "organisation_kind": self.kind,
            "province_code": self.province,
            "province_region_id": None if self.province else self.region,
        }
        filters |= {name: [value] for name, value in optional.items() if value is not None}
        return Asked("projects", filters)


def choose_projects(view: View) -> Facts:
    """Let the reader choose fund, year, region, province and kind of organisation."""
    columns = st.columns([3, 2, 2, 2, 3])
    funds = review.funds(view.snapshot)
    fund = view.choice.fund if view.choice.fund in funds else funds[0]
    granted = review.granted(view.snapshot, fund)
    with columns[0]:
        pick(
            "fund",
            view.say("filter.fund"),
            funds,
            fund,
            lambda name: catalogue().programmes[name].name(view.language),
            kind=None,
            page=None,
        )
    with columns[1]:
        year = _pick_year(view, sorted(granted["fiscal_year"].unique()))
    with columns[2]:
        region = pick_region(view)
    with columns[3]:
        province = pick_province(view, region, view.say("filter.whole_country"))
    with columns[4]:
        kind = _pick_kind(view, granted)
    chosen = review.kept(granted, year, region, province, kind)
    return Facts(fund, year, region, province, kind, granted, chosen)


def _pick_year(view: View, years: Sequence[int]) -> int | None:
    """Let the reader choose a year or all; one that is not there leaves all."""
    current = view.choice.year if view.choice.year in years else None
    shown = {str(year): format_year(int(year), view.language) for year in years}
    key = "filter_year"
    st.session_state[key] = str(current) if current else ALL
    st.selectbox(
        view.say("filter.year"),
        [ALL, *shown],
        key=key,
        format_func=lambda year: shown[year] if year else view.say("filter.all_years"),
        on_change=lambda: choose(year=int(st.session_state[key] or 0) or None, page=None),
    )
    return current


def _pick_kind(view: View, granted: pd.DataFrame) -> str | None:
    known = set(granted["organisation_kind"])
    kinds = {
        kind.id: kind.name(view.language)
        for kind in catalogue().organisation_kinds.values()
        if kind.id in known
    }
    current = view.choice.kind if view.choice.kind in kinds else None
    pick(
        "kind",
        view.say("filter.kind"),
        [ALL, *kinds],
        current,
        lambda kind: kinds[kind] if kind else view.say("filter.all_kinds"),
        page=None,
    )
    return current


def over_years(view: View, shown: Facts) -> None:
    """Draw the projects and their baht over the years, by kind of organisation."""
    rows = shown.all_years
    partly = {year for source in shown.sources for year in _incomplete(source)}
    complete = rows[~rows["fiscal_year"].isin(partly)]
    title = view.remember(
        ("fund_finding", *shown.key),
        lambda: review.fund_finding(rows, complete, shown.fund, view.language),
    )
    about = [view.say("projects.years_about")]
    about += [
        view.say("projects.partly", year=format_year(year, view.language))
        for year in sorted(partly & set(rows["fiscal_year"]))
    ]
    unknown = int(rows.loc[rows["province_code"] == UNKNOWN_PROVINCE, "projects"].sum())
    if unknown:
        about.append(view.say("systems.grants_gap", count=f"{unknown:,}"))
    summed = review.by_year_and_kind(rows)
    table = Rows(lambda: _years_table(view, summed), shown.asked(every_year=True), counted=True)
    with card(view, "fund_years", title, " · ".join(about), shown.sources, rows=table):
        if rows.empty:
            return
        left, right = st.columns(2, gap="medium")
        with left:
            words = view.say("projects.count_by_year")
            st.markdown(f"**{words}**")
            counted = view.remember(
                ("fund_count", *shown.key), lambda: count_bars(summed, view.language, view.palette)
            )
            touchable(counted, "fund_count", alt(counted, words), take_year, on_the_axis)
        with right:
            words = view.say("projects.money_by_year")
            st.markdown(f"**{words}**")
            granted = view.remember(
                ("fund_money", *shown.key), lambda: grants_bars(summed, view.language, view.palette)
            )
            touchable(granted, "fund_money", alt(granted, words), take_year, on_the_axis)


def _incomplete(source: str) -> tuple[int, ...]:
    return catalogue().sources[source].incomplete_years


def _years_table(view: View, summed: pd.DataFrame) -> pd.DataFrame:
    kinds = catalogue().organisation_kinds
    return pd.DataFrame(
        {
            view.say("column.year"): [
                format_year(int(year), view.language) for year in summed["fiscal_year"]
            ],
            view.say("column.organisation_kind"): [
                kinds[kind].name(view.language) for kind in summed["organisation_kind"]
            ],
            view.say("column.projects"): summed["projects"],
            view.say("column.amount"): summed["amount_thb"],
        }
    )


def kinds_and_sizes(view: View, shown: Facts) -> None:
    """Show the kinds of organisation with their projects and average size, and sizes if known."""
    sizes = view.remember(("fund_sizes", *shown.key), lambda: review.sizes_by_kind(shown.chosen))
    title = review.kind_finding(sizes, view.language)
    about = view.say("projects.kinds_about")
    with card(
        view, "kinds", title, about, shown.sources, rows=Rows(None, shown.asked(), counted=True)
    ):
        _draw_sizes(view, shown)
        pieces.rows_table(_kinds_table(view, sizes), view.say("tile.unknown"))


def _draw_sizes(view: View, shown: Facts) -> None:
    classes = review.size_classes(shown.chosen)
    if classes is not None:
        words = view.say("projects.size_classes")
        st.markdown(f"**{words}**")
        chart(size_bars(classes, view.language, view.palette), "project_sizes", words)
        return
    means = view.remember(
        ("fund_means_of", *shown.key),
        lambda: review.sizes_by_kind(shown.all_years, by=("fiscal_year",)),
    )
    if means["mean"].notna().any():
        words = view.say("projects.mean_by_year")
        st.markdown(f"**{words}**")
        drawn = view.remember(
            ("fund_means", *shown.key), lambda: mean_lines(means, view.language, view.palette)
        )
        chart(drawn, "project_means", words)
    pieces.gap(view.say("projects.no_sizes"))


def _kinds_table(view: View, sizes: pd.DataFrame) -> pd.DataFrame:
    kinds = [catalogue().organisation_kinds[kind] for kind in sizes["organisation_kind"]]
    return pd.DataFrame(
        {
            view.say("column.organisation_kind"): [kind.name(view.language) for kind in kinds],
            view.say("column.projects"): sizes["projects"],
            view.say("column.amount"): sizes["amount_thb"].round(0),
            view.say("projects.mean"): sizes["mean"].round(0),
            view.say("projects.zero"): sizes["zero"],
            view.say("projects.missing"): sizes["missing"],
            view.say("projects.reading"): [
                kind.reason_th if view.language == "th" else kind.reason_en for kind in kinds
            ],
        }
    )
