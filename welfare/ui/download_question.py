"""What the page Download asks for: read from the link, mended where it is wrong, written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from welfare.catalog import Language, catalogue
from welfare.catalog.publications import Publication
from welfare.extracts.asked import read_asked
from welfare.extracts.faults import Fault, RequestError
from welfare.extracts.request import (
    LABELLED,
    RANGE,
    Format,
    Request,
    Value,
    columns_of,
    read_request,
    to_query,
)
from welfare.ui.choice import choose
from welfare.ui.view import View

EMPTY = "none"
"""How a link asks for cells that are empty."""


@dataclass(frozen=True)
class Question:
    """A published table, its rows and columns (``request``, as CSV), and how they are taken.

    ``form`` is the format that the link and the citation are shown for, ``labels`` the language of
    labels where a format carries them; ``faults`` is what the link asked for and cannot have.
    """

    request: Request
    form: Format
    labels: Language
    faults: tuple[Fault, ...] = ()

    @property
    def publication(self) -> Publication:
        """The published table that answers it."""
        return self.request.declared

    def texts(self, column: str) -> list[str]:
        """Return the values that a column is filtered by, as a link has them; none is no filter."""
        return [as_text(value) for value in dict(self.request.filters).get(column, ())]

    def taken_as(self, form: Format) -> Request:
        """Return the request in a format."""
        labels = self.labels if form in LABELLED else None
        return replace(self.request, format=form, labels=labels)

    def ask(self, language: Language) -> str | None:
        """Return the text of a link that asks it; None where everything is as at first."""
        pairs = to_query(self.request)
        if self.form != "csv":
            pairs.append(("format", self.form))
        if self.labels != language:
            pairs.append(("labels", self.labels))
        return urlencode(pairs, safe=",") or None


def question_of(view: View) -> Question:
    """Return the question that the reader's choice asks."""
    what = view.choice.what or next(iter(catalogue().publications))
    return read_question(what, view.choice.ask or "", view.language)


def read_question(what: str, ask: str, language: Language) -> Question:
    """Return the question of a link to the page; what is wrong in it is left out and told."""
    asked = {"labels": [language], **read_asked(what, ask).filters}
    faults: tuple[Fault, ...] = ()
    try:
        request = read_request(what, asked)
    except RequestError as wrong:
        faults = wrong.faults
        asked = _valid_part(what, asked)
        request = read_request(what, asked)
    labels: Language = "th" if asked.get("labels", [language]) == ["th"] else "en"
    return Question(replace(request, format="csv", labels=None), request.format, labels, faults)


def _valid_part(what: str, asked: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the parameters and values that can be answered, each by itself."""
    kept: dict[str, Sequence[str]] = {}
    for name, texts in asked.items():
        parts = [part.strip() for text in texts for part in text.split(",") if part.strip()]
        good = [part for part in parts if _is_answered(what, {name: [part]})]
        if good:
            kept[name] = good[:1] if name in {"format", "labels"} else good
    if not _is_answered(what, kept):
        # Each is right alone: a year is asked for in both eras.
        kept = {name: texts for name, texts in kept.items() if not name.endswith("_be")}
    return kept


def _is_answered(what: str, asked: Mapping[str, Sequence[str]]) -> bool:
    try:
        read_request(what, asked)
    except RequestError:
        return False
    return True


def filtering(view: View, question: Question, column: str, texts: Sequence[str]) -> None:
    """Choose the values of a column; none of them is every value."""
    asked = {name: [text] for name, text in to_query(question.request) if name != column}
    if texts:
        asked[column] = list(texts)
    _choose(view, replace(question, request=read_request(question.publication.id, asked)))


def with_columns(view: View, question: Question, columns: Sequence[str]) -> None:
    """Choose the columns; none of them is every column."""
    wanted = set(columns)
    every = columns_of(question.publication.id)
    chosen = tuple(name for name in every if not wanted or name in wanted)
    _choose(view, replace(question, request=replace(question.request, columns=chosen)))


def without_filters(view: View, question: Question) -> None:
    """Let every filter go; columns stay."""
    _choose(view, replace(question, request=replace(question.request, filters=())))


def taken(view: View, question: Question, **changes: object) -> None:
    """Choose the format that the link is shown for, or the language of labels."""
    _choose(view, replace(question, **changes))  # type: ignore[arg-type]  # fields of Question


def _choose(view: View, question: Question) -> None:
    choose(what=question.publication.id, ask=question.ask(view.language))


def as_text(value: Value) -> str:
    """Return a value as a link has it."""
    if value is None:
        return EMPTY
    return str(value).lower() if isinstance(value, bool) else str(value)


def years_between(first: int, last: int) -> str:
    """Return a range of years as a link has it."""
    return str(first) if first == last else f"{first}{RANGE}{last}"
