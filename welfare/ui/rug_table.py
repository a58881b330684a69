"""The rug as one table: provinces down, indicators across, a sign, a number and words in each."""

from collections.abc import Mapping, Sequence
from html import escape

from welfare.catalog import catalogue
from welfare.charts.findings import shown_year
from welfare.language.numbers import NO_VALUE
from welfare.review.latest import Latest
from welfare.review.rug import Cell, Rug
from welfare.review.rug_words import ARROWS, SIGNS, beside_words, state_words, way_words
from welfare.ui.view import View

Groups = Mapping[str, Sequence[str]]
"""Codes of provinces in their order, under the name of each group; one nameless group is none."""


def rug_table(view: View, found: Rug, groups: Groups, *, slipping: bool = False) -> str:
    """Return the table in a box that scrolls and takes the focus.

    With ``slipping`` only the cells that are worse and got worse are written out.
    """
    head = "".join(_head(view, found, one) for one in found.columns)
    bodies = "".join(
        _body(view, found, name, codes, slipping=slipping) for name, codes in groups.items()
    )
    label = escape(view.say("rug.table_label", columns=len(found.columns)))
    return (
        f'<div class="wa-scroll wa-rug" tabindex="0" role="region" aria-label="{label}"><table>'
        f'<thead><tr><th scope="col">{escape(view.say("column.province"))}</th>{head}</tr></thead>'
        f"{bodies}</table></div>"
    )


def _head(view: View, found: Rug, one: Latest) -> str:
    year = shown_year(one.year, one.indicator, view.language)
    unit = catalogue().units[one.indicator.unit].name(view.language)
    return (
        f'<th scope="col">{escape(one.indicator.title(view.language))}'
        f"<small>{escape(unit)} · {escape(year)}</small>"
        f"<small>{escape(beside_words(one, found.against, view.language))}</small></th>"
    )


def _body(view: View, found: Rug, name: str, codes: Sequence[str], *, slipping: bool) -> str:
    group = (
        f'<tr><th scope="rowgroup" colspan="{len(found.columns) + 1}"><span>{escape(name)}</span>'
        "</th></tr>"
        if name
        else ""
    )
    rows = "".join(_row(view, found, code, slipping=slipping) for code in codes)
    return f"<tbody>{group}{rows}</tbody>"


def _row(view: View, found: Rug, code: str, *, slipping: bool) -> str:
    name = escape(catalogue().provinces[code].name(view.language))
    link = f"profile?lang={view.language}&amp;province={code}"
    chosen = ' class="wa-chosen" aria-current="true"' if code == view.choice.province else ""
    told = "".join(
        _cell(view, found, cell) if not slipping or cell.worse_and_slipping else "<td></td>"
        for cell in found.rows[code]
    )
    return f'<tr{chosen}><th scope="row"><a href="{link}">{name}</a></th>{told}</tr>'


def _cell(view: View, found: Rug, cell: Cell) -> str:
    words = state_words(cell, found.against, view.language)
    if cell.value is None:
        return f'<td class="wa-unknown">{NO_VALUE}<small>{escape(words)}</small></td>'
    indicator = catalogue().indicators[cell.indicator]
    way = way_words(cell, view.language)
    went = f" · {ARROWS[cell.change.way]} {escape(way)}" if cell.change and way else ""
    return (
        f'<td class="wa-{cell.state}"><b><i aria-hidden="true">{SIGNS[cell.state]}</i> '
        f"{cell.value:,.{indicator.decimals}f}</b><small>{escape(words)}{went}</small></td>"
    )
