"""The row of filters: each widget shows the choice in the URL and changes it."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.models import SystemMeasure
from welfare.language import format_year
from welfare.queries.quality import COVERED
from welfare.ui.choice import INDICATORS, choose
from welfare.ui.view import View

ALL = ""


def pick(
    field: str,
    label: str,
    options: Sequence[str],
    current: str | None,
    show: Callable[[str], str],
    **changes: object,
) -> None:
    """Show a select box whose option :data:`ALL` stands for no choice."""
    key = f"filter_{field}"
    st.session_state[key] = current or ALL
    st.selectbox(
        label,
        options,
        key=key,
        format_func=show,
        on_change=lambda: choose(**{field: st.session_state[key] or None}, **changes),
        width="stretch",
    )


def pick_indicator(
    view: View, indicators: Sequence[Indicator], default: str, field: str = "indicator"
) -> Indicator:
    """Let the reader choose an indicator; themes stand before the titles.

    ``field`` of the choice keeps it. What is known by age may be asked for by that of one age.
    """
    by_id = {indicator.id: indicator for indicator in indicators}
    asked = getattr(view.choice, field)
    base = catalogue().indicators[asked].of_all if asked else None
    current = next((name for name in (asked, base) if name in by_id), default)
    themes = catalogue().themes

    def show(indicator_id: str) -> str:
        indicator = by_id[indicator_id]
        return f"{themes[indicator.theme].name(view.language)} · {indicator.title(view.language)}"

    pick(field, view.say(f"filter.{field}"), list(by_id), current, show)
    return by_id[current]


def pick_year(view: View, years: Sequence[int], incomplete: Collection[int] = ()) -> int:
    """Let the reader choose among ``years``, beginning with :func:`year_shown`."""
    current = year_shown(view, years, incomplete)
    label = view.say("filter.year")
    if len(years) == 1:
        st.selectbox(
            label, years, format_func=lambda y: format_year(y, view.language), disabled=True
        )
        return current
    key = "filter_year"
    st.session_state[key] = current
    st.select_slider(
        label,
        years,
        key=key,
        format_func=lambda year: format_year(year, view.language),
        on_change=lambda: choose(year=st.session_state[key]),
    )
    return current


def year_shown(view: View, years: Sequence[int], incomplete: Collection[int] = ()) -> int:
    """Return the year asked for; one that is not among ``years`` gives the nearest.

    Where none is asked for, it is the last year that is not ``incomplete``.
    """
    asked = view.choice.year
    if asked is not None:
        return min(years, key=lambda year: (abs(year - asked), -year))
    complete = [year for year in years if year not in incomplete] or list(years)
    return complete[-1]


def year_notice(view: View, shown: int, incomplete: Collection[int] = ()) -> None:
    """Say so where the year of the link has no figures here, or the source covers it in part."""
    if shown in incomplete:
        st.warning(
            view.say("notice.incomplete_year", year=format_year(shown, view.language)),
            icon=":material/hourglass_bottom:",
        )
    asked = view.choice.year
    if asked is not None and asked != shown:
        st.info(
            view.say(
                "notice.year_not_available",
                asked=format_year(asked, view.language),
                shown=format_year(shown, view.language),
            ),
            icon=":material/event_busy:",
        )


def pick_region(view: View) -> str | None:
    """Let the reader choose a region; a province outside it is let go."""
    regions = catalogue().regions

    def show(region: str) -> str:
        return regions[region].name(view.language) if region else view.say("filter.all_regions")

    pick(
        "region",
        view.say("filter.region"),
        [ALL, *regions],
        view.choice.region,
        show,
        province=None,
    )
    return view.choice.region


def pick_province(view: View, region: str | None, nothing: str) -> str | None:
    """Let the reader choose a province, of ``region`` where one is chosen."""
    declared = catalogue().provinces
    codes = [code for code, p in declared.items() if region in (None, p.region)]
    codes.sort(key=lambda code: declared[code].name(view.language))
    current = view.choice.province if view.choice.province in codes else None

    def show(code: str) -> str:
        return declared[code].name(view.language) if code else nothing

    pick("province", view.say("filter.province"), [ALL, *codes], current, show)
    return current


def pick_age(view: View, current: str | None, **changes: object) -> str | None:
    """Let the reader choose a life-course group; ``changes`` of the choice go with it."""
    groups = catalogue().life_courses

    def show(group: str) -> str:
        return groups[group].name(view.language) if group else view.say("filter.all_ages")

    pick("age", view.say("filter.age"), [ALL, *groups], current, show, **changes)
    return current


def pick_measure(view: View) -> SystemMeasure:
    """Let the reader choose people or money."""
    names: dict[SystemMeasure, str] = {
        "people": view.say("tile.people"),
        "money": view.say("tile.money"),
    }
    key = "filter_measure"
    st.session_state[key] = view.choice.measure
    st.segmented_control(
        view.say("filter.measure"),
        list(names),
        key=key,
        format_func=lambda measure: names[measure],
        on_change=lambda: choose(measure=st.session_state[key] or "people"),
    )
    return view.choice.measure


def pick_system(view: View) -> str | None:
    """Let the reader choose one of the four systems."""
    systems = catalogue().systems

    def show(system: str) -> str:
        return systems[system].name(view.language) if system else view.say("filter.all_systems")

    pick("system", view.say("filter.system"), [ALL, *systems], view.choice.system, show)
    return view.choice.system


def pick_table(view: View) -> str:
    """Let the reader choose a fact table; the first is shown until one is chosen."""
    current = view.choice.table or next(iter(COVERED))
    pick(
        "table",
        view.say("filter.table"),
        list(COVERED),
        current,
        lambda table: view.say(f"table.{table}"),
    )
    return current


def pick_family(view: View) -> str:
    """Let the reader choose a family of measures, or the indicators; a measure is let go."""
    families = catalogue().method_families
    asked = view.choice.method
    own = catalogue().family_of(catalogue().methods[asked]).id if asked else view.choice.family
    current = own or next(iter(families))

    def show(family: str) -> str:
        if family == INDICATORS:
            return view.say("methods.indicators")
        return families[family].name(view.language)

    pick("family", view.say("filter.family"), [*families, INDICATORS], current, show, method=None)
    return current


def pick_method(view: View, family: str) -> str | None:
    """Let the reader find a measure of any family; without one, all of ``family`` are shown."""
    methods = catalogue().methods
    key = "filter_method"
    st.session_state[key] = view.choice.method or ALL

    def show(method: str) -> str:
        if not method:
            return view.say("filter.all_methods")
        name = methods[method].name(view.language)
        return f"{catalogue().family_of(methods[method]).name(view.language)} · {name}"

    def change() -> None:
        chosen = st.session_state[key] or None
        choose(method=chosen, family=None if chosen else family)

    st.selectbox(
        view.say("filter.method"), [ALL, *methods], key=key, format_func=show, on_change=change
    )
    return view.choice.method
