"""Texts of a sketch as YAML writes them, and its doubts in both languages."""

import json
import re

PLAIN = re.compile(r"[A-Za-z_\u0e00-\u0e7f][\w\u0e00-\u0e7f ()./%+'-]*|\d+")
ESCAPED = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n", ""})


def unsure(th: str, en: str) -> str:
    """Return a comment on what only a steward can tell."""
    return f"# ไม่แน่ใจ · UNSURE: {th} · {en}"


def quoted(text: str) -> str:
    """Return a text as YAML, bare where it can stand so."""
    simple = PLAIN.fullmatch(text) and not ESCAPED.search(text) and text == text.strip()
    return (
        text
        if simple and text.lower() not in WORDS
        else ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))
    )


def _escape(sign: re.Match[str]) -> str:
    return f"\\U{ord(sign[0]):08x}"


def readable(text: str) -> str:
    """Return text without the signs that YAML takes nowhere, not in a comment either."""
    return ESCAPED.sub("", text)


def listed(texts: list[str]) -> str:
    """Return texts as a YAML list in one line."""
    return "[" + ", ".join(quoted(text) for text in texts) + "]"
