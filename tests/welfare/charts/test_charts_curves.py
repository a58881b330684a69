"""Curves of cumulative shares: what they run through, what is said of them, and their names."""

import itertools
import math

import pytest

from welfare.catalog import Catalogue
from welfare.charts.curves import Along, Curve, curves
from welfare.charts.lettering import letters
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.metrics.concentration import concentration_curve
from welfare.metrics.shares import lorenz
from welfare.queries.disparity import clusters, concentration, money_and_need
from welfare.queries.indicators import areas_in_year
from welfare.warehouse import Snapshot

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
BOTH = pytest.mark.parametrize("along", ["outcome", "need"])
EQUAL = {"th": "ได้เท่ากันทุกคน", "en": "equal shares"}
NARROW = 8
"""Per cent of the axis below which two numbers on the curves would touch on a phone."""


def lorenz_of(snapshot: Snapshot, colour: str) -> Curve:
    areas = areas_in_year(snapshot, "grants_thb_per_head", 2012)
    people = clusters(snapshot, "grants_thb_per_head", 2012)
    rows = people.merge(areas[["area_id", "value"]], on="area_id")
    found = lorenz(rows["value"], rows["people"])
    return Curve("Fund grants per head", found.population.tolist(), found.share.tolist(), colour)


def needs_of(declared: Catalogue, snapshot: Snapshot, language: str) -> list[Curve]:
    """Return the curve of every money that is set against a need, in its latest year."""
    latest = concentration(snapshot).groupby("indicator_id").tail(1)
    lines = []
    for row in latest.itertuples():
        money = declared.indicators[row.indicator_id]
        rows = money_and_need(snapshot, money.id, row.year, row.need_id, row.need_year)
        found = concentration_curve(rows["value"], -rows["need"], rows["people"])
        shares = (found.population.tolist(), found.share.tolist())
        lines.append(Curve(f"{money.title(language)} {row.year}", *shares, "#801650"))
    return lines


@THEMES
@LANGUAGES
def test_a_lorenz_curve_is_drawn_point_by_point_and_needs_no_name(
    snapshot: Snapshot, language: str, palette: Palette
) -> None:
    line = lorenz_of(snapshot, palette.accent)
    figure = curves([line], language, palette, along="outcome")
    diagonal, drawn = figure.data
    assert list(diagonal.x) == list(diagonal.y) == [0, 100]
    assert list(drawn.x) == pytest.approx([100 * share for share in line.population], abs=0.005)
    assert list(drawn.y) == pytest.approx([100 * share for share in line.share], abs=0.005)
    assert (drawn.x[0], drawn.y[0], drawn.x[-1], drawn.y[-1]) == (0, 0, 100, 100)
    assert drawn.line.color == palette.accent
    assert drawn.fill == "tonexty"
    assert not figure.layout.showlegend
    assert [note.text for note in figure.layout.annotations] == [EQUAL[language]]
    assert "http" not in figure.to_json()


@LANGUAGES
def test_several_curves_are_named_in_order_below_the_diagonals_name(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    lines = needs_of(declared, snapshot, language)
    assert len(lines) == len(declared.followed.money)
    figure = curves(lines, language, LIGHT, along="need")
    named = [trace.name for trace in figure.data if trace.showlegend is not False]
    plain = [name.replace("<br>", " ").replace("\u00a0", " ") for name in named]
    assert plain == [
        EQUAL[language],
        *(f"{tag} · {line.name}" for tag, line in enumerate(lines, 1)),
    ]
    assert figure.layout.showlegend
    assert all(letters(part) <= 50 for name in named for part in name.split("<br>"))
    assert all(trace.fill is None for trace in figure.data)


def test_every_curve_carries_its_number_and_numbers_stand_apart(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    lines = needs_of(declared, snapshot, "en")
    figure = curves(lines, "en", LIGHT, along="need")
    drawn = [trace for trace in figure.data if trace.mode == "lines"][1:]
    tags = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert [tag.text[0] for tag in tags] == [str(n) for n in range(1, len(lines) + 1)]
    for tag, line in zip(tags, drawn, strict=True):
        above = next(n for n, x in enumerate(line.x) if x >= tag.x[0])
        low, high = sorted((line.y[above - 1], line.y[above]))
        assert low - 0.01 <= tag.y[0] <= high + 0.01
        assert tag.marker.color == line.line.color
    for one, other in itertools.combinations(tags, 2):
        assert math.hypot(one.x[0] - other.x[0], one.y[0] - other.y[0]) > NARROW


@BOTH
@LANGUAGES
def test_axes_are_shares_of_equal_length_and_say_what_orders_people(
    language: str, along: Along
) -> None:
    line = Curve("a", [0, 0.5, 1], [0, 0.2, 1], "#801650", dashed=True)
    layout = curves([line], language, LIGHT, along=along).layout
    for axis in (layout.xaxis, layout.yaxis):
        assert list(axis.range) == [0, 100]
        assert axis.ticksuffix == "%"
    assert layout.yaxis.scaleanchor == "x"
    said = {
        ("outcome", "th"): "จังหวัดที่ค่าต่ำสุดไปสูงสุด",
        ("outcome", "en"): "lowest province to the highest",
        ("need", "th"): "จังหวัดที่เดือดร้อนที่สุด",
        ("need", "en"): "neediest province",
    }
    assert said[along, language] in layout.xaxis.title.text
    assert ("เดือดร้อน" in str(layout) or "need" in str(layout)) == (along == "need")


@pytest.mark.parametrize(
    ("along", "language", "said"),
    [
        ("need", "th", "คนในจังหวัดที่เดือดร้อนที่สุด %{x:.0f}%<br>ได้เงิน %{y:.0f}%"),
        ("need", "en", "%{x:.0f}% of people, in the neediest provinces"),
        ("outcome", "th", "คนในจังหวัดที่ค่าต่ำที่สุด %{x:.0f}%"),
        ("outcome", "en", "%{x:.0f}% of people, in the lowest provinces"),
    ],
)
def test_the_pointer_reads_a_sentence(along: Along, language: str, said: str) -> None:
    line = Curve("เงิน", [0, 0.4, 1], [0, 0.52, 1], "#801650")
    figure = curves([line], language, LIGHT, along=along)
    assert said in figure.data[1].hovertemplate
    assert figure.data[1].hovertemplate.startswith("<b>เงิน</b>")


def test_a_dashed_curve_is_dashed() -> None:
    lines = [
        Curve("a", [0, 1], [0, 1], "#801650", dashed=True),
        Curve("b", [0, 0.5, 1], [0, 0.2, 1], "#12436D"),
    ]
    drawn = curves(lines, "en", LIGHT, along="need").data
    assert [trace.line.dash for trace in drawn if trace.mode == "lines"] == ["dot", "dash", "solid"]
