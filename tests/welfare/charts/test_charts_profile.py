"""Charts of one province: where it lies on the map and among all provinces."""

import pytest

from welfare.catalog import catalogue
from welfare.charts.locator import locator
from welfare.charts.profile_strip import REACH, Strip, profile_strip
from welfare.charts.system_money import SystemBar, system_money
from welfare.charts.theme import LIGHT


def strip(value: float, **changes: object) -> Strip:
    facts = {
        "indicator": catalogue().indicators["poverty_rate_pct"],
        "year": 2011,
        "value": value,
        "low": None,
        "high": None,
        "nation": 13.0,
        "region": None,
        "peers": 12.0,
        "mean": 14.0,
        "spread": 10.0,
        "sign": -1,
        "others": (4.0, 14.0, 24.0),
    }
    return Strip(**{**facts, **changes})  # type: ignore[arg-type]


def drawn(*strips: Strip) -> dict[str, object]:
    fig = profile_strip(strips, ("Yasothon", "Northeast"), "en", LIGHT, ends=("worse", "better"))
    return {trace.name: trace for trace in fig.data} | {"figure": fig}


def test_better_lies_right_in_standard_deviations() -> None:
    traces = drawn(strip(32.0))
    assert list(traces["Yasothon"].x) == [-1.8]
    assert list(traces["Nation"].x) == [0.1]
    assert list(traces["All provinces"].x) == [1.0, 0.0, -1.0]
    assert "Northeast" not in traces


def test_what_lies_beyond_the_end_is_drawn_at_it() -> None:
    assert list(drawn(strip(900.0))["Yasothon"].x) == [-REACH]


def test_an_interval_is_drawn_where_it_is_known() -> None:
    assert not [s for s in drawn(strip(32.0))["figure"].layout.shapes if s.y0 == s.y1 == 0]
    lines = [
        s for s in drawn(strip(20.0, low=18.0, high=22.0))["figure"].layout.shapes if s.y0 == s.y1
    ]
    assert [(s.x0, s.x1) for s in lines] == [(-0.4, -0.8)]


def test_a_row_says_its_value_and_its_year() -> None:
    words = " ".join(a.text for a in drawn(strip(32.58))["figure"].layout.annotations)
    assert "Poverty rate" in words
    assert "<b>32.58%</b> · 2011" in words
    assert "worse" in words
    assert "better" in words


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_map_marks_province_region_and_peers(language: str) -> None:
    fig = locator("35", ["56", "44"], language, LIGHT)  # type: ignore[arg-type]
    states = dict(zip(fig.data[0].locations, fig.data[0].z, strict=True))
    assert states["35"] == 3
    assert states["56"] == states["44"] == 2
    assert states["34"] == 1
    assert states["10"] == 0
    assert len(states) == 77


def test_a_system_that_is_not_known_has_words_and_no_bar() -> None:
    bars = [
        SystemBar("assistance", 1.4, 1.1, "1.40"),
        SystemBar("insurance", None, None, "Not known"),
    ]
    fig = system_money(bars, "Yasothon", "en", LIGHT)
    assert list(fig.data[0].x) == [1.4, None]
    assert list(fig.data[1].x) == [1.1]
    assert "Not known" in [a.text for a in fig.layout.annotations]
