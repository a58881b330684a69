"""What search engines of data are told, by the rules that they set."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from welfare.api.dataset import current_version, read_dataset
from welfare.api.structured import BOX, Node, catalogue_document, dataset_document, licence_of
from welfare.api.templating import embedded
from welfare.archive import Version
from welfare.catalog import Catalogue, Language, catalogue
from welfare.extracts.licences import OWN, STATED
from welfare.paths import REFERENCE, ROOT
from welfare.warehouse import Snapshot

BASE = "https://welfare.example.org"
IDS = list(catalogue().publications)
LANGUAGES = get_args(Language)
VERSION = Version("d3e282867529", "2026-11-27", {})


def told(snapshot: Snapshot, name: str, language: Language = "en") -> Node:
    return dataset_document(read_dataset(snapshot, name), VERSION, "2026-11-26", BASE, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IDS)
def test_a_table_has_what_is_asked_of_a_dataset(
    snapshot: Snapshot, declared: Catalogue, name: str, language: Language
) -> None:
    document = told(snapshot, name, language)
    publication = declared.publications[name]
    assert document["@context"] == "https://schema.org/"
    assert {document["name"], document["alternateName"]} == {
        publication.name_th,
        publication.name_en,
    }
    assert document["name"] == publication.name(language)
    assert 50 <= len(document["description"]) <= 5000
    assert document["identifier"] == document["@id"] == f"{BASE}/datasets/{name}"
    assert document["version"] == VERSION.data_version
    assert document["dateModified"] == "2026-11-26"
    assert set(document["keywords"]) == {*publication.keywords_th, *publication.keywords_en}
    assert document["isAccessibleForFree"] is True
    assert document["creator"]["@type"] == document["publisher"]["@type"] == "Organization"
    files = {d["encodingFormat"]: d["contentUrl"] for d in document["distribution"]}
    assert files == {
        "text/csv": f"{BASE}/api/v1/data/{name}?format=csv",
        "application/vnd.apache.parquet": f"{BASE}/api/v1/data/{name}?format=parquet",
    }


def test_years_are_days_of_their_calendar(snapshot: Snapshot) -> None:
    fiscal = told(snapshot, "budgets")["temporalCoverage"]
    years = snapshot.rows("SELECT min(fiscal_year), max(fiscal_year) FROM published.budgets")
    assert fiscal == f"{years[0][0] - 1}-10-01/{years[0][1]}-09-30"
    both = told(snapshot, "population")["temporalCoverage"].split("/")
    assert [date.fromisoformat(day) for day in both] == sorted(map(date.fromisoformat, both))
    assert both[0].endswith("-10-01")
    assert both[1].endswith("-12-31")
    assert "temporalCoverage" not in told(snapshot, "programme_list")


def test_the_calendar_of_a_comparison_is_that_of_its_indicator(snapshot: Snapshot) -> None:
    kinds = snapshot.rows(
        "SELECT DISTINCT l.calendar FROM published.money_and_need m"
        " JOIN published.indicator_list l USING (indicator_id)"
    )
    assert kinds == [("fiscal_year",)]
    assert told(snapshot, "money_and_need")["temporalCoverage"].endswith("-09-30")


def test_what_is_measured_has_its_unit_and_codes_are_no_measure(snapshot: Snapshot) -> None:
    measured = {v["alternateName"]: v for v in told(snapshot, "beneficiaries")["variableMeasured"]}
    assert set(measured) == {"persons", "cases", "amount_thb"}
    assert measured["amount_thb"]["unitText"] == "baht"
    thai = told(snapshot, "beneficiaries", "th")["variableMeasured"]
    assert {v.get("unitText") for v in thai} == {"คน", "ราย", "บาท"}
    values = {v["alternateName"]: v for v in told(snapshot, "indicators")["variableMeasured"]}
    assert "unitText" not in values["value"]


def test_sources_are_what_a_table_is_based_on(snapshot: Snapshot) -> None:
    based = told(snapshot, "population")["isBasedOn"]
    rows = snapshot.rows(
        "SELECT title_en, publisher_en, link FROM published.source_list"
        " WHERE source_id IN (SELECT source_id FROM published.population)"
    )
    assert {(b["name"], b["publisher"]["name"], b["url"]) for b in based} == set(rows)
    assert "isBasedOn" not in told(snapshot, "area_list")
    compared = told(snapshot, "disparities")["isBasedOn"]
    behind = snapshot.rows(
        "SELECT DISTINCT unnest(string_split(source_ids, ',')) FROM published.indicators"
        " WHERE indicator_id IN (SELECT indicator_id FROM published.disparities"
        " UNION SELECT people_id FROM published.disparities)"
    )
    assert len(compared) == len(behind)


def test_a_licence_is_told_only_where_there_is_one(snapshot: Snapshot) -> None:
    assert told(snapshot, "programme_list")["license"] == OWN.link
    for name in ("beneficiaries", "indicators", "refusals"):
        assert "license" not in told(snapshot, name)
    outcomes = read_dataset(snapshot, "outcomes")
    bank = tuple(s for s in outcomes.sources if s.publisher == "world_bank")
    assert bank
    assert licence_of(replace(outcomes, sources=bank)) == STATED["world_bank"]
    assert licence_of(replace(outcomes, sources=outcomes.sources[:5] + bank)) is None
    stated = {b["license"] for b in told(snapshot, "outcomes")["isBasedOn"] if "license" in b}
    assert stated == {STATED["world_bank"].link}


def test_licences_are_those_of_the_attribution(declared: Catalogue) -> None:
    text = (ROOT / "data" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    written = set(re.findall(r"\[(CC [^\]]+)\]\(([^)]+)\)", text))
    assert written == {(each.name, each.link) for each in STATED.values()}
    assert set(STATED) <= set(declared.publishers)


def test_the_box_holds_every_province_and_little_more() -> None:
    shapes = json.loads((REFERENCE / "boundaries" / "provinces.geojson").read_text("utf-8"))
    points = re.findall(r"\[(\d+\.?\d*), ?(\d+\.?\d*)\]", json.dumps(shapes))
    longitudes, latitudes = ([float(p[i]) for p in points] for i in (0, 1))
    edges = (min(latitudes), min(longitudes), max(latitudes), max(longitudes))
    south, west, north, east = BOX
    assert south <= edges[0]
    assert west <= edges[1]
    assert north >= edges[2]
    assert east >= edges[3]
    assert pytest.approx(edges, abs=0.05) == BOX


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_names_every_table(
    snapshot: Snapshot, declared: Catalogue, language: Language
) -> None:
    datasets = [read_dataset(snapshot, name) for name in IDS]
    document = catalogue_document(datasets, VERSION, BASE, language)
    assert [d["name"] for d in document["dataset"]] == [
        p.name(language) for p in declared.publications.values()
    ]
    assert all(50 <= len(d["description"]) <= 5000 for d in document["dataset"])


def test_a_document_cannot_end_its_script() -> None:
    hostile = {"name": "</script><script>alert(1)</script><!-- & \u2028"}
    text = str(embedded(hostile))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == hostile


def test_a_version_that_is_not_in_the_archive_is_dated_by_its_build(
    snapshot: Snapshot, tmp_path: object
) -> None:
    from welfare.archive import Archive

    built = str(snapshot.rows("SELECT built_at::VARCHAR FROM build")[0][0])
    version = current_version(snapshot, Archive(tmp_path))  # type: ignore[arg-type]
    assert (version.data_version, version.published_on) == (snapshot.data_version, built[:10])
