"""Examples of the documentation: each can be run as it stands, against the server that shows it."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from welfare.catalog import Language
from welfare.extracts.asked import DATA
from welfare.extracts.extract import EXTRACTS
from welfare.extracts.request import columns_of
from welfare.extracts.snippets import PANDAS, R, snippets
from welfare.language import message

TABLE = "indicators"
BIRTHS = {"indicator_id": "births_persons"}
LATE = {"year": "2562..2564"}
QUESTION = {"table": TABLE, "filters": {**BIRTHS, **LATE}, "format": "xlsx"}
ID = "$ID"
"""Stands for the id that an answer gave, as a shell has it."""


@dataclass(frozen=True)
class Example:
    """What is asked, the program that asks it, and the lines to type."""

    part: str
    title: str
    program: str
    code: str


def examples(base: str, language: Language) -> list[Example]:
    """Return the examples; ``base`` is the server's full address."""
    rows = f"{base}{DATA}/{TABLE}"
    several = {**BIRTHS, "year": "2015,2562..2564", "area_id": "TH,10,50"}
    ordered = {**BIRTHS, "year": "2564", "columns": "area_en,value", "order": "-value"}
    file = f"{rows}?{_asked({**BIRTHS, **LATE, 'format': 'csv'})}"
    told = (
        ("ask", message("api.docs.example_first", language), _curl(rows, BIRTHS)),
        ("ask", message("api.docs.example_several", language), _curl(rows, several)),
        ("ask", message("api.docs.example_ordered", language), _curl(rows, ordered)),
        (
            "formats",
            message("api.docs.example_csv", language),
            f"curl -OJ '{rows}?{_asked({**BIRTHS, 'format': 'csv', 'bom': 'true'})}'",
        ),
        (
            "formats",
            message("api.docs.example_accept", language),
            f"curl -H 'Accept: text/csv' '{rows}?{_asked({**BIRTHS, **LATE})}'",
        ),
        (
            "formats",
            message("api.docs.example_known", language),
            f"curl --etag-save etag.txt --etag-compare etag.txt '{rows}?{_asked(BIRTHS)}'",
        ),
        (
            "extracts",
            message("api.docs.example_issue", language),
            f"curl -X POST -H 'Content-Type: application/json' \\\n"
            f"  -d '{json.dumps(QUESTION)}' \\\n  '{base}{EXTRACTS}'",
        ),
        (
            "extracts",
            message("api.docs.example_give", language),
            f'curl -OJ "{base}{EXTRACTS}/{ID}"\ncurl "{base}{EXTRACTS}/{ID}/about"',
        ),
    )
    read = snippets(file, "csv", list(columns_of(TABLE)))
    return [
        *(Example(part, title, "curl", code) for part, title, code in told),
        Example("programs", message("api.docs.example_file", language), PANDAS, read[PANDAS]),
        Example("programs", message("api.docs.example_file", language), R, read[R]),
        Example("programs", message("api.docs.example_pages", language), "Python", _pages(base)),
    ]


def _asked(parameters: dict[str, str]) -> str:
    return urlencode(parameters, safe=",.")


def _curl(address: str, parameters: dict[str, str]) -> str:
    return f"curl '{address}?{_asked(parameters)}'"


def _pages(base: str) -> str:
    """Return Python that reads every page of a question."""
    first = f"{DATA}/{TABLE}?{_asked({**BIRTHS, 'limit': '500'})}"
    return (
        "import json\nfrom urllib.request import urlopen\n\n"
        f'address = "{first}"\nrows = []\n'
        "while address:\n"
        f'    with urlopen("{base}" + address) as answer:\n'
        "        page = json.load(answer)\n"
        '    rows += page["data"]\n'
        '    address = page["next"]'
    )
