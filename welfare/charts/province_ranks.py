"""What can be said of provinces whose values carry chance: who is apart, between which ranks."""

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.tables import value_heading
from welfare.charts.unknown import why_unknown
from welfare.language import message
from welfare.metrics.intervals import Limits, Proportion, Rate, byar, tell_apart, wilson
from welfare.metrics.ranks import joint_confidence, simultaneous_rank_intervals
from welfare.metrics.sample import Array


def told_apart(areas: pd.DataFrame, indicator: Indicator, code: str) -> "pd.Series[bool] | None":
    """Return for every other province whether ``code`` can be told apart from it (95 %).

    ``areas`` has area_id, area_kind, value and n (people or exposure). None where the indicator
    declares no chance or the province has no value.
    """
    rows = _with_chance(areas, indicator).set_index("area_id")
    if code not in rows.index:
        return None
    own = _counted(rows.loc[code], indicator)
    others = rows.drop(code)
    return pd.Series(
        {str(c): tell_apart(own, _counted(row, indicator)).apart for c, row in others.iterrows()},
        dtype=bool,
    )


def comparison_table(
    areas: pd.DataFrame, indicator: Indicator, language: Language, chosen: str | None = None
) -> pd.DataFrame:
    """Return provinces, highest first: name, region, value, and what chance leaves open.

    Where the indicator declares chance: the 95 % interval, the ranks that all provinces may hold at
    once (95 %), and whether the chosen one can be told apart.
    """
    rows = areas[areas["area_kind"] == "province"].sort_values(
        ["value", "area_id"], ascending=[False, True], na_position="last"
    )
    declared = catalogue().provinces
    codes = list(rows["area_id"])
    table = pd.DataFrame(
        {
            message("column.province", language): [declared[c].name(language) for c in codes],
            message("column.region", language): [
                catalogue().regions[declared[c].region].name(language) for c in codes
            ],
            value_heading(indicator, language): rows["value"]
            .astype(float)
            .round(indicator.decimals)
            .to_numpy(),
        }
    )
    known = _with_chance(areas, indicator)
    if not known.empty:
        limits = _limits(known, indicator, joint_confidence(len(known)))
        ranks = simultaneous_rank_intervals(limits.low, limits.high)
        between = {
            code: f"{low}-{high}" if low < high else str(low)
            for code, low, high in zip(known["area_id"], ranks.low, ranks.high, strict=True)
        }
        for side in ("low", "high"):
            table[message(f"column.{side}", language)] = (
                rows[side].astype(float).round(indicator.decimals).to_numpy()
            )
        table[message("column.possible_ranks", language)] = [between.get(c, "") for c in codes]
    apart = told_apart(areas, indicator, chosen) if chosen else None
    if apart is not None and chosen is not None:
        name = declared[chosen].name(language)
        words = {True: message("answer.yes", language), False: message("answer.no", language)}
        table[message("column.apart", language, province=name)] = [
            words[bool(apart[c])] if c in apart.index else "" for c in codes
        ]
    notes = [
        "" if pd.isna(flag) else why_unknown(code, flag, language)
        for code, flag in zip(codes, rows["flag"], strict=True)
    ]
    if any(notes):
        table[message("column.note", language)] = notes
    return table


def _with_chance(areas: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    rows = areas[(areas["area_kind"] == "province") & areas["value"].notna() & areas["n"].notna()]
    return rows if indicator.chance is not None else rows.iloc[:0]


def _scale(indicator: Indicator) -> float:
    """Return what a value is divided by to be events for each of n."""
    return 100.0 if indicator.unit == "percent" else indicator.measure.per


def _counted(row: pd.Series, indicator: Indicator) -> Proportion | Rate:
    events = float(row["value"]) / _scale(indicator) * float(row["n"])
    if indicator.chance is not None and indicator.chance.interval == "wilson":
        return Proportion(events, float(row["n"]))
    return Rate(events, float(row["n"]))


def _limits(rows: pd.DataFrame, indicator: Indicator, confidence: float) -> Limits[Array]:
    behind = rows["n"].to_numpy(dtype=float)
    events = rows["value"].to_numpy(dtype=float) / _scale(indicator) * behind
    if indicator.chance is not None and indicator.chance.interval == "wilson":
        return wilson(events, behind, confidence=confidence)
    return byar(events, behind, confidence=confidence)
