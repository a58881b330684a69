"""How much room words take: vowels and tones above and below a Thai letter take none."""

import unicodedata


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
