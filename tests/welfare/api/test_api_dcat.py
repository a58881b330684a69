"""The catalogue in DCAT 3, read as a graph: what is used is declared, what is named is there."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from welfare.api.dataset import read_dataset
from welfare.api.dcat import CONTEXT, Node, catalogue_graph
from welfare.archive import Version
from welfare.catalog import Catalogue, Language, catalogue
from welfare.extracts.licences import OWN
from welfare.extracts.request import formats_of
from welfare.warehouse import Snapshot

BASE = "https://welfare.example.org"
IDS = list(catalogue().publications)
VERSION = Version("d3e282867529", "2026-11-27", {})
TEXTS = ("dct:title", "dct:description", "foaf:name", "skos:prefLabel", "rdfs:label")


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot) -> Node:
    return catalogue_graph(
        [read_dataset(snapshot, name) for name in IDS],
        VERSION,
        {**dict.fromkeys(IDS, "2026-05-06"), "jumps": None},
        dict.fromkeys(IDS, "2026-11-26"),
        BASE,
    )


def nodes(value: Any) -> Iterator[Node]:
    """Yield every object of the graph, outer ones first."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value
    for each in inner if not isinstance(inner, str) else ():
        if isinstance(each, dict | list):
            yield from nodes(each)


def of_kind(graph: Node, kind: str) -> dict[str, Node]:
    found = (n for n in nodes(graph["@graph"]) if n.get("@type") == kind)
    return {n["@id"].removeprefix(f"{BASE}/datasets/"): n for n in found}


def test_every_word_is_declared_in_its_own_context(graph: Node) -> None:
    used = {key for node in nodes(graph["@graph"]) for key in node if not key.startswith("@")}
    used |= {node["@type"] for node in nodes(graph["@graph"]) if "@type" in node}
    prefixes = {name for name, to in CONTEXT.items() if isinstance(to, str)}
    assert graph["@context"] == CONTEXT
    assert {term.partition(":")[0] for term in used} <= prefixes
    assert set(CONTEXT) - prefixes <= used
    assert all(isinstance(to, dict) or to.startswith("http") for to in CONTEXT.values())


def test_every_thing_is_told_once_and_every_reference_finds_it(graph: Node) -> None:
    told = [n["@id"] for n in nodes(graph["@graph"]) if "@id" in n and len(n) > 1]
    named = {n["@id"] for n in nodes(graph["@graph"]) if "@id" in n and len(n) == 1}
    twice = {name for name in told if told.count(name) > 1}
    assert all("access-right" in name for name in twice)
    assert named <= set(told)
    assert all(name.startswith("http") for name in told)


def test_addresses_are_full_and_dates_are_dates(graph: Node) -> None:
    addresses = {name for name, to in CONTEXT.items() if to == {"@type": "@id"}}
    dates = {name for name, to in CONTEXT.items() if to == {"@type": "xsd:date"}}
    for node in nodes(graph["@graph"]):
        for key, value in node.items():
            values = value if isinstance(value, list) else [value]
            if key in addresses:
                assert all(isinstance(v, dict) or v.startswith("http") for v in values), key
            if key in dates:
                assert all(len(v) == 10 for v in values)


def test_words_are_in_both_languages(graph: Node) -> None:
    for node in nodes(graph["@graph"]):
        for key in set(TEXTS) & set(node):
            if isinstance(node[key], str):
                assert "/" in node[key], "a media type is the only text of no language"
                continue
            languages = [word["@language"] for word in node[key]]
            assert languages == list(get_args(Language)), node
            assert all(word["@value"] for word in node[key])


def test_the_catalogue_holds_every_table(graph: Node, declared: Catalogue) -> None:
    (first,) = (n for n in graph["@graph"] if n["@type"] == "dcat:Catalog")
    assert [d["@id"] for d in first["dcat:dataset"]] == [f"{BASE}/datasets/{i}" for i in IDS]
    datasets = of_kind(graph, "dcat:Dataset")
    assert list(datasets) == IDS
    for name, node in datasets.items():
        publication = declared.publications[name]
        assert node["dct:title"][0] == {"@value": publication.name_th, "@language": "th"}
        assert node["dcat:landingPage"] == f"{BASE}/datasets/{name}"
        assert node["dcat:version"] == VERSION.data_version
        assert node["dct:modified"] == "2026-11-26"
        assert node.get("dct:issued") == (None if name == "jumps" else "2026-05-06")
        assert f"{BASE}/datasets#theme-{publication.theme}" in node["dcat:theme"]
        assert len(node["dcat:keyword"]) == len(
            (*publication.keywords_th, *publication.keywords_en)
        )


def test_files_have_media_types_and_only_what_is_sent_at_once_an_address_of_its_own(
    graph: Node,
) -> None:
    datasets = of_kind(graph, "dcat:Dataset")
    for name, node in datasets.items():
        files = {d["@id"].rpartition("#")[2]: d for d in node["dcat:distribution"]}
        assert list(files) == list(formats_of(name))
        direct = {form for form, d in files.items() if "dcat:downloadURL" in d}
        assert direct == {"csv", "parquet"}
        csv = files["csv"]
        assert csv["dcat:downloadURL"] == f"{BASE}/api/v1/data/{name}?format=csv"
        assert csv["dcat:mediaType"] == "https://www.iana.org/assignments/media-types/text/csv"
        assert files["xlsx"]["dcat:accessURL"].startswith(f"{BASE}/download?")
        assert all(("dcat:mediaType" in d) != ("dct:format" in d) for d in files.values())
        assert not [d for d in files.values() if "dcat:byteSize" in d]


def test_time_sources_and_licence_are_told_where_they_are_known(graph: Node) -> None:
    datasets = of_kind(graph, "dcat:Dataset")
    budgets, areas = datasets["budgets"], datasets["area_list"]
    assert budgets["dct:temporal"]["dcat:startDate"].endswith("-10-01")
    assert budgets["dct:source"]
    assert "dct:license" not in budgets
    assert areas["dct:license"] == OWN.link
    assert not {"dct:temporal", "dct:source", "dct:provenance"} & set(areas)
    assert "dct:accrualPeriodicity" not in json.dumps(graph)


def test_the_place_is_thailand(graph: Node) -> None:
    (place,) = (n for n in graph["@graph"] if n["@type"] == "dct:Location")
    assert place["@id"].endswith("/country/THA")
    corners = place["dcat:bbox"].removeprefix("POLYGON((").removesuffix("))").split(", ")
    assert len(corners) == 5
    assert corners[0] == corners[-1]
