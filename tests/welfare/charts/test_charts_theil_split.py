"""The Theil index as a bar: its pieces add up, every one is named, none hangs over an edge."""

import pandas as pd
import pytest

from welfare.catalog import Catalogue
from welfare.charts.lettering import letters
from welfare.charts.theil_split import theil_split
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.queries.disparity import compared_years, statistics, theil_parts
from welfare.warehouse import Snapshot

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
PHONE = 330
"""Pixels of the bar on a phone of 360."""
LETTER = 7


def facts(
    snapshot: Snapshot, indicator_id: str, year: int
) -> tuple[pd.DataFrame, float, float, float]:
    rows = statistics(snapshot, indicator_id)
    of_year = rows[rows["year"] == year].set_index("statistic_id")["value"]
    values = (float(of_year[name]) for name in ("theil", "theil_between", "theil_within"))
    return theil_parts(snapshot, indicator_id, year), *values


def plain(text: str) -> str:
    return text.replace("<br>", " ").replace("<b>", "").replace("</b>", "")


@LANGUAGES
def test_every_compared_indicator_adds_up_and_is_named_on_a_phone(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    for indicator_id in declared.compared.indicators:
        year = compared_years(snapshot, indicator_id)[-1]
        parts, total, between, within = facts(snapshot, indicator_id, year)
        figure = theil_split(parts, total, between, within, language, LIGHT)
        shares = [trace.x[0] for trace in figure.data]
        assert sum(shares) == pytest.approx(100, abs=0.01)
        assert shares[0] == pytest.approx(100 * between / total, abs=0.001)
        assert shares[1:] == sorted(shares[1:], reverse=True)
        inside = {trace.name: trace for trace in figure.data if trace.text[0]}
        outside = [note for note in figure.layout.annotations if note.y == 0]
        for name, trace in inside.items():
            assert letters(name) * LETTER < trace.x[0] / 100 * PHONE
        for note in outside:
            length = letters(plain(note.text)) * LETTER
            fits = note.x / 100 * PHONE >= length if note.xanchor == "right" else length <= PHONE
            assert fits, plain(note.text)
        named = [*inside, *(plain(note.text).rpartition(" ")[0] for note in outside)]
        assert sorted(named) == sorted(trace.name for trace in figure.data[1:])


@THEMES
@LANGUAGES
def test_the_poverty_rate_of_2011(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    figure = theil_split(*facts(snapshot, "poverty_rate_pct", 2011), language, palette)
    names = [declared.area_name(f"region_{r}", language) for r in ("central", "northeast")]
    assert [trace.name for trace in figure.data][1:3] == names
    said = [plain(note.text) for note in figure.layout.annotations]
    between = {"th": "ระหว่างภาค 18%", "en": "Between regions 18%"}[language]
    inside = {"th": "ภายในภาค 82%", "en": "Within regions 82%"}[language]
    assert {between, inside} <= set(said)
    assert any("0.2464" in text for text in said)
    assert plain(figure.data[1].text[0]) == f"{names[0]} 34%"
    assert f"{names[1]} 22%" in said
    colours = [trace.marker.color for trace in figure.data]
    assert len(set(colours)) == len(colours)
    assert colours[0] == palette.second
    assert "http" not in figure.to_json()


def test_a_region_of_one_province_and_negative_parts_between_are_not_drawn(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    parts, *values = facts(snapshot, "poverty_rate_pct", 2011)
    assert parts["between"].min() < 0
    assert "region_bangkok" in set(parts["area_id"])
    figure = theil_split(parts, *values, "en", LIGHT)
    assert all(trace.x[0] > 0 for trace in figure.data)
    assert declared.regions["bangkok"].name_en not in {trace.name for trace in figure.data}
    assert len(figure.data) == 5


def test_no_line_to_a_name_crosses_another_name(snapshot: Snapshot) -> None:
    figure = theil_split(*facts(snapshot, "tpmap_poor_pct", 2018), "th", LIGHT)
    below = [note for note in figure.layout.annotations if note.y == 0]
    assert len(below) == len(figure.layout.shapes) == 4
    assert all(note.xanchor == "right" for note in below)
    for line, note in zip(figure.layout.shapes, below, strict=True):
        assert line.x0 == note.x
        assert line.y1 == note.yshift
    places = [(note.x, note.yshift) for note in below]
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))


def test_a_small_part_is_no_zero() -> None:
    parts = pd.DataFrame(
        {"area_id": ["region_north", "region_south"], "within": [0.0005, 0.0], "between": [0.1, 0]}
    )
    figure = theil_split(parts, 0.1005, 0.1, 0.0005, "en", LIGHT)
    said = [plain(note.text) for note in figure.layout.annotations]
    assert said[1:] == ["Between regions 100%", "Within regions <1%", "North <1%"]


def test_where_provinces_are_equal_nothing_is_split() -> None:
    parts = pd.DataFrame({"area_id": ["region_north"], "within": [0.0], "between": [0.0]})
    figure = theil_split(parts, 0.0, 0.0, 0.0, "en", LIGHT)
    assert [trace.x[0] for trace in figure.data] == [0]
    said = [plain(note.text) for note in figure.layout.annotations]
    assert said[1:] == ["Between regions 0%", "Within regions 0%"]
