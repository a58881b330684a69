"""Which of two sources speaks where both give one fact, and by which rule."""

from typing import Literal

from welfare.catalog import Catalogue

Rule = Literal["whole", "edition", "rank", "newest", "order"]
RULES: tuple[Rule, ...] = ("whole", "edition", "rank", "newest", "order")


def speaks(one: str, other: str, declared: Catalogue) -> tuple[str, Rule]:
    """Return which of two sources is shown, and the first rule that tells them apart.

    A source that covers its subject in full stands before a sample of it; then the rank of the
    edition, then the rank of the source, then the one whose years end later, then the order of ids.
    """
    places = {name: _place(name, declared) for name in (one, other)}
    winner = max(places, key=lambda name: places[name])
    for rule, mine, theirs in zip(RULES, places[one], places[other], strict=True):
        if mine != theirs:
            return winner, rule
    return winner, "order"


def _place(name: str, declared: Catalogue) -> tuple[bool, int, int, int, str]:
    source = declared.sources[name]
    edition = declared.vintages[source.vintage].rank if source.vintage else 0
    return (not source.partial, edition, source.rank, source.years[1], name)
