"""Playlists are read with the faults of each named by file, scene and field; the rest plays."""

import re
import shutil
from pathlib import Path

import pytest

from welfare.catalog import catalogue
from welfare.catalog.playlists import FIGURE, KINDS, Playlists, read_playlists
from welfare.paths import REFERENCE


def read(folder: Path) -> Playlists:
    return read_playlists(folder, catalogue())


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """Return a folder with the playlists alone, which a test may break."""
    shutil.copytree(REFERENCE / "playlists", tmp_path / "playlists")
    return tmp_path


def put(reference: Path, old: str, new: str, name: str = "inequality") -> None:
    file = reference / "playlists" / f"{name}.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_ships_is_without_fault_and_in_its_order() -> None:
    found = read(REFERENCE)
    assert found.faults == ()
    assert list(found.found) == ["twenty_years", "our_province", "inequality"]


def test_every_kind_of_scene_is_played_by_a_playlist_that_ships() -> None:
    played = {scene.kind for p in read(REFERENCE).found.values() for scene in p.scenes}
    assert played == set(KINDS)


def test_captions_hold_no_figure_but_in_braces() -> None:
    for playlist in read(REFERENCE).found.values():
        for scene in playlist.scenes:
            captions = (scene.title_th, scene.title_en, scene.text_th, scene.text_en)
            for caption in (scene.eyebrow_th, scene.eyebrow_en, *captions):
                assert not re.search(r"\d", FIGURE.sub("", caption or "")), scene.id


FAULTS = {
    "unknown kind": ("kind: need", "kind: cloud", "need_and_reach", "kind"),
    "unknown indicator": (
        "indicator: income_quintile_ratio",
        "indicator: income_ratio",
        "richest_and_poorest",
        "indicator",
    ),
    "too short": ("seconds: 14", "seconds: 1", "richest_and_poorest", "seconds"),
    "no title": (
        "    title_th: ลดความเหลื่อมล้ำ เริ่มจากเห็นความเหลื่อมล้ำ\n"
        "    title_en: To reduce inequality, see it first\n",
        "",
        "closing",
        "title",
    ),
    "title in one language": (
        "    title_en: Inequality is measured by income and by expenditure\n",
        "",
        "income_and_expenditure",
        "title",
    ),
    "unknown figure": ("{gini_income}", "{gini_of_income}", "income_and_expenditure", "text_th"),
    "broken braces": ("{gini_income}", "{gini_income", "income_and_expenditure", "text_th"),
    "survey is raced": (
        "indicator: social_security_pct",
        "indicator: poverty_rate_pct",
        "insured_provinces",
        "indicator",
    ),
    "not a money": (
        "money: pao_community_budget_thb_per_head",
        "money: poor_persons",
        "need_and_reach",
        "money",
    ),
    "years turned round": (
        "    indicator: poverty_rate_pct\n",
        "    indicator: poverty_rate_pct\n    first_year: 2011\n    last_year: 2006\n",
        "poverty_map",
        "first_year",
    ),
    "province of no province": (
        "    indicator: income_quintile_ratio\n",
        "    indicator: income_quintile_ratio\n    area: chosen\n",
        "richest_and_poorest",
        "area",
    ),
    "twice": ("id: poverty_map", "id: gini_now", "gini_now", "id"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_and_every_other_scene_plays(reference: Path, case: str) -> None:
    whole = {s.id for s in read(reference).found["inequality"].scenes}
    old, new, scene, field = FAULTS[case]
    put(reference, old, new)
    found = read(reference)
    (fault,) = found.faults
    assert (fault.file, fault.entry, fault.field) == ("playlists/inequality.yml", scene, field)
    assert set(found.found) == {"twenty_years", "our_province", "inequality"}
    left = {s.id for s in found.found["inequality"].scenes}
    assert left == whole - ({"poverty_map"} if case == "twice" else {scene})


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("playlist: [", "-"),
        ("scenes: []", "playlist"),
        ("- a list", "-"),
    ],
)
def test_a_playlist_that_cannot_be_read_takes_no_other_along(
    reference: Path, text: str, entry: str
) -> None:
    (reference / "playlists" / "inequality.yml").write_text(text, encoding="utf-8")
    found = read(reference)
    assert [(f.file, f.entry) for f in found.faults] == [("playlists/inequality.yml", entry)]
    assert list(found.found) == ["twenty_years", "our_province"]


def test_two_playlists_of_one_name_are_told(reference: Path) -> None:
    shutil.copy(reference / "playlists/inequality.yml", reference / "playlists/zz.yml")
    (fault,) = read(reference).faults
    assert (fault.file, fault.field) == ("playlists/zz.yml", "id")


def test_a_field_that_no_scene_has_is_named(reference: Path) -> None:
    put(reference, "    money: pao", "    bars: 3\n    money: pao")
    (fault,) = read(reference).faults
    assert (fault.entry, fault.field) == ("need_and_reach", "bars")
