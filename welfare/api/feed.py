"""`GET /changes.atom`: what each publishing of data changed, as a feed (RFC 4287)."""

from html import escape
from uuid import NAMESPACE_URL, uuid5

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from welfare import warehouse
from welfare.api.answering import answering
from welfare.api.conditional import unchanged, validators
from welfare.api.problems import OPEN
from welfare.api.templating import base_address, language_of
from welfare.archive import current_archive
from welfare.catalog import Language
from welfare.extracts import changes_in_words as words
from welfare.extracts.changes import VersionChanges, read_changes
from welfare.language import message

FEED = "/changes.atom"
MOST = 50
"""Publishings that the feed tells of."""


@answering
async def feed(request: Request) -> Response:
    """Give the feed in the language asked for."""
    language = language_of(request)
    told = await run_in_threadpool(read_changes, current_archive())
    served = warehouse.current().data_version
    latest = told[0].at if told else ""
    known = validators(latest or "1970-01-01", served, latest, str(len(told)), language)
    headers = {**known, "Content-Language": language, **OPEN}
    if (same := unchanged(request.headers, headers)) is not None:
        return same
    text = feed_text(told[:MOST], base_address(request), language)
    return Response(text, 200, headers, "application/atom+xml")


FEED_ROUTES: list[BaseRoute] = [Route(FEED, feed)]


def feed_text(told: list[VersionChanges], base: str, language: Language) -> str:
    """Return the feed: an entry for each publishing, the newest first.

    Parameters
    ----------
    told
        What each publishing changed.
    base
        The server's own full address.
    language
        That of the words.
    """
    address = f"{base}{FEED}?lang={language}"
    page = f"{base}/changes?lang={language}"
    name = escape(message("app.name", language))
    updated = escape(told[0].at if told else "1970-01-01T00:00:00+00:00")
    entries = "".join(_entry(version, page, language) for version in told)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{_lasting_id(language)}</id>"
        f"<title>{name} · {escape(message('page.changes', language))}</title>"
        f"<updated>{updated}</updated>"
        f"<author><name>{name}</name></author>"
        f'<link rel="self" type="application/atom+xml" href="{escape(address)}"/>'
        f'<link rel="alternate" type="text/html" href="{escape(page)}"/>'
        f"{entries}</feed>\n"
    )


def _entry(version: VersionChanges, page: str, language: Language) -> str:
    lines = [words.summary(version, language), *words.corrections(version, language)]
    lines += [
        f"{words.table_name(table, language)}: "
        + ", ".join(
            message(f"changes.{name}_rows", language, rows=f"{getattr(table, name):,}")
            for name in words.COUNTED
            if getattr(table, name)
        )
        for table in version.tables or ()
    ]
    return (
        "<entry>"
        f"<id>{_lasting_id(version.data_version, version.at)}</id>"
        f"<title>{escape(words.heading(version, language))}</title>"
        f"<updated>{escape(version.at)}</updated>"
        f'<link rel="alternate" type="text/html" href="{escape(page)}"/>'
        f'<content type="text">{escape(chr(10).join(lines))}</content>'
        "</entry>"
    )


def _lasting_id(*parts: str) -> str:
    """Return an id that is the same by whatever address the server is reached (RFC 4287, 4.2.6)."""
    return uuid5(NAMESPACE_URL, "/".join((FEED, *parts))).urn
