"""What every indicator, system, programme and source is: declared once, loaded typed."""

from welfare.catalog.loader import Catalogue, catalogue, read_catalogue
from welfare.catalog.models import COUNTRY, UNKNOWN_PROVINCE, Indicator, Language
from welfare.catalog.reading import CatalogueError

__all__ = [
    "COUNTRY",
    "UNKNOWN_PROVINCE",
    "Catalogue",
    "CatalogueError",
    "Indicator",
    "Language",
    "catalogue",
    "read_catalogue",
]
