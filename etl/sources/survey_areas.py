"""Areas of the household survey's tables, where Bangkok and its neighbours are a region.

Bangkok, Nonthaburi, Pathum Thani and Samut Prakan are one region there, so its ``Central`` is not
the one of `data/reference/regions.csv`, in which the last three stand. The north, the northeast and
the south are the same in both.
"""

import re
from collections.abc import Iterable
from typing import Literal

from etl.conform.provinces import area_kind, province_code, region_area
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile
from welfare.catalog import Catalogue

GREATER_BANGKOK = re.compile(
    r"ปริมณฑล|greater bangkok|vicinit|นนทบุรี.*ปทุมธานี|nonthaburi.*pathum", re.IGNORECASE
)
CUT_OTHERWISE = "region_central"
Otherwise = Literal["other_region", "unknown"]


def survey_area(name: str, catalogue: Catalogue) -> str | Otherwise:
    """Return the area id of a name; ``other_region`` for one that is cut otherwise than ours.

    ``unknown`` where it names no area at all.
    """
    if GREATER_BANGKOK.search(tidy(name)):
        return "other_region"
    code = province_code(name, catalogue)
    if code:
        return code
    region = region_area(name, catalogue)
    if region == CUT_OTHERWISE:
        return "other_region"
    return region or "unknown"


def region_notices(file: RawFile, names: Iterable[str], sheet: str, column: str) -> list[Issue]:
    """Return a notice for each region that was set aside."""
    return [
        Issue(file.name, "other_region_scheme", sheet, column=column, value=n, severity="notice")
        for n in dict.fromkeys(names)
    ]


def reason_for(name: str, catalogue: Catalogue) -> str:
    """Return the reason for which the row of a name that is no area is refused."""
    kind = area_kind(name, catalogue)
    return "not_a_province" if kind == "not_a_province" else "unknown_province"
