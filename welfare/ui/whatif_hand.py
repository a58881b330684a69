"""Amounts by hand: a table in which the reader types what a province shall get."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.language import format_amount
from welfare.review.reallocation import Outcome
from welfare.review.scenario import MOST_BAHT
from welfare.ui.view import View
from welfare.ui.whatif import Asked, ask

STATE = "whatif_hand_state"
HAND = "by_hand"


def by_hand(view: View, asked: Asked, outcome: Outcome | None) -> None:
    """Show the table in which amounts are typed, and what is left of the money."""
    with st.expander(view.say("whatif.hand"), icon=":material/edit:"):
        st.caption(view.say("whatif.hand_about"))
        key, start = _start(asked)
        declared = catalogue().provinces
        codes = sorted(asked.here.provinces.index, key=lambda c: declared[c].name(view.language))
        rows = pd.DataFrame(
            {
                "province": [declared[code].name(view.language) for code in codes],
                "now": [round(float(asked.here.provinces.at[code, "now"])) for code in codes],
                HAND: pd.array([start.get(code) for code in codes], dtype="Int64"),
            }
        )
        st.data_editor(
            rows,
            key=key,
            hide_index=True,
            width="stretch",
            height=420,
            disabled=["province", "now"],
            placeholder="",
            column_config={
                "province": st.column_config.TextColumn(view.say("column.province")),
                "now": st.column_config.NumberColumn(
                    view.say("whatif.column.now_baht"), format="localized"
                ),
                HAND: st.column_config.NumberColumn(
                    view.say("whatif.column.by_hand"),
                    min_value=0,
                    max_value=MOST_BAHT,
                    step=1,
                    format="localized",
                ),
            },
            on_change=lambda: _take(asked, key, codes, start),
        )
        if asked.scenario.hand:
            st.button(view.say("whatif.clear_hand"), on_click=lambda: ask(asked.scenario, hand=()))
    if outcome is not None and asked.scenario.hand:
        _balance(view, outcome)


def _start(asked: Asked) -> tuple[str, dict[str, int]]:
    """Return the table's key and the amounts it starts with.

    It starts anew where what is asked was changed from elsewhere; what is typed stays where it is
    typed, so that the cell under the keyboard does not jump.
    """
    known: Mapping[str, Any] = st.session_state.get(STATE, {})
    place = (asked.here.money.id, asked.here.year)
    if known.get("place") != place or known.get("hand") != asked.scenario.hand:
        known = {
            "place": place,
            "hand": asked.scenario.hand,
            "start": dict(asked.scenario.hand),
            "key": f"whatif_hand_{known.get('number', 0) + 1}",
            "number": known.get("number", 0) + 1,
        }
        st.session_state[STATE] = known
    return known["key"], known["start"]


def _take(asked: Asked, key: str, codes: list[str], start: Mapping[str, int]) -> None:
    """Take over what is typed."""
    amounts: dict[str, int | None] = dict(start)
    for row, cells in st.session_state[key]["edited_rows"].items():
        if HAND in cells:
            amounts[codes[int(row)]] = cells[HAND]
    hand = tuple(sorted((code, int(baht)) for code, baht in amounts.items() if baht is not None))
    st.session_state[STATE] = {**st.session_state[STATE], "hand": hand}
    ask(asked.scenario, hand=hand)


def _balance(view: View, outcome: Outcome) -> None:
    """Say what is left of the money, or by how much it is exceeded."""
    state = "over" if outcome.balance < 0 else "left" if round(outcome.balance) else "even"
    words = view.say(
        f"whatif.balance.{state}",
        balance=format_amount(abs(outcome.balance), view.language, unit="thb"),
        total=format_amount(outcome.total, view.language, unit="thb"),
    )
    if state == "over":
        st.warning(words, icon=":material/rule:")
    else:
        st.info(words, icon=":material/account_balance_wallet:")
