"""Every page in both languages, bad links, and faults that a visitor may meet."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from opening import faultless, opened, said, text_of, year_on_the_map
from streamlit.testing.v1 import AppTest

from etl.build import build
from etl.issues import reasons
from welfare.archive import archive_of
from welfare.catalog import catalogue
from welfare.catalog.account import account
from welfare.extracts.asked import read_asked
from welfare.extracts.faults import RequestError
from welfare.extracts.register import Register
from welfare.extracts.request import formats_of
from welfare.language import message
from welfare.metrics.described import described
from welfare.paths import OPEN_DATA, PAGES, ROOT
from welfare.queries.quality import COVERED
from welfare.ui.choice import INDICATORS
from welfare.ui.frame import BUILD_COMMAND
from welfare.warehouse import Snapshot

NAMES = (
    "overview",
    "provinces",
    "profile",
    "rug",
    "compare",
    "ages",
    "systems",
    "budget",
    "projects",
    "inequality",
    "need",
    "whatif",
    "sources",
    "data",
    "methods",
    "download",
    "changes",
    "screens",
)
LANGUAGES = ("th", "en")


@pytest.fixture(scope="module")
def raw_warehouse(tmp_path_factory: pytest.TempPathFactory, real_files: Path) -> Path:
    """Build what ships together with some of the agencies' files, good and bad."""
    folder = tmp_path_factory.mktemp("raw")
    for name in ("fund-grants", "household-income"):
        shutil.copytree(real_files / name, folder / name)
    file = tmp_path_factory.mktemp("warehouse") / "raw.duckdb"
    build(OPEN_DATA, folder, file, lambda _: None)
    return file


def test_these_are_the_pages() -> None:
    assert {page.stem for page in PAGES.glob("*.py")} == set(NAMES)


@pytest.mark.usefixtures("served_warehouse")
def test_coverage_of_an_age_is_chosen_beside_the_indicator() -> None:
    at = opened("provinces", lang="en", indicator="universal_coverage_pct", age="older_persons")
    assert faultless(at)
    assert "Universal health coverage · Older persons" in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_a_link_to_the_indicator_of_an_age_opens_it_and_lets_it_go() -> None:
    at = opened("provinces", lang="en", indicator="social_security_working_age_pct")
    assert "Social security · Working age" in said(at)
    at.selectbox(key="filter_age").select("").run()
    assert faultless(at)
    assert "Social security · Working age" not in said(at)


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", catalogue().compared.indicators)
def test_every_compared_indicator_has_its_cards(indicator: str, language: str) -> None:
    at = opened("inequality", lang=language, indicator=indicator, province="50")
    assert faultless(at)
    assert message("inequality.statistics", language) in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_a_province_is_told_apart_where_chance_is_known() -> None:
    at = opened("inequality", lang="en", indicator="grants_projects_per_100k", province="50")
    assert re.search(r"Chiang Mai can be told apart from \d+ of 75 other provinces", said(at))
    at = opened("inequality", lang="en", indicator="poverty_rate_pct", province="50")
    assert "can be told apart" not in said(at)


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", NAMES)
def test_a_page_asks_its_question_and_answers_it(page: str, language: str) -> None:
    at = opened(page, lang=language)
    assert faultless(at)
    assert not at.warning
    assert message(f"{page}.question", language) in said(at)
    assert message("card.source", language) in said(at)
    other = "en" if language == "th" else "th"
    assert message(f"{page}.question", other) not in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_the_overview_opens_with_poverty_now() -> None:
    assert "ปี 2567 ประชากร 4.89%" in said(opened())


@pytest.mark.usefixtures("served_warehouse")
def test_thai_is_the_language_until_another_is_chosen() -> None:
    at = opened()
    assert message("overview.question", "th") in said(at)
    at.segmented_control(key="language").set_value("en").run()
    assert faultless(at)
    assert message("overview.question", "en") in said(at)
    assert at.query_params["lang"] == "en"


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", NAMES)
def test_a_page_in_light_and_dark(page: str, theme: str) -> None:
    at = AppTest.from_file(str(ROOT / "welfare" / "ui" / "main.py"), default_timeout=60)
    at.context = {"theme": theme}
    if page != "overview":
        at.switch_page(str(PAGES / f"{page}.py"))
    assert faultless(at.run())


@pytest.mark.usefixtures("served_warehouse")
def test_a_link_restores_what_was_chosen() -> None:
    link = {"indicator": "social_security_pct", "year": "2011", "province": "50", "lang": "en"}
    at = opened("provinces", **link)
    assert faultless(at)
    assert at.selectbox(key="filter_indicator").value == "social_security_pct"
    assert at.selectbox(key="filter_province").value == "50"
    assert year_on_the_map(at) == 2011
    assert "FY 2011: Chiang Mai at" in said(at).replace("\\", "")
    assert dict(at.query_params) == link


@pytest.mark.usefixtures("served_warehouse")
def test_what_is_chosen_goes_into_the_link() -> None:
    at = opened("provinces")
    at.selectbox(key="filter_province").set_value("58").run()
    assert faultless(at)
    assert at.query_params["province"] == "58"
    assert "แม่ฮ่องสอน" in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_a_choice_goes_along_to_the_next_page() -> None:
    at = opened("provinces", province="50", lang="en")
    at.query_params.clear()
    at.switch_page(str(PAGES / "ages.py")).run()
    assert faultless(at)
    assert at.selectbox(key="filter_province").value == "50"
    assert at.query_params["province"] == "50"


@pytest.mark.usefixtures("served_warehouse")
def test_a_region_lets_go_of_the_province() -> None:
    at = opened("provinces", province="50")
    at.selectbox(key="filter_region").set_value("south").run()
    assert faultless(at)
    assert dict(at.query_params) == {"region": "south"}


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_value_that_does_not_exist_is_named(language: str) -> None:
    at = opened("provinces", province="99", system="charity", year="2011", lang=language)
    assert faultless(at)
    texts = [text_of(warning) for warning in at.warning]
    assert texts == [
        message(
            "notice.unknown_value",
            language,
            field=message(f"filter.{field}", language),
            value=value,
        )
        for field, value in (("province", "99"), ("system", "charity"))
    ]
    assert year_on_the_map(at) == 2011


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize(
    "value", ["10' OR 1=1 --", "<img src=x onerror=alert(1)>", "a" * 5000, "\x01\x1b", "{field}"]
)
def test_a_hostile_link_does_no_harm(page: str, value: str) -> None:
    fields = (
        "lang",
        "indicator",
        "year",
        "region",
        "province",
        "age",
        "system",
        "family",
        "method",
    )
    at = opened(page, **dict.fromkeys(fields, value))
    assert faultless(at)
    assert len(at.warning) == len(fields)
    assert message(f"{page}.question", "th") in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_a_year_that_is_not_there_gives_the_nearest_and_says_so() -> None:
    at = opened("provinces", indicator="social_security_pct", year="2020", lang="en")
    assert faultless(at)
    assert [text_of(notice) for notice in at.info] == [
        message("notice.year_not_available", "en", asked="2020", shown="2012")
    ]
    assert year_on_the_map(at) == 2012


@pytest.mark.usefixtures("served_warehouse")
def test_a_year_that_the_source_covers_in_part_is_marked() -> None:
    at = opened("provinces", indicator="grants_thb", year="2014", lang="en")
    assert faultless(at)
    assert [text_of(w) for w in at.warning] == [
        message("notice.incomplete_year", "en", year="2014")
    ]
    assert not opened("provinces", indicator="grants_thb").warning


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("page", NAMES)
def test_every_region_and_age_and_system_can_be_shown(page: str) -> None:
    at = opened(page, region="northeast", age="older_persons", system="insurance", lang="en")
    assert faultless(at)
    assert not at.warning


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", COVERED)
def test_a_link_restores_the_table_whose_coverage_is_shown(table: str, language: str) -> None:
    link = {"table": table, "region": "south", "lang": "en"}
    at = opened("data", **(link | {"lang": language}))
    assert faultless(at)
    assert at.selectbox(key="filter_table").value == table
    assert f"### {message(f'table.{table}', language)}" in said(at).replace("\\", "")


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_build_without_files_of_agencies_says_what_to_do(language: str) -> None:
    told = said(opened("data", lang=language))
    assert message("data.no_raw", language) in told
    assert message("data.nothing_refused", language) in told
    assert BUILD_COMMAND in told


@pytest.mark.real_files
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_refused_is_told_with_its_reason(
    raw_warehouse: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(raw_warehouse))
    at = opened("data", lang=language)
    assert faultless(at)
    told = said(at)
    assert reasons()["superseded_copy"][language] in told
    assert message("data.accepted", language) in told
    keys = [key for key in at.session_state.to_dict() if key.startswith("table_")]
    for key in keys:
        at.session_state[key] = True
    assert faultless(at.run())


def broken(built: Path, target: Path, sql: str) -> Path:
    shutil.copy(built, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute(sql)
    return target


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_warehouse_both_languages_say_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(tmp_path / "none.duckdb"))
    at = opened(lang=language)
    assert not at.exception
    told = [text_of(error) for error in at.error]
    other = "en" if language == "th" else "th"
    assert len(told) == 2
    assert message("fault.missing", language) in told[0]
    assert message("fault.missing", other) in told[1]
    assert [text_of(code) for code in at.code] == [BUILD_COMMAND]


def test_the_app_serves_the_warehouse_once_it_is_there(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "welfare.duckdb"
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    at = opened()
    assert len(at.error) == 2
    shutil.copy(built_warehouse, file)
    assert faultless(at.run())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_fails_says_so_in_plain_words(
    built_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    file = broken(built_warehouse, tmp_path / "welfare.duckdb", "DROP TABLE budget")
    monkeypatch.setenv("WELFARE_WAREHOUSE", str(file))
    at = opened("systems", lang=language, system="services")
    assert not at.exception
    assert [text_of(error) for error in at.error] == [message("fault.page", language)]
    assert at.query_params["system"] == "services"
    assert faultless(at.switch_page(str(PAGES / "provinces.py")).run())


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "tables"),
    [("overview", 2), ("provinces", 2), ("ages", 2), ("systems", 2), ("data", 6)],
)
def test_every_table_opens(page: str, tables: int, language: str) -> None:
    at = opened(page, lang=language)
    keys = [key for key in at.session_state.to_dict() if key.startswith("table_")]
    assert len(keys) >= tables
    for key in keys:
        at.session_state[key] = True
    at.run()
    assert faultless(at)
    assert said(at).count("wa-table") >= len(keys)
    assert said(at).count(message("card.download_csv", language)) >= len(keys)


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", [*catalogue().method_families, INDICATORS])
def test_every_family_of_measures_is_told(family: str, language: str) -> None:
    at = opened("methods", family=family, lang=language)
    assert faultless(at)
    assert not at.warning
    assert at.selectbox(key="filter_family").value == family
    headings = [heading.value for heading in at.subheader]
    if any(family in way.families for way in catalogue().ways.values()):
        assert headings.pop() == message("methods.large_tables", language)
    if family == INDICATORS:
        assert catalogue().themes["reach"].name(language) in headings
        return
    own = [m for m in catalogue().methods.values() if catalogue().family_of(m).id == family]
    assert headings == [method.name(language) for method in own]
    formulas = [f for m in own for f in described(m.module, m.id).formulas]
    assert said(at).count("$$") >= 2 * len(formulas) > 0


@pytest.mark.usefixtures("served_warehouse")
def test_a_link_to_a_measure_opens_its_family_with_it_first() -> None:
    at = opened("methods", method="kakwani", lang="en")
    assert faultless(at)
    assert at.selectbox(key="filter_family").value == "concentration"
    assert at.subheader[0].value == "Kakwani index"
    assert at.expander[0].proto.expanded
    assert not at.expander[1].proto.expanded


@pytest.mark.usefixtures("served_warehouse")
def test_a_measure_is_found_in_any_family_and_let_go_with_it() -> None:
    at = opened("methods")
    at.selectbox(key="filter_method").set_value("morans_i").run()
    assert faultless(at)
    assert dict(at.query_params) == {"method": "morans_i"}
    assert at.subheader[0].value == catalogue().methods["morans_i"].name_th
    at.selectbox(key="filter_method").set_value("").run()
    assert dict(at.query_params) == {"family": "spatial"}
    at.selectbox(key="filter_family").set_value("poverty").run()
    assert dict(at.query_params) == {"family": "poverty"}
    assert at.subheader[0].value == catalogue().methods["fgt"].name_th


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_computed_indicator_is_told_with_its_formula(language: str) -> None:
    told = said(opened("methods", family=INDICATORS, lang=language))
    kinds = catalogue().measure_kinds
    for indicator in catalogue().indicators.values():
        if kinds[indicator.measure.kind].computed and indicator.of_all is None:
            assert indicator.title(language) in told
            assert account(catalogue(), indicator, language).formula in told


@pytest.mark.usefixtures("served_warehouse")
def test_the_gini_of_the_overview_leads_to_how_it_is_worked_out() -> None:
    at = opened(lang="en", province="50")
    links = {link.proto.label: link.proto.query_string for link in at.get("page_link")}
    label = message("methods.link", "en", measure="Gini index")
    assert links[label] == "lang=en&province=50&method=gini"


CHART = {"what": "indicators", "ask": "indicator_id=poverty_rate_pct&year=2007..2011"}


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("publication", catalogue().publications)
def test_every_question_can_be_taken_away(publication: str, language: str) -> None:
    at = opened("download", what=publication, lang=language)
    assert faultless(at)
    declared = catalogue().publications[publication]
    assert at.radio[0].value == publication
    assert declared.question(language) in at.radio[0].options
    assert len(at.radio[0].options) <= 6
    assert declared.about(language) in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_a_chart_leads_to_its_own_rows(snapshot: Snapshot) -> None:
    at = opened("download", **CHART)
    assert faultless(at)
    assert dict(at.query_params) == CHART
    assert at.multiselect(key="download_filter_indicators_indicator_id_values").value == [
        "poverty_rate_pct"
    ]
    assert at.select_slider(key="download_filter_indicators_year_0").value == (2007, 2011)
    rows = snapshot.rows(
        "SELECT count(*) FROM indicator_value"
        " WHERE indicator_id = 'poverty_rate_pct' AND year BETWEEN 2007 AND 2011"
    )[0][0]
    assert f"<strong>{rows:,} แถว</strong>" in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_filters_go_into_the_link_and_out_of_it() -> None:
    at = opened("download", what="beneficiaries", lang="en")
    years = at.select_slider(key="download_filter_beneficiaries_fiscal_year_0")
    years.set_range(2009, 2012).run()
    at.multiselect(key="download_filter_beneficiaries_sex_values").set_value(["male"]).run()
    assert at.query_params["ask"] == "fiscal_year=2009..2012&sex=male"
    at.multiselect(key="download_columns_beneficiaries").set_value(["persons"]).run()
    assert at.query_params["ask"] == "fiscal_year=2009..2012&sex=male&columns=persons"
    at.button(key="download_clear").click().run()
    assert at.query_params["ask"] == "columns=persons"
    assert faultless(at)


@pytest.mark.usefixtures("served_warehouse")
def test_another_group_begins_with_its_first_question() -> None:
    at = opened("download", **CHART, lang="en")
    at.button_group(key="download_group").set_value("comparisons").run()
    assert faultless(at)
    assert dict(at.query_params) == {"what": "disparities", "lang": "en"}


@pytest.mark.usefixtures("served_warehouse")
def test_only_values_that_occur_under_the_other_filters_are_offered() -> None:
    at = opened("download", what="beneficiaries", ask="programme_id=older_persons_allowance")
    offered = at.multiselect(key="download_filter_beneficiaries_programme_id_values").options
    assert len(offered) > 1
    later = opened("download", what="clusters", ask="cluster=low_high", lang="en")
    names = later.multiselect(key="download_filter_clusters_indicator_id_values").options
    assert 0 < len(names) < 6


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_that_leave_nothing_say_what_to_let_go(language: str) -> None:
    ask = "fiscal_year=2012&programme_id=universal_coverage&sex=all"
    at = opened("download", what="beneficiaries", ask=ask, lang=language)
    assert faultless(at)
    assert message("download.no_rows", language) in said(at)
    at.button(key="download_without_sex").click().run()
    assert message("download.no_rows", language) not in said(at)
    assert at.query_params["ask"] == "fiscal_year=2012&programme_id=universal_coverage"


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_link_cannot_have_is_told_and_the_rest_is_shown(language: str) -> None:
    ask = "indicator_id=poverty_rate_pct,happiness&year=2550&colour=red"
    with pytest.raises(RequestError) as wrong:
        read_asked("indicators", ask).request()
    assert len(wrong.value.faults) == 2
    at = opened("download", what="indicators", ask=ask, lang=language)
    assert faultless(at)
    for fault in wrong.value.faults:
        assert fault.text(language) in said(at)
    assert message("download.faults", language) in said(at)
    assert at.multiselect(key="download_filter_indicators_indicator_id_values").value == [
        "poverty_rate_pct"
    ]


@pytest.mark.usefixtures("served_warehouse")
@pytest.mark.parametrize(
    "value", ["sex=10' OR 1=1 --", "x=<img src=x onerror=alert(1)>", "a" * 7000, "=&=", "{field}=1"]
)
def test_a_hostile_question_does_no_harm(value: str) -> None:
    at = opened("download", what="beneficiaries", ask=value, lang="en")
    assert faultless(at)
    assert "<img" not in "".join(str(element.body) for element in at.html)
    assert message("download.faults", "en") in said(at) or len(at.warning) == 1
    assert "70,437" in said(at)


@pytest.mark.usefixtures("served_warehouse")
def test_the_link_of_a_question_is_the_id_that_the_register_knows(served_warehouse: Path) -> None:
    at = opened("download", **CHART)
    ids = re.findall(r"/api/v1/extracts/([0-9a-f]{20})", said(at))
    register = Register(archive_of(served_warehouse).issued_file)
    forms = {register.find(name).request.format for name in ids}
    assert forms == set(formats_of("indicators"))
    assert {register.find(name).request.filters for name in ids} == {
        (("indicator_id", ("poverty_rate_pct",)), ("year", (2007, 2008, 2009, 2010, 2011)))
    }


@pytest.mark.usefixtures("served_warehouse")
def test_a_format_that_cannot_hold_the_rows_is_not_offered() -> None:
    at = opened("download", what="indicators", ask="format=geojson", lang="en")
    assert faultless(at)
    assert message("download.too_large", "en", most="5,000") in said(at)
    assert at.selectbox(key="download_format").value == "csv"
    assert "GeoJSON" not in at.selectbox(key="download_format").options
    at = opened("download", what="indicators", ask=f"{CHART['ask']}&format=geojson", lang="en")
    assert at.selectbox(key="download_format").value == "geojson"
