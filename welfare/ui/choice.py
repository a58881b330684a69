"""What the reader has chosen, kept in the URL.

The URL is the truth on arrival and after every change: a shared link restores the page, and a value
that does not exist falls back to the default with a notice. Between pages, where Streamlit clears
the query, the session carries the choice over.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.catalog.models import SystemMeasure
from welfare.catalog.playlists import playlists
from welfare.exhibition.wanted import LANGUAGES, is_address, is_seconds
from welfare.language import message
from welfare.queries.quality import COVERED
from welfare.review.compare import MOST_INDICATORS, MOST_MEMBERS, By, Scale
from welfare.review.rug import AGAINST
from welfare.review.scenario import Scenario, parse_scenario

SESSION = "choice"
WRITTEN = "choice_written"
ON_PAGE = "choice_on_page"
UNSAID = "choice_unsaid"
PUT_RIGHT = "choice_put_right"
NOTICES = "choice_notices"
LONGEST = 60
LONGEST_ASK = 6_000
LONGEST_UNIT = 150
PAGE = re.compile("[1-9][0-9]{0,4}")
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_ASKED = 100
SORTS = ("region", "name", "worse")
"""How the rows of all provinces are ordered, besides by one indicator."""
KEPT = ("slipping",)
"""What is kept of the rows of all provinces."""
INDICATORS = "indicators"
"""Stands among the families of measures for what the indicators are made of."""


Shape = Literal["map", "tiles"]
"""Provinces in their own shapes, or as squares of one size."""
SHAPES: tuple[Shape, ...] = get_args(Shape)
Prices = Literal["nominal", "real"]
"""Baht of each year, or of the year in which the price index is 100."""


@dataclass(frozen=True)
class Choice:
    """The reader's choice; None is the page's own default. Years are CE.

    ``scenario`` shares money anew. ``by`` is what is compared, ``beside`` which of it and ``shown``
    by which indicators, with commas between.
    ``what`` is a published table, ``ask`` the filters of its rows as an address has them.
    ``playlist``, ``speaks``, ``seconds`` and ``address`` set up an exhibition screen.
    ``budget`` is a source, ``unit`` one of its agencies by its Thai name. ``fund`` is a programme
    and ``kind`` a kind of organisation; ``q`` is sought in names, ``page`` is of what was found.
    ``need`` and ``reach`` are indicators set against each other. ``against`` is what provinces are
    compared with, ``sort`` the order of their rows, ``only`` what is kept of them.
    """

    lang: Language = "th"
    indicator: str | None = None
    year: int | None = None
    region: str | None = None
    province: str | None = None
    age: str | None = None
    system: str | None = None
    measure: SystemMeasure = "people"
    table: str | None = None
    family: str | None = None
    method: str | None = None
    what: str | None = None
    ask: str | None = None
    playlist: str | None = None
    speaks: str | None = None
    seconds: int | None = None
    address: str | None = None
    budget: str | None = None
    unit: str | None = None
    prices: Prices = "nominal"
    fund: str | None = None
    kind: str | None = None
    q: str | None = None
    page: int | None = None
    need: str | None = None
    reach: str | None = None
    against: str | None = None
    sort: str | None = None
    only: str | None = None
    shape: Shape = "map"
    scenario: Scenario | None = None
    by: By = "provinces"
    beside: str | None = None
    shown: str | None = None
    scale: Scale = "absolute"


def _member(of: Callable[[], Collection[str]]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in of():
            raise ValueError(text)
        return text

    return parse


def _language(text: str) -> Language:
    if text == "th":
        return "th"
    if text == "en":
        return "en"
    raise ValueError(text)


def _measure(text: str) -> SystemMeasure:
    if text == "people":
        return "people"
    if text == "money":
        return "money"
    raise ValueError(text)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValueError(text)
    return int(text)


def _ask(text: str) -> str:
    """Return filters that can be told apart; whether a table has them is asked by its page."""
    if len(text) > LONGEST_ASK:
        raise ValueError(text[:LONGEST])
    pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_ASKED)
    if not pairs or not all(name.isidentifier() and value.strip() for name, value in pairs):
        raise ValueError(text[:LONGEST])
    return text


def _seconds(text: str) -> int:
    if not is_seconds(text):
        raise ValueError(text)
    return int(text)


def _members() -> Collection[str]:
    """Return what pages set side by side: areas, life courses, and years (CE)."""
    declared = catalogue()
    regions = (f"region_{name}" for name in declared.regions)
    years = map(str, range(FIRST_YEAR, LAST_YEAR + 1))
    return {COUNTRY, *declared.provinces, *regions, *declared.life_courses, *years}


def _listed(of: Callable[[], Collection[str]], most: int) -> Callable[[str], str]:
    """Return a parser of some of the members of a list, each once, with commas between."""

    def parse(text: str) -> str:
        parts = text.split(",")
        if not set(parts) <= set(of()) or len(set(parts)) != len(parts) or len(parts) > most:
            raise ValueError(text[:LONGEST])
        return text

    return parse


def _prices(text: str) -> Prices:
    if text == "nominal":
        return "nominal"
    if text == "real":
        return "real"
    raise ValueError(text)


def _words(longest: int) -> Callable[[str], str]:
    """Return a parser of free text: some of it, of one line, without signs that do not print."""

    def parse(text: str) -> str:
        if not text.strip() or len(text) > longest or not text.isprintable():
            raise ValueError(text[:LONGEST])
        return text

    return parse


def _page(text: str) -> int:
    if PAGE.fullmatch(text) is None:
        raise ValueError(text[:LONGEST])
    return int(text)


def _address(text: str) -> str:
    if not is_address(text):
        raise ValueError(text)
    return text


FREE = {"unit": LONGEST_UNIT, "q": LONGEST}
"""Fields that hold any words, and how many characters of them."""
PARSERS: dict[str, Callable[[str], object]] = {
    "lang": _language,
    "indicator": _member(lambda: catalogue().indicators),
    "year": _year,
    "region": _member(lambda: catalogue().regions),
    "province": _member(lambda: catalogue().provinces),
    "age": _member(lambda: catalogue().life_courses),
    "system": _member(lambda: catalogue().systems),
    "measure": _measure,
    "table": _member(lambda: COVERED),
    "family": _member(lambda: (*catalogue().method_families, INDICATORS)),
    "method": _member(lambda: catalogue().methods),
    "what": _member(lambda: catalogue().publications),
    "ask": _ask,
    "playlist": _member(lambda: playlists().found),
    "speaks": _member(lambda: LANGUAGES),
    "seconds": _seconds,
    "address": _address,
    "budget": _member(lambda: catalogue().sources),
    "unit": _words(FREE["unit"]),
    "prices": _prices,
    "fund": _member(lambda: catalogue().programmes),
    "kind": _member(lambda: catalogue().organisation_kinds),
    "q": _words(FREE["q"]),
    "page": _page,
    "need": _member(lambda: catalogue().indicators),
    "reach": _member(lambda: catalogue().indicators),
    "against": _member(lambda: AGAINST),
    "sort": _member(lambda: {*SORTS, *catalogue().indicators}),
    "only": _member(lambda: KEPT),
    "shape": _member(lambda: SHAPES),
    "scenario": parse_scenario,
    "by": _member(lambda: get_args(By)),
    "beside": _listed(_members, MOST_MEMBERS),
    "shown": _listed(lambda: catalogue().indicators, MOST_INDICATORS),
    "scale": _member(lambda: get_args(Scale)),
}


def parse_query(query: Mapping[str, str]) -> tuple[Choice, list[tuple[str, str]]]:
    """Return the choice in a query and the (field, value) pairs that do not exist.

    Keys that are none of ours are left alone.
    """
    found: dict[str, object] = {}
    unknown: list[tuple[str, str]] = []
    for key, parse in PARSERS.items():
        if key in query:
            try:
                found[key] = parse(query[key])
            except ValueError:
                unknown.append((key, query[key][:LONGEST]))
    return Choice(**found), unknown  # type: ignore[arg-type]  # each parser gives its field's type


def to_query(choice: Choice) -> dict[str, str]:
    """Return the query that restores ``choice``; defaults are left out."""
    defaults = Choice()
    return {
        field.name: str(getattr(choice, field.name))
        for field in fields(choice)
        if getattr(choice, field.name) != getattr(defaults, field.name)
    }


def arrive() -> Choice:
    """Take over what the URL says where it was changed from outside, and return the choice.

    A URL that says nothing is either that of another page, to which the choice is taken along, or
    the first one of this page, to which the reader went back: the choice then begins anew, in the
    language in use, and the URL stays as it is, so that the next step back leaves the page.
    """
    ours = _said_by_url()
    page = urlsplit(st.context.url or "").path
    known: Choice | None = st.session_state.get(SESSION)
    went_back = not ours and page != "" and page == st.session_state.get(ON_PAGE)
    if known is None or (ours != st.session_state.get(WRITTEN, {}) and (ours or went_back)):
        found, unknown = parse_query(ours)
        known = replace(found, lang=known.lang) if known and went_back else found
        st.session_state[NOTICES] = unknown
        st.session_state[UNSAID] = known if went_back else None
    elif not ours and st.session_state.get(WRITTEN):
        st.session_state[NOTICES] = []
    st.session_state[SESSION] = known
    st.session_state[ON_PAGE] = page
    return known


def chosen() -> Choice:
    """Return the current choice."""
    found: Choice = st.session_state[SESSION]
    return found


def choose(**changes: object) -> None:
    """Change some fields of the choice (from a widget's callback); notices are read by then."""
    st.session_state[SESSION] = replace(chosen(), **changes)  # type: ignore[arg-type]  # fields of Choice
    st.session_state[NOTICES] = []


def write_url() -> None:
    """Write the choice into the URL, at once, so that one step back undoes it.

    A URL that says the same in other words is left as the reader wrote it, and one of unknown
    values is put right once: put right again, it would come back with every step back.
    """
    said = _said_by_url()
    found, unknown = parse_query(said)
    faulty = bool(unknown) and said != st.session_state.get(PUT_RIGHT)
    unsaid = None if said else st.session_state.get(UNSAID)
    if faulty or chosen() not in (found, unsaid):
        if faulty:
            st.session_state[PUT_RIGHT] = said
        others = {key: st.query_params[key] for key in st.query_params if key not in PARSERS}
        said = to_query(chosen())
        st.query_params.from_dict({**others, **said})
    st.session_state[WRITTEN] = said


def _said_by_url() -> dict[str, str]:
    return {key: st.query_params[key] for key in st.query_params if key in PARSERS}


def show_notices(language: Language) -> None:
    """Say which values of the link do not exist."""
    for field, value in st.session_state.get(NOTICES, []):
        name = message(f"filter.{FIELD_LABELS.get(field, field)}", language)
        st.warning(
            message("notice.unknown_value", language, field=name, value=value),
            icon=":material/link_off:",
        )


FIELD_LABELS = {"lang": "language"}
