"""Reads what the last build took, checked and refused: the page Data and quality."""

import pandas as pd

from welfare.warehouse import Snapshot

COVERED = {
    "beneficiary": ("fiscal_year", "'fiscal_year'", "province_code", "programme_id", "TRUE"),
    "population": (
        "coalesce(year, fiscal_year)",
        "CASE WHEN year IS NULL THEN 'fiscal_year' ELSE 'year' END",
        "province_code",
        "source_id",
        "TRUE",
    ),
    "budget": ("fiscal_year", "'fiscal_year'", "province_code", "agency", "TRUE"),
    "project": (
        "fiscal_year",
        "'fiscal_year'",
        "nullif(province_code, '00')",
        "programme_id",
        "TRUE",
    ),
    "outcome": ("year", "'year'", "area_id", "indicator_id", "value IS NOT NULL"),
}
"""Of each fact table: year, calendar, area (null is the country), what is counted, which rows."""
MOST = 5_000
"""Rows at most that a page reads; the file to take away has them all."""


def build_account(snapshot: Snapshot) -> pd.Series:
    """Return the last build and what it read.

    Fields: data_version, built_at (ISO 8601, UTC), facts, files, files_loaded, files_refused,
    files_set_aside, raw_files (those below data/raw), rows_read, rows_loaded, rows_refused,
    rows_set_aside.
    """
    return snapshot.remember(
        "build_account",
        lambda: snapshot.query(
            """
            SELECT any_value(data_version) AS data_version, any_value(built_at) AS built_at,
                   any_value(facts) AS facts, count(file)::BIGINT AS files,
                   count(file) FILTER (verdict = 'loaded')::BIGINT AS files_loaded,
                   count(file) FILTER (verdict = 'refused')::BIGINT AS files_refused,
                   count(file) FILTER (verdict = 'set_aside')::BIGINT AS files_set_aside,
                   count(file) FILTER (starts_with(file, 'raw/'))::BIGINT AS raw_files,
                   coalesce(sum(rows_read), 0)::BIGINT AS rows_read,
                   coalesce(sum(rows_loaded), 0)::BIGINT AS rows_loaded,
                   coalesce(sum(rows_refused), 0)::BIGINT AS rows_refused,
                   coalesce(sum(rows_set_aside), 0)::BIGINT AS rows_set_aside
            FROM build LEFT JOIN source_file ON TRUE
            """
        ).iloc[0],
    )


def source_years(snapshot: Snapshot) -> pd.DataFrame:
    """Return source_id, year (CE, calendar or fiscal as the source counts) and facts."""
    parts = " UNION ALL ".join(
        f"SELECT source_id, {year} AS year FROM {table} WHERE {rows}"  # noqa: S608 - our own words
        for table, (year, _, _, _, rows) in COVERED.items()
    )
    return snapshot.remember(
        "source_years",
        lambda: snapshot.query(
            f"SELECT source_id, year, count(*)::BIGINT AS facts FROM ({parts})"  # noqa: S608 - our own words
            " GROUP BY ALL ORDER BY ALL"
        ),
    )


def coverage(snapshot: Snapshot, table: str) -> pd.DataFrame:
    """Return where and when a fact table has facts.

    Columns: year (CE), calendar (``year`` or ``fiscal_year``), area_id (``TH`` is the country),
    subjects (programmes, sources, agencies or indicators with a fact there), facts.
    """
    year, calendar, area, subject, rows = COVERED[table]
    return snapshot.remember(
        ("coverage", table),
        lambda: snapshot.query(
            f"SELECT {year} AS year, {calendar} AS calendar, coalesce({area}, 'TH') AS area_id,"  # noqa: S608 - our own words
            f" count(DISTINCT {subject})::BIGINT AS subjects, count(*)::BIGINT AS facts"
            f" FROM {table} WHERE {rows} GROUP BY ALL ORDER BY ALL"
        ),
    )


def files(snapshot: Snapshot) -> pd.DataFrame:
    """Return every file read, the largest first, those refused whole last.

    Columns: file, sha256, family, verdict, rows_read, rows_loaded, rows_refused, rows_set_aside,
    text_th and text_en (the first reason of a file that was refused whole, else null).
    """
    return snapshot.remember(
        "quality_files",
        lambda: snapshot.query(
            """
            WITH why AS (
                SELECT file, first(text_th) AS text_th, first(text_en) AS text_en
                FROM load_issue WHERE severity = 'refused' GROUP BY file
            )
            SELECT f.file, sha256, family, verdict, rows_read, rows_loaded, rows_refused,
                   rows_set_aside, text_th, text_en
            FROM source_file f
            LEFT JOIN why w ON f.verdict = 'refused' AND f.file = concat('raw/', w.file)
            ORDER BY verdict, rows_read DESC, f.file
            """
        ),
    )


def reasons(snapshot: Snapshot, severity: str) -> pd.DataFrame:
    """Return issues of a severity by reason, the most frequent first.

    Columns: reason, text_th, text_en, issues, files, example (a file).
    """
    return snapshot.remember(
        ("quality_reasons", severity),
        lambda: snapshot.query(
            "SELECT reason, any_value(text_th) AS text_th, any_value(text_en) AS text_en,"
            " count(*)::BIGINT AS issues, count(DISTINCT file)::BIGINT AS files,"
            " min(file) AS example FROM load_issue WHERE severity = $severity"
            " GROUP BY reason ORDER BY issues DESC, reason",
            {"severity": severity},
        ),
    )


def issue_files(snapshot: Snapshot, severity: str) -> int:
    """Return how many files have an issue of a severity."""
    rows = snapshot.remember(
        ("quality_issue_files", severity),
        lambda: snapshot.query(
            "SELECT count(DISTINCT file)::BIGINT AS files FROM load_issue"
            " WHERE severity = $severity",
            {"severity": severity},
        ),
    )
    return int(rows["files"].iloc[0])


def issues(snapshot: Snapshot, severity: str) -> pd.DataFrame:
    """Return issues of a severity, at most :data:`MOST`.

    Columns: file, sheet, row_number, column_name, value, detail, text_th, text_en.
    """
    return snapshot.query(
        "SELECT file, sheet, row_number, column_name, value, detail, text_th, text_en"
        " FROM load_issue WHERE severity = $severity"
        " ORDER BY reason, file, row_number LIMIT $most",
        {"severity": severity, "most": MOST},
    )


def control_totals(snapshot: Snapshot) -> pd.DataFrame:
    """Return the printed totals that ship beside what the facts add up to.

    Columns: source_id, item (programme), totals, printed and summed (persons), largest_gap,
    tolerance, unmet (totals whose gap is beyond the tolerance).
    """
    return snapshot.remember(
        "quality_control_totals",
        lambda: snapshot.query(
            """
            WITH ours AS (
                SELECT source_id, fiscal_year AS year, province_code AS area_id,
                       programme_id AS item, sum(persons) AS summed
                FROM beneficiary GROUP BY ALL
            ),
            compared AS (
                SELECT c.*, coalesce(summed, 0) AS summed,
                       abs(coalesce(summed, 0) - printed) AS gap
                FROM control_total c LEFT JOIN ours USING (source_id, year, area_id, item)
                WHERE c.table_id = 'beneficiary'
            )
            SELECT source_id, item, count(*)::BIGINT AS totals, sum(printed) AS printed,
                   sum(summed) AS summed, max(gap) AS largest_gap, max(tolerance) AS tolerance,
                   count(*) FILTER (gap > tolerance)::BIGINT AS unmet
            FROM compared GROUP BY ALL ORDER BY ALL
            """
        ),
    )


def reconciliations(snapshot: Snapshot) -> pd.DataFrame:
    """Return every kind of total that the files of this build print; those not met first.

    Columns: file, kind, item, totals, printed, summed, largest_gap, tolerance (in the unit of the
    item), accepted, met.
    """
    return snapshot.remember(
        "quality_reconciliations",
        lambda: snapshot.query(
            "SELECT file, kind, item, totals, printed, summed, largest_gap, tolerance, accepted,"
            " largest_gap <= tolerance AS met FROM reconciliation"
            " ORDER BY met, accepted, totals DESC, file, kind, item"
        ),
    )


def disagreements_by_pair(snapshot: Snapshot) -> pd.DataFrame:
    """Return facts that two sources give differently, by subject and pair, the most first.

    Columns: table_id, measure, subject, one_source_id, other_source_id, same_edition, facts,
    median_gap and largest_gap (shares of the larger value), and the fact of the largest gap: year,
    area_id, one_value, other_value. Also overall_median, of all facts alike.
    """
    return snapshot.remember(
        "quality_disagreements",
        lambda: snapshot.query(
            """
            WITH compared AS (
                SELECT *, abs(current_value - other_value)
                          / greatest(abs(current_value), abs(other_value)) AS gap
                FROM disagreement
            )
            SELECT table_id, measure, subject, current_source_id AS one_source_id,
                   other_source_id, same_edition, count(*)::BIGINT AS facts,
                   median(gap) AS median_gap, max(gap) AS largest_gap,
                   arg_max(year, gap) AS year, arg_max(area_id, gap) AS area_id,
                   arg_max(current_value, gap) AS one_value,
                   arg_max(other_value, gap) AS other_value,
                   (SELECT median(gap) FROM compared) AS overall_median
            FROM compared
            GROUP BY table_id, measure, subject, current_source_id, other_source_id, same_edition
            ORDER BY facts DESC, subject, one_source_id, other_source_id
            """
        ),
    )


def disagreements(snapshot: Snapshot) -> pd.DataFrame:
    """Return facts that two sources give differently, the widest first, at most :data:`MOST`.

    Columns: table_id, measure, subject, year, area_id, detail, one_source_id, one_value,
    other_source_id, other_value, gap (share of the larger value), same_edition.
    """
    return snapshot.query(
        "SELECT table_id, measure, subject, year, area_id, detail,"
        " current_source_id AS one_source_id, current_value AS one_value, other_source_id,"
        " other_value, abs(current_value - other_value)"
        " / greatest(abs(current_value), abs(other_value)) AS gap, same_edition"
        " FROM disagreement ORDER BY gap DESC, subject, year, area_id, detail LIMIT $most",
        {"most": MOST},
    )


def jumps_by_indicator(snapshot: Snapshot) -> pd.DataFrame:
    """Return jumps by indicator, the most first.

    Columns: indicator_id, jumps, areas, rises, falls, times (how many times the larger of the
    two values is the smaller, at the widest), and that jump: area_id, before_year, before_value,
    year, value.
    """
    return snapshot.remember(
        "quality_jumps",
        lambda: snapshot.query(
            """
            WITH sized AS (
                SELECT *, greatest(value / before_value, before_value / value) AS times FROM jump
            )
            SELECT indicator_id, count(*)::BIGINT AS jumps,
                   count(DISTINCT area_id)::BIGINT AS areas,
                   count(*) FILTER (value > before_value)::BIGINT AS rises,
                   count(*) FILTER (value < before_value)::BIGINT AS falls,
                   max(sized.times) AS times, arg_max(area_id, sized.times) AS area_id,
                   arg_max(before_year, sized.times) AS before_year,
                   arg_max(before_value, sized.times) AS before_value,
                   arg_max(year, sized.times) AS year, arg_max(value, sized.times) AS value
            FROM sized GROUP BY indicator_id ORDER BY jumps DESC, indicator_id
            """
        ),
    )


def jumps(snapshot: Snapshot) -> pd.DataFrame:
    """Return the jumps, the widest first, at most :data:`MOST`.

    Columns: indicator_id, area_id, before_year, before_value, year, value, times.
    """
    return snapshot.query(
        "SELECT indicator_id, area_id, before_year, before_value, year, value,"
        " greatest(value / before_value, before_value / value) AS times"
        " FROM jump ORDER BY times DESC, indicator_id, area_id, year LIMIT $most",
        {"most": MOST},
    )
