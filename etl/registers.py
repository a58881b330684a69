"""The catalogue's own lists as rows: indicators, programmes, sources, areas."""

from collections.abc import Callable, Collection, Iterator

import pandas as pd

from welfare.catalog import Catalogue
from welfare.catalog.account import account
from welfare.catalog.publications import Publication


def register_rows(
    catalogue: Catalogue, publication: Publication, with_facts: Collection[str]
) -> pd.DataFrame:
    """Return the rows that a publication of the catalogue lists, a column for each stored field.

    Of the years of a series that is known by its series alone, those in ``with_facts`` are listed.

    Raises
    ------
    KeyError
        Where the publication is made from a part of the catalogue that no list is made of.
    """
    rows = [
        row
        for row in LISTS[publication.made_from](catalogue)
        if publication.made_from != "sources"
        or catalogue.sources[str(row["source_id"])].declared
        or row["source_id"] in with_facts
    ]
    stored = [name for name in publication.fields if catalogue.fields[name].link is None]
    return pd.DataFrame(rows, columns=stored).astype(
        {name: TYPES[catalogue.fields[name].type] for name in stored}
    )


def _indicators(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for indicator in catalogue.indicators.values():
        yield {
            "indicator_id": indicator.id,
            "direction": indicator.direction,
            "basis": indicator.basis,
            "decimals": indicator.decimals,
            "description_th": indicator.description_th,
            "description_en": indicator.description_en,
            "formula_th": account(catalogue, indicator, "th").formula,
            "formula_en": account(catalogue, indicator, "en").formula,
            "source_ids": ",".join(indicator.sources),
        }


def _programmes(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for programme in catalogue.programmes.values():
        yield {
            "programme_id": programme.id,
            "role": programme.role,
            "target_th": programme.target_th,
            "target_en": programme.target_en,
            "responsible_th": programme.unit_th,
            "responsible_en": programme.unit_en,
            "reason_th": programme.reason_th,
            "reason_en": programme.reason_en,
        }


def _sources(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for source in catalogue.sources.values():
        publisher = catalogue.publishers[source.publisher]
        yield {
            "source_id": source.id,
            "title_th": source.title_th,
            "title_en": source.title_en,
            "publisher_id": source.publisher,
            "link": publisher.link,
            "period_th": source.period_th,
            "period_en": source.period_en,
            "first_year": source.years[0],
            "last_year": source.years[1],
            "caveats_th": source.caveats_th,
            "caveats_en": source.caveats_en,
        }


def _areas(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    for area in catalogue.areas:
        province = catalogue.provinces.get(area)
        since = province.valid_from if province else None
        yield {
            "area_id": area,
            "valid_from": since.isoformat() if since else None,
            "predecessor_code": province.predecessor if province else None,
        }


LISTS: dict[str, Callable[[Catalogue], Iterator[dict[str, object]]]] = {
    "indicators": _indicators,
    "programmes": _programmes,
    "sources": _sources,
    "areas": _areas,
}
TYPES = {"text": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
