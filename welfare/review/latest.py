"""The latest year of every indicator in which provinces can be set beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.queries.indicators import areas_in_year, sources_of
from welfare.queries.profile import provinces_known
from welfare.warehouse import Snapshot


@dataclass(frozen=True, eq=False)
class Latest:
    """An indicator in one year over all areas; ``cells`` has the row of an area by its id.

    ``mean``, ``spread`` (standard deviation) and ``median`` are those of the ``values`` of the
    ``provinces`` known. ``comparable`` tells that a province may be placed among them: enough are
    known, and not from a source that covers its provinces in part only.
    """

    indicator: Indicator
    year: int
    cells: Mapping[str, Mapping[str, object]]
    provinces: int
    mean: float
    spread: float
    median: float
    comparable: bool
    values: tuple[float, ...]
    sources: tuple[str, ...]

    def value(self, area: str | None) -> float | None:
        """Return the value of an area, None where it is not known."""
        return self.number(area, "value")

    def number(self, area: str | None, column: str) -> float | None:
        """Return a number of an area, None where it is not known."""
        return number(self.cells.get(area or "", {}).get(column))

    def flag(self, area: str) -> str | None:
        """Return why an area has no value, None where nothing is said."""
        found = self.cells.get(area, {}).get("flag")
        return found if isinstance(found, str) else None


def number(cell: object) -> float | None:
    """Return a cell as a number, None where it is null."""
    return None if cell is None or pd.isna(cell) else float(cell)  # type: ignore[arg-type]  # a cell of a column of numbers


def latest(snapshot: Snapshot, indicator: Indicator) -> Latest | None:
    """Return the latest complete year with enough provinces, else the latest with any; None where
    no province has a value.
    """
    return snapshot.remember(("latest", indicator.id), lambda: _latest(snapshot, indicator))


def latest_of_all(snapshot: Snapshot) -> dict[str, Latest]:
    """Return by id every indicator that can be set beside the nation: no totals, all ages."""
    found: dict[str, Latest] = {}
    for indicator in catalogue().indicators.values():
        if indicator.of_all is None and not catalogue().units[indicator.unit].additive:
            one = latest(snapshot, indicator)
            if one is not None:
                found[indicator.id] = one
    return found


def _latest(snapshot: Snapshot, indicator: Indicator) -> Latest | None:
    known = provinces_known(snapshot)
    known = known[known["indicator_id"] == indicator.id]
    known = known[~known["year"].isin(catalogue().incomplete_years(indicator))]
    if known.empty:
        return None
    rule = catalogue().standing
    enough = known[known["provinces"] >= rule.fewest_provinces]
    year = int((known if enough.empty else enough)["year"].max())
    areas = areas_in_year(snapshot, indicator.id, year)
    values = areas.loc[areas["area_kind"] == "province", "value"].dropna().astype(float)
    sources = sources_of(areas)
    spread = float(values.std(ddof=0))
    return Latest(
        indicator=indicator,
        year=year,
        cells=areas.set_index("area_id").to_dict("index"),
        provinces=len(values),
        mean=float(values.mean()),
        spread=spread,
        median=float(values.median()),
        comparable=(
            len(values) >= rule.fewest_provinces
            and spread > 0
            and indicator.id not in rule.not_compared
            and not any(catalogue().sources[source].partial for source in sources)
        ),
        values=tuple(float(value) for value in values),
        sources=tuple(sources),
    )
