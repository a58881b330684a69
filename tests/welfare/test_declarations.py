"""What the project declares is read alike by either loader, and nothing but values is read."""

import pytest
import yaml

from welfare.declarations import read_declaration
from welfare.paths import REFERENCE


@pytest.mark.parametrize("name", ["systems.yml", "tables.yml", "fields.yml"])
def test_libyaml_reads_what_the_slower_loader_reads(name: str) -> None:
    text = (REFERENCE / name).read_text(encoding="utf-8")
    assert read_declaration(text) == yaml.safe_load(text)


def test_a_declaration_makes_no_objects() -> None:
    with pytest.raises(yaml.YAMLError):
        read_declaration("!!python/object/apply:os.getcwd []")
