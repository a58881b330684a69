"""Mounts the map and the list that move through years, and takes what is chosen there."""

from html import escape
from pathlib import Path

import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.charts.map_shapes import shapes
from welfare.charts.theme import DARK, LIGHT
from welfare.charts.tiles import tile_places
from welfare.ui.choice import SHAPES, choose, chosen
from welfare.ui.view import View
from welfare.ui.years.frames import findings, of, packed

HERE = Path(__file__).parent
KEY = "years"
COLOURS = ("missing", "zero", "outside", "accent", "highlight", "second", "ink", "muted", "grid")


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _skeleton() -> str:
    """Return the map as it is before any year; what depends on language or year comes as data."""
    both = [(f"--wy-{name}", getattr(LIGHT, name), getattr(DARK, name)) for name in COLOURS]
    ramps = zip(LIGHT.sequential, DARK.sequential, strict=True)
    both += [(f"--wy-c{place}", light, dark) for place, (light, dark) in enumerate(ramps)]
    colours = ";".join(f"{name}:light-dark({light},{dark})" for name, light, dark in both)
    box, tiles = shapes(), tile_places()
    outlines = "".join(
        f'<path data-code="{code}" d="{box["provinces"][code]}"/>' for code in catalogue().provinces
    )
    around = f"-4 -4 {box['width'] + 8} {box['height'] + 8}"
    places = ";".join(f"{code}:{column},{row}" for code, (column, row) in tiles.items())
    regions = ";".join(
        f"{code}:{province.region}" for code, province in catalogue().provinces.items()
    )
    return (
        f"<style>.wy{{{colours}}}</style>"
        f'<div class="wy" data-tiles="{escape(places)}" data-regions="{escape(regions)}">'
        f'<svg class="wy-map" role="img" data-picture viewBox="{around}">{outlines}</svg></div>'
    )


DEFINED = {
    "welfare_years": {
        "html": _skeleton(),
        "css": _read("years.css"),
        "js": _read("parts.js") + _read("years.js"),
    },
    "welfare_years_tell": {"js": _read("tell.js")},
}
"""What the browser is given once: the view, and what hands years and choice over to it."""
VIEW, TELL = (
    st.components.v2.component(name, **parts, isolate_styles=False)
    for name, parts in DEFINED.items()
)


def years(
    view: View, indicator: Indicator, year: int, region: str | None, province: str | None
) -> None:
    """Draw map and list of the indicator; moving through its years is left to the browser.

    Map, years and choice are mounted apart: what the browser has already is not sent again, and
    a choice is the only part that changes from one run to the next.
    """
    VIEW(
        key=KEY,
        on_year_change=_take_year,
        on_province_change=_take_province,
        on_shape_change=_take_shape,
    )
    with st.container(key="years_told"):
        TELL(key="years_frames", data=packed(view, indicator))
        TELL(
            key="years_choice",
            data={
                "of": of(view, indicator),
                "year": year,
                "region": region,
                "province": province,
                "shape": view.choice.shape,
                "findings": findings(view, indicator, region, province),
            },
        )


def _take_year() -> None:
    year = st.session_state[KEY].get("year")
    if isinstance(year, int) and 1900 <= year <= 2200:
        choose(year=year)


def _take_shape() -> None:
    shape = st.session_state[KEY].get("shape")
    if shape in SHAPES:
        choose(shape=shape)


def _take_province() -> None:
    """Take a touched province, or none; a region that it is not of is let go."""
    code = st.session_state[KEY].get("province")
    province = catalogue().provinces.get(str(code))
    if province is None:
        choose(province=None)
    elif chosen().region in (None, province.region):
        choose(province=code)
    else:
        choose(province=code, region=None)
