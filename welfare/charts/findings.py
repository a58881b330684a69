"""Sentences made from numbers by rule: the title of every chart, in both languages."""

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.language import format_amount, format_value, format_year, message
from welfare.metrics.series import same_method


def change_finding(
    rows: pd.DataFrame, indicator: Indicator, fell: str, rose: str, language: Language
) -> str:
    """Return how a national series went from its first year to its last, by its last method."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return message("empty.no_data", language)
    latest = same_method(known, indicator)[-1]
    first, last = latest.iloc[0], latest.iloc[-1]
    return message(
        fell if last["value"] <= first["value"] else rose,
        language,
        title=indicator.title(language),
        first=format_value(first["value"], indicator, language, compact=True),
        last=format_value(last["value"], indicator, language, compact=True),
        first_year=format_year(int(first["year"]), language),
        last_year=format_year(int(last["year"]), language),
        first_in=shown_year(int(first["year"]), indicator, language),
        last_in=shown_year(int(last["year"]), indicator, language),
    )


def latest_change(rows: pd.DataFrame, indicator: Indicator, language: Language) -> str | None:
    """Return the change between the last two complete years known, None where there is but one."""
    complete = ~rows["year"].isin(catalogue().incomplete_years(indicator))
    known = rows[rows["value"].notna() & complete].tail(2)
    if len(known) < 2:
        return None
    (_, before), (_, last) = known.iterrows()
    fiscal = indicator.calendar == "fiscal_year"
    return message(
        "overview.change",
        language,
        title=indicator.title(language),
        first=format_value(before["value"], indicator, language, compact=True),
        last=format_value(last["value"], indicator, language, compact=True),
        first_year=format_year(int(before["year"]), language, fiscal=fiscal),
        last_year=format_year(int(last["year"]), language, fiscal=fiscal),
    )


def headline(rates: pd.DataFrame, people: pd.DataFrame, language: Language) -> str:
    """Return the overview's opening sentence: poverty now, in people, and where it began."""
    indicator = catalogue().indicators["poverty_rate_pct"]
    known = rates[rates["value"].notna()]
    if known.empty:
        return message("empty.no_data", language)
    first, last = known.iloc[0], known.iloc[-1]
    poor = people.loc[people["year"] == last["year"], "value"]
    return message(
        "overview.headline",
        language,
        year=format_year(int(last["year"]), language),
        rate=format_value(last["value"], indicator, language),
        people=format_amount(float(poor.iloc[0]), language, unit="persons"),
        first_rate=format_value(first["value"], indicator, language),
        first_year=format_year(int(first["year"]), language),
    )


def highest_provinces(areas: pd.DataFrame, year: int, language: Language) -> str:
    """Return the three provinces with the highest value, as the map's title."""
    top = _provinces(areas).nlargest(3, "value")["area_id"]
    names = [catalogue().provinces[code].name(language) for code in top]
    return message(
        "overview.map_title",
        language,
        year=format_year(year, language),
        first=names[0],
        second=names[1],
        third=names[2],
    )


def provinces_finding(
    areas: pd.DataFrame, indicator: Indicator, year: int, language: Language
) -> str:
    """Return which provinces are highest and lowest; estimates are called estimates."""
    provinces = _provinces(areas)
    if provinces.empty:
        return message("empty.no_data", language)
    high = provinces.loc[provinces["value"].idxmax()]
    low = provinces.loc[provinces["value"].idxmin()]
    survey = indicator.basis == "survey"
    declared = catalogue().provinces
    return message(
        "finding.provinces_estimated" if survey else "finding.provinces",
        language,
        title=indicator.title(language),
        year=shown_year(year, indicator, language),
        high=declared[high["area_id"]].name(language),
        high_value=format_value(high["value"], indicator, language, compact=True),
        low=declared[low["area_id"]].name(language),
        low_value=format_value(low["value"], indicator, language, compact=True),
    )


def province_finding(
    areas: pd.DataFrame, indicator: Indicator, year: int, code: str, language: Language
) -> str:
    """Return how one province stands beside its region and the nation, or why it has no value."""
    rows = areas.set_index("area_id")
    province = catalogue().provinces[code]
    name, in_year = province.name(language), shown_year(year, indicator, language)
    value = rows["value"].get(code)
    if pd.isna(value):
        if rows["flag"].get(code) == "in_predecessor" and province.predecessor:
            predecessor = catalogue().provinces[province.predecessor].name(language)
            return message(
                "finding.province_in_predecessor",
                language,
                year=in_year,
                province=name,
                predecessor=predecessor,
            )
        return message("finding.province_missing", language, year=in_year, province=name)
    around = catalogue().region_around(code)
    country, region = rows["value"].get(COUNTRY), rows["value"].get(around)
    shown = format_value(value, indicator, language, compact=True)
    if pd.isna(country):
        return message("finding.province_alone", language, year=in_year, province=name, value=shown)
    if catalogue().units[indicator.unit].additive:
        return message(
            "finding.province_share",
            language,
            year=in_year,
            province=name,
            value=shown,
            share=f"{100 * value / country:.1f}%",
        )
    return message(
        "finding.province_bangkok" if pd.isna(region) else "finding.province",
        language,
        year=in_year,
        province=name,
        value=shown,
        than_country=_than(value, country, indicator, language),
        country=format_value(country, indicator, language),
        than_region="" if pd.isna(region) else _than(value, region, indicator, language),
        region_name=catalogue().regions[province.region].name(language),
        region=format_value(region, indicator, language),
    )


def spread_finding(series: pd.DataFrame, indicator: Indicator, language: Language) -> str:
    """Return the gap between the highest and the lowest province, first year and last.

    Only the latest edition is told: two methods are never compared in one sentence.
    """
    provinces = series[(series["area_kind"] == "province") & series["value"].notna()]
    editions = provinces["vintage_id"].fillna("")
    latest = editions[provinces["year"] == provinces["year"].max()].iloc[0]
    provinces = provinces[editions == latest]
    gaps = provinces.groupby("year")["value"].agg(lambda values: values.max() - values.min())
    return message(
        "finding.trend_spread",
        language,
        first=_gap(float(gaps.iloc[0]), indicator, language),
        last=_gap(float(gaps.iloc[-1]), indicator, language),
        first_year=format_year(int(gaps.index[0]), language),
        last_year=format_year(int(gaps.index[-1]), language),
    )


def pyramid_finding(people: pd.DataFrame, area: str, fiscal_year: int, language: Language) -> str:
    """Return which scheme covers most of the registered people of an area."""
    by_programme = people.groupby("programme_id")["persons"].sum()
    total = float(by_programme.sum())
    largest = str(by_programme.idxmax())
    return message(
        "finding.pyramid",
        language,
        area=area,
        year=format_year(fiscal_year, language, fiscal=True),
        scheme=catalogue().programmes[largest].name(language),
        share=f"{100 * float(by_programme[largest]) / total:.1f}%",
        people=format_amount(total, language, unit="persons"),
    )


def uncovered_finding(shares: pd.DataFrame, language: Language, chosen: str | None = None) -> str:
    """Return the life-course group with the highest share not registered in any scheme.

    ``shares`` has life_course_id and the column ``not_registered`` in per cent; with ``chosen``
    the sentence tells of that group.
    """
    if chosen is not None and chosen in set(shares["life_course_id"]):
        worst, key = shares.set_index("life_course_id", drop=False).loc[chosen], "life_course_one"
    else:
        worst, key = shares.loc[shares["not_registered"].idxmax()], "life_course"
    return message(
        f"finding.{key}",
        language,
        group=catalogue().life_courses[str(worst["life_course_id"])].name(language),
        share=f"{float(worst['not_registered']):.1f}%",
    )


def budget_finding(budget: pd.DataFrame, language: Language) -> str:
    """Return which system takes most of the ministry's proposed budget."""
    total = float(budget["amount_thb"].sum())
    by_system = budget.groupby("system_id")["amount_thb"].sum()
    largest = str(by_system.idxmax())
    return message(
        "finding.budget",
        language,
        year=format_year(int(budget["fiscal_year"].max()), language, fiscal=True),
        total=format_amount(total, language, unit="thb"),
        system=catalogue().systems[largest].name(language),
        share=f"{100 * float(by_system.max()) / total:.0f}%",
    )


def grants_finding(grants: pd.DataFrame, language: Language) -> str:
    """Return the fund's peak year and where it stood in the last complete year."""
    complete = complete_years(grants)
    by_year = complete.groupby("fiscal_year")["amount_thb"].sum()
    peak, last = by_year.idxmax(), by_year.index.max()
    return message(
        "finding.grants",
        language,
        peak=format_year(int(peak), language),
        peak_value=_baht(float(by_year[peak]), language),
        last=format_year(int(last), language),
        last_value=_baht(float(by_year[last]), language),
    )


def complete_years(grants: pd.DataFrame) -> pd.DataFrame:
    """Return the grants without the years that the register covers in part only."""
    incomplete = catalogue().incomplete_years(catalogue().indicators["grants_thb"])
    return grants[~grants["fiscal_year"].isin(incomplete)]


def _baht(amount: float, language: Language) -> str:
    return format_amount(amount, language, unit="thb")


def _gap(value: float, indicator: Indicator, language: Language) -> str:
    """Return a difference: between two percentages it is counted in percentage points."""
    if indicator.unit == "percent":
        return message("finding.points", language, value=f"{value:,.{indicator.decimals}f}")
    return format_value(value, indicator, language, compact=True)


def _provinces(areas: pd.DataFrame) -> pd.DataFrame:
    return areas[(areas["area_kind"] == "province") & areas["value"].notna()]


def shown_year(year: int, indicator: Indicator, language: Language) -> str:
    """Return the year as a sentence names it, fiscal where the indicator is."""
    fiscal = indicator.calendar == "fiscal_year"
    shown = format_year(year, language, fiscal=fiscal)
    return shown if fiscal or language == "en" else f"ปี {shown}"


def _than(value: float, other: float | None, indicator: Indicator, language: Language) -> str:
    if other is None:
        return ""
    difference = round(value - other, indicator.decimals)
    key = (
        "finding.equal" if difference == 0 else f"finding.{'above' if difference > 0 else 'below'}"
    )
    return message(key, language)
