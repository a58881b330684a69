"""The province shapes are reference data too: checked at every build, before anything is loaded."""

from pathlib import Path

import geopandas

from welfare.catalog import Catalogue, CatalogueError

FILE = "boundaries/provinces.geojson"


def check_boundaries(reference: Path, catalogue: Catalogue) -> None:
    """Refuse shapes that are not exactly the declared provinces, each of them valid.

    Raises
    ------
    welfare.catalog.CatalogueError
        Naming the file and the province at fault.
    """
    try:
        shapes = geopandas.read_file(reference / FILE)
    except (OSError, RuntimeError, ValueError) as fault:
        raise CatalogueError(FILE, "-", "-", f"not readable: {fault}") from fault
    codes = list(shapes["code"]) if "code" in shapes else []
    for code in sorted(set(codes) ^ set(catalogue.provinces)):
        strange = "has no shape" if code in catalogue.provinces else "is not declared"
        raise CatalogueError(FILE, code, "code", strange)
    for code in shapes.loc[~shapes.geometry.is_valid, "code"]:
        raise CatalogueError(FILE, str(code), "geometry", "is not valid")
    if len(codes) != len(set(codes)):
        raise CatalogueError(FILE, "-", "code", "a province has two shapes")
