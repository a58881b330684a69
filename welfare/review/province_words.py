"""Sentences on a province, made by rule from the records' numbers, in both languages."""

from collections.abc import Callable

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.unknown import why_unknown
from welfare.language import format_value, message
from welfare.review.province_records import Change, Part, Row, Said


def both(make: Callable[[Language], str]) -> Said:
    """Return what ``make`` says in each language."""
    return Said(make("th"), make("en"))


def row_said(row: Row, code: str) -> Said:
    """Return how one indicator stands, with its year and what it is set beside."""
    indicator = catalogue().indicators[row.indicator]

    def say(language: Language) -> str:
        return message(
            f"profile.row.{row.standing}",
            language,
            title=indicator.title(language),
            year=shown_year(row.year, indicator, language),
            value=format_value(row.value, indicator, language, compact=True),
            estimate=estimate(indicator, row.low, language),
            beside=beside(row, language),
            interval=interval(row.low, row.high, indicator, language),
            why=why_unknown(code, row.flag, language),
        )

    return both(say)


def beside(row: Row, language: Language) -> str:
    """Return what a row is set beside: the nation, or the median province where there is none."""
    indicator = catalogue().indicators[row.indicator]
    if row.nation is not None:
        nation = format_value(row.nation, indicator, language, compact=True)
        return message("profile.beside.nation", language, value=nation)
    middle = format_value(row.median, indicator, language, compact=True)
    return message("profile.beside.median", language, value=middle, count=row.provinces)


def interval(
    low: float | None, high: float | None, indicator: Indicator, language: Language
) -> str:
    """Return an interval in words, or that the chance in the value is not known."""
    if low is None or high is None:
        key = "profile.chance.survey" if indicator.basis == "survey" else "profile.chance.register"
        return message(key, language)
    shown = {name: f"{end:,.{indicator.decimals}f}" for name, end in (("low", low), ("high", high))}
    return message("profile.chance.interval", language, **shown)


def estimate(indicator: Indicator, low: float | None, language: Language) -> str:
    """Return the mark of a survey's value whose chance is not known; nothing for others."""
    if indicator.basis == "survey" and low is None:
        return message("profile.estimate", language)
    return ""


def furthest_said(row: Row | None) -> Said:
    """Return in what a province is least like its peers."""
    if row is None or row.from_peers is None:
        return both(lambda language: message("profile.none.furthest", language))
    indicator = catalogue().indicators[row.indicator]
    key = "profile.furthest.above" if row.from_peers > 0 else "profile.furthest.below"
    return both(
        lambda language: message(
            key,
            language,
            title=indicator.title(language),
            year=shown_year(row.year, indicator, language),
            value=format_value(row.value, indicator, language, compact=True),
            estimate=estimate(indicator, row.low, language),
            peers=format_value(row.peers, indicator, language, compact=True),
            count=row.peers_known,
        )
    )


def change_said(
    indicator: Indicator,
    years: tuple[int, int],
    own: tuple[float, float],
    nation: tuple[float | None, float | None],
) -> Said:
    """Return an indicator in its first and last year, and the nation's where both are known."""

    def say(language: Language) -> str:
        first_nation, last_nation = nation
        around = ""
        if first_nation is not None and last_nation is not None:
            around = message(
                "profile.change.nation",
                language,
                first=format_value(first_nation, indicator, language),
                last=format_value(last_nation, indicator, language),
            )
        return message(
            "profile.change.own",
            language,
            title=indicator.title(language),
            first=format_value(own[0], indicator, language),
            last=format_value(own[1], indicator, language),
            first_year=shown_year(years[0], indicator, language),
            last_year=shown_year(years[1], indicator, language),
            estimate=estimate(indicator, None, language),
            nation=around,
        )

    return both(say)


def five(
    strongest: Row | None,
    weakest: Row | None,
    improved: Change | None,
    slipped: Change | None,
    furthest: Row | None,
) -> dict[Part, Said]:
    """Return the five sentences of a profile; where nothing stands out the sentence says so."""
    found: dict[Part, Row | Change | None] = {
        "strongest": strongest,
        "weakest": weakest,
        "improved": improved,
        "slipped": slipped,
    }
    said: dict[Part, Said] = {
        part: one.sentence if one is not None else _none(part) for part, one in found.items()
    }
    return {**said, "furthest": furthest_said(furthest)}


def _none(part: Part) -> Said:
    return both(lambda language: message(f"profile.none.{part}", language))
