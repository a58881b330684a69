"""ETag and Last-Modified: an answer that a client has already is not sent again."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers
from starlette.responses import Response

from welfare.api.problems import OPEN


def validators(published_at: str, *parts: str) -> dict[str, str]:
    """Return the headers by which an answer is known again.

    Parameters
    ----------
    published_at
        When (ISO 8601) the version of the data was first published.
    parts
        All that decides the bytes: the data version, the rules, the question.
    """
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
    moment = datetime.fromisoformat(published_at).replace(microsecond=0, tzinfo=UTC)
    return {
        "ETag": f'"{digest}"',
        "Last-Modified": format_datetime(moment, usegmt=True),
        "Cache-Control": "no-cache",
    }


def unchanged(asked: Headers, headers: dict[str, str]) -> Response | None:
    """Return 304 where the client has what ``headers`` stand for; None where it must be sent.

    If-None-Match is asked first, and If-Modified-Since only without it (RFC 9110).
    """
    tag = asked.get("if-none-match")
    if tag is not None:
        tags = {each.strip().removeprefix("W/") for each in tag.split(",")}
        known = "*" in tags or headers["ETag"] in tags
    else:
        known = _not_modified(asked.get("if-modified-since"), headers["Last-Modified"])
    return Response(status_code=304, headers={**headers, **OPEN}) if known else None


def _not_modified(since: str | None, modified: str) -> bool:
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) == parsedate_to_datetime(modified)
    except (ValueError, TypeError, OverflowError):
        return False
