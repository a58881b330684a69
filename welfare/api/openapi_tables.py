"""What the description says of each published table: its parameters, and the rows that it gives."""

from typing import Any, get_args

from welfare.api.cursor import LONGEST
from welfare.api.data import MOST_PAGE_ROWS, PAGE_ROWS, Shape
from welfare.api.openapi_voice import Voice
from welfare.catalog import catalogue
from welfare.catalog.publications import PublishedColumn
from welfare.extracts.request import (
    ERA,
    MOST_VALUES,
    NOTHING,
    RANGE,
    YEARS,
    codes_of,
    columns_of,
    filters_of,
)

Node = dict[str, Any]
SCHEMAS = "#/components/schemas/"
PARAMETERS = "#/components/parameters/"
OF_EVERY_TABLE = ("limit", "cursor", "format", "bom")
"""Parameters that are the same for all tables, in the words of the components."""
YEAR_PATTERN = rf"^({NOTHING}|\d{{4}}|\d{{4}}{RANGE.replace('.', '[.]')}(\d{{4}})?|[.][.]\d{{4}})$"


def code_list(list_id: str) -> str:
    """Return the name of the schema that holds the codes of a closed list."""
    return f"Codes_{list_id}"


def row_of(table: str) -> str:
    """Return the name of the schema of a table's rows."""
    return f"Row_{table}"


def page_of(table: str) -> str:
    """Return the name of the schema of a page of a table's rows."""
    return f"Page_{table}"


def table_parameters(table: str, voice: Voice) -> list[Node]:
    """Return the parameters of a table: filters, columns, order, and those that all tables have."""
    columns = columns_of(table)
    filters = [_filter(columns[name], voice) for name in filters_of(table)]
    signed = [sign + name for name in columns for sign in ("", "-")]
    return [
        *filters,
        listed("columns", voice.say("api.param.columns"), {"enum": list(columns)}),
        listed("order", voice.say("api.param.order"), {"enum": signed}),
        *({"$ref": f"{PARAMETERS}{name}"} for name in OF_EVERY_TABLE),
    ]


def shared_parameters(voice: Voice) -> dict[str, Node]:
    """Return the parameters that all tables have."""
    return {
        "limit": query(
            "limit",
            voice.say("api.param.limit", most=f"{MOST_PAGE_ROWS:,}"),
            {"type": "integer", "minimum": 1, "maximum": MOST_PAGE_ROWS, "default": PAGE_ROWS},
        ),
        "cursor": query(
            "cursor",
            voice.say("api.param.cursor"),
            {"type": "string", "minLength": 1, "maxLength": LONGEST},
        ),
        "format": query("format", voice.say("api.param.format"), {"enum": list(get_args(Shape))}),
        "bom": query("bom", voice.say("api.param.bom"), {"type": "boolean", "default": False}),
    }


def table_schemas(voice: Voice) -> dict[str, Node]:
    """Return the schemas of all tables, and of the closed lists that their columns name."""
    names = list(catalogue().publications)
    lists = {c.codes: None for name in names for c in columns_of(name).values() if c.codes}
    return {
        "Year": {
            "type": "string",
            "pattern": YEAR_PATTERN,
            "description": voice.say("api.param.year", **years()),
            "examples": ["2022", "2565", "2019..2022", "2565.."],
        },
        **{code_list(each): {"type": "string", "enum": list(codes_of(each))} for each in lists},
        **{row_of(name): _row(name, voice) for name in names},
        **{page_of(name): _page(name, voice) for name in names},
    }


def years() -> dict[str, object]:
    """Return the years that a filter takes, of either era."""
    return {
        "first": YEARS[0],
        "last": YEARS[1],
        "first_be": YEARS[0] + ERA,
        "last_be": YEARS[1] + ERA,
    }


def _filter(column: PublishedColumn, voice: Voice) -> Node:
    about = [voice.of(column, "label"), voice.of(column, "about")]
    if column.codes:
        one: Node = {"$ref": f"{SCHEMAS}{code_list(column.codes)}"}
        items: Node = {"anyOf": [one, {"const": NOTHING}]}
    elif column.type == "boolean":
        items = {"enum": ["true", "false", NOTHING]}
    else:
        items = {"$ref": f"{SCHEMAS}Year"}
    return listed(column.id, "\n\n".join(text for text in about if text), items)


def listed(name: str, about: str, items: Node, most: int = MOST_VALUES) -> Node:
    """Return a parameter that takes several values with commas between them."""
    values = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
    return {**query(name, about, values), "style": "form", "explode": False}


def query(name: str, about: str, schema: Node) -> Node:
    """Return a parameter of the query that may be left out."""
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _row(table: str, voice: Voice) -> Node:
    """Return the schema of a row; it has the columns that are asked for, all without a word."""
    publication = catalogue().publications[table]
    return {
        "type": "object",
        "description": voice.of(publication, "about"),
        "properties": {c.id: _cell(c, voice) for c in columns_of(table).values()},
        "additionalProperties": False,
    }


def _cell(column: PublishedColumn, voice: Voice) -> Node:
    about = {"title": voice.on_one_line(column, "label")}
    if text := voice.of(column, "about"):
        about["description"] = text
    if column.codes:
        return {
            **about,
            "anyOf": [{"$ref": f"{SCHEMAS}{code_list(column.codes)}"}, {"type": "null"}],
        }
    kind = "string" if column.type == "text" else column.type
    return {**about, "type": [kind, "null"]}


def _page(table: str, voice: Voice) -> Node:
    return {
        "type": "object",
        "properties": {
            "table": {"const": table},
            "data_version": {"type": "string", "description": voice.say("api.field.data_version")},
            "rows_total": {
                "type": "integer",
                "minimum": 0,
                "description": voice.say("api.field.rows_total"),
            },
            "next": {"type": ["string", "null"], "description": voice.say("api.field.next")},
            "data": {
                "type": "array",
                "maxItems": MOST_PAGE_ROWS,
                "items": {"$ref": f"{SCHEMAS}{row_of(table)}"},
            },
        },
        "required": ["table", "data_version", "rows_total", "next", "data"],
        "additionalProperties": False,
    }
