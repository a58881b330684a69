"""Reads `budget` and `project`: where the money goes and who gets it."""

import pandas as pd

from welfare.catalog import catalogue
from welfare.warehouse import Snapshot


def _of_ministry() -> list[str]:
    """Return the sources of the ministry's own budget; those of others are no part of it."""
    return list(catalogue().indicators["budget_thb"].sources)


def budget_by_system(snapshot: Snapshot) -> pd.DataFrame:
    """Return the ministry's baht by fiscal year, agency and system (null serves all systems).

    Columns: fiscal_year, agency, system_id, amount_thb.
    """
    return snapshot.remember(
        "budget_by_system",
        lambda: snapshot.query(
            "SELECT fiscal_year, agency, system_id, sum(amount_thb) AS amount_thb FROM budget"
            " WHERE stage = 'proposed' AND list_contains($sources, source_id)"
            " GROUP BY ALL ORDER BY ALL",
            {"sources": _of_ministry()},
        ),
    )


def budget_lines(snapshot: Snapshot, system_id: str | None) -> pd.DataFrame:
    """Return every unit, plan and project of the ministry with its system and baht, largest first.

    ``system_id`` keeps one system; None keeps all. Columns: agency, plan, project, system_id,
    amount_thb.
    """
    return snapshot.remember(
        ("budget_lines", system_id),
        lambda: snapshot.query(
            "SELECT agency, plan, project, system_id, amount_thb FROM budget"
            " WHERE stage = 'proposed' AND list_contains($sources, source_id)"
            " AND ($system IS NULL OR system_id = $system)"
            " ORDER BY amount_thb DESC, agency, plan, project",
            {"system": system_id, "sources": _of_ministry()},
        ),
    )


def grants_by_year(snapshot: Snapshot) -> pd.DataFrame:
    """Return the promotion fund's projects and baht by fiscal year and organisation kind.

    Columns: fiscal_year, organisation_kind, projects, amount_thb, province_unknown (projects).
    """
    return snapshot.remember(
        "grants_by_year",
        lambda: snapshot.query(
            "SELECT fiscal_year, organisation_kind, sum(projects)::BIGINT AS projects,"
            " sum(amount_thb) AS amount_thb,"
            " coalesce(sum(projects) FILTER (province_code = '00'), 0)::BIGINT AS province_unknown"
            " FROM project WHERE NOT recognised AND programme_id = 'promotion_fund'"
            " GROUP BY ALL ORDER BY ALL"
        ),
    )


def recognised_projects(snapshot: Snapshot) -> pd.DataFrame:
    """Return the recognised projects; a row without a name counts those that are not named.

    Columns: fiscal_year, province_code, project_name, organisation, projects.
    """
    return snapshot.remember(
        "recognised_projects",
        lambda: snapshot.query(
            "SELECT fiscal_year, province_code, project_name, organisation, projects FROM project"
            " WHERE recognised ORDER BY project_name NULLS LAST"
        ),
    )
