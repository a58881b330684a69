"""YAML that the project itself declares: the catalogue, its messages, what ships."""

from typing import Any

import yaml

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads ten times as fast; a PyYAML built without it reads the same."""


def read_declaration(text: str) -> Any:
    """Return what a YAML text declares.

    Raises
    ------
    yaml.YAMLError
        Where the text is no YAML, or asks for anything but plain values.
    """
    return yaml.load(text, LOADER)  # noqa: S506 - either loader is a safe one
