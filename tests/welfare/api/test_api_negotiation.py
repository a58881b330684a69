"""The shape of an answer by Accept, and what is not given."""

import pytest

from tests.welfare.api.asking import Client
from welfare.api.data import MEDIA
from welfare.api.negotiation import NotAcceptableError, preferred

GIVEN = tuple(MEDIA)
DATA = "/api/v1/data/money_and_need"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*", "application/json"),
        ("application/vnd.apache.parquet, */*;q=0.1", "application/vnd.apache.parquet"),
        ("application/json;q=0.5, text/csv;q=0.9", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/csv;charset=utf-8;q=0.2, application/json;q=0.1", "text/csv"),
    ],
)
def test_what_is_put_first_is_given(beside: Client, accept: str | None, kind: str) -> None:
    assert preferred(accept, GIVEN) == kind
    answer = beside.get(DATA, headers={"Accept": accept or ""})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    "accept", ["image/png", "*/*;q=0", "text/csv;q=x", "text", ",", "a/b;q=-1"]
)
def test_what_is_not_given_is_refused_with_what_is(beside: Client, accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        preferred(accept, GIVEN)
    answer = beside.get(DATA, headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["allowed"] == list(GIVEN)


def test_a_format_in_the_address_goes_before_accept(beside: Client) -> None:
    answer = beside.get(f"{DATA}?format=csv", headers={"Accept": "image/png"})
    assert answer.headers["content-type"].startswith("text/csv")


def test_answers_by_accept_are_not_mistaken_for_each_other(beside: Client) -> None:
    kinds = [beside.get(DATA, headers={"Accept": kind}).headers["content-type"] for kind in GIVEN]
    again = [beside.get(DATA, headers={"Accept": kind}).headers["content-type"] for kind in GIVEN]
    assert kinds == again
    assert len(set(kinds)) == len(GIVEN)
