"""Thai text in one form."""

import re
import unicodedata


def tidy(value: object) -> str:
    """Return ``value`` as text in NFC, without padding, with runs of white space made one space."""
    text = unicodedata.normalize("NFC", str(value))
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def repair_sara_am(text: str) -> str:
    """Join a sara am that extraction split: ``ลำ าปาง`` and ``ล ําปาง`` become ``ลำปาง``.

    Decomposed nikhahit + sara aa becomes the one sign, and a second sara aa after it goes.
    """
    joined = text.replace("\u0e4d\u0e32", "\u0e33")
    return re.sub("\u0e33\\s*\u0e32", "\u0e33", re.sub("\\s+\u0e33", "\u0e33", joined))
