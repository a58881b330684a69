"""Province names, codes and spellings into the official two-digit code."""

import re
from functools import lru_cache

from etl.conform.text import repair_sara_am, tidy
from welfare.catalog import COUNTRY, Catalogue

PREFIX = re.compile(r"^(จังหวัด|จ\.)\s*")
REGION_PREFIX = re.compile(r"^ภาค\s*")
COUNTRY_NAMES = frozenset({"ทั่วประเทศ", "ทั่วราชอาณาจักร", "รวมทั้งประเทศ"})


@lru_cache(maxsize=4)
def _names(catalogue: Catalogue) -> dict[str, str]:
    known = {alias.alias: alias.code for alias in catalogue.aliases}
    for province in catalogue.provinces.values():
        for name in (province.name_th, province.name_en, province.code, province.iso_3166_2):
            known[name] = province.code
    return {_plain(name): code for name, code in known.items()}


def _plain(name: str) -> str:
    text = repair_sara_am(tidy(name))
    return text.replace(".", "").replace(" ", "").casefold()


def province_code(cell: object, catalogue: Catalogue) -> str | None:
    """Return the code of the province that ``cell`` names, or None where it names none.

    Official names, codes, prefixes (จังหวัด, จ.), English and the declared aliases are known.
    A near miss is no match: nothing is guessed.
    """
    text = PREFIX.sub("", tidy(cell))
    return _names(catalogue).get(_plain(text))


def province_in_year(code: str, year: int, catalogue: Catalogue) -> str:
    """Return the province that ``code`` was part of in a CE year.

    A province belongs to the one it was cut from in the years before that of its founding: Bueng
    Kan to Nong Khai before 2554 (2011).
    """
    province = catalogue.provinces[code]
    if province.valid_from and province.predecessor and year < province.valid_from.year:
        return province.predecessor
    return code


def region_area(cell: object, catalogue: Catalogue) -> str | None:
    """Return the area id of the NSO region or of the country that ``cell`` names, else None."""
    text = repair_sara_am(tidy(cell))
    if text in COUNTRY_NAMES:
        return COUNTRY
    plain = REGION_PREFIX.sub("", text).replace(" ", "")
    for region in catalogue.regions.values():
        if REGION_PREFIX.sub("", region.name_th) == plain:
            return f"region_{region.id}"
    return None
