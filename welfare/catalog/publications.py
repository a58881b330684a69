"""What a researcher can take away: published tables, and the meaning of each of their columns."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field as Limited

from welfare.catalog.models import Identifier, Language, Named, Record, Text

ColumnType = Literal["text", "integer", "number", "boolean"]
Role = Literal["own", "name_th", "name_en", "be", "english"]


class Field(Record):
    """A published column, as it is declared once for every table that has it.

    ``codes`` names the closed list of its values; their names in both languages follow in columns
    of their own where ``named`` is set. ``be`` adds the Buddhist year, ``english`` the English of a
    Thai proper name. ``link`` is where a value that the table does not hold comes from: a column
    of it, and the attribute of that column's code.
    """

    id: Identifier
    type: ColumnType
    label_th: Text
    label_en: Text
    about_th: Text | None = None
    about_en: Text | None = None
    unit: Identifier | None = None
    codes: Identifier | None = None
    named: bool = True
    be: bool = False
    english: bool = False
    column: Identifier | None = None
    link: tuple[Identifier, Identifier] | None = None

    @property
    def stem(self) -> str:
        """The column's name without the ending that tells a code."""
        return self.id.removesuffix("_id").removesuffix("_code")


class PublishedColumn(Record):
    """A column as it stands in a published table; ``field`` is what it was declared as."""

    id: Identifier
    type: ColumnType
    label_th: Text
    label_en: Text
    about_th: Text | None
    about_en: Text | None
    unit: Identifier | None
    codes: Identifier | None
    field: Identifier
    role: Role

    def label(self, language: Language) -> str:
        """Return the short name in ``language``."""
        return self.label_th if language == "th" else self.label_en

    def about(self, language: Language) -> str | None:
        """Return what a reader must know of it, in ``language``."""
        return self.about_th if language == "th" else self.about_en

    @property
    def filtered(self) -> bool:
        """Whether rows can be chosen by it: codes, years and yes or no can, numbers cannot."""
        if self.role != "own":
            return False
        return bool(self.codes) or self.type == "boolean" or self.field.endswith("year")


class Publication(Named):
    """A published table: the question it answers, its columns, and what its rows are about.

    ``made_from`` is the table of the warehouse, or the part of the catalogue that it lists.
    ``key`` columns identify a row; ``flagged`` are those of which the first that is known is what
    the flag speaks of. ``sources`` is the column that names the sources of a row, ``year`` the one
    that dates it, ``provinces`` the one by which rows get province shapes.
    """

    id: Identifier
    of: Literal["table", "catalogue"] = "table"
    made_from: Identifier
    theme: Literal["results", "facts", "comparisons", "registers", "quality"]
    question_th: Text
    question_en: Text
    about_th: Text
    about_en: Text
    keywords_th: Annotated[tuple[Text, ...], Limited(min_length=1)]
    keywords_en: Annotated[tuple[Text, ...], Limited(min_length=1)]
    sources: Identifier | None = None
    year: Identifier | None = None
    provinces: Identifier | None = None
    flagged: tuple[Identifier, ...] = ()
    key: Annotated[tuple[Identifier, ...], Limited(min_length=1)]
    fields: Annotated[tuple[Identifier, ...], Limited(min_length=1)]

    def question(self, language: Language) -> str:
        """Return the question that it answers, in ``language``."""
        return self.question_th if language == "th" else self.question_en

    def about(self, language: Language) -> str:
        """Return what a row is, and what a reader must know, in ``language``."""
        return self.about_th if language == "th" else self.about_en

    def keywords(self, language: Language) -> tuple[str, ...]:
        """Return words by which it is looked for."""
        return self.keywords_th if language == "th" else self.keywords_en


def published_columns(
    publication: Publication, fields: Mapping[str, Field]
) -> dict[str, PublishedColumn]:
    """Return the columns of a published table by name, in their order.

    After a code stand its names in Thai and English, after a year the Buddhist year, after a Thai
    proper name its English.
    """
    named = (fields[name] for name in publication.fields)
    return {column.id: column for field in named for column in _columns(field)}


def _columns(field: Field) -> Iterator[PublishedColumn]:
    own = PublishedColumn(
        id=field.id,
        type=field.type,
        label_th=field.label_th,
        label_en=field.label_en,
        about_th=field.about_th,
        about_en=field.about_en,
        unit=field.unit,
        codes=field.codes,
        field=field.id,
        role="own",
    )
    yield own.model_copy(update={"label_th": f"{own.label_th} (ค.ศ.)"}) if field.be else own
    if field.codes and field.named:
        yield _beside(own, f"{field.stem}_th", "name_th", "text", ("ชื่อไทย", "in Thai"))
        yield _beside(own, f"{field.stem}_en", "name_en", "text", ("ชื่ออังกฤษ", "in English"))
    if field.be:
        yield _beside(own, f"{field.id}_be", "be", "integer", ("พ.ศ.", "Buddhist era"))
    if field.english:
        yield _beside(own, f"{field.id}_en", "english", "text", ("ชื่ออังกฤษ", "in English"))


def _beside(
    own: PublishedColumn, name: str, role: Role, kind: ColumnType, words: tuple[str, str]
) -> PublishedColumn:
    """Return a column that a field brings with it."""
    return PublishedColumn(
        id=name,
        type=kind,
        label_th=f"{own.label_th} ({words[0]})",
        label_en=f"{own.label_en}, {words[1]}",
        about_th=None,
        about_en=None,
        unit=None,
        codes=None,
        field=own.field,
        role=role,
    )
