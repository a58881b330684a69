"""One big number, its year, how it came there, and the line of its years."""

from welfare.catalog import Language, catalogue
from welfare.catalog.playlists import NumberScene
from welfare.charts.findings import change_finding, shown_year
from welfare.exhibition.making import Drawn, Making, about_area, area_series, latest_method
from welfare.exhibition.scenes.lines import line_points
from welfare.language import format_value
from welfare.queries.indicators import sources_of


def draw(scene: NumberScene, making: Making) -> Drawn | None:
    """Return the latest value of an area with its change since its method began."""
    indicator = catalogue().indicators[scene.indicator]
    area = making.area(scene.area)
    rows = area_series(making, indicator, area)
    compared = latest_method(rows, indicator)
    known = compared[compared["value"].notna()]
    if known.empty:
        return None
    last = known.iloc[-1]

    def words(language: Language) -> dict[str, object]:
        return {
            "number": format_value(float(last["value"]), indicator, language, compact=True),
            "label": shown_year(int(last["year"]), indicator, language),
            "change": _change(language),
        }

    def _change(language: Language) -> str:
        if len(known) < 2:
            return indicator.description(language)
        return change_finding(compared, indicator, "exhibition.fell", "exhibition.rose", language)

    return Drawn(
        title=lambda language: about_area(indicator, area, language),
        year=lambda language: shown_year(int(last["year"]), indicator, language),
        sources=sources_of(known),
        picture={"series": line_points(compared, indicator) if len(known) > 2 else []},
        words=words,
    )
