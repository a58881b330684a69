"""Texts of a sketch as YAML writes them, and its doubts in both languages."""

import json
import re

PLAIN = re.compile(r"[A-Za-z_\u0e00-\u0e7f][\w\u0e00-\u0e7f ()./%+'-]*|\d+")
WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n", ""})


def unsure(th: str, en: str) -> str:
    """Return a comment on what only a steward can tell."""
    return f"# ไม่แน่ใจ · UNSURE: {th} · {en}"


def quoted(text: str) -> str:
    """Return a text as YAML, bare where it can stand so."""
    bare = PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in WORDS
    return text if bare else json.dumps(text, ensure_ascii=False)


def listed(texts: list[str]) -> str:
    """Return texts as a YAML list in one line."""
    return "[" + ", ".join(quoted(text) for text in texts) + "]"
