"""A show holds the figures and sentences of the pages, in both languages, and says of when."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.welfare.exhibition.shown import Show, scene, shown
from welfare.catalog import COUNTRY, Language, catalogue
from welfare.catalog.playlists import playlists
from welfare.charts import findings
from welfare.exhibition.show import make_show
from welfare.queries import indicators as queries
from welfare.queries import money
from welfare.warehouse import Snapshot

THAI = re.compile(r"[\u0e01-\u0e5b]")
NAMES = [("twenty_years", None), ("our_province", "50"), ("inequality", None)]


@pytest.fixture(scope="module", params=NAMES, ids=lambda p: p[0])
def show(request: pytest.FixtureRequest, snapshot: Snapshot) -> Show:
    return shown(snapshot, *request.param)


def texts(node: object, language: Language, within: bool = False) -> Iterator[str]:
    """Return everything that a show says in one language."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in {"th", "en"}:
                yield from texts(value, language, within)
            elif key == language:
                yield from texts(value, language, True)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from texts(each, language, within)
    elif isinstance(node, str) and within:
        yield node


def test_every_scene_that_is_declared_is_made(snapshot: Snapshot) -> None:
    for name, province in NAMES:
        made = [each["id"] for each in shown(snapshot, name, province)["scenes"]]
        assert made == [each.id for each in playlists().found[name].scenes]


def test_both_languages_say_the_same_amount_in_their_own_letters(show: Show) -> None:
    thai, english = list(texts(show, "th")), list(texts(show, "en"))
    assert len(thai) == len(english)
    assert {text for text in english if THAI.search(text)} <= {"ไทย"}
    for scene_ in show["scenes"]:
        assert THAI.search(scene_["th"]["title"]), scene_["id"]
        assert THAI.search(scene_["th"]["eyebrow"]), scene_["id"]


def test_no_brace_and_no_missing_value_is_said(show: Show) -> None:
    for language in ("th", "en"):
        for text in texts(show, language):
            assert "{" not in text
            assert "}" not in text
            assert not re.search(r"\bnan\b|None|Decimal", text)


def test_what_is_shown_has_its_source_and_its_year(show: Show) -> None:
    for each in show["scenes"]:
        if each["kind"] == "closing":
            continue
        assert each["th"]["source"].startswith("ที่มา: ")
        assert re.search(r"25\d\d", each["th"]["year"]), each["id"]
    assert re.search(r"25\d\d", show["data"]["th"])
    assert re.search(r"20\d\d", show["data"]["en"])


def test_lengths_are_parts_of_the_screen(show: Show) -> None:
    def lengths(node: object) -> Iterator[float]:
        if isinstance(node, dict):
            for key, value in node.items():
                if key in {"share", "need", "reach", "place"} and isinstance(value, float):
                    yield value
                else:
                    yield from lengths(value)
        elif isinstance(node, list):
            for each in node:
                yield from lengths(each)

    found = list(lengths(show["scenes"]))
    assert found
    assert all(0 <= length <= 1 for length in found)


def test_a_show_is_json_and_known_by_its_content(show: Show, snapshot: Snapshot) -> None:
    assert json.loads(json.dumps(show)) == show
    other = make_show(playlists().found[show["playlist"]], snapshot, ("th",), province="50")
    assert other["version"] != show["version"]


def test_numbers_are_those_of_the_pages(snapshot: Snapshot) -> None:
    indicator = catalogue().indicators["poverty_rate_pct"]
    national = queries.national_series(snapshot, indicator.id)
    told = scene(shown(snapshot, "twenty_years"), "poverty_then_and_now")
    page = findings.change_finding(national, indicator, "exhibition.fell", "exhibition.rose", "th")
    assert told["th"]["title"] == page
    values = national["value"].dropna()
    drawn = [column["share"] for column in told["columns"] if column["share"] is not None]
    assert drawn == pytest.approx(list(values / values.max()), abs=1e-4)


def test_the_map_has_the_states_of_its_classes(snapshot: Snapshot) -> None:
    told = scene(shown(snapshot, "twenty_years"), "poverty_map")
    areas = queries.areas_in_year(snapshot, "poverty_rate_pct", 2011).set_index("area_id")
    values = areas.loc[areas["area_kind"] == "province", "value"]
    last = told["frames"][-1]["states"]
    # A darker colour is never a smaller value.
    for lighter in range(3, 7):
        low = [values[code] for code, state in last.items() if state == lighter]
        high = [values[code] for code, state in last.items() if state == lighter + 1]
        if low and high:
            assert max(low) <= min(high)
    assert set(last) == set(catalogue().provinces)


def test_a_province_not_yet_founded_has_the_colour_of_the_one_it_was_cut_from(
    snapshot: Snapshot,
) -> None:
    told = scene(shown(snapshot, "twenty_years"), "poverty_map")
    before = next(f["states"] for f in told["frames"] if f["en"]["year"] == "2009")
    assert before["38"] == before["43"]


def test_the_flows_add_up_to_the_budget(snapshot: Snapshot) -> None:
    told = scene(shown(snapshot, "twenty_years"), "budget_flows")
    budget = money.budget_by_system(snapshot)
    for side in ("left", "right", "ribbons"):
        assert sum(each["share"] for each in told[side]) == pytest.approx(1, abs=1e-3)
    assistance = budget.loc[budget["system_id"] == "assistance", "amount_thb"].sum()
    shares = {each["key"]: each["share"] for each in told["right"]}
    expected = assistance / budget["amount_thb"].sum()
    assert shares["assistance"] == pytest.approx(expected, abs=1e-4)


def test_need_and_reach_are_shares_of_the_whole(snapshot: Snapshot) -> None:
    told = scene(shown(snapshot, "inequality"), "need_and_reach")
    for side in ("need", "reach"):
        percents = [int(row["en"][side].rstrip("%")) for row in told["rows"]]
        assert sum(percents) == pytest.approx(100, abs=3)
    needs = [row["need"] for row in told["rows"]]
    assert needs == sorted(needs, reverse=True)


def test_the_wall_has_a_light_for_every_recognised_project(snapshot: Snapshot) -> None:
    told = scene(shown(snapshot, "twenty_years"), "recognised")
    assert told["count"] == 83
    assert len(told["named"]) == 3


def test_a_province_stands_where_its_value_stands(snapshot: Snapshot) -> None:
    told = scene(shown(snapshot, "our_province", "50"), "spotlight")
    for fact in told["facts"]:
        assert 0 <= fact["place"] <= 1
        assert fact["others"] == sorted(fact["others"])
        assert len(fact["others"]) in range(70, 77)


@pytest.mark.parametrize("code", ["10", "38", "94"])
def test_any_province_has_a_show(snapshot: Snapshot, code: str) -> None:
    show = shown(snapshot, "our_province", code)
    name = catalogue().provinces[code].name_th
    assert name in show["title"]["th"]
    assert len(show["scenes"]) >= 6


def test_explore_answers_for_every_province_age_and_system(show: Show) -> None:
    explore = show["explore"]
    assert explore["start"] in explore["maps"]
    for map_ in explore["maps"].values():
        assert set(map_["provinces"]) == set(catalogue().provinces)
        assert COUNTRY not in map_["states"]
    for way in ("ages", "systems"):
        assert all(entry["map"] in explore["maps"] for entry in explore[way] if entry["map"])


def test_a_phone_is_led_to_the_view_where_the_address_is_known(snapshot: Snapshot) -> None:
    explore = shown(snapshot, "inequality")["explore"]
    codes = [map_["qr"]["rows"] for map_ in explore["maps"].values()]
    codes += [p["qr"]["rows"] for m in explore["maps"].values() for p in m["provinces"].values()]
    assert len(set(codes)) == len(codes)
    without = make_show(playlists().found["inequality"], snapshot, ("th",))
    assert "qr" not in without["explore"]["maps"][explore["start"]]  # type: ignore[index]
