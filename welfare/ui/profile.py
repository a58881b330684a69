"""Parts of the page of one province: who it is, what stands out, how it compares."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import COUNTRY, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.locator import locator
from welfare.charts.profile_strip import Strip, profile_strip
from welfare.extracts.asked import Asked
from welfare.language import format_value, format_year
from welfare.language.numbers import NO_VALUE
from welfare.review.profile import ProvinceProfile
from welfare.review.province_records import Row
from welfare.review.province_words import interval
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart
from welfare.ui.view import View


def head(view: View, shown: ProvinceProfile) -> None:
    """Show where the province lies, who lives there, and five sentences on it."""
    declared = catalogue().provinces[shown.code]
    name = declared.name(view.language)
    about = [catalogue().regions[declared.region].name(view.language)]
    if shown.people is not None:
        indicator = catalogue().indicators[shown.people.indicator]
        people = format_value(shown.people.value, indicator, view.language)
        year = format_year(shown.people.year, view.language)
        about.append(view.say("profile.people", people=people, year=year))
    told = _told(shown)
    behind = Rows(lambda: _told_table(view, told), asked(shown.code, told)) if told else None
    sources = shown.sources_of_sentences
    with card(view, "profile_head", name, " · ".join(about), sources, rows=behind):
        left, right = st.columns([2, 5], gap="medium")
        with left:
            drawn = view.remember(
                ("locator", shown.code),
                lambda: locator(
                    shown.code,
                    [peer.code for peer in shown.peers],
                    view.language,
                    view.palette,
                    height=240,
                ),
            )
            chart(drawn, "profile_locator", view.say("profile.locator", province=name))
            pieces.legend(
                [
                    (view.palette.highlight, name),
                    (view.palette.accent, view.say("profile.peers")),
                    (view.palette.missing, view.say("profile.same_region")),
                ]
            )
        with right:
            pieces.entries(
                pieces.Entry(view.say(f"profile.part.{part}"), [said.say(view.language)])
                for part, said in shown.sentences.items()
            )


@dataclass(frozen=True)
class Told:
    """A value that one of the five sentences tells, beside the nation's."""

    part: str
    indicator: str
    year: int
    value: float | None
    nation: float | None


def _told(shown: ProvinceProfile) -> list[Told]:
    """Return the values behind the five sentences, in their order."""
    rows = {
        "strongest": next(iter(shown.strengths), None),
        "weakest": next(iter(shown.gaps), None),
        "furthest": shown.furthest,
    }
    changes = {"improved": shown.improved, "slipped": shown.slipped}
    found: list[Told] = []
    for part in shown.sentences:
        row, change = rows.get(part), changes.get(part)
        if row is not None:
            found.append(Told(part, row.indicator, row.year, row.value, row.nation))
        if change is not None:
            ends = (
                (change.first_year, change.first, change.nation_first),
                (change.last_year, change.last, change.nation_last),
            )
            found += [Told(part, change.indicator, *end) for end in ends]
    return found


def _told_table(view: View, told: Sequence[Told]) -> pd.DataFrame:
    rows = []
    for one in told:
        indicator = catalogue().indicators[one.indicator]
        rows.append(
            {
                view.say("profile.told"): view.say(f"profile.part.{one.part}"),
                view.say("column.indicator"): indicator.title(view.language),
                view.say("column.year"): shown_year(one.year, indicator, view.language),
                view.say("column.value"): format_value(one.value, indicator, view.language),
                view.say("provinces.country"): format_value(one.nation, indicator, view.language),
            }
        )
    return pd.DataFrame(rows)


def standing_out(view: View, shown: ProvinceProfile) -> None:
    """Show the largest gaps and strengths, each with its evidence."""
    left, right = st.columns(2, gap="medium")
    kinds = (("gaps", shown.gaps, left), ("strengths", shown.strengths, right))
    for kind, rows, column in kinds:
        with column:
            title = view.say(f"profile.title.{kind}", count=len(rows))
            sources = _sources(rows)
            behind = Rows(lambda rows=rows: table(view, rows), asked(shown.code, rows))  # type: ignore[misc]
            about = view.say("profile.evidence")
            with card(
                view, f"profile_{kind}", title, about, sources, rows=behind if rows else None
            ):
                if not rows:
                    pieces.text(view.say(f"profile.nothing.{kind}"))
                pieces.entries(_entry(view, row) for row in rows)


def _entry(view: View, row: Row) -> pieces.Entry:
    indicator = catalogue().indicators[row.indicator]
    chance = interval(row.low, row.high, indicator, view.language)
    return pieces.Entry(
        title=row.sentence.say(view.language),
        lines=[
            " · ".join(
                f"{label} {value}" for label, value in evidence(view, row) if value != NO_VALUE
            ),
            view.say("profile.distance", spreads=f"{abs(row.score or 0):.1f}", n=row.provinces),
            chance,
        ],
    )


def evidence(view: View, row: Row) -> list[tuple[str, str]]:
    """Return what a row is compared with, each by its name and its value."""
    indicator = catalogue().indicators[row.indicator]
    compared_with = {
        "profile.region": row.region,
        "profile.peers_median": row.peers,
        "profile.median": row.median,
    }
    return [
        (view.say(key), format_value(value, indicator, view.language, compact=True))
        for key, value in compared_with.items()
    ]


def compared(view: View, shown: ProvinceProfile) -> None:
    """Draw the indicators with a direction, then those without."""
    counts = {
        standing: sum(row.standing == standing for row in shown.rows)
        for standing in ("better", "worse", "unclear")
    }
    title = view.say("profile.compared", **{name: str(count) for name, count in counts.items()})
    judged = [row for row in shown.rows if row.score is not None]
    others = [row for row in shown.rows if row.place is not None and row.score is None]
    _strip_card(view, shown, "judged", title, judged)
    _strip_card(view, shown, "unjudged", view.say("profile.unjudged"), others)


def _strip_card(
    view: View, shown: ProvinceProfile, key: str, title: str, rows: Sequence[Row]
) -> None:
    behind = Rows(lambda: table(view, shown.rows), asked(shown.code, shown.rows))
    about = view.say(f"profile.strip.{key}")
    region = catalogue().region_around(shown.code)
    names = (
        catalogue().provinces[shown.code].name(view.language),
        catalogue().area_name(region, view.language) if region else "",
    )
    ends = (view.say(f"profile.left.{key}"), view.say(f"profile.right.{key}"))
    with card(view, f"profile_{key}", title, about, _sources(rows), rows=behind):
        drawn = view.remember(
            ("strip", key, shown.code),
            lambda: profile_strip(
                [_strip(row) for row in rows], names, view.language, view.palette, ends=ends
            ),
        )
        chart(drawn, f"profile_strip_{key}", about)


def _strip(row: Row) -> Strip:
    indicator = catalogue().indicators[row.indicator]
    return Strip(
        indicator=indicator,
        year=row.year,
        value=row.value or 0.0,
        low=row.low,
        high=row.high,
        nation=row.nation,
        region=row.region,
        peers=row.peers,
        mean=row.mean or 0.0,
        spread=row.spread or 1.0,
        sign=-1 if indicator.direction == "down" else 1,
        others=row.others,
    )


def _sources(rows: Sequence[Row]) -> list[str]:
    used = {source for row in rows for source in row.sources}
    return [source for source in catalogue().sources if source in used]


def asked(code: str, rows: Sequence[Row] | Sequence[Told]) -> Asked:
    """Ask for the province, its region and the country in the indicators and years of ``rows``.

    Of every edition: the nation stands on that of the provinces, which need not be its newest.
    """
    region = catalogue().region_around(code)
    return Asked(
        "indicators",
        {
            "indicator_id": list(dict.fromkeys(row.indicator for row in rows)),
            "year": [str(year) for year in sorted({row.year for row in rows})],
            "area_id": [code, COUNTRY, *([region] if region else [])],
        },
    )


def table(view: View, rows: Sequence[Row]) -> pd.DataFrame:
    """Return the rows as a table: value, interval, what it is compared with, how it stands."""
    found = []
    for row in rows:
        indicator = catalogue().indicators[row.indicator]
        known = row.low is not None
        found.append(
            {
                view.say("column.indicator"): indicator.title(view.language),
                view.say("column.year"): shown_year(row.year, indicator, view.language),
                view.say("column.value"): format_value(row.value, indicator, view.language),
                view.say("column.interval"): interval(row.low, row.high, indicator, view.language)
                if known
                else NO_VALUE,
                view.say("provinces.country"): format_value(row.nation, indicator, view.language),
                **dict(evidence(view, row)),
                view.say("profile.provinces_known"): row.provinces,
                view.say("profile.stands"): view.say(f"profile.stands.{row.standing}"),
            }
        )
    return pd.DataFrame(found)
