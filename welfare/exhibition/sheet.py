"""The sheet that staff set a screen up by: one printed page, in Thai."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")


def setup_sheet(address: str | None = None) -> str:
    """Return the sheet as a page; ``address`` is that of a live screen, where there is one."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return templates.get_template("setup.html").render(address=address)
