"""Reads `budget`: which budgets a year has, their lines, their stages, and what names no province.

A budget is what one source gives of one fiscal year. Its lines are read at one stage, so that no
baht counts twice: as proposed, else as approved, else as spent.
"""

import pandas as pd

from welfare.warehouse import Snapshot

STAGES = ("proposed", "approved", "spent")
"""From the draft to what was paid."""


def budgets(snapshot: Snapshot) -> pd.DataFrame:
    """Return the budgets of all years, the newest year first.

    Columns: fiscal_year, source_id, stage (the first that the source gives), amount_thb, placed_thb
    (of lines that name a province), provinces (how many are named).
    """
    return snapshot.remember(
        "budgets",
        lambda: snapshot.query(
            """
            SELECT fiscal_year, source_id, stage, sum(amount_thb) AS amount_thb,
                   coalesce(sum(amount_thb) FILTER (province_code IS NOT NULL), 0) AS placed_thb,
                   count(DISTINCT province_code)::BIGINT AS provinces
            FROM budget
            GROUP BY fiscal_year, source_id, stage
            QUALIFY row_number() OVER (
                PARTITION BY fiscal_year, source_id ORDER BY list_position($stages, stage)
            ) = 1
            ORDER BY fiscal_year DESC, source_id
            """,
            {"stages": list(STAGES)},
        ),
    )


def lines(snapshot: Snapshot, fiscal_year: int, source_id: str, stage: str) -> pd.DataFrame:
    """Return the lines of one budget at one stage, the largest first.

    Columns: agency, plan, project (null where a plan has none), system_id (null serves all
    systems), amount_thb, provinces (how many the line is placed in; 0 is the country as one).
    """
    return snapshot.remember(
        ("budget_lines_of", fiscal_year, source_id, stage),
        lambda: snapshot.query(
            """
            SELECT agency, plan, project, system_id, sum(amount_thb) AS amount_thb,
                   count(DISTINCT province_code)::BIGINT AS provinces
            FROM budget
            WHERE fiscal_year = $year AND source_id = $source AND stage = $stage
            GROUP BY agency, plan, project, system_id
            ORDER BY amount_thb DESC, agency, plan, project, system_id
            """,
            {"year": fiscal_year, "source": source_id, "stage": stage},
        ),
    )


def stages(snapshot: Snapshot, fiscal_year: int, source_id: str) -> pd.DataFrame:
    """Return what is known of the plans of a budget at every stage, from any source of the year.

    Columns: agency, plan, and a column a stage (baht, null where no source gives the plan there).
    Where several do, the budget itself speaks, else the source that speaks first of all facts.
    """
    return snapshot.remember(
        ("budget_stages", fiscal_year, source_id),
        lambda: snapshot.query(
            """
            WITH known AS (
                SELECT agency, plan, stage, sum(amount_thb) AS amount_thb
                FROM budget JOIN source_order o USING (source_id)
                WHERE fiscal_year = $year
                GROUP BY agency, plan, stage, source_id, o.place
                QUALIFY row_number() OVER (
                    PARTITION BY agency, plan, stage
                    ORDER BY source_id = $source DESC, o.place DESC
                ) = 1
            ), own AS (
                SELECT DISTINCT agency, plan FROM budget
                WHERE fiscal_year = $year AND source_id = $source
            )
            SELECT agency, plan,
                   any_value(amount_thb) FILTER (stage = 'proposed') AS proposed,
                   any_value(amount_thb) FILTER (stage = 'approved') AS approved,
                   any_value(amount_thb) FILTER (stage = 'spent') AS spent
            FROM own JOIN known USING (agency, plan)
            GROUP BY agency, plan ORDER BY agency, plan
            """,
            {"year": fiscal_year, "source": source_id},
        ),
    )
