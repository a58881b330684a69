"""What a reallocation changes, in sentences made from its numbers, and as a table."""

from collections.abc import Sequence

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.charts.change_map import DIRECTIONS, directions
from welfare.charts.findings import shown_year
from welfare.charts.findings_inequality import statistic
from welfare.language import format_amount, message
from welfare.review.reallocation import Outcome, estimate
from welfare.review.scenario import Scenario
from welfare.review.situation import Claim

MOST_NAMED = 8
"""Provinces that are named one by one."""


def rules_in_words(scenario: Scenario, language: Language) -> str:
    """Return the rules of a scenario, with their parts of the money where there are several."""
    names = [(message(f"whatif.rule.{rule}", language), part) for rule, part in scenario.shares]
    if len(names) == 1:
        return names[0][0]
    whole = sum(part for _, part in names)
    return message("whatif.and", language).join(
        message("whatif.blend_part", language, rule=name, part=f"{100 * part / whole:.0f}%")
        for name, part in names
    )


def spread_sentence(outcome: Outcome, language: Language) -> str:
    """Return how far apart provinces would be, and whether more would reach the needy ones."""
    here, scenario = outcome.situation, outcome.scenario
    lead = [
        message(
            "whatif.by_rules",
            language,
            money=here.money.title(language),
            year=shown_year(here.year, here.money, language),
            rules=rules_in_words(scenario, language),
        )
    ]
    if by_hand := len(scenario.hand) - len(outcome.unused):
        lead.append(message("whatif.by_hand", language, count=by_hand))
    gini = outcome.measure("head", "gini")
    before, after = (statistic(float(gini[name]), "gini") for name in ("before", "after"))
    change = _compared(before, after)
    told = message(
        f"whatif.gini.{'equal' if not change else 'rose' if change > 0 else 'fell'}",
        language,
        n=len(here.provinces),
        before=before,
        after=after,
        band=_band(outcome, gini, language),
    )
    return f"{' '.join(lead)}{', ' if language == 'en' else ' '}{told}"


def need_sentence(outcome: Outcome, language: Language) -> str:
    """Return whether more of the money would reach the needier provinces than now."""
    index = outcome.measure("head", "concentration_index")
    name = "concentration_index"
    before, after = (statistic(float(index[end]), name) for end in ("before", "after"))
    change = _compared(before, after)
    return message(
        f"whatif.need.{'equal' if not change else 'less' if change > 0 else 'more'}",
        language,
        before=before,
        after=after,
        band=_band(outcome, index, language),
    )


def who_sentence(outcome: Outcome, language: Language) -> str:
    """Return how many provinces gain and lose, how much moves, and how sure the directions are."""
    more, less = outcome.count(1), outcome.count(-1)
    if not more and not less:
        return message("whatif.who_same", language)
    parts = [message("whatif.who", language, more=more, less=less)]
    if outcome.scenario.total is None and not round(outcome.balance):
        parts.append(
            message(
                "whatif.moved",
                language,
                moved=format_amount(outcome.moved, language, unit="thb"),
                share=f"{100 * outcome.moved / outcome.total:.0f}%",
            )
        )
    if outcome.tried:
        unsure = int((~outcome.provinces["sure"]).sum())
        parts.append(
            message("whatif.unsure", language, count=unsure)
            if unsure
            else message("whatif.all_sure", language)
        )
    return ("; " if language == "en" else " ").join(parts)


def province_sentence(outcome: Outcome, code: str, language: Language) -> str | None:
    """Return what changes in one province; None where it is outside."""
    if code not in outcome.provinces.index:
        return None
    row = outcome.provinces.loc[code]
    return message(
        "whatif.one",
        language,
        province=catalogue().provinces[code].name(language),
        before=_per_head(row["head_now"], language),
        after=_per_head(row["head_after"], language),
        **_signed(float(row["change"]), language),
    )


def province_words(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Return direction and words of every province, by code: columns direction, words."""
    rows = outcome.provinces
    found = directions(rows["change"], rows["sure"])
    words = [
        message(
            "whatif.hover",
            language,
            direction=message(DIRECTIONS[found[code]].words, language),
            before=_per_head(row["head_now"], language),
            after=_per_head(row["head_after"], language),
            change="{sign}{change}".format(**_signed(float(row["change"]), language)),
            low=format_amount(float(row["low"] - row["now"]), language),
            high=format_amount(float(row["high"] - row["now"]), language),
        )
        for code, row in rows.iterrows()
    ]
    return pd.DataFrame({"direction": found, "words": words}, index=rows.index)


def measures_table(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Return every measure now and after, with its range over the estimates of need."""
    declared = catalogue().statistics
    rows = [row for _, row in outcome.measures.iterrows()]

    def shown(row: pd.Series, end: str) -> str:
        if pd.isna(row[end]):
            return message("whatif.no_ratio", language)
        return statistic(float(row[end]), str(row["statistic"]))

    def name(row: pd.Series) -> str:
        said = declared[str(row["statistic"])].name(language)
        return message(f"whatif.measure.{row['of']}", language, statistic=said)

    return pd.DataFrame(
        {
            message("whatif.column.measure", language): [name(row) for row in rows],
            message("whatif.column.before", language): [shown(row, "before") for row in rows],
            message("whatif.column.after", language): [shown(row, "after") for row in rows],
            message("whatif.column.band", language): [
                _range(outcome, row, language) for row in rows
            ],
        }
    )


def provinces_table(outcome: Outcome, language: Language) -> pd.DataFrame:
    """Return every province before and after, the largest gain per head first.

    The first column says of each row that it is illustrative, so that a file of it says so too.
    """
    rows = outcome.provinces.assign(gain=lambda r: r["head_after"] - r["head_now"])
    rows = rows.sort_values("gain", ascending=False)
    found = directions(rows["change"], rows["sure"])
    numbers = {
        "now_baht": ("now", 0),
        "after_baht": ("after", 0),
        "change_baht": ("change", 0),
        "head_before": ("head_now", 2),
        "head_after": ("head_after", 2),
        "poor_before": ("poor_now", 2),
        "poor_after": ("poor_after", 2),
        "low": ("low", 0),
        "high": ("high", 0),
    }
    return pd.DataFrame(
        {
            message("whatif.column.status", language): message("whatif.watermark", language),
            message("whatif.column.code", language): list(rows.index),
            message("column.province", language): [
                catalogue().provinces[str(code)].name(language) for code in rows.index
            ],
            **{
                message(f"whatif.column.{heading}", language): rows[column].round(digits).to_numpy()
                for heading, (column, digits) in numbers.items()
            },
            message("whatif.column.direction", language): [
                f"{DIRECTIONS[name].sign} {message(DIRECTIONS[name].words, language)}"
                for name in found
            ],
        }
    )


def assumptions(outcome: Outcome, language: Language) -> list[str]:
    """Return what is taken for granted, and how far the result hangs on the estimates of need."""
    here = outcome.situation
    found = [
        message(
            "whatif.assume.pool",
            language,
            total=format_amount(outcome.total, language, unit="thb"),
            money=here.money.title(language),
            year=shown_year(here.year, here.money, language),
            n=len(here.provinces),
            outside=len(here.outside),
        ),
        message("whatif.assume.still", language),
        message(
            "whatif.assume.judged",
            language,
            poor=here.poor.title(language),
            poor_year=shown_year(here.poor_year, here.poor, language),
        ),
    ]
    for claim in outcome.claims:
        said = message(
            "whatif.assume.claim",
            language,
            rule=message(f"whatif.rule.{claim.rule}", language),
            indicators=_terms(claim, language),
        )
        found.append(f"{said} · {_sensitivity(claim, language)}")
    for key, codes in (
        ("whatif.assume.kept", outcome.kept),
        ("whatif.assume.unused", outcome.unused),
    ):
        if codes:
            found.append(message(key, language, provinces=_names(codes, language)))
    return found


def _sensitivity(claim: Claim, language: Language) -> str:
    first = catalogue().indicators[claim.terms[0][0]]
    years = (" " if language == "th" else ", ").join(
        shown_year(year, first, language) for year, _ in claim.others
    )
    return message(f"whatif.assume.{estimate(claim)}", language, years=years)


def _terms(claim: Claim, language: Language) -> str:
    declared = catalogue().indicators
    return " × ".join(
        f"{declared[name].title(language)} {shown_year(year, declared[name], language)}"
        for name, year in claim.terms
    )


def _names(codes: Sequence[str], language: Language) -> str:
    named = [catalogue().provinces[code].name(language) for code in codes[:MOST_NAMED]]
    rest = len(codes) - len(named)
    listed = (" " if language == "th" else ", ").join(named)
    return message("inequality.and_more", language, names=listed, rest=rest) if rest else listed


def _compared(before: str, after: str) -> int:
    """Return the sign of a change as far as the shown digits tell it."""
    one, other = float(before.replace("−", "-")), float(after.replace("−", "-"))
    return (other > one) - (other < one)


def _band(outcome: Outcome, row: pd.Series, language: Language) -> str:
    if not outcome.tried:
        return ""
    low, high = (statistic(float(row[end]), str(row["statistic"])) for end in ("low", "high"))
    return message("whatif.band", language, low=low, high=high)


def _range(outcome: Outcome, row: pd.Series, language: Language) -> str:
    if not outcome.tried:
        single = "single" in outcome.estimates.values()
        return message("whatif.no_band" if single else "whatif.no_need", language)
    if pd.isna(row["low"]):
        return message("whatif.no_ratio", language)
    low, high = (statistic(float(row[end]), str(row["statistic"])) for end in ("low", "high"))
    return message("whatif.range", language, low=low, high=high)


def _signed(change: float, language: Language) -> dict[str, str]:
    sign = "+" if round(change) > 0 else "−" if round(change) < 0 else ""
    return {"sign": sign, "change": format_amount(abs(change), language, unit="thb")}


def _per_head(value: float, language: Language) -> str:
    return f"{value:,.2f}{catalogue().units['thb_person'].suffix(language)}"
