"""Every sentence of the interface, declared once in both languages, a file a page in `texts/`.

Values in braces are put in by the code.
"""

from functools import lru_cache
from pathlib import Path

from welfare.catalog.models import Language
from welfare.declarations import read_declaration

FOLDER = Path(__file__).with_name("texts")


@lru_cache(maxsize=1)
def messages() -> dict[str, dict[Language, str]]:
    """Return all messages by key.

    Raises
    ------
    ValueError
        Where an entry has not exactly the two languages, or stands in two files.
    """
    return read_messages(FOLDER)


def read_messages(folder: Path) -> dict[str, dict[Language, str]]:
    """Return the messages of every file in ``folder``; errors as of :func:`messages`."""
    found: dict[str, dict[Language, str]] = {}
    for file in sorted(folder.glob("*.yml")):
        content = read_declaration(file.read_text(encoding="utf-8"))
        for key, entry in content.items():
            if key in found:
                raise ValueError(f"{file.name}: {key}: stands in another file too")
            if set(entry) != {"th", "en"}:
                raise ValueError(f"{file.name}: {key}: expected th and en, found {sorted(entry)}")
        found |= content
    return found


def message(key: str, language: Language, **values: object) -> str:
    """Return the message ``key`` in ``language`` with ``values`` put in.

    Raises
    ------
    KeyError
        For a key or a value that is not declared.
    """
    return messages()[key][language].format(**values)
