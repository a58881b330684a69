"""Reads what the last build was."""

from welfare.warehouse import Snapshot


def built_at(snapshot: Snapshot) -> str:
    """Return the date of the build, ``YYYY-MM-DD``."""
    rows = snapshot.remember("build", lambda: snapshot.query("SELECT built_at FROM build"))
    return str(rows["built_at"].iloc[0])[:10]
