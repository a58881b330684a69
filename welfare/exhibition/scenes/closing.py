"""The last card."""

from welfare.catalog.playlists import ClosingScene
from welfare.exhibition.making import Drawn, Making


def draw(scene: ClosingScene, making: Making) -> Drawn:
    """Return a card that has nothing but its own words."""
    return Drawn(title=lambda _: "", year=lambda _: "", sources=(), picture={})
