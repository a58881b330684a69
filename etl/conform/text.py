"""Thai text in one form."""

import re
import unicodedata

UNSAID = re.compile("[^\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e44]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
TWICE = re.compile("([\u0e30-\u0e3a\u0e40-\u0e4e])\\1+")


def tidy(value: object) -> str:
    """Return ``value`` as text in NFC, without padding, with runs of white space made one space."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", str(value)))
    return re.sub(r"\s+", " ", text).strip()


def repair_sara_am(text: str) -> str:
    """Join a sara am that extraction split: ``ลำ าปาง`` and ``ล ําปาง`` become ``ลำปาง``.

    Decomposed nikhahit + sara aa becomes the one sign, and a second sara aa after it goes.
    """
    joined = text.replace("\u0e4d\u0e32", "\u0e33")
    return re.sub("\u0e33\\s*\u0e32", "\u0e33", re.sub("\\s+\u0e33", "\u0e33", joined))


def thai(value: object) -> str:
    """Return Thai text as it is meant: tidy, sara am joined, a vowel or tone set twice set once.

    Examples
    --------
    >>> thai("  ลำ าปาง "), thai("เชีียงใหม่"), thai("เเพร่")
    ('ลำปาง', 'เชียงใหม่', 'แพร่')
    """
    text = repair_sara_am(tidy(value)).replace("\u0e40\u0e40", "\u0e41")
    return TWICE.sub(r"\1", text)


def bare(value: object) -> str:
    """Return the consonants and vowels of Thai text alone, to compare what a PDF was read into.

    Spaces, digits, Latin letters and the signs above (tones, thanthakhat) come and go in such text.

    Examples
    --------
    >>> bare("การส่งเคราะห์เบียยังชีพ 4") == bare("การสงเคราะห์เบี้ยยังชีพ")
    True
    """
    return UNSAID.sub("", thai(value))
