"""Reads `project`: projects that funds gave to, and those that were recognised."""

import pandas as pd

from welfare.warehouse import Snapshot


def projects(snapshot: Snapshot) -> pd.DataFrame:
    """Return the projects of all funds and years, a named one a row, the others as counts.

    Of two sources of one fund, fiscal year and province the one that speaks is taken, as for the
    indicators: nothing counts twice. Columns: fiscal_year, province_code (``00`` where the source
    names none), programme_id, organisation_kind, recognised, project_name and organisation (null
    where not named), projects, amount_thb (null where no amount is recorded), projects_amount_zero,
    projects_amount_missing (null where not known), source_id.
    """
    return snapshot.remember(
        "projects",
        lambda: snapshot.query(
            """
            SELECT fiscal_year, province_code, programme_id, organisation_kind, recognised,
                   project_name, organisation, projects, amount_thb, projects_amount_zero,
                   projects_amount_missing, source_id
            FROM project JOIN source_order o USING (source_id)
            WHERE NOT o.partial
            QUALIFY o.place = max(o.place) OVER (
                PARTITION BY programme_id, recognised, fiscal_year, province_code
            )
            ORDER BY fiscal_year DESC, amount_thb DESC NULLS LAST, project_name, province_code
            """
        ),
    )
