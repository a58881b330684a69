"""What a column of numbers counts, as far as its header, the title or a column of units says."""

import re
from dataclasses import dataclass

from etl.mapping.load import TO_FILL
from etl.mapping.units import stated_scale
from etl.sketch.look import Look, Seen

SIZES = {
    1.0: "",
    1e3: "thousand ",
    1e4: "ten thousand ",
    1e5: "hundred thousand ",
    1e6: "million ",
    1e7: "ten million ",
    1e8: "hundred million ",
    1e9: "billion ",
}
COUNTED = (
    (r"ร้อยละ|%|percent|per cent|สัดส่วน|อัตรา|rate\b|pct", "percent"),
    (r"บาท|baht|จำนวนเงิน|(?<!ปี)งบประมาณ|thb", "baht"),
    (r"ครัวเรือน|household", "households"),
    (r"ดัชนี|index|gini", "index"),
    (r"โครงการ|projects?\b", "projects"),
    (r"คน|ราย|ประชากร|persons?\b|people|population", "persons"),
)
MONEY_OR_PEOPLE = frozenset({"baht", "persons", "households", "projects", TO_FILL})
WHOLE = 100.0


@dataclass(frozen=True)
class Unit:
    """What a column of numbers counts, as far as its header, the title or its unit column says."""

    base: str
    scale: float = 1.0
    contradicted: bool = False
    from_title: bool = False

    @property
    def words(self) -> str:
        """The unit as a mapping writes it."""
        if self.base in {TO_FILL, "percent", "fraction", "index"}:
            return self.base
        return f"{SIZES.get(self.scale, '')}{self.base}"


def unit_of(one: Seen, seen: Look) -> Unit:
    """Return the unit that a column's header says, else the title or a column of units."""
    units = [s for s in seen.of_kind("text") if re.search(r"^(unit|หน่วย)", s.header, re.I)]
    said = units[0].labels[0] if units and len(units[0].labels) == 1 else ""
    for text in (one.header, said, seen.title):
        base = base_in(text)
        if base is None:
            continue
        stated = stated_scale(text)
        share = re.search(COUNTED[0][0], text, re.IGNORECASE) is not None
        if base == "percent" or (share and one.largest <= WHOLE):
            wrong = text == one.header and stated not in {None, 1.0}
            fraction = 0 < one.largest <= 1
            return Unit("fraction" if fraction else "percent", 1.0, wrong, text == seen.title)
        scale = 1.0 if base == "index" else stated or 1.0
        return Unit(base, scale, from_title=text == seen.title)
    return Unit(TO_FILL)


def base_in(text: str) -> str | None:
    """Return what a header counts: the unit in brackets says more than the words before it."""
    within = " ".join(re.findall(r"\(([^)]*)\)", text))
    for said in (within, text):
        for words, base in COUNTED:
            if said and re.search(words, said, re.IGNORECASE):
                return base
    return None
