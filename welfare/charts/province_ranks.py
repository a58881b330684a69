"""What can be said of provinces whose values carry chance: who is apart, between which ranks."""

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.tables import highest_first, provinces_head, put_notes
from welfare.language import message
from welfare.metrics.chance import chance_limits, counted
from welfare.metrics.intervals import Proportion, Rate, tell_apart
from welfare.metrics.ranks import joint_confidence, simultaneous_rank_intervals


def told_apart(areas: pd.DataFrame, indicator: Indicator, code: str) -> "pd.Series[bool] | None":
    """Return for every other province whether ``code`` can be told apart from it (95 %).

    ``areas`` has area_id, area_kind, value and n (people or exposure). None where the indicator
    declares no chance or the province has no value.
    """
    rows = _with_chance(areas, indicator).set_index("area_id")
    if code not in rows.index:
        return None
    own = _counted(indicator, rows.loc[code])
    others = rows.drop(code)
    return pd.Series(
        {str(c): tell_apart(own, _counted(indicator, row)).apart for c, row in others.iterrows()},
        dtype=bool,
    )


def comparison_table(
    areas: pd.DataFrame, indicator: Indicator, language: Language, chosen: str | None = None
) -> pd.DataFrame:
    """Return provinces, highest first: name, region, value, and what chance leaves open.

    Where the indicator declares chance: the 95 % interval, the ranks that all provinces may hold at
    once (95 %), and whether the chosen one can be told apart.
    """
    rows = highest_first(areas)
    table = provinces_head(rows, indicator, language)
    declared, codes = catalogue().provinces, list(rows["area_id"])
    known = _with_chance(areas, indicator)
    if not known.empty:
        limits = chance_limits(
            indicator, known["value"], known["n"], confidence=joint_confidence(len(known))
        )
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
    put_notes(table, rows, language)
    return table


def _with_chance(areas: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    rows = areas[(areas["area_kind"] == "province") & areas["value"].notna() & areas["n"].notna()]
    return rows if indicator.chance is not None else rows.iloc[:0]


def _counted(indicator: Indicator, row: pd.Series) -> Proportion | Rate:
    return counted(indicator, float(row["value"]), float(row["n"]))
