"""Clusters on the map: every place, its words, and colours that stay apart for every eye."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from welfare.catalog import Catalogue
from welfare.charts.cluster_map import KINDS, MISSING, cluster_legend, cluster_map
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.language import format_value
from welfare.queries.disparity import clusters, compared_years
from welfare.queries.indicators import areas_in_year
from welfare.warehouse import Snapshot

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
ORDER = [MISSING, *KINDS]
# How colours reach eyes without red and without green receptors (Machado et al. 2009), linear RGB.
PROTANOPIA = [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
]
DEUTERANOPIA = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
]
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def linear(colour: str) -> NDArray[np.float64]:
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(LUMINANCE @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@THEMES
@LANGUAGES
def test_every_compared_indicator_has_all_provinces(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    for name in declared.compared.indicators:
        indicator = declared.indicators[name]
        year = compared_years(snapshot, name)[-1]
        found = clusters(snapshot, name, year)
        areas = areas_in_year(snapshot, name, year)
        figure = cluster_map(found, areas, indicator, language, palette)
        (trace,) = figure.data
        assert sorted(trace.locations) == sorted(declared.provinces)
        drawn = dict(zip(trace.locations, (ORDER[z] for z in trace.z), strict=True))
        own = found.set_index("area_id")["cluster"].to_dict()
        assert {code: kind for code, kind in drawn.items() if code in own} == own
        rows = areas[areas["area_kind"] == "province"].set_index("area_id")
        for code in set(drawn) - set(own):
            assert (drawn[code] == MISSING) == (rows.loc[code, "flag"] != "in_predecessor")
        assert "http" not in figure.to_json()


def test_what_the_pointer_reads(declared: Catalogue, snapshot: Snapshot) -> None:
    income = declared.indicators["household_income_thb"]
    found = clusters(snapshot, income.id, 2017).set_index("area_id")
    areas = areas_in_year(snapshot, income.id, 2017)
    values = areas.set_index("area_id")["value"]
    said = {
        language: dict(zip(trace.locations, trace.customdata, strict=True))
        for language in ("th", "en")
        for trace in cluster_map(found.reset_index(), areas, income, language, LIGHT).data
    }
    nonthaburi, chiang_mai = "12", "50"
    assert found.loc[nonthaburi, "cluster"] == "high_high"
    assert found.loc[chiang_mai, "cluster"] == "low_low"
    assert said["en"][nonthaburi].split("<br>") == [
        format_value(values[nonthaburi], income, "en"),
        "High among high neighbours",
        f"adjusted p-value {found.loc[nonthaburi, 'adjusted_p_value']:.3f}",
    ]
    assert "ต่ำ และจังหวัดข้างเคียงต่ำด้วย" in said["th"][chiang_mai]
    codes = [*KINDS, "High-High", "HH"]
    assert not any(
        code in words for texts in said.values() for words in texts.values() for code in codes
    )


def test_a_province_without_a_value_says_why(declared: Catalogue, snapshot: Snapshot) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    found = clusters(snapshot, rate.id, 2000)
    areas = areas_in_year(snapshot, rate.id, 2000)
    (trace,) = cluster_map(found, areas, rate, "en", LIGHT).data
    drawn = {
        c: (ORDER[z], w) for c, z, w in zip(trace.locations, trace.z, trace.customdata, strict=True)
    }
    kind, words = drawn["38"]
    assert words == "within Nong Khai"
    assert kind == drawn["43"][0] == "low_high"
    assert drawn["83"] == (MISSING, "no value in the source")


def test_the_chosen_province_is_outlined(declared: Catalogue, snapshot: Snapshot) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    facts = clusters(snapshot, rate.id, 2011), areas_in_year(snapshot, rate.id, 2011)
    _, outline = cluster_map(*facts, rate, "th", LIGHT, chosen="50").data
    assert outline.locations == ("50",)
    assert len(cluster_map(*facts, rate, "th", LIGHT, chosen="no such").data) == 1


@THEMES
@LANGUAGES
def test_the_legend_names_what_is_there_in_the_colours_of_the_map(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    found = clusters(snapshot, rate.id, 2000)
    (trace,) = cluster_map(
        found, areas_in_year(snapshot, rate.id, 2000), rate, language, palette
    ).data
    scale = [colour for _, colour in trace.colorscale[::2]]
    present = {ORDER[z] for z in trace.z}
    legend = cluster_legend(language, palette, present)
    assert [colour for colour, _ in legend] == [
        scale[ORDER.index(kind)] for kind in (*KINDS, MISSING) if kind in present
    ]
    assert len({words for _, words in legend}) == len(present)
    assert cluster_legend(language, palette, ()) == []
    (entry,) = cluster_legend(language, palette, {"not_significant"})
    assert entry[1] == {"th": "ไม่ต่างจากที่เกิดโดยบังเอิญ", "en": "No more alike than chance"}[language]


@THEMES
@pytest.mark.parametrize("eye", [np.eye(3), PROTANOPIA, DEUTERANOPIA], ids=["all", "red", "green"])
def test_clusters_are_told_apart_by_every_eye(palette: Palette, eye: object) -> None:
    strong = [kind.colour(palette) for name, kind in KINDS.items() if name != "not_significant"]
    quiet = KINDS["not_significant"].colour(palette)
    for colour in strong:
        assert contrast(colour, quiet) >= 3
        assert contrast(colour, palette.surface) >= 3
    for one, other in itertools.combinations([*strong, quiet, palette.missing], 2):
        seen = [
            np.clip(np.asarray(eye) @ linear(colour), 0, 1) ** (1 / 2.2) for colour in (one, other)
        ]
        assert np.linalg.norm(seen[0] - seen[1]) > (
            0.1 if {one, other} == {quiet, palette.missing} else 0.25
        )


def test_a_cluster_has_no_systems_colour(declared: Catalogue) -> None:
    of_systems = {c for s in declared.systems.values() for c in (s.colour, s.colour_dark)}
    assert of_systems.isdisjoint({c for kind in KINDS.values() for c in (kind.light, kind.dark)})
