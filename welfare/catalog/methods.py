"""What the catalogue holds on methods: measures, ways to compute them, and kinds of indicators.

Each truth stands once. Formula, parts in English, references and example of a measure are those of
its docstring in `welfare/metrics`; the catalogue adds its name, and the same parts in Thai. A kind
of indicator is described here alone, since what it does is SQL (`etl/derive.py`).
"""

from typing import Annotated

from pydantic import Field

from welfare.catalog.models import Identifier, Language, Named, Record, Text


class Symbol(Record):
    """A sign of formulas, in LaTeX, and what it stands for."""

    latex: Text
    th: Text
    en: Text

    def meaning(self, language: Language) -> str:
        """Return what it stands for in ``language``."""
        return self.th if language == "th" else self.en


class MethodFamily(Named):
    """Measures that answer one question: the modules of the library that hold them."""

    id: Identifier
    modules: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    about_th: Text
    about_en: Text
    symbols: Annotated[tuple[Symbol, ...], Field(min_length=1)]

    def about(self, language: Language) -> str:
        """Return what its measures answer, in ``language``."""
        return self.about_th if language == "th" else self.about_en


class Method(Named):
    """A measure: ``id`` is the function of ``module`` whose docstring its Thai parts say again."""

    id: Identifier
    module: Identifier
    reading_th: Text
    where_th: Text | None = None
    range_th: Text
    zeros_th: Text | None = None
    ties_th: Text | None = None
    limits_th: Text


class Way(Named):
    """Another way to compute measures of some families: a package of the library."""

    id: Identifier
    families: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    about_th: Text
    about_en: Text

    def about(self, language: Language) -> str:
        """Return what it is for and how far it agrees, in ``language``."""
        return self.about_th if language == "th" else self.about_en


class MeasureKind(Record):
    """How the values of a kind of indicator are made; ``computed`` is false where as published.

    Gaps of the formula: ``{of}`` and ``{over}`` are the indicators of numerator and denominator,
    ``{times}`` what their quotient is multiplied by, where that is not one.
    """

    id: Identifier
    computed: bool
    formula_th: Text
    formula_en: Text

    def formula(self, language: Language) -> str:
        """Return the formula in words, in ``language``."""
        return self.formula_th if language == "th" else self.formula_en
