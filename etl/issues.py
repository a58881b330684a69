"""Why a row or a file was not taken, in words for both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

REASONS: dict[str, tuple[str, str]] = {
    "not_recognised": (
        "เนื้อหาไม่ตรงกับแหล่งข้อมูลใดที่ระบบรู้จัก",
        "The content matches no known family of sources.",
    ),
    "not_readable": ("เปิดอ่านไฟล์ไม่ได้", "The file cannot be read."),
    "edition_not_declared": (
        "รู้จักรูปแบบ แต่ฉบับนี้ยังไม่ได้ระบุไว้ใน sources.yml",
        "The layout is known, but this edition is not declared in sources.yml.",
    ),
    "template": (
        "เป็นแบบฟอร์มตัวอย่าง ไม่มีจังหวัดใดครบทุกอายุและยอดรวม",
        "A template: no province has all ages and its total.",
    ),
    "total_mismatch": (
        "ยอดรวมที่แสดงไว้ไม่เท่ากับผลรวมของรายการย่อย",
        "A printed total differs from the sum of its parts.",
    ),
    "not_a_province": (
        "ไม่ใช่จังหวัด (เช่น หน่วยทหารหรือเรือนจำ)",
        "Not a province (for example, a military unit or a prison).",
    ),
    "unknown_province": ("ไม่พบจังหวัดชื่อนี้", "No province has this name."),
    "bad_number": ("อ่านเป็นตัวเลขไม่ได้", "Not readable as a number."),
    "bad_type": ("ชนิดข้อมูลไม่ถูกต้อง", "Of the wrong type."),
    "missing_value": ("ช่องนี้ต้องมีค่า", "This cell must have a value."),
    "out_of_range": ("ค่าอยู่นอกช่วงที่เป็นไปได้", "The value is outside its range."),
    "not_in_list": ("ค่านี้ไม่อยู่ในรายการที่กำหนดไว้", "The value is not declared."),
    "duplicate_key": ("ซ้ำกับแถวก่อนหน้า", "Repeats the key of an earlier row."),
    "conflicting_copy": (
        "แหล่งข้อมูลเดียวกันให้ค่าต่างกันในรายการเดียวกัน",
        "The same source gives two values for one fact.",
    ),
    "exactly_one": (
        "ต้องมีค่าเพียงช่องเดียวในกลุ่มช่องนี้",
        "Exactly one of these columns must have a value.",
    ),
    "bad_columns": ("หัวคอลัมน์ไม่ตรงกับที่กำหนดไว้", "The columns differ from those declared."),
    "not_declared_file": (
        "ไฟล์นี้ไม่ได้ระบุไว้ใน datasets.yml",
        "The file is not declared in datasets.yml.",
    ),
    "not_utf8": ("ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8", "The file is not UTF-8."),
    "no_placing": (
        "ยังไม่ได้จัดเข้าระบบสวัสดิการใน budget_placing.yml",
        "budget_placing.yml gives it no place in the four systems.",
    ),
}


@dataclass(frozen=True)
class Issue:
    """One fault with its place in the file: sheet, 1-based row, column and the value found."""

    file: str
    reason: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    detail: str = ""

    @property
    def text_th(self) -> str:
        """The reason in Thai."""
        return REASONS[self.reason][0]

    @property
    def text_en(self) -> str:
        """The reason in English."""
        return REASONS[self.reason][1]

    def __str__(self) -> str:
        """Return file, line, column and value with the reason, as a steward reads it."""
        place = [self.file]
        if self.sheet:
            place.append(f"sheet {self.sheet}")
        if self.row is not None:
            place.append(f"line {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        if self.value:
            place.append(f"value {self.value!r}")
        detail = f" ({self.detail})" if self.detail else ""
        return f"{', '.join(place)}: {self.text_en}{detail} · {self.text_th}"


class RefusedFile(Exception):  # noqa: N818 - it is a verdict about a file, raised to leave its reader
    """A file that is refused whole; carries the reason."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(str(issue))


class BuildError(Exception):
    """A build that must not be published; carries every fault found."""

    SHOWN = 20

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(issues)
        lines = [str(issue) for issue in self.issues[: self.SHOWN]]
        if len(self.issues) > self.SHOWN:
            lines.append(f"… and {len(self.issues) - self.SHOWN} more")
        super().__init__("\n".join(lines))
