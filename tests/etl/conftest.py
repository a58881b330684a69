"""Fixtures of the ETL's tests: readings of real files, made once, and hand-made files."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from etl.issues import Issue, RefusedFile
from etl.reading import HEAD_BYTES, WORKBOOK_SIGNS, RawFile, Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.twice import keep_few
from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA

Read = Callable[[str], Reading]
ReadRows = Callable[[list[Row]], Reading]


def workbook(rows: list[Row], name: str = "made.xls") -> RawFile:
    """Return a file as though ``rows`` were a workbook's only sheet."""
    file = RawFile(Path(name), name)
    file.__dict__["head"] = file.__dict__["content"] = WORKBOOK_SIGNS[0]
    file.__dict__["sheets"] = {"Sheet1": rows}
    return file


def delimited(content: bytes, name: str = "made.csv") -> RawFile:
    """Return a file of these bytes that stands nowhere."""
    file = RawFile(Path(name), name)
    file.__dict__["content"], file.__dict__["head"] = content, content[:HEAD_BYTES]
    return file


@pytest.fixture(scope="session")
def read(real_files: Path, declared: Catalogue) -> Read:
    """Return the reader of a real file by its path, which reads each file once a session."""

    @cache
    def reader(name: str) -> Reading:
        return read_raw(RawFile(real_files / name, name), declared)[1]

    return reader


@pytest.fixture(scope="session")
def rows_of(real_files: Path) -> Callable[[str], list[Row]]:
    """Return the rows of a real workbook's first sheet, each a list that may be changed."""

    @cache
    def opened(name: str) -> list[Row]:
        return next(iter(RawFile(real_files / name, name).sheets.values()))

    return lambda name: [list(row) for row in opened(name)]


@pytest.fixture
def read_rows(declared: Catalogue) -> ReadRows:
    """Return a reader of rows as though they were a workbook's only sheet."""

    def reader(rows: list[Row]) -> Reading:
        return read_raw(workbook(rows), declared)[1]

    return reader


@pytest.fixture
def read_text(declared: Catalogue) -> Callable[[str], Reading]:
    """Return a reader of text as though it were a file."""

    def reader(text: str) -> Reading:
        return read_raw(delimited(text.encode()), declared)[1]

    return reader


@pytest.fixture(scope="session")
def refusal() -> Callable[..., Issue]:
    """Return what a reading is refused for; it fails where the reading is not refused."""

    def refused(read: Callable[..., Reading], *arguments: object) -> Issue:
        with pytest.raises(RefusedFile) as caught:
            read(*arguments)
        return caught.value.issue

    return refused


@pytest.fixture
def open_data(tmp_path: Path) -> Path:
    """Return a copy of what ships, to be broken."""
    return Path(shutil.copytree(OPEN_DATA, tmp_path / "open"))


@pytest.fixture
def small_open_data(open_data: Path) -> Path:
    """Return the same with a few small datasets only, which take little time to build."""
    return keep_few(open_data)
