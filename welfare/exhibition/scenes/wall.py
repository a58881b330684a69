"""The recognised projects: one light each, and the names of those that the source names."""

from welfare.catalog import Language, catalogue
from welfare.catalog.playlists import WallScene
from welfare.exhibition.making import Drawn, Making, Node
from welfare.language import format_year, message
from welfare.queries import indicators as queries
from welfare.queries.build import sources_behind
from welfare.queries.money import recognised_projects

COUNTED = ("recognised_projects", "recognised_organisations", "event_participants")


def draw(scene: WallScene, making: Making) -> Drawn | None:
    """Return as many lights as there are projects."""
    projects = recognised_projects(making.snapshot)
    counts = {
        name: queries.national_series(making.snapshot, name).dropna(subset="value")
        for name in COUNTED
    }
    if projects.empty or any(rows.empty for rows in counts.values()):
        return None
    shown = {name: f"{float(rows['value'].iloc[-1]):,.0f}" for name, rows in counts.items()}
    named = projects[projects["project_name"].notna()]
    rest = int(projects.loc[projects["project_name"].isna(), "projects"].sum())
    year = int(projects["fiscal_year"].max())

    def title(language: Language) -> str:
        return message(
            "systems.recognised",
            language,
            projects=shown["recognised_projects"],
            organisations=shown["recognised_organisations"],
            participants=shown["event_participants"],
        )

    return Drawn(
        title=title,
        year=lambda language: format_year(year, language, fiscal=True),
        sources=sources_behind(making.snapshot, catalogue().indicators[COUNTED[0]]),
        picture={
            "count": int(projects["projects"].sum()),
            "named": [
                _named(str(row["project_name"]), str(row["organisation"]), making)
                for _, row in named.iterrows()
            ],
        },
        words=lambda language: {
            "number": shown["recognised_projects"],
            "label": message("exhibition.recognised_label", language),
            "rest": message("systems.recognised_rest", language, count=rest),
        },
    )


def _named(project: str, organisation: str, making: Making) -> Node:
    return making.each(
        lambda language: {
            "name": catalogue().proper_name(project, language),
            "organisation": catalogue().proper_name(organisation, language),
        }
    )
