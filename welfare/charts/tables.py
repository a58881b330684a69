"""The table behind each chart, with headings in the reader's language."""

import pandas as pd

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.unknown import why_unknown
from welfare.language import format_year, message
from welfare.metrics.classify import Classes


def provinces_table(
    areas: pd.DataFrame, classes: Classes, indicator: Indicator, language: Language
) -> pd.DataFrame:
    """Return provinces, highest first: name, region, value, then rank or (survey) band, and note.

    Equal values share the smallest rank.
    """
    rows = highest_first(areas)
    table = provinces_head(rows, indicator, language)
    if indicator.basis == "survey":
        bands = classes.index(rows["value"].to_numpy(dtype=float))
        table[message("column.band", language)] = [
            message("provinces.band", language, number=classes.count - b, count=classes.count)
            if b >= 0
            else ""
            for b in bands
        ]
    else:
        ranks = (
            rows["value"]
            .astype(float)
            .round(indicator.decimals)
            .rank(method="min", ascending=False)
        )
        table[message("column.rank", language)] = ranks.astype("Int64").to_numpy()
    put_notes(table, rows, language)
    return table


def highest_first(areas: pd.DataFrame) -> pd.DataFrame:
    """Return the provinces among ``areas``, the highest first, those without a value last."""
    return areas[areas["area_kind"] == "province"].sort_values(
        ["value", "area_id"], ascending=[False, True], na_position="last"
    )


def provinces_head(rows: pd.DataFrame, indicator: Indicator, language: Language) -> pd.DataFrame:
    """Return the columns that every table of provinces begins with: name, region, value."""
    provinces = [catalogue().provinces[code] for code in rows["area_id"]]
    return pd.DataFrame(
        {
            message("column.province", language): [p.name(language) for p in provinces],
            message("column.region", language): [
                catalogue().regions[p.region].name(language) for p in provinces
            ],
            value_heading(indicator, language): rows["value"]
            .astype(float)
            .round(indicator.decimals)
            .to_numpy(),
        }
    )


def put_notes(table: pd.DataFrame, rows: pd.DataFrame, language: Language) -> None:
    """Put why a value is not known as the last column of ``table``, where any is not."""
    notes = [
        "" if pd.isna(flag) else why_unknown(code, flag, language)
        for code, flag in zip(rows["area_id"], rows["flag"], strict=True)
    ]
    if any(notes):
        table[message("column.note", language)] = notes


def series_table(
    columns: dict[str, pd.DataFrame], language: Language, *, fiscal: bool = False
) -> pd.DataFrame:
    """Return years down, one column a named series of (year, value)."""
    joined = pd.concat(
        {name: rows.set_index("year")["value"] for name, rows in columns.items()}, axis=1
    ).sort_index()
    years = [format_year(int(year), language, fiscal=fiscal) for year in joined.index]
    joined.insert(0, message("column.year", language), years)
    return joined.reset_index(drop=True)


def life_course_shares(people: pd.DataFrame) -> pd.DataFrame:
    """Return a row a life-course group: life_course_id, persons, and a percentage a programme."""
    known = people[people["life_course_id"].isin(catalogue().life_courses)]
    wide = known.pivot_table(
        index="life_course_id", columns="programme_id", values="persons", aggfunc="sum"
    ).fillna(0.0)
    wide = wide.reindex([g for g in catalogue().life_courses if g in wide.index])
    for programme_id in ("not_registered", "status_problem"):
        if programme_id not in wide:
            wide[programme_id] = 0.0
    persons = wide.sum(axis=1)
    return (100 * wide.div(persons, axis=0)).assign(persons=persons).reset_index()


def value_heading(indicator: Indicator, language: Language) -> str:
    """Return the heading of a column of values: title and unit."""
    return f"{indicator.title(language)} ({catalogue().units[indicator.unit].name(language)})"
