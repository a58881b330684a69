"""The mapping beside a file, read and checked: a fault names the line, the key and what it may be.

Every scalar is read as text, so that a sheet ``001`` or a header ``2556`` stays what it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from etl.inputs import mapping_beside
from etl.issues import Issue, RefusedFile
from etl.mapping.checks import Fault, KeyPath, faults_of
from etl.mapping.fields import Context, offered
from etl.mapping.model import Column, Mapping, Melt, Total, Where
from etl.mapping.tables import SHAPES, Shape
from welfare.catalog import Catalogue

TO_FILL = "___"
"""What a sketch writes where only a steward knows."""
PARTS: dict[str, type[Any]] = {
    "columns": Column,
    "melt": Melt,
    "totals": Total,
    "rows": Where,
    "skip": Where,
    "only": Where,
}


@dataclass(frozen=True, eq=False)
class Described:
    """A mapping with its context, and the means to refuse the file by a line of it."""

    mapping: Mapping
    context: Context
    file: str
    lines: dict[KeyPath, int]

    def refused(self, path: KeyPath, value: object, th: str, en: str) -> RefusedFile:
        """Return the verdict, to be raised, that the mapping is at fault at ``path``."""
        return _refused(self.file, self.lines, [Fault(path, value, th, en)])

    @property
    def shape(self) -> Shape:
        """What the mapping's table may hold."""
        return SHAPES[self.mapping.table]


def described(path: Path, name: str, catalogue: Catalogue) -> Described:
    """Return the mapping that stands beside the data file ``path``, called ``name`` in reports.

    Raises
    ------
    RefusedFile
        ``bad_mapping`` with the file, line, key and value at fault, and what is allowed.
    """
    beside = mapping_beside(path)
    file = name + beside.name.removeprefix(path.name)
    content, lines = _content(beside, file)
    faults = list(_unfilled(content, ()))
    if faults:
        raise _refused(file, lines, faults)
    try:
        mapping = Mapping.model_validate(content)
    except ValidationError as fault:
        strange_first = sorted(fault.errors(), key=lambda e: e["type"] != "extra_forbidden")
        raise _refused(file, lines, [_in_words(error) for error in strange_first]) from None
    source_ids = frozenset(
        source.id
        for source in catalogue.sources.values()
        if mapping.source in {source.id, source.series}
    )
    context = Context(mapping, catalogue, source_ids)
    faults = list(faults_of(mapping, context))
    if faults:
        raise _refused(file, lines, faults)
    return Described(mapping, context, file, lines)


def _refused(file: str, lines: dict[KeyPath, int], faults: list[Fault]) -> RefusedFile:
    first, *others = faults
    more = "".join(f"; {_key(f.path)} {f.value}: {f.th} · {f.en}" for f in others[:9])
    above = (first.path[:length] for length in range(len(first.path), 0, -1))
    line = next((lines[path] for path in above if path in lines), None)
    return RefusedFile(
        Issue(
            file,
            "bad_mapping",
            row=line,
            column=_key(first.path),
            value="" if first.value is None else str(first.value),
            detail=f"{first.th} · {first.en}{more}",
        )
    )


def _key(path: KeyPath) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _content(path: Path, file: str) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        _without_aliases(text)
        root = yaml.compose(text, yaml.BaseLoader)
    except (UnicodeDecodeError, RecursionError, yaml.YAMLError) as fault:
        place = getattr(fault, "problem_mark", None)
        issue = Issue(
            file,
            "bad_mapping",
            row=place.line + 1 if place else None,
            detail="อ่านเป็น YAML แบบ UTF-8 ไม่ได้ · not readable as YAML in UTF-8:"
            f" {getattr(fault, 'problem', None) or fault}",
        )
        raise RefusedFile(issue) from None
    lines: dict[KeyPath, int] = {}
    faults: list[Fault] = []
    content = _plain_content(root, (), lines, faults) if root is not None else ""
    if not isinstance(content, dict):
        empty = Fault((), None, "ไฟล์ว่างหรือไม่ใช่ key: value", "empty, or no key: value")
        raise _refused(file, lines, [empty])
    if faults:
        raise _refused(file, lines, faults)
    return content, lines


def _without_aliases(text: str) -> None:
    """Refuse anchors and aliases: nothing here needs them, and they can hold themselves."""
    for token in yaml.scan(text, yaml.BaseLoader):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise yaml.MarkedYAMLError(problem="& และ * · & and *", problem_mark=token.start_mark)


def _plain_content(
    node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int], faults: list[Fault]
) -> Any:
    """Return a node's content, all scalars as text; a key that stands twice is a fault."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain_content(n, (*path, i), lines, faults) for i, n in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        place = (*path, key)
        if key in found:
            faults.append(
                Fault(
                    place,
                    None,
                    'เขียนไว้สองครั้ง หากหัวคอลัมน์ซ้ำกันให้ใช้ "column C"',
                    'written twice; of columns headed alike each is named "column C"',
                )
            )
        lines[place] = key_node.start_mark.line + 1
        found[key] = _plain_content(value_node, place, lines, faults)
    return found


def _unfilled(content: Any, path: KeyPath) -> Iterator[Fault]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _unfilled(value, (*path, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from _unfilled(value, (*path, index))
    elif content.strip() == TO_FILL or (not content.strip() and "is" not in path):
        yield Fault(path, content, "ยังไม่ได้กรอก", "not filled in yet")


def _in_words(error: Any) -> Fault:
    """Return an error of the model as a fault that says what is allowed."""
    path: KeyPath = tuple(error["loc"])
    kind, value = error["type"], error.get("input")
    if kind == "extra_forbidden":
        allowed = offered(_keys_at(path[:-1]), str(path[-1]))
        return Fault(path, None, f"ไม่รู้จักคำนี้ ใช้ได้: {allowed}", f"unknown key; allowed: {allowed}")
    if kind == "missing":
        return Fault(path, None, "ต้องระบุ", "must be given")
    if kind == "literal_error":
        allowed = error["ctx"]["expected"]
        return Fault(path, value, f"ใช้ได้: {allowed}", f"allowed: {allowed}")
    if kind == "value_error":
        th, _, en = str(error["ctx"]["error"]).partition(" · ")
        return Fault(path, None, th, en)
    return Fault(path, value, "ค่าไม่ถูกต้อง", str(error["msg"]))


def _keys_at(path: KeyPath) -> list[str]:
    part = next((PARTS[name] for name in reversed(path) if name in PARTS), Mapping)
    return [field.alias or name for name, field in part.model_fields.items()]
