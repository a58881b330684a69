"""Real files, damaged: never a crash, never a hang, never a total that changes in silence.

`make fuzz` runs ten thousand cases, the suite five hundred (`FUZZ_CASES`).
"""

import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.gather import Gathered, take
from etl.isolate import Read, Reader
from tests.conftest import REAL_FILES
from welfare.catalog import catalogue

CASES = int(os.environ.get("FUZZ_CASES", "500"))
SMALL = 400_000
"""Bytes up to which a file is damaged often; one of each larger kind is damaged now and then."""
MEASURES = ("persons", "cases", "amount_thb", "projects", "value")
pytestmark = pytest.mark.real_files


def real_files() -> list[Path]:
    if not REAL_FILES.is_dir():
        return []
    every = [path for path in sorted(REAL_FILES.rglob("*")) if path.is_file()]
    small = [path for path in every if path.stat().st_size <= SMALL]
    large = [path for path in every if path.stat().st_size > SMALL]
    return small * 4 + large


FILES = real_files()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Return a process of its own: what breaks it is refused, and the suite goes on."""
    with Reader(time_limit=60) as process:
        yield process


def taken(read: Read) -> Gathered:
    """Return what a build would take of a file."""
    found = Gathered()
    take(read, found, catalogue())
    return found


def sums(found: Gathered) -> dict[tuple[str, ...], float]:
    """Return the sum of every measure, by table and what it measures."""
    totals: dict[tuple[str, ...], float] = {}
    for table, rows in found.facts.items():
        subjects = [c for c in ("indicator_id", "programme_id", "stage", "sex") if c in rows]
        grouped = rows.groupby(subjects, dropna=False) if subjects else [((), rows)]
        for subject, part in grouped:
            for measure in set(MEASURES) & set(part):
                total = pd.to_numeric(part[measure]).sum()
                totals[table, *map(str, subject), measure] = round(float(total), 3)
    return totals


def accounted(found: Gathered) -> bool:
    """Tell whether rows read are rows loaded, refused and set aside, and every issue is worded."""
    (file,) = found.files
    counts = [file[name] for name in ("rows_loaded", "rows_set_aside", "rows_refused")]
    refusals = [issue for issue in found.issues if issue.severity == "refused"]
    worded = all(issue.text_th and issue.text_en for issue in found.issues)
    if file["verdict"] == "refused":
        return worded and len(refusals) > 0 and not found.facts
    return worded and file["rows_read"] == sum(map(int, counts)) and min(map(int, counts)) >= 0


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 20])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def with_a_piece_moved(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    piece = content[first : min(last, first + 4_000)]
    place = chance.randrange(len(content))
    return content[:place] + piece + content[place:]


def lines_lost(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    for _ in range(chance.choice([1, 1, 5])):
        lines.pop(chance.randrange(len(lines)))
        if not lines:
            break
    return b"\n".join(lines)


DAMAGES = (cut, flipped, with_a_piece_moved, lines_lost)


@settings(
    deadline=None,
    max_examples=max(1, CASES * 3 // 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(file=st.sampled_from(FILES or [None]), damage=st.sampled_from(DAMAGES), seed=st.integers())
def test_a_damaged_file_is_refused_or_accounted_for_row_by_row(
    reader: Reader,
    tmp_path_factory: pytest.TempPathFactory,
    file: Path,
    damage: Callable[[bytes, random.Random], bytes],
    seed: int,
) -> None:
    content = damage(file.read_bytes() or b"\x00", random.Random(seed))  # noqa: S311
    found = taken(reader.read(written(tmp_path_factory, file, content), file.name))
    assert accounted(found)
    (account,) = found.files
    if account["verdict"] == "loaded":
        assert all(row["accepted"] or met(row) for row in found.reconciliations)


def met(row: dict[str, object]) -> bool:
    gap, tolerance = float(str(row["largest_gap"])), float(str(row["tolerance"]))
    return gap <= tolerance + 1e-9 * max(1.0, abs(float(str(row["printed"]))))


def as_utf8(text: str, _: random.Random) -> bytes:
    return text.encode()


def with_a_mark(text: str, _: random.Random) -> bytes:
    return text.encode("utf-8-sig")


def as_cp874(text: str, _: random.Random) -> bytes:
    return text.encode("cp874", errors="ignore") if fits(text, "cp874") else text.encode()


def with_other_line_ends(text: str, _: random.Random) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def with_blank_lines_after(text: str, chance: random.Random) -> bytes:
    return (text.rstrip("\r\n") + "\n" * chance.randrange(1, 5)).encode()


def fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


REWRITINGS = (as_utf8, with_a_mark, as_cp874, with_other_line_ends, with_blank_lines_after)
TEXTS = [f for f in FILES if f.suffix in {".csv", ".txt", ".json", ""} and f.stat().st_size]


@settings(
    deadline=None,
    max_examples=max(1, CASES // 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    file=st.sampled_from(TEXTS or [None]), rewrite=st.sampled_from(REWRITINGS), seed=st.integers()
)
def test_a_file_in_another_encoding_gives_the_same_facts_or_is_refused(
    reader: Reader,
    tmp_path_factory: pytest.TempPathFactory,
    file: Path,
    rewrite: Callable[[str, random.Random], bytes],
    seed: int,
) -> None:
    content = rewrite(text_of(file), random.Random(seed))  # noqa: S311
    found = taken(reader.read(written(tmp_path_factory, file, content), file.name))
    assert accounted(found)
    (account,) = found.files
    if account["verdict"] == "loaded":
        assert sums(found) == sums(as_published(reader, file))


@settings(
    deadline=None,
    max_examples=max(1, CASES // 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(file=st.sampled_from(TEXTS or [None]), seed=st.integers())
def test_shuffled_rows_change_no_total_in_silence(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory, file: Path, seed: int
) -> None:
    head, *rest = text_of(file).splitlines(keepends=True)
    chance = random.Random(seed)  # noqa: S311
    chance.shuffle(rest)
    content = "".join([head, *(line if line.endswith("\n") else line + "\n" for line in rest)])
    found = taken(reader.read(written(tmp_path_factory, file, content.encode()), file.name))
    assert accounted(found)
    (account,) = found.files
    published = as_published(reader, file)
    (before,) = published.files
    if account["verdict"] == "loaded" and told(account) == told(before):
        assert sums(found) == sums(published)


def told(account: dict[str, object]) -> tuple[object, ...]:
    """Return what the account says of rows that are not taken."""
    return account["rows_refused"], account["rows_set_aside"]


@cache
def text_of(file: Path) -> str:
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp874")


PUBLISHED: dict[Path, Gathered] = {}


def as_published(reader: Reader, file: Path) -> Gathered:
    if file not in PUBLISHED:
        PUBLISHED[file] = taken(reader.read(file, file.name))
    return PUBLISHED[file]


def written(folders: pytest.TempPathFactory, file: Path, content: bytes) -> Path:
    """Write a damaged copy under the file's own name, each over the one before."""
    folder = folders.getbasetemp() / "damaged"
    folder.mkdir(exist_ok=True)
    copy = folder / file.name
    copy.write_bytes(content)
    return copy
