"""A reallocation as a few lines of Python that read what is published and give the same numbers."""

from urllib.parse import urlencode

from welfare.extracts.asked import Asked
from welfare.review.reallocation import Outcome
from welfare.review.scenario import Bound
from welfare.review.situation import Claim


def snippet(outcome: Outcome, origin: str) -> str:
    """Return code that prints the measures before and after.

    Each of the two lines printed has the Gini of money per head, that of money per poor person, and
    the concentration index. ``origin`` is the address of the server, such as ``https://host``.
    """
    here, scenario = outcome.situation, outcome.scenario
    values, people = asked_for(outcome)
    own = {
        "now": _read(here.money.id, here.year),
        "people": 'people["people"]',
        "poor": _read(here.poor.id, here.poor_year),
        "need": _read(here.rate.id, here.poor_year),
        "after": _read(here.money.id, here.year),
    }
    columns = ", ".join(f'"{name}": {value}' for name, value in own.items())
    rules = ", ".join(f'"{claim.rule}": {_weight(claim)}' for claim in outcome.claims)
    total = "t.now.sum()" if scenario.total is None else str(scenario.total)
    parts = [part for _, part in scenario.shares]
    code = 'dtype={"area_id": str}'
    lines = [
        "import pandas as pd",
        "from welfare.metrics import allocate, blended, concentration_index, gini",
        f"rows = pd.read_csv({_address(origin, values)}, {code})",
        f'people = pd.read_csv({_address(origin, people)}, {code}, index_col="area_id")',
        'v = rows.set_index(["indicator_id", "year", "area_id"])["value"].loc',
        f"t = pd.DataFrame({{{columns}}}).dropna()",
        f"w = pd.DataFrame({{{rules}}}).reindex(t.index).dropna()",
        f"parts, rest = {parts}, {total} - t.after.drop(w.index).sum()",
        f't.loc[w.index, "after"] = allocate(rest, blended([w[r] for r in w], parts)'
        f"{_bound('floor', scenario.floor)}{_bound('cap', scenario.cap)})",
        "for m in (t.now, t.after): print(gini(m / t.people, t.people), gini(m / t.poor, t.people),"
        " concentration_index(m / t.people, -t.need, t.people))",
    ]
    hand = {code: baht for code, baht in scenario.hand if code not in outcome.unused}
    if hand:
        place = next(i for i, each in enumerate(lines) if each.startswith("parts, rest"))
        lines[place:place] = [
            f"hand = pd.Series({hand!r})",
            't["after"] = hand.reindex(t.index).fillna(t.after)',
            'w = w.drop(hand.index, errors="ignore")',
        ]
    return "\n".join(lines)


def _read(indicator: str, year: int) -> str:
    return f'v["{indicator}", {year}]'


def _weight(claim: Claim) -> str:
    if claim.rule in ("now", "poor"):
        return f"t.{claim.rule}"
    if claim.rule == "head":
        return "t.people"
    return " * ".join(_read(*term) for term in claim.terms)


def _address(origin: str, asked: Asked) -> str:
    filters = {name: ",".join(values) for name, values in asked.filters.items()}
    query = urlencode({"format": "csv", **filters}, safe=",")
    return f'"{origin}/api/v1/data/{asked.publication}?{query}"'


def asked_for(outcome: Outcome) -> tuple[Asked, Asked]:
    """Return what asks for the published rows: values, and the people of each province."""
    here = outcome.situation
    terms = [
        (here.money.id, here.year),
        (here.poor.id, here.poor_year),
        (here.rate.id, here.poor_year),
        *(term for claim in outcome.claims for term in claim.terms),
    ]
    values = {
        "indicator_id": list(dict.fromkeys(name for name, _ in terms)),
        "year": [str(year) for year in sorted({year for _, year in terms})],
        "area_kind": ["province"],
        "is_current": ["true"],
    }
    people = {"indicator_id": [here.per_poor.id], "year": [str(here.year)]}
    return Asked("indicators", values), Asked("clusters", people)


def _bound(name: str, bound: Bound | None) -> str:
    if bound is None:
        return ""
    if bound.of == "now":
        return f", {name}={bound.amount:g} / 100 * t.now[w.index]"
    return f", {name}={bound.amount:g} * t.people[w.index]"
