"""Parts of the page Data and quality: the last build, and how fresh every source is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

import pandas as pd

from welfare.catalog import catalogue
from welfare.charts import findings_quality as findings
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.metrics.freshness import RECENT_YEARS, Publication, by_lateness, publications
from welfare.queries import quality
from welfare.ui import pieces
from welfare.ui.card import Rows, card
from welfare.ui.data_pieces import Cell, Mark, Strip, details, state_legend, strips
from welfare.ui.view import View

LABELLED = 6
"""A run of so many years has room for its years in words."""
TICKS = 10


def last_build(view: View) -> None:
    """Say in one large sentence when the data were built, and from what."""
    pieces.headline(findings.build_finding(quality.build_account(view.snapshot), view.language))


def freshness(view: View) -> None:
    """Show every source with its years, what is expected next, and what is late."""
    built = _year_of_build(view)
    found = view.snapshot.remember(
        "publications",
        lambda: by_lateness(
            publications(
                quality.source_years(view.snapshot)[["source_id", "year"]].itertuples(index=False),
                catalogue().sources,
            ),
            built,
        ),
    )
    title = findings.freshness_finding(found, built, view.language)
    about = view.say("data.fresh_about", year=format_year(built, view.language))
    with card(view, "freshness", title, about, ()):
        if found:
            state_legend(
                (state, view.say(f"data.{state}", years=RECENT_YEARS))
                for state in ("recent", "older", "missing")
            )
            first = min(publication.years[0] for publication in found)
            rows = [_strip(view, publication, built) for publication in found]
            strips(first, built, _ticks(view, first, built), rows)
        asked = Asked("source_list", {})
        details(view, "freshness", Rows(lambda: _table(view, found, built), asked, counted=True))


def _year_of_build(view: View) -> int:
    return datetime.fromisoformat(str(quality.build_account(view.snapshot)["built_at"])).year


def _ticks(view: View, first: int, last: int) -> list[tuple[int, str]]:
    """Return every tenth year as the reader's calendar counts it."""
    shown = {year: format_year(year, view.language) for year in range(first, last + 1)}
    return [(year, label) for year, label in shown.items() if int(label) % TICKS == 0]


def _strip(view: View, publication: Publication, built: int) -> Strip:
    source = publication.newest
    runs = [
        (run.first, run.last, run.state, _label(view, run.first, run.last, run.state))
        for run in publication.runs(built)
    ]
    told = view.say("data.years_there", years=_years(view, publication.years))
    missing = publication.missing(built)
    if missing:
        told += f" · {view.say('data.years_missing', years=_years(view, missing))}"
    status = Cell(
        _status(view, publication, built), _words(view, publication), _mark(publication, built)
    )
    publisher = catalogue().publishers[source.publisher].name(view.language)
    return Strip(Cell(source.title(view.language), publisher), status, runs, told)


def _label(view: View, first: int, last: int, state: str) -> str:
    if last - first + 1 < LABELLED:
        return ""
    years = _range(view, first, last)
    return view.say("data.years_missing", years=years) if state == "missing" else years


def _status(view: View, publication: Publication, built: int) -> str:
    late = publication.years_late(built)
    if late == 1:
        return view.say("data.status_late_one")
    if late:
        return view.say("data.status_late", years=late)
    return view.say("data.status_open" if publication.expected is None else "data.status_due")


def _mark(publication: Publication, built: int) -> Mark:
    if publication.years_late(built):
        return "late"
    return "open" if publication.expected is None else "due"


def _words(view: View, publication: Publication) -> str:
    last = format_year(publication.last_year, view.language)
    if publication.expected is None:
        return view.say("data.fresh_words_open", last=last)
    following = format_year(publication.expected, view.language)
    if publication.every_years == 1:
        return view.say("data.fresh_words_yearly", last=last, next=following)
    return view.say("data.fresh_words", last=last, every=publication.every_years, next=following)


def _range(view: View, first: int, last: int) -> str:
    shown = format_year(first, view.language)
    return shown if first == last else f"{shown}–{format_year(last, view.language)}"


def _years(view: View, years: Iterable[int]) -> str:
    """Return years in words, consecutive ones as a range."""
    runs = groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    ends = [[year for _, year in run] for _, run in runs]
    return ", ".join(_range(view, run[0], run[-1]) for run in ends)


def _table(view: View, found: Sequence[Publication], built: int) -> pd.DataFrame:
    declared = catalogue()
    return pd.DataFrame(
        {
            view.say("column.source"): [p.newest.title(view.language) for p in found],
            view.say("column.publisher"): [
                declared.publishers[p.newest.publisher].name(view.language) for p in found
            ],
            view.say("column.period"): [p.newest.period(view.language) for p in found],
            view.say("column.years"): [_years(view, p.years) for p in found],
            view.say("column.last_year"): [format_year(p.last_year, view.language) for p in found],
            view.say("column.interval"): pd.array([p.every_years for p in found], dtype="Int64"),
            view.say("column.next_edition"): [
                format_year(p.expected, view.language)
                if p.expected
                else view.say("data.status_open")
                for p in found
            ],
            view.say("column.status"): [_status(view, p, built) for p in found],
            view.say("column.years_missing"): [_years(view, p.missing(built)) for p in found],
        }
    )
