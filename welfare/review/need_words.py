"""Sentences on need beside reach, made from the numbers by rule."""

from collections.abc import Sequence

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.charts.findings_inequality import NAMED, followed
from welfare.charts.need_and_reach import QUADRANTS, with_interval
from welfare.charts.unknown import why_unknown
from welfare.language import message
from welfare.review.need import Quadrants

WORST = QUADRANTS[0]


def quadrants_finding(found: Quadrants, language: Language) -> str:
    """Return how many provinces have much need and little reach, and those furthest out."""
    members = found.members(WORST)
    said = {
        "need": found.need.named(language),
        "reach": found.reach.named(language),
        "n": len(found.rows),
        "count": len(members),
    }
    if members.empty:
        return message("need.finding_none", language, **said)
    names = listed(members["area_id"].tolist(), language, NAMED)
    return message(
        "need.finding_less" if found.reach.downwards else "need.finding",
        language,
        names=names,
        need_line=found.need.line_named(language),
        reach_line=found.reach.line_named(language),
        **said,
    )


def province_finding(found: Quadrants, code: str, language: Language) -> str:
    """Return where one province stands with its two values, or why it cannot be placed."""
    name = catalogue().provinces[code].name(language)
    rows = found.rows.set_index("area_id", drop=False)
    if code in rows.index:
        row = rows.loc[code]
        return message(
            "need.province",
            language,
            province=name,
            need=found.need.named(language),
            need_value=with_interval(row, "need", found.need, language),
            reach=found.reach.named(language),
            reach_value=with_interval(row, "reach", found.reach, language),
            quadrant=message(f"need.quadrant.{row['quadrant']}", language),
        )
    return message(
        "need.province_unknown", language, province=name, why=_why(found, code, language)
    )


def unknown_finding(found: Quadrants, language: Language) -> str | None:
    """Return which provinces cannot be placed, and why; None where all can."""
    if found.unknown.empty:
        return None
    told = [
        message(
            "need.unknown_one",
            language,
            province=catalogue().provinces[code].name(language),
            why=_why(found, code, language),
        )
        for code in found.unknown["area_id"]
    ]
    return message("need.unknown", language, provinces=" · ".join(told))


def _why(found: Quadrants, code: str, language: Language) -> str:
    """Return why a value of a province is not known, with the side that it is of."""
    flags = found.unknown.set_index("area_id").loc[code]
    reasons = [
        message(
            "need.unknown_side",
            language,
            side=side.indicator.title(language),
            why=why_unknown(code, flags[f"{name}_flag"], language),
        )
        for name, side in (("need", found.need), ("reach", found.reach))
        if not flags[f"{name}_known"]
    ]
    return ", ".join(reasons)


def lines_told(found: Quadrants, language: Language) -> str:
    """Return where the lines that cut high from low stand."""
    return message(
        "need.lines",
        language,
        need=found.need.line_named(language),
        reach=found.reach.line_named(language),
    )


def years_told(found: Quadrants, language: Language) -> str | None:
    """Return by how many years need and reach lie apart; None where they do not."""
    apart = abs(found.need.year - found.reach.year)
    if not apart:
        return None
    return message(
        "need.years_apart",
        language,
        need=found.need.named(language),
        reach=found.reach.named(language),
        apart=apart,
    )


def programmes_finding(rows: pd.DataFrame, language: Language) -> str:
    """Return of how many programmes it can be said on which side of need they lie.

    ``rows`` has system, and value, low and high of the concentration index; what stands in no
    system is no programme.
    """
    sides = [followed(row) for _, row in rows[rows["system"].notna()].iterrows()]
    return message(
        "need.programmes",
        language,
        follows=sides.count("follows"),
        against=sides.count("against"),
        unclear=sides.count("unclear"),
        all=len(sides),
    )


def ages_finding(rows: pd.DataFrame, language: Language) -> str:
    """Return which scheme and age lies furthest towards the provinces in need, and which away.

    ``rows`` has indicator_id, system, value, low and high; those whose interval holds zero are left
    aside, and so is what stands in no system.
    """
    placed = rows[rows["system"].notna()]
    sided = placed[[followed(row) != "unclear" for _, row in placed.iterrows()]]
    if sided.empty:
        return message("need.ages_none", language)
    parts = []
    for side, row in (
        ("follows", sided.loc[sided["value"].idxmin()]),
        ("against", sided.loc[sided["value"].idxmax()]),
    ):
        if followed(row) == side:
            indicator = catalogue().indicators[str(row["indicator_id"])]
            parts.append(
                message(
                    f"need.ages.{side}",
                    language,
                    title=indicator.title(language),
                    value=f"{row['value']:.3f}".replace("-", "−"),
                )
            )
    return " ".join(parts)


def listed(codes: Sequence[str], language: Language, most: int | None = None) -> str:
    """Return the names of provinces; of more than ``most`` the rest is counted."""
    names = [catalogue().provinces[code].name(language) for code in codes[:most]]
    joined = (" " if language == "th" else ", ").join(names)
    rest = len(codes) - len(names)
    return message("inequality.and_more", language, names=joined, rest=rest) if rest else joined
