"""Words take the room of their letters, and a long name is broken near its middle."""

import doctest

import pytest

from welfare.charts import lettering
from welfare.charts.lettering import wrapped


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(lettering)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("name", "longest", "expected"),
    [
        ("one two three four", 10, "one two<br>three four"),
        ("one two", 7, "one two"),
        ("unbreakable", 5, "unbreakable"),
        ("a longestofthem", 5, "a<br>longestofthem"),
        ("งบ อบจ. ต่อหัว", 9, "งบ อบจ.<br>ต่อหัว"),
        ("", 5, ""),
    ],
)
def test_a_name_is_broken_at_the_space_nearest_its_middle(
    name: str, longest: int, expected: str
) -> None:
    assert wrapped(name, longest) == expected
