"""What a scenario changes: money of each province, how unequal it is, and whether it follows need.

Money per head and per poor person are those of the people and the poor of the situation. Every
measure counts a province by its people, as on the page Inequality.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from welfare.metrics.allocation import allocate, blended
from welfare.metrics.concentration import concentration_index
from welfare.metrics.disparity import max_min_ratio
from welfare.metrics.inequality import gini, theil_t
from welfare.metrics.sample import Array, MetricError
from welfare.review.scenario import Bound, Scenario
from welfare.review.situation import Claim, Situation

Sharer = Callable[[Mapping[str, pd.Series]], Array]
Estimate = Literal["counted", "interval", "years", "single"]
"""How a claim is known otherwise: it rests on no estimate, by interval, by other years, or not."""
MEASURES = (
    ("head", "gini"),
    ("head", "theil"),
    ("head", "max_min"),
    ("poor", "gini"),
    ("head", "concentration_index"),
)
"""What is told before and after: of money per head or per poor person, and which statistic."""


@dataclass(frozen=True)
class Outcome:
    """A scenario worked out on a situation.

    ``provinces`` is indexed by code: now, after, change (baht), head_now, head_after, poor_now,
    poor_after (baht a person), low and high (baht, over all estimates of need; equal to ``after``
    where it rests on none), sure (whether every estimate gives the change one sign).
    ``measures`` has of, statistic, before, after, low, high; a ratio that does not exist is null.
    ``kept`` are provinces of which a claim is not known: they keep what they have. ``unused`` are
    set by hand but outside. ``balance`` is what is left of the total where every province is set by
    hand; below zero where more is set by hand than there is.
    """

    scenario: Scenario
    situation: Situation
    claims: tuple[Claim, ...]
    provinces: pd.DataFrame
    measures: pd.DataFrame
    total: float
    balance: float
    kept: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def estimates(self) -> dict[str, Estimate]:
        """How the claim of each rule is known otherwise."""
        return {claim.rule: estimate(claim) for claim in self.claims}

    @property
    def tried(self) -> bool:
        """Whether any other estimate of need is known."""
        return bool({"interval", "years"} & set(self.estimates.values()))

    def count(self, sign: int, *, sure: bool | None = None) -> int:
        """Return how many provinces get more (1), less (-1) or the same (0)."""
        rows = np.sign(self.provinces["change"].round()) == sign
        return int((rows if sure is None else rows & (self.provinces["sure"] == sure)).sum())

    @property
    def moved(self) -> float:
        """Baht that go to another province than now, where the total stays the same."""
        return float(self.provinces["change"].clip(lower=0).sum())

    def measure(self, of: str, statistic: str) -> pd.Series:
        """Return the row of one measure."""
        rows = self.measures
        return rows[(rows["of"] == of) & (rows["statistic"] == statistic)].iloc[0]


def estimate(claim: Claim) -> Estimate:
    """Return how another estimate of a claim is known."""
    if claim.rule in ("now", "head"):
        return "counted"
    if claim.low is not None:
        return "interval"
    return "years" if claim.others else "single"


def reallocate(here: Situation, claims: Sequence[Claim], scenario: Scenario) -> Outcome:
    """Work a scenario out.

    Parameters
    ----------
    claims
        Of the scenario's rules, in their order.

    Raises
    ------
    MetricError
        ``floor`` or ``cap`` that cannot be kept; ``total`` that is less than provinces without a
        claim have.
    """
    total = float(scenario.total if scenario.total is not None else here.provinces["now"].sum())
    known = pd.DataFrame({claim.rule: claim.values for claim in claims}).notna().all(axis=1)
    share = _sharer(here, known, scenario, total)
    base: dict[str, pd.Series] = {claim.rule: claim.values for claim in claims}
    after = share(base)
    single = [share({**base, c.rule: other}) for c in claims for other in _one_by_one(c)]
    together = [share({**base, c.rule: other}) for c in claims for other in _together(c, here)]
    return Outcome(
        scenario=scenario,
        situation=here,
        claims=tuple(claims),
        provinces=_provinces(here, after, [*single, *together]),
        measures=_measured(here, after, together),
        total=total,
        balance=round(total - float(after.sum()), 2),
        kept=tuple(str(code) for code in known.index[~known]),
        unused=tuple(code for code, _ in scenario.hand if code not in here.provinces.index),
    )


def _sharer(here: Situation, known: pd.Series, scenario: Scenario, total: float) -> Sharer:
    """Return what gives each province its money for some weights.

    What is set by hand comes first; what that and the provinces without a claim leave is shared by
    the rules. Where they leave nothing, the others get nothing.
    """
    by_hand = here.provinces.index.to_series().map(dict(scenario.hand))
    start = by_hand.fillna(here.provinces["now"]).to_numpy(dtype=float)
    mask: NDArray[np.bool_] = (known & by_hand.isna()).to_numpy(dtype=bool)
    own = here.provinces[mask]
    rest = total - float(start[~mask].sum())
    if rest < 0 and by_hand.isna().all():
        raise MetricError("total", f"is {-rest:g} less than provinces without a claim have")
    floor, cap = _baht(scenario.floor, own), _baht(scenario.cap, own)
    parts = [part for _, part in scenario.shares]

    def share(weights: Mapping[str, pd.Series]) -> Array:
        after: Array = start.copy()
        if rest < 0:
            after[mask] = 0.0
        elif mask.any():
            rules = [weights[rule].to_numpy(dtype=float)[mask] for rule, _ in scenario.shares]
            after[mask] = allocate(rest, blended(rules, parts), floor=floor, cap=cap)
        return after

    return share


def _baht(bound: Bound | None, own: pd.DataFrame) -> "pd.Series[float] | None":
    if bound is None:
        return None
    base = own["now"] / 100 if bound.of == "now" else own["people"]
    return base * bound.amount


def _one_by_one(claim: Claim) -> "list[pd.Series[float]]":
    """Return the claim with one province at an end of its interval and all others at the other."""
    if claim.low is None or claim.high is None:
        return []
    return [
        rest.where(rest.index != code, mine)
        for mine, rest in ((claim.low, claim.high), (claim.high, claim.low))
        for code in claim.values.index
    ]


def _together(claim: Claim, here: Situation) -> "list[pd.Series[float]]":
    """Return the claim of other years, or with need as steep and as flat as intervals allow.

    A province that is not known in another year stays at its first estimate.
    """
    if claim.low is None or claim.high is None:
        return [values.fillna(claim.values) for _, values in claim.others]
    needy = here.provinces["need"] >= here.provinces["need"].median()
    return [
        claim.high.where(needy, claim.low),
        claim.low.where(needy, claim.high),
    ]


def _provinces(here: Situation, after: Array, variants: Sequence[Array]) -> pd.DataFrame:
    own = here.provinces
    every = np.array([after, *variants])
    signs = np.sign((every - own["now"].to_numpy(dtype=float)).round())
    return pd.DataFrame(
        {
            "now": own["now"],
            "after": after,
            "change": after - own["now"],
            "head_now": own["now"] / own["people"],
            "head_after": after / own["people"],
            "poor_now": own["now"] / own["poor"],
            "poor_after": after / own["poor"],
            "low": every.min(axis=0),
            "high": every.max(axis=0),
            "sure": (signs == signs[0]).all(axis=0),
        }
    )


def _measured(here: Situation, after: Array, variants: Sequence[Array]) -> pd.DataFrame:
    rows = []
    before = _statistics(here, here.provinces["now"].to_numpy(dtype=float))
    found = _statistics(here, after)
    every = [found, *(_statistics(here, variant) for variant in variants)]
    for of, statistic in MEASURES:
        values = [each[of, statistic] for each in every]
        known = all(value is not None for value in values)
        rows.append(
            {
                "of": of,
                "statistic": statistic,
                "before": before[of, statistic],
                "after": found[of, statistic],
                "low": min(v for v in values if v is not None) if known else None,
                "high": max(v for v in values if v is not None) if known else None,
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("before", "after", "low", "high"), float))


def _statistics(here: Situation, money: Array) -> dict[tuple[str, str], float | None]:
    own = {name: here.provinces[name].to_numpy(dtype=float) for name in ("people", "poor", "need")}
    people, head = own["people"], money / own["people"]
    return {
        ("head", "gini"): gini(head, people),
        ("head", "theil"): theil_t(head, people),
        ("head", "max_min"): max_min_ratio(head) if head.min() > 0 else None,
        ("poor", "gini"): gini(money / own["poor"], people),
        ("head", "concentration_index"): concentration_index(head, -own["need"], people),
    }
