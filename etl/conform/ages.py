"""Single years of age into five-year bands and life-course groups."""

from welfare.catalog import Catalogue

UNKNOWN_AGE = -1


def five_year_band(age: int, catalogue: Catalogue) -> str:
    """Return the five-year band of a single year of age; ``unknown`` for -1."""
    if age == UNKNOWN_AGE:
        return "unknown"
    if age < 0:
        raise ValueError(f"age {age} is negative")
    width = catalogue.five_year_bands.width
    return catalogue.age_bands[min(age, catalogue.five_year_bands.open_from) // width]


def life_course(age: int, catalogue: Catalogue) -> str:
    """Return the life-course group of a single year of age; ``unknown`` for -1."""
    if age == UNKNOWN_AGE:
        return "unknown"
    for group in catalogue.life_courses.values():
        if group.first <= age and (group.last is None or age <= group.last):
            return group.id
    raise ValueError(f"age {age} lies in no life-course group")
