"""A comparison on two pages: the sentences and the figures of what stands side by side."""

from typing import get_args

import pytest

from tests.welfare.briefs.conftest import EDITION
from tests.welfare.briefs.reading import Read, bare
from welfare.briefs.comparison import TEMPLATE, comparison_data
from welfare.briefs.press import pdf
from welfare.catalog import Language
from welfare.review.compare import (
    MOST_INDICATORS,
    MOST_MEMBERS,
    By,
    comparable,
    comparison,
    possible_members,
)
from welfare.review.compare_words import finding, table
from welfare.warehouse import Snapshot


@pytest.mark.parametrize(
    ("by", "members", "language"),
    [
        ("provinces", ("14", "30", "10", "34", "38", "80", "84", "TH"), "th"),
        ("provinces", ("50", "58"), "en"),
        ("years", (), "th"),
        ("ages", (), "en"),
    ],
)
def test_two_pages_tell_what_the_page_tells(
    snapshot: Snapshot, by: By, members: tuple[str, ...], language: Language
) -> None:
    shown = comparison(snapshot, by, members=members)
    read = Read(pdf(TEMPLATE, comparison_data(shown, EDITION, language)))
    assert len(read.pages) == 2
    first, second = read.pages
    for multiple in shown.multiples:
        assert bare(finding(shown, multiple, language)) in first
        figures = table(shown, multiple, language)
        last = figures.iloc[-1].dropna()
        assert bare(str(last.iloc[0])) in second
    drawn = [one for one in read.objects if one.get("/S") == "/Figure"]
    each = 1 if by == "years" else len(shown.members)
    assert len(drawn) >= each * len(shown.multiples)


def test_all_that_fits_beside_each_other_fits_two_pages(snapshot: Snapshot) -> None:
    for by in get_args(By):
        indicators = comparable(snapshot, by)[:MOST_INDICATORS]
        members = possible_members(snapshot, by, indicators[0])[-MOST_MEMBERS:]
        shown = comparison(snapshot, by, members=members, indicators=indicators)
        read = Read(pdf(TEMPLATE, comparison_data(shown, EDITION, "th")))
        assert len(read.pages) == 2, by


def test_the_figures_are_those_of_the_published_tables(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "provinces", members=("50", "58"), indicators=("poverty_rate_pct",)
    )
    first, second = Read(pdf(TEMPLATE, comparison_data(shown, EDITION, "en"))).pages
    for value in ("7.86%", "60.27%"):
        assert value in first
        assert value in second
