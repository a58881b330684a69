"""Welfare systems: the four side by side, what is known and what is not."""

from welfare.ui.filters import pick_system
from welfare.ui.frame import title
from welfare.ui.systems import budget, four_systems, grants, programmes, recognised
from welfare.ui.view import view

here = view()
title(here, "systems")
system = pick_system(here)

four_systems(here, system)
budget(here, system)
grants(here)
recognised(here)
programmes(here, system)
