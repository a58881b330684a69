"""Social protection: whom transfers reach, what they add, and what they do to poverty.

In the terms of the World Bank's ASPIRE. One observation is a person, or with a weight the people
that it stands for. Welfare is income or consumption a head, transfers the amount a head in the same
unit and period; welfare after them is welfare before plus transfers, as if nobody changed anything
else. Who counts as a beneficiary is asked of the caller wherever it matters: ``direct`` the person
who receives, ``household`` everybody in whose household somebody does.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.concentration import fractional_ranks
from welfare.metrics.inequality import gini
from welfare.metrics.poverty import fgt
from welfare.metrics.sample import Array, MetricError, labels, lines, numbers, sample

Recipients: TypeAlias = Literal["direct", "household"]
Ranked: TypeAlias = Literal["pre_transfer", "post_transfer"]


@dataclass(frozen=True)
class Reduction:
    """A measure before and after transfers.

    ``points`` is before less after, above 0 where transfers lower the measure (0.2 of a headcount
    are 20 percentage points). ``relative`` is points over before, None where before is 0.
    """

    before: float
    after: float
    points: float
    relative: float | None


def poverty_status(
    pre_transfer: ArrayLike, transfer: ArrayLike, line: ArrayLike, *, ranked: Ranked
) -> NDArray[np.bool_]:
    r"""Who is poor, by welfare before or after transfers.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers.
    transfer
        Transfers a head, zero or more.
    line
        Poverty line above zero in the same unit: one number, or one an observation.
    ranked
        ``pre_transfer`` or ``post_transfer``: the welfare that is held against the line.

    Returns
    -------
    NDArray
        True for each who is poor, in the order given.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``transfer``; a ``line`` not above zero;
        another word for ``ranked``.

    Notes
    -----
    .. math:: y_i < z_i

    Range: true or false.

    Ties: who stands exactly on the line is not poor.

    Limits: before transfers, the poor hold many whom transfers lift over the line, and a pensioner
    without other income is always poor; after them, whom transfers lifted is a beneficiary who is
    not poor. Only the caller knows which is meant.

    References
    ----------
    Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries. World Bank.

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poverty_status(pre, benefit, 80, ranked="post_transfer").tolist()
    [True, True, True, False, False]
    """  # noqa: E501
    welfare = _welfare(pre_transfer, transfer, ranked)
    return welfare < lines(line, like=welfare)


def quintiles(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    *,
    ranked: Ranked,
    weights: ArrayLike | None = None,
) -> NDArray[np.int_]:
    r"""Fifth of the population to which each belongs, by welfare before or after transfers.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers.
    transfer
        Transfers a head, zero or more.
    ranked
        ``pre_transfer`` or ``post_transfer``: the welfare by which people are ranked.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    NDArray
        1 (poorest) to 5 (richest) for each, those of weight zero included, in the order given.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``transfer``; ``weights`` that are
        negative or all zero; another word for ``ranked``.

    Notes
    -----
    .. math:: q_i = \lceil 5 R_i \rceil

    R is the fractional rank.

    Range: 1 to 5.

    Ties: observations of one welfare are in one fifth, that of the middle of their ranks; a middle
    on a boundary belongs to the lower one.

    Limits: an observation is never split, so where one stands for many, or many are equal, the
    fifths hold unequal numbers and one may be empty.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> quintiles([0, 40, 60, 100, 200], [50, 30, 0, 20, 0], ranked="post_transfer").tolist()
    [1, 3, 2, 4, 5]
    """
    ranks = fractional_ranks(_welfare(pre_transfer, transfer, ranked), weights)
    return np.clip(np.ceil(np.round(5 * ranks, 9)), 1, 5).astype(np.int_)


@overload
def coverage(
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: None = None,
    weights: ArrayLike | None = None,
) -> float: ...
@overload
def coverage(
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: Iterable[Hashable],
    weights: ArrayLike | None = None,
) -> dict[Hashable, float]: ...
def coverage(
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: Iterable[Hashable] | None = None,
    weights: ArrayLike | None = None,
) -> float | dict[Hashable, float]:
    r"""Share of people whom a transfer reaches, of all or of each group.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    recipients
        ``direct``: who receives is a beneficiary; ``household``: everybody in whose household
        somebody receives.
    households
        The household of each person, needed for ``household`` and only then.
    groups
        A label for each person, such as those of quintiles, poverty_status, a region; None is all.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float or dict
        Between 0 and 1, without a unit; with ``groups`` one for each label in order of first
        appearance, labels without people left out.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``transfer``; ``households`` missing, not
        asked for or null; ``groups`` that are null; another word for ``recipients``; ``weights``
        that are negative or all zero.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i b_i}{\sum_{i \in g} w_i}

    b is 1 for a beneficiary, else 0.

    Range: 0 to 1; 0 where nobody receives.

    Limits: not how much is received, nor whether people were entitled to it. Registers know direct
    recipients only and so give less than surveys, which count the household.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).
    Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries. World Bank.

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> coverage(benefit, recipients="direct")
    0.6
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> round(coverage(benefit, recipients="direct", groups=poor)[True], 4)
    0.6667
    """  # noqa: E501
    _, reached, weight = _received(transfer, recipients, households, weights)
    if groups is None:
        return float(np.sum(weight * reached) / np.sum(weight))
    sums = _sums(groups, transfer, weights, weight * reached, weight)
    return {label: found / people for label, (found, people) in sums.items()}


def beneficiary_incidence(
    transfer: ArrayLike,
    groups: Iterable[Hashable],
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    weights: ArrayLike | None = None,
) -> dict[Hashable, float]:
    r"""Each group's share of the beneficiaries.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    groups
        A label for each person, such as those of quintiles, poverty_status, a region.
    recipients
        ``direct``: who receives is a beneficiary; ``household``: everybody in whose household
        somebody receives.
    households
        The household of each person, needed for ``household`` and only then.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    dict
        Between 0 and 1 for each label in order of first appearance, labels without people left out;
        adds up to 1.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a ``transfer`` that is negative or that nobody
        receives; ``households`` missing, not asked for or null; ``groups`` that are null; another
        word for ``recipients``; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i b_i}{\sum_i w_i b_i}

    b is 1 for a beneficiary, else 0.

    Range: 0 to 1. Undefined where nobody receives.

    Limits: counts heads, whatever each receives; a group may have a great share because it is
    large.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> round(beneficiary_incidence(benefit, poor, recipients="direct")[True], 4)
    0.6667
    """
    _, reached, weight = _received(transfer, recipients, households, weights, somebody=True)
    sums = _sums(groups, transfer, weights, weight * reached)
    total = float(np.sum(weight * reached))
    return {label: found / total for label, (found,) in sums.items()}


def benefit_incidence(
    transfer: ArrayLike, groups: Iterable[Hashable], *, weights: ArrayLike | None = None
) -> dict[Hashable, float]:
    r"""Each group's share of the money transferred.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    groups
        A label for each person, such as those of quintiles, poverty_status, a region.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    dict
        Between 0 and 1 for each label in order of first appearance, labels without people left out;
        adds up to 1.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a ``transfer`` that is negative or that nobody
        receives; ``groups`` that are null; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i t_i}{\sum_i w_i t_i}

    Range: 0 to 1. Undefined where nobody receives.

    Limits: money counts where it is entered: with who receives it, or spread over the household.
    Says nothing of what the money is worth to those who get it.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> benefit_incidence(benefit, poor)[True]
    0.8
    """
    amount, weight = sample(transfer, weights, name="transfer")
    sums = _sums(groups, transfer, weights, weight * amount)
    total = float(np.sum(weight * amount))
    return {label: money / total for label, (money,) in sums.items()}


@overload
def adequacy(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: None = None,
    weights: ArrayLike | None = None,
) -> float: ...
@overload
def adequacy(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: Iterable[Hashable],
    weights: ArrayLike | None = None,
) -> dict[Hashable, float | None]: ...
def adequacy(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    groups: Iterable[Hashable] | None = None,
    weights: ArrayLike | None = None,
) -> float | dict[Hashable, float | None]:
    r"""Transfers as a share of the welfare of those who benefit, of all or of each group.

    Welfare is that after transfers, of which they are a part.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers, zero or more.
    transfer
        Transfers a head, zero or more, in the same unit and period.
    recipients
        ``direct``: who receives is a beneficiary; ``household``: everybody in whose household
        somebody receives.
    households
        The household of each person, needed for ``household`` and only then.
    groups
        A label for each person, such as those of quintiles, poverty_status, a region; None is all.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float or dict
        Between 0 and 1, without a unit; with ``groups`` one for each label in order of first
        appearance, None for a group without beneficiaries or whose beneficiaries have no welfare at
        all, labels without people left out.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``pre_transfer``; a ``transfer`` that is
        negative or that nobody receives; ``households`` missing, not asked for or null; ``groups``
        that are null; another word for ``recipients``; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \frac{\sum_{i \in g} w_i b_i t_i}{\sum_{i \in g} w_i b_i (y_i + t_i)}

    y is welfare before transfers, t the transfer, b is 1 for a beneficiary, else 0.

    Range: 0 to 1; 1 where beneficiaries have nothing else. Undefined where nobody receives.

    Zeros: a welfare of zero before transfers is meaningful.

    Limits: a ratio of sums, so that those with more weigh more; not the mean over beneficiaries of
    their own shares. Great also where people are very poor and transfers are small.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> round(adequacy(pre, benefit, recipients="direct"), 4)
    0.4167
    """
    before = _before(pre_transfer, transfer, weights)
    amount, reached, weight = _received(transfer, recipients, households, weights, somebody=True)
    money = weight * reached * amount
    welfare = weight * reached * (before + amount)
    if groups is None:
        return float(np.sum(money) / np.sum(welfare))
    sums = _sums(groups, transfer, weights, money, welfare)
    return {label: part / whole if whole else None for label, (part, whole) in sums.items()}


def undercoverage(
    transfer: ArrayLike,
    poor: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    weights: ArrayLike | None = None,
) -> float:
    r"""Share of the poor whom a transfer does not reach: the error of exclusion.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    poor
        True for each who is poor, as poverty_status gives it, or whom the transfer is meant for.
    recipients
        ``direct``: who receives is a beneficiary; ``household``: everybody in whose household
        somebody receives.
    households
        The household of each person, needed for ``household`` and only then.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between 0 and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``transfer``; ``poor`` that is neither
        true nor false, or true of nobody; ``households`` missing, not asked for or null; another
        word for ``recipients``; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: 1 - \frac{\sum_i w_i p_i b_i}{\sum_i w_i p_i}

    p is 1 for the poor, b for a beneficiary, else 0: one less the coverage of the poor.

    Range: 0 to 1; 1 where nobody receives. Undefined where nobody is poor.

    Limits: a transfer that all receive leaves out nobody: read it beside leakage and cost. Who is
    not poor only because of the transfer counts among the poor only before transfers.

    References
    ----------
    Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries. World Bank.

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> round(undercoverage(benefit, poor, recipients="direct"), 4)
    0.3333
    """  # noqa: E501
    _, reached, weight = _received(transfer, recipients, households, weights)
    needy = weight * _poor(poor, transfer, weights)
    if not needy.any():
        raise MetricError("poor", "is true of nobody")
    return float(np.sum(needy * ~reached) / np.sum(needy))


def leakage(
    transfer: ArrayLike,
    poor: ArrayLike,
    *,
    recipients: Recipients,
    households: Iterable[Hashable] | None = None,
    weights: ArrayLike | None = None,
) -> float:
    r"""Share of the beneficiaries who are not poor: the error of inclusion, in heads.

    For the share of the money see transfer_leakage.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    poor
        True for each who is poor, as poverty_status gives it, or whom the transfer is meant for.
    recipients
        ``direct``: who receives is a beneficiary; ``household``: everybody in whose household
        somebody receives.
    households
        The household of each person, needed for ``household`` and only then.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between 0 and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a ``transfer`` that is negative or that nobody
        receives; ``poor`` that is neither true nor false; ``households`` missing, not asked for or
        null; another word for ``recipients``; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \frac{\sum_i w_i (1 - p_i) b_i}{\sum_i w_i b_i}

    p is 1 for the poor, b for a beneficiary, else 0: one less the beneficiary incidence of the
    poor.

    Range: 0 to 1. Undefined where nobody receives.

    Limits: not the share of those who are not poor that is reached, which is their coverage. Of a
    universal transfer it is the share of people who are not poor, and no error.

    References
    ----------
    Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries. World Bank.

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> round(leakage(benefit, poor, recipients="direct"), 4)
    0.3333
    """  # noqa: E501
    _, reached, weight = _received(transfer, recipients, households, weights, somebody=True)
    needy = _poor(poor, transfer, weights)
    return float(np.sum(weight * reached * ~needy) / np.sum(weight * reached))


def transfer_leakage(
    transfer: ArrayLike, poor: ArrayLike, *, weights: ArrayLike | None = None
) -> float:
    r"""Share of the money transferred that goes to people who are not poor.

    Parameters
    ----------
    transfer
        What each person receives, zero or more.
    poor
        True for each who is poor, as poverty_status gives it, or whom the transfer is meant for.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between 0 and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a ``transfer`` that is negative or that nobody
        receives; ``poor`` that is neither true nor false; ``weights`` that are negative or all
        zero.

    Notes
    -----
    .. math:: \frac{\sum_i w_i (1 - p_i) t_i}{\sum_i w_i t_i}

    p is 1 for the poor, else 0: one less the benefit incidence of the poor.

    Range: 0 to 1. Undefined where nobody receives.

    Limits: what lifts a poor person far above the line counts as well placed: see
    benefit_cost_ratio.

    References
    ----------
    Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries. World Bank.

    Examples
    --------
    >>> pre, benefit = [0, 40, 60, 100, 200], [50, 30, 0, 20, 0]
    >>> poor = poverty_status(pre, benefit, 80, ranked="pre_transfer")
    >>> transfer_leakage(benefit, poor)
    0.2
    """  # noqa: E501
    amount, weight = sample(transfer, weights, name="transfer")
    needy = _poor(poor, transfer, weights)
    return float(np.sum(weight * amount * ~needy) / np.sum(weight * amount))


def poverty_reduction(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    line: ArrayLike,
    alpha: float,
    weights: ArrayLike | None = None,
) -> Reduction:
    r"""What transfers take off poverty, with everything else as it is.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers, zero or more.
    transfer
        Transfers a head, zero or more, in the same unit and period.
    line
        Poverty line above zero in the same unit: one number, or one an observation.
    alpha
        0 for the headcount, 1 for the poverty gap, 2 for the squared gap: see fgt.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    Reduction
        Poverty before and after, and its reduction in points, all 0 to 1, and relative to before,
        0 to 1 too, or None where nobody is poor before transfers.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``pre_transfer`` or ``transfer``; a
        ``line`` not above zero; an ``alpha`` below zero; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: P_\alpha(y) - P_\alpha(y + t)

    .. math:: \frac{P_\alpha(y) - P_\alpha(y + t)}{P_\alpha(y)}

    Range: 0 to 1.

    Zeros: a welfare of zero before transfers is meaningful.

    Ties: who stands exactly on the line is not poor.

    Limits: an arithmetic, not an effect: without the transfer people would have worked, saved or
    been helped otherwise. The headcount moves only with those who cross the line.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).
    Foster, J., Greer, J. and Thorbecke, E. (1984). A class of decomposable poverty measures. Econometrica 52(3), 761-766.

    Examples
    --------
    >>> found = poverty_reduction([0, 40, 60, 100, 200], [50, 30, 0, 20, 0], 80, alpha=1)
    >>> round(found.before, 4), round(found.after, 4), round(found.relative, 4)
    (0.35, 0.15, 0.5714)
    """  # noqa: E501
    _before(pre_transfer, transfer, weights)
    after = _welfare(pre_transfer, transfer, "post_transfer")
    return _reduction(fgt(pre_transfer, line, alpha, weights), fgt(after, line, alpha, weights))


def gini_reduction(
    pre_transfer: ArrayLike, transfer: ArrayLike, weights: ArrayLike | None = None
) -> Reduction:
    r"""What transfers take off inequality, by the Gini index, with everything else as it is.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers, zero or more.
    transfer
        Transfers a head, zero or more, in the same unit and period.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    Reduction
        Gini index before and after (0 to 1), its reduction in points (-1 to 1, below 0 where
        inequality rises) and relative to before (None where all have the same before transfers).

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; a ``pre_transfer`` that is negative or all
        zero; a negative ``transfer``; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: G(y) - G(y + t)

    .. math:: \frac{G(y) - G(y + t)}{G(y)}

    Range: -1 to 1 in points; relative at most 1.

    Zeros: a welfare of zero before transfers is meaningful, as long as somebody has some.

    Limits: an arithmetic, not an effect. People are ranked anew after transfers, so that it mixes
    how progressive these are with how they change places.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> found = gini_reduction([0, 40, 60, 100, 200], [50, 30, 0, 20, 0])
    >>> round(found.before, 4), round(found.after, 4), round(found.points, 4)
    (0.46, 0.288, 0.172)
    """
    before = _before(pre_transfer, transfer, weights)
    sample(before, None, name="pre_transfer", fewest=2)
    after = _welfare(pre_transfer, transfer, "post_transfer")
    return _reduction(gini(pre_transfer, weights), gini(after, weights))


def benefit_cost_ratio(
    pre_transfer: ArrayLike,
    transfer: ArrayLike,
    line: ArrayLike,
    weights: ArrayLike | None = None,
) -> float:
    r"""Poverty gap closed by each unit of money transferred.

    Parameters
    ----------
    pre_transfer
        Welfare a head before transfers, zero or more.
    transfer
        Transfers a head, zero or more, in the same unit and period.
    line
        Poverty line above zero in the same unit: one number, or one an observation.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between 0 and 1: baht of the gap closed for a baht transferred.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; a negative ``pre_transfer``; a ``transfer`` that is
        negative or that nobody receives; a ``line`` not above zero; ``weights`` that are negative
        or all zero.

    Notes
    -----
    .. math:: \frac{\sum_i w_i \left[ (z_i - y_i)_+ - (z_i - y_i - t_i)_+ \right]}{\sum_i w_i t_i}

    Range: 0 (nothing reaches the poor) to 1 (all of it fills gaps). Undefined where nobody
    receives.

    Zeros: a welfare of zero before transfers is meaningful.

    Limits: the cost is the money alone, without administration and without what others lose.
    Poverty is an aim of some transfers only: a pension or an insurance is not judged by it.

    References
    ----------
    World Bank. The Atlas of Social Protection: Indicators of Resilience and Equity (ASPIRE).

    Examples
    --------
    >>> benefit_cost_ratio([0, 40, 60, 100, 200], [50, 30, 0, 20, 0], 80)
    0.8
    """
    before = _before(pre_transfer, transfer, weights)
    amount, weight = sample(transfer, weights, name="transfer")
    limit, _ = sample(lines(line, like=numbers(transfer, "transfer")), weights)
    closed = np.minimum(amount, np.maximum(limit - before, 0))
    return float(np.sum(weight * closed) / np.sum(weight * amount))


def _welfare(pre_transfer: ArrayLike, transfer: ArrayLike, ranked: Ranked) -> Array:
    """Return the welfare of everybody before or after transfers."""
    before = numbers(pre_transfer, "pre_transfer")
    amount = numbers(transfer, "transfer", like=before)
    sample(amount, None, name="transfer", zero_total=True)
    if ranked == "pre_transfer":
        return before
    if ranked == "post_transfer":
        return before + amount
    raise MetricError("ranked", "must be pre_transfer or post_transfer")


def _before(pre_transfer: ArrayLike, transfer: ArrayLike, weights: ArrayLike | None) -> Array:
    """Return welfare before transfers, zero or more, people of weight zero left out."""
    before = numbers(pre_transfer, "pre_transfer")
    sample(numbers(transfer, "transfer", like=before), weights, name="transfer", zero_total=True)
    return sample(before, weights, name="pre_transfer", zero_total=True)[0]


def _received(
    transfer: ArrayLike,
    recipients: Recipients,
    households: Iterable[Hashable] | None,
    weights: ArrayLike | None,
    *,
    somebody: bool = False,
) -> tuple[Array, NDArray[np.bool_], Array]:
    """Return transfers, who is a beneficiary, and weights, people of weight zero left out."""
    everybody = numbers(transfer, "transfer")
    amount, weight = sample(everybody, weights, name="transfer", zero_total=not somebody)
    received = amount > 0
    if recipients == "direct":
        if households is not None:
            raise MetricError("households", "are not asked for where recipients are direct")
        return amount, received, weight
    if recipients != "household":
        raise MetricError("recipients", "must be direct or household")
    if households is None:
        raise MetricError("households", "are needed to count recipients with their household")
    named, home = labels(households, "households", like=everybody)
    home = _present(home, weights)
    return amount, (np.bincount(home, received, len(named)) > 0)[home], weight


def _poor(poor: ArrayLike, transfer: ArrayLike, weights: ArrayLike | None) -> NDArray[np.bool_]:
    needy = numbers(poor, "poor", like=numbers(transfer, "transfer"))
    if not np.isin(needy, (0, 1)).all():
        raise MetricError("poor", "must be true or false of each")
    return sample(needy, weights, zero_total=True)[0] > 0


def _sums(
    groups: Iterable[Hashable], transfer: ArrayLike, weights: ArrayLike | None, *each: Array
) -> dict[Hashable, tuple[float, ...]]:
    """Return the sums of ``each`` over the people of every label that has people."""
    named, group = labels(groups, "groups", like=numbers(transfer, "transfer"))
    group = _present(group, weights)
    sums = np.array([np.bincount(group, part, len(named)) for part in each])
    there = np.unique(group)
    return {named[label]: tuple(sums[:, label].tolist()) for label in there}


def _present(places: NDArray[np.intp], weights: ArrayLike | None) -> NDArray[np.intp]:
    """Return the places of the people of positive weight."""
    return sample(places, weights, zero_total=True)[0].astype(np.intp)


def _reduction(before: float, after: float) -> Reduction:
    points = before - after
    return Reduction(before, after, points, points / before if before > 0 else None)
