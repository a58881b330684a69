"""What a budget's lines are called: units, plans and projects, and the systems they serve."""

from welfare.catalog import Language, catalogue
from welfare.language import message


def proper_name(name_th: str, language: Language) -> str:
    """Return a unit's, plan's or project's name; one without a declared English keeps its own."""
    return name_th if language == "th" else catalogue().english_names.get(name_th, name_th)


def system_name(system_id: str | None, language: Language) -> str:
    """Return a system's name; what serves all of them is called so."""
    if system_id is None:
        return message("systems.all_serving", language)
    return catalogue().systems[system_id].name(language)
