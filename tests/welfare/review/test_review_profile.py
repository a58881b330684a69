"""A province's profile: every number is a cell, and what stands out does so by rule."""

import re
from dataclasses import replace

import pytest

from welfare.catalog import COUNTRY, catalogue
from welfare.language import format_value
from welfare.review.changes import changes_of, most_improved, most_slipped
from welfare.review.latest import latest_of_all
from welfare.review.profile import ProvinceProfile, frame, province_profile
from welfare.review.province_records import Row
from welfare.review.standing import (
    furthest_from_peers,
    gaps,
    standing_of,
    strengths,
    unclear,
)
from welfare.warehouse import Snapshot

CODES = ("10", "35", "38", "50", "83", "96")


@pytest.fixture(params=CODES)
def profile(request: pytest.FixtureRequest, snapshot: Snapshot) -> ProvinceProfile:
    """Return the profile of a large, a poor, a new, a usual, a rich and a border province."""
    return province_profile(snapshot, request.param)


def test_every_value_is_a_cell(profile: ProvinceProfile, snapshot: Snapshot) -> None:
    cells = snapshot.query(
        "SELECT indicator_id, year, area_id, value FROM indicator_value"
        " WHERE area_kind IN ('country', 'region') OR area_id = $code",
        {"code": profile.code},
    )
    known = {(i, int(y), a, v) for i, y, a, v in cells.itertuples(index=False)}
    region = catalogue().region_around(profile.code)
    for row in profile.rows:
        for area, value in (
            (profile.code, row.value),
            (COUNTRY, row.nation),
            (region, row.region),
        ):
            if value is not None:
                assert (row.indicator, row.year, area, value) in known


def test_a_sentence_says_its_numbers(profile: ProvinceProfile) -> None:
    for row in profile.rows:
        indicator = catalogue().indicators[row.indicator]
        for language in ("th", "en"):
            said = row.sentence.say(language)
            if row.value is not None:
                assert format_value(row.value, indicator, language, compact=True) in said
            beside = row.nation if row.nation is not None else row.median
            if beside is not None and row.value is not None:
                assert format_value(beside, indicator, language, compact=True) in said
            shown = row.year + 543 if language == "th" else row.year
            assert str(shown) in said


def test_english_has_no_thai_letters_and_thai_no_braces(profile: ProvinceProfile) -> None:
    said = [*profile.sentences.values(), *(row.sentence for row in profile.rows)]
    said += [s for one in profile.per_poor for s in (one.sentence, *one.how_sure)]
    said += [one.sentence for one in profile.money] + [profile.projects.sentence]
    for one in said:
        assert one.th
        assert not re.search("[\u0e00-\u0e7f{}]", one.en), one.en
        assert "{" not in one.th


def test_what_stands_out_is_judged_and_beyond_chance(profile: ProvinceProfile) -> None:
    assert len(profile.gaps) <= catalogue().standing.most
    for row in (*profile.gaps, *profile.strengths):
        assert catalogue().indicators[row.indicator].direction != "neutral"
        assert row.provinces >= catalogue().standing.fewest_provinces
        assert row.standing in {"better", "worse"}
        assert not any(catalogue().sources[source].partial for source in row.sources)
    least = catalogue().standing.least
    assert all((row.score or 0) <= -least for row in profile.gaps)
    assert all((row.score or 0) >= least for row in profile.strengths)
    assert [row.score for row in profile.gaps] == sorted(row.score or 0 for row in profile.gaps)
    others = [row for row in profile.rows if row.standing == "worse" and row not in profile.gaps]
    assert len(profile.gaps) == catalogue().standing.most or all(
        (row.score or 0) > -least for row in others
    )
    if profile.gaps and others:
        assert min(row.score or 0 for row in others) >= (profile.gaps[-1].score or 0)


def test_the_parts_come_together(profile: ProvinceProfile) -> None:
    assert list(profile.sentences) == ["strongest", "weakest", "improved", "slipped", "furthest"]
    if profile.gaps:
        assert profile.sentences["weakest"] == profile.gaps[0].sentence
    assert len({row.indicator for row in profile.rows}) == len(profile.rows)
    assert [one.system for one in profile.money] == list(catalogue().systems)
    assert profile.pyramid is not None
    people = frame(profile.pyramid.people)["persons"].sum()
    assert 0 < people < frame(profile.pyramid.nation)["persons"].sum()
    used = {source for row in profile.rows for source in row.sources}
    assert used <= set(profile.sources)
    assert set(profile.sources_of_sentences) <= set(profile.sources)


def test_a_change_is_within_one_method_and_never_of_baht(profile: ProvinceProfile) -> None:
    for change in (profile.improved, profile.slipped):
        if change is None:
            continue
        indicator = catalogue().indicators[change.indicator]
        assert indicator.unit not in catalogue().standing.nominal_units
        ends = {
            point.year: point for point in profile.trends if point.indicator == change.indicator
        }
        first, last = ends[change.first_year], ends[change.last_year]
        assert first.stretch == last.stretch
        assert first.vintage_id == last.vintage_id
        assert (first.value, last.value) == (change.first, change.last)
        better = (
            change.last > change.first
            if indicator.direction == "up"
            else change.last < change.first
        )
        assert better == (change is profile.improved)


def test_what_yasothon_is_known_for(snapshot: Snapshot) -> None:
    found = province_profile(snapshot, "35")
    assert found.gaps[0].indicator == "poverty_rate_pct"
    assert (found.gaps[0].year, round(found.gaps[0].value or 0, 2)) == (2011, 32.58)
    assert round(found.gaps[0].nation or 0, 2) == 13.15
    assert [row.indicator for row in found.unclear] == ["grants_projects_per_100k"]
    assert "cannot be told from the nation (1.57 per 100,000)" in found.unclear[0].sentence.en
    assert sum(year.projects for year in found.projects.years) == 77
    assert found.money[2].row is None
    assert found.money[1].row is not None
    assert found.money[1].row.standing == "unknown"


def test_a_province_yet_to_be_founded_is_told_as_such(snapshot: Snapshot) -> None:
    rows = {row.indicator: row for row in province_profile(snapshot, "38").rows}
    assert rows["poverty_rate_pct"].value is None
    assert rows["poverty_rate_pct"].standing == "unknown"
    assert "within Nong Khai" in rows["poverty_rate_pct"].sentence.en
    assert rows["social_security_pct"].region is not None


def test_bangkok_is_its_own_region(snapshot: Snapshot) -> None:
    assert all(row.region is None for row in province_profile(snapshot, "10").rows)


def test_no_province_is_no_profile(snapshot: Snapshot) -> None:
    with pytest.raises(KeyError):
        province_profile(snapshot, "99")


@pytest.fixture
def row(snapshot: Snapshot) -> Row:
    """Return a share of which less is better, with an interval and the nation's."""
    base = next(
        r for r in province_profile(snapshot, "35").rows if r.indicator == "poverty_rate_pct"
    )
    return replace(base, value=20.0, low=18.0, high=22.0, nation=15.0, median=12.0)


def test_intervals_that_overlap_tell_nothing_apart(row: Row) -> None:
    assert standing_of(row) == "worse"
    assert standing_of(replace(row, nation=18.5)) == "unclear"
    assert standing_of(replace(row, nation_low=14.0, nation_high=18.0)) == "unclear"
    assert standing_of(replace(row, nation_low=14.0, nation_high=17.9)) == "worse"
    assert standing_of(replace(row, low=None, high=None, nation=19.9)) == "worse"
    assert standing_of(replace(row, low=None, high=None, nation=20.001)) == "level"
    assert standing_of(replace(row, nation=None)) == "worse"
    assert standing_of(replace(row, nation=None, median=None)) == "known"
    assert standing_of(replace(row, value=None)) == "unknown"
    neutral = replace(row, indicator="universal_coverage_pct")
    assert standing_of(neutral) == "higher"
    assert standing_of(replace(neutral, nation=30.0)) == "lower"


def test_what_cannot_be_told_apart_is_neither_gap_nor_strength(row: Row) -> None:
    apart = replace(row, standing="worse", score=-2.0)
    same = replace(row, standing="unclear", score=-3.0)
    assert gaps([apart, same]) == (apart,)
    assert unclear([apart, same]) == (same,)
    assert strengths([apart, same]) == ()


def test_furthest_leaves_out_what_peers_are_found_by_and_what_chance_explains(row: Row) -> None:
    near = replace(row, from_peers=0.5, peers=10.0)
    by_choice = replace(row, from_peers=3.0, indicator="household_size_persons", peers=1.0)
    chance = replace(row, from_peers=-2.0, peers=21.0)
    assert furthest_from_peers([near, by_choice, chance]) == near
    assert furthest_from_peers([by_choice, chance]) is None


def test_a_change_within_chance_is_not_told(snapshot: Snapshot) -> None:
    found = latest_of_all(snapshot)
    points = [
        point
        for point in province_profile(snapshot, "35").trends
        if point.indicator == "grants_projects_per_100k"
    ]
    (change,) = changes_of(points, found)
    assert change.told_apart is True
    assert most_slipped([change]) == change
    assert most_improved([change]) is None
    wide = [replace(point, low=0.0, high=10.0) for point in points]
    (within,) = changes_of(wide, found)
    assert within.told_apart is False
    assert most_slipped([within]) is None
