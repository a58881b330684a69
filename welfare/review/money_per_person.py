"""Money a head and a poor person over the years, at the prices of each year and of one year."""

from dataclasses import dataclass

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.language import format_value, format_year, message
from welfare.metrics.prices import BASE, at_base_prices, implicit_index
from welfare.metrics.series import same_method
from welfare.queries import indicators as queries
from welfare.warehouse import Snapshot

UNITS = ("thb_person", "thb_poor_person")
THEME = "money"


def indicators(snapshot: Snapshot) -> list[Indicator]:
    """Return the indicators of public money a head or a poor person that provinces have."""
    return [
        indicator
        for indicator in catalogue().indicators.values()
        if indicator.unit in UNITS
        and indicator.theme == THEME
        and queries.province_years(snapshot, indicator.id)
    ]


def price_index() -> Indicator:
    """Return the declared price index: the indicator that has a base year."""
    return next(i for i in catalogue().indicators.values() if i.base_year is not None)


@dataclass(frozen=True)
class Series:
    """Country, regions and provinces over the years, as charts of series take them.

    ``nominal`` is at the prices of each year; ``real`` at those of the base year, without the years
    and areas whose prices are not known. Columns: year, area_id, area_kind, vintage_id, value,
    source_ids.
    """

    indicator: Indicator
    nominal: pd.DataFrame
    real: pd.DataFrame

    def rows(self, real: bool) -> pd.DataFrame:
        """Return the values at the prices that are asked for."""
        return self.real if real else self.nominal


def series(snapshot: Snapshot, indicator: Indicator) -> Series:
    """Return an indicator of money over the years, nominal and real.

    The money of a fiscal year is set against the index of the calendar year of its number. A
    province has its own index; the country and a region that of the money of their provinces
    (:func:`welfare.metrics.prices.implicit_index`), and none where that money is not known.
    """
    nominal = queries.province_series(snapshot, indicator.id)
    prices = queries.province_series(snapshot, price_index().id)
    index = _indices(snapshot, indicator, prices[["year", "area_id", "value"]])
    joined = nominal.merge(index, on=["year", "area_id"], how="left")
    real = nominal.assign(value=at_base_prices(nominal["value"].astype(float), joined["index"]))
    return Series(indicator, nominal, real[real["value"].notna()].reset_index(drop=True))


def money_of(indicator: Indicator) -> Indicator | None:
    """Return the indicator of the money that ``indicator`` divides; None where none is declared."""
    measure = indicator.measure
    if measure.of:
        return catalogue().indicators[measure.of[0]]
    whole = measure.model_copy(update={"kind": measure.kind.removesuffix("_per_head")})
    return next((i for i in catalogue().indicators.values() if i.measure == whole), None)


def _indices(snapshot: Snapshot, indicator: Indicator, prices: pd.DataFrame) -> pd.DataFrame:
    """Return year, area_id and index of provinces, and of the areas that their money makes up."""
    own = prices.rename(columns={"value": "index"})
    money = money_of(indicator)
    if money is None:
        return own
    amounts = queries.province_series(snapshot, money.id)
    amounts = amounts[amounts["area_kind"] == "province"].merge(own, on=["year", "area_id"])
    region = {code: f"region_{p.region}" for code, p in catalogue().provinces.items()}
    parts = pd.concat(
        [amounts.assign(area_id=COUNTRY), amounts.assign(area_id=amounts["area_id"].map(region))]
    )
    made = [
        {"year": year, "area_id": area, "index": implicit_index(part["value"], part["index"])}
        for (year, area), part in parts.groupby(["year", "area_id"])
    ]
    return pd.concat([own, pd.DataFrame(made, columns=["year", "area_id", "index"])])


def finding(shown: Series, area: str, language: Language) -> str:
    """Return how the money of an area went from its first year to its last, nominal and real."""
    nominal, real = (rows[rows["area_id"] == area] for rows in (shown.nominal, shown.real))
    nominal = nominal[nominal["value"].notna()]
    nominal = same_method(nominal, shown.indicator)[-1] if len(nominal) else nominal
    if len(nominal) < 2:
        return message("empty.no_data", language)
    first, last = nominal.iloc[0], nominal.iloc[-1]
    values = real.set_index("year")["value"]
    named: dict[str, object] = {
        "title": shown.indicator.title(language),
        "area": area_words(area, language),
        "first": format_value(first["value"], shown.indicator, language),
        "last": format_value(last["value"], shown.indicator, language),
        "first_year": shown_year(int(first["year"]), shown.indicator, language),
        "last_year": shown_year(int(last["year"]), shown.indicator, language),
        "change": change(float(first["value"]), float(last["value"]), language),
    }
    if {int(first["year"]), int(last["year"])} <= set(values.index):
        return message(
            "budget.person.both",
            language,
            **named,
            base=format_year(int(price_index().base_year or 0), language),
            real=change(float(values[first["year"]]), float(values[last["year"]]), language),
        )
    return message("budget.person.nominal", language, **named)


def area_words(area: str, language: Language) -> str:
    """Return the name of an area, the country included."""
    if area == COUNTRY:
        return message("provinces.country", language)
    return catalogue().area_name(area, language)


def change(first: float, last: float, language: Language) -> str:
    """Return by how many per cent a value rose or fell; that it stayed where it rounds to none."""
    if first == 0:
        return message("budget.change.from_none", language)
    percent = round(BASE * (last / first - 1))
    kind = "rose" if percent > 0 else "fell" if percent < 0 else "same"
    return message(f"budget.change.{kind}", language, percent=abs(percent))
