"""The ministry's budget as it flows from its agencies into the four systems."""

import pandas as pd

from welfare.catalog import catalogue
from welfare.catalog.playlists import FlowsScene
from welfare.charts.findings import budget_finding
from welfare.charts.theme import LIGHT
from welfare.exhibition.making import Drawn, Making, Node, part
from welfare.language import format_amount, format_year, message
from welfare.queries.build import sources_behind
from welfare.queries.money import budget_by_system

OTHERS = "others"
ALL_SYSTEMS = "all"
"""Budget that serves all systems, which the catalogue places in none."""


def draw(scene: FlowsScene, making: Making) -> Drawn | None:
    """Return the latest budget: its largest agencies, the systems, and what flows between."""
    rows = budget_by_system(making.snapshot)
    if rows.empty:
        return None
    year = int(rows["fiscal_year"].max())
    rows = rows[rows["fiscal_year"] == year]
    rows = rows.assign(
        giver=_givers(rows, scene.largest), system=rows["system_id"].fillna(ALL_SYSTEMS)
    )
    total = float(rows["amount_thb"].sum())
    flowing = rows.groupby(["giver", "system"])["amount_thb"].sum()
    agencies = rows.groupby("giver")["amount_thb"].sum().sort_values(ascending=False)
    agencies = agencies.reindex([*(g for g in agencies.index if g != OTHERS), *_rest(agencies)])
    systems = rows.groupby("system")["amount_thb"].sum()
    others = rows.loc[rows["giver"] == OTHERS, "agency"].nunique()
    return Drawn(
        title=lambda language: budget_finding(rows, language),
        year=lambda language: format_year(year, language, fiscal=True),
        sources=sources_behind(making.snapshot, catalogue().indicators["budget_thb"]),
        picture={
            "left": [
                _agency(str(giver), float(amount), total, int(others), making)
                for giver, amount in agencies.items()
            ],
            "right": [
                _system(name, float(systems.get(name, 0.0)), total, making)
                for name in (*catalogue().systems, ALL_SYSTEMS)
            ],
            "ribbons": [
                {"from": giver, "to": system, "share": part(float(amount), total)}
                for (giver, system), amount in flowing.items()
            ],
        },
    )


def _givers(rows: pd.DataFrame, largest: int) -> "pd.Series[str]":
    """Return every row's agency; those after the largest are taken together."""
    by_agency = rows.groupby("agency")["amount_thb"].sum()
    kept = set(by_agency.nlargest(largest).index)
    return rows["agency"].where(rows["agency"].isin(kept), OTHERS)


def _rest(agencies: "pd.Series[float]") -> list[str]:
    return [OTHERS] if OTHERS in agencies.index else []


def _agency(key: str, amount: float, total: float, others: int, making: Making) -> Node:
    return {
        "key": key,
        "share": part(amount, total),
        **making.each(
            lambda language: {
                "name": message("exhibition.other_agencies", language, count=others)
                if key == OTHERS
                else catalogue().proper_name(key, language),
                "value": format_amount(amount, language, unit="thb"),
            }
        ),
    }


def _system(key: str, amount: float, total: float, making: Making) -> Node:
    return {
        "key": key,
        "share": part(amount, total),
        "colour": LIGHT.system(None if key == ALL_SYSTEMS else key),
        **making.each(
            lambda language: {
                "name": message("systems.all_serving", language)
                if key == ALL_SYSTEMS
                else catalogue().systems[key].name(language),
                "value": format_amount(amount, language, unit="thb")
                if amount
                else message("exhibition.no_budget", language),
                "note": "",
            }
        ),
    }
