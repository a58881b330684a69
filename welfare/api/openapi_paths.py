"""What the description says of every address: what may be asked there, and what is answered."""

from welfare.api.briefs import COMPARED_BY, MEDIA_TYPE, SCALES
from welfare.api.data import MEDIA
from welfare.api.jobs import JOBS
from welfare.api.listings import LISTED, V1
from welfare.api.openapi_answers import answer, file_of, headers, json_of, named, problems
from welfare.api.openapi_schemas import list_of, rows_of_list
from welfare.api.openapi_tables import (
    PARAMETERS,
    Node,
    listed,
    page_of,
    query,
    table_parameters,
)
from welfare.api.openapi_voice import Voice
from welfare.briefs.made import BRIEFS, COMPARED
from welfare.catalog import COUNTRY, catalogue
from welfare.extracts.asked import DATA
from welfare.extracts.extract import EXTRACTS, MEDIA_TYPES
from welfare.review.compare import MOST_INDICATORS, MOST_MEMBERS

KNOWN = ("If-None-Match", "If-Modified-Since")
VALIDATED = ("ETag", "Last-Modified")
ROWS = (*VALIDATED, "Data-Version", "Link")
FILE = (*ROWS, "Extract-Id", "Extract-Status", "Content-Disposition")
DOCUMENT = f"{V1}/openapi.json"
PAGE = f"{V1}/docs"


def paths(voice: Voice) -> dict[str, Node]:
    """Return every address with its operations."""
    return {
        **{f"{DATA}/{table}": {"get": _data(table, voice)} for table in catalogue().publications},
        **_extracts(voice),
        **_lists(voice),
        f"{BRIEFS}/{{province}}.pdf": {
            "get": _brief("brief", voice.brief("api.op.brief"), voice, _references("province_code"))
        },
        f"{BRIEFS}/{COMPARED}.pdf": {
            "get": _brief("compared", voice.brief("api.op.compared"), voice, _comparison(voice))
        },
        f"{V1}/health": {
            "get": {
                **_operation("health", "about", voice.brief("api.op.health")),
                "responses": {
                    "200": answer(voice.say("api.op.health"), named("Health")),
                    "503": answer(voice.say("api.answer.unhealthy"), named("Health")),
                },
            }
        },
        DOCUMENT: {
            "get": _known_again(
                "description",
                voice.brief("api.op.document"),
                json_of({"type": "object"}),
                voice,
            )
        },
        PAGE: {
            "get": {
                **_known_again(
                    "documentation", voice.brief("api.op.docs"), {"text/html": {}}, voice
                ),
                "parameters": [
                    {"$ref": f"{PARAMETERS}lang"},
                    *_references(*KNOWN),
                ],
            }
        },
    }


def header_parameters(voice: Voice) -> dict[str, Node]:
    """Return the headers that a question may have, the ids of paths, and the language of pages."""
    sent = {
        "If-None-Match": voice.say("api.param.known"),
        "If-Modified-Since": voice.say("api.param.since"),
        "Range": voice.say("api.param.range"),
    }
    return {
        **{
            name: {"name": name, "in": "header", "description": text, "schema": {"type": "string"}}
            for name, text in sent.items()
        },
        "id": _in_path("id", voice.say("api.param.id")),
        "job": _in_path("job", voice.say("api.param.job")),
        "province_code": _in_path("province", voice.say("api.param.province")),
        "lang": {
            "name": "lang",
            "in": "query",
            "description": voice.say("api.param.lang"),
            "schema": {"enum": ["th", "en"], "default": "th"},
        },
    }


def _in_path(name: str, about: str) -> Node:
    schema = {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _operation(name: str, tag: str, summary: str) -> Node:
    return {"operationId": name, "tags": [tag], "summary": summary}


def _references(*names: str) -> list[Node]:
    return [{"$ref": f"{PARAMETERS}{name}"} for name in names]


def _same(voice: Voice) -> dict[str, Node]:
    return {"304": answer(voice.say("api.answer.same"), names=VALIDATED)}


def _parts(media_types: list[str], names: tuple[str, ...], voice: Voice) -> dict[str, Node]:
    content = file_of([*media_types, "multipart/byteranges"])
    return {"206": answer(voice.say("api.answer.part"), content, (*names, "Content-Range"))}


def _known_again(name: str, summary: str, content: dict[str, Node], voice: Voice) -> Node:
    return {
        **_operation(name, "about", summary),
        "parameters": _references(*KNOWN),
        "responses": {
            **problems(),
            "200": answer(summary, content, VALIDATED),
            **_same(voice),
        },
    }


def _data(table: str, voice: Voice) -> Node:
    publication = catalogue().publications[table]
    shapes = {**named(page_of(table)), **file_of([kind for kind in MEDIA if "json" not in kind])}
    parquet = [MEDIA_TYPES["parquet"]]
    return {
        **_operation(f"data_{table}", "data", voice.on_one_line(publication, "name")),
        "description": "\n\n".join(
            (voice.of(publication, "question"), voice.of(publication, "about"))
        ),
        "parameters": [*table_parameters(table, voice), *_references(*KNOWN, "Range")],
        "responses": {
            **problems(400, 406, 409, 416),
            "200": answer(voice.say("api.answer.rows"), shapes, (*ROWS, "Content-Disposition")),
            **_parts(parquet, ROWS, voice),
            **_same(voice),
        },
    }


def _brief(name: str, summary: str, voice: Voice, asked: list[Node]) -> Node:
    names = (*VALIDATED, "Data-Version", "Content-Disposition")
    return {
        **_operation(name, "briefs", summary),
        "parameters": [*asked, *_references("lang", *KNOWN)],
        "responses": {
            **problems(400, 404),
            "200": answer(voice.say("api.answer.brief"), file_of([MEDIA_TYPE]), names),
            **_same(voice),
        },
    }


def _comparison(voice: Voice) -> list[Node]:
    """Return what a comparison may be asked by; members are named in its refusals."""
    words = {"type": "string", "minLength": 1}
    indicators = {"enum": [i.id for i in catalogue().indicators.values() if i.of_all is None]}
    places = {"enum": [COUNTRY, *catalogue().provinces], "default": COUNTRY}
    return [
        query(
            "by", voice.say("api.param.by"), {"enum": list(COMPARED_BY), "default": COMPARED_BY[0]}
        ),
        listed("beside", voice.say("api.param.beside", most=MOST_MEMBERS), words, MOST_MEMBERS),
        listed(
            "shown", voice.say("api.param.shown", most=MOST_INDICATORS), indicators, MOST_INDICATORS
        ),
        query("scale", voice.say("api.param.scale"), {"enum": list(SCALES), "default": SCALES[0]}),
        query("province", voice.say("api.param.where"), places),
    ]


def _lists(voice: Voice) -> dict[str, Node]:
    def one(name: str, summary: str, schema: Node, *more: str) -> dict[str, Node]:
        operation = _known_again(name, summary, json_of(schema), voice)
        operation["tags"] = ["lists"]
        operation["responses"]["200"]["headers"] |= headers(*more)
        return {"get": operation}

    summaries = {
        "indicators": voice.brief("api.op.indicators"),
        "sources": voice.brief("api.op.sources"),
        "provinces": voice.brief("api.op.provinces"),
    }
    return {
        V1: one("index", voice.brief("api.op.index"), {"$ref": "#/components/schemas/Index"}),
        f"{V1}/tables": one(
            "tables", voice.brief("api.op.tables"), list_of("Table"), "Data-Version"
        ),
        **{
            f"{V1}/{name}": one(name, summaries[name], rows_of_list(table), "Data-Version")
            for name, table in LISTED.items()
        },
    }


def _extracts(voice: Voice) -> dict[str, Node]:
    one, job = f"{EXTRACTS}/{{id}}", f"{JOBS}/{{job}}"
    files = list(MEDIA_TYPES.values())
    with_job = answer(voice.say("api.answer.job"), named("Job"), ["Location"])

    def operation(name: str, summary: str, *parameters: str) -> Node:
        asked = _operation(name, "extracts", summary)
        return {**asked, "parameters": _references(*parameters)} if parameters else asked

    return {
        EXTRACTS: {
            "post": {
                **operation("issue_extract", voice.brief("api.op.issue")),
                "description": voice.say("api.answer.issuing"),
                "requestBody": {"required": True, "content": named("Question")},
                "responses": {
                    **problems(400, 404, 413, 415, 422),
                    "201": answer(voice.say("api.answer.issued"), named("Issued"), ["Location"]),
                },
            }
        },
        one: {
            "get": {
                **operation(
                    "give_extract", voice.brief("api.op.give"), "id", "bom", *KNOWN, "Range"
                ),
                "description": voice.say("api.answer.permanent"),
                "responses": {
                    **problems(400, 404, 410, 416, 422),
                    "200": answer(voice.say("api.answer.file"), file_of(files), FILE),
                    **_parts(files, FILE, voice),
                    **_same(voice),
                },
            }
        },
        f"{one}/about": {
            "get": {
                **operation("about_extract", voice.brief("api.op.account"), "id"),
                "responses": {
                    **problems(404),
                    "200": answer(voice.say("api.schema.account"), named("Account")),
                },
            }
        },
        f"{one}/job": {
            "post": {
                **operation("begin_job", voice.brief("api.op.begin"), "id"),
                "responses": {**problems(404, 410, 422), "202": with_job},
            }
        },
        job: {
            "get": {
                **operation("job_progress", voice.brief("api.op.progress"), "job"),
                "responses": {**problems(404), "200": with_job},
            },
            "delete": {
                **operation("cancel_job", voice.brief("api.op.cancel"), "job"),
                "responses": {**problems(404), "200": with_job},
            },
        },
    }
