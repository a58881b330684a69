"""Parts of the page Data and quality: printed totals, sources that disagree, values that jump."""

import pandas as pd

from welfare.catalog import catalogue
from welfare.charts import findings_quality as findings
from welfare.charts import tables_quality as tables
from welfare.charts.tables_quality import area_name, number, subject, value_of
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.queries import quality
from welfare.ui.card import Rows, card
from welfare.ui.data_pieces import Cell, Heading, Mark, details, empty, rows_list
from welfare.ui.pieces import map_head
from welfare.ui.view import View

SETS = 12
PAIRS = 12
INDICATORS = 12


def totals(view: View) -> None:
    """Show printed totals beside what we add up: those that ship, then those of the files read."""
    shipped = quality.control_totals(view.snapshot)
    of_files = quality.reconciliations(view.snapshot)
    title = findings.totals_finding(shipped, of_files, view.language)
    with card(view, "totals", title, view.say("data.totals_about"), ()):
        if shipped.empty and of_files.empty:
            empty(view.say("data.no_raw"))
            return
        if not shipped.empty:
            map_head(view.say("data.totals_shipped"), view.palette.accent)
            rows_list("totals", _total_headings(view), _shipped(view, shipped))
        if not of_files.empty:
            map_head(view.say("data.totals_files"), view.palette.accent)
            rows_list("kinds", *_kinds(view, of_files))
            map_head(view.say("data.most_sets"), view.palette.accent)
            rows = [_set(view, row) for _, row in of_files.head(SETS).iterrows()]
            rows_list("totals", _total_headings(view), rows)
        details(view, "totals", _totals_rows(view, shipped, of_files))


def _totals_rows(view: View, shipped: pd.DataFrame, of_files: pd.DataFrame) -> Rows:
    """Return the table; totals that ship are told from the facts that they are the totals of."""
    added_up = Asked(
        "beneficiaries", {"source_id": [str(s) for s in shipped["source_id"].unique()]}
    )
    return Rows(
        lambda: tables.totals_table(shipped, of_files, view.language),
        added_up if of_files.empty else Asked("printed_totals", {}),
        counted=of_files.empty,
        beside=() if of_files.empty or shipped.empty else (added_up,),
    )


def _total_headings(view: View) -> list[Heading]:
    return [
        Heading(view.say("column.item")),
        Heading(view.say("column.check")),
        Heading(view.say("column.totals"), number=True),
        Heading(view.say("column.printed"), number=True),
        Heading(view.say("column.summed"), number=True),
        Heading(view.say("column.gap"), number=True),
        Heading(view.say("column.tolerance"), number=True),
    ]


def _shipped(view: View, shipped: pd.DataFrame) -> list[list[Cell]]:
    """Return a row a source: all its totals are of persons, so they add up."""
    by_source = shipped.groupby("source_id", sort=False).agg(
        totals=("totals", "sum"),
        printed=("printed", "sum"),
        summed=("summed", "sum"),
        largest_gap=("largest_gap", "max"),
        tolerance=("tolerance", "max"),
        unmet=("unmet", "sum"),
    )
    return [
        _total(
            view,
            Cell(
                catalogue().sources[str(source_id)].title(view.language),
                view.say("data.shipped_kind"),
            ),
            "met" if row["unmet"] == 0 else "unmet",
            row,
        )
        for source_id, row in by_source.iterrows()
    ]


def _set(view: View, row: pd.Series) -> list[Cell]:
    kind = tables.kind_words(str(row["kind"]), view.language)
    item = tables.item_words(str(row["item"]), view.language)
    return _total(view, Cell(f"{kind}: {item}", str(row["file"])), _mark(row), row)


def _mark(row: pd.Series) -> Mark:
    if row["met"]:
        return "met"
    return "accepted" if row["accepted"] else "unmet"


def _total(view: View, name: Cell, mark: Mark, row: pd.Series) -> list[Cell]:
    return [
        name,
        Cell(tables.check_words(mark, view.language), mark=mark),
        Cell(f"{row['totals']:,.0f}"),
        *(Cell(number(row[name])) for name in ("printed", "summed", "largest_gap", "tolerance")),
    ]


def _kinds(view: View, of_files: pd.DataFrame) -> tuple[list[Heading], list[list[Cell]]]:
    headings = [
        Heading(view.say("column.kind")),
        Heading(view.say("column.check")),
        Heading(view.say("column.totals"), number=True),
    ]
    rows = []
    for kind, sets in of_files.groupby("kind"):
        met = int(sets["met"].sum())
        failed = sets[~sets["met"]]
        worst: Mark = "met" if failed.empty else "accepted" if failed["accepted"].all() else "unmet"
        told = view.say("data.sets_met", met=f"{met:,}", sets=f"{len(sets):,}")
        name = Cell(tables.kind_words(str(kind), view.language))
        rows.append([name, Cell(told, mark=worst), Cell(f"{sets['totals'].sum():,}")])
    return headings, rows


def disagreements(view: View) -> None:
    """Show what two sources give differently, by subject and pair, and which is in use."""
    pairs = quality.disagreements_by_pair(view.snapshot)
    title = findings.disagreement_finding(pairs, view.language)
    with card(view, "disagreements", title, view.say("data.disagree_about"), ()):
        if pairs.empty:
            return
        headings = [
            Heading(view.say("column.subject")),
            Heading(view.say("column.in_use")),
            Heading(view.say("column.other_source")),
            Heading(view.say("column.facts"), number=True),
            Heading(view.say("column.median_gap"), number=True),
            Heading(view.say("column.largest_difference"), number=True),
        ]
        rows = [_pair(view, row) for _, row in pairs.head(PAIRS).iterrows()]
        rows_list("pairs", headings, rows)
        made = Rows(
            lambda: tables.disagreements_table(quality.disagreements(view.snapshot), view.language),
            Asked("disagreements", {}),
        )
        details(view, "disagreements", made, int(pairs["facts"].sum()))


def _pair(view: View, row: pd.Series) -> list[Cell]:
    told = tables.in_use(row, view.language)
    method = view.say("data.same_edition" if row["same_edition"] else "data.other_method")
    widest = view.say(
        "data.at_most",
        area=area_name(str(row["area_id"]), view.language),
        year=format_year(int(row["year"]), view.language),
        one=value_of(row, told.value, view.language),
        other=value_of(row, told.other_value, view.language),
    )
    return [
        Cell(subject(row, view.language), method),
        Cell(told.title, view.say(f"data.rule.{told.rule}")),
        Cell(told.other_title),
        Cell(f"{row['facts']:,}"),
        Cell(f"{100 * row['median_gap']:.1f}%"),
        Cell(f"{100 * row['largest_gap']:.1f}%", widest),
    ]


def jumps(view: View) -> None:
    """Show values that moved far from the one before, by indicator."""
    found = quality.jumps_by_indicator(view.snapshot)
    title = findings.jumps_finding(found, view.language)
    with card(view, "jumps", title, view.say("data.jumps_about"), ()):
        if found.empty:
            return
        headings = [
            Heading(view.say("column.indicator")),
            Heading(view.say("column.jumps"), number=True),
            Heading(view.say("column.areas"), number=True),
            Heading(view.say("column.widest")),
        ]
        rows = [_jump(view, row) for _, row in found.head(INDICATORS).iterrows()]
        rows_list("jumps", headings, rows)
        made = Rows(
            lambda: tables.jumps_table(quality.jumps(view.snapshot), view.language),
            Asked("jumps", {}),
        )
        details(view, "jumps", made, int(found["jumps"].sum()))


def _jump(view: View, row: pd.Series) -> list[Cell]:
    up = row["value"] > row["before_value"]
    times = view.say("data.times_up" if up else "data.times_down", times=tables.times(row["times"]))
    moved = view.say("data.from_to", **tables.jump_words(row, view.language))
    counts = view.say("data.rises_falls", rises=f"{row['rises']:,}", falls=f"{row['falls']:,}")
    title = catalogue().indicators[str(row["indicator_id"])].title(view.language)
    return [
        Cell(title),
        Cell(f"{row['jumps']:,}", counts),
        Cell(f"{row['areas']:,}"),
        Cell(times, moved),
    ]
