"""What is asked on the page What if: money, year, rules, total and bounds."""

from dataclasses import dataclass, replace
from typing import get_args

import streamlit as st

from welfare.catalog import catalogue
from welfare.language import format_amount
from welfare.metrics.sample import MetricError
from welfare.review.reallocation import Outcome, reallocate
from welfare.review.scenario import (
    MOST_BAHT,
    MOST_PARTS,
    MOST_RULES,
    RULES,
    Bound,
    Of,
    Rule,
    Scenario,
)
from welfare.review.situation import Situation, claim, money_years, moneys, situation
from welfare.ui.choice import choose
from welfare.ui.filters import pick_indicator, pick_year
from welfare.ui.view import View

DEFAULT = "relief_thb"
RULES_KEY, TOTAL_KEY, OF_KEY = "whatif_rules", "whatif_total", "whatif_of"
EVEN = 50
"""The part that each rule of a blend starts with."""


@dataclass(frozen=True)
class Asked:
    """What the reader asks: where the money is now, and how it shall be shared out."""

    here: Situation
    scenario: Scenario
    province: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What a result depends on, besides language and colours."""
        return (self.here.money.id, self.here.year, str(self.scenario))


def choose_money(view: View) -> str:
    """Let the reader choose the money that is shared out anew."""
    return pick_indicator(view, [catalogue().indicators[name] for name in moneys()], DEFAULT).id


def choose_year(view: View, money: str) -> int:
    """Let the reader choose the year of the money."""
    incomplete = catalogue().incomplete_years(catalogue().indicators[money])
    return pick_year(view, money_years(view.snapshot, money), incomplete)


def found(view: View, money: str, year: int) -> Situation:
    """Fetch what there is to share out."""
    return view.snapshot.remember(
        ("situation", money, year), lambda: situation(view.snapshot, money, year)
    )


def choose_rules(view: View, here: Situation) -> Scenario:
    """Let the reader choose what the money is shared by; rules of which nothing is known are not.

    A scenario of a link that names such a rule keeps its other rules, or the poor.
    """
    asked = view.choice.scenario or Scenario()
    known = view.snapshot.remember(
        ("known_rules", here.money.id, here.year),
        lambda: [rule for rule in RULES if claim(view.snapshot, here, rule) is not None],
    )
    shares = tuple(share for share in asked.shares if share[0] in known)
    shown = replace(asked, shares=shares or Scenario().shares)
    st.session_state[RULES_KEY] = [rule for rule, _ in shown.shares]

    def change() -> None:
        parts = dict(shown.shares) if len(shown.shares) > 1 else {}
        rules: list[Rule] = st.session_state[RULES_KEY] or [Scenario().shares[0][0]]
        shares = tuple((rule, parts.get(rule, EVEN)) for rule in rules)
        ask(shown, shares=shares if len(rules) > 1 else ((rules[0], 1),))

    st.multiselect(
        view.say("whatif.rules"),
        known,
        key=RULES_KEY,
        format_func=lambda rule: view.say(f"whatif.rule.{rule}"),
        max_selections=MOST_RULES,
        on_change=change,
    )
    return shown


def rule_notice(view: View, shown: Scenario) -> None:
    """Say which rules of the link nothing is known for."""
    kept = {rule for rule, _ in shown.shares}
    for rule, _ in (view.choice.scenario or shown).shares:
        if rule not in kept:
            words = view.say("whatif.rule_unknown", rule=view.say(f"whatif.rule.{rule}"))
            st.info(words, icon=":material/event_busy:")


def choose_parts(view: View, shown: Scenario) -> None:
    """Let the reader weigh the rules of a blend."""
    if len(shown.shares) < 2:
        return
    for column, (rule, part) in zip(st.columns(len(shown.shares)), shown.shares, strict=True):
        key = f"whatif_part_{rule}"
        st.session_state[key] = part

        def change(rule: Rule = rule, key: str = key) -> None:
            parts = {**dict(shown.shares), rule: st.session_state[key]}
            ask(shown, shares=tuple(parts.items()))

        with column:
            label = view.say("whatif.weight", rule=view.say(f"whatif.rule.{rule}"))
            st.slider(label, 1, MOST_PARTS, key=key, on_change=change)


def choose_bounds(view: View, here: Situation, shown: Scenario) -> None:
    """Let the reader set the total, the floor and the cap, or start anew."""
    with st.popover(view.say("whatif.bounds"), icon=":material/tune:", width="stretch"):
        now = format_amount(float(here.provinces["now"].sum()), view.language)
        st.session_state[TOTAL_KEY] = shown.total
        st.number_input(
            view.say("whatif.total", now=now),
            1,
            MOST_BAHT,
            key=TOTAL_KEY,
            on_change=lambda: ask(shown, total=st.session_state[TOTAL_KEY]),
        )
        of = next((bound.of for bound in (shown.floor, shown.cap) if bound), "now")
        st.session_state.setdefault(OF_KEY, of)
        st.segmented_control(
            view.say("whatif.of"),
            get_args(Of),
            key=OF_KEY,
            format_func=lambda each: view.say(f"whatif.of.{each}"),
            required=True,
            on_change=lambda: ask(shown, floor=None, cap=None),
        )
        _bound(view, shown, "floor", view.say("whatif.floor", unit=_unit(view)))
        _bound(view, shown, "cap", view.say("whatif.cap", unit=_unit(view)))
        st.button(view.say("whatif.reset"), on_click=lambda: choose(scenario=None))


def _unit(view: View) -> str:
    return view.say(f"whatif.of.{st.session_state[OF_KEY]}")


def _bound(view: View, shown: Scenario, name: str, label: str) -> None:
    key = f"whatif_{name}"
    known: Bound | None = getattr(shown, name)
    st.session_state[key] = known.amount if known else None

    def change() -> None:
        amount = st.session_state[key]
        bound = None if amount is None else Bound(round(amount, 2), st.session_state[OF_KEY])
        ask(shown, **{name: bound})

    st.number_input(label, 0.0, 1e9, key=key, step=None, on_change=change)


def ask(shown: Scenario, **changes: object) -> None:
    """Change some of what is asked (from a widget's callback)."""
    choose(scenario=replace(shown, **changes))  # type: ignore[arg-type]  # fields of Scenario


def outcome(view: View, asked: Asked) -> Outcome | None:
    """Return the scenario worked out; None where it cannot be, which is said and why."""
    claims = [claim(view.snapshot, asked.here, rule) for rule, _ in asked.scenario.shares]
    try:
        return view.snapshot.remember(
            ("reallocation", *asked.key),
            lambda: reallocate(asked.here, [c for c in claims if c is not None], asked.scenario),
        )
    except MetricError as fault:
        st.warning(view.say(f"whatif.fault.{fault.argument}"), icon=":material/rule:")
        return None
