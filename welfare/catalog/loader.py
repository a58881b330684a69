"""Reads `data/reference/` into one catalogue, or says which file, entry and field is at fault."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import get_args

from welfare.catalog import models as m
from welfare.catalog.corrections import Correction, may_hold
from welfare.catalog.expand import with_life_courses, with_series, with_years
from welfare.catalog.methods import MeasureKind, Method, MethodFamily, Way
from welfare.catalog.publications import Field, Publication, published_columns
from welfare.catalog.reading import (
    CatalogueError,
    RecordT,
    keyed,
    need_known,
    read_entries,
    read_file,
    read_keyed,
    read_record,
    read_rows,
)
from welfare.paths import REFERENCE


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything declared in `data/reference/`, keyed by id in the order of declaration."""

    systems: Mapping[str, m.System]
    provinces: Mapping[str, m.Province]
    aliases: tuple[m.ProvinceAlias, ...]
    regions: Mapping[str, m.Region]
    nesdc_regions: Mapping[str, m.Region]
    five_year_bands: m.FiveYearBands
    wider_bands: tuple[str, ...]
    life_courses: Mapping[str, m.LifeCourse]
    programmes: Mapping[str, m.Programme]
    organisation_kinds: Mapping[str, m.OrganisationKind]
    publishers: Mapping[str, m.Publisher]
    sources: Mapping[str, m.Source]
    vintages: Mapping[str, m.Vintage]
    groups: Mapping[str, m.Group]
    items: Mapping[str, m.Item]
    units: Mapping[str, m.Unit]
    themes: Mapping[str, m.Theme]
    indicators: Mapping[str, m.Indicator]
    statistics: Mapping[str, m.Statistic]
    compared: m.Compared
    followed: m.Followed
    peers: m.Peers
    standing: m.Standing
    brief: m.Brief
    tables: Mapping[str, m.Table]
    lists: Mapping[str, Mapping[str, m.CodeName]]
    fields: Mapping[str, Field]
    publications: Mapping[str, Publication]
    corrections: Mapping[str, Correction]
    accepted: Mapping[str, m.Accepted]
    budget_spelling: Mapping[str, str]
    budget_placings: tuple[m.BudgetPlacing, ...]
    budget_volumes: Mapping[str, m.BudgetVolume]
    english_names: Mapping[str, str]
    thai_words: m.ThaiWords
    measure_kinds: Mapping[str, MeasureKind]
    method_families: Mapping[str, MethodFamily]
    methods: Mapping[str, Method]
    ways: Mapping[str, Way]
    declared_in: Mapping[tuple[str, str], str]

    @property
    def age_bands(self) -> tuple[str, ...]:
        """Ids of the five-year bands, youngest first: ``0-4`` … ``95-99``, ``100+``."""
        width, last = self.five_year_bands.width, self.five_year_bands.open_from
        closed = [f"{first}-{first + width - 1}" for first in range(0, last, width)]
        return (*closed, f"{last}+")

    def proper_name(self, name_th: str, language: m.Language) -> str:
        """Return an agency's, plan's, project's or organisation's name in ``language``.

        What nobody translated, such as the names in a steward's register, stays as it is.
        """
        return name_th if language == "th" else self.english_names.get(name_th, name_th)

    def incomplete_years(self, indicator: m.Indicator) -> frozenset[int]:
        """Return the years (CE) that a source of ``indicator`` covers in part only."""
        return frozenset(
            year for name in indicator.sources for year in self.sources[name].incomplete_years
        )

    def region_around(self, province_code: str) -> str | None:
        """Return the area id of a province's region; None for Bangkok, which is its own."""
        region = self.provinces[province_code].region
        members = sum(province.region == region for province in self.provinces.values())
        return f"region_{region}" if members > 1 else None

    def area_name(self, area_id: str, language: m.Language) -> str:
        """Return the name of a region or a province by its area id."""
        if area_id in self.provinces:
            return self.provinces[area_id].name(language)
        return self.regions[area_id.removeprefix("region_")].name(language)

    def family_of(self, method: Method) -> MethodFamily:
        """Return the family whose modules hold a measure."""
        return next(f for f in self.method_families.values() if method.module in f.modules)

    @property
    def areas(self) -> tuple[str, ...]:
        """Area ids: the country, the NSO's regions, the provinces."""
        regions = tuple(f"region_{region}" for region in self.regions)
        return (m.COUNTRY, *regions, *self.provinces)

    def code_name(self, list_id: str, code: str, language: m.Language) -> str:
        """Return the name of a code of a short closed list."""
        return self.lists[list_id][code].name(language)

    def allowed(self, list_id: str) -> frozenset[str]:
        """Return the values which a column with ``one_of: list_id`` may hold."""
        if list_id in self.lists:
            return frozenset(self.lists[list_id])
        return frozenset(self._reference_lists()[list_id]())

    def _reference_lists(self) -> dict[str, Callable[[], Iterable[str]]]:
        return {
            "provinces": lambda: self.provinces,
            "provinces_or_unknown": lambda: (m.UNKNOWN_PROVINCE, *self.provinces),
            "age_bands": lambda: (*self.age_bands, *self.wider_bands, "unknown", "all"),
            "life_courses": lambda: (*self.life_courses, "unknown"),
            "programmes": lambda: self.programmes,
            "organisation_kinds": lambda: self.organisation_kinds,
            "systems": lambda: self.systems,
            "sources": lambda: self.sources,
            "vintages": lambda: self.vintages,
            "groups": lambda: self.groups,
            "items": lambda: self.items,
            "indicators": lambda: self.indicators,
            "statistics": lambda: self.statistics,
            "areas": lambda: self.areas,
            "tables": lambda: self.tables,
            "themes": lambda: self.themes,
            "units": lambda: self.units,
            "regions": lambda: self.regions,
            "publishers": lambda: self.publishers,
        }


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the project's catalogue, read once."""
    return read_catalogue(REFERENCE)


def read_catalogue(folder: Path) -> Catalogue:
    """Read and validate every reference file in ``folder``.

    Raises
    ------
    CatalogueError
        At the first fault: unreadable file, unknown or missing field, bad value, repeated id,
        or a reference to something that is not declared.
    """
    files = {name: read_file(folder, name) for name in YAML_FILES}
    regions = read_rows(folder, "regions.csv", m.Region)
    found = Catalogue(
        systems=read_keyed("systems.yml", files["systems.yml"], "systems", m.System),
        provinces=keyed("provinces.csv", read_rows(folder, "provinces.csv", m.Province), "code"),
        aliases=tuple(read_rows(folder, "province_aliases.csv", m.ProvinceAlias)),
        regions=keyed("regions.csv", [r for r in regions if r.scheme == "nso"], "id"),
        nesdc_regions=keyed("regions.csv", [r for r in regions if r.scheme == "nesdc"], "id"),
        five_year_bands=read_record(
            "ages.yml",
            "five_year_bands",
            files["ages.yml"].get("five_year_bands"),
            m.FiveYearBands,
        ),
        wider_bands=tuple(files["ages.yml"].get("wider_bands", ())),
        life_courses=read_keyed("ages.yml", files["ages.yml"], "life_courses", m.LifeCourse),
        programmes=_folder(folder, "programmes", m.Programme),
        organisation_kinds=read_keyed(
            "programmes.yml", files["programmes.yml"], "organisation_kinds", m.OrganisationKind
        ),
        publishers=read_keyed("sources.yml", files["sources.yml"], "publishers", m.Publisher),
        sources=with_years(_folder(folder, "sources", m.Source)),
        vintages=read_keyed("sources.yml", files["sources.yml"], "vintages", m.Vintage),
        units=read_keyed("indicators.yml", files["indicators.yml"], "units", m.Unit),
        themes=read_keyed("indicators.yml", files["indicators.yml"], "themes", m.Theme),
        indicators=_folder(folder, "indicators", m.Indicator),
        groups=_folder(folder, "groups", m.Group),
        items=_folder(folder, "items", m.Item),
        statistics=read_keyed(DISPARITIES, files[DISPARITIES], "statistics", m.Statistic),
        compared=read_record(
            DISPARITIES, "compared", files[DISPARITIES].get("compared"), m.Compared
        ),
        followed=read_record(
            DISPARITIES, "followed", files[DISPARITIES].get("followed"), m.Followed
        ),
        peers=read_record(REVIEW, "peers", files[REVIEW].get("peers"), m.Peers),
        standing=read_record(REVIEW, "standing", files[REVIEW].get("standing"), m.Standing),
        brief=read_record(REVIEW, "brief", files[REVIEW].get("brief"), m.Brief),
        tables=read_keyed("tables.yml", files["tables.yml"], "tables", m.Table),
        lists={
            name: {
                code: read_record("tables.yml", f"{name}.{code}", words, m.CodeName)
                for code, words in codes.items()
            }
            for name, codes in files["tables.yml"].get("lists", {}).items()
        },
        fields=read_keyed("fields.yml", files["fields.yml"], "fields", Field),
        publications=read_keyed(
            "publications.yml", files["publications.yml"], "publications", Publication
        ),
        corrections=read_keyed(
            "corrections.yml", files["corrections.yml"], "corrections", Correction
        ),
        accepted={
            entry.sha256: entry
            for entry in read_entries("accepted.yml", files["accepted.yml"], "accepted", m.Accepted)
        },
        budget_spelling={
            correction.as_printed: correction.corrected
            for correction in read_entries(
                "budget_spelling.yml",
                files["budget_spelling.yml"],
                "spellings",
                m.SpellingCorrection,
            )
        },
        budget_placings=tuple(
            read_entries(
                "budget_placing.yml", files["budget_placing.yml"], "placings", m.BudgetPlacing
            )
        ),
        budget_volumes=_folder(folder, "budget_volumes", m.BudgetVolume),
        english_names={
            name.th: name.en
            for name in read_entries("names.yml", files["names.yml"], "names", m.EnglishName)
        },
        thai_words=read_record("thai_words.yml", "whole", files["thai_words.yml"], m.ThaiWords),
        measure_kinds=read_keyed("methods.yml", files["methods.yml"], "kinds", MeasureKind),
        method_families=read_keyed("methods.yml", files["methods.yml"], "families", MethodFamily),
        methods=_folder(folder, "methods", Method),
        ways=read_keyed("methods.yml", files["methods.yml"], "ways", Way),
        declared_in=_places(folder),
    )
    found = replace(
        found,
        indicators=with_series(
            with_life_courses(found.indicators, found.life_courses), found.sources
        ),
        programmes=_by_system(found),
        methods=_by_family(found),
    )
    _check_references(found)
    return found


def _by_system(found: Catalogue) -> dict[str, m.Programme]:
    """Order programmes as their systems stand, those of no system last."""
    order = [*found.systems, None]
    return {p.id: p for p in sorted(found.programmes.values(), key=lambda p: order.index(p.system))}


def _by_family(found: Catalogue) -> dict[str, Method]:
    """Order measures as their families stand; those of a module that is in none come first."""
    order = [module for family in found.method_families.values() for module in family.modules]
    families = {module: place for place, module in enumerate(order)}
    return {
        method.id: method
        for method in sorted(found.methods.values(), key=lambda m: families.get(m.module, -1))
    }


DISPARITIES = "disparities.yml"
REVIEW = "review.yml"
FOLDERS = ("programmes", "sources", "indicators", "groups", "items", "budget_volumes", "methods")
YAML_FILES = (
    "systems.yml",
    "ages.yml",
    "programmes.yml",
    "sources.yml",
    "indicators.yml",
    DISPARITIES,
    REVIEW,
    "tables.yml",
    "accepted.yml",
    "budget_spelling.yml",
    "budget_placing.yml",
    "names.yml",
    "thai_words.yml",
    "methods.yml",
    "fields.yml",
    "publications.yml",
    "corrections.yml",
)


def _places(folder: Path) -> dict[tuple[str, str], str]:
    """Return the file of every entry of the sections that are spread over a folder."""
    return {
        (section, str(entry.get("id"))): f"{section}/{path.name}"
        for section in FOLDERS
        for path in sorted((folder / section).glob("*.yml"))
        for entry in read_file(folder, f"{section}/{path.name}").get(section, ())
    }


def _folder(folder: Path, section: str, model: type[RecordT]) -> dict[str, RecordT]:
    """Read a section that is spread over the files of a folder of its own."""
    files = sorted(path.name for path in (folder / section).glob("*.yml"))
    if not files:
        raise CatalogueError(f"{section}/", "-", "-", "the folder is missing or holds no file")
    found: dict[str, RecordT] = {}
    for name in files:
        file = f"{section}/{name}"
        for key, record in read_keyed(file, read_file(folder, file), section, model).items():
            if key in found:
                raise CatalogueError(file, key, "id", "declared twice")
            found[key] = record
    return found


def _check_references(found: Catalogue) -> None:
    _check_provinces(found)
    _check_indicators(found)
    _check_disparities(found)
    _check_review(found)
    _check_systems(found)
    _check_budget(found)
    _check_tables(found)
    _check_publications(found)
    _check_corrections(found)
    _check_methods(found)
    for source in found.sources.values():
        name = source.id if source.declared else str(source.series)
        file = found.declared_in["sources", name]
        need_known(file, name, "publisher", source.publisher, found.publishers)
        need_known(file, name, "vintage", source.vintage, found.vintages)


def _check_provinces(found: Catalogue) -> None:
    file = "provinces.csv"
    for province in found.provinces.values():
        entry = province.code
        need_known(file, entry, "region", province.region, found.regions)
        need_known(file, entry, "nesdc_region", province.nesdc_region, found.nesdc_regions)
        need_known(file, entry, "predecessor", province.predecessor, found.provinces)
        if province.iso_3166_2 != f"TH-{province.code}":
            raise CatalogueError(file, entry, "iso_3166_2", "does not match the code")
    seen: dict[str, str] = {}
    for alias in found.aliases:
        need_known("province_aliases.csv", alias.alias, "code", alias.code, found.provinces)
        if seen.setdefault(alias.alias, alias.code) != alias.code:
            raise CatalogueError("province_aliases.csv", alias.alias, "alias", "names two codes")


def _check_indicators(found: Catalogue) -> None:
    for indicator in found.indicators.values():
        file = found.declared_in["indicators", indicator.of_all or indicator.id]
        entry, measure = indicator.id, indicator.measure
        need_known(file, entry, "unit", indicator.unit, found.units)
        need_known(file, entry, "theme", indicator.theme, found.themes)
        need_known(file, entry, "measure.life_course", measure.life_course, found.life_courses)
        for name in indicator.sources:
            need_known(file, entry, "sources", name, found.sources)
        for name in (*measure.of, *measure.over):
            need_known(file, entry, "measure", name, found.indicators)
        if indicator.chance is not None:
            need_known(file, entry, "chance.out_of", indicator.chance.out_of, found.indicators)
            if (indicator.chance.interval == "wilson") != (indicator.chance.out_of is not None):
                fault = "a share needs the people behind it, a rate of counts has them"
                raise CatalogueError(file, entry, "chance.out_of", fault)
        for name in measure.programmes:
            need_known(file, entry, "measure.programmes", name, found.programmes)
        for name in measure.lines:
            need_known(file, entry, "measure.lines", name, found.english_names)


def _check_disparities(found: Catalogue) -> None:
    named = {
        "compared.people": found.compared.people,
        "compared.indicators": found.compared.indicators,
        "followed.money": found.followed.money,
        "followed.needs": [need.indicator for need in found.followed.needs],
    }
    for field, names in named.items():
        for name in names:
            need_known(DISPARITIES, field, "indicator", name, found.indicators)


def _check_review(found: Catalogue) -> None:
    for variable in found.peers.variables:
        need_known(REVIEW, "peers.variables", "indicator", variable.indicator, found.indicators)
    for unit in found.standing.nominal_units:
        need_known(REVIEW, "standing", "nominal_units", unit, found.units)
    for name in found.standing.not_compared:
        need_known(REVIEW, "standing", "not_compared", name, found.indicators)
    brief = found.brief
    for name in (*brief.beside_people, *brief.over_years, *brief.told_of_all):
        need_known(REVIEW, "brief", "indicator", name, found.indicators)


def _check_systems(found: Catalogue) -> None:
    for system in found.systems.values():
        for field in ("people_indicator", "money_indicator"):
            name = getattr(system, field)
            need_known("systems.yml", system.id, field, name, found.indicators)
        for name in system.money_of_country:
            need_known("systems.yml", system.id, "money_of_country", name, found.indicators)


def _check_budget(found: Catalogue) -> None:
    for placing in found.budget_placings:
        for field in ("unit", "plan", "project"):
            name = getattr(placing, field)
            need_known("budget_placing.yml", placing.unit, field, name, found.english_names)
    for volume in found.budget_volumes.values():
        file = found.declared_in["budget_volumes", volume.id]
        for taking in volume.taken:
            for field in ("agency", "plan", "project"):
                need_known(file, volume.id, field, getattr(taking, field), found.english_names)
            if taking.province != "unit":
                need_known(file, volume.id, "province", taking.province, found.provinces)


def _check_tables(found: Catalogue) -> None:
    lists = {*found.lists, *found._reference_lists()}
    for table in found.tables.values():
        names = [column.name for column in table.columns]
        for column in table.columns:
            need_known("tables.yml", f"{table.id}.{column.name}", "one_of", column.one_of, lists)
        for name in table.exactly_one_of:
            need_known("tables.yml", table.id, "exactly_one_of", name, names)


def _check_publications(found: Catalogue) -> None:
    lists = {*found.lists, *found._reference_lists()}
    for field in found.fields.values():
        need_known("fields.yml", field.id, "codes", field.codes, lists)
        need_known("fields.yml", field.id, "unit", field.unit, found.units)
        need_known("fields.yml", field.id, "link", field.link and field.link[0], found.fields)
    for publication in found.publications.values():
        entry = publication.id
        _each_known(entry, "fields", publication.fields, found.fields)
        _each_known(entry, "key", publication.key, publication.fields)
        _each_known(entry, "flagged", publication.flagged, publication.fields)
        beside = (publication.sources, publication.year, publication.provinces)
        _each_known(entry, "sources, year, provinces", beside, (None, *publication.fields))
        if publication.of == "table":
            _each_known(entry, "made_from", (publication.made_from,), found.tables)


def _check_corrections(found: Catalogue) -> None:
    file = "corrections.yml"
    for entry in found.corrections.values():
        need_known(file, entry.id, "publication", entry.publication, found.publications)
        columns = published_columns(found.publications[entry.publication], found.fields)
        for name, values in entry.filters.items():
            field = f"filters.{name}"
            if name not in columns or not columns[name].filtered:
                raise CatalogueError(file, entry.id, field, "rows cannot be chosen by it")
            codes = columns[name].codes
            allowed = found.allowed(codes) if codes else frozenset()
            for value in values:
                if not may_hold(columns[name], value, allowed):
                    raise CatalogueError(file, entry.id, field, f"{value!r} is not a value of it")


def _each_known(
    entry: str, field: str, names: Iterable[str | None], among: Iterable[str | None]
) -> None:
    for name in names:
        if name not in set(among):
            raise CatalogueError("publications.yml", entry, field, f"{name!r} is not declared")


def _check_methods(found: Catalogue) -> None:
    modules: set[str] = set()
    for family in found.method_families.values():
        for module in family.modules:
            if module in modules:
                raise CatalogueError(
                    "methods.yml", family.id, "modules", f"{module!r} stands twice"
                )
            modules.add(module)
    for method in found.methods.values():
        file = found.declared_in["methods", method.id]
        need_known(file, method.id, "module", method.module, modules)
    for statistic in found.statistics.values():
        need_known(DISPARITIES, statistic.id, "method", statistic.method, found.methods)
    for way in found.ways.values():
        for name in way.families:
            need_known("methods.yml", way.id, "families", name, found.method_families)
    kinds = get_args(m.Measure.model_fields["kind"].annotation)
    for kind in kinds:
        need_known("methods.yml", kind, "kinds", kind, found.measure_kinds)
    for name in found.measure_kinds:
        need_known("methods.yml", name, "id", name, kinds)
