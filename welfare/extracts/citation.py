"""How an extract is cited: as text in both languages, for BibTeX, and for reference managers."""

from datetime import datetime
from typing import Literal, get_args

from welfare.catalog import Language
from welfare.extracts.described import Description
from welfare.language import format_year, message
from welfare.language.dates import format_day

Style = Literal["text", "bibtex", "ris"]
STYLES: tuple[Style, ...] = get_args(Style)

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""Signs that mean something to TeX, and how they are written as themselves."""


def cite(description: Description, style: Style, language: Language) -> str:
    """Return how an extract is cited.

    Parameters
    ----------
    description
        What the extract is.
    style
        ``text``: a sentence, its year of the Buddhist era in Thai. ``bibtex`` and ``ris``: an entry
        for programs, which count years of the common era in either language.
    language
        The language of title, author and note.

    Returns
    -------
    str
        The citation, without the day on which somebody looked: the bytes of an extract never
        change, and its id names them.
    """
    if style == "bibtex":
        return _bibtex(description, language)
    if style == "ris":
        return _ris(description, language)
    text = message(
        "extract.citation.text",
        language,
        author=message("extract.citation.author", language),
        year=format_year(_day(description).year, language),
        title=_title(description, language),
        version=description.extract.version.data_version,
        day=format_day(_day(description), language),
        id=description.extract.id,
        address=description.extract.address,
    )
    return " ".join(part for part in (text, _figures(description, language)) if part)


def _day(description: Description) -> datetime:
    return datetime.fromisoformat(description.extract.version.published_on)


def _title(description: Description, language: Language) -> str:
    filters = "; ".join(each.brief(language) for each in description.filters)
    name = description.publication.name.text(language)
    return f"{name} ({filters})" if filters else name


def _figures(description: Description, language: Language) -> str:
    """Return the sentence that asks to cite the publishers of the figures, where there are any."""
    named = "; ".join(description.publishers(language))
    return message("extract.citation.figures", language, publishers=named) if named else ""


def _bibtex(description: Description, language: Language) -> str:
    extract, day = description.extract, _day(description)
    fields = {
        # Braces twice: the name of a group is no first name and surname.
        "author": f"{{{_tex(message('extract.citation.author', language))}}}",
        "title": f"{{{_tex(_title(description, language))}}}",
        "year": str(day.year),
        "month": str(day.month),
        "version": _tex(extract.version.data_version),
        "publisher": _tex(message("app.name", language)),
        "howpublished": _tex(message("extract.citation.kind", language)),
        "number": extract.id,
        "url": extract.address.replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(_figures(description, language)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{thai_welfare_atlas_" + extract.id[:8] + ",\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def _ris(description: Description, language: Language) -> str:
    extract, day = description.extract, _day(description)
    tags = [
        ("TY", "DATA"),
        ("AU", message("extract.citation.author", language)),
        ("TI", _title(description, language)),
        ("PY", str(day.year)),
        ("DA", f"{day.year}/{day.month:02}/{day.day:02}"),
        ("ET", extract.version.data_version),
        ("PB", message("app.name", language)),
        ("AN", extract.id),
        ("UR", extract.address),
        ("LA", language),
        ("N1", _figures(description, language)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    # The format has lines end so, and a last tag that says nothing.
    return "\r\n".join([*lines, "ER  - ", ""])
