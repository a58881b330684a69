"""The names of every code of every closed list, and what a code leads to."""

from collections.abc import Iterable, Mapping

from welfare.catalog.loader import Catalogue
from welfare.catalog.models import COUNTRY, UNKNOWN_PROVINCE, CodeName, Named

COUNTRY_NAME = CodeName(th="ทั้งประเทศ", en="Thailand")
UNKNOWN = CodeName(th="ไม่ระบุจังหวัด", en="Not stated")
UNKNOWN_AGE = CodeName(th="ไม่ทราบอายุ", en="Age unknown")
ALL_AGES = CodeName(th="ทุกอายุ", en="All ages")


def code_names(catalogue: Catalogue) -> dict[str, dict[str, CodeName]]:
    """Return list → code → its names, in the order of declaration.

    Lists are those which a column may name by ``one_of`` or ``codes``.
    """
    provinces = {
        code: CodeName(th=province.name_th, en=province.name_en)
        for code, province in catalogue.provinces.items()
    }
    regions = _named(catalogue.regions)
    life_courses = {**_named(catalogue.life_courses), "unknown": UNKNOWN_AGE}
    return {
        **{name: dict(codes) for name, codes in catalogue.lists.items()},
        "provinces": provinces,
        "provinces_or_unknown": {UNKNOWN_PROVINCE: UNKNOWN, **provinces},
        "areas": {
            COUNTRY: COUNTRY_NAME,
            **{f"region_{region}": names for region, names in regions.items()},
            **provinces,
        },
        "regions": regions,
        "age_bands": {
            **_age_bands((*catalogue.age_bands, *catalogue.wider_bands)),
            "unknown": UNKNOWN_AGE,
            "all": ALL_AGES,
        },
        "life_courses": life_courses,
        "programmes": _named(catalogue.programmes),
        "organisation_kinds": _named(catalogue.organisation_kinds),
        "systems": _named(catalogue.systems),
        "vintages": _named(catalogue.vintages),
        "groups": _named(catalogue.groups),
        "items": _named(catalogue.items),
        "statistics": _named(catalogue.statistics),
        "themes": _named(catalogue.themes),
        "units": _named(catalogue.units),
        "publishers": _named(catalogue.publishers),
        "indicators": {
            i.id: CodeName(th=i.title_th, en=i.title_en) for i in catalogue.indicators.values()
        },
        "sources": {
            s.id: CodeName(th=s.title_th, en=s.title_en) for s in catalogue.sources.values()
        },
        "tables": {
            table: CodeName(th=publication.name_th, en=publication.name_en)
            for table, publication in _publication_of(catalogue).items()
        },
    }


def code_attributes(catalogue: Catalogue) -> dict[tuple[str, str], dict[str, str | None]]:
    """Return (list, attribute) → code → the value that the code leads to."""
    indicators, provinces = catalogue.indicators.values(), catalogue.provinces
    of_province = {code: province.region for code, province in provinces.items()}
    return {
        ("indicators", "theme"): {i.id: i.theme for i in indicators},
        ("indicators", "unit"): {i.id: i.unit for i in indicators},
        ("indicators", "calendar"): {i.id: i.calendar for i in indicators},
        ("programmes", "system"): {p.id: p.system for p in catalogue.programmes.values()},
        ("provinces_or_unknown", "region"): dict(of_province),
        ("areas", "region"): {
            **{f"region_{region}": region for region in catalogue.regions},
            **of_province,
        },
        ("areas", "kind"): {
            COUNTRY: "country",
            **{f"region_{region}": "region" for region in catalogue.regions},
            **dict.fromkeys(provinces, "province"),
        },
        ("areas", "iso"): {
            COUNTRY: COUNTRY,
            **{code: province.iso_3166_2 for code, province in provinces.items()},
        },
    }


def _named(entries: Mapping[str, Named]) -> dict[str, CodeName]:
    return {key: CodeName(th=e.name_th, en=e.name_en) for key, e in entries.items()}


def _age_bands(bands: Iterable[str]) -> dict[str, CodeName]:
    def name(band: str) -> CodeName:
        if band.endswith("+"):
            return CodeName(th=f"{band[:-1]} ปีขึ้นไป", en=f"{band[:-1]} years and over")
        return CodeName(th=f"{band} ปี", en=f"{band} years")

    return {band: name(band) for band in bands}


def _publication_of(catalogue: Catalogue) -> dict[str, Named]:
    """Return the publication that shows a table; of one without, a name made from its id."""
    shown = {p.made_from: p for p in catalogue.publications.values() if p.of == "table"}
    return {
        table: shown.get(table) or Named(id=table, name_th=table, name_en=table)
        for table in catalogue.tables
    }
