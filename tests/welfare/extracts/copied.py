"""A warehouse with its archive, copied for a test that changes it."""

import shutil
from pathlib import Path

from welfare.archive import archive_of


def copied_warehouse(built: Path, folder: Path) -> Path:
    """Return a copy of ``built`` in ``folder``, with what is kept of its version."""
    warehouse = folder / built.name
    shutil.copy2(built, warehouse)
    shutil.copytree(archive_of(built).folder, archive_of(warehouse).folder, dirs_exist_ok=True)
    return warehouse
