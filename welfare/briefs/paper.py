"""What every brief has: its title and date, its colours, its footer, its sources, its code."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

import segno

from welfare.briefs.drawing import Drawing, rectangle
from welfare.catalog import Language, catalogue
from welfare.catalog.models import Source
from welfare.charts.theme import LIGHT
from welfare.extracts.identity import public_address
from welfare.language import format_year, message
from welfare.language.dates import format_day

Node = dict[str, object]
"""A part of a brief, as the template reads it."""
PAGES = 2
YEAR = "(?:ปี|ปีงบประมาณ|FY) [0-9]{4}"
"""A year with the word before it, which no line parts from it."""
COLOURS = ("ink", "muted", "grid", "accent", "highlight", "second", "outside")
QUIET = 2
"""Modules that are left white around a code; the paper around it is white too."""


@dataclass(frozen=True)
class Edition:
    """Which data a brief is made from, and since when (CE) they are published."""

    data_version: str
    published_on: date


def paper(title: str, kind: str, edition: Edition, language: Language, page: str) -> Node:
    """Return what is the same on every brief.

    Parameters
    ----------
    title
        What it is about; the title of the document.
    kind
        What sort of brief it is, in words.
    page
        The path and the query under which the same stands on the server.
    """
    day = format_day(datetime.combine(edition.published_on, time.min), language)
    address = f"{public_address()}/{page}" if public_address() else None
    written = edition.published_on
    return {
        "lang": language,
        "title": f"{title} · {kind}",
        "author": message("app.name", language),
        "description": message("brief.description", language, title=title, day=day),
        "keywords": [message("app.name", language), title],
        "date": [written.year, written.month, written.day],
        "colours": {name: getattr(LIGHT, name) for name in COLOURS},
        "systems": [system.colour for system in catalogue().systems.values()],
        "whole": "|".join([YEAR, *catalogue().thai_words.whole]),
        "kicker": f"{message('app.name', language)} · {kind}",
        "footer": message("brief.footer", language, version=edition.data_version, day=day),
        "pages": [
            message("brief.page", language, page=number, pages=PAGES)
            for number in range(1, PAGES + 1)
        ],
        "address": address,
        "qr": node(code_of(address, message("brief.qr", language))) if address else None,
    }


def page_address(page: str, **query: str) -> str:
    """Return the path and query of a page."""
    return f"{page}?{urlencode(query)}"


def node(drawing: Drawing) -> Node:
    """Return a drawing as the template reads it."""
    return {
        "width": drawing.width,
        "height": drawing.height,
        "svg": drawing.svg,
        "alt": drawing.alt,
        "labels": [asdict(label) for label in drawing.labels],
    }


def sources_in_full(sources: Iterable[str], language: Language) -> list[str]:
    """Return every source with title, publisher and period, in the catalogue's order.

    Editions of one series stand together: the last one in full, the years of the others behind it.
    """
    used = set(sources)
    series: dict[str, list[Source]] = {}
    for name, source in catalogue().sources.items():
        if name in used:
            series.setdefault(source.series or name, []).append(source)
    return [_in_full(editions, language) for editions in series.values()]


def _in_full(editions: Sequence[Source], language: Language) -> str:
    *others, last = sorted(editions, key=lambda source: source.years)
    said = message(
        "brief.source",
        language,
        title=last.title(language),
        publisher=catalogue().publishers[last.publisher].name(language),
        period=last.period(language),
    )
    if not others:
        return said
    years = ", ".join(format_year(source.years[0], language) for source in others)
    return message("brief.source_series", language, source=said, years=years)


def code_of(address: str, alt: str, size: float = 46.0) -> Drawing:
    """Return the code that leads a phone to ``address``, ``size`` points wide."""
    matrix: Sequence[Sequence[int]] = segno.make_qr(address, error="m").matrix
    module = size / (len(matrix) + 2 * QUIET)
    dark = [
        rectangle(
            (x + QUIET) * module, (y + QUIET) * module, module * 1.02, module * 1.02, LIGHT.ink
        )
        for y, row in enumerate(matrix)
        for x, filled in enumerate(row)
        if filled
    ]
    return Drawing(size, size, dark, alt=alt)
