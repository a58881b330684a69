"""The frame of pages without script, and that its colours can be read."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from starlette.requests import Request

from welfare.api.assets import DOCUMENT_SHEET
from welfare.api.templating import POLICY, TEMPLATES, environment, page, shown_day
from welfare.archive import Version

PAIRS = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "tint"),
    ("muted", "page"),
    ("muted", "surface"),
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "tint"),
    ("on-accent", "accent"),
    ("mark", "surface"),
]


def asked(query: bytes = b"") -> Request:
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": "/x",
            "query_string": query,
            "headers": [(b"host", b"example.org")],
            "scheme": "https",
            "server": ("example.org", 443),
            "root_path": "",
        }
    )


def colours() -> list[dict[str, str]]:
    """Return the colours of the light sheet and of the dark one."""
    blocks = re.findall(r":root \{([^}]*)\}", DOCUMENT_SHEET.read_text(encoding="utf-8"))[:2]
    return [dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_text_can_be_read_on_its_ground(theme: int, pair: tuple[str, str]) -> None:
    dark, light = sorted(luminance(colours()[theme][name]) for name in pair)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_sheet_loads_nothing_from_elsewhere() -> None:
    sheet = DOCUMENT_SHEET.read_text(encoding="utf-8")
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet)
    assert len(addresses) == 3
    assert all(address.startswith("/assets/fonts/Sarabun-") for address in addresses)
    assert "@import" not in sheet


def test_a_page_may_load_styles_and_fonts_of_its_server_and_no_script() -> None:
    answer = page("fault.html", asked(), 404, kind="not_found", spoken=[], datasets=())
    assert answer.headers["content-security-policy"] == POLICY
    assert POLICY.startswith("default-src 'none';")
    assert "script" not in POLICY
    assert "etag" not in answer.headers


def test_a_value_that_is_not_given_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        page("datasets.html", asked(), version=Version("a", "2026-01-02", {}))


def test_values_are_escaped() -> None:
    text = environment().from_string("<p title='{{ x }}'>{{ x }}</p>").render(x="<'\">")
    assert text == "<p title='&lt;&#39;&#34;&gt;'>&lt;&#39;&#34;&gt;</p>"


@pytest.mark.parametrize("file", sorted(TEMPLATES.glob("*.html")), ids=lambda f: f.name)
def test_a_template_marks_nothing_as_safe(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "|safe" not in text.replace(" ", "")
    assert "autoescape" not in text


def test_a_day_is_written_as_each_language_does() -> None:
    assert shown_day("2026-11-04", "en") == "4 November 2026"
    assert shown_day("2026-11-04", "th") == "4 พฤศจิกายน 2569"
