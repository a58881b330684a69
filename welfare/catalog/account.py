"""How an indicator's value is made: its formula in words and what goes into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from welfare.catalog.loader import Catalogue
from welfare.catalog.models import Indicator, Language

Role: TypeAlias = Literal[
    "programmes",
    "life_course",
    "each_life_course",
    "system",
    "lines",
    "years_before",
    "not_in",
    "chance",
]


@dataclass(frozen=True)
class Account:
    """A formula in words, and the declared things that it counts, by their role in it."""

    formula: str
    inputs: dict[Role, tuple[str, ...]]


def account(catalogue: Catalogue, indicator: Indicator, language: Language) -> Account:
    """Return how the values of ``indicator`` are made, in ``language``."""
    measure, chance = indicator.measure, indicator.chance
    systems, ages = catalogue.systems, catalogue.life_courses
    every_age = ages.values() if indicator.each_life_course else ()
    named: dict[Role, tuple[str, ...]] = {
        "programmes": tuple(catalogue.programmes[p].name(language) for p in measure.programmes),
        "life_course": (ages[measure.life_course].name(language),) if measure.life_course else (),
        "each_life_course": tuple(group.name(language) for group in every_age),
        "system": (systems[measure.system].name(language),) if measure.system else (),
        "lines": tuple(catalogue.proper_name(line, language) for line in measure.lines),
        "years_before": (str(measure.years_before),) if measure.years_before else (),
        "not_in": tuple(catalogue.provinces[code].name(language) for code in measure.not_in),
        "chance": (catalogue.methods[chance.interval].name(language),) if chance else (),
    }
    formula = catalogue.measure_kinds[measure.kind].formula(language)
    return Account(
        formula.format(
            of=_added(catalogue, measure.of, language),
            over=_added(catalogue, measure.over, language),
            times=f"{measure.per:,.10g} × " if measure.per != 1 else "",
        ),
        {role: names for role, names in named.items() if names},
    )


def _added(catalogue: Catalogue, indicators: Sequence[str], language: Language) -> str:
    titles = [catalogue.indicators[name].title(language) for name in indicators]
    return f"({' + '.join(titles)})" if len(titles) > 1 else "".join(titles)
