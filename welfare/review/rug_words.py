"""What the cells of a rug say, by rule."""

import pandas as pd

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.unknown import why_unknown
from welfare.language import format_value, message
from welfare.review.latest import Latest
from welfare.review.rug import Against, Cell, Rug

SIGNS = {"better": "▲", "near": "●", "worse": "▼", "unclear": "◌", "alone": "·", "unknown": "–"}
ARROWS = {"improved": "↗", "steady": "→", "slipped": "↘", "open": "↔"}


def state_words(cell: Cell, against: Against, language: Language) -> str:
    """Return the state of a cell in words; why there is no value where there is none.

    What a province is set against is told where it is not the same for all.
    """
    if cell.state == "unknown":
        return why_unknown(cell.code, cell.flag, language)
    words = message(f"rug.state.{cell.state}", language)
    if against != "peers" or cell.beside is None:
        return words
    decimals = catalogue().indicators[cell.indicator].decimals
    return message("rug.state_beside", language, state=words, value=f"{cell.beside:,.{decimals}f}")


def way_words(cell: Cell, language: Language) -> str | None:
    """Return which way a cell went in words, None where that is not known."""
    if cell.change is None:
        return None
    return message(f"rug.way.{cell.change.way}", language)


def beside_words(one: Latest, against: Against, language: Language) -> str:
    """Return what a column is set against, with its value where it is one for all provinces."""
    if against == "peers":
        return message("rug.beside.peers", language)
    if against == "goal":
        value = one.indicator.goal.value if one.indicator.goal else None
        return message("rug.beside.goal", language, value=_value(value, one, language))
    nation = one.value(COUNTRY)
    key = "median" if nation is None else "nation"
    value = one.median if nation is None else nation
    return message(f"rug.beside.{key}", language, value=_value(value, one, language))


def _value(value: float | None, one: Latest, language: Language) -> str:
    return format_value(value, one.indicator, language)


def rug_finding(found: Rug, shown: list[str], language: Language) -> str:
    """Return which province is worse in most columns, and how many cells are worse and slipping."""
    worse = {code: sum(cell.state == "worse" for cell in found.rows[code]) for code in shown}
    most = max(worse.values(), default=0)
    slipping = sum(cell.code in worse for cell in found.slipping)
    if not most:
        return message("rug.finding_none", language, columns=len(found.columns))
    first = [catalogue().provinces[code].name(language) for code in shown if worse[code] == most]
    names = (" " if language == "th" else ", ").join(first[:5])
    if len(first) > 5:
        names = message("inequality.and_more", language, names=names, rest=len(first) - 5)
    return message(
        "rug.finding",
        language,
        names=names,
        most=most,
        columns=len(found.columns),
        slipping=slipping,
        against=message(f"rug.against.{found.against}", language),
    )


def slipping_table(found: Rug, shown: list[str], language: Language) -> pd.DataFrame:
    """Return the cells that are worse and got worse, with the numbers that say so."""
    declared = catalogue()
    rows = []
    for cell in found.slipping:
        if cell.code not in shown or cell.change is None:
            continue
        indicator = declared.indicators[cell.indicator]
        rows.append(
            {
                message("column.province", language): declared.provinces[cell.code].name(language),
                message("column.indicator", language): indicator.title(language),
                message("rug.column_first", language): message(
                    "rug.in_year",
                    language,
                    value=format_value(cell.change.first, indicator, language),
                    year=shown_year(cell.change.first_year, indicator, language),
                ),
                message("rug.column_last", language): message(
                    "rug.in_year",
                    language,
                    value=format_value(cell.value, indicator, language),
                    year=shown_year(cell.year, indicator, language),
                ),
                message("rug.column_beside", language): format_value(
                    cell.beside, indicator, language
                ),
            }
        )
    return pd.DataFrame(rows)


def goals_told(found: Rug, language: Language) -> list[str]:
    """Return the goals with where they are set and why."""
    return [
        message(
            "rug.goal_told",
            language,
            title=one.indicator.title(language),
            value=_value(one.indicator.goal.value, one, language),
            told=one.indicator.goal.told(language),
        )
        for one in found.columns
        if one.indicator.goal is not None
    ]
