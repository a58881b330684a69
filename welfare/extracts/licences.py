"""Under which licence figures may be used: what `data/ATTRIBUTION.md` says, for programs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence by its short name and its address."""

    name: str
    link: str


STATED = {
    "world_bank": Licence("CC BY 4.0", "https://datacatalog.worldbank.org/public-licenses"),
    "ocha_unfpa": Licence("CC BY-IGO", "https://creativecommons.org/licenses/by/3.0/igo/"),
}
"""Licences by the publishers who state one; the others state none."""
OWN = Licence("MIT", "https://opensource.org/license/mit")
"""Of the names, lists and explanations that this project adds."""
