"""Reads what the last build was, and which sources it has facts of."""

from welfare.catalog import Indicator
from welfare.warehouse import Snapshot


def built_at(snapshot: Snapshot) -> str:
    """Return the date of the build, ``YYYY-MM-DD``."""
    rows = snapshot.remember("build", lambda: snapshot.query("SELECT built_at FROM build"))
    return str(rows["built_at"].iloc[0])[:10]


def sources_behind(snapshot: Snapshot, indicator: Indicator) -> list[str]:
    """Return the sources of ``indicator`` of which the warehouse has facts, as declared."""
    rows = snapshot.remember(
        "sources_with_facts",
        lambda: snapshot.query(
            "SELECT source_id FROM beneficiary UNION SELECT source_id FROM population"
            " UNION SELECT source_id FROM budget UNION SELECT source_id FROM project"
            " UNION SELECT source_id FROM outcome"
        ),
    )
    known = set(rows["source_id"])
    return [source for source in indicator.sources if source in known]
