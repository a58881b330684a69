"""Readies the process before its first visitor."""

import gc
import importlib
import logging

from welfare import warehouse
from welfare.catalog import catalogue
from welfare.language.messages import messages

PARTS = (
    "overview",
    "provinces",
    "profile_choice",
    "profile_people",
    "profile_money",
    "ages",
    "systems",
    "inequality",
    "need",
    "rug",
    "compare",
    "budget_cards",
    "project_places",
    "project_list",
    "whatif_cards",
    "whatif_hand",
    "sources",
    "data_quality",
    "methods",
    "download_what",
    "download_which",
    "download_link",
)


def warm() -> None:
    """Load what every page needs, then keep it out of the garbage collector's rounds.

    Streamlit runs a full collection after every rerun. Its time goes with the number of objects
    that live, nearly all of them modules and the catalogue, which never die: frozen, they are no
    longer looked at, and a rerun is several times shorter.
    """
    catalogue()
    messages()
    for part in PARTS:
        importlib.import_module(f"welfare.ui.{part}")
    try:
        warehouse.current()
    except warehouse.WarehouseError as fault:
        logging.getLogger(__name__).warning("no usable warehouse yet: %s", fault)
    gc.collect()
    gc.freeze()
