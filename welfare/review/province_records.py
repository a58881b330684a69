"""What a profile of a province is made of: plain records, without drawing or page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from welfare.catalog import Language

Standing = Literal["better", "worse", "level", "unclear", "higher", "lower", "known", "unknown"]
"""Beside the nation (the median province where there is none): better or worse by the declared
direction, higher or lower where it has none; ``unclear`` where intervals overlap; ``known`` where
there is nothing to set it beside, ``unknown`` without a value."""
Part = Literal["strongest", "weakest", "improved", "slipped", "furthest"]


@dataclass(frozen=True)
class Said:
    """A sentence in both languages."""

    th: str
    en: str

    def say(self, language: Language) -> str:
        """Return it in ``language``."""
        return self.th if language == "th" else self.en


@dataclass(frozen=True)
class Row:
    """An indicator of the province in its latest comparable year, beside others.

    ``region`` is None for Bangkok, which is its own region. ``peers`` is the median of the peers
    known; ``median``, ``mean`` and ``spread`` (standard deviation) are those of all ``provinces``
    known, None where they may not be compared. ``score`` is how many standard deviations of
    the provinces the value is better than their mean (worse below zero), None where the indicator
    has no direction or too few provinces; ``place`` the same without direction. ``from_peers`` is
    how many the value lies above the peers' median. ``n`` is the people behind it where known,
    ``others`` the values of all provinces.
    ``standing`` and ``sentence`` are made from the rest.
    """

    indicator: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    n: float | None
    flag: str | None
    nation: float | None
    nation_low: float | None
    nation_high: float | None
    region: float | None
    peers: float | None
    peers_known: int
    median: float | None
    mean: float | None
    spread: float | None
    provinces: int
    place: float | None
    score: float | None
    from_peers: float | None
    others: tuple[float, ...]
    sources: tuple[str, ...]
    standing: Standing = "unknown"
    sentence: Said = Said("", "")

    @property
    def chance_known(self) -> bool:
        """Whether the interval of the value is known."""
        return self.low is not None


@dataclass(frozen=True)
class Change:
    """An indicator between the first and the last year of its latest method and edition.

    ``score`` is the change in standard deviations of the provinces, above zero where it improved;
    ``told_apart`` tells whether the intervals of both years lie apart, None where not known.
    """

    indicator: str
    first_year: int
    last_year: int
    first: float
    last: float
    nation_first: float | None
    nation_last: float | None
    score: float
    told_apart: bool | None
    sources: tuple[str, ...]
    sentence: Said


@dataclass(frozen=True)
class TrendPoint:
    """A year of an indicator. Points with one ``stretch`` are of one method and one edition."""

    indicator: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    flag: str | None
    nation: float | None
    region: float | None
    vintage_id: str | None
    stretch: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """People of one scheme, age band and sex, named as :func:`age_pyramid` reads them."""

    programme_id: str
    age_band: str
    sex: str
    persons: float


@dataclass(frozen=True)
class Pyramid:
    """The registered people of a fiscal year, and those of the nation."""

    fiscal_year: int
    people: tuple[Cell, ...]
    nation: tuple[Cell, ...]
    sources: tuple[str, ...]
    sentence: Said


@dataclass(frozen=True)
class SystemMoney:
    """A system's money per head in the province; ``row`` is None where no source has it."""

    system: str
    row: Row | None
    sentence: Said


@dataclass(frozen=True)
class PoorYear:
    """A year of money per poor person: baht over people, and what of the money has no province.

    ``people_year`` is the year of the poor, ``vintage_id`` their edition; ``unplaced_pct`` the
    share of the whole money of the year that names no province, None where that is not known.
    """

    year: int
    value: float
    amount: float
    people: float
    people_year: int
    people_low: float | None
    people_high: float | None
    vintage_id: str | None
    nation: float | None
    unplaced_thb: float | None
    unplaced_pct: float | None


@dataclass(frozen=True)
class PoorChange:
    """How money per poor person changed from its first year to its last, in per cent.

    ``error_needed`` is by which factor the two numbers of the poor would have to be wrong against
    each other for the change to vanish. ``bound`` is what the year with less would have if all the
    money without a province were this one's (None where not known); ``holds`` tells that the
    direction stays even then.
    """

    value_pct: float
    amount_pct: float
    people_pct: float
    error_needed: float
    bound_year: int
    bound: float | None
    holds: bool | None


@dataclass(frozen=True)
class MoneyPerPoor:
    """Money per poor person over the years, and how sure its change is.

    ``change`` is None where there is but one year; ``money_until`` the last year in which the
    money itself is known.
    """

    indicator: str
    years: tuple[PoorYear, ...]
    change: PoorChange | None
    money_until: int
    sources: tuple[str, ...]
    sentence: Said
    how_sure: tuple[Said, ...]


@dataclass(frozen=True)
class ProjectYear:
    """The fund's projects of one fiscal year and kind of organisation.

    ``amount_zero`` of them have zero baht in the register, ``amount_missing`` none at all.
    """

    fiscal_year: int
    organisation_kind: str
    projects: int
    amount_thb: float | None
    amount_zero: int
    amount_missing: int


@dataclass(frozen=True)
class Recognised:
    """A project that was recognised, with its names as printed (Thai)."""

    fiscal_year: int
    project_name: str | None
    organisation: str | None


@dataclass(frozen=True)
class Projects:
    """Projects of the Social Welfare Promotion Fund in the province."""

    years: tuple[ProjectYear, ...]
    recognised: tuple[Recognised, ...]
    sources: tuple[str, ...]
    sentence: Said


@dataclass(frozen=True)
class Peer:
    """A province alike: its distance in standard deviations, made of so many variables."""

    code: str
    distance: float
    variables: int


@dataclass(frozen=True)
class Trait:
    """A variable by which peers are found: the province's value and the peers', in their order."""

    indicator: str
    year: int
    value: float | None
    peers: tuple[float | None, ...]
    nation: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ProvinceProfile:
    """Everything that is told of one province, in the order in which it is told.

    ``sentences`` are five, by part; ``rows`` all indicators by theme; ``gaps`` and ``strengths``
    those of the ``rows`` that stand out, the largest first; ``unclear`` those that cannot be told
    from the nation. ``sources`` are all behind it, in the catalogue's order.
    """

    code: str
    people: Row | None
    sentences: Mapping[Part, Said]
    rows: tuple[Row, ...]
    gaps: tuple[Row, ...]
    strengths: tuple[Row, ...]
    unclear: tuple[Row, ...]
    furthest: Row | None
    improved: Change | None
    slipped: Change | None
    peers: tuple[Peer, ...]
    traits: tuple[Trait, ...]
    trends: tuple[TrendPoint, ...]
    pyramid: Pyramid | None
    money: tuple[SystemMoney, ...]
    per_poor: tuple[MoneyPerPoor, ...]
    projects: Projects
    sources: tuple[str, ...]

    @property
    def sources_of_sentences(self) -> tuple[str, ...]:
        """The sources of the five sentences and of the number of people."""
        rows = (self.people, *self.strengths[:1], *self.gaps[:1], self.furthest)
        told = (*rows, self.improved, self.slipped)
        used = {source for one in told if one is not None for source in one.sources}
        return tuple(source for source in self.sources if source in used)
