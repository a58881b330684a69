"""Sources: every source and every indicator, from the catalogue."""

from welfare.ui.frame import title
from welfare.ui.sources import indicators, sources
from welfare.ui.view import view

here = view()
title(here, "sources")
sources(here)
indicators(here)
