"""`trace`: the way of a fact from the warehouse to the sheet of the file it was read from."""

import argparse

import duckdb
import pandas as pd

from etl.cli.console import DONE, UnusableError, add_warehouse, need_file, report
from etl.open_data import datasets
from etl.trace import TraceError, trace
from welfare.catalog import catalogue
from welfare.paths import OPEN_DATA

SHOWN = 20
EXAMPLES = """\
examples:
  python -m etl trace outcome indicator_id=poverty_rate_pct year=2010 area_id=50 group_id=all
  python -m etl trace beneficiary programme_id=social_security fiscal_year=2012 province_code=58
  python -m etl trace indicator_value indicator_id=social_security_pct year=2012 area_id=TH
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    add_warehouse(parser)
    parser.add_argument("table", metavar="TABLE", help="a fact table, or indicator_value")
    parser.add_argument(
        "key", nargs="+", metavar="COLUMN=VALUE", help="values that the row has; years are CE"
    )
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter


def run(chosen: argparse.Namespace) -> int:
    """Print the rows, their sources, and the file, checksum and sheet behind them."""
    need_file(chosen.warehouse)
    strange = [pair for pair in chosen.key if "=" not in pair]
    if strange:
        raise UnusableError(f"{strange[0]!r} is not COLUMN=VALUE · ต้องเขียนเป็น คอลัมน์=ค่า")
    key = dict(pair.split("=", 1) for pair in chosen.key)
    try:
        found = trace(chosen.warehouse, chosen.table, key, catalogue(), datasets(OPEN_DATA))
    except (TraceError, duckdb.Error) as fault:
        raise UnusableError(str(fault)) from fault
    shown_on = report()

    def say(text: str) -> None:
        shown_on.print(text, markup=False, soft_wrap=True)

    for row in found.rows.head(SHOWN).to_dict("records"):
        say("fact     " + " · ".join(f"{n}={v}" for n, v in row.items() if not pd.isna(v)))
    if len(found.rows) > SHOWN:
        say(f"         … {len(found.rows) - SHOWN:,} more")
    if chosen.table not in found.facts:
        for table, count in found.facts.items():
            say(f"made of  {count:,} rows of {table}")
    for source_id in found.source_ids:
        source = catalogue().sources[source_id]
        publisher = catalogue().publishers[source.publisher]
        say(f"source   {source_id}: {source.title_th} · {source.title_en}")
        say(f"         {publisher.name_th} · {publisher.name_en} · {publisher.link}")
    for file in found.shipped_in:
        say(f"ships in data/open/{file}")
    for origin in found.origins.to_dict("records"):
        sheet = f", sheet {origin['sheet']}" if not pd.isna(origin["sheet"]) else ""
        say(f"file     {origin['file']}{sheet}")
        say(f"         sha256 {origin['sha256']}, read as {origin['family']}")
    if found.origins.empty:
        say("file     none: typed from the text of the source · พิมพ์จากข้อความของแหล่งข้อมูล")
    return DONE
