"""Which of the media types that are given a client would rather have (RFC 9110, Accept)."""

from collections.abc import Sequence

from welfare.extracts.faults import shown


class NotAcceptableError(Exception):
    """A client accepts none of what is given."""

    def __init__(self, accept: str, given: Sequence[str]) -> None:
        self.accept, self.given = shown(accept), tuple(given)
        super().__init__(accept)


def preferred(accept: str | None, given: Sequence[str]) -> str:
    """Return the media type of ``given`` that ``accept`` puts first; the first for ``*/*``.

    Raises
    ------
    NotAcceptableError
        Where none of them is accepted.
    """
    if not accept:
        return given[0]
    weights = dict(_weighed(part) for part in accept.split(","))
    best = max(given, key=lambda kind: (_weight(kind, weights), -list(given).index(kind)))
    if _weight(best, weights) <= 0:
        raise NotAcceptableError(accept, given)
    return best


def _weight(kind: str, weights: dict[str, float]) -> float:
    broader = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((weights[name] for name in broader if name in weights), 0.0)


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameters = part.partition(";")
    weight = 1.0
    for parameter in parameters.split(";"):
        key, _, value = parameter.strip().partition("=")
        if key == "q":
            try:
                weight = float(value)
            except ValueError:
                weight = 0.0
    return name.strip().lower(), weight
