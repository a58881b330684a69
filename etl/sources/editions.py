"""The edition that each fact of a table over several years belongs to."""

import pandas as pd

from etl.reading import RawFile
from etl.sources.family import source_of
from welfare.catalog import Catalogue


def with_editions(
    facts: pd.DataFrame,
    family_id: str,
    file: RawFile,
    catalogue: Catalogue,
    sheet: str = "",
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return facts with source and vintage, chosen a year at a time, and the sources' ids.

    For figures that are not revised later, so that one file may go on from one edition to the next.

    Raises
    ------
    RefusedFile
        Where a year is of no edition that is declared.
    """
    editions = {
        year: source_of(family_id, (year, year), file, catalogue, sheet)
        for year in sorted(int(year) for year in facts["year"].unique())
    }
    placed = facts.assign(
        source_id=facts["year"].map({year: s.id for year, s in editions.items()}),
        vintage_id=facts["year"].map({year: s.vintage for year, s in editions.items()}),
    )
    return placed, tuple(dict.fromkeys(source.id for source in editions.values()))
