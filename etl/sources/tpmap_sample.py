"""TPMAP, release of 2565: a rate of poverty in one dimension by tambon, for a part of the tambons.

The files hold 4,551 of 7,585 tambons, drawn for a contest. What a province's tambons give, weighted
by their people, is a sample's mean and no published figure, so its indicators say sample and no
region or country is made of it. A tambon with a bad cell is refused by itself.
"""

import re

from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.delimited import Scan, scanned
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.by_province import unplaced
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.year_in_name import year_in_name
from welfare.catalog import Catalogue

YEAR = 2022
RELEASE = re.compile(r"tpmap(?:25)?(\d\d)(?!\d)")
TAMBON = re.compile(r"(?:tumbol|tambol|tambon|tumbon)_id", re.IGNORECASE)
RATE = re.compile(r"poverty_rate_(health|living|education|income|accessibility)")
PROVINCE, PEOPLE = "province_name", "total_population"
BAD = """
    SELECT line, concat_ws(' · ', people, rate), CASE
        WHEN people IS NULL OR rate IS NULL THEN 'missing_value'
        WHEN try_cast(people AS DOUBLE) IS NULL OR try_cast(rate AS DOUBLE) IS NULL
        THEN 'bad_number'
        ELSE 'out_of_range' END AS reason
    FROM tambons
    WHERE NOT coalesce(try_cast(people AS DOUBLE) >= 0, false)
       OR NOT coalesce(try_cast(rate AS DOUBLE) BETWEEN 0 AND 100, false)
    ORDER BY line
"""
TWICE = """
    SELECT line, tambon FROM tambons
    QUALIFY row_number() OVER (PARTITION BY tambon ORDER BY line) > 1 ORDER BY line
"""
MEANS = """
    SELECT province, sum(people::DOUBLE * rate::DOUBLE) / nullif(sum(people::DOUBLE), 0) AS value
    FROM tambons WHERE NOT list_contains($refused, line) AND list_contains($provinces, province)
    GROUP BY province ORDER BY province
"""


def _columns(header: Row) -> dict[str, str]:
    """Return the header's label of each field; none where it is another table's."""
    labels = [str(cell) for cell in header]
    found = {label.strip(): label for label in labels}
    tambon = next((found[name] for name in found if TAMBON.fullmatch(name)), None)
    rate = next((found[name] for name in found if RATE.fullmatch(name)), None)
    if tambon is None or rate is None or not {PROVINCE, PEOPLE} <= set(found):
        return {}
    return {"tambon": tambon, "province": found[PROVINCE], "people": found[PEOPLE], "rate": rate}


def _header(rows: list[Row]) -> int | None:
    return next((n for n, row in enumerate(rows[:15]) if _columns(row)), None)


def recognises(file: RawFile) -> bool:
    """Tell whether a header names tambons with people and one dimension's rate."""
    return _header(file.head_records or file.first_table[1]) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the weighted mean of each province's tambons into ``outcome``."""
    rows = file.head_records or file.first_table[1]
    header = _header(rows)
    if header is None:
        raise refusal(file, "no_header")
    columns = _columns(rows[header])
    dimension = str(RATE.fullmatch(columns["rate"].strip())[1])  # type: ignore[index]
    year, notices = year_in_name(file, YEAR, RELEASE)
    source = source_of(FAMILY.id, (year, year), file, catalogue)
    with scanned(file, header=header) as scan:
        chosen = ", ".join(f"trim({scan.columns[label]}) AS {n}" for n, label in columns.items())
        scan.connection.view("rows").project(f"line, {chosen}").create("tambons")
        codes, issues = _provinces(file, scan, catalogue)
        issues = [*issues, *_bad(file, scan, {issue.row for issue in issues})]
        bound = {"refused": [issue.row for issue in issues] or [0], "provinces": list(codes)}
        means = scan.connection.execute(MEANS, bound).df()
        counted = scan.connection.execute("SELECT count(*) FROM tambons").fetchone()
    facts = means.assign(
        area_id=means["province"].map(codes),
        value=means["value"].round(6),
        indicator_id=f"tpmap_sample_{dimension}_pct",
        year=year,
        group_id="all",
        vintage_id=source.vintage,
        method="computed",
        source_id=source.id,
    ).drop(columns="province")
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": facts},
        rows_read=counted[0] if counted else 0,
        rows_refused=len(issues),
        issues=(*issues, *notices),
    )


def _provinces(
    file: RawFile, scan: Scan, catalogue: Catalogue
) -> tuple[dict[str, str], list[Issue]]:
    """Return the code of every name in the file, and an issue for each tambon without one."""
    names = [
        name
        for (name,) in scan.connection.execute("SELECT DISTINCT province FROM tambons").fetchall()
    ]
    found = {name: code for name in names if (code := province_code(name or "", catalogue))}
    strange = scan.connection.execute(
        "SELECT line, coalesce(province, '') FROM tambons"
        " WHERE province IS NULL OR NOT list_contains($known, province) ORDER BY line",
        {"known": list(found)},
    ).fetchall()
    return found, [
        unplaced(file, name, catalogue, sheet="", row=line, column=PROVINCE)
        for line, name in strange
    ]


def _bad(file: RawFile, scan: Scan, known: set[int | None]) -> list[Issue]:
    """Return an issue for each tambon that comes twice or whose people or rate is none."""
    found: dict[int, Issue] = {}
    for line, tambon in scan.connection.execute(TWICE).fetchall():
        found[line] = Issue(file.name, "duplicate_key", row=line, value=tidy(tambon))
    for line, value, reason in scan.connection.execute(BAD).fetchall():
        found[line] = Issue(file.name, reason, row=line, value=value)
    return [issue for line, issue in sorted(found.items()) if line not in known]


FAMILY = Family(
    id="tpmap_sample",
    yields=(Yield("outcome", "year × province", "per cent, mean of a sample of tambons"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
