"""How much room words take: vowels and tones above and below a Thai letter take none."""

import re
import unicodedata

from welfare.catalog import catalogue

MORE = "…"
CLUSTER = re.compile(r".[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*", re.DOTALL)
"""A letter with the vowels and tones above, below and behind it, which nothing may part."""


def letters(text: str) -> int:
    """Return how many letters stand side by side in ``text``.

    Examples
    --------
    >>> letters("North"), letters("ที่นี่")
    (5, 2)
    """
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def wrapped(text: str, longest: int) -> str:
    """Break ``text`` in two lines at the space nearest its middle where it has more letters.

    Examples
    --------
    >>> wrapped("Social security", 10), wrapped("Gini", 10)
    ('Social<br>security', 'Gini')
    """
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if letters(text) <= longest or not spaces:
        return text
    best = min(spaces, key=lambda place: abs(2 * letters(text[:place]) - letters(text)))
    return f"{text[:best]}<br>{text[best + 1 :]}"


def fitted(text: str, longest: int, lines: int) -> list[str]:
    """Return ``text`` in at most ``lines`` lines of ``longest`` letters.

    Lines break at spaces and beside the compounds that are declared whole. What does not fit ends
    in an ellipsis, never between a letter and its vowels.

    Examples
    --------
    >>> fitted("Social security fund", 10, 2), fitted("Social security fund", 16, 2)
    (['Social', 'security…'], ['Social security', 'fund'])
    """
    pieces = _pieces(text)
    found = [""]
    for piece in pieces:
        if letters(f"{found[-1]}{piece}".rstrip()) <= longest:
            found[-1] += piece
        elif len(found) < lines and found[-1]:
            found.append(piece)
        else:
            found[-1] += piece
            break
    held = [line.rstrip() for line in found]
    whole = "".join(held).replace(" ", "") == "".join(pieces).replace(" ", "")
    if whole and letters(held[-1]) <= longest:
        return held
    return [*held[:-1], _cut(held[-1], longest)]


def _cut(line: str, longest: int) -> str:
    """Return the clusters of a line that leave room for an ellipsis."""
    kept = ""
    for cluster in CLUSTER.findall(line):
        if letters(kept + cluster) >= longest:
            break
        kept += cluster
    return kept.rstrip() + MORE


def _pieces(text: str) -> list[str]:
    """Part a text where a line may break, spaces standing at the ends."""
    whole = "|".join(map(re.escape, catalogue().thai_words.whole))
    return [
        piece
        for word in re.findall("[^ ]+ ?", text)
        for piece in re.split(f"({whole})", word)
        if piece
    ]
