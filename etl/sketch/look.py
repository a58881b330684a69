"""What a table looks like to a first sketch of its mapping: a guess, with the doubts it leaves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from etl.conform.ages import age_range
from etl.conform.numbers import number
from etl.conform.provinces import province_code, region_area
from etl.conform.text import tidy
from etl.conform.years import BE_RANGE, CE_RANGE, ce_year
from etl.mapping.fields import SEXES, bare_place, label, plain
from etl.mapping.grid import headers_of
from etl.reading import RawFile, Row
from welfare.catalog import Catalogue

Kind = Literal[
    "province",
    "area",
    "year",
    "fiscal_year",
    "quarter",
    "sex",
    "age",
    "measure",
    "counter",
    "code",
    "text",
    "blank",
]
HEADING = 60
"""Letters that a heading over columns has at most; a longer text is a title."""
HEADER_WITHIN = 20
"""Rows from the top among which the header is sought."""
FEWEST_COLUMNS = 2
"""Columns of a table at least; fixed-width text has one."""
PROFILED = 1_000
"""Rows that are looked at to tell what a column holds; totals and notes are sought in all."""
MOST, NEARLY_ALL = 0.6, 0.9
FISCAL = re.compile(r"งบประมาณ|fiscal", re.IGNORECASE)
YEAR_WORD = re.compile(r"ปี|พ\.?\s*ศ|ค\.?\s*ศ|year", re.IGNORECASE)
QUARTER_WORD = re.compile(r"ไตรมาส|quarter", re.IGNORECASE)
AGE_WORD = re.compile(r"อายุ|ช่วงวัย|\bage", re.IGNORECASE)
CODE_WORD = re.compile(r"รหัส|\bcode\b|_?id$|pcode", re.IGNORECASE)
COUNTER_WORD = re.compile(r"^(ลำดับ(ที่)?|ที่|no\.?|#|index)$", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """A column: its place, header and what it seems to hold; ``sure`` where little is doubtful."""

    column: int
    header: str
    kind: Kind
    sure: bool
    labels: tuple[str, ...] = ()
    largest: float = 0.0


@dataclass(frozen=True)
class Look:
    """The table that a sketch describes: ``first`` is the 1-based row that its data begin in."""

    sheet: str
    other_sheets: tuple[str, ...]
    header_rows: tuple[int, ...]
    first: int
    title: str
    headers: tuple[str, ...]
    rows: list[Row]
    columns: tuple[Seen, ...]

    def of_kind(self, *kinds: Kind) -> list[Seen]:
        """Return the columns of these kinds."""
        return [seen for seen in self.columns if seen.kind in kinds]


def look(file: RawFile, catalogue: Catalogue) -> Look | None:
    """Return what the fullest table of a file looks like; None where the file holds none."""
    tables = {name: rows for name, rows in file.tables.items() if _filled_rows(rows)}
    if not tables:
        return None
    sheet = max(tables, key=lambda name: _score(tables[name], catalogue))
    rows = tables[sheet]
    header_rows, first = _header(rows, catalogue)
    headers = headers_of([rows[number - 1] for number in header_rows])
    body = rows[first - 1 :]
    width = max((len(row) for row in (*body[:PROFILED], headers)), default=0)
    headers = headers + ("",) * (width - len(headers))
    if width < FEWEST_COLUMNS:
        return None
    above = rows[: min(header_rows, default=first) - 1]
    title = " ".join(label(cell) for row in above for cell in row if label(cell))
    columns = tuple(_seen(column, headers[column], body, catalogue) for column in range(width))
    return Look(
        sheet,
        tuple(name for name in tables if name != sheet),
        header_rows,
        first,
        title[:200],
        headers,
        body,
        _one_place(columns),
    )


def _filled_rows(rows: list[Row]) -> int:
    return sum(any(label(cell) for cell in row) for row in rows[:PROFILED])


def _score(rows: list[Row], catalogue: Catalogue) -> int:
    """Return how much a sheet holds that a mapping could take: rows with a place and a number."""
    score = 0
    for row in rows[:500]:
        cells = [cell for cell in row if label(cell)]
        places = any(_is_place(cell, catalogue) for cell in cells)
        score += 1 + 3 * places if any(_is_number(cell) for cell in cells) else 0
    return score


def _is_place(cell: object, catalogue: Catalogue) -> bool:
    text = bare_place(cell)
    if not isinstance(cell, str) or not any(sign.isalpha() for sign in text):
        return False
    return bool(province_code(text, catalogue) or region_area(text, catalogue))


def _is_number(cell: object) -> bool:
    try:
        return number(cell) is not None
    except ValueError:
        return False


def _has_letter(cell: object) -> bool:
    return any(sign.isalpha() for sign in label(cell))


def is_year(cell: object) -> bool:
    """Tell whether a cell is a year and nothing else."""
    text = label(cell)
    return text.isascii() and text.isdigit() and (int(text) in BE_RANGE or int(text) in CE_RANGE)


def _header(rows: list[Row], catalogue: Catalogue) -> tuple[tuple[int, ...], int]:
    """Return the header's 1-based rows, none where there is none, and the first row of data."""
    first = next(
        (n for n, row in enumerate(rows[:HEADER_WITHIN]) if _is_data(row, catalogue)), None
    )
    if first is None:
        filled = [n for n, row in enumerate(rows[:HEADER_WITHIN]) if len(_texts(row)) > 1]
        last = filled[0] if filled else 0
        return (last + 1,), last + 2
    bottom = next((n for n in range(first - 1, -1, -1) if len(_texts(rows[n])) > 1), None)
    if bottom is None:
        return (), first + 1
    header = [bottom]
    for above in range(bottom - 1, max(bottom - 4, -1), -1):
        covered = {c for n in header for c, cell in enumerate(rows[n]) if label(cell)}
        texts = [c for c, cell in enumerate(rows[above]) if label(cell)]
        headings = [t for t in _texts(rows[above]) if len(t) <= HEADING and not _is_count(t)]
        if len(texts) < 2 or (len(headings) < 2 and set(texts[:-1]) <= covered):
            break
        header.insert(0, above)
    return tuple(n + 1 for n in header), first + 1


def _is_count(text: str) -> bool:
    return _is_number(text) and not is_year(text)


def _texts(row: Row) -> list[str]:
    return [text for cell in row if (text := label(cell))]


def _is_data(row: Row, catalogue: Catalogue) -> bool:
    """Tell whether a row is of data: a number that is no year, or a place before blanks."""
    cells = [cell for cell in row if label(cell)]
    if not cells:
        return False
    numbers = [cell for cell in cells if _is_number(cell) and not is_year(cell)]
    counters = [label(cell) for cell in numbers] == [str(n + 1) for n in range(len(numbers))]
    places = [cell for cell in cells if _is_place(cell, catalogue)]
    if numbers and (places or not (counters and len(numbers) > 2)):
        return len(cells) > 1
    years = sum(is_year(cell) for cell in cells)
    return bool(places) and (len(places) <= 2 and years < 2 and len(cells) <= len(row) / 2 + 1)


def _seen(column: int, header: str, rows: list[Row], catalogue: Catalogue) -> Seen:
    """Return what a column seems to hold, by its header and by most of its cells."""
    cells = [row[column] for row in rows[:PROFILED] if column < len(row) and label(row[column])]
    if not cells:
        return Seen(column, header, "blank", sure=True)
    distinct = list(dict.fromkeys(label(cell) for cell in cells))
    kind, sure = _kind(header, cells, distinct, catalogue)
    largest = 0.0
    if kind == "measure":
        largest = max((abs(n) for cell in cells if (n := _value(cell)) is not None), default=0.0)
    return Seen(column, header, kind, sure, tuple(distinct[:60]), largest)


def _value(cell: object) -> float | None:
    try:
        return number(cell)
    except ValueError:
        return None


def _kind(  # noqa: PLR0911 - one question after another
    header: str, cells: list[Any], distinct: list[str], catalogue: Catalogue
) -> tuple[Kind, bool]:
    """Return the kind of a column, and whether it is sure."""
    last = header.rpartition("/")[2].strip()
    numbers = _share(_is_number(cell) or not _has_letter(cell) for cell in cells)
    if numbers < MOST or not any(_is_number(cell) for cell in cells):
        return _of_labels(header, distinct, catalogue)
    if COUNTER_WORD.match(tidy(last)) or distinct[:5] == ["1", "2", "3", "4", "5"]:
        named = AGE_WORD.search(header) is not None
        return ("age", False) if named else ("counter", True)
    if _share(is_year(cell) for cell in cells) >= NEARLY_ALL:
        named = YEAR_WORD.search(header) is not None
        in_be = all(not is_year(text) or int(text) in BE_RANGE for text in distinct)
        if named or (in_be and len(distinct) <= HEADER_WITHIN):
            return ("fiscal_year" if FISCAL.search(header) else "year"), named
    if QUARTER_WORD.search(header) and set(distinct) <= {"1", "2", "3", "4"}:
        return "quarter", True
    if distinct[:6] == ["0", "1", "2", "3", "4", "5"] and not CODE_WORD.search(header):
        return "age", False
    if AGE_WORD.fullmatch(last) or (AGE_WORD.search(header) and set(distinct) >= set("012345")):
        return "age", False
    if CODE_WORD.search(header):
        codes = _share(province_code(text, catalogue) is not None for text in distinct)
        return ("province", False) if codes >= NEARLY_ALL else ("code", True)
    return "measure", True


def _of_labels(  # noqa: PLR0911 - one question after another
    header: str, distinct: list[str], catalogue: Catalogue
) -> tuple[Kind, bool]:
    """Return the kind of a column of texts."""
    bare = [bare_place(text) for text in distinct]
    provinces = _share(province_code(text, catalogue) is not None for text in bare)
    regions = _share(region_area(text, catalogue) is not None for text in bare)
    if provinces + regions >= MOST and provinces:
        return ("area" if regions and provinces < NEARLY_ALL else "province"), True
    if regions >= MOST:
        return "area", False
    if len(distinct) <= 8 and _share(plain(text) in SEXES for text in bare) >= NEARLY_ALL:
        return "sex", True
    if QUARTER_WORD.search(header) or _share(QUARTER_WORD.search(t) for t in distinct) >= MOST:
        return "quarter", True
    years = _share(_holds_year(text) for text in distinct)
    if years >= NEARLY_ALL and (YEAR_WORD.search(header) or len(distinct) <= HEADER_WITHIN):
        return ("fiscal_year" if FISCAL.search(header) else "year"), True
    if AGE_WORD.search(header) and _share(_holds_age(text) for text in distinct) >= MOST:
        return "age", True
    return ("code" if CODE_WORD.search(header) else "text"), False


def _holds_year(text: str) -> bool:
    try:
        ce_year(text)
    except ValueError:
        return False
    return True


def _holds_age(text: str) -> bool:
    try:
        age_range(text)
    except ValueError:
        return plain(text) in {"รวม", "total", "all"}
    return True


def _share(holds: Iterable[object]) -> float:
    found = [bool(one) for one in holds]
    return sum(found) / len(found) if found else 0.0


def _one_place(columns: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """Keep the fullest column of provinces as the place; of the others nothing is taken.

    A column of provinces is fuller than one of the regions that these lie in.
    """
    places = [seen for seen in columns if seen.kind in {"province", "area"}]
    best = max(places, key=lambda s: (s.sure, len(s.labels), -s.column), default=None)
    once: set[str] = set()
    kept = []
    for seen in columns:
        again = seen.kind in once or (seen in places and seen is not best)
        single = seen.kind not in {"measure", "counter", "code", "text", "blank"}
        if single and again:
            kept.append(Seen(seen.column, seen.header, "text", sure=False, labels=seen.labels))
            continue
        if single:
            once.add(seen.kind)
        kept.append(seen)
    return tuple(kept)
