"""The languages in which the description of the interface speaks."""

from dataclasses import dataclass

from welfare.catalog import Language
from welfare.language import message

BOTH: tuple[Language, ...] = ("en", "th")


@dataclass(frozen=True)
class Voice:
    """Says the same in each of its languages, one after the other."""

    languages: tuple[Language, ...] = BOTH

    def say(self, key: str, **values: object) -> str:
        """Return a message, a paragraph for each language."""
        return "\n\n".join(message(key, language, **values) for language in self.languages)

    def brief(self, key: str, **values: object) -> str:
        """Return a message on one line."""
        return " · ".join(message(key, language, **values) for language in self.languages)

    def of(self, record: object, name: str) -> str:
        """Return a text that a record has in both languages (``name_th``, ``name_en``)."""
        texts = (getattr(record, f"{name}_{language}") for language in self.languages)
        return "\n\n".join(str(text) for text in texts if text)

    def on_one_line(self, record: object, name: str) -> str:
        """Return a text of a record on one line."""
        return " · ".join(self.of(record, name).split("\n\n"))
