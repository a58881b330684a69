"""What a package is, for programs: a descriptor by Data Package 2.0."""

from dataclasses import dataclass
from typing import Any

from welfare.catalog import Language
from welfare.extracts.described import SOURCES, Column, Description, Source
from welfare.extracts.extract import MEDIA_TYPES
from welfare.extracts.licences import OWN, STATED, Licence
from welfare.language import message

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
PARQUET = MEDIA_TYPES["parquet"]
TYPES = {"text": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
CODEBOOK_FIELDS = {
    "column": "string",
    "code": "string",
    "type": "string",
    "label_th": "string",
    "label_en": "string",
    "about_th": "string",
    "about_en": "string",
    "unit_th": "string",
    "unit_en": "string",
    "rows": "integer",
}


@dataclass(frozen=True)
class Packed:
    """A file of a package: its name, its size in bytes, and its SHA-256."""

    name: str
    bytes: int
    sha256: str


def descriptor(
    description: Description, rows: Packed, typed: Packed, codebook: Packed, language: Language
) -> dict[str, Any]:
    """Return the descriptor of a package.

    Parameters
    ----------
    description
        What the extract is.
    rows, typed, codebook
        The rows as CSV, the rows as Parquet, the codebook as CSV.
    language
        The language of titles; names in both stand beside them.
    """
    extract, publication = description.extract, description.publication
    return {
        "$schema": PROFILE,
        "name": publication.id,
        "id": extract.id,
        "title": publication.name.text(language),
        "title_th": publication.name.th,
        "title_en": publication.name.en,
        "description": publication.about.text(language),
        "description_th": publication.about.th,
        "description_en": publication.about.en,
        "version": extract.version.data_version,
        "created": f"{extract.version.published_on}T00:00:00Z",
        **({"homepage": extract.address} if extract.address.startswith("http") else {}),
        "filters": {name: list(values) for name, values in extract.request.filters},
        "contributors": [
            {"title": message("extract.citation.author", language), "roles": ["creator"]}
        ],
        # A licence of the whole; figures of which the publisher states none are under none of ours.
        **({"licenses": [_licence(whole)]} if (whole := _of_all(description)) else {}),
        "sources": [
            {
                "title": source.title.text(language),
                **({"path": source.link} if source.link else {}),
                "title_th": source.title.th,
                "title_en": source.title.en,
                "publisher_th": source.publisher.th,
                "publisher_en": source.publisher.en,
                "caveats_th": source.caveats.th,
                "caveats_en": source.caveats.en,
                **({"licenses": [_licence(stated)]} if (stated := _stated(source)) else {}),
            }
            for source in description.sources
        ],
        "resources": [
            _table(rows, "data", _schema(description, language)),
            # The same rows again, which tell their own types: no table to be checked once more.
            {**_file(typed, "data_typed", "parquet"), "type": "file", "mediatype": PARQUET},
            _table(
                codebook,
                "codebook",
                {
                    "fields": [{"name": n, "type": t} for n, t in CODEBOOK_FIELDS.items()],
                    "missingValues": [""],
                },
            ),
        ],
    }


def _stated(source: Source) -> Licence | None:
    return STATED.get(source.publisher_id)


def _of_all(description: Description) -> Licence | None:
    """Return the licence of all rows: ours of what has no source, else what all state."""
    stated = {_stated(source) for source in description.sources} or {OWN}
    return stated.pop() if len(stated) == 1 else None


def _licence(licence: Licence) -> dict[str, str]:
    return {"name": licence.name.replace(" ", "-"), "path": licence.link, "title": licence.name}


def _file(packed: Packed, name: str, form: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": packed.name,
        "format": form,
        "bytes": packed.bytes,
        "hash": f"sha256:{packed.sha256}",
    }


def _table(packed: Packed, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        **_file(packed, name, "csv"),
        "type": "table",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "header": True},
        "schema": schema,
    }


def _schema(description: Description, language: Language) -> dict[str, Any]:
    fields = [_field(column, language) for column in description.columns]
    schema = {"fields": fields, "missingValues": [""]}
    key = _key(description)
    return {**schema, "primaryKey": key} if key else schema


def _field(column: Column, language: Language) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.id,
        "type": TYPES[column.type],
        "title": column.label.text(language),
        "title_th": column.label.th,
        "title_en": column.label.en,
    }
    if column.about:
        field["description"] = column.about.text(language)
        field |= {"description_th": column.about.th, "description_en": column.about.en}
    if column.unit:
        field |= {"unit_th": column.unit.th, "unit_en": column.unit.en}
    if column.codes:
        # The list of sources has every file that was ever read: here are those of the rows.
        codes = [c for c in column.codes if column.list_id != SOURCES or c.id in column.occurring]
        field["constraints"] = {"enum": [code.id for code in codes]} if codes else {}
        field["categories"] = [
            {"value": code.id, "label": code.name.text(language)} for code in codes
        ]
    return field


def _key(description: Description) -> list[str]:
    """Return the columns that identify a row, where all are chosen and none is ever empty."""
    key = [column for column in description.columns if column.is_key]
    whole = len(key) == description.keys
    known = all(column.known == description.rows for column in key)
    return [column.id for column in key] if whole and known else []
