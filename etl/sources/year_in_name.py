"""The year of a file that prints none: what its name says, else that of the known layout."""

import re

from etl.conform.years import BE_MINUS_CE
from etl.issues import Issue
from etl.reading import RawFile

FULL = re.compile(r"(?<!\d)(25\d\d)(?!\d)")


def year_in_name(
    file: RawFile, known: int, pattern: re.Pattern[str] = FULL
) -> tuple[int, list[Issue]]:
    """Return a CE year, with a notice where the file's name does not say it.

    Parameters
    ----------
    file
        A file of a layout that prints no year.
    known
        The CE year of the one edition known to have this layout.
    pattern
        Finds the BE year in the name, of four digits or the last two.
    """
    named = set(pattern.findall(file.name.rpartition("/")[2]))
    if len(named) == 1:
        return int(named.pop()[-2:]) + 2500 - BE_MINUS_CE, []
    detail = f"taken as {known + BE_MINUS_CE}, the edition known to have this layout"
    return known, [Issue(file.name, "years_unverified", detail=detail, severity="notice")]
