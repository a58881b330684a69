"""Any table that a steward described in a mapping beside the file; asked before every family.

A row with a label that its field cannot hold, or with a cell that is no number, is refused alone;
a broken number in a column with a printed total refuses the file, for the total could not be met.
"""

from dataclasses import replace

import pandas as pd

from etl.inputs import mapping_beside
from etl.issues import RefusedFile
from etl.mapping.grid import sheets_of
from etl.mapping.load import described
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Yield, refusal
from etl.sources.mapped_facts import facts_of
from etl.sources.mapped_rows import SheetRead, read_sheet
from welfare.catalog import Catalogue


def recognises(file: RawFile) -> bool:
    """Tell whether a mapping stands beside the file."""
    return mapping_beside(file.path).is_file()


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the described sheets into the table that the mapping names."""
    found = described(file.path, file.name, catalogue)
    sheets = [read_sheet(file, name, found) for name in sheets_of(file, found)]
    if not any(len(sheet.facts) for sheet in sheets):
        raise _nothing_taken(file, sheets)
    raw = pd.concat([sheet.facts for sheet in sheets], ignore_index=True)
    facts = facts_of(raw, file, found)
    return Reading(
        source_ids=tuple(sorted(facts["source_id"].unique())),
        facts={found.mapping.table: facts},
        rows_read=sum(sheet.rows for sheet in sheets),
        rows_set_aside=sum(sheet.aside for sheet in sheets),
        rows_refused=sum(sheet.refused for sheet in sheets),
        issues=tuple(issue for sheet in sheets for issue in sheet.issues),
        totals=tuple(total for sheet in sheets for total in sheet.totals),
        sheet=sheets[0].sheet,
    )


def _nothing_taken(file: RawFile, sheets: list[SheetRead]) -> RefusedFile:
    """Return the verdict on a file of which no row is taken: what its first row is refused for."""
    issues = [i for sheet in sheets for i in sheet.issues if i.severity == "refused"]
    if not issues:
        return refusal(file, "empty", sheet=sheets[0].sheet)
    every = "ไม่มีแถวใดนำเข้าได้ · no row can be taken"
    first = issues[0]
    return RefusedFile(replace(first, detail=f"{first.detail}; {every}" if first.detail else every))


FAMILY = Family(
    id="mapped",
    yields=(
        Yield("outcome", "as its mapping says: indicator × year × area", "the indicator's"),
        Yield("beneficiary", "as its mapping says: fiscal year × programme", "persons, baht"),
        Yield("population", "as its mapping says: year × area × age × sex", "persons"),
        Yield("project", "as its mapping says: fiscal year × province", "projects, baht"),
        Yield("budget", "as its mapping says: fiscal year × agency × plan", "baht"),
    ),
    totals="total rows and columns that its mapping names",
    recognises=recognises,
    read=read,
)
