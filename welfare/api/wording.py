"""What the page of a published table says in sentences: years, areas, sizes, cells, citation."""

from datetime import date, datetime

from welfare.api.dataset import Dataset, Source, Years
from welfare.api.templating import number, shown_day
from welfare.archive import Version
from welfare.catalog import Language
from welfare.extracts.extract import FORMAT_NAMES
from welfare.extracts.request import Format
from welfare.language import format_year, message

KILO = 1_000
MEGA = 1_000_000


def format_name(form: Format, language: Language) -> str:
    """Return the name of a format."""
    return FORMAT_NAMES.get(form) or message("dataset.package", language)


def years_text(years: tuple[Years, ...], language: Language) -> str:
    """Return the years covered, of each calendar by its name."""
    return " · ".join(_of_calendar(each, language) for each in years)


def _of_calendar(years: Years, language: Language) -> str:
    first, last = (format_year(year, language) for year in (years.first, years.last))
    span = first if first == last else f"{first}-{last}"
    kind = "fiscal" if years.fiscal else "calendar"
    said = message(f"dataset.years.{kind}", language, years=span)
    if years.count > years.last - years.first:
        return said
    return f"{said} ({message('dataset.years_count', language, count=years.count)})"


def areas_text(areas: dict[str, int], language: Language) -> str:
    """Return how many provinces and regions rows are of, the smallest areas first."""
    ordered = sorted(areas.items(), key=lambda item: -item[1])
    return " · ".join(
        message(f"dataset.areas.{kind}", language, count=count) for kind, count in ordered
    )


def size_text(count: int, language: Language) -> str:
    """Return a number of bytes in kilobytes or megabytes, with no more digits than help."""
    if count < MEGA:
        return message("dataset.kilobytes", language, count=number(max(1, round(count / KILO))))
    millions = count / MEGA
    digits = f"{millions:.1f}" if millions < 10 else f"{millions:,.0f}"
    return message("dataset.megabytes", language, count=digits)


def cell_text(value: object) -> str:
    """Return a value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def publishers(sources: tuple[Source, ...], language: Language) -> list[str]:
    """Return who published the figures, each once."""
    names = (s.publisher_th if language == "th" else s.publisher_en for s in sources)
    return list(dict.fromkeys(names))


def description(dataset: Dataset, language: Language) -> str:
    """Return the question that it answers and what a row is, in one text."""
    publication = dataset.publication
    return f"{publication.question(language)} {publication.about(language)}"


def figures_from(dataset: Dataset, language: Language) -> str:
    """Return whose figures a table holds."""
    named = "; ".join(publishers(dataset.sources, language))
    return message("dataset.figures_from", language, publishers=named)


def citation(dataset: Dataset, version: Version, address: str, language: Language) -> str:
    """Return how a whole table of one version is cited, in the words by which extracts are."""
    text = message(
        "dataset.citation",
        language,
        author=message("extract.citation.author", language),
        year=format_year(int(version.published_on[:4]), language),
        title=dataset.publication.name(language),
        version=version.data_version,
        day=shown_day(version.published_on, language),
        address=address,
    )
    named = "; ".join(publishers(dataset.sources, language))
    if not named:
        return text
    return f"{text} {message('extract.citation.figures', language, publishers=named)}"
