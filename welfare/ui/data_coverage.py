"""Part of the page Data and quality: which area is known in which year."""

from welfare.catalog import catalogue
from welfare.charts import findings_quality as findings
from welfare.charts.coverage_matrix import Matrix, coverage_matrix, matrix_table
from welfare.extracts.asked import Asked
from welfare.queries import quality
from welfare.ui.card import Rows, card
from welfare.ui.data_pieces import details, empty, matrix, matrix_legend
from welfare.ui.view import View

APART = (
    ("wider", "w", "•", "data.only_wider"),
    ("none", "", "", "data.nothing"),
    ("unfounded", "u", "", "data.unfounded"),
)


def coverage(view: View, table: str, region: str | None) -> None:
    """Show, for a fact table, areas down and years across: what is there and what is not."""
    covered = quality.coverage(view.snapshot, table)
    title = findings.coverage_finding(covered, table, view.language)
    about = f"{view.say(f'data.counted.{table}')} · {view.say('data.groups_about')}"
    with card(view, "coverage", title, about, ()):
        if covered.empty:
            empty(view.say("empty.no_data"))
            return
        shown: Matrix = view.remember(
            ("coverage_matrix", table, region),
            lambda: coverage_matrix(covered, view.language, region),
        )
        states = {cell.state for row in shown.rows for cell in row.cells}
        apart = [(name, sign, view.say(key)) for state, name, sign, key in APART if state in states]
        matrix_legend(view, shown, apart)
        matrix(view, shown, view.say("column.area"))
        asked = Asked(_publication_of(table), {})
        rows = Rows(lambda: matrix_table(shown, view.language), asked, counted=True)
        details(view, "coverage", rows)


def _publication_of(table: str) -> str:
    """Return the published table that is made from a fact table."""
    return next(p.id for p in catalogue().publications.values() if p.made_from == table)
