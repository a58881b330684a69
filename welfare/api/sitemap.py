"""The list of pages for search engines, and what they may read: all."""

from collections.abc import Iterator, Mapping
from typing import get_args
from xml.sax.saxutils import escape

from welfare.catalog import Language
from welfare.paths import PAGES

FIRST_PAGE = "overview"
DOCS = "/api/v1/docs"


def robots_text(base: str) -> str:
    """Return `robots.txt` of a server by its full address."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n"


def sitemap_xml(base: str, datasets: Mapping[str, str], published_on: str) -> str:
    """Return every page in each of its languages, naming the other one beside.

    Parameters
    ----------
    base
        The server's full address.
    datasets
        The day (ISO) on which each published table last changed, by its id.
    published_on
        The day (ISO) on which the version of the data was published.
    """
    entries = (
        _entry(f"{base}{path}", language, day)
        for path, day in _pages(datasets, published_on)
        for language in get_args(Language)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{''.join(entries)}</urlset>\n"
    )


def _pages(datasets: Mapping[str, str], published_on: str) -> Iterator[tuple[str, str | None]]:
    for name in sorted(file.stem for file in PAGES.glob("*.py")):
        yield ("/" if name == FIRST_PAGE else f"/{name}"), published_on
    yield DOCS, None
    yield "/datasets", published_on
    for name, day in datasets.items():
        yield f"/datasets/{name}", day


def _entry(address: str, language: Language, day: str | None) -> str:
    alternates = "".join(
        f'  <xhtml:link rel="alternate" hreflang="{each}" href="{escape(address)}?lang={each}"/>\n'
        for each in get_args(Language)
    )
    changed = f"  <lastmod>{day}</lastmod>\n" if day else ""
    return f" <url>\n  <loc>{escape(address)}?lang={language}</loc>\n{changed}{alternates} </url>\n"
