"""Both languages say the same, each in its own letters."""

import re
import string
from pathlib import Path

import pytest
from pydantic import BaseModel

from welfare.catalog import Catalogue, catalogue
from welfare.language import message
from welfare.language.messages import messages, read_messages

THAI = re.compile(r"[\u0e01-\u0e5b]")


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", messages())
def test_a_message_stands_in_both_languages(key: str) -> None:
    thai, english = messages()[key]["th"], messages()[key]["en"]
    assert placeholders(thai) == placeholders(english)
    assert not THAI.search(english)
    made_of_values_alone = not re.search(r"[^\W\d_]", re.sub(r"{\w+}", "", english))
    assert bool(THAI.search(thai)) != made_of_values_alone


def test_values_are_put_in() -> None:
    said = message("finding.province_missing", "en", year="FY 2012", province="Yala")
    assert said == "FY 2012: there is no value for Yala"
    assert message("provinces.band", "th", number=2, count=5) == "กลุ่ม 2 จาก 5"


def test_a_message_that_is_not_declared_is_a_fault() -> None:
    with pytest.raises(KeyError):
        message("finding.weather", "th")
    with pytest.raises(KeyError):
        message("provinces.band", "th", number=2)


def test_a_message_stands_in_one_file_alone(tmp_path: Path) -> None:
    for name in ("one.yml", "two.yml"):
        (tmp_path / name).write_text("app.name: {th: แผนที่, en: Atlas}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two\.yml: app\.name: stands in another file too"):
        read_messages(tmp_path)


def test_a_message_has_two_languages(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("app.name: {th: แผนที่}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.yml: app\.name: expected th and en"):
        read_messages(tmp_path)


def records(declared: Catalogue) -> list[BaseModel]:
    groups = (
        declared.systems,
        declared.provinces,
        declared.regions,
        declared.nesdc_regions,
        declared.life_courses,
        declared.programmes,
        declared.organisation_kinds,
        declared.publishers,
        declared.sources,
        declared.vintages,
        declared.units,
        declared.themes,
        declared.indicators,
        declared.tables,
    )
    kept: list[BaseModel] = [record for group in groups for record in group.values()]
    placings = declared.budget_placings
    items = [item for placing in placings for item in placing.items]
    breaks = [point for indicator in declared.indicators.values() for point in indicator.breaks]
    volumes = declared.budget_volumes.values()
    lines = [line for volume in volumes for line in (*volume.taken, *volume.set_aside)]
    return [*kept, *placings, *items, *breaks, *lines]


@pytest.mark.parametrize("record", records(catalogue()), ids=lambda r: getattr(r, "id", None))
def test_what_the_catalogue_declares_is_thai_in_thai_and_english_in_english(
    record: BaseModel,
) -> None:
    texts = {name: value for name, value in record if value and name.endswith(("_th", "_en"))}
    texts = {name: text for name, text in texts.items() if text.strip("% ")}
    assert {n[:-3] for n in texts if n.endswith("_th")} == {
        n[:-3] for n in texts if n.endswith("_en")
    }
    for name, text in texts.items():
        assert bool(THAI.search(text)) == name.endswith("_th"), f"{name}: {text}"


def test_proper_names_are_thai_and_english(declared: Catalogue) -> None:
    wrong = [
        th for th, en in declared.english_names.items() if not THAI.search(th) or THAI.search(en)
    ]
    assert wrong == []
