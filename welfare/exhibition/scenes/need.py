"""Need against reach: people in groups from the neediest provinces on, and what reaches each."""

import numpy as np

from welfare.catalog import Language, catalogue
from welfare.catalog.playlists import NeedScene
from welfare.charts.findings import shown_year
from welfare.charts.findings_inequality import followed
from welfare.exhibition.making import Drawn, Making, Node, part
from welfare.language import format_year, message
from welfare.metrics.concentration import concentration_curve
from welfare.queries import disparity
from welfare.queries.indicators import areas_in_year, sources_of


def draw(scene: NeedScene, making: Making) -> Drawn | None:
    """Return each group's share of those in need, and of the latest money.

    Groups have equally many people, those of the neediest provinces first; a province that lies
    across two groups is shared between them, as along the concentration curve.
    """
    found = disparity.concentration(making.snapshot)
    found = found[found["indicator_id"] == scene.money]
    found = found[found["statistic_id"] == "concentration_index"].sort_values("year")
    if found.empty:
        return None
    index = found.iloc[-1]
    money = catalogue().indicators[scene.money]
    need = catalogue().indicators[str(index["need_id"])]
    year, need_year = int(index["year"]), int(index["need_year"])
    rows = disparity.money_and_need(making.snapshot, money.id, year, need.id, need_year)
    ends = np.linspace(0, 1, scene.groups + 1)
    shares = [
        np.diff([curve.at(float(end)) for end in ends])
        for curve in (
            concentration_curve(rows["need"], -rows["need"], rows["people"]),
            concentration_curve(rows["value"], -rows["need"], rows["people"]),
        )
    ]
    widest = float(np.max(shares))

    def row(place: int) -> Node:
        in_need, reached = float(shares[0][place]), float(shares[1][place])
        return {
            "key": str(place),
            "need": part(in_need, widest),
            "reach": part(reached, widest),
            **making.each(
                lambda language: {
                    "name": _group(place, scene.groups, language),
                    "need": f"{100 * in_need:.0f}%",
                    "reach": f"{100 * reached:.0f}%",
                }
            ),
        }

    def title(language: Language) -> str:
        return message(
            f"exhibition.{followed(index)}_money",
            language,
            money=money.title(language),
            year=shown_year(year, money, language),
        )

    return Drawn(
        title=title,
        year=lambda language: shown_year(year, money, language),
        sources=list(
            dict.fromkeys(
                source
                for name, when in ((money.id, year), (need.id, need_year))
                for source in sources_of(areas_in_year(making.snapshot, name, when))
            )
        ),
        picture={"rows": [row(place) for place in range(scene.groups)]},
        words=lambda language: {
            "need_label": message(
                "exhibition.need_share",
                language,
                need=need.title(language),
                year=format_year(need_year, language),
            ),
            "reach_label": message("exhibition.money_share", language),
        },
    )


def _group(place: int, groups: int, language: Language) -> str:
    """Return the name of the first and of the last group; those between need none."""
    if place == 0:
        return message("exhibition.neediest", language)
    if place == groups - 1:
        return message("exhibition.least_needy", language)
    return ""
