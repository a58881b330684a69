"""The line that names the sources of what is shown."""

from collections.abc import Sequence

from welfare.catalog import Language, catalogue
from welfare.language import message


def source_line(sources: Sequence[str], language: Language) -> str:
    """Return publishers and periods; what is no publication is the build's own account."""
    said = message("card.source", language)
    if not sources:
        return f"{said}: {message('card.of_build', language)}"
    declared = [catalogue().sources[source] for source in sources]
    publishers = dict.fromkeys(
        catalogue().publishers[source.publisher].name(language) for source in declared
    )
    periods = ", ".join(dict.fromkeys(source.period(language) for source in declared))
    return f"{said}: {' · '.join(publishers)} ({periods})"
