"""Sentences on money per poor person: what changed, and how sure that is."""

from collections.abc import Sequence

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.language import format_amount, format_value, format_year, message
from welfare.review.province_records import PoorChange, PoorYear, Said
from welfare.review.province_words import both


def per_poor_said(
    indicator: Indicator, years: tuple[PoorYear, ...], change: PoorChange | None, code: str
) -> Said:
    """Return the change from the first year to the last, or the one year that is known."""
    province, first, last = catalogue().provinces[code], years[0], years[-1]

    def say(language: Language) -> str:
        named = {"title": indicator.title(language), "province": province.name(language)}
        shown = {
            "last": format_value(last.value, indicator, language),
            "last_year": shown_year(last.year, indicator, language),
        }
        if change is None:
            return message("profile.poor.one_year", language, **named, **shown)
        return message(
            "profile.poor.change",
            language,
            **named,
            **shown,
            first=format_value(first.value, indicator, language),
            first_year=shown_year(first.year, indicator, language),
            moved=moved(change.value_pct, language),
        )

    return both(say)


def moved(per_cent: float, language: Language) -> str:
    """Return a change in whole per cent with its direction in words."""
    whole = round(per_cent)
    if whole == 0:
        return message("profile.poor.moved_level", language)
    key = "profile.poor.moved_up" if whole > 0 else "profile.poor.moved_down"
    return message(key, language, share=f"{abs(whole):,}%")


def how_sure(
    indicator: Indicator,
    years: tuple[PoorYear, ...],
    change: PoorChange | None,
    money_until: int,
) -> tuple[Said, ...]:
    """Return what stands behind the figures: parts, chance, money without a province, years."""
    people = catalogue().indicators[indicator.measure.over[0]]
    said = [both(lambda language: _chance(people, years, change, language))]
    if change is not None:
        said.insert(0, both(lambda language: _parts(years, change, language)))
        if change.bound is not None:
            said.append(both(lambda language: _unplaced(indicator, years, change, language)))
    said.append(both(lambda language: _method(indicator, years, language)))
    if money_until > years[-1].year:
        said.append(both(lambda language: _later(indicator, years, money_until, language)))
    return tuple(said)


def _parts(years: tuple[PoorYear, ...], change: PoorChange, language: Language) -> str:
    first, last = years[0], years[-1]
    return message(
        "profile.poor.parts",
        language,
        first_baht=format_amount(first.amount, language, unit="thb"),
        last_baht=format_amount(last.amount, language, unit="thb"),
        baht=moved(change.amount_pct, language),
        first_people=f"{first.people:,.0f}",
        last_people=f"{last.people:,.0f}",
        people=moved(change.people_pct, language),
    )


def _chance(
    people: Indicator, years: tuple[PoorYear, ...], change: PoorChange | None, language: Language
) -> str:
    last = years[-1]
    if last.people_low is not None and last.people_high is not None:
        return message(
            "profile.poor.interval",
            language,
            year=format_year(last.people_year, language),
            low=f"{last.people_low:,.0f}",
            high=f"{last.people_high:,.0f}",
        )
    if people.basis == "register":
        return message("profile.poor.counted", language, people=people.title(language))
    if change is None:
        return message("profile.poor.no_interval", language)
    return message("profile.poor.no_interval_change", language, factor=f"{change.error_needed:.2f}")


def _unplaced(
    indicator: Indicator, years: tuple[PoorYear, ...], change: PoorChange, language: Language
) -> str:
    first, last = years[0], years[-1]
    return message(
        "profile.poor.unplaced_holds" if change.holds else "profile.poor.unplaced_turns",
        language,
        first_share=f"{first.unplaced_pct:.1f}%",
        first_year=shown_year(first.year, indicator, language),
        last_share=f"{last.unplaced_pct:.1f}%",
        last_year=shown_year(last.year, indicator, language),
        bound_year=shown_year(change.bound_year, indicator, language),
        bound=format_value(change.bound, indicator, language),
    )


def _method(indicator: Indicator, years: tuple[PoorYear, ...], language: Language) -> str:
    edition = catalogue().vintages[years[-1].vintage_id] if years[-1].vintage_id else None
    behind = catalogue().indicators[indicator.measure.over[0]].title(language)
    return message(
        "profile.poor.method",
        language,
        years=_years([one.year for one in years], language),
        people=behind,
        edition=f" ({edition.name(language)})" if edition else "",
        people_years=_years([one.people_year for one in years], language),
    )


def _years(years: Sequence[int], language: Language) -> str:
    """Return years in order, as a span where none is left out."""
    known = sorted(set(years))
    shown = [format_year(year, language) for year in known]
    if len(known) > 1 and known[-1] - known[0] == len(known) - 1:
        return f"{shown[0]}-{shown[-1]}"
    return ", ".join(shown)


def _later(
    indicator: Indicator, years: tuple[PoorYear, ...], money_until: int, language: Language
) -> str:
    return message(
        "profile.poor.later",
        language,
        until=shown_year(money_until, indicator, language),
        people_year=format_year(years[-1].people_year, language),
    )
