"""Cursors: where the next page of rows begins, for one question and one version of the data."""

import base64
import binascii
import json

from welfare.extracts.faults import Fault, RequestError, shown

LONGEST = 400
MOST_ROWS = 1_000_000_000
"""No table has as many rows; a larger place is none."""


class MovedOnError(Exception):
    """A cursor is of another version of the data than is served."""


def write_cursor(data_version: str, question: str, first: int) -> str:
    """Return a cursor to the row ``first`` (from 0) of a question."""
    text = json.dumps([data_version, question, first], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, data_version: str, question: str) -> int:
    """Return the row (from 0) at which a page begins.

    Raises
    ------
    RequestError
        Where it is no cursor, or that of another question.
    MovedOnError
        Where the data moved on since it was given.
    """
    try:
        padded = text[:LONGEST] + "=" * (-len(text[:LONGEST]) % 4)
        version, asked, first = json.loads(base64.b64decode(padded, b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error):
        raise RequestError([Fault("bad_cursor", "cursor", shown(text), ())]) from None
    if asked != question or type(first) is not int or not 0 <= first < MOST_ROWS:
        raise RequestError([Fault("bad_cursor", "cursor", shown(text), ())])
    if version != data_version:
        raise MovedOnError(str(version))
    return first
