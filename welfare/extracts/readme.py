"""The text that lies beside the rows in a package, in one language, as Markdown."""

from collections.abc import Iterator, Mapping

from welfare.catalog import Language
from welfare.extracts.account import Part, account, sources
from welfare.extracts.codebook import codebook, head_in_words, in_words
from welfare.extracts.described import Description
from welfare.language import message

MEANS = {"\\": r"\\", "|": r"\|", "*": r"\*", "_": r"\_", "<": "&lt;", "`": r"\`", "[": r"\["}
"""Signs that mean something to Markdown, and how they are written as themselves."""


def readme(description: Description, files: Mapping[str, str], language: Language) -> str:
    """Return what a reader must know of an extract and of the files beside the text.

    Parameters
    ----------
    description
        What the extract is.
    files
        The names of the files, each with the key of the message that says what it is.
    language
        The language of the text.
    """
    about, *others = account(description, language)
    beside = Part(
        message("extract.part.files", language),
        (),
        tuple((name, message(key, language)) for name, key in files.items()),
    )
    named = Part(
        message("extract.part.columns", language),
        head_in_words(language),
        # Codes fill pages; they stand in the codebook beside.
        tuple(in_words(e, language) for e in codebook(description) if e.code is None),
    )
    lines = [f"# {_cell(about.title)}", *_body(about)]
    for part in (*others, sources(description, language), beside, named):
        lines += ["", f"## {_cell(part.title)}", *_body(part)]
    return "\n".join(lines) + "\n"


def _body(part: Part) -> Iterator[str]:
    yield ""
    if part.head:
        yield _row(part.head)
        yield _row(["---"] * len(part.head), plain=True)
        yield from (_row(line) for line in part.lines if len(line) > 1)
        yield from (_cell(*line) for line in part.lines if len(line) == 1)
        return
    for line in part.lines:
        first, *rest = (_cell(cell) for cell in line)
        yield f"- {first}: {' · '.join(rest)}" if rest else f"- {first}"


def _row(cells: tuple[object, ...] | list[str], *, plain: bool = False) -> str:
    return f"| {' | '.join(str(c) if plain else _cell(c) for c in cells)} |"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return "".join(MEANS.get(sign, sign) for sign in text)
