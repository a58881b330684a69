from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.issues import Issue, RefusedFile
from etl.mapping.fields import Context, UnfitError, conform, offered, plain
from etl.mapping.grid import headers_of, letter, number_of
from etl.mapping.load import described
from etl.mapping.model import Mapping
from etl.mapping.tables import SHAPES
from etl.mapping.units import base_of, stated_scale, unit_scale
from tests.etl.beside import SOURCE, with_test_entries
from welfare.catalog import Catalogue, catalogue

PLAIN = f"""\
source: {SOURCE}
table: outcome
columns:
  จังหวัด: province
  จำนวน (คน): {{field: value, unit: persons}}
fixed:
  year: 2564
  indicator: test_people
"""


@pytest.fixture(scope="module")
def entries(declared: Catalogue) -> Catalogue:
    return with_test_entries(declared)


@pytest.fixture
def faulty(
    tmp_path: Path, entries: Catalogue, refusal: Callable[..., Issue]
) -> Callable[[str], Issue]:
    """Return what a mapping is refused for."""

    def refused(text: str) -> Issue:
        path = tmp_path / "t.csv"
        path.with_name("t.csv.yml").write_text(text, encoding="utf-8")
        return refusal(described, path, "t.csv", entries)

    return refused


def test_the_plain_mapping_is_taken(tmp_path: Path, entries: Catalogue) -> None:
    (tmp_path / "t.csv.yml").write_text(PLAIN, encoding="utf-8")
    mapping = described(tmp_path / "t.csv", "t.csv", entries).mapping
    assert mapping.columns["จังหวัด"].field == "province"
    assert mapping.columns["จำนวน (คน)"].unit == "persons"
    assert mapping.header_rows == (1,)


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        (
            ("source: steward_test", "source: steward_tset"),
            (1, "source", "steward_tset"),
            "steward_test",
        ),
        (
            ("table: outcome", "table: outcomes"),
            (2, "table", "outcomes"),
            "'outcome', 'beneficiary'",
        ),
        (("table: outcome\n", ""), (None, "table", ""), "must be given"),
        (("columns:", "colums:"), (3, "colums", ""), "allowed: columns"),
        (
            ("unit: persons", "unit: baht"),
            (5, "columns.จำนวน (คน).unit", "baht"),
            "thousand persons",
        ),
        ((", unit: persons", ""), (5, "columns.จำนวน (คน).unit", ""), "must be given"),
        (("field: value", "field: persons"), (5, "columns.จำนวน (คน).field", "persons"), "value"),
        (("field: value", "feild: value"), (5, "columns.จำนวน (คน).feild", ""), "allowed: field"),
        (("year: 2564", "year: 64"), (7, "fixed.year", "64"), "no single year"),
        (("year: 2564", "month: 1"), (7, "fixed.month", "month"), "year, fiscal_year"),
        (("  year: 2564\n", ""), (3, "columns", ""), "year / fiscal_year is given nowhere"),
        (("province\n", "area, sex: male}\n"), (4, "", ""), "YAML"),
        (("test_people", "test_poeple"), (8, "fixed.indicator", "test_poeple"), "test_people"),
        (("test_people", "poor_persons_x"), (8, "fixed.indicator", "poor_persons_x"), "test_"),
        (("test_people", "test_stranger"), (8, "fixed.indicator", "test_stranger"), "`sources`"),
        (("test_people", "___"), (8, "fixed.indicator", "___"), "not filled in yet"),
        (("source: steward_test", "source:"), (1, "source", ""), "not filled in yet"),
        (("province", "{field: province, unit: baht}"), (4, "columns.จังหวัด.unit", ""), "measures"),
        (
            ("unit: persons", "unit: persons, values: {x: y}"),
            (5, "columns.จำนวน (คน).values", ""),
            "",
        ),
        (("fixed:", "missing: {'-': nothing}\nfixed:"), (6, "missing.-", "nothing"), "suppressed"),
        (("fixed:", "header_rows: two\nfixed:"), (6, "header_rows.1", "two"), ""),
        (("fixed:", "skip: [{column: a}]\nfixed:"), (6, "skip.1", ""), "is, starts, contains"),
        (("fixed:", "skip: [{pattern: '('}]\nfixed:"), (6, "skip.1", ""), "regular expression"),
        (("fixed:", "totals: [{column: a}]\nfixed:"), (6, "totals.1", ""), "column with of"),
        (("fixed:", "totals: [{column: a, off: b}]\nfixed:"), (6, "totals.1.off", ""), "of"),
        (("fixed:", "repeats: sum\nfixed:"), (6, "repeats", "sum"), "add_up"),
        (("fixed:", "sheet: a\nsheets: {a: {quarter: 1}}\nfixed:"), (7, "sheets", ""), "not both"),
        (("fixed:", "  จังหวัด: area\nfixed:"), (6, "columns.จังหวัด", ""), "written twice"),
        (
            ("fixed:", "  ภาค: area\nfixed:"),
            (5, "columns.จำนวน (คน)", "province, area"),
            "given twice",
        ),
    ],
)
def test_a_fault_is_named_by_line_key_and_what_is_allowed(
    faulty: Callable[[str], Issue],
    changed: tuple[str, str],
    place: tuple[int | None, str, str],
    said: str,
) -> None:
    issue = faulty(PLAIN.replace(*changed))
    assert issue.reason == "bad_mapping"
    assert issue.file == "t.csv.yml"
    assert (issue.row, issue.column, issue.value) == place
    assert said in issue.detail


def test_every_fault_is_told_at_once(faulty: Callable[[str], Issue]) -> None:
    issue = faulty(PLAIN.replace("year: 2564", "year: x").replace("test_people", "nothing"))
    assert issue.column == "fixed.year"
    assert "fixed.indicator nothing" in issue.detail


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "\ta: b", "a: [1"])
def test_what_is_no_mapping_is_refused(faulty: Callable[[str], Issue], text: str) -> None:
    assert faulty(text).reason == "bad_mapping"


def test_bytes_that_are_no_utf8_are_refused(
    tmp_path: Path, entries: Catalogue, refusal: Callable[..., Issue]
) -> None:
    (tmp_path / "t.csv.yml").write_bytes("source: จังหวัด".encode("cp874"))
    issue = refusal(described, tmp_path / "t.csv", "t.csv", entries)
    assert "UTF-8" in issue.detail


def test_scalars_stay_as_they_are_written(tmp_path: Path, entries: Catalogue) -> None:
    text = PLAIN.replace("fixed:", "sheet: 001\nmissing: {no: missing, 0.0: zero}\nfixed:")
    (tmp_path / "t.csv.yml").write_text(text, encoding="utf-8")
    mapping = described(tmp_path / "t.csv", "t.csv", entries).mapping
    assert mapping.sheet == "001"
    assert mapping.missing == {"no": "missing", "0.0": "zero"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("beneficiary", "programme is given nowhere"),
        ("population", "not allowed in this table"),
        ("project", "programme is given nowhere"),
        ("budget", "agency is given nowhere"),
    ],
)
def test_every_table_says_what_it_needs(
    faulty: Callable[[str], Issue], table: str, said: str
) -> None:
    measure = next(iter(SHAPES[table].measures))
    unit = {"population": "persons", "beneficiary": "persons", "project": "projects"}
    text = PLAIN.replace("outcome", table).replace("field: value", f"field: {measure}")
    text = text.replace("unit: persons", f"unit: {unit.get(table, 'baht')}")
    text = text.replace("year: 2564\n  indicator: test_people", "fiscal_year: 2564")
    if table == "population":
        issue = faulty(text.replace("fiscal_year: 2564", "programme: social_security"))
        assert "allowed in this table" in issue.detail
    else:
        assert said in faulty(text).detail


@pytest.mark.parametrize(
    ("unit", "base", "scale"),
    [
        ("persons", "persons", 1.0),
        ("คน", "persons", 1.0),
        ("พันคน", "persons", 1e3),
        ("thousand persons", "persons", 1e3),
        ("Thousand_Persons", "persons", 1e3),
        ("million baht", "baht", 1e6),
        ("ล้านบาท", "baht", 1e6),
        ("พันล้านบาท", "baht", 1e9),
        ("ร้อยละ", "percent", 1.0),
        ("percent", "percent", 1.0),
        ("fraction", "percent", 100.0),
        ("สัดส่วน", "percent", 100.0),
        ("index", "index", 1.0),
        ("households", "households", 1.0),
        ("พันครัวเรือน", "households", 1e3),
        ("establishments", "establishments", 1.0),
    ],
)
def test_units_in_both_languages(unit: str, base: str, scale: float) -> None:
    assert unit_scale(unit, base) == scale


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("baht", "persons"),
        ("persons", "percent"),
        ("percent", "baht"),
        ("thousand percent", "percent"),
        ("thousand", "persons"),
        ("", "persons"),
        ("พัน", "persons"),
    ],
)
def test_a_unit_that_counts_something_else_is_none(unit: str, base: str) -> None:
    with pytest.raises(ValueError, match="does not count"):
        unit_scale(unit, base)


def test_every_unit_of_the_catalogue_can_be_written(entries: Catalogue) -> None:
    for unit in entries.units:
        assert unit_scale(base_of(unit), base_of(unit)) == 1.0


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("จำนวน (พันคน)", 1e3),
        ("มูลค่า (ล้านบาท)", 1e6),
        ("จำนวน (คน)", 1.0),
        ("จำนวนเงิน (บาท)", 1.0),
        ("จำนวนคนจน", None),
        ("2556", None),
        ("ร้อยละ", None),
    ],
)
def test_what_a_header_says_of_the_size(header: str, scale: float | None) -> None:
    assert stated_scale(header) == scale


@given(st.integers(0, 700))
def test_a_column_has_one_letter(column: int) -> None:
    assert number_of(letter(column)) == column
    assert number_of(str(column + 1)) == column


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ([["จังหวัด", 2556.0, "2557"]], ("จังหวัด", "2556", "2557")),
        (
            [["จังหวัด", "ปี 2555", "", "ปี 2556"], ["", "ช", "ญ", "ช"]],
            ("จังหวัด", "ปี 2555 / ช", "ปี 2555 / ญ", "ปี 2556 / ช"),
        ),
        ([["a\n b", "a"], ["a b", ""]], ("a b", "a")),
        ([], ()),
    ],
)
def test_header_rows_are_joined_and_merged_cells_carry_on(
    rows: list[list[object]], headers: tuple[str, ...]
) -> None:
    assert headers_of(rows) == headers


@pytest.fixture
def context(entries: Catalogue) -> Callable[..., Context]:
    """Return the context of a table's labels."""

    def of(table: str, written_as: str = "year") -> Context:
        mapping = Mapping.model_validate({"source": SOURCE, "table": table})
        return Context(mapping, entries, frozenset({SOURCE}), written_as)

    return of


@pytest.mark.parametrize(
    ("table", "field", "cell", "held"),
    [
        ("outcome", "province", "จังหวัดเชียงใหม่ ", ("50",)),
        ("outcome", "province", "5000 - เชียงใหม่", ("50",)),
        ("outcome", "province", "1. Bangkok", ("10",)),
        ("outcome", "province", 50.0, ("50",)),
        ("outcome", "area", "ภาคเหนือ", ("region_north",)),
        ("outcome", "area", "ทั่วราชอาณาจักร", ("TH",)),
        ("outcome", "area", "TH", ("TH",)),
        ("outcome", "area", "กรุงเทพมหานคร", ("10",)),
        ("beneficiary", "area", "ทั่วประเทศ", (None,)),
        ("project", "province", "00", ("00",)),
        ("outcome", "year", "พ.ศ. ๒๕๖๔", (2021,)),
        ("outcome", "year", 2564.0, (2021,)),
        ("outcome", "quarter", "ไตรมาสที่ 3/2564", (3,)),
        ("outcome", "quarter", "Q4", (4,)),
        ("outcome", "sex", "1. ชาย", ("male",)),
        ("outcome", "sex", "รวม", ("all",)),
        ("population", "sex", "ไม่ระบุ", ("unknown",)),
        ("population", "age", "60 ปีขึ้นไป", ("60+", "older_persons")),
        ("population", "age", "05_09", ("5-9", None)),
        ("population", "age", 7.0, ("5-9", "children")),
        ("population", "age", "รวม", ("all", None)),
        ("population", "age", "ไม่ทราบ", ("unknown", "unknown")),
        ("beneficiary", "programme", "ประกันสังคม", None),
        ("project", "recognised", "ใช่", (True,)),
        ("project", "organisation_kind", "1", None),
        ("budget", "stage", "approved", ("approved",)),
    ],
)
def test_labels_become_what_the_tables_hold(
    context: Callable[..., Context], table: str, field: str, cell: object, held: object
) -> None:
    found = conform(field, cell, {}, context(table))
    assert found == held if held is not None else found is not None


@pytest.mark.parametrize(
    ("written_as", "cell", "year", "fiscal"),
    [
        ("short_be", "55", 2012, 2012),
        ("short_be", "ปี ๕๕", 2012, 2012),
        ("short_be", "2555", 2012, 2012),
        ("date", "01/10/2554", 2011, 2012),
        ("date", "30092555", 2012, 2012),
    ],
)
def test_years_of_two_digits_and_of_days(
    context: Callable[..., Context], written_as: str, cell: str, year: int, fiscal: int
) -> None:
    assert conform("year", cell, {}, context("population", written_as)) == (year,)
    assert conform("fiscal_year", cell, {}, context("population", written_as)) == (fiscal,)


@pytest.mark.parametrize(
    ("field", "cell", "reason", "said"),
    [
        (("outcome", "province"), "เชียงไหม่", "unknown_province", "เชียงใหม่"),
        (("outcome", "province"), "ภาคเหนือ", "not_a_province", "field: area"),
        (("outcome", "province"), "เรือนจำกลางคลองเปรม", "not_a_province", ""),
        (("outcome", "province"), "", "unknown_province", ""),
        (("beneficiary", "area"), "ภาคเหนือ", "not_a_province", "provinces or the whole country"),
        (("outcome", "year"), "ปีนี้", "bad_year", ""),
        (("outcome", "sex"), "ชายหญิง", "unknown_label", "male, female"),
        (("outcome", "sex"), "ไม่ระบุ", "unknown_label", "male, female"),
        (("population", "age"), "13-27", "unknown_label", "0-4"),
        (("population", "age"), "เด็ก", "unknown_label", "60+"),
        (("outcome", "quarter"), "5", "unknown_label", "1, 2, 3, 4"),
        (("budget", "agency"), "กรมที่ไม่มี", "unknown_label", "names.yml"),
        (("outcome", "group"), "คนรวย", "unknown_label", "data/reference/groups/"),
    ],
)
def test_a_label_that_is_none_says_what_is_allowed(
    context: Callable[..., Context], field: tuple[str, str], cell: str, reason: str, said: str
) -> None:
    with pytest.raises(UnfitError) as caught:
        conform(field[1], cell, {}, context(field[0]))
    assert caught.value.reason == reason
    assert said in caught.value.detail


def test_translated_labels_come_first(context: Callable[..., Context]) -> None:
    values = {plain("กทม"): "10", plain("อื่นๆ"): "skip", plain(""): "none"}
    assert conform("province", "ก ทม ", values, context("outcome")) == ("10",)
    assert conform("province", "อื่นๆ", values, context("outcome")) is None
    assert conform("item", "", values, context("outcome")) == (None,)


def test_what_is_near_is_offered_first() -> None:
    among = [f"x{n}" for n in range(30)] + ["poor_persons"]
    assert offered(among, "poor_person").startswith("poor_persons, x0")
    assert offered(among).endswith("… (+19)")


@settings(deadline=None)
@given(st.text(max_size=200))
@example("a: &x [*x]")
@example("source: {a: b}\ntable: []\ncolumns: text")
@example("melt: [{columns: '{'}]")
@example("[" * 300)
def test_no_text_breaks_the_reader_of_mappings(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "any.csv.yml").write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(RefusedFile):
        described(folder / "any.csv", "any.csv", catalogue())
