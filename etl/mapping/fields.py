"""Labels of a described table into the values that a fact table holds, each distinct one once."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from etl.conform.ages import age_range, band_of, life_course_of
from etl.conform.numbers import THAI_DIGITS
from etl.conform.provinces import area_kind, province_code, region_area, suggestion
from etl.conform.text import thai
from etl.conform.years import ce_date, ce_year, fiscal_year
from etl.mapping.model import Mapping
from welfare.catalog import COUNTRY, UNKNOWN_PROVINCE, Catalogue

SKIP = "skip"
"""In ``values``: rows of this label are set aside."""
NONE = "none"
"""In ``values``: the label means that the field has no value, where its column may be empty."""
MAY_BE_NONE = frozenset({"quarter", "item", "system", "project", "project_name", "organisation"})
SHOWN = 12
NUMBERED = re.compile(r"^\d+(\.\d+)*\s*[.)]\s*")
CODED = re.compile(r"^\d{2,6}\s*[-–:]\s*")
"""A code before a province's name: ``5000 - เชียงใหม่``."""
QUARTER = re.compile(r"(?:ไตรมาส\s*(?:ที่)?|quarter|q)?\s*([1-4])(?:\s*/.*)?", re.IGNORECASE)
EVERYBODY = frozenset({"รวม", "รวมทั้งสิ้น", "ทั้งหมด", "total", "all"})
SEXES = {
    "ชาย": "male",
    "ช": "male",
    "เพศชาย": "male",
    "male": "male",
    "males": "male",
    "m": "male",
    "men": "male",
    "หญิง": "female",
    "ญ": "female",
    "เพศหญิง": "female",
    "female": "female",
    "females": "female",
    "f": "female",
    "women": "female",
    "รวมสองเพศ": "all",
    "ทั้งสองเพศ": "all",
    "both": "all",
    "ไม่ระบุ": "unknown",
    "ไม่ทราบ": "unknown",
    "unknown": "unknown",
} | dict.fromkeys(EVERYBODY, "all")
ANSWERS = {"yes": True, "true": True, "ใช่": True, "no": False, "false": False, "ไม่ใช่": False}


class UnfitError(ValueError):
    """A label that a field cannot hold: the reason code and what it may hold."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True, eq=False)
class Context:
    """What conforming a label needs beside it."""

    mapping: Mapping
    catalogue: Catalogue
    source_ids: frozenset[str]
    written_as: str = "year"


Values = tuple[Any, ...]


def label(cell: object) -> str:
    """Return a cell as one line of text; a whole number without decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else thai(cell)


def plain(text: object) -> str:
    """Return text by which headers and labels are compared: no white space, no capitals."""
    return re.sub(r"\s", "", thai(text)).casefold()


def bare_place(cell: object) -> str:
    """Return a place's name without a number or a code before it."""
    return CODED.sub("", NUMBERED.sub("", label(cell)))


def translation(values: dict[str, str]) -> dict[str, str]:
    """Return what labels stand for, by the labels as they are compared."""
    return {plain(key): value for key, value in values.items()}


def offered(values: Iterable[str], near: str = "") -> str:
    """Return the allowed values for a message: those near what was given first."""
    among = list(values)
    first = difflib.get_close_matches(near, among, n=3, cutoff=0.5) if near else []
    shown = [*first, *(value for value in among if value not in first)][:SHOWN]
    more = f" … (+{len(among) - SHOWN})" if len(among) > SHOWN else ""
    return ", ".join(shown) + more


def conform(field: str, cell: object, values: dict[str, str], context: Context) -> Values | None:
    """Return what the field's columns hold for a label, in the order of the table's shape.

    ``values`` translates labels first, by :func:`plain`. None where the row is to be set aside.

    Raises
    ------
    UnfitError
        Where the label is none of the field's.
    """
    translated = values.get(plain(label(cell)))
    if translated is not None:
        if translated == SKIP:
            return None
        if translated == NONE and field in MAY_BE_NONE:
            return (None,)
        cell = translated
    return READERS[field](cell, context)


def _year(cell: object, context: Context) -> Values:
    return (_in_calendar(cell, context, lambda day: day.year),)


def _fiscal_year(cell: object, context: Context) -> Values:
    return (_in_calendar(cell, context, fiscal_year),)


def _in_calendar(cell: object, context: Context, of_day: Callable[[Any], int]) -> int:
    try:
        if context.written_as == "date":
            return of_day(ce_date(cell))
        if context.written_as == "short_be":
            text = label(cell).translate(THAI_DIGITS)
            short = re.search(r"(?<!\d)(\d{2})(?!\d)", text)
            return ce_year(f"25{short[1]}") if short else ce_year(cell)
        return ce_year(cell)
    except ValueError as fault:
        raise UnfitError("bad_year", str(fault)) from None


def _quarter(cell: object, context: Context) -> Values:
    found = QUARTER.fullmatch(label(cell).translate(THAI_DIGITS))
    if not found:
        raise UnfitError("unknown_label", "quarter: 1, 2, 3, 4")
    return (int(found[1]),)


def _province(cell: object, context: Context) -> Values:
    catalogue, text = context.catalogue, bare_place(cell)
    code = province_code(text, catalogue)
    if code is None and text == UNKNOWN_PROVINCE and context.mapping.table == "project":
        code = UNKNOWN_PROVINCE
    if code is not None:
        return (code,)
    kind = area_kind(text, catalogue)
    if kind in {"region", "country"}:
        raise UnfitError(
            "not_a_province",
            "เป็นภาคหรือประเทศ ให้ระบุใน totals หรือ skip หรือใช้ field: area · "
            "a region or the country: describe the row in totals or skip, or use field: area",
        )
    reason = "not_a_province" if kind == "not_a_province" else "unknown_province"
    raise UnfitError(reason, suggestion(text, catalogue) if text else "")


def _area(cell: object, context: Context) -> Values:
    text = bare_place(cell)
    region = COUNTRY if text == COUNTRY else region_area(text, context.catalogue)
    if text in context.catalogue.areas and text.startswith("region_"):
        region = text
    if region is None or province_code(text, context.catalogue):
        return _province(text, context)
    if context.mapping.table == "outcome":
        return (region,)
    if region == COUNTRY:
        return (None,)
    raise UnfitError(
        "not_a_province",
        f"ตาราง {context.mapping.table} เก็บเฉพาะจังหวัดหรือทั้งประเทศ · "
        f"the table {context.mapping.table} holds provinces or the whole country",
    )


def _sex(cell: object, context: Context) -> Values:
    sex = SEXES.get(plain(NUMBERED.sub("", label(cell))))
    outcome = context.mapping.table == "outcome"
    allowed = set(context.catalogue.groups) if outcome else context.catalogue.allowed("sexes")
    if sex is None or sex not in allowed:
        known = [name for name in dict.fromkeys(SEXES.values()) if name in allowed]
        raise UnfitError("unknown_label", f"sex: {offered(known)}")
    return (sex,)


def _age(cell: object, context: Context) -> Values:
    text, catalogue = label(cell), context.catalogue
    if plain(text) in EVERYBODY:
        return ("all", None)
    try:
        ages = age_range(text)
    except ValueError:
        raise UnfitError("unknown_label", _ages_allowed(catalogue)) from None
    first, last = ages
    course = life_course_of(ages, catalogue)
    if first == last and first >= 0:
        width, oldest = catalogue.five_year_bands.width, catalogue.five_year_bands.open_from
        return (catalogue.age_bands[min(first, oldest) // width], course)
    wide = f"{first}+" if last is None else f"{first}-{last}"
    if wide in catalogue.wider_bands:
        return (wide, course)
    try:
        return (band_of(ages, catalogue), course)
    except ValueError:
        raise UnfitError("unknown_label", _ages_allowed(catalogue)) from None


def _ages_allowed(catalogue: Catalogue) -> str:
    bands = offered([*catalogue.wider_bands, *catalogue.age_bands])
    return f"age: 0, 1, 2 … ; {bands}"


def _answer(cell: object, context: Context) -> Values:
    answer = ANSWERS.get(plain(label(cell)))
    if answer is None:
        raise UnfitError("unknown_label", "yes, no")
    return (answer,)


def _declared(place: str, names: Callable[[Context], dict[str, str]]) -> "Reader":
    """Return the reader of a closed list; ``names`` gives every spelling with its id."""
    known = lru_cache(maxsize=8)(names)

    def read(cell: object, context: Context) -> Values:
        text = label(cell)
        found = known(context).get(plain(text)) or known(context).get(plain(NUMBERED.sub("", text)))
        if found is None:
            ids = offered(dict.fromkeys(known(context).values()), text)
            raise UnfitError("unknown_label", f"{place}: {ids or '-'}")
        return (found,)

    return read


def _spelled(entries: Iterable[Any], *names: str) -> dict[str, str]:
    """Return the id of every entry by its id and by its names."""
    return {
        plain(spelling): entry.id
        for entry in entries
        for spelling in (entry.id, *(getattr(entry, name) for name in names))
        if spelling
    }


def _indicators(context: Context) -> dict[str, str]:
    """Return the indicators that outcomes of the mapping's source may be given for."""
    return _spelled(
        (
            indicator
            for indicator in context.catalogue.indicators.values()
            if indicator.measure.kind in {"outcome", "outcome_quarters"}
            and context.source_ids & set(indicator.sources)
        ),
        "title_th",
        "title_en",
    )


def _of(list_name: str, *names: str) -> Callable[[Context], dict[str, str]]:
    return lambda context: _spelled(getattr(context.catalogue, list_name).values(), *names)


def _free_name(cell: object, context: Context) -> Values:
    """Return a name as it is declared, or as it stands where nobody declared it."""
    text = label(cell)
    if not text:
        raise UnfitError("unknown_label", "-")
    return (_proper_names(context).get(plain(text), text),)


@lru_cache(maxsize=8)
def _proper_names(context: Context) -> dict[str, str]:
    return {plain(name): name for name in context.catalogue.english_names}


Reader = Callable[[object, Context], Values]
NAMED = ("name_th", "name_en")
PROPER_NAME = _declared("data/reference/names.yml", _proper_names)
READERS: dict[str, Reader] = {
    "indicator": _declared("data/reference/indicators/", _indicators),
    "year": _year,
    "fiscal_year": _fiscal_year,
    "quarter": _quarter,
    "province": _province,
    "area": _area,
    "sex": _sex,
    "age": _age,
    "group": _declared("data/reference/groups/", _of("groups", *NAMED)),
    "item": _declared("data/reference/items/", _of("items", *NAMED)),
    "programme": _declared("data/reference/programmes/", _of("programmes", *NAMED)),
    "organisation_kind": _declared(
        "data/reference/programmes.yml", _of("organisation_kinds", *NAMED, "code")
    ),
    "recognised": _answer,
    "stage": _declared(
        "stage", lambda context: {stage: stage for stage in context.catalogue.lists["stages"]}
    ),
    "system": _declared("data/reference/systems.yml", _of("systems", *NAMED)),
    "agency": PROPER_NAME,
    "plan": PROPER_NAME,
    "project": PROPER_NAME,
    "project_name": _free_name,
    "organisation": _free_name,
}
