"""A question has one form, however it was asked; a wrong one is told in full, in both languages."""

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import catalogue
from welfare.extracts.asked import Asked, read_asked
from welfare.extracts.faults import RequestError
from welfare.extracts.identity import canonical, extract_id, from_canonical
from welfare.extracts.request import (
    columns_of,
    filters_of,
    formats_of,
    read_request,
    to_query,
)

PUBLICATIONS = sorted(catalogue().publications)
PROVINCES = sorted(catalogue().provinces)


def faults_of(publication: str, asked: dict[str, list[str]]) -> list[tuple[str, str]]:
    with pytest.raises(RequestError) as raised:
        read_request(publication, asked)
    return [(fault.kind, fault.parameter) for fault in raised.value.faults]


@pytest.mark.parametrize(
    "asked",
    [
        {"year": ["2550..2554"], "area_id": ["50", "10"]},
        {"year": ["2007..2011"], "area_id": ["10,50"]},
        {"year": ["2011,2010", "2009", "2008,2007,2007"], "area_id": [" 50 , 10 "]},
        {"year_be": ["2550..2554"], "area_id": ["10", "50", "10"], "format": ["csv"]},
        {"area_id": ["10,50"], "year": ["2007..2554"], "labels": ["en"]},
        {
            "area_id": ["10,50"],
            "year": ["2007..2011"],
            "columns": [",".join(reversed(columns_of("indicators")))],
        },
    ],
)
def test_the_same_question_asked_another_way_is_the_same(asked: dict[str, list[str]]) -> None:
    plain = read_request("indicators", {"year": ["2007..2011"], "area_id": ["10", "50"]})
    assert read_request("indicators", asked) == plain
    assert plain.filters == (("area_id", ("10", "50")), ("year", (2007, 2008, 2009, 2010, 2011)))


def test_another_question_has_another_id() -> None:
    year = read_request("indicators", {"year": ["2554"]})
    asked = [
        year,
        read_request("indicators", {}),
        read_request("outcomes", {"year": ["2554"]}),
        read_request("indicators", {"year": ["2554"], "order": ["-value"]}),
        read_request("indicators", {"year": ["2554"], "columns": ["value"]}),
        read_request("indicators", {"year": ["2554"], "format": ["parquet"]}),
        read_request("indicators", {"year": ["2554"], "format": ["xlsx"]}),
        read_request("indicators", {"year": ["2554"], "format": ["xlsx"], "labels": ["en"]}),
    ]
    ids = {extract_id(request, "0123456789ab", "rules") for request in asked}
    ids |= {extract_id(year, "ba9876543210", "rules"), extract_id(year, "0123456789ab", "others")}
    assert len(ids) == len(asked) + 2


def test_the_language_of_labels_matters_only_where_a_format_has_labels() -> None:
    def labels(form: str) -> object:
        return read_request("indicators", {"format": [form], "labels": ["en"]}).labels

    assert [labels(f) for f in ("csv", "parquet", "geojson")] == [None, None, None]
    assert [labels(f) for f in ("xlsx", "dta", "sav", "package")] == ["en"] * 4
    assert read_request("indicators", {"format": ["xlsx"]}).labels == "th"


def test_an_empty_cell_is_asked_for_by_none() -> None:
    request = read_request("budgets", {"province_code": ["none"], "system_id": ["none,services"]})
    assert request.filters == (("province_code", (None,)), ("system_id", ("services", None)))


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"wage": ["1"]}, ("unknown_parameter", "wage")),
        ({"value": ["1"]}, ("unknown_parameter", "value")),
        ({"area_th": ["กรุงเทพมหานคร"]}, ("unknown_parameter", "area_th")),
        ({"area_id": ["Bangkok"]}, ("unknown_code", "area_id")),
        ({"area_id": [""]}, ("no_value", "area_id")),
        ({"area_id": ["10"] * 2_001}, ("too_many", "area_id")),
        ({"year": ["65"]}, ("bad_year", "year")),
        ({"year": ["2554..2550"]}, ("bad_year", "year")),
        ({"year": ["๒๕๕๔"]}, ("bad_year", "year")),
        ({"year": ["2011"], "year_be": ["2554"]}, ("twice", "year")),
        ({"is_current": ["yes"]}, ("unknown_code", "is_current")),
        ({"columns": ["value; DROP TABLE build"]}, ("unknown_column", "columns")),
        ({"order": ["-price"]}, ("unknown_column", "order")),
        ({"format": ["exe"]}, ("unknown_code", "format")),
        ({"format": ["csv", "xlsx"]}, ("one_only", "format")),
        ({"labels": ["fr"]}, ("unknown_code", "labels")),
    ],
)
def test_a_wrong_parameter_is_named(asked: dict[str, list[str]], fault: tuple[str, str]) -> None:
    assert faults_of("indicators", asked) == [fault]


def test_a_fault_says_what_is_allowed_in_both_languages() -> None:
    with pytest.raises(RequestError) as raised:
        read_request("indicators", {"area_kind": ["village"]})
    (fault,) = raised.value.faults
    assert fault.allowed == ("country", "region", "province")
    assert fault.text("th") == "area_kind ไม่มีค่า “village” ค่าที่ใช้ได้: country, region, province"
    assert "Allowed: country, region, province" in fault.text("en")


def test_every_fault_of_a_request_is_told_at_once() -> None:
    found = faults_of("indicators", {"year": ["x"], "area_id": ["0"], "columns": ["y"]})
    assert [parameter for _, parameter in found] == ["year", "area_id", "columns"]


def test_a_table_that_is_not_published_is_told_with_those_that_are() -> None:
    with pytest.raises(RequestError) as raised:
        read_request("build", {})
    assert raised.value.faults[0].allowed == tuple(catalogue().publications)


def test_map_formats_are_given_where_rows_are_provinces() -> None:
    assert "geojson" in formats_of("indicators")
    assert "geojson" not in formats_of("disparities")
    assert faults_of("disparities", {"format": ["geojson"]}) == [("unknown_code", "format")]


YEARS = st.lists(st.integers(1960, 2060), min_size=1, max_size=8)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "year": YEARS.map(lambda years: [str(year) for year in years]),
        "area_id": st.lists(st.sampled_from(PROVINCES), min_size=1, max_size=6),
        "is_current": st.sampled_from([["true"], ["false"], ["true,false"]]),
        "columns": st.lists(
            st.sampled_from(sorted(columns_of("indicators"))), min_size=1, max_size=5
        ),
        "order": st.lists(st.sampled_from(["year", "-value", "area_en"]), max_size=3),
        "format": st.sampled_from([[f] for f in formats_of("indicators")]),
    },
)


@given(asked=ASKED)
def test_what_is_written_reads_back_the_same(asked: dict[str, list[str]]) -> None:
    request = read_request("indicators", asked)
    assert from_canonical(canonical(request)) == request
    assert read_request("indicators", parse_qs(urlencode(to_query(request)))) == request


@given(asked=ASKED, sign=st.randoms(use_true_random=False))
def test_order_and_repetition_of_values_change_nothing(asked: dict, sign: object) -> None:
    mixed = {
        name: sign.sample(values * 2, len(values) * 2)  # type: ignore[attr-defined]  # a Random
        for name, values in asked.items()
        if name not in {"order", "format"}
    }
    kept = {name: asked[name] for name in ("order", "format") if name in asked}
    assert read_request("indicators", mixed | kept) == read_request("indicators", asked)


@given(name=st.text(max_size=30), value=st.text(max_size=80))
def test_whatever_is_written_is_read_or_refused_in_words(name: str, value: str) -> None:
    told: list[str] = []
    try:
        request = read_request("indicators", {name: [value]})
    except RequestError as refused:
        told = [fault.text(language) for fault in refused.faults for language in ("th", "en")]
    else:
        assert from_canonical(canonical(request)) == request
    assert all(told)


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_page_and_a_file_ask_the_same(publication: str) -> None:
    filters = {"year": ["2550..2554"]} if "year" in filters_of(publication) else {}
    asked = Asked(publication, filters)
    address = asked.page_address("th")
    chosen = parse_qs(address.partition("?")[2])
    assert chosen["what"] == [publication]
    assert read_asked(publication, chosen.get("ask", [""])[0]).request() == asked.request()
    of_file = parse_qs(asked.file_address().partition("?")[2])
    assert of_file.pop("bom") == ["true"]
    assert read_request(publication, of_file) == asked.request()
