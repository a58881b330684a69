"""Every file that agencies published ends as loaded or refused with a reason: the table says which.

`real_files.csv` has a line a file: its family, verdict, rows read, loaded, set aside and refused,
and the reasons that its issues give.
"""

import csv
from pathlib import Path

import pytest

from etl.gather import Gathered, gather_raw
from welfare.catalog import Catalogue

TABLE = Path(__file__).with_name("real_files.csv")
COUNTS = ("rows_read", "rows_loaded", "rows_set_aside", "rows_refused")
pytestmark = pytest.mark.real_files


@pytest.fixture(scope="module")
def gathered(real_files: Path, declared: Catalogue) -> Gathered:
    """Return what a build takes of the whole folder."""
    return gather_raw(real_files, declared, lambda _: None)


def found(gathered: Gathered) -> list[dict[str, str]]:
    """Return the lines of the table as they are."""
    reasons: dict[str, set[str]] = {}
    for issue in gathered.issues:
        reasons.setdefault(issue.file, set()).add(issue.reason)
    return [
        {
            "file": str(file["file"]).removeprefix("raw/"),
            "family": str(file["family"] or ""),
            "verdict": str(file["verdict"]),
            **{count: str(file[count]) for count in COUNTS},
            "reasons": " ".join(sorted(reasons.get(str(file["file"]).removeprefix("raw/"), ()))),
        }
        for file in gathered.files
    ]


def test_every_file_ends_as_the_table_says(gathered: Gathered) -> None:
    with TABLE.open(encoding="utf-8", newline="") as table:
        expected = list(csv.DictReader(table))
    told = {line["file"]: line for line in found(gathered)}
    wanted = {line["file"]: line for line in expected}
    assert set(told) == set(wanted)
    assert {name: told[name] for name in wanted if told[name] != wanted[name]} == {}


def test_no_file_is_without_a_family_or_a_reason_that_says_more_than_unknown(
    gathered: Gathered,
) -> None:
    vague = {"not_recognised", "not_readable", "reader_failed"}
    lines = found(gathered)
    assert [line["file"] for line in lines if set(line["reasons"].split()) & vague] == []
    assert [
        line["file"] for line in lines if line["verdict"] == "refused" and not line["reasons"]
    ] == []


def test_rows_read_are_rows_loaded_refused_and_set_aside(gathered: Gathered) -> None:
    for file in gathered.files:
        read, *rest = (int(str(file[count])) for count in COUNTS)
        assert read == sum(rest), file["file"]


def test_every_total_is_met_but_those_a_steward_accepted(gathered: Gathered) -> None:
    unmet = {
        str(row["file"])
        for row in gathered.reconciliations
        if float(str(row["largest_gap"])) > float(str(row["tolerance"])) + 1e-6
    }
    accepted = {str(row["file"]) for row in gathered.reconciliations if row["accepted"]}
    assert unmet == accepted
    assert len(gathered.reconciliations) > 300


def test_every_accepted_file_is_one_that_needs_it(gathered: Gathered, declared: Catalogue) -> None:
    needed = {i.file for i in gathered.issues if i.reason == "total_accepted"}
    sums = {str(file["sha256"]) for file in gathered.files if str(file["file"])[4:] in needed}
    assert sums == set(declared.accepted)
