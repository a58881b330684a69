"""What the description says of answers beside rows: problems, extracts, jobs, lists."""

from typing import get_args

from welfare.api.bodies import BODY
from welfare.api.listings import INDEX
from welfare.api.openapi_tables import SCHEMAS, Node, row_of
from welfare.api.openapi_voice import Voice
from welfare.api.problems import TITLES
from welfare.catalog import Language, catalogue
from welfare.catalog.publications import ColumnType
from welfare.catalog.publications import Role as ColumnRole
from welfare.extracts.citation import STYLES
from welfare.extracts.identity import DIGITS
from welfare.extracts.request import Format
from welfare.extracts.status import State
from welfare.extracts.workshop import State as JobState

TEXT: Node = {"type": "string"}
MAYBE: Node = {"type": ["string", "null"]}
COUNT: Node = {"type": "integer", "minimum": 0}
FLAG: Node = {"type": "boolean"}


def other_schemas(voice: Voice) -> dict[str, Node]:
    """Return the schemas of answers that are no rows of a table, and of what is sent to us."""
    ready = {"enum": ["ready", "to_be_made"], "description": voice.say("api.field.ready")}
    job_of = {"description": voice.say("api.field.of"), "type": ["integer", "null"]}
    return {
        "Problem": _whole(
            {
                "type": {"type": "string", "format": "uri-reference"},
                "title": TEXT,
                "title_th": TEXT,
                "status": {"enum": list(TITLES)},
                "errors": _array(
                    _whole(
                        {
                            "parameter": TEXT,
                            "value": TEXT,
                            "allowed": _array(TEXT),
                            "detail": TEXT,
                            "detail_th": TEXT,
                        }
                    )
                ),
            },
            voice.say("api.schema.problem"),
        ),
        "Question": _question(voice),
        "Issued": _whole(
            {
                "id": _id(voice),
                "address": {**TEXT, "description": voice.say("api.field.address")},
                "about": TEXT,
                "file_name": TEXT,
                "rows": COUNT,
                "bytes": {"type": ["integer", "null"], "minimum": 0},
                "status": ready,
                "data_version": TEXT,
            },
            voice.say("api.schema.issued"),
        ),
        "Account": _account(voice),
        "Job": _whole(
            {
                "job": TEXT,
                "extract": TEXT,
                "state": {"enum": list(get_args(JobState))},
                "rows": {**COUNT, "description": voice.say("api.field.made")},
                "of": job_of,
                "place": {**COUNT, "description": voice.say("api.field.place")},
                "detail_th": MAYBE,
                "detail_en": MAYBE,
            },
            voice.say("api.schema.job"),
        ),
        "Index": _whole({"data_version": TEXT, **dict.fromkeys(INDEX, TEXT)}),
        "Health": _whole(
            {
                "status": {"enum": ["ok", "missing", "empty", "unreadable", "foreign"]},
                "data_version": MAYBE,
            }
        ),
        "Table": _table(),
    }


def list_of(schema: str) -> Node:
    """Return the schema of a whole list, of rows that have every column."""
    return _whole({"data_version": TEXT, "data": _array({"$ref": f"{SCHEMAS}{schema}"})})


def rows_of_list(table: str) -> Node:
    """Return the schema of a list that is a published table."""
    return list_of(row_of(table))


def _whole(properties: dict[str, Node], about: str | None = None) -> Node:
    """Return the schema of an object that has all of its properties and no others."""
    schema: Node = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {**schema, "description": about} if about else schema


def _array(items: Node) -> Node:
    return {"type": "array", "items": items}


def _id(voice: Voice) -> Node:
    return {
        "type": "string",
        "pattern": f"^[0-9a-f]{{{DIGITS}}}$",
        "description": voice.say("api.param.id"),
    }


def _question(voice: Voice) -> Node:
    """Return the schema of a question that is posted."""
    one: Node = {"type": ["string", "integer", "boolean", "null"]}
    several: Node = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    texts: Node = {"anyOf": [TEXT, _array(TEXT), {"type": "null"}]}
    properties: dict[str, Node] = {
        "table": {"enum": list(catalogue().publications)},
        "filters": {
            "type": "object",
            "additionalProperties": several,
            "description": voice.say("api.field.filters"),
        },
        "columns": {**texts, "description": voice.say("api.param.columns")},
        "order": {**texts, "description": voice.say("api.param.order")},
        "labels": {
            "enum": [*get_args(Language), None],
            "description": voice.say("api.field.labels"),
        },
        "format": {
            "enum": [*get_args(Format), None],
            "description": voice.say("api.field.format"),
        },
    }
    return {
        "type": "object",
        "description": voice.say("api.schema.question"),
        "properties": {name: properties[name] for name in BODY},
        "required": ["table"],
        "additionalProperties": False,
        "examples": [
            {
                "table": "indicators",
                "filters": {"indicator_id": "births_persons", "year": "2560.."},
                "format": "xlsx",
                "labels": "th",
            }
        ],
    }


def _account(voice: Voice) -> Node:
    """Return the schema of what is told of an extract; of one taken back, there is less."""
    given = {
        "address": TEXT,
        "published_on": {"type": "string", "format": "date"},
        "file_name": TEXT,
        "rows": COUNT,
        "citation": _whole({s: _whole(dict.fromkeys(get_args(Language), TEXT)) for s in STYLES}),
    }
    always = _whole(
        {
            "id": _id(voice),
            "request": {"type": "object", "description": voice.say("api.field.request")},
            "data_version": TEXT,
            "rules": {**TEXT, "description": voice.say("api.field.rules")},
            "issued_at": {"type": "string", "format": "date-time"},
            "sha256": {**MAYBE, "description": voice.say("api.field.digest")},
            "bytes": {"type": ["integer", "null"]},
            "status": _whole(
                {
                    "state": {
                        "enum": list(get_args(State)),
                        "description": voice.say("api.header.extract_status"),
                    },
                    "data_version_now": TEXT,
                    "reason_th": MAYBE,
                    "reason_en": MAYBE,
                }
            ),
            "page": {**TEXT, "description": voice.say("api.field.page")},
            "latest": {**MAYBE, "description": voice.say("api.field.latest")},
        },
        voice.say("api.schema.account"),
    )
    return {**always, "properties": {**always["properties"], **given}}


def _table() -> Node:
    column = {
        "column_id": TEXT,
        "type": {"enum": list(get_args(ColumnType))},
        **dict.fromkeys(("label_th", "label_en"), TEXT),
        **dict.fromkeys(("about_th", "about_en", "unit_th", "unit_en", "list_id"), MAYBE),
        "role": {"enum": list(get_args(ColumnRole))},
        "is_key": FLAG,
    }
    texts = ("name_th", "name_en", "question_th", "question_en", "about_th", "about_en")
    return _whole(
        {
            "table": {"enum": list(catalogue().publications)},
            **dict.fromkeys(texts, TEXT),
            **dict.fromkeys(("sources_column", "year_column", "provinces_column"), MAYBE),
            "rows": COUNT,
            "filters": _array(TEXT),
            "formats": _array({"enum": list(get_args(Format))}),
            "data": TEXT,
            "landing_page": TEXT,
            "columns": _array(_whole(column)),
        }
    )
