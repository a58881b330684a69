"""Which programme speaks for a system."""

import pandas as pd

from welfare.catalog import catalogue
from welfare.catalog.models import Programme, System


def largest_programme(
    system: System, counts: pd.DataFrame
) -> tuple[Programme, pd.DataFrame] | None:
    """Return the system's programme with the most people lately, and its rows by fiscal year."""
    declared = catalogue().programmes
    ids = [p.id for p in declared.values() if p.system == system.id]
    known = counts[counts["programme_id"].isin(ids) & counts["persons"].notna()]
    if known.empty:
        return None
    latest = known.sort_values("fiscal_year").groupby("programme_id").last()
    programme_id = str(latest["persons"].idxmax())
    return declared[programme_id], known[known["programme_id"] == programme_id]
