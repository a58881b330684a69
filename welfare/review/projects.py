"""What a policymaker asks of funded projects: how many, how large, by whom, and which they are."""

import unicodedata
from dataclasses import dataclass

import pandas as pd

from welfare.catalog import COUNTRY, UNKNOWN_PROVINCE, Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.language import format_amount, format_value, format_year, message
from welfare.queries.projects import projects
from welfare.warehouse import Snapshot

FUND = "promotion_fund"
"""The fund that is shown first."""
NOT_STATED = "unknown"
"""The kind of organisation of projects whose source states none."""
SIZES = (10_000, 30_000, 50_000, 100_000, 300_000)
"""Baht from which a class of size begins, after the first."""
A_PAGE = 20
"""Projects on a page of the list."""


def granted(snapshot: Snapshot, fund: str) -> pd.DataFrame:
    """Return the projects of one fund of all years, without the recognised ones.

    These were granted earlier, and stand among the others already.
    """
    rows = projects(snapshot)
    return rows[~rows["recognised"] & (rows["programme_id"] == fund)]


def funds(snapshot: Snapshot) -> list[str]:
    """Return the programmes that gave to projects, :data:`FUND` first."""
    rows = projects(snapshot)
    found = sorted(rows.loc[~rows["recognised"], "programme_id"].unique())
    return sorted(found, key=lambda fund: fund != FUND)


def kept(
    rows: pd.DataFrame,
    year: int | None = None,
    region: str | None = None,
    province: str | None = None,
    kind: str | None = None,
) -> pd.DataFrame:
    """Return the rows of a fiscal year (CE), a region, a province and a kind of organisation.

    What names no province is in no region. None keeps all.
    """
    if year is not None:
        rows = rows[rows["fiscal_year"] == year]
    if province is not None:
        rows = rows[rows["province_code"] == province]
    elif region is not None:
        members = [code for code, p in catalogue().provinces.items() if p.region == region]
        rows = rows[rows["province_code"].isin(members)]
    return rows if kind is None else rows[rows["organisation_kind"] == kind]


def by_year_and_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Return fiscal_year, organisation_kind, projects, amount_thb, oldest first."""
    summed = rows.groupby(["fiscal_year", "organisation_kind"], as_index=False)
    return summed[["projects", "amount_thb"]].sum()


def sizes_by_kind(rows: pd.DataFrame, *, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return how large projects are on average, over those that record an amount above zero.

    Returns
    -------
    pandas.DataFrame
        Columns of ``by``, organisation_kind, projects, amount_thb, zero, missing, recorded
        (projects with an amount above zero) and mean (baht a recorded project). The last four are
        null where a source does not tell how many projects record none.
    """
    summed = rows.groupby([*by, "organisation_kind"], as_index=False).agg(
        projects=("projects", "sum"),
        amount_thb=("amount_thb", "sum"),
        zero=("projects_amount_zero", _all_known),
        missing=("projects_amount_missing", _all_known),
    )
    summed = summed.astype({"zero": float, "missing": float})
    recorded = summed["projects"] - summed["zero"] - summed["missing"]
    return summed.assign(
        recorded=recorded, mean=summed["amount_thb"] / recorded.where(recorded > 0)
    )


def _all_known(counts: pd.Series) -> float:
    return float(counts.astype(float).sum(skipna=False))


def size_classes(rows: pd.DataFrame) -> pd.DataFrame | None:
    """Return how many single projects are of each size; None where no amount of one is known.

    A row that counts several projects gives the amount of none of them. Columns: low and high
    (baht, high null for the last class), projects.
    """
    single = rows[rows["project_name"].notna() & (rows["projects"] == 1)]
    amounts = single.loc[single["amount_thb"] > 0, "amount_thb"]
    if amounts.empty:
        return None
    edges = [0.0, *map(float, SIZES), float("inf")]
    counts = pd.cut(amounts, edges, right=False).value_counts(sort=False)
    return pd.DataFrame(
        {"low": edges[:-1], "high": [*edges[1:-1], None], "projects": counts.to_numpy()}
    )


def rate_of(fund: str, snapshot: Snapshot) -> Indicator | None:
    """Return the declared indicator of a fund's projects by 100,000 people; None without one."""
    sources = set(granted(snapshot, fund)["source_id"])
    for indicator in catalogue().indicators.values():
        counted = [catalogue().indicators[name] for name in indicator.measure.of]
        if indicator.chance is not None and any(
            i.measure.kind == "grants" and i.measure.column == "projects" for i in counted
        ):
            return indicator if sources & set(indicator.sources) else None
    return None


def fund_finding(rows: pd.DataFrame, complete: pd.DataFrame, fund: str, language: Language) -> str:
    """Return how many projects a fund gave to and how much, and which complete year was highest.

    ``complete`` is ``rows`` without the years that the register covers in part only.
    """
    if complete.empty:
        return message("empty.no_data", language)
    by_year = complete.groupby("fiscal_year")[["projects", "amount_thb"]].sum()
    peak = by_year["amount_thb"].idxmax()
    years = rows["fiscal_year"]
    return message(
        "projects.finding" if len(by_year) > 1 else "projects.finding_one_year",
        language,
        fund=catalogue().programmes[fund].name(language),
        first=format_year(int(years.min()), language, fiscal=True),
        last=format_year(int(years.max()), language),
        projects=f"{rows['projects'].sum():,}",
        amount=format_amount(float(rows["amount_thb"].sum()), language, unit="thb"),
        peak=format_year(int(peak), language, fiscal=True),
        peak_amount=format_amount(float(by_year["amount_thb"][peak]), language, unit="thb"),
        peak_projects=f"{by_year['projects'][peak]:,}",
    )


def rate_finding(areas: pd.DataFrame, rate: Indicator, year: int, language: Language) -> str:
    """Return the rate of the country, and how many provinces are surely above or below it.

    Surely: the 95 % interval of the province does not hold the rate of the country. ``areas`` has
    area_id, area_kind, value, low and high.
    """
    country = float(areas.set_index("area_id")["value"][COUNTRY])
    provinces = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    above = provinces["low"] > country
    below = provinces["high"] < country
    return message(
        "projects.rate",
        language,
        title=rate.title(language),
        year=shown_year(year, rate, language),
        country=format_value(country, rate, language),
        above=int(above.sum()),
        below=int(below.sum()),
        neither=int((~above & ~below).sum()),
    )


def kind_finding(sizes: pd.DataFrame, language: Language) -> str:
    """Return which kind of organisation has most projects, and whose are largest on average."""
    if sizes.empty:
        return message("empty.no_data", language)
    kinds = catalogue().organisation_kinds
    most = sizes.loc[sizes["projects"].idxmax()]
    known = sizes[sizes["mean"].notna() & (sizes["organisation_kind"] != NOT_STATED)]
    said = message(
        "projects.most_kind",
        language,
        kind=kinds[str(most["organisation_kind"])].name(language),
        projects=f"{most['projects']:,}",
        share=f"{100 * most['projects'] / sizes['projects'].sum():.0f}%",
    )
    if known.empty:
        return said
    largest = known.loc[known["mean"].idxmax()]
    mean = message(
        "projects.largest_kind",
        language,
        kind=kinds[str(largest["organisation_kind"])].name(language),
        mean=format_amount(float(largest["mean"]), language, unit="thb"),
    )
    return f"{said} {mean}"


@dataclass(frozen=True)
class Found:
    """A page of the named projects that were sought, ``page`` and ``pages`` from 1."""

    rows: pd.DataFrame
    count: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the first row among all that were found, from 1."""
        return (self.page - 1) * A_PAGE + 1


def named_projects(snapshot: Snapshot) -> pd.DataFrame:
    """Return the projects that sources name, with ``sought``: the text that words are sought in."""
    return snapshot.remember("named_projects", lambda: _named(projects(snapshot)))


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows[rows["project_name"].notna()]
    declared = catalogue()
    places = {code: f"{p.name_th} {p.name_en}" for code, p in declared.provinces.items()}
    texts = [
        " ".join(
            (
                *(f"{t} {declared.english_names.get(t, '')}" for t in texts if isinstance(t, str)),
                places.get(code, ""),
            )
        )
        for *texts, code in zip(
            named["project_name"], named["organisation"], named["province_code"], strict=True
        )
    ]
    sought = [_folded(text) for text in texts]
    return named.assign(sought=pd.Series(sought, index=named.index, dtype="str"))


def search(rows: pd.DataFrame, words: str | None, page: int | None) -> Found:
    """Return the page of the named projects that hold every word in a name or a place.

    Words are parted by spaces, and taken as they stand: no sign in them has a meaning of its own. A
    page beyond the last gives the last.
    """
    for word in _folded(words or "").split():
        rows = rows[rows["sought"].str.contains(word, regex=False)]
    pages = max(1, -(-len(rows) // A_PAGE))
    shown = min(page or 1, pages)
    return Found(rows.iloc[(shown - 1) * A_PAGE : shown * A_PAGE], len(rows), shown, pages)


def _folded(text: str) -> str:
    """Return a text as it is compared: composed signs, no capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def list_table(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the named projects: year, name, organisation, its kind, province, baht."""
    declared = catalogue()
    return pd.DataFrame(
        {
            message("column.year", language): [
                format_year(int(year), language) for year in rows["fiscal_year"]
            ],
            message("column.project", language): [
                _counted(str(name), int(count), language)
                for name, count in zip(rows["project_name"], rows["projects"], strict=True)
            ],
            message("projects.organisation", language): [
                catalogue().proper_name(name, language) if isinstance(name, str) else ""
                for name in rows["organisation"]
            ],
            message("column.organisation_kind", language): [
                declared.organisation_kinds[kind].name(language)
                for kind in rows["organisation_kind"]
            ],
            message("column.province", language): [
                message("projects.no_province", language)
                if code == UNKNOWN_PROVINCE
                else declared.provinces[code].name(language)
                for code in rows["province_code"]
            ],
            message("column.amount", language): rows["amount_thb"].astype(float).to_numpy(),
        }
    )


def _counted(name: str, count: int, language: Language) -> str:
    shown = catalogue().proper_name(name, language)
    return shown if count == 1 else message("projects.counted", language, name=shown, count=count)
