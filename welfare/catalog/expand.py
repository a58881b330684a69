"""What one entry of the catalogue declares of many: years of a series, ages of an indicator."""

from collections.abc import Mapping

from welfare.catalog import models as m


def with_years(declared: Mapping[str, m.Source]) -> dict[str, m.Source]:
    """Give a series of sources an entry for each year that no entry of its own describes."""
    found: dict[str, m.Source] = {}
    for source in declared.values():
        if not source.each_year:
            found[source.id] = source
            continue
        for year in range(source.years[0], source.years[1] + 1):
            name = f"{source.id}_{year + 543}"
            if name not in declared:
                found[name] = _of_year(source, name, year)
    return found


def _of_year(series: m.Source, name: str, year: int) -> m.Source:
    words = {
        field: getattr(series, field).format(be=year + 543, ce=year)
        for field in ("title_th", "title_en", "period_th", "period_en")
    }
    own = {"id": name, "years": (year, year), "series": series.id}
    return series.model_copy(update=words | own | {"each_year": False, "declared": False})


def with_series(
    indicators: Mapping[str, m.Indicator], sources: Mapping[str, m.Source]
) -> dict[str, m.Indicator]:
    """Put, for a series that an indicator names, the sources of the series."""
    members: dict[str, list[str]] = {}
    for source in sources.values():
        members.setdefault(source.series or source.id, []).append(source.id)
    return {
        indicator.id: indicator.model_copy(
            update={
                "sources": tuple(
                    member for name in indicator.sources for member in members.get(name, [name])
                )
            }
        )
        for indicator in indicators.values()
    }


def with_life_courses(
    indicators: Mapping[str, m.Indicator], groups: Mapping[str, m.LifeCourse]
) -> dict[str, m.Indicator]:
    """Put, behind an indicator of ``each_life_course``, one of the same measure for every group."""
    found: dict[str, m.Indicator] = {}
    for indicator in indicators.values():
        found[indicator.id] = indicator
        if indicator.each_life_course:
            found |= {i.id: i for i in (_of_group(indicator, g) for g in groups.values())}
    return found


def _of_group(indicator: m.Indicator, group: m.LifeCourse) -> m.Indicator:
    return indicator.model_copy(
        update={
            "id": of_life_course(indicator.id, group.id),
            "title_th": f"{indicator.title_th} · {group.name_th}",
            "title_en": f"{indicator.title_en} · {group.name_en}",
            "description_th": f"{indicator.description_th} เฉพาะ{group.name_th}",
            "description_en": f"{indicator.description_en} Only {group.name_en.lower()}.",
            "measure": indicator.measure.model_copy(update={"life_course": group.id}),
            "each_life_course": False,
            "of_all": indicator.id,
        }
    )


def of_life_course(indicator_id: str, group_id: str) -> str:
    """Return the id of an indicator of one life-course group; the unit stays at its end.

    Examples
    --------
    >>> of_life_course("social_security_pct", "working_age")
    'social_security_working_age_pct'
    """
    stem, _, unit = indicator_id.rpartition("_")
    return f"{stem}_{group_id}_{unit}"
