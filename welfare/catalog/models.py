"""What the catalogue holds: every declared thing as a frozen, typed record."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["th", "en"]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ProvinceCode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]

SystemMeasure = Literal["people", "money"]

COUNTRY = "TH"
"""Area id of the whole country."""
UNKNOWN_PROVINCE = "00"
"""Province code of a figure whose source names no province."""


class Record(BaseModel):
    """A frozen catalogue entry; a field that is not declared here is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Record):
    """An entry with a name in both languages."""

    id: str
    name_th: Text
    name_en: Text

    def name(self, language: Language) -> str:
        """Return the name in ``language``."""
        return self.name_th if language == "th" else self.name_en


class System(Named):
    """One of the four welfare systems."""

    id: Literal["assistance", "services", "insurance", "partnership"]
    description_th: Text
    description_en: Text
    colour: Colour
    colour_dark: Colour
    icon: Identifier
    people_indicator: Identifier | None
    money_indicator: Identifier | None
    money_of_country: tuple[Identifier, ...] = ()

    def indicator(self, measure: "SystemMeasure") -> str | None:
        """Return the indicator that shows where people or money are; None where none is known."""
        return self.people_indicator if measure == "people" else self.money_indicator

    def description(self, language: Language) -> str:
        """Return the one-sentence description in ``language``."""
        return self.description_th if language == "th" else self.description_en


class Province(Record):
    """A province: official two-digit code, names, regions, and what it was cut from."""

    code: ProvinceCode
    iso_3166_2: Annotated[str, StringConstraints(pattern=r"^TH-[1-9][0-9]$")]
    name_th: Text
    name_en: Text
    short_th: Text
    short_en: Text
    region: Identifier
    nesdc_region: Identifier
    valid_from: date | None
    predecessor: ProvinceCode | None

    def name(self, language: Language) -> str:
        """Return the full name in ``language``, without a prefix."""
        return self.name_th if language == "th" else self.name_en


class ProvinceAlias(Record):
    """Another way in which agencies write a province's name."""

    alias: Text
    code: ProvinceCode
    kind: Literal["abbreviation", "english", "misspelling", "broken_encoding", "old_name", "prefix"]
    note: str | None


class Region(Named):
    """A region of one of the two schemes: the NSO's five or the NESDC's six."""

    id: Identifier
    scheme: Literal["nso", "nesdc"]
    sort_order: int


class FiveYearBands(Record):
    """How five-year bands are cut: their width and the age at which the last one opens."""

    width: Literal[5]
    open_from: Annotated[int, Field(multiple_of=5, ge=60, le=120)]


class LifeCourse(Named):
    """A life-course group, ``first`` to ``last`` inclusive; the last group is open."""

    id: Identifier
    first: Annotated[int, Field(ge=0)]
    last: int | None


class Programme(Named):
    """A programme (or registry status) with its place in the four systems and the reason."""

    id: Identifier
    system: Literal["assistance", "services", "insurance", "partnership"] | None
    role: Literal["programme", "status"]
    target_th: Text
    target_en: Text
    unit_th: Text
    unit_en: Text
    reason_th: Text
    reason_en: Text

    def target(self, language: Language) -> str:
        """Return whom the programme is for, in ``language``."""
        return self.target_th if language == "th" else self.target_en

    def unit(self, language: Language) -> str:
        """Return the responsible unit in ``language``."""
        return self.unit_th if language == "th" else self.unit_en

    def reason(self, language: Language) -> str:
        """Return why the programme stands in its system, in ``language``."""
        return self.reason_th if language == "th" else self.reason_en


class OrganisationKind(Named):
    """A kind of organisation in the fund's register, by the code printed there."""

    id: Identifier
    code: str | None
    reason_th: Text
    reason_en: Text


class Publisher(Named):
    """Who published a source."""

    id: Identifier
    link: Annotated[str, StringConstraints(pattern=r"^https://")]


class Source(Record):
    """One release of one publication.

    ``declared`` is false for the years of a series that are known by their series alone;
    ``estimated`` marks projections and other counts of nobody.
    """

    id: Identifier
    title_th: Text
    title_en: Text
    publisher: Identifier
    period_th: Text
    period_en: Text
    caveats_th: Text
    caveats_en: Text
    incomplete_years: tuple[int, ...] = ()
    family: Identifier | None = None
    years: tuple[int, int]
    vintage: Identifier | None = None
    series: Identifier | None = None
    each_year: bool = False
    rank: int = 1
    partial: bool = False
    estimated: bool = False
    every_years: Annotated[int, Field(ge=1)] | None = None
    declared: bool = True

    def title(self, language: Language) -> str:
        """Return the title in ``language``."""
        return self.title_th if language == "th" else self.title_en

    def period(self, language: Language) -> str:
        """Return the period covered in ``language``."""
        return self.period_th if language == "th" else self.period_en

    def caveats(self, language: Language) -> str:
        """Return what a reader must know of its faults, in ``language``."""
        return self.caveats_th if language == "th" else self.caveats_en


class CodeName(Record):
    """The names of a code of a short closed list."""

    th: Text
    en: Text

    def name(self, language: Language) -> str:
        """Return the name in ``language``."""
        return self.th if language == "th" else self.en


class Group(Named):
    """A group of people that an outcome is given for."""

    id: Identifier


class Item(Named):
    """A part of an outcome: a source of income, a type of expenditure."""

    id: Identifier


class Accepted(Record):
    """A file whose totals do not reconcile, accepted by a steward with a reason."""

    file: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    reason_th: Text
    reason_en: Text
    accepted_by: Text
    accepted_on: date


class Vintage(Named):
    """An edition of outcome figures; of two that give one fact the higher rank is current."""

    id: Identifier
    rank: int


class Unit(Named):
    """A unit of measure with the suffix written behind a number.

    ``additive`` means that the nation is the sum of its provinces, so that no line compares them.
    """

    id: Identifier
    additive: bool
    suffix_th: str
    suffix_en: str

    def suffix(self, language: Language) -> str:
        """Return what stands behind a number in ``language``."""
        return self.suffix_th if language == "th" else self.suffix_en


class Theme(Named):
    """A group of indicators in the picker."""

    id: Identifier


class Measure(Record):
    """How an indicator's value is made from the facts of its sources.

    ``not_in`` names provinces to which the indicator does not apply. ``of`` and ``over`` name the
    indicators whose outcomes are numerator and denominator of an ``outcome_ratio``, or whose values
    are those of a ``quotient``; this is multiplied by ``per`` and may take the denominator of a
    year at most ``years_before`` earlier. ``lines`` names the plans or projects that a budget is
    summed over; none means all.
    """

    kind: Literal[
        "outcome",
        "outcome_quarters",
        "outcome_ratio",
        "persons",
        "cases",
        "amount",
        "amount_per_head",
        "share",
        "population",
        "population_share",
        "grants",
        "budget",
        "budget_per_head",
        "quotient",
    ]
    programmes: tuple[Identifier, ...] = ()
    life_course: Identifier | None = None
    column: Literal["amount_thb", "projects"] | None = None
    system: Literal["assistance", "services", "insurance", "partnership"] | None = None
    not_in: tuple[ProvinceCode, ...] = ()
    of: tuple[Identifier, ...] = ()
    over: tuple[Identifier, ...] = ()
    per: Annotated[float, Field(gt=0)] = 1
    years_before: Annotated[int, Field(ge=0, le=5)] = 0
    lines: tuple[Text, ...] = ()


class Break(Record):
    """A year from which a series is made by another method."""

    year: int
    reason_th: Text
    reason_en: Text

    def reason(self, language: Language) -> str:
        """Return what changed, in ``language``."""
        return self.reason_th if language == "th" else self.reason_en


class Chance(Record):
    """How the chance in a value is known: by the interval of a share, or of a rate of counts.

    ``out_of`` names the indicator that holds the people behind a published share.
    """

    interval: Literal["wilson", "byar"]
    out_of: Identifier | None = None


class Goal(Record):
    """A value that law or policy sets for an indicator, with where it is set and why it is that."""

    value: float
    source_th: Text
    source_en: Text
    reason_th: Text
    reason_en: Text

    def told(self, language: Language) -> str:
        """Return where it is set and why it is that, in ``language``."""
        if language == "th":
            return f"{self.source_th}: {self.reason_th}"
        return f"{self.source_en}: {self.reason_en}"


class Indicator(Record):
    """What can be shown: title, unit, direction, how it is made, where it comes from.

    ``each_life_course`` declares one more indicator for every life-course group; there ``of_all``
    is the indicator of all ages. ``base_year`` is the year in which a price index is 100.
    """

    id: Identifier
    theme: Identifier
    title_th: Text
    title_en: Text
    unit: Identifier
    decimals: Annotated[int, Field(ge=0, le=4)]
    direction: Literal["up", "down", "neutral"]
    basis: Literal["survey", "register"]
    calendar: Literal["year", "fiscal_year"]
    measure: Measure
    chance: Chance | None = None
    goal: Goal | None = None
    each_life_course: bool = False
    of_all: Identifier | None = None
    base_year: Annotated[int, Field(ge=1960, le=2060)] | None = None
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    breaks: tuple[Break, ...] = ()
    description_th: Text
    description_en: Text

    def title(self, language: Language) -> str:
        """Return the title in ``language``."""
        return self.title_th if language == "th" else self.title_en

    def description(self, language: Language) -> str:
        """Return what it measures, in ``language``."""
        return self.description_th if language == "th" else self.description_en


class Statistic(Named):
    """A number on how unequal provinces are; ``method`` is the function of welfare.metrics."""

    id: Identifier
    method: Identifier
    decimals: Annotated[int, Field(ge=0, le=4)]


class Compared(Record):
    """Indicators whose spread over provinces is measured, and whose people weigh the provinces.

    ``years_apart`` is how far the year of the people may lie, ``fewest`` the provinces needed.
    """

    people: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    years_apart: Annotated[int, Field(ge=0)]
    fewest: Annotated[int, Field(ge=3)]
    indicators: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Need(Record):
    """A need that money is set against, of a year at most ``years_before`` that of the money."""

    indicator: Identifier
    years_before: Annotated[int, Field(ge=0)]


class Followed(Record):
    """Money per head, and the needs that it should follow."""

    money: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]


class PeerVariable(Record):
    """A variable that makes provinces near or far, and why; ``log`` takes its logarithm."""

    indicator: Identifier
    log: bool
    reason_th: Text
    reason_en: Text

    def reason(self, language: Language) -> str:
        """Return why it makes provinces alike, in ``language``."""
        return self.reason_th if language == "th" else self.reason_en


class Peers(Record):
    """How many peers a province has, by which variables, and how many of these must be known."""

    count: Annotated[int, Field(ge=1)]
    fewest_variables: Annotated[int, Field(ge=1)]
    variables: Annotated[tuple[PeerVariable, ...], Field(min_length=1)]


class Standing(Record):
    """When an indicator may tell a strength or a gap, and how many of each are told."""

    fewest_provinces: Annotated[int, Field(ge=3)]
    most: Annotated[int, Field(ge=1)]
    least: Annotated[float, Field(ge=0)]
    nominal_units: tuple[Identifier, ...]
    not_compared: tuple[Identifier, ...]


class Brief(Record):
    """Which indicators a printed brief tells of every province, beside what stands out there."""

    beside_people: tuple[Identifier, ...]
    over_years: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    told_of_all: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Column(Record):
    """A column of a fact table: type, whether it may be null, its range or its closed list."""

    name: Identifier
    type: Literal["text", "integer", "number", "boolean"]
    key: bool = False
    nullable: bool = False
    min: float | None = None
    max: float | None = None
    one_of: Identifier | None = None


class Table(Record):
    """A fact table: its grain in words and its columns."""

    id: Identifier
    grain_th: Text
    grain_en: Text
    note_th: str | None = None
    note_en: str | None = None
    exactly_one_of: tuple[Identifier, ...] = ()
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that together identify a row."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> frozenset[str]:
        """Names of all columns."""
        return frozenset(column.name for column in self.columns)


class EnglishName(Record):
    """The English of a Thai proper name."""

    kind: Literal["unit", "plan", "project", "organisation"]
    th: Text
    en: Text


class ThaiWords(Record):
    """Thai compounds that a line must not break."""

    whole: Annotated[tuple[Text, ...], Field(min_length=1)]


class SpellingCorrection(Record):
    """A name as the digitised budget prints it, and as it should read."""

    as_printed: Text
    corrected: Text
    reason_en: Text


class BudgetItemPlacing(Record):
    """Lines of a project that belong to another system than the rest of it."""

    contains: Text
    field: Literal["ITEM_DESCRIPTION", "CATEGORY_LV2"]
    system: Literal["assistance", "services", "insurance", "partnership"] | None
    reason_th: Text
    reason_en: Text


class BudgetPlacing(Record):
    """The place of a unit's plan and project in the four systems, with the reason."""

    unit: Text
    plan: Text
    project: str | None
    kind: Literal["project", "output", "personnel"]
    system: Literal["assistance", "services", "insurance", "partnership"] | None
    reason_th: Text
    reason_en: Text
    target_group: Identifier
    items: tuple[BudgetItemPlacing, ...] = ()

    def reason(self, language: Language) -> str:
        """Return why it stands there, in ``language``."""
        return self.reason_th if language == "th" else self.reason_en


BudgetField = Literal[
    "BUDGETARY_UNIT",
    "BUDGET_PLAN",
    "OUTPUT",
    "PROJECT",
    "CATEGORY_LV1",
    "CATEGORY_LV2",
    "ITEM_DESCRIPTION",
]
BudgetWords = dict[BudgetField, tuple[Text, ...]]
"""Words by the field that must carry one of them; every field that is named must."""


class BudgetLines(Record):
    """Lines of a budget volume that are known by their words, with a reason for their verdict."""

    where: Annotated[BudgetWords, Field(min_length=1)]
    reason_th: Text
    reason_en: Text


class BudgetTaking(BudgetLines):
    """Lines that are taken: under which names, in which system, of which province.

    ``province`` is the code of one, or ``unit`` where the unit's name ends in it; none is national.
    """

    agency: Text
    plan: Text
    project: Text | None
    system: Literal["assistance", "services", "insurance", "partnership"] | None
    province: Literal["unit"] | ProvinceCode | None = None


class BudgetVolume(Record):
    """Which lines of a budget volume are welfare; ``id`` is its source's without the year.

    ``set_aside`` is asked before ``taken``; a line of neither is no welfare, unless a field carries
    a word of ``watch``: then it is refused until a steward places it.
    """

    id: Identifier
    ministry: Text | None
    watch: BudgetWords = Field(default_factory=dict)
    taken: Annotated[tuple[BudgetTaking, ...], Field(min_length=1)]
    set_aside: tuple[BudgetLines, ...] = ()
