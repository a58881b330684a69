"""What the systems are called that money serves."""

from welfare.catalog import Language, catalogue
from welfare.language import message


def system_name(system_id: str | None, language: Language) -> str:
    """Return a system's name; what serves all of them is called so."""
    if system_id is None:
        return message("systems.all_serving", language)
    return catalogue().systems[system_id].name(language)
