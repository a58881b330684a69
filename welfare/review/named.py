"""Which province a reader means: official names, codes and every declared alias."""

import re
import unicodedata
from functools import lru_cache

from welfare.catalog import catalogue

PREFIX = re.compile(r"^(จังหวัด|จ\.)\s*")
UNSEEN = re.compile("[.\\s_\u200b-\u200f\u2060\ufeff-]")
SHORTEST = 2
"""Letters from which a part of a name is looked for."""


def provinces_named(text: str) -> tuple[str, ...]:
    """Return the codes of the provinces that ``text`` may mean, in the order of their codes.

    A whole name, code or alias means one province (dots, spaces, case and the word จังหวัด do not
    count); else all provinces of which it is a part of an official name or of a former, foreign or
    short one. Nothing where none is meant.

    Examples
    --------
    >>> provinces_named("โคราช"), provinces_named(" bkk "), provinces_named("nakhon s")
    (('30',), ('10',), ('60', '80'))
    """
    wanted = _plain(PREFIX.sub("", text.strip())) or _plain(text)
    if not wanted:
        return ()
    whole = _whole().get(wanted) or _whole().get(_plain(text))
    if whole is not None:
        return (whole,)
    if len(wanted) < SHORTEST:
        return ()
    return tuple(
        code for code, names in _readable().items() if any(wanted in name for name in names)
    )


def _plain(text: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFC", text)).casefold()


@lru_cache(maxsize=1)
def _whole() -> dict[str, str]:
    """Return every way to write a province, official names over aliases."""
    found = {_plain(alias.alias): alias.code for alias in catalogue().aliases}
    for province in catalogue().provinces.values():
        official = (province.name_th, province.name_en, province.code, province.iso_3166_2)
        found |= {_plain(name): province.code for name in official}
    return found


@lru_cache(maxsize=1)
def _readable() -> dict[str, tuple[str, ...]]:
    """Return the names that people write, by code; damaged spellings are found as wholes only."""
    found = {p.code: [p.name_th, p.name_en] for p in catalogue().provinces.values()}
    for alias in catalogue().aliases:
        if alias.kind in {"english", "old_name"}:
            found[alias.code].append(alias.alias)
    return {code: tuple(map(_plain, names)) for code, names in found.items()}
