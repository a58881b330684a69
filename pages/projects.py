"""Projects: what a fund gave to by year, province, kind and size; the recognised; the named."""

from welfare.ui.frame import title
from welfare.ui.project_list import project_list
from welfare.ui.project_places import places
from welfare.ui.projects import choose_projects, kinds_and_sizes, over_years
from welfare.ui.systems import recognised
from welfare.ui.view import view

here = view()
title(here, "projects")
shown = choose_projects(here)

over_years(here, shown)
places(here, shown)
kinds_and_sizes(here, shown)
recognised(here)
project_list(here, shown)
