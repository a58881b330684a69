"""Which versions are kept, and since when a table is as it is."""

from pathlib import Path

from welfare.api.kept import issued_on, kept_versions, modified_on
from welfare.archive import Archive, Published, Stored, Version, Withdrawal

TABLE = "published.budgets"
OLD, NEW = (Stored(digest * 64, rows, 1_000) for digest, rows in (("a", 400), ("b", 472)))
FIRST = Version("v1", "2026-01-01", {})
SECOND = Version("v2", "2026-02-01", {TABLE: OLD})
THIRD = Version("v3", "2026-03-01", {TABLE: NEW})
FOURTH = Version("v4", "2026-04-01", {TABLE: NEW})
VERSIONS = [FOURTH, THIRD, SECOND, FIRST]


def test_a_table_changed_when_its_object_did() -> None:
    assert modified_on(VERSIONS, FOURTH, "budgets") == "2026-03-01"
    assert modified_on([FOURTH], FOURTH, "budgets") == "2026-04-01"
    assert modified_on(VERSIONS, SECOND, "budgets") == "2026-02-01"
    assert modified_on([], FOURTH, "budgets") == "2026-04-01"


def test_an_older_version_that_is_served_again_stands_first_as_current() -> None:
    kept = list(kept_versions(VERSIONS, THIRD, "budgets"))
    assert [(k.data_version, k.state) for k in kept] == [
        ("v3", "current"),
        ("v4", "kept"),
        ("v2", "kept"),
    ]
    assert [k.stored for k in kept] == [NEW, NEW, OLD]


def test_a_withdrawn_version_is_told_even_where_it_is_served() -> None:
    taken = Version("v5", "2026-05-01", {TABLE: NEW}, withdrawn=Withdrawal("2026-05-02", "ก", "a"))
    assert [k.state for k in kept_versions([taken], taken, "budgets")] == ["withdrawn"]


def test_a_first_day_is_told_only_where_all_before_it_is_known(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for version in (FIRST, SECOND, THIRD):
        archive.write_version(version)
        archive.append_history(Published(f"{version.published_on}T08:00:00", version.data_version))
    assert issued_on(archive, "budgets") == "2026-02-01"
    assert issued_on(archive, "jumps") is None
    archive.forget_version("v1")
    assert issued_on(archive, "budgets") is None
