"""Every sentence of the interface, declared once in both languages in `messages.yml`."""

from functools import lru_cache
from pathlib import Path

from welfare.catalog.models import Language
from welfare.declarations import read_declaration

FILE = Path(__file__).with_name("messages.yml")


@lru_cache(maxsize=1)
def messages() -> dict[str, dict[Language, str]]:
    """Return all messages by key.

    Raises
    ------
    ValueError
        Where an entry has not exactly the two languages.
    """
    content = read_declaration(FILE.read_text(encoding="utf-8"))
    for key, entry in content.items():
        if set(entry) != {"th", "en"}:
            raise ValueError(f"messages.yml: {key}: expected th and en, found {sorted(entry)}")
    found: dict[str, dict[Language, str]] = content
    return found


def message(key: str, language: Language, **values: object) -> str:
    """Return the message ``key`` in ``language`` with ``values`` put in.

    Raises
    ------
    KeyError
        For a key or a value that is not declared.
    """
    return messages()[key][language].format(**values)
