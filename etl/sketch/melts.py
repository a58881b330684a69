"""Columns side by side that one entry of a mapping describes: years, sexes, ages, provinces."""

import re
from dataclasses import dataclass

from etl.mapping.fields import Context, plain
from etl.mapping.grid import JOINED
from etl.mapping.plan import Coordinates, fields_in_header, template_pattern
from etl.sketch.look import Seen, is_year

TEMPLATES = (
    "{sex}_{age}",
    "{age}_{sex}",
    "{sex} / {age}",
    "{age} / {sex}",
    "{age}",
    "{province}",
    "{area}",
)
FEWEST = 3
"""Columns from which ages or places side by side are taken for a melt; of years and sexes two."""
SEX_WORDS = re.compile(r"ชาย|หญิง|(?<![a-z])(?:fe)?males?(?![a-z])", re.IGNORECASE)
ALL_WORDS = re.compile(r"รวม|total", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:2[45]\d\d|19\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True)
class Melted:
    """A template of headers, the columns that it takes, and the total beside them, if any."""

    template: str
    columns: tuple[Seen, ...]
    total: Seen | None = None


def melts_of(measures: list[Seen], context: Context) -> tuple[list[Melted], list[Seen]]:
    """Return the melts of columns of numbers, and the columns that stand for themselves."""
    found: list[Melted] = []
    left = list(measures)
    for of_kind in (_by_years, _by_sexes, _by_templates):
        melts = of_kind(left, context)
        taken = {s.column for melt in melts for s in (*melt.columns, melt.total) if s}
        left = [seen for seen in left if seen.column not in taken]
        found += melts
    return found, left


def _grouped(templates: dict[int, str], seen: list[Seen]) -> dict[str, list[Seen]]:
    groups: dict[str, list[Seen]] = {}
    for one in seen:
        if one.column in templates:
            groups.setdefault(templates[one.column], []).append(one)
    return groups


def _by_years(measures: list[Seen], _: Context) -> list[Melted]:
    templates = {}
    for seen in measures:
        pieces = seen.header.split(JOINED)
        if any(is_year(piece) for piece in pieces) or len(YEAR.findall(seen.header)) == 1:
            templates[seen.column] = YEAR.sub("{year}", seen.header, count=1)
    return [
        Melted(template, tuple(group))
        for template, group in _grouped(templates, measures).items()
        if len(group) > 1 and template.count("{year}") == 1
    ]


def _by_sexes(measures: list[Seen], context: Context) -> list[Melted]:
    templates = {
        seen.column: SEX_WORDS.sub("{sex}", seen.header)
        for seen in measures
        if len(SEX_WORDS.findall(seen.header)) == 1
    }
    melts = []
    for template, group in _grouped(templates, measures).items():
        wanted = plain(template)
        held = [fields_in_header(s.header, template_pattern(template), {}, context) for s in group]
        if {str(h["sex"][0]) for h in held if h} != {"male", "female"} or len(group) != 2:
            continue
        beside = [seen for seen in measures if seen.column not in templates]
        total = next((seen for seen in beside if wanted in _with_any_total(seen.header)), None)
        melts.append(Melted(template, tuple(group), total))
    return melts


def _with_any_total(header: str) -> set[str]:
    """Return a header with each of its words for a total, one at a time, as the sex."""
    return {
        plain(f"{header[: word.start()]}{{sex}}{header[word.end() :]}")
        for word in ALL_WORDS.finditer(header)
    }


def _by_templates(measures: list[Seen], context: Context) -> list[Melted]:
    found: list[Melted] = []
    for template in TEMPLATES:
        pattern = template_pattern(template)
        fitting = [
            seen
            for seen in measures
            if seen.header and _of_words(fields_in_header(seen.header, pattern, {}, context), seen)
        ]
        if len(fitting) >= FEWEST:
            found.append(Melted(template, tuple(fitting)))
    widest = max((len(melt.columns) for melt in found), default=0)
    full = [melt for melt in found if len(melt.columns) >= widest / 2]
    return [max(full, key=lambda m: (m.template.count("{"), len(m.columns)))] if full else []


def _of_words(held: Coordinates | None, seen: Seen) -> bool:
    """Tell whether a header holds fields by words: a bare number may be a code of anything."""
    if not held or held.get("age", ("", None))[0] in {"all", "unknown"}:
        return False
    return not seen.header.rpartition("/")[2].strip().isdigit()
