"""Plain HTML pages beside the app: one frame, one style sheet, two languages, no script.

A page is a Jinja2 template below ``templates/`` that begins with ``{% extends "base.html" %}`` and
fills the blocks ``title``, ``description``, ``main`` and, where it needs them, ``head`` and
``here`` (which entry of the navigation is the page: ``datasets`` or ``docs``)::

    return page("docs.html", request, version=version, operations=operations)

Every template may use ``say("message.key", name=value)`` for a message in the page's language,
``both(record, "label")`` for ``record.label_th`` or ``record.label_en``, ``day("2026-11-27")``,
``number(70437)``, ``language``, ``base`` (the server's own full address) and ``path``. What is put
in is escaped; data for a ``<script type="application/ld+json">`` goes through :func:`embedded`.

The language is ``?lang=th`` or ``?lang=en``, Thai without it. The style sheet has classes for what
plain elements do not say: ``lead``, ``note``, ``chip``, ``actions``, ``contents``, ``facts``,
``cards``, ``rows``, ``scroll`` (a box that scrolls, for wide tables), ``plain`` (a table whose
cells do not break), ``n`` (a column of numbers) and ``screen`` (what is not printed).
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from welfare.api.conditional import unchanged, validators
from welfare.api.problems import OPEN
from welfare.archive import Version
from welfare.catalog import Language
from welfare.extracts.identity import public_address
from welfare.language import message
from welfare.language.dates import format_day

TEMPLATES = Path(__file__).with_name("templates")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
"""What a page without script may load: its style sheet, fonts and pictures, all of this server."""
IN_SCRIPT = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return where templates are found. Values are escaped; a name that is not given is a fault."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    template: str,
    request: Request,
    status: int = 200,
    headers: dict[str, str] | None = None,
    version: Version | None = None,
    **values: object,
) -> Response:
    """Return a page made of a template, or 304 where the client has it already.

    Parameters
    ----------
    template
        The name of its file.
    status
        Only an answer of 200 is known again by ETag.
    headers
        More headers, or others than the usual ones.
    version
        The version of the data that the page shows; it stands in the footer and dates the page.
    values
        What the template uses beside what all of them may use.
    """
    language = language_of(request)
    html = (
        environment()
        .get_template(template)
        .render(
            language=language,
            languages=get_args(Language),
            base=base_address(request),
            path=request.url.path,
            found=status == 200,
            version=version,
            **words(language),
            **values,
        )
    )
    every = {
        **OPEN,
        "Content-Language": language,
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-cache",
        **(headers or {}),
    }
    if status == 200 and version is not None:
        every.update(validators(version.published_at, html))
        if (same := unchanged(request.headers, every)) is not None:
            return same
    return Response(html, status, every, "text/html")


def language_of(request: Request) -> Language:
    """Return the language that an address asks for, Thai where it asks for none that we speak."""
    return "en" if request.query_params.get("lang") == "en" else "th"


def base_address(request: Request) -> str:
    """Return the server's full address: the one it is known under, or else the one asked."""
    return public_address() or str(request.base_url).rstrip("/")


def words(language: Language) -> dict[str, Callable[..., str]]:
    """Return what templates say things with, in ``language``."""

    def both(record: object, name: str) -> str:
        return str(getattr(record, f"{name}_{language}"))

    def say(key: str, **values: object) -> str:
        return message(key, language, **values)

    return {
        "say": say,
        "both": both,
        "day": partial(shown_day, language=language),
        "number": number,
    }


def shown_day(iso: str, language: Language) -> str:
    """Return an ISO date as a reader of ``language`` writes it."""
    return format_day(datetime.combine(date.fromisoformat(iso), datetime.min.time()), language)


def number(count: int) -> str:
    """Return a whole number with its thousands apart."""
    return f"{count:,}"


def embedded(content: object) -> Markup:
    """Return JSON that can stand within ``<script>`` and end it at no sign within."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return Markup("".join(IN_SCRIPT.get(sign, sign) for sign in text))  # noqa: S704 - made harmless here
