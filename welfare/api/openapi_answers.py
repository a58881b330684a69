"""What the description says of statuses and headers: answers that hold, and problems."""

from collections.abc import Iterable

from welfare.api.openapi_tables import SCHEMAS, Node
from welfare.api.openapi_voice import Voice
from welfare.api.problems import MEDIA_TYPE, TITLES
from welfare.language import message

HEADERS = "#/components/headers/"
RESPONSES = "#/components/responses/"
EVERYWHERE = (429, 503)
"""Problems that any question may meet."""
PLACES = {"on": "…", "reason": "…", "seconds": "…"}
"""What stands for the values in the words of a problem."""


def header_components(voice: Voice) -> dict[str, Node]:
    """Return the headers of answers."""
    words = {
        "ETag": voice.say("api.header.etag"),
        "Last-Modified": voice.say("api.header.last_modified"),
        "Data-Version": voice.say("api.field.data_version"),
        "Link": voice.say("api.header.link"),
        "Extract-Id": voice.say("api.param.id"),
        "Extract-Status": voice.say("api.header.extract_status"),
        "Content-Disposition": voice.say("api.header.content_disposition"),
        "Content-Range": voice.say("api.header.content_range"),
        "Location": voice.say("api.header.location"),
        "Retry-After": voice.say("api.header.retry_after"),
        "Allow": voice.say("api.header.allow"),
    }
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in words.items()
    }


def problem_components(voice: Voice) -> dict[str, Node]:
    """Return the answers that are problems, by their kind."""
    return {
        kind: {
            "description": problem_words(kind, voice),
            "headers": headers(*_headers_of(status)),
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Problem"}}},
        }
        for status, kind in TITLES.items()
    }


def problem_words(kind: str, voice: Voice) -> str:
    """Return what a kind of problem says, with dots for what is different each time."""
    return "\n\n".join(message(f"problem.{kind}", each, **PLACES) for each in voice.languages)


def problems(*statuses: int) -> dict[str, Node]:
    """Return the problems that an operation may answer, and those that any may."""
    return {
        str(status): {"$ref": f"{RESPONSES}{TITLES[status]}"}
        for status in sorted({*statuses, *EVERYWHERE})
    }


def headers(*names: str) -> dict[str, Node]:
    """Return headers by reference to their descriptions."""
    return {name: {"$ref": f"{HEADERS}{name}"} for name in names}


def answer(about: str, content: dict[str, Node] | None = None, names: Iterable[str] = ()) -> Node:
    """Return an answer with its content by media type, and the names of its headers."""
    given: Node = {"description": about, "headers": headers(*names)}
    return {**given, "content": content} if content else given


def json_of(schema: Node) -> dict[str, Node]:
    """Return content that is JSON of a schema."""
    return {"application/json": {"schema": schema}}


def named(schema: str) -> dict[str, Node]:
    """Return content that is JSON of a schema that is named in the components."""
    return json_of({"$ref": f"{SCHEMAS}{schema}"})


def file_of(media_types: Iterable[str]) -> dict[str, Node]:
    """Return content that is a file of one of several media types."""
    return {kind.partition(";")[0]: {"schema": {}} for kind in dict.fromkeys(media_types)}


def _headers_of(status: int) -> tuple[str, ...]:
    if status in EVERYWHERE:
        return ("Retry-After",)
    return {405: ("Allow",), 416: ("Content-Range",)}.get(status, ())
