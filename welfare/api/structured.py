"""What a page is in the words of schema.org, for search engines of data."""

from collections.abc import Iterable
from typing import Any

from welfare.api.dataset import Column, Dataset, Source
from welfare.api.wording import citation, description, format_name
from welfare.archive import Version
from welfare.catalog import Language
from welfare.extracts.asked import DATA
from welfare.extracts.extract import MEDIA_TYPES
from welfare.extracts.licences import OWN, STATED, Licence
from welfare.extracts.request import STREAMED
from welfare.language import message

CONTEXT = "https://schema.org/"
BOX = (5.61, 97.34, 20.47, 105.66)
"""South, west, north and east of Thailand, in degrees; holds every shape of a province."""
LONGEST = 5_000
"""Signs of a description that are read."""
Node = dict[str, Any]


def dataset_document(
    dataset: Dataset, version: Version, modified: str, base: str, language: Language
) -> Node:
    """Return schema.org's ``Dataset`` of a published table.

    Parameters
    ----------
    dataset
        The table, as it stands in ``version``.
    version
        The version of the data.
    modified
        The day (ISO) on which the table last changed.
    base
        The server's full address.
    language
        The language of its words; its name stands in the other one too.
    """
    address = f"{base}/datasets/{dataset.id}"
    publication = dataset.publication
    other: Language = "en" if language == "th" else "th"
    interval = dataset.interval
    licence = licence_of(dataset)
    document: Node = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "name": publication.name(language),
        "alternateName": publication.name(other),
        "description": description(dataset, language)[:LONGEST],
        "url": f"{address}?lang={language}",
        "identifier": address,
        "keywords": [*publication.keywords(language), *publication.keywords(other)],
        "inLanguage": ["th", "en"],
        "isAccessibleForFree": True,
        "version": version.data_version,
        "dateModified": modified,
        "creator": project(base, language),
        "publisher": project(base, language),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{base}/datasets"},
        "usageInfo": f"{address}?lang={language}#licence",
        "citation": citation(dataset, version, address, language),
        "spatialCoverage": thailand(language),
        "variableMeasured": [
            _variable(column, language) for column in dataset.columns if _is_measured(column)
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": format_name(form, language),
                "encodingFormat": MEDIA_TYPES[form].partition(";")[0],
                "contentUrl": f"{base}{DATA}/{dataset.id}?format={form}",
            }
            for form in sorted(STREAMED)
        ],
    }
    if licence is not None:
        document["license"] = licence.link
    if interval is not None:
        document["temporalCoverage"] = "/".join(day.isoformat() for day in interval)
    if dataset.sources:
        document["isBasedOn"] = [_based_on(source, language) for source in dataset.sources]
        document["sourceOrganization"] = list(_organisations(dataset.sources, language))
    return document


def catalogue_document(
    datasets: Iterable[Dataset], version: Version, base: str, language: Language
) -> Node:
    """Return schema.org's ``DataCatalog`` of the published tables."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": f"{base}/datasets",
        "name": message("app.name", language),
        "description": message("dataset.catalogue_about", language),
        "url": f"{base}/datasets?lang={language}",
        "inLanguage": ["th", "en"],
        "isAccessibleForFree": True,
        "version": version.data_version,
        "dateModified": version.published_on,
        "publisher": project(base, language),
        "spatialCoverage": thailand(language),
        "dataset": [
            {
                "@type": "Dataset",
                "@id": f"{base}/datasets/{dataset.id}",
                "name": dataset.publication.name(language),
                "description": description(dataset, language)[:LONGEST],
                "url": f"{base}/datasets/{dataset.id}?lang={language}",
            }
            for dataset in datasets
        ],
    }


def licence_of(dataset: Dataset) -> Licence | None:
    """Return the licence of a whole table: ours of our own lists, else what all publishers state.

    None where a publisher of its figures states none, or they state different ones.
    """
    if dataset.publication.of == "catalogue":
        return OWN
    stated = {STATED.get(source.publisher) for source in dataset.sources}
    return stated.pop() if len(stated) == 1 else None


def project(base: str, language: Language) -> Node:
    """Return who makes the tables."""
    return {"@type": "Organization", "name": message("app.name", language), "url": f"{base}/"}


def thailand(language: Language) -> Node:
    """Return the place that all figures are of, with its ISO code and its box."""
    return {
        "@type": "Place",
        "name": message("dataset.country", language),
        "identifier": {"@type": "PropertyValue", "propertyID": "ISO 3166-1", "value": "TH"},
        "geo": {"@type": "GeoShape", "box": " ".join(str(degree) for degree in BOX)},
    }


def _is_measured(column: Column) -> bool:
    numbers = column.type in {"integer", "number"}
    return column.role == "own" and numbers and not column.is_key and not column.codes


def _variable(column: Column, language: Language) -> Node:
    """Return a column of numbers; where rows have units of their own, it has none."""
    thai = language == "th"
    unit = column.unit_th if thai else column.unit_en
    about = column.about_th if thai else column.about_en
    return {
        "@type": "PropertyValue",
        "name": column.label_th if thai else column.label_en,
        "alternateName": column.id,
        **({"description": about} if about else {}),
        **({"unitText": unit} if unit else {}),
    }


def _based_on(source: Source, language: Language) -> Node:
    thai = language == "th"
    stated = STATED.get(source.publisher)
    return {
        "@type": "CreativeWork",
        "name": source.title_th if thai else source.title_en,
        "url": source.link,
        "publisher": {
            "@type": "Organization",
            "name": source.publisher_th if thai else source.publisher_en,
        },
        **({"license": stated.link} if stated else {}),
    }


def _organisations(sources: tuple[Source, ...], language: Language) -> Iterable[Node]:
    names = {s.publisher: s.publisher_th if language == "th" else s.publisher_en for s in sources}
    return ({"@type": "Organization", "name": name} for name in names.values())
