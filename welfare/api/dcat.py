"""The published tables as a catalogue in DCAT 3 (JSON-LD), for portals that gather descriptions.

The context stands within the document, so that whoever reads it fetches nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from welfare.api.dataset import Dataset, Source
from welfare.api.structured import BOX, licence_of
from welfare.api.wording import citation, description, figures_from, format_name
from welfare.archive import Version
from welfare.catalog import Language
from welfare.extracts.asked import DATA, Asked
from welfare.extracts.extract import MEDIA_TYPES
from welfare.extracts.licences import STATED
from welfare.extracts.request import STREAMED, Format, formats_of
from welfare.language import message

MEDIA_TYPE = "application/ld+json"
IANA = "https://www.iana.org/assignments/media-types/"
EU = "http://publications.europa.eu/resource/authority/"
LANGUAGES = [f"{EU}language/THA", f"{EU}language/ENG"]
COUNTRY = f"{EU}country/THA"
SOCIETY = f"{EU}data-theme/SOCI"
THEMES = "/datasets#theme-"
UNREGISTERED = frozenset({"application/x-stata-dta", "application/x-spss-sav"})
"""Media types that IANA does not know: these are given as texts and not as addresses."""
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    **{
        name: {"@type": "@id"}
        for name in (
            "dcat:landingPage",
            "dcat:accessURL",
            "dcat:downloadURL",
            "dcat:mediaType",
            "dcat:theme",
            "dcat:themeTaxonomy",
            "dct:language",
            "dct:license",
            "foaf:homepage",
            "skos:inScheme",
        )
    },
    **{
        name: {"@type": "xsd:date"}
        for name in ("dct:issued", "dct:modified", "dcat:startDate", "dcat:endDate")
    },
    "dcat:bbox": {"@type": "geo:wktLiteral"},
}
Node = dict[str, Any]


def catalogue_graph(
    datasets: Sequence[Dataset],
    version: Version,
    issued: Mapping[str, str | None],
    modified: Mapping[str, str],
    base: str,
) -> Node:
    """Return the catalogue with its data sets and their files.

    Parameters
    ----------
    datasets
        The published tables, as they stand in ``version``.
    version
        The version of the data.
    issued, modified
        The days (ISO) on which each table was first published, where known, and last changed.
    base
        The server's full address.
    """
    named = {source.id: source for dataset in datasets for source in dataset.sources}
    publishers = {source.publisher: source for source in named.values()}
    themes = {dataset.publication.theme: None for dataset in datasets}
    return {
        "@context": CONTEXT,
        "@graph": [
            _catalogue(datasets, version, base),
            *(
                _dataset(each, version, issued.get(each.id), modified[each.id], base)
                for each in datasets
            ),
            {
                "@id": f"{base}/#publisher",
                "@type": "foaf:Agent",
                "foaf:name": _said("app.name"),
                "foaf:homepage": f"{base}/",
            },
            *(_theme(theme, base) for theme in themes),
            *(_source(source, base) for source in named.values()),
            *(_source_publisher(source, base) for source in publishers.values()),
            _thailand(),
        ],
    }


def _catalogue(datasets: Sequence[Dataset], version: Version, base: str) -> Node:
    return {
        "@id": f"{base}/datasets",
        "@type": "dcat:Catalog",
        "dct:title": _said("app.name"),
        "dct:description": _said("dataset.catalogue_about"),
        "dct:publisher": {"@id": f"{base}/#publisher"},
        "dct:language": LANGUAGES,
        "dct:spatial": {"@id": COUNTRY},
        "dct:modified": version.published_on,
        "dcat:version": version.data_version,
        "foaf:homepage": f"{base}/",
        "dcat:themeTaxonomy": {
            "@id": f"{base}/datasets#themes",
            "@type": "skos:ConceptScheme",
            "dct:title": _said("dataset.heading"),
        },
        "dcat:dataset": [{"@id": f"{base}/datasets/{each.id}"} for each in datasets],
    }


def _theme(theme: str, base: str) -> Node:
    return {
        "@id": f"{base}{THEMES}{theme}",
        "@type": "skos:Concept",
        "skos:prefLabel": _said(f"dataset.theme.{theme}"),
        "skos:inScheme": f"{base}/datasets#themes",
    }


def _dataset(
    dataset: Dataset, version: Version, issued: str | None, modified: str, base: str
) -> Node:
    address = f"{base}/datasets/{dataset.id}"
    publication = dataset.publication
    licence = licence_of(dataset)
    node: Node = {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": address,
        "dct:title": _both(publication.name),
        "dct:description": _both(lambda language: description(dataset, language)),
        "dct:publisher": {"@id": f"{base}/#publisher"},
        "dct:language": LANGUAGES,
        "dct:spatial": {"@id": COUNTRY},
        "dct:modified": modified,
        "dct:bibliographicCitation": _both(
            lambda language: citation(dataset, version, address, language)
        ),
        "dct:accessRights": {"@id": f"{EU}access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dct:rights": {
            "@type": "dct:RightsStatement",
            "rdfs:label": _said("dataset.licence_own" if licence else "dataset.licence_figures"),
        },
        "dcat:version": version.data_version,
        "dcat:landingPage": address,
        "dcat:keyword": [
            {"@value": word, "@language": language}
            for language in get_args(Language)
            for word in publication.keywords(language)
        ],
        "dcat:theme": [SOCIETY, f"{base}{THEMES}{publication.theme}"],
        "dcat:distribution": [
            _distribution(dataset, form, base) for form in formats_of(dataset.id)
        ],
    }
    if issued is not None:
        node["dct:issued"] = issued
    if licence is not None:
        node["dct:license"] = licence.link
    if (interval := dataset.interval) is not None:
        node["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": interval[0].isoformat(),
            "dcat:endDate": interval[1].isoformat(),
        }
    if dataset.sources:
        node["dct:provenance"] = {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _both(lambda language: figures_from(dataset, language)),
        }
        node["dct:source"] = [{"@id": _source_id(each, base)} for each in dataset.sources]
    return node


def _distribution(dataset: Dataset, form: Format, base: str) -> Node:
    """Return a file of a table. Formats that take long to make are found on the page Download."""
    media = MEDIA_TYPES[form].partition(";")[0]
    node: Node = {
        "@id": f"{base}/datasets/{dataset.id}#{form}",
        "@type": "dcat:Distribution",
        "dct:title": _both(lambda language: format_name(form, language)),
        "dcat:accessURL": f"{base}{Asked(dataset.id, {}).page_address('th')}",
    }
    if media in UNREGISTERED:
        node["dct:format"] = {"@type": "dct:MediaTypeOrExtent", "rdfs:label": media}
    else:
        node["dcat:mediaType"] = f"{IANA}{media}"
    if form in STREAMED:
        file = f"{base}{DATA}/{dataset.id}?format={form}"
        node |= {"dcat:accessURL": file, "dcat:downloadURL": file}
    if (licence := licence_of(dataset)) is not None:
        node["dct:license"] = licence.link
    return node


def _source(source: Source, base: str) -> Node:
    return {
        "@id": _source_id(source, base),
        "@type": "dct:BibliographicResource",
        "dct:title": _texts(source.title_th, source.title_en),
        "dct:publisher": {"@id": _publisher_id(source, base)},
        **({"dct:license": STATED[source.publisher].link} if source.publisher in STATED else {}),
    }


def _source_publisher(source: Source, base: str) -> Node:
    return {
        "@id": _publisher_id(source, base),
        "@type": "foaf:Agent",
        "foaf:name": _texts(source.publisher_th, source.publisher_en),
        "foaf:homepage": source.link,
    }


def _source_id(source: Source, base: str) -> str:
    return f"{base}/datasets/source_list#source-{source.id}"


def _publisher_id(source: Source, base: str) -> str:
    return f"{base}/datasets/source_list#publisher-{source.publisher}"


def _thailand() -> Node:
    south, west, north, east = BOX
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ", ".join(f"{longitude} {latitude}" for longitude, latitude in corners)
    return {
        "@id": COUNTRY,
        "@type": "dct:Location",
        "skos:prefLabel": _said("dataset.country"),
        "dcat:bbox": f"POLYGON(({ring}))",
    }


def _said(key: str) -> list[Node]:
    return _both(lambda language: message(key, language))


def _both(words: Callable[[Language], str]) -> list[Node]:
    """Return texts in both languages, each marked with its own."""
    return _texts(words("th"), words("en"))


def _texts(thai: str, english: str) -> list[Node]:
    return [{"@value": thai, "@language": "th"}, {"@value": english, "@language": "en"}]
