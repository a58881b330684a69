"""What changed in the data: every publishing, the newest first."""

from welfare.ui.changes import versions
from welfare.ui.frame import title
from welfare.ui.view import view

here = view()
title(here, "changes")
versions(here)
