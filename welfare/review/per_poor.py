"""Money per poor person over the years, and how sure its change is."""

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.queries.profile import grants_unplaced
from welfare.review.changes import History, history_of, sources_in
from welfare.review.latest import number
from welfare.review.per_poor_words import how_sure, per_poor_said
from welfare.review.province_records import MoneyPerPoor, PoorChange, PoorYear
from welfare.warehouse import Snapshot

UNIT = "thb_poor_person"
FUND = "grants_thb"


def per_poor_of(snapshot: Snapshot, code: str) -> tuple[MoneyPerPoor, ...]:
    """Return every money per poor person that is known of a province."""
    history = history_of(snapshot, code)
    declared = [i for i in catalogue().indicators.values() if i.unit == UNIT]
    found = (_one(snapshot, history, indicator, code) for indicator in declared)
    return tuple(one for one in found if one is not None)


def _one(
    snapshot: Snapshot, history: History, indicator: Indicator, code: str
) -> MoneyPerPoor | None:
    measure = indicator.measure
    amounts, people = (catalogue().indicators[name] for name in (*measure.of, *measure.over))
    unplaced = grants_unplaced(snapshot) if amounts.id == FUND else None
    rows, of, over = (history.get(name) for name in (indicator.id, amounts.id, people.id))
    if rows is None or of is None or over is None:
        return None
    years = poor_years(rows, of, over, measure.years_before, unplaced)
    if not years:
        return None
    change = change_of(years)
    money_until = int(of.loc[of["value"].notna(), "year"].max())
    return MoneyPerPoor(
        indicator=indicator.id,
        years=years,
        change=change,
        money_until=money_until,
        sources=sources_in(rows["source_ids"]),
        sentence=per_poor_said(indicator, years, change, code),
        how_sure=how_sure(indicator, years, change, money_until),
    )


def poor_years(
    rows: pd.DataFrame,
    amounts: pd.DataFrame,
    people: pd.DataFrame,
    years_before: int,
    unplaced: pd.DataFrame | None,
) -> tuple[PoorYear, ...]:
    """Return the known years whose numbers of the poor stand in the latest edition.

    Parameters
    ----------
    rows, amounts, people
        The quotient, its baht and its poor: year, value (the quotient also nation; the poor also
        low, high, vintage_id), oldest first.
    years_before
        How many years the poor may be older than the money.
    unplaced
        fiscal_year, amount_thb, unplaced_thb of the whole programme; None where nothing is known
        of money without a province.
    """
    known = people[people["value"].notna()].set_index("year")
    baht = amounts.set_index("year")["value"]
    whole = None if unplaced is None else unplaced.set_index("fiscal_year")
    found = []
    for row in rows[rows["value"].notna()].itertuples():
        year = int(row.year)
        near = [y for y in known.index if year - years_before <= y <= year]
        poor = known.loc[max(near)]
        lost = None if whole is None else float(whole.at[year, "unplaced_thb"])
        found.append(
            PoorYear(
                year=year,
                value=float(row.value),
                amount=float(baht[year]),
                people=float(poor["value"]),
                people_year=int(max(near)),
                people_low=number(poor["low"]),
                people_high=number(poor["high"]),
                vintage_id=poor["vintage_id"] if isinstance(poor["vintage_id"], str) else None,
                nation=number(row.nation),
                unplaced_thb=lost,
                unplaced_pct=(
                    None
                    if whole is None or lost is None
                    else 100 * lost / float(whole.at[year, "amount_thb"])
                ),
            )
        )
    return tuple(one for one in found if one.vintage_id == found[-1].vintage_id)


def change_of(years: tuple[PoorYear, ...]) -> PoorChange | None:
    r"""Return how money per poor person changed from the first year to the last.

    None where there is but one year, or nothing in one of them.

    Notes
    -----
    ``error_needed`` is :math:`\max(v_1 / v_0, v_0 / v_1)`: were the ratio of the two numbers of
    the poor wrong by this factor, nothing would have changed. ``bound`` gives the year with less
    all the money of its year that names no province.
    """
    first, last = years[0], years[-1]
    if len(years) < 2 or first.value <= 0 or last.value <= 0:
        return None
    fell = last.value < first.value
    lower, higher = (last, first) if fell else (first, last)
    bound = (
        None if lower.unplaced_thb is None else (lower.amount + lower.unplaced_thb) / lower.people
    )
    return PoorChange(
        value_pct=100 * (last.value / first.value - 1),
        amount_pct=100 * (last.amount / first.amount - 1),
        people_pct=100 * (last.people / first.people - 1),
        error_needed=higher.value / lower.value,
        bound_year=lower.year,
        bound=bound,
        holds=None if bound is None else bound < higher.value,
    )
