"""The letters in use: three weights of Sarabun, out of their package; none is committed."""

from pathlib import Path

import fontpkg_sarabun

FONTS = Path(fontpkg_sarabun.__file__).parent / "files"
WEIGHTS = {400: "Sarabun-Regular.ttf", 600: "Sarabun-SemiBold.ttf", 700: "Sarabun-Bold.ttf"}
"""The file of every weight."""
