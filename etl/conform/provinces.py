"""Province names, codes and spellings into the official two-digit code."""

import difflib
import re
from functools import lru_cache
from typing import Literal

from etl.conform.text import thai, tidy
from welfare.catalog import COUNTRY, Catalogue

AreaKind = Literal["province", "region", "country", "not_a_province", "unknown"]

PREFIX = re.compile(r"^(จังหวัด|จ\.)\s*")
REGION_PREFIX = re.compile(r"^ภาค\s*")
COUNTRY_NAMES = frozenset(
    {
        "ทั่วประเทศ",
        "ทั่วราชอาณาจักร",
        "ทั้งประเทศ",
        "รวมทั้งประเทศ",
        "รวมทั่วประเทศ",
        "ประเทศไทย",
        "wholekingdom",
        "wholecountry",
        "thailand",
        "country",
    }
)
REGION_NAMES_EN = {
    "central": "central",
    "north": "north",
    "northern": "north",
    "northeast": "northeast",
    "northeastern": "northeast",
    "south": "south",
    "southern": "south",
}
NO_PROVINCE = re.compile(
    r"เรือนจำ|ทัณฑสถาน|สถานพินิจ|กรมแพทย์|กองทัพ|ทหาร|ตำรวจ|โรงพยาบาล|^[A-Z]{2}\d\d\b|prison",
    re.IGNORECASE,
)
SUGGESTED_FROM = 0.75
"""Likeness (0-1) from which a near miss is named in the report."""


@lru_cache(maxsize=4)
def _names(catalogue: Catalogue) -> dict[str, str]:
    known = {alias.alias: alias.code for alias in catalogue.aliases}
    for province in catalogue.provinces.values():
        for name in (province.name_th, province.name_en, province.code, province.iso_3166_2):
            known[name] = province.code
    return {_plain(name): code for name, code in known.items()}


def _plain(name: str) -> str:
    text = re.sub(r"\.0$", "", thai(name))
    return re.sub(r"[.\s_-]", "", text).casefold()


@lru_cache(maxsize=20_000)
def province_code(cell: object, catalogue: Catalogue) -> str | None:
    """Return the code of the province that ``cell`` names, or None where it names none.

    Official names, codes, prefixes (จังหวัด, จ.), English and the declared aliases are known.
    A near miss is no match: nothing is guessed.
    """
    names = _names(catalogue)
    return names.get(_plain(PREFIX.sub("", tidy(cell)))) or names.get(_plain(tidy(cell)))


def suggestion(cell: object, catalogue: Catalogue) -> str:
    """Return what a name that is no province may have meant, for the report; nothing is guessed.

    Empty where no province is near.
    """
    official = {_plain(p.name_th): p.name_th for p in catalogue.provinces.values()}
    official |= {_plain(p.name_en): p.name_en for p in catalogue.provinces.values()}
    text = _plain(PREFIX.sub("", tidy(cell)))
    near = difflib.get_close_matches(text, official, n=2, cutoff=SUGGESTED_FROM)
    return f"did you mean {' / '.join(official[name] for name in near)}?" if near else ""


def area_kind(cell: object, catalogue: Catalogue) -> AreaKind:
    """Return what an area's name is: a province, a region, the country, or none of these."""
    if province_code(cell, catalogue):
        return "province"
    region = region_area(cell, catalogue)
    if region:
        return "country" if region == COUNTRY else "region"
    return "not_a_province" if NO_PROVINCE.search(tidy(cell)) else "unknown"


def province_in_year(code: str, year: int, catalogue: Catalogue) -> str:
    """Return the province that ``code`` was part of in a CE year.

    A province belongs to the one it was cut from in the years before that of its founding: Bueng
    Kan to Nong Khai before 2554 (2011).
    """
    province = catalogue.provinces[code]
    if province.valid_from and province.predecessor and year < province.valid_from.year:
        return province.predecessor
    return code


@lru_cache(maxsize=4_000)
def region_area(cell: object, catalogue: Catalogue) -> str | None:
    """Return the area id of the NSO region or of the country that ``cell`` names, else None."""
    text = thai(cell)
    if text.replace(" ", "").casefold() in COUNTRY_NAMES:
        return COUNTRY
    plain = REGION_PREFIX.sub("", text).replace(" ", "")
    english = REGION_NAMES_EN.get(re.sub(r"region$", "", plain.casefold()).strip())
    for region in catalogue.regions.values():
        if REGION_PREFIX.sub("", region.name_th) == plain or region.id == english:
            return f"region_{region.id}"
    return None
