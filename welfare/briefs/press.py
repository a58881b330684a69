"""Sets a brief on paper: data as JSON into a template, with our font, into a PDF."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from welfare.fonts import FONTS

TEMPLATES = Path(__file__).with_name("templates")
NOWHERE = TEMPLATES / "no-packages"
"""Where packages would be looked for: there are none, and none is fetched."""
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, with a title, a language, and words for every picture."""


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF of ``data`` set by ``template`` (a file's name); equal data give equal bytes.

    Raises
    ------
    typst.TypstError
        Where the template does not fit the data, or a sign has no letter in the font.
    """
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
        timestamp=0,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
