"""Why a value is not there: missing, suppressed, not applicable and incomplete are not the same."""

from welfare.catalog import Language, catalogue
from welfare.language import message


def why_unknown(area_id: str, flag: object, language: Language) -> str:
    """Return in words why an area has no value of its own; ``flag`` is that of indicator_value."""
    province = catalogue().provinces.get(area_id)
    if flag == "in_predecessor" and province and province.predecessor:
        name = catalogue().provinces[province.predecessor].name(language)
        return message("provinces.in_predecessor", language, province=name)
    known = str(flag) if flag in catalogue().lists["flags"] else "missing"
    return catalogue().code_name("flags", known, language)
