"""Parts of the page Inequality."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.charts import findings_inequality as sentences
from welfare.charts.dot_plot import dot_plot
from welfare.charts.findings import shown_year
from welfare.charts.province_ranks import comparison_table, told_apart
from welfare.charts.theil_split import theil_split
from welfare.extracts.asked import Asked
from welfare.metrics.bands import bands
from welfare.queries import disparity as queries
from welfare.queries import indicators as indicator_queries
from welfare.ui import pieces
from welfare.ui.behind import areas_behind
from welfare.ui.card import Rows, alt, card, chart
from welfare.ui.filters import pick_indicator
from welfare.ui.how_to_read import how_to_read
from welfare.ui.touch import take_province, touchable
from welfare.ui.view import View

DEFAULT = "poverty_rate_pct"
MOST_BANDS = 8
"""More bands than this are no bands."""


@dataclass(frozen=True)
class Facts:
    """One indicator and year over the provinces, with their statistics, parts and clusters."""

    indicator: Indicator
    year: int
    province: str | None
    areas: pd.DataFrame
    statistics: pd.DataFrame
    clusters: pd.DataFrame

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        return (self.indicator.id, self.year, self.province)

    @property
    def sources(self) -> list[str]:
        """The sources of the provinces' values."""
        return indicator_queries.sources_of(self.areas)

    def statistic(self, statistic_id: str) -> pd.Series:
        """Return the row of one statistic."""
        return self.statistics.set_index("statistic_id").loc[statistic_id]

    def asked(self, publication: str) -> Asked:
        """Ask a published table for the rows of the indicator and year."""
        chosen = {"indicator_id": [self.indicator.id], "year": [str(self.year)]}
        return Asked(publication, chosen)


def choose_compared(view: View) -> tuple[Indicator, tuple[int, ...]]:
    """Let the reader choose among the compared indicators; return it with its years."""
    declared = [catalogue().indicators[name] for name in catalogue().compared.indicators]
    indicator = pick_indicator(view, declared, DEFAULT)
    return indicator, queries.compared_years(view.snapshot, indicator.id)


def facts(view: View, indicator: Indicator, year: int, province: str | None) -> Facts:
    """Fetch what the cards on provinces show."""
    statistics = queries.statistics(view.snapshot, indicator.id)
    return Facts(
        indicator=indicator,
        year=year,
        province=province,
        areas=indicator_queries.areas_in_year(view.snapshot, indicator.id, year),
        statistics=statistics[statistics["year"] == year],
        clusters=queries.clusters(view.snapshot, indicator.id, year),
    )


def provinces(view: View, shown: Facts) -> None:
    """Draw the provinces as dots in bands, and the Theil index split by region."""
    title = sentences.disparity_finding(
        shown.statistics, shown.indicator, shown.year, view.language
    )
    rows = Rows(
        lambda: comparison_table(shown.areas, shown.indicator, view.language, shown.province),
        areas_behind(shown.indicator, shown.areas, shown.year),
        beside=(shown.asked("disparities"), shown.asked("disparity_by_region")),
    )
    with card(view, "provinces", title, _weights(view, shown), shown.sources, rows=rows):
        left, right = st.columns([6, 5], gap="medium")
        with left:
            _dots(view, shown)
        with right:
            _split(view, shown)
            _statistics(view, shown)


def _dots(view: View, shown: Facts) -> None:
    found, told = _bands(shown)
    st.markdown(f"**{shown.indicator.title(view.language)}**")
    st.caption(view.say(told))
    if shown.province:
        apart = told_apart(shown.areas, shown.indicator, shown.province)
        if apart is not None:
            pieces.text(
                sentences.apart_finding(apart, shown.province, shown.indicator, view.language)
            )
    with st.container(height=620, border=False):
        drawn = view.remember(
            ("dots", *shown.key),
            lambda: dot_plot(
                shown.areas,
                shown.indicator,
                view.language,
                view.palette,
                bands=found,
                chosen=shown.province,
            ),
        )
        told = alt(drawn, shown.indicator.title(view.language))
        touchable(drawn, "inequality_dots", told, take_province)


def _bands(shown: Facts) -> tuple[dict[str, int], str]:
    """Return the band of each province and the message that says what the bands are.

    Intervals so narrow that they part nearly every province make no bands: these are of equal
    number then, as where no interval is known.
    """
    rows = shown.areas[(shown.areas["area_kind"] == "province") & shown.areas["value"].notna()]
    told = f"inequality.{shown.indicator.basis}_bands"
    found = bands(rows["value"])
    if shown.indicator.chance and rows["low"].notna().all():
        apart = bands(rows["value"], rows["low"], rows["high"])
        few = apart.max() < MOST_BANDS
        found, told = (
            (apart, "inequality.bands_apart") if few else (found, "inequality.bands_narrow")
        )
    return dict(zip(rows["area_id"], found.tolist(), strict=True)), told


def _split(view: View, shown: Facts) -> None:
    parts = queries.theil_parts(view.snapshot, shown.indicator.id, shown.year)
    st.markdown(f"**{view.say('inequality.split')}**")
    total, between, within = (
        float(shown.statistic(name)["value"]) for name in ("theil", "theil_between", "theil_within")
    )
    drawn = view.remember(
        ("split", *shown.key),
        lambda: theil_split(parts, total, between, within, view.language, view.palette),
    )
    chart(drawn, "theil_split", view.say("inequality.split"))


def _statistics(view: View, shown: Facts) -> None:
    """List every statistic with its interval, p-value and number of provinces."""
    st.markdown(f"**{view.say('inequality.statistics')}**")
    known = {str(row["statistic_id"]): row for _, row in shown.statistics.iterrows()}
    made = [each for each in catalogue().statistics.values() if each.id in known]
    pieces.rows_table(
        pd.DataFrame(
            {
                view.say("column.statistic"): [each.name(view.language) for each in made],
                view.say("column.statistic_value"): [
                    _with_interval(view, known[each.id]) for each in made
                ],
            }
        )
    )
    how_to_read(view, *dict.fromkeys(each.method for each in made))


def _with_interval(view: View, row: pd.Series) -> str:
    name = str(row["statistic_id"])
    if pd.isna(row["value"]):
        return view.say("tile.unknown")
    value = sentences.statistic(float(row["value"]), name)
    if pd.notna(row["low"]):
        return f"{value} {sentences.interval(row, name, view.language)}"
    return value if pd.isna(row["p_value"]) else f"{value} (p = {row['p_value']:.3f})"


def _weights(view: View, shown: Facts) -> str:
    row = shown.statistics.iloc[0]
    people = catalogue().indicators[str(row["people_id"])]
    return view.say(
        "inequality.weights",
        people=people.title(view.language),
        year=shown_year(int(row["people_year"]), people, view.language),
    )
