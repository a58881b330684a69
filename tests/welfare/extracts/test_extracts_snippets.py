"""The lines that are offered for Python and R are run, on files of real rows from a server."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_args

import pandas as pd
import pyreadstat
import pytest

from welfare.extracts.request import Format, columns_of
from welfare.extracts.snippets import snippets
from welfare.warehouse import Snapshot

ROWS = "SELECT * FROM published.budgets WHERE province_code IS NOT NULL"
COLUMNS = tuple(columns_of("budgets"))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server of the province budgets in several formats."""
    folder = tmp_path_factory.mktemp("served")
    rows = snapshot.query(ROWS)
    rows.to_csv(folder / "budgets.csv", index=False)
    snapshot.write_parquet(ROWS, None, folder / "budgets.parquet")
    plain = rows.astype(dict.fromkeys(rows.select_dtypes("string").columns, str))
    pyreadstat.write_dta(plain, str(folder / "budgets.dta"))
    pyreadstat.write_sav(plain, str(folder / "budgets.sav"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def budgets(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.query(ROWS)


def printed(command: list[str], code: str, folder: Path, ending: str) -> list[str]:
    """Run code as a file and return the lines that it printed."""
    file = folder / f"read.{ending}"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [*command, file.name], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


COUNTED = {
    "Python (pandas)": "print(len(rows), rows['province_code'].iloc[0], rows['amount_thb'].sum())",
    "Python (polars)": "print(len(rows), rows['province_code'][0], rows['amount_thb'].sum())",
    "Python (DuckDB)": (
        "print(*rows.aggregate('count(*), first(province_code), sum(amount_thb)').fetchall()[0])"
    ),
}


@pytest.mark.parametrize("program", COUNTED)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_python_reads_every_row_and_codes_stay_texts(
    served: str, budgets: pd.DataFrame, tmp_path: Path, program: str, form: Format
) -> None:
    code = snippets(f"{served}/budgets.{form}?format={form}&lang=th", form, COLUMNS)[program]
    typed = "\nprint(type(rows['province_code'].iloc[0]).__name__)" if "pandas" in program else ""
    found = printed([sys.executable], f"{code}\n{COUNTED[program]}{typed}", tmp_path, "py")
    assert int(found[0]) == len(budgets)
    assert found[1] == budgets["province_code"].iloc[0]
    assert float(found[2]) == pytest.approx(budgets["amount_thb"].sum())
    assert found[3:] in ([], ["str"])


@pytest.mark.parametrize("form", ["dta", "sav"])
def test_pandas_reads_files_of_statistics_programs(
    served: str, budgets: pd.DataFrame, tmp_path: Path, form: Format
) -> None:
    code = snippets(f"{served}/budgets.{form}", form)["Python (pandas)"]
    found = printed([sys.executable], f"{code}\nprint(len(rows))", tmp_path, "py")
    assert int(found[0]) == len(budgets)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not there")
@pytest.mark.parametrize("form", ["csv", "dta", "sav"])
def test_r_reads_every_row_and_codes_stay_texts(
    served: str, budgets: pd.DataFrame, tmp_path: Path, form: Format
) -> None:
    code = snippets(f"{served}/budgets.{form}?format={form}", form, COLUMNS)["R"]
    telling = (
        "\ncat(nrow(rows), class(rows$province_code), rows$province_code[1],"
        " rows$province_th[1], format(sum(rows$amount_thb, na.rm = TRUE), digits = 15))"
    )
    found = printed(["Rscript", "--vanilla"], code + telling, tmp_path, "R")
    first = budgets.iloc[0]
    assert found[:3] == [str(len(budgets)), "character", first["province_code"]]
    assert found[3] == first["province_th"]
    assert float(found[4]) == pytest.approx(budgets["amount_thb"].sum())


def test_stata_is_told_which_columns_are_texts() -> None:
    code = snippets("https://example.org/x.csv", "csv", ["fiscal_year", "province_code"])["Stata"]
    assert "stringcols(2)" in code
    assert "stringcols" not in snippets("https://example.org/x.csv", "csv", ["persons"])["Stata"]


@pytest.mark.parametrize("form", get_args(Format))
def test_every_format_has_code_with_its_address(form: Format) -> None:
    found = snippets("https://example.org/x?format=" + form, form)
    assert found
    assert all(f"https://example.org/x?format={form}" in code for code in found.values())


@pytest.mark.parametrize("form", get_args(Format))
def test_an_address_ends_no_text_and_starts_no_macro(form: Format) -> None:
    hostile = "https://example.org/\"+`whoami`+'$HOME'\\\n#(cr){rm}"
    plain = {name: code.count('"') for name, code in snippets("https://e.org/", form).items()}
    for name, code in snippets(hostile, form).items():
        assert code.count('"') == plain[name]
        assert not {"`", "'", "$", "\\"} & set(code), name
        assert "#(" not in code
        assert "rm}" not in code
