"""The choice in a link: it survives the round trip, and a bad link does no harm."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from welfare.catalog import catalogue
from welfare.ui.choice import (
    FREE,
    INDICATORS,
    LONGEST,
    LONGEST_ASK,
    PARSERS,
    Choice,
    parse_query,
    to_query,
)

CHOICES = st.builds(
    Choice,
    lang=st.sampled_from(["th", "en"]),
    indicator=st.none() | st.sampled_from(list(catalogue().indicators)),
    year=st.none() | st.integers(min_value=1000, max_value=9999),
    region=st.none() | st.sampled_from(list(catalogue().regions)),
    province=st.none() | st.sampled_from(list(catalogue().provinces)),
    age=st.none() | st.sampled_from(list(catalogue().life_courses)),
    system=st.none() | st.sampled_from(list(catalogue().systems)),
    family=st.none() | st.sampled_from([*catalogue().method_families, INDICATORS]),
    method=st.none() | st.sampled_from(list(catalogue().methods)),
    what=st.none() | st.sampled_from(list(catalogue().publications)),
    ask=st.none() | st.sampled_from(["sex=male,female", "year=2550..2554&area_id=10", "x=%20a"]),
)
HOSTILE = (
    "",
    " ",
    "10' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\x00\x1b[2J\r\n",
    "{value}",
    "%s%n",
    "๒๕๖๗",
    "²⁰²⁴",
    "-999",
    "None",
    "a" * 100_000,
    "\ud800",
)


@given(CHOICES)
def test_a_link_restores_the_choice(choice: Choice) -> None:
    assert parse_query(to_query(choice)) == (choice, [])


def test_the_default_needs_no_query() -> None:
    assert to_query(Choice()) == {}
    assert parse_query({}) == (Choice(), [])


def test_a_link_reads_well() -> None:
    choice = Choice(lang="en", indicator="social_security_pct", year=2012, province="38")
    assert to_query(choice) == {
        "lang": "en",
        "indicator": "social_security_pct",
        "year": "2012",
        "province": "38",
    }


def test_what_does_not_exist_is_named_and_the_rest_is_kept() -> None:
    choice, unknown = parse_query({"province": "99", "year": "2012", "system": "charity"})
    assert choice == Choice(year=2012)
    assert unknown == [("province", "99"), ("system", "charity")]


def test_filters_that_cannot_be_told_apart_are_reported() -> None:
    for ask in ("sex", "=male", "sex=", "sex=%20", "=&=", "a b=c", "sex=" + "a" * LONGEST_ASK):
        choice, unknown = parse_query({"what": "population", "ask": ask})
        assert choice == Choice(what="population")
        assert unknown == [("ask", ask[:LONGEST])]


def test_keys_of_others_are_left_alone() -> None:
    assert parse_query({"embed": "true", "utm_source": "x"}) == (Choice(), [])


@pytest.mark.parametrize("field", [field for field in PARSERS if field not in FREE])
@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: ascii(v)[:20])
def test_a_hostile_value_is_cut_and_dropped(field: str, value: str) -> None:
    choice, unknown = parse_query({field: value})
    assert choice == Choice()
    assert unknown == [(field, value[:LONGEST])]


@pytest.mark.parametrize("field", FREE)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: ascii(v)[:20])
def test_words_are_any_words_of_one_printed_line(field: str, value: str) -> None:
    choice, unknown = parse_query({field: value})
    if value.strip() and value.isprintable() and len(value) <= FREE[field]:
        assert (getattr(choice, field), unknown) == (value, [])
    else:
        assert (choice, unknown) == (Choice(), [(field, value[:LONGEST])])


@pytest.mark.parametrize("value", ["0", "007", "1e3", "0000000019999999999", "100001"])
def test_a_page_is_a_number_as_it_is_written(value: str) -> None:
    assert parse_query({"page": value}) == (Choice(), [("page", value)])


@given(st.dictionaries(st.sampled_from(list(PARSERS)) | st.text(), st.text()))
@example({"year": "0x7E8"})
def test_every_field_is_either_taken_or_reported(query: dict[str, str]) -> None:
    choice, unknown = parse_query(query)
    taken = to_query(choice)
    ours = {key for key in query if key in PARSERS}
    reported = {field for field, _ in unknown}
    assert reported.isdisjoint(taken)
    assert reported | set(taken) | {"lang", "measure", "prices", "by", "scale", "shape"} >= ours
    assert all(taken[key] == query[key] for key in taken)
