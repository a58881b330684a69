"""A province on two pages: the same figures and sentences as its profile, as text and as shapes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.welfare.briefs.conftest import EDITION, Printed, Told
from tests.welfare.briefs.reading import Read, bare
from welfare.briefs.press import pdf
from welfare.briefs.province import TEMPLATE, province_data
from welfare.catalog import Language, catalogue
from welfare.language import format_value, message
from welfare.review.profile import province_profile
from welfare.warehouse import Snapshot

LANGUAGES: tuple[Language, ...] = ("th", "en")
SAMPLE = ("14", "10", "38")
"""The longest name, the province without a region, the youngest one with most that is unknown."""
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAMPLE)
def test_a_brief_is_two_pages_of_a4(code: str, language: Language, printed: Printed) -> None:
    pages = printed(code, language).file.pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [
        (595, 842)
    ] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAMPLE)
def test_every_sentence_of_the_profile_stands_there_as_it_is(
    code: str, language: Language, printed: Printed, snapshot: Snapshot
) -> None:
    first, second = printed(code, language).pages
    profile = province_profile(snapshot, code)
    for sentence in profile.sentences.values():
        assert bare(sentence.say(language)) in first
    assert bare(profile.projects.sentence.say(language)) in second
    for money in profile.per_poor[:1]:
        for said in (money.sentence, *money.how_sure):
            assert bare(said.say(language)) in second
    assert profile.pyramid is not None
    assert bare(profile.pyramid.sentence.say(language)) in second


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SAMPLE)
def test_every_row_tells_the_values_of_the_profile(
    code: str, language: Language, printed: Printed, told: Told, snapshot: Snapshot
) -> None:
    profile = province_profile(snapshot, code)
    by_id = {row.indicator: row for row in profile.rows}
    shown = {row.indicator for row in [*profile.gaps, *profile.strengths]} | set(
        catalogue().brief.told_of_all
    )
    first = printed(code, language).pages[0]
    for name in shown & set(by_id):
        row, indicator = by_id[name], catalogue().indicators[name]
        suffix = catalogue().units[indicator.unit].suffix(language)
        beside = row.nation if row.nation is not None else row.median
        star = "" if row.nation is not None or row.median is None else "*"
        cells = [
            format_value(value, indicator, language, compact=True)
            for value in (row.value, row.peers, row.region, beside)
        ]
        plain = [cell if suffix == "%" else cell.removesuffix(suffix) for cell in cells]
        assert bare("".join(plain) + star) in first, name


def test_the_figures_of_a_known_province_are_those_of_the_published_tables(
    printed: Printed,
) -> None:
    first = printed("14", "en").pages[0]
    assert "6.88%" in first
    assert "13.15%" in first
    assert "29.5%" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_printed_that_the_data_of_the_brief_do_not_hold(
    language: Language, printed: Printed, told: Told
) -> None:
    known = set(NUMBER.findall(" ".join(_every_text(told("14", language)))))
    runs = [run for page in printed("14", language).runs for run in page]
    numbers = [number for run in runs for number in NUMBER.findall(run)]
    assert len(numbers) > 150
    assert [number for number in numbers if number not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_version_and_day_stand_in_full(
    language: Language, printed: Printed, snapshot: Snapshot
) -> None:
    profile = province_profile(snapshot, "14")
    pages = printed("14", language).pages
    for source in {name for row in profile.gaps for name in row.sources}:
        declared = catalogue().sources[source]
        publisher = catalogue().publishers[declared.publisher].name(language)
        assert bare(f"{declared.title(language)} · {publisher}") in pages[1]
    day = {"th": "4 พฤศจิกายน 2569", "en": "4 November 2026"}[language]
    for number, page in enumerate(pages, start=1):
        assert EDITION.data_version in page
        assert bare(day) in page
        assert bare(message("brief.page", language, page=number, pages=2)) in page


def test_a_brief_says_what_it_is(printed: Printed) -> None:
    for language, name in (("th", "บึงกาฬ"), ("en", "Bueng Kan")):
        file = printed("38", language).file  # type: ignore[arg-type]
        told = file.metadata
        assert told is not None
        assert told.title is not None
        assert told.title.startswith(name)
        assert told.author == message("app.name", language)  # type: ignore[arg-type]
        assert told.creation_date is not None
        assert told.creation_date.date() == EDITION.published_on
        root: Any = file.trailer["/Root"]
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_drawn_of_lines_and_has_words(
    language: Language, printed: Printed
) -> None:
    read = printed("14", language)
    assert not [one for one in read.objects if one.get("/Subtype") == "/Image"]
    assert read.fonts == {"Sarabun-Regular", "Sarabun-SemiBold", "Sarabun-Bold"}
    figures = [one for one in read.objects if one.get("/S") == "/Figure"]
    assert len(figures) > 15
    assert all(str(one.get("/Alt", "")).strip() for one in figures)


def test_nothing_in_a_brief_is_done_or_fetched(printed: Printed) -> None:
    for one in printed("14", "th").objects:
        assert not {"/JS", "/JavaScript", "/URI", "/EmbeddedFiles", "/Launch"} & set(one)


def test_the_same_data_give_the_same_bytes(snapshot: Snapshot, printed: Printed) -> None:
    again = pdf(TEMPLATE, province_data(snapshot, "38", EDITION, "en"))
    assert again == printed("38", "en").content


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x")',
        "*bold* _it_ $x^2$",
        '"); #read("/etc/passwd")',
        "= @ref <label> \\u{41}",
        "]#{}[",
    ],
)
def test_markup_in_data_is_shown_and_not_done(hostile: str, told: Told) -> None:
    data: dict[str, Any] = {**told("38", "en"), "name": hostile, "title": hostile}
    data["said"] = [{**each, "words": hostile} for each in data["said"]]
    data["sources"] = [hostile]
    read = Read(pdf(TEMPLATE, data))
    assert read.text.count(bare(hostile)) == 1 + 1 + len(data["said"]) + 1
    assert len(read.pages) == 2


def test_a_code_leads_to_the_page_where_the_server_has_an_address(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    assert told("14", "th")["qr"] is None
    monkeypatch.setenv("WELFARE_ADDRESS", "https://atlas.example.go.th/")
    data = province_data(snapshot, "14", EDITION, "th")
    assert data["address"] == "https://atlas.example.go.th/profile?lang=th&province=14"
    read = Read(pdf(TEMPLATE, data))
    assert message("brief.qr", "th") in read.alternatives
    ways = [one["/A"] for one in read.objects if one.get("/Subtype") == "/Link"]
    assert {str(way["/URI"]) for way in ways} == {data["address"]}
    assert len(read.pages) == 2


def _every_text(part: object) -> Iterator[str]:
    """Yield the words of a brief's data: neither shapes nor lengths."""
    if isinstance(part, dict):
        part = [each for key, each in part.items() if key != "svg"]
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _every_text(each)
