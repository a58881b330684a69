"""A first mapping as YAML, with what it is unsure of said in both languages."""

import difflib
import re
from collections.abc import Iterator

from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.mapping.fields import Context, plain
from etl.mapping.grid import letter
from etl.mapping.load import TO_FILL
from etl.mapping.model import Mapping
from etl.reading import RawFile, delimiter_of
from etl.sketch.found import (
    Rows,
    TotalFound,
    label_total,
    notes_of,
    rows_of,
    signs_of,
    strangers,
    totals_found,
)
from etl.sketch.look import FISCAL, Look, Seen
from etl.sketch.melts import YEAR, Melted, melts_of
from etl.sketch.units import MONEY_OR_PEOPLE, Unit, base_in, unit_of
from etl.sketch.words import listed, quoted, readable, unsure
from welfare.catalog import Catalogue

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
LABELS_SHOWN = 20
SHOWN = 10
EXACT = 1e-6
TITLE = "หัวเรื่อง · the title"
LAST_CE = "2400"
"""Years above it are Buddhist; a year CE in a name is likely the day it was made."""


def written(file: RawFile, seen: Look, catalogue: Catalogue) -> str:
    """Return the mapping of what was seen, as YAML with comments."""
    return readable("\n".join(_Sketch(file, seen, catalogue).lines())) + "\n"


class _Sketch:
    """One sketch: what was seen, and the lines that say so."""

    def __init__(self, file: RawFile, seen: Look, catalogue: Catalogue) -> None:
        self.file, self.seen, self.catalogue = file, seen, catalogue
        mapping = Mapping.model_construct(table="outcome", source="")
        self.context = Context(mapping, catalogue, frozenset())
        self.measures = seen.of_kind("measure") or [
            one for one in seen.of_kind("blank") if one.header and base_in(one.header)
        ]
        self.melts, self.alone = melts_of(self.measures, self.context)
        self.rows: Rows = rows_of(seen, self.measures, catalogue)
        self.apart: list[Seen] = []
        if any("{age}" in melt.template for melt in self.melts):
            self.alone, self.apart = [], self.alone
        self.ages = bool(seen.of_kind("age")) or any("{age}" in m.template for m in self.melts)
        taken = [column for melt in self.melts for column in melt.columns]
        self.adding = [
            s.column for s in [*taken, *self.alone] if unit_of(s, seen).base in MONEY_OR_PEOPLE
        ]
        self.totals = totals_found(self.rows, self.adding, catalogue)
        self.area = any(t.kind in {"country", "region"} and not t.adds_up for t in self.totals)

    @property
    def measure(self) -> str:
        return "persons" if self.ages else "value"

    def name(self, one: Seen) -> str:
        """Return how the mapping names a column: by its header, or by its letter."""
        alike = [header for header in self.seen.headers if plain(header) == plain(one.header)]
        return one.header if one.header and len(alike) == 1 else f"column {letter(one.column)}"

    def lines(self) -> Iterator[str]:
        """Give the lines of the sketch."""
        yield from self._heading()
        yield from self._table()
        yield from self._columns()
        yield from self._melts()
        yield from self._fixed()
        yield from self._ignored()
        yield from self._rows()
        yield from self._declarations()

    def _heading(self) -> Iterator[str]:
        file, seen = self.file, self.seen
        yield f"# ผังข้อมูลฉบับร่างของ {file.path.name} · a first mapping of {file.path.name}"
        yield '# 1. ตรวจทุกบรรทัดที่มีคำว่า "ไม่แน่ใจ" และกรอกทุก ___ (คู่มือ docs/mapping.md)'
        yield "#    Check every line marked UNSURE and fill in every ___ (guide: docs/mapping.md)"
        yield "#    ตรวจหน่วย (unit) ทุกคอลัมน์ว่าตรงกับตัวเลขในไฟล์ · check that every unit is the file's"
        yield "# 2. python -m etl check FILE"
        encoding = ""
        if file.kind in {"text", "html"}:
            utf8 = _is_utf8(file.content)
            encoding = ", UTF-8" if utf8 else ", TIS-620/CP874"
        if file.kind == "text":
            sign = delimiter_of(file.text)
            encoding += f", {DELIMITERS.get(sign, sign)}"
        yield f"# ไฟล์ · file: {file.kind}{encoding}"
        if seen.title:
            yield f"# หัวเรื่อง · title: {tidy(seen.title)}"
        if seen.other_sheets:
            yield f"# แผ่นงานอื่น · other sheets: {tidy(', '.join(seen.other_sheets))[:200]}"

    def _table(self) -> Iterator[str]:
        yield f"source: {TO_FILL}  " + unsure(
            "รหัสแหล่งข้อมูลใน data/reference/sources/", "id of a source in data/reference/sources/"
        )
        if self.ages:
            yield f"table: {TO_FILL}  " + unsure(
                "population หากเป็นประชากรทั้งหมด หรือ beneficiary หากเป็นผู้รับสวัสดิการ"
                " (ต้องเพิ่ม programme ใน fixed)",
                "population if these are all people; beneficiary if they receive a programme"
                " (then add programme to fixed)",
            )
        else:
            yield "table: outcome  " + unsure(
                "outcome คือตัวชี้วัด อื่น ๆ: beneficiary, population, project, budget",
                "outcome holds indicators; else: beneficiary, population, project, budget",
            )
        if self.seen.sheet:
            yield f"sheet: {quoted(self.seen.sheet)}"
        header = self.seen.header_rows
        if not header:
            yield "header_rows: none  " + unsure("ไม่พบหัวตาราง", "no header was found")
        elif header != (1,):
            span = f"{header[0]}-{header[-1]}" if len(header) > 1 else str(header[0])
            yield f"header_rows: {span}"
        if self.seen.first != (header[-1] if header else 0) + 1:
            yield f"data_from: {self.seen.first}"

    def _columns(self) -> Iterator[str]:
        labels = ("province", "area", "year", "fiscal_year", "quarter", "sex", "age")
        lines = [self._label_line(one) for one in self.seen.columns if one.kind in labels]
        lines += [self._measure_line(one) for one in self.alone]
        yield ""
        if lines:
            yield "columns:"
            yield from lines
        if not self.measures:
            yield unsure("ไม่พบคอลัมน์ตัวเลข", "no column of numbers was found")

    def _label_line(self, one: Seen) -> str:
        field = one.kind
        if field in {"province", "area"}:
            field = "area" if self.area or (one.kind == "area" and not self.totals) else "province"
        entry = field if not self._blanks(one) else f"{{field: {field}, fill_down: true}}"
        doubt = (
            ""
            if one.sure
            else "  "
            + unsure(
                f"น่าจะเป็น {field}: {', '.join(one.labels[:4])}",
                f"probably {field}",
            )
        )
        if field == "fiscal_year" and not FISCAL.search(one.header):
            doubt = ""
        return f"  {quoted(self.name(one))}: {entry}{doubt}"

    def _blanks(self, one: Seen) -> bool:
        """Tell whether a label stands only on the first row of its block, as merged cells do."""
        if one.kind not in {"province", "area", "year", "fiscal_year", "sex", "quarter"}:
            return False
        figures = [n for n, k in enumerate(self.rows.kinds) if k in {"province", "unknown"}]
        blank = [
            n
            for n in figures
            if one.column >= len(self.seen.rows[n]) or not tidy(self.seen.rows[n][one.column] or "")
        ]
        return len(blank) > len(figures) / 4

    def _measure_line(self, one: Seen) -> str:
        unit = unit_of(one, self.seen)
        parts = [f"field: {self.measure}", f"unit: {unit.words}"]
        if unit.contradicted:
            parts.append("header_unit_is_wrong: true")
        if self.measure == "value" and len(self.alone) + len(self.melts) > 1:
            parts.append(f"set: {{indicator: {TO_FILL}}}")
        return (
            f"  {quoted(self.name(one))}: {{{', '.join(parts)}}}  {self._doubt(one, unit)}".rstrip()
        )

    def _doubt(self, one: Seen, unit: Unit) -> str:
        near = self._near(one.header) if self.measure == "value" else []
        if unit.base == TO_FILL:
            return unsure(
                "หน่วยใด: percent, fraction, persons, thousand persons, baht, million baht …",
                "which unit",
            )
        if unit.contradicted:
            return unsure("หัวคอลัมน์ระบุหน่วยขัดกับค่า", "the header's unit contradicts its values")
        if unit.from_title:
            return unsure("หน่วยจากหัวเรื่อง", "the unit is taken from the title")
        if near:
            return f"# ตัวชี้วัดที่ใกล้เคียง · indicators like it: {', '.join(near)}"
        return (
            unsure("ตรวจหน่วย", "check the unit")
            if unit.scale != 1 or unit.base == "fraction"
            else ""
        )

    def _near(self, header: str) -> list[str]:
        """Return ids of indicators whose title is near to a header or to the title of the table."""
        titles = {
            plain(title): indicator.id
            for indicator in self.catalogue.indicators.values()
            if indicator.measure.kind.startswith("outcome")
            for title in (indicator.title_th, indicator.title_en, indicator.id)
        }
        near = difflib.get_close_matches(plain(header), titles, n=3, cutoff=0.7)
        return list(dict.fromkeys(titles[name] for name in near))

    def _melts(self) -> Iterator[str]:
        if not self.melts:
            return
        yield "melt:"
        for melt in self.melts:
            unit = unit_of(melt.columns[0], self.seen)
            if unit.base == "fraction" and max(one.largest for one in melt.columns) > 1:
                unit = Unit("percent")
            first = melt.columns[0].header
            yield f"  - columns: {quoted(melt.template)}  # {len(melt.columns)}: {first} …"
            yield f"    measure: {self.measure}"
            yield f"    unit: {unit.words}  {self._doubt(melt.columns[0], unit)}".rstrip()
            if unit.contradicted:
                yield "    header_unit_is_wrong: true"
            if self.measure == "value" and len(self.melts) + len(self.alone) > 1:
                near = self._near(melt.template.replace("{year}", ""))
                like = f"  # {', '.join(near)}" if near else ""
                yield f"    set: {{indicator: {TO_FILL}}}{like}"

    def _fixed(self) -> Iterator[str]:
        fixed: list[str] = []
        kinds = {one.kind for one in self.seen.columns}
        templates = "".join(melt.template for melt in self.melts)
        if not kinds & {"year", "fiscal_year"} and "{year}" not in templates:
            fixed.append(self._year())
        if not kinds & {"province", "area"} and not re.search(r"\{(province|area)\}", templates):
            fixed.append(
                f"  area: {TO_FILL}  "
                + unsure("TH คือทั้งประเทศ หรือชื่อจังหวัด", "TH is the country; or a province")
            )
        if self.measure == "value" and len(self.alone) + len(self.melts) == 1:
            near = self._near(self.alone[0].header if self.alone else self.seen.title)
            like = f" ({', '.join(near)}?)" if near else ""
            fixed.append(
                f"  indicator: {TO_FILL}  "
                + unsure(
                    f"รหัสตัวชี้วัดใน data/reference/indicators/{like}",
                    "id of an indicator in data/reference/indicators/",
                )
            )
        if fixed:
            yield "fixed:"
            yield from fixed

    def _year(self) -> str:
        places = {
            TITLE: self.seen.title,
            "หัวตาราง · the header": " ".join(self.seen.headers),
            "ชื่อแผ่นงาน · the sheet's name": self.seen.sheet,
            "ชื่อไฟล์ · the file's name": self.file.path.name,
        }
        for place, text in places.items():
            years = [y for y in dict.fromkeys(YEAR.findall(text)) if y > LAST_CE or place == TITLE]
            field = "fiscal_year" if FISCAL.search(text) else "year"
            if len(years) == 1:
                year = years[0]
                try:
                    ce_year(year)
                except ValueError:
                    continue
                th, en = place.split(" · ")
                return f"  {field}: {year}  " + unsure(f"จาก{th}", f"taken from {en}")
        return f"  year: {TO_FILL}  " + unsure(
            "ไฟล์ไม่บอกปี ใช้ year หรือ fiscal_year (ปีงบประมาณ)",
            "the file names no year; year, or fiscal_year",
        )

    def _ignored(self) -> Iterator[str]:
        left = [one for one in self.seen.of_kind("text", "code", "counter") if one.header]
        columns = [self.name(one) for one in (*left, *self.apart)]
        columns += [
            self.name(melt.total)
            for melt in self.melts
            if melt.total is not None and not self._total_adds_up(melt)
        ]
        if columns:
            yield f"ignore: {listed(columns)}"
        for melt in self.melts:
            if melt.total is not None and not self._total_adds_up(melt):
                yield unsure(
                    f"{tidy(self.name(melt.total))} ไม่เท่ากับผลรวมของคอลัมน์ย่อยในบางแถว",
                    "it is not the sum of its parts in every row",
                )
        if self.apart:
            yield unsure(
                "คอลัมน์ตัวเลขที่ไม่ใช่ช่วงอายุไม่นำเข้า เพราะอาจเป็นยอดรวม",
                "numbers without an age are left out: they may be totals",
            )
        for one in left:
            if one.kind == "text" and 1 < len(one.labels) <= LABELS_SHOWN:
                yield unsure(
                    f"คอลัมน์ {tidy(self.name(one))} มี {len(one.labels)} ค่า"
                    f" ({tidy(' | '.join(one.labels))[:300]})"
                    " หากบอกตัวชี้วัด กลุ่ม รายการ หรือโครงการ ให้ย้ายไป columns",
                    "if it tells the indicator, group, item or programme, describe it under"
                    " columns: {field: item, values: {label: id, other label: skip}}",
                )

    def _rows(self) -> Iterator[str]:
        skips = [f"  - starts: {quoted(text)}" for text in notes_of(self.rows)[:SHOWN]]
        totals: list[str] = []
        for total in self.totals:
            if total.adds_up:
                totals += self._total_lines(total)
            elif total.kind == "total":
                gap = "" if total.gap is None else f" ({total.gap:,.6g})"
                skips.append(
                    f"  - is: {listed(list(total.labels[:SHOWN]))}  "
                    + unsure(f"ยอดรวมไม่เท่ากับผลรวม{gap}", f"the parts do not add up to it{gap}")
                )
        for one in self.seen.of_kind("sex", "age"):
            met = label_total(self.seen, self.rows, one, self.adding)
            if met is not None:
                total_label, largest = met
                where = f"column: {quoted(self.name(one))}, is: {quoted(total_label)}"
                totals.append(f"  - rows: {{{where}}}")
                totals += self._tolerance(largest)
        totals += [
            line
            for melt in self.melts
            if melt.total is not None and self._total_adds_up(melt)
            for line in (
                f"  - column: {quoted(self.name(melt.total))}",
                f"    of: {listed([self.name(one) for one in melt.columns])}",
            )
        ]
        if skips:
            yield "skip:"
            yield from skips
        if totals:
            yield "totals:"
            yield from totals
        signs, broken = signs_of(self.seen, self.rows)
        if signs:
            pairs = ", ".join(f"{quoted(sign)}: missing" for sign in signs[:SHOWN])
            yield f"missing: {{{pairs}}}  " + unsure(
                "ใช้ได้: missing, zero, suppressed, not_applicable, zero_rounded",
                "what these signs mean",
            )
        if broken:
            yield unsure(
                f"อ่านเป็นตัวเลขไม่ได้: {tidy(', '.join(broken[:SHOWN]))}",
                "no numbers; these rows will be refused",
            )
        unknown = strangers(self.rows, self.catalogue)
        if unknown and self.seen.of_kind("province", "area"):
            names = [f"{text} {meant}".strip() for text, meant in unknown.items()]
            yield unsure(
                f"ไม่ใช่ชื่อจังหวัด {len(names)} ชื่อ: {tidy('; '.join(names[:SHOWN]))}",
                "no provinces; these rows will be refused unless `values` translates them or"
                " `skip` names them",
            )

    def _total_lines(self, total: TotalFound) -> Iterator[str]:
        place = next(iter(self.seen.of_kind("province", "area")), None)
        named = place is not None and total.in_place
        column = f"column: {quoted(self.name(place))}, " if place and named else ""
        yield f"  - rows: {{{column}is: {listed(list(total.labels))}}}"
        if total.parts != "all":
            yield f"    parts: {total.parts}"
        if set(total.columns) != set(self.adding):
            names = [self.name(one) for one in self.measures if one.column in total.columns]
            yield f"    columns: {listed(names)}  " + unsure(
                "คอลัมน์อื่นบวกกันไม่ได้เท่ายอดรวม อาจเป็นอัตราหรือค่าเฉลี่ย",
                "the other columns do not add up; perhaps rates or means",
            )
        yield from self._tolerance(total.gap)

    def _tolerance(self, gap: float | None) -> Iterator[str]:
        if gap and gap > EXACT:
            yield f"    tolerance: {_rounded_up(gap)}  " + unsure(
                f"ผลรวมต่างจากยอดรวมไม่เกิน {gap:.6g} จากการปัดเศษหรือไม่",
                "the largest difference; is it rounding?",
            )

    def _total_adds_up(self, melt: Melted) -> bool:
        if melt.total is None:
            return False
        numbers = self.rows.numbers
        printed = numbers[melt.total.column].values
        added = sum(numbers[one.column].values for one in melt.columns)
        known = printed == printed  # noqa: PLR0124 - not NaN
        return bool(known.any()) and bool(
            (abs(printed - added)[known] <= 1e-6 * abs(printed[known]) + 1e-9).all()
        )

    def _declarations(self) -> Iterator[str]:
        yield ""
        yield "# หากยังไม่มีแหล่งข้อมูลหรือตัวชี้วัด ให้เพิ่มตามตัวอย่างใน docs/mapping.md"
        yield "# A source or indicator not declared yet is added as docs/mapping.md shows:"
        yield "#   data/reference/sources/MINE.yml, data/reference/indicators/MINE.yml"


def _rounded_up(gap: float) -> str:
    """Return a gap rounded up to two digits."""
    return f"{float(f'{gap * 1.05:.2g}'):.10g}"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
