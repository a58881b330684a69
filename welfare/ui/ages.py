"""Parts of the page Age groups."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts import findings, tables
from welfare.charts.life_course import life_course_bars
from welfare.charts.pyramid import SCHEME_ORDER, age_pyramid, not_drawn
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.queries.people import coverage_by_age
from welfare.ui.card import Rows, alt, card, chart
from welfare.ui.touch import take_age, touchable
from welfare.ui.view import View


@dataclass(frozen=True)
class Facts:
    """Coverage by age of one area and fiscal year; ``nation`` is None where the area is it."""

    year: int
    area: str
    people: pd.DataFrame
    nation: pd.DataFrame | None
    key: tuple[object, ...]
    asked: Asked

    @property
    def sources(self) -> list[str]:
        """The registry's edition of the year."""
        return _editions(self.year)


def facts(view: View, year: int, region: str | None, province: str | None) -> Facts:
    """Fetch coverage by age of a province, a region or the country."""
    declared = catalogue().provinces
    where: dict[str, list[str]] = {}
    if province:
        codes: tuple[str, ...] = (province,)
        where = {"province_code": [province]}
        area = declared[province].name(view.language)
    elif region:
        where = {"province_region_id": [region]}
        codes = tuple(c for c, p in declared.items() if p.region == region)
        area = catalogue().regions[region].name(view.language)
    else:
        codes, area = (), view.say("filter.all_provinces")
    people = coverage_by_age(view.snapshot, year, codes)
    nation = coverage_by_age(view.snapshot, year, ()) if codes else None
    sources = _editions(year)
    asked = Asked("beneficiaries", {"fiscal_year": [str(year)], "source_id": sources, **where})
    return Facts(year, area, people, nation, (year, codes), asked)


def _editions(year: int) -> list[str]:
    """Return the registry's edition of a year."""
    registered = catalogue().indicators["registered_persons"].sources
    return [source for source in registered if source.endswith(format_year(year, "th"))]


def pyramid(view: View, shown: Facts) -> None:
    """Draw the pyramid by scheme with the nation as an outline."""
    if shown.people.empty:
        st.info(view.say("empty.no_data"), icon=":material/search_off:")
        return
    title = findings.pyramid_finding(shown.people, shown.area, shown.year, view.language)
    about = [
        view.say("ages.pyramid_note" if shown.nation is not None else "ages.pyramid_note_country")
    ]
    left_out = not_drawn(shown.people)
    if left_out >= 1:
        about.append(view.say("ages.left_out", people=f"{left_out:,.0f}"))
    rows = Rows(lambda: _pyramid_table(view, shown), shown.asked, counted=True)
    with card(view, "pyramid", title, " · ".join(about), shown.sources, rows=rows):
        drawn = view.remember(
            ("pyramid", *shown.key),
            lambda: age_pyramid(shown.people, view.language, view.palette, nation=shown.nation),
        )
        chart(drawn, "pyramid", view.say("ages.answer"))


def life_courses(view: View, shown: Facts, age: str | None) -> None:
    """Draw the five stages of life, each with its people and its coverage by scheme."""
    if shown.people.empty:
        return
    shares = tables.life_course_shares(shown.people)
    title = findings.uncovered_finding(shares, view.language, age)
    rows = Rows(lambda: _life_course_table(view, shares), shown.asked, counted=True)
    with card(view, "life_courses", title, view.say("ages.life_courses"), shown.sources, rows=rows):
        drawn = view.remember(
            ("life_courses", *shown.key, age),
            lambda: life_course_bars(shares, view.language, view.palette, chosen=age),
        )
        about = view.say("ages.life_courses")
        touchable(drawn, "life_courses", alt(drawn, about), take_age)


def _pyramid_table(view: View, shown: Facts) -> pd.DataFrame:
    bands = {band: n for n, band in enumerate((*catalogue().age_bands, "unknown"))}
    rows = shown.people.groupby(["age_band", "sex", "programme_id"], as_index=False)[
        "persons"
    ].sum()
    rows = rows.assign(order=rows["age_band"].map(bands)).sort_values(["order", "sex"])
    return pd.DataFrame(
        {
            view.say("column.age"): [
                view.say("age.unknown") if band == "unknown" else band for band in rows["age_band"]
            ],
            view.say("column.sex"): [
                catalogue().code_name("sexes", sex, view.language) for sex in rows["sex"]
            ],
            view.say("column.scheme"): [
                catalogue().programmes[p].name(view.language) for p in rows["programme_id"]
            ],
            view.say("column.people"): rows["persons"].round(0).astype(int).to_numpy(),
        }
    )


def _life_course_table(view: View, shares: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            view.say("column.age_group"): [
                catalogue().life_courses[g].name(view.language) for g in shares["life_course_id"]
            ],
            view.say("column.people"): shares["persons"].round(0).astype(int),
        }
    )
    for programme_id in SCHEME_ORDER:
        if programme_id in shares:
            name = catalogue().programmes[programme_id].name(view.language)
            shown[f"{name} (%)"] = shares[programme_id].round(2)
    return shown
