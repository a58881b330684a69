"""Stata and SPSS files are read with labels, by pandas, pyreadstat and R's haven."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from tests.welfare.extracts.made import changed, extract_of, made, rows_of
from welfare.extracts.extract import Extract
from welfare.extracts.formats.spss import VALUE_LABEL
from welfare.extracts.request import codes_of, columns_of

ASKED = {"year": "2554", "is_current": "true"}


@pytest.fixture
def stata(built_warehouse: Path) -> Extract:
    return extract_of(built_warehouse, "indicators", format="dta", labels="th", **ASKED)


@pytest.fixture
def spss(built_warehouse: Path) -> Extract:
    return extract_of(built_warehouse, "indicators", format="sav", labels="en", **ASKED)


def same(found: pd.DataFrame, extract: Extract) -> None:
    """Compare every cell with the warehouse; a text that is not there is empty."""
    rows = rows_of(extract)
    assert len(found) == len(rows) > 0
    for place, name in enumerate(extract.request.columns):
        expected = [row[place] for row in rows]
        kind = columns_of(extract.request.publication)[name].type
        if kind == "text":
            assert list(found[name]) == [value or "" for value in expected], name
        else:
            numbers = np.array([np.nan if v is None else v for v in expected], dtype=float)
            np.testing.assert_array_equal(found[name].to_numpy(float), numbers, err_msg=name)


def test_pandas_reads_stata_to_the_last_digit(stata: Extract, tmp_path: Path) -> None:
    file = made(stata, tmp_path)
    same(pd.read_stata(file, convert_categoricals=False), stata)
    with pd.io.stata.StataReader(file) as reader:
        assert reader.variable_labels()["value"] == columns_of("indicators")["value"].label_th
        assert stata.id in reader.data_label
        assert reader.time_stamp == (
            pd.Timestamp(stata.version.published_on).strftime("%d %b %Y 00:00")
        )


def test_codes_of_stata_have_a_numbered_column_with_names(stata: Extract, tmp_path: Path) -> None:
    found = pd.read_stata(made(stata, tmp_path))
    assert list(found["theme_no"]) == list(found["theme_th"])
    assert [*found["vintage_no"].astype(object).fillna("")] == list(found["vintage_th"])
    # Bangkok is a province and a region, which are told apart by their codes.
    assert {"กรุงเทพมหานคร (10)", "กรุงเทพมหานคร (region_bangkok)"} <= set(found["area_no"])
    assert set(found["is_current"]) == {"ใช่"}
    # The code stays beside it, as a text.
    assert "10" in set(found["area_id"])


def test_numbers_of_provinces_are_their_codes(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "population", format="dta", year="2555")
    found = pd.read_stata(made(extract, tmp_path), convert_categoricals=False)
    assert list(found["province_no"]) == [int(code) for code in found["province_code"]]


def test_what_is_not_known_is_missing(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "budgets", format="dta", province_code="none")
    found = pd.read_stata(made(extract, tmp_path), convert_categoricals=False)
    assert found["province_no"].isna().all()
    assert found["system_no"].isna().any()


def test_pyreadstat_reads_spss_to_the_last_digit_with_names(spss: Extract, tmp_path: Path) -> None:
    found, about = pyreadstat.read_sav(made(spss, tmp_path))
    same(found, spss)
    assert about.column_names_to_labels["theme_id"] == "Theme"
    assert about.variable_value_labels["theme_id"]["need"] == codes_of("themes")["need"][1]
    assert about.variable_value_labels["is_current"] == {0: "no", 1: "yes"}
    assert about.variable_measure["value"] == "scale"
    assert spss.id in about.notes


def test_spss_is_dated_by_its_version_and_not_by_the_clock(spss: Extract, tmp_path: Path) -> None:
    made(spss, tmp_path)
    _, about = pyreadstat.read_sav(tmp_path / spss.file_name, metadataonly=True)
    assert about.creation_time == pd.Timestamp(spss.version.published_on)


def test_a_name_too_long_for_a_label_ends_so_that_it_shows(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "indicators", format="sav", year="2554")
    found, about = pyreadstat.read_sav(made(extract, tmp_path))
    labels = about.variable_value_labels["indicator_id"]
    assert set(labels) == set(found["indicator_id"])
    cut = 0
    for code, name in zip(found["indicator_id"], found["indicator_th"], strict=True):
        if labels[code] != name:
            cut += 1
            assert name.startswith(labels[code].removesuffix("…"))
            assert labels[code].endswith("…")
            assert len(name.encode()) > VALUE_LABEL
    assert cut > 0


@pytest.mark.parametrize("form", ["dta", "sav"])
def test_a_long_text_is_not_cut(built_warehouse: Path, tmp_path: Path, form: str) -> None:
    long = "ก" * 5_000
    copy = changed(
        built_warehouse,
        tmp_path,
        f"UPDATE published.projects SET project_name = '{long}' WHERE rowid = 3",  # noqa: S608
    )
    extract = extract_of(copy, "projects", format=form)
    read = pyreadstat.read_dta if form == "dta" else pyreadstat.read_sav
    found, _ = read(made(extract, tmp_path))
    assert long in set(found["project_name"])


def test_a_text_that_spss_cannot_hold_is_refused(built_warehouse: Path, tmp_path: Path) -> None:
    longer = changed(
        built_warehouse,
        tmp_path,
        "UPDATE published.projects SET project_name = repeat('ก', 11000) WHERE rowid = 3",
    )
    with pytest.raises(ValueError, match="project_name"):
        made(extract_of(longer, "projects", format="sav"), tmp_path)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not there")
@pytest.mark.parametrize("form", ["dta", "sav"])
def test_haven_reads_values_and_labels(built_warehouse: Path, tmp_path: Path, form: str) -> None:
    extract = extract_of(
        built_warehouse, "indicators", format=form, labels="th", indicator_id="poverty_rate_pct"
    )
    made(extract, tmp_path)
    labelled = "theme_no" if form == "dta" else "theme_id"
    code = f"""
    rows <- haven::read_{form}("{extract.file_name}")
    cat(nrow(rows), sum(is.na(rows$value)), class(rows$area_id)[1], "\\n")
    cat(sprintf("%a", rows$value[!is.na(rows$value)]), "\\n")
    cat(unique(as.character(haven::as_factor(rows${labelled}))), "\\n")
    cat(attr(rows$value, "label"), "\\n")
    """
    (tmp_path / "read.R").write_text(code, encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", "read.R"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    counted, values, theme, label = done.stdout.strip().split("\n")
    rows = rows_of(extract)
    place = extract.request.columns.index("value")
    known = [row[place] for row in rows if row[place] is not None]
    assert counted.split()[:2] == [str(len(rows)), str(len(rows) - len(known))]
    assert [float.fromhex(text) for text in values.split()] == known
    assert theme.strip() == codes_of("themes")["need"][0]
    assert label.strip() == columns_of("indicators")["value"].label_th
