"""Briefs made once a session: they take a second each."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from tests.welfare.briefs.reading import Read
from welfare.briefs.paper import Edition, Node
from welfare.briefs.press import pdf
from welfare.briefs.province import TEMPLATE, province_data
from welfare.catalog import Language
from welfare.warehouse import Snapshot

EDITION = Edition("0123456789ab", date(2026, 11, 4))
Told = Callable[[str, Language], Node]
Printed = Callable[[str, Language], Read]


@pytest.fixture(scope="session")
def told(snapshot: Snapshot) -> Told:
    """Return what gives the data of a province's brief."""
    return cache(lambda code, language: province_data(snapshot, code, EDITION, language))


@pytest.fixture(scope="session")
def printed(told: Told) -> Printed:
    """Return what gives a province's brief, read."""
    return cache(lambda code, language: Read(pdf(TEMPLATE, told(code, language))))
