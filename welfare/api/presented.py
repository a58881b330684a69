"""What the templates of `/datasets` show of published tables, put in words of one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from welfare.api.dataset import Dataset, Source
from welfare.api.kept import kept_versions, modified_on
from welfare.api.structured import catalogue_document, dataset_document, licence_of
from welfare.api.templating import embedded
from welfare.api.wording import (
    areas_text,
    cell_text,
    citation,
    description,
    format_name,
    publishers,
    size_text,
    years_text,
)
from welfare.archive import Version
from welfare.catalog import Language
from welfare.extracts.asked import DATA, Asked
from welfare.extracts.licences import STATED, Licence
from welfare.extracts.request import STREAMED, formats_of
from welfare.extracts.snippets import DUCKDB, PANDAS, POLARS, snippets
from welfare.language import message

SUMMARY = 300
"""Signs of a description in the head of a page."""
FROM_PARQUET = (PANDAS, POLARS, DUCKDB)
"""Programs that are shown how to read Parquet, which tells the types of columns."""


@dataclass(frozen=True)
class Offer:
    """A format of a table: what opens it, its size where it is known, and where it is found."""

    name: str
    opens: str
    size: str | None
    address: str | None


def list_values(
    datasets: Sequence[Dataset], version: Version, base: str, language: Language
) -> dict[str, Any]:
    """Return what the list of published tables shows, by theme."""
    themes = groupby(datasets, key=lambda each: each.publication.theme)
    return {
        "themes": [
            (theme, message(f"dataset.theme.{theme}", language), list(members))
            for theme, members in themes
        ],
        "years": {each.id: years_text(each.years, language) for each in datasets},
        "formats": {
            each.id: ", ".join(format_name(form, language) for form in formats_of(each.id))
            for each in datasets
        },
        "document": embedded(catalogue_document(datasets, version, base, language)),
    }


def page_values(
    dataset: Dataset,
    version: Version,
    versions: Sequence[Version],
    base: str,
    language: Language,
) -> dict[str, Any]:
    """Return what the page of one published table shows.

    ``versions`` are all that are kept, the one published last first.
    """
    publication = dataset.publication
    modified = modified_on(versions, version, dataset.id)
    stored = version.tables.get(f"published.{dataset.id}")
    sizes = {
        "csv": message("dataset.about_size", language, size=size_text(dataset.csv_bytes, language)),
    }
    if stored is not None:
        size = size_text(stored.bytes, language)
        sizes["parquet"] = message("dataset.about_size", language, size=size)
    return {
        "dataset": dataset,
        "publication": publication,
        "theme": message(f"dataset.theme.{publication.theme}", language),
        "summary": description(dataset, language)[:SUMMARY],
        "years": years_text(dataset.years, language),
        "areas": areas_text(dataset.areas, language),
        "modified": modified,
        "publishers": publishers(dataset.sources, language),
        "keywords": publication.keywords(language),
        "offers": list(_offers(dataset, sizes, language)),
        "page_address": Asked(dataset.id, {}).page_address(language),
        "previewed": [[cell_text(cell) for cell in row] for row in dataset.preview],
        "types": {c.id: message(f"dataset.type.{c.type}", language) for c in dataset.columns},
        "coded": _coded(dataset, language),
        "by_publisher": _by_publisher(dataset),
        "worked_out": bool(dataset.sources) and not _names_sources(dataset),
        "licence": licence_of(dataset),
        "stated": list(_stated(dataset, language)),
        "citation": citation(dataset, version, f"{base}/datasets/{dataset.id}", language),
        "code": _code(dataset, base),
        "kept": [
            (
                each,
                message(f"dataset.state.{each.state}", language),
                size_text(each.stored.bytes, language) if each.stored else "",
            )
            for each in kept_versions(versions, version, dataset.id)
        ],
        "document": embedded(dataset_document(dataset, version, modified, base, language)),
    }


def _offers(dataset: Dataset, sizes: dict[str, str], language: Language) -> Iterator[Offer]:
    for form in formats_of(dataset.id):
        yield Offer(
            name=format_name(form, language),
            opens=message(f"download.opens.{form}", language),
            size=sizes.get(form),
            address=Asked(dataset.id, {}).file_address(form) if form in STREAMED else None,
        )


def _coded(dataset: Dataset, language: Language) -> dict[str, str]:
    """Return the closed lists of a table with a heading: the columns that hold their codes."""
    headings: dict[str, list[str]] = {}
    for column in dataset.columns:
        if column.codes in dataset.codes:
            label = column.label_th if language == "th" else column.label_en
            headings.setdefault(str(column.codes), []).append(label)
    return {name: ", ".join(dict.fromkeys(labels)) for name, labels in headings.items()}


def _by_publisher(dataset: Dataset) -> list[tuple[Source, list[Source]]]:
    """Return the sources by who published them; the first of each names the publisher."""
    grouped = groupby(dataset.sources, key=lambda source: source.publisher)
    members = (list(sources) for _, sources in grouped)
    return [(sources[0], sources) for sources in members]


def _names_sources(dataset: Dataset) -> bool:
    return any(c.codes == "sources" or c.id == "source_ids" for c in dataset.columns)


def _stated(dataset: Dataset, language: Language) -> Iterator[tuple[str, Licence]]:
    """Yield the publishers who state a licence, and which."""
    names = {
        s.publisher: s.publisher_th if language == "th" else s.publisher_en for s in dataset.sources
    }
    for publisher, name in names.items():
        if publisher in STATED:
            yield name, STATED[publisher]


def _code(dataset: Dataset, base: str) -> dict[str, str]:
    """Return code that reads the whole table as it is now, by program."""
    file = f"{base}{DATA}/{dataset.id}?format="
    columns = [column.id for column in dataset.columns]
    from_csv = snippets(f"{file}csv", "csv", columns)
    from_parquet = snippets(f"{file}parquet", "parquet")
    return {
        name: from_parquet[name] if name in FROM_PARQUET else code
        for name, code in from_csv.items()
    }
