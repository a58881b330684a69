"""The server: pages and data routes in one process. Run by `streamlit run app.py`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from welfare.api import (
    ASSET_ROUTES,
    BesidePages,
    ClientFiles,
    OwnDocument,
    SecurityHeaders,
    answer_at_once,
    limit_of_environment,
    own_application,
)
from welfare.paths import ROOT, warehouse_file
from welfare.ui.warm import warm


@asynccontextmanager
async def _with_fresh_warehouse(_: Any) -> AsyncIterator[None]:
    """Build the warehouse before the first visitor, where it is missing or out of date.

    A failed build says why in the terminal; the pages then serve the old data or say what to run.
    """
    command = (sys.executable, "-m", "etl", "build", "--if-stale")
    await (await asyncio.create_subprocess_exec(*command, cwd=ROOT)).wait()
    warm()
    answer_at_once()
    yield


app = st.App(
    ROOT / "welfare" / "ui" / "main.py",
    lifespan=_with_fresh_warehouse,
    routes=ASSET_ROUTES,
    middleware=[
        Middleware(BesidePages, own=own_application(warehouse_file(), limit_of_environment())),
        Middleware(SecurityHeaders),
        Middleware(ClientFiles),
        Middleware(OwnDocument),
    ],
)
