"""What stands side by side, in sentences made from the numbers, and as a table."""

import pandas as pd

from welfare.catalog import Language, catalogue
from welfare.charts.findings import shown_year
from welfare.language import format_value, format_year, message
from welfare.metrics.series import same_method
from welfare.review.compare import By, Comparison, Multiple, Panel


def member_name(by: By, member: str, language: Language) -> str:
    """Return the name of a province, region, life course or year."""
    if by == "ages":
        return catalogue().life_courses[member].name(language)
    if by == "years":
        return format_year(int(member), language)
    return area_name(member, language)


def area_name(area: str, language: Language) -> str:
    """Return the name of the country, a region or a province."""
    if area in catalogue().provinces or area.startswith("region_"):
        return catalogue().area_name(area, language)
    return message("provinces.country", language)


def finding(shown: Comparison, multiple: Multiple, language: Language) -> str:
    """Return between which members the values lie, in the last year that all have."""
    indicator = multiple.indicator
    if shown.by == "years":
        return _over_years(multiple, language)
    partly = catalogue().incomplete_years(indicator)
    known = [
        p.rows[p.rows["value"].notna() & ~p.rows["year"].isin(partly)] for p in multiple.panels
    ]
    common = set.intersection(*(set(rows["year"]) for rows in known)) if known else set()
    if not common:
        return message("compare.no_common", language, title=indicator.title(language))
    year = int(max(common))
    values = {
        panel.member: float(rows.loc[rows["year"] == year, "value"].iloc[0])
        for panel, rows in zip(multiple.panels, known, strict=True)
    }
    high, low = (max(values, key=values.__getitem__), min(values, key=values.__getitem__))
    told = {
        "title": indicator.title(language),
        "year": shown_year(year, indicator, language),
        "high": member_name(shown.by, high, language),
        "low": member_name(shown.by, low, language),
        "high_value": _shown(multiple, values[high], language),
        "low_value": _shown(multiple, values[low], language),
    }
    if multiple.base_year is not None:
        base = shown_year(multiple.base_year, indicator, language)
        return message("compare.indexed_finding", language, base=base, **told)
    if len(values) == 1 or told["high_value"] == told["low_value"]:
        return message("compare.same", language, **told)
    return message(
        "compare.estimated" if indicator.basis == "survey" else "compare.between", language, **told
    )


def _over_years(multiple: Multiple, language: Language) -> str:
    """Return how far apart the regions were in the first and the last year shown of one method."""
    apart = years_apart(multiple)
    panels = [panel for panel in _known_years(multiple) if panel.member not in apart]
    if not panels:
        title = multiple.indicator.title(language)
        return message("compare.nothing_known", language, title=title)
    ends = [panels[0], panels[-1]]
    told = {"title": multiple.indicator.title(language)}
    for place, panel in zip(("first", "last"), ends, strict=True):
        rows = panel.rows[_regions_known(panel.rows)]
        high, low = rows.loc[rows["value"].idxmax()], rows.loc[rows["value"].idxmin()]
        told |= {
            f"{place}_year": shown_year(int(panel.member), multiple.indicator, language),
            f"{place}_high": area_name(str(high["area_id"]), language),
            f"{place}_low": area_name(str(low["area_id"]), language),
            f"{place}_high_value": _shown(multiple, float(high["value"]), language),
            f"{place}_low_value": _shown(multiple, float(low["value"]), language),
        }
    key = "compare.over_years" if len(panels) > 1 else "compare.one_year"
    return message(key, language, **told)


def years_apart(multiple: Multiple) -> list[str]:
    """Return the years that another method or edition made than the last one known."""
    known = _known_years(multiple)
    if not known:
        return []
    rows = pd.concat([panel.rows.head(1) for panel in known])
    same = set(same_method(rows, multiple.indicator)[-1]["year"])
    return [panel.member for panel in known if int(panel.member) not in same]


def _known_years(multiple: Multiple) -> list[Panel]:
    """Return the years in which a part of the country is known, in their order."""
    panels = sorted(multiple.panels, key=lambda panel: panel.member)
    return [panel for panel in panels if _regions_known(panel.rows).any()]


def _regions_known(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows have a value of a part of the country."""
    return rows["value"].notna() & (rows["area_kind"] != "country")


def table(shown: Comparison, multiple: Multiple, language: Language) -> pd.DataFrame:
    """Return years (or, of years, areas) down and members across; a gap is not known."""
    decimals = 1 if multiple.base_year is not None else multiple.indicator.decimals
    down = "area_id" if shown.by == "years" else "year"
    columns = {
        member_name(shown.by, panel.member, language): panel.rows.set_index(down)["value"]
        for panel in multiple.panels
    }
    joined = pd.concat(columns, axis=1).round(decimals)
    if shown.by == "years":
        heading = message("column.area", language)
        named = [area_name(str(area), language) for area in joined.index]
    else:
        joined = joined.sort_index()
        fiscal = multiple.indicator.calendar == "fiscal_year"
        heading = message("column.year", language)
        named = [format_year(int(year), language, fiscal=fiscal) for year in joined.index]
    joined.insert(0, heading, named)
    return joined.reset_index(drop=True)


def about(multiple: Multiple, language: Language) -> str:
    """Return what is measured in which unit, what 100 is, or why no index is drawn."""
    indicator = multiple.indicator
    parts = [indicator.description(language)]
    if multiple.base_year is not None:
        base = shown_year(multiple.base_year, indicator, language)
        parts.append(message("compare.base", language, base=base))
    else:
        parts.append(catalogue().units[indicator.unit].name(language))
    if multiple.refused is not None:
        parts.append(message(f"compare.refused.{multiple.refused}", language))
    return " · ".join(parts)


def unknown(shown: Comparison, multiple: Multiple, language: Language) -> list[str]:
    """Return the names of members of which nothing is known here."""
    empty: list[Panel] = [p for p in multiple.panels if not p.rows["value"].notna().any()]
    return [member_name(shown.by, panel.member, language) for panel in empty]


def _shown(multiple: Multiple, value: float, language: Language) -> str:
    if multiple.base_year is not None:
        return f"{value:,.1f}"
    return format_value(value, multiple.indicator, language, compact=True)
