"""One published value with its interval."""

from welfare.warehouse import Snapshot


def known(snapshot: Snapshot, indicator: str, area: str, year: int) -> dict[str, float]:
    """Return value, low, high and n of an indicator in its current edition."""
    rows = snapshot.query(
        "SELECT value, low, high, n FROM indicator_value WHERE indicator_id = $indicator"
        " AND area_id = $area AND year = $year AND is_current",
        {"indicator": indicator, "area": area, "year": year},
    )
    return {str(name): float(value) for name, value in rows.iloc[0].items()}
