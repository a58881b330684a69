"""Dots in bands: every known province, highest first, with what chance leaves open, no ranks."""

import itertools
import re
from typing import Any

import pytest

from welfare.catalog import Catalogue, Indicator
from welfare.charts.dot_plot import MOST_NAMED, ROW, band_name, dot_plot
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.metrics.bands import bands
from welfare.queries.disparity import compared_years
from welfare.queries.indicators import areas_in_year
from welfare.warehouse import Snapshot

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])


def in_bands(snapshot: Snapshot, indicator_id: str, year: int) -> tuple[Any, dict[str, int]]:
    """Return the areas of a year, and the band of every province with a value."""
    areas = areas_in_year(snapshot, indicator_id, year)
    known = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    ends = (known["low"], known["high"]) if known["low"].notna().all() else (None, None)
    found = bands(known["value"], *ends).tolist()
    return areas, dict(zip(known["area_id"], found, strict=True))


def drawn(
    snapshot: Snapshot, indicator: Indicator, year: int, language: str, **how: Any
) -> tuple[Any, dict[str, int]]:
    areas, of = in_bands(snapshot, indicator.id, year)
    palette = how.pop("palette", LIGHT)
    return dot_plot(areas, indicator, language, palette, bands=of, **how), of


def notes(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


@THEMES
@LANGUAGES
def test_every_compared_indicator_is_drawn_from_highest_to_lowest(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    for name in declared.compared.indicators:
        indicator = declared.indicators[name]
        year = compared_years(snapshot, name)[-1]
        figure, of = drawn(snapshot, indicator, year, language, palette=palette)
        (dots,) = figure.data
        values = areas_in_year(snapshot, name, year).set_index("area_id")["value"]
        shown = sorted((values[code] for code in of), reverse=True)
        assert list(dots.x) == pytest.approx(shown, abs=0.5 * 10**-indicator.decimals + 1e-9)
        assert list(dots.y) == sorted(dots.y)
        assert list(figure.layout.yaxis.range) == sorted(figure.layout.yaxis.range, reverse=True)
        assert len(figure.layout.yaxis.ticktext) == len(of)
        assert figure.layout.height >= ROW * len(of)
        assert declared.units[indicator.unit].name(language) in notes(figure)
        text = figure.to_json()
        assert len(text.encode()) < 40_000
        assert "http" not in text


@LANGUAGES
def test_a_label_is_name_and_value_and_never_a_rank(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    share = declared.indicators["social_security_pct"]
    figure, of = drawn(snapshot, share, 2012, language)
    values = areas_in_year(snapshot, share.id, 2012).set_index("area_id")["value"]
    expected = {f"{declared.provinces[c].name(language)}  {values[c]:.1f}" for c in of}
    assert {text.rstrip("\u00a0") for text in figure.layout.yaxis.ticktext} == expected
    words = " ".join([*notes(figure), *figure.data[0].text])
    assert not re.search(r"(?i)\brank|อันดับ|#\d", words)


def test_a_province_without_a_value_has_no_dot(declared: Catalogue, snapshot: Snapshot) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    figure, of = drawn(snapshot, rate, 2011, "en")
    assert "38" not in of
    assert not any("Bueng Kan" in text for text in figure.layout.yaxis.ticktext)
    assert len(figure.data[0].x) == len(of) == 76


@LANGUAGES
def test_intervals_are_drawn_where_they_are_known(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    projects = declared.indicators["grants_projects_per_100k"]
    figure, of = drawn(snapshot, projects, 2012, language)
    rows = areas_in_year(snapshot, projects.id, 2012).set_index("area_id").loc[list(of)]
    rows = rows.sort_values("value", ascending=False)
    dots = figure.data[0]
    reach = [x + up for x, up in zip(dots.x, dots.error_x.array, strict=True)]
    assert reach == pytest.approx(rows["high"].tolist(), abs=0.006)
    start = [x - down for x, down in zip(dots.x, dots.error_x.arrayminus, strict=True)]
    assert start == pytest.approx(rows["low"].tolist(), abs=0.006)
    said = {"th": "ช่วงความเชื่อมั่น 95% 5.28 ถึง 12.26", "en": "95% interval 5.28 to 12.26"}[language]
    assert said in dots.text[0]


def test_without_intervals_none_is_drawn_or_told(declared: Catalogue, snapshot: Snapshot) -> None:
    figure, _ = drawn(snapshot, declared.indicators["poverty_rate_pct"], 2011, "en")
    assert figure.data[0].error_x.array is None
    assert not any("interval" in text for text in figure.data[0].text)


@THEMES
@LANGUAGES
def test_every_band_is_a_strip_with_its_name_above_its_first_row(
    declared: Catalogue, snapshot: Snapshot, language: str, palette: Palette
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    figure, of = drawn(snapshot, rate, 2011, language, palette=palette)
    names = {
        "th": ["กลุ่มสูง", "กลุ่มค่อนข้างสูง", "กลุ่มค่อนข้างต่ำ", "กลุ่มต่ำ"],
        "en": ["High band", "Upper middle band", "Lower middle band", "Low band"],
    }[language]
    placed = {note.text: note.y for note in figure.layout.annotations if note.text in names}
    assert list(placed) == names
    rows = list(figure.data[0].y)
    sizes = [list(of.values()).count(band) for band in range(4)]
    firsts = [rows[start] for start in itertools.accumulate([0, *sizes[:-1]])]
    assert list(placed.values()) == [first - 1 for first in firsts]
    strips = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert [strip.y0 for strip in strips] == [first - 1.5 for first in firsts[::2]]
    assert [strip.y1 for strip in strips] == [
        first - 1.5 for first in [*firsts, rows[-1] + 2][1::2]
    ]
    assert all(strip.fillcolor == palette.grid for strip in strips)
    for text, y in zip(figure.data[0].text, rows, strict=True):
        (own,) = [name for name in names if text.endswith(f"<br>{name}")]
        assert own == max((n for n in names if placed[n] < y), key=lambda n: placed[n])


def test_more_bands_than_can_be_named_are_counted(declared: Catalogue, snapshot: Snapshot) -> None:
    poor = declared.indicators["tpmap_poor_pct"]
    figure, of = drawn(snapshot, poor, 2018, "en")
    count = max(of.values()) + 1
    assert count > MOST_NAMED
    assert f"{count} bands, a strip each" in notes(figure)
    assert list(figure.data[0].y) == list(range(len(of)))
    strips = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(strips) == (count + 1) // 2


@LANGUAGES
@pytest.mark.parametrize("count", range(1, MOST_NAMED + 1))
def test_bands_have_names_of_their_own(language: str, count: int) -> None:
    names = [band_name(band, count, language) for band in range(count)]
    assert len(set(names)) == count
    if count > 1:
        assert {"th": "ต่ำ", "en": "Low"}[language] not in names[0]


@LANGUAGES
def test_the_nation_and_the_chosen_ones_region_are_dotted_lines(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    figure, _ = drawn(snapshot, rate, 2011, language, chosen="50")
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [round(line.x0, 2) for line in lines] == [13.15, 16.04]
    assert {line.line.dash for line in lines} == {"dot"}
    nation = {"th": "ทั้งประเทศ 13.15%", "en": "Nation 13.15%"}[language]
    north = {"th": "ภาคเหนือ 16.04%", "en": "North 16.04%"}[language]
    assert {nation, north} <= set(notes(figure))


@THEMES
def test_the_chosen_province_is_larger_marked_and_bold(
    declared: Catalogue, snapshot: Snapshot, palette: Palette
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    figure, _ = drawn(snapshot, rate, 2011, "en", chosen="50", palette=palette)
    marker = figure.data[0].marker
    (row,) = [n for n, colour in enumerate(marker.color) if colour == palette.highlight]
    label = figure.layout.yaxis.ticktext[row]
    assert "Chiang Mai" in label
    assert label.startswith("<b>")
    assert marker.size[row] == max(marker.size)
    assert list(marker.size).count(marker.size[row]) == 1
    assert marker.opacity == 1


def test_provinces_of_a_region_keep_the_bands_of_the_nation(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    south = {code for code, province in declared.provinces.items() if province.region == "south"}
    figure, of = drawn(snapshot, rate, 2011, "en", within=south)
    assert len(figure.data[0].x) == len(south)
    for text in figure.data[0].text:
        (code,) = [c for c in south if f"<b>{declared.provinces[c].name_en}</b>" in text]
        assert text.endswith(band_name(of[code], 4, "en"))
    empty, _ = drawn(snapshot, rate, 2011, "en", within=())
    assert list(empty.data[0].x) == []
