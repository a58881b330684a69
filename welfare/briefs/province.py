"""A province on two pages, of the records and the sentences of its profile."""

from collections.abc import Sequence

from welfare.briefs.cards import (
    PROJECTS,
    peers_table,
    per_poor_card,
    projects_card,
    pyramid_card,
    trend_card,
)
from welfare.briefs.drawing import Drawing
from welfare.briefs.drawings.locator import locator
from welfare.briefs.drawings.strip import (
    MARK_BOX,
    nation_mark,
    other_mark,
    own_mark,
    peer_mark,
    region_mark,
)
from welfare.briefs.paper import Edition, Node, node, page_address, paper, sources_in_full
from welfare.briefs.rows import STRIP, money_node, row_node
from welfare.catalog import Language, catalogue
from welfare.charts.findings import shown_year
from welfare.language import format_value, message
from welfare.review.profile import province_profile
from welfare.review.province_records import Part, ProvinceProfile, Row
from welfare.warehouse import Snapshot

TEMPLATE = "province.typ"
PAGE = "profile"
"""The page on the server that tells the same."""
SENTENCES: dict[Part, str] = {
    "strongest": "accent",
    "weakest": "second",
    "improved": "accent",
    "slipped": "second",
    "furthest": "ink",
}
"""The five sentences in order, each with the colour of its word."""
WORDS = ("said", "standing", "standing_note", "peers", "sources")
"""The headings, and the note on how the strips are read."""
COLUMNS = ("indicator", "own", "peers", "region", "nation", "places")
GROUPS = ("gaps", "strengths", "core", "money")
"""The table of the first page: its columns, and the groups of its rows in order."""
LOCATOR_HEIGHT = 112.0


def province_data(snapshot: Snapshot, code: str, edition: Edition, language: Language) -> Node:
    """Return what the template shows of a province.

    Raises
    ------
    KeyError
        A code that is no province's.
    """
    profile = province_profile(snapshot, code)
    declared = catalogue().provinces[code]
    name = declared.name(language)
    page = page_address(PAGE, lang=language, province=code)
    region = catalogue().regions[declared.region].name(language)
    alone = catalogue().region_around(code) is None
    return {
        **paper(name, message("brief.province", language), edition, language, page),
        "name": name,
        "subtitle": "" if alone else message("brief.region", language, region=region),
        "facts": _facts(profile, language),
        "locator": node(
            locator((code,), LOCATOR_HEIGHT, message("brief.locator.alt", language, name=name))
        ),
        "words": {key: message(f"brief.words.{key}", language) for key in WORDS},
        "said": [
            {
                "label": message(f"brief.said.{part}", language),
                "words": profile.sentences[part].say(language),
                "colour": colour,
            }
            for part, colour in SENTENCES.items()
        ],
        "marks": _marks(name, alone, language),
        "standing": _standing(snapshot, profile, language),
        "cards": _cards(snapshot, profile, language),
        "projects-width": PROJECTS,
        "peers": peers_table(profile, language),
        "peers_about": message("brief.peers.about", language, count=len(profile.peers)),
        "sources": sources_in_full(_sources(profile), language),
    }


def _core(profile: ProvinceProfile) -> list[Row]:
    """Return what is told of every province and is no gap or strength of this one."""
    told = {row.indicator for row in [*profile.gaps, *profile.strengths]}
    by_id = {row.indicator: row for row in profile.rows}
    return [
        by_id[each] for each in catalogue().brief.told_of_all if each in by_id and each not in told
    ]


def _sources(profile: ProvinceProfile) -> set[str]:
    """Return the sources of what the brief shows."""
    traits = {trait.indicator for trait in profile.traits} | set(catalogue().brief.over_years)
    rows = [
        profile.people,
        *profile.gaps,
        *profile.strengths,
        *_core(profile),
        *(each.row for each in profile.money),
        *(row for row in profile.rows if row.indicator in traits),
    ]
    others = [profile.furthest, profile.improved, profile.slipped, profile.pyramid]
    shown = [*rows, *others, profile.projects, *profile.per_poor[:1]]
    return {source for each in shown if each is not None for source in each.sources}


def _facts(profile: ProvinceProfile, language: Language) -> list[Node]:
    by_id = {row.indicator: row for row in profile.rows}
    beside = [by_id[each] for each in catalogue().brief.beside_people if each in by_id]
    large: list[Row | None] = [profile.people, *beside]
    return [
        {
            "value": format_value(row.value, indicator, language),
            "label": f"{indicator.title(language)} {shown_year(row.year, indicator, language)}",
        }
        for row in large
        if row is not None and row.value is not None
        for indicator in [catalogue().indicators[row.indicator]]
    ]


def _standing(snapshot: Snapshot, profile: ProvinceProfile, language: Language) -> Node:
    """Return the table of the first page: gaps, strengths, what is told of all, money."""
    peers = [peer.code for peer in profile.peers]

    def nodes(found: Sequence[Row]) -> list[Node]:
        return [row_node(snapshot, row, profile.code, peers, language) for row in found]

    money = [money_node(snapshot, each, profile.code, peers, language) for each in profile.money]
    rows = (nodes(profile.gaps), nodes(profile.strengths), nodes(_core(profile)), money)
    return {
        "strip": STRIP,
        "head": [message(f"brief.column.{column}", language) for column in COLUMNS],
        "groups": [
            {"name": message(f"brief.group.{name}", language), "rows": found}
            for name, found in zip(GROUPS, rows, strict=True)
            if found
        ],
    }


def _cards(
    snapshot: Snapshot, profile: ProvinceProfile, language: Language
) -> tuple[list[Node], list[Node]]:
    """Return the two rows of cards: years and ages, projects and money per poor person."""
    sentences = {row.indicator: row.sentence for row in profile.rows}
    people, money = [], [projects_card(profile.projects, language)]
    for name in catalogue().brief.over_years:
        known = [p for p in profile.trends if p.indicator == name and p.value is not None]
        if len(known) > 1:
            indicator, said = catalogue().indicators[name], sentences[name].say(language)
            people.append(trend_card(snapshot, profile, indicator, said, language))
            break
    if profile.pyramid is not None:
        people.append(pyramid_card(profile.pyramid, language))
    money += [per_poor_card(each, language) for each in profile.per_poor[:1]]
    return people, money


def _marks(name: str, alone: bool, language: Language) -> list[Node]:
    """Return what the marks of the strips mean; a province ``alone`` has no region around it."""
    width, height = MARK_BOX
    named = {
        name: own_mark,
        message("brief.mark.peers", language): peer_mark,
        **({} if alone else {message("brief.mark.region", language): region_mark}),
        message("brief.mark.nation", language): nation_mark,
        message("brief.mark.other", language): other_mark,
    }
    return [
        {
            "drawing": node(Drawing(width, height, (mark(width / 2, height / 2),), alt=words)),
            "words": words,
        }
        for words, mark in named.items()
    ]
