"""`sketch`: a first mapping of a file that no family knows."""

import argparse
from pathlib import Path

from etl.cli.console import DONE, FAULTY, UnusableError, console, need_file
from etl.inputs import mapping_beside
from etl.issues import RefusedFile
from etl.reading import RawFile
from etl.sketch import sketch
from welfare.catalog import catalogue

BESIDE = Path()
"""Stands for the place beside the file, where a build looks for its mapping."""


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the data file to describe")
    parser.add_argument(
        "--output",
        type=Path,
        nargs="?",
        const=BESIDE,
        metavar="MAPPING",
        help="write there, not to the screen; without a name beside the file, as FILE.yml",
    )
    parser.add_argument(
        "--force", action="store_true", help="write over a mapping that is there already"
    )


def run(chosen: argparse.Namespace) -> int:
    """Print or write the sketch; an existing mapping is never written over unless told so."""
    need_file(chosen.file)
    target = mapping_beside(chosen.file) if chosen.output == BESIDE else chosen.output
    if target is not None and target.exists() and not chosen.force:
        raise UnusableError(
            f"{target} is there already; --force writes over it · มีไฟล์ {target} อยู่แล้ว"
        )
    try:
        text = sketch(RawFile(chosen.file, chosen.file.name), catalogue())
    except RefusedFile as refusal:
        console().print(str(refusal), style="red", markup=False, soft_wrap=True)
        return FAULTY
    if text is None:
        raise UnusableError(
            f"{chosen.file} holds no table of rows and columns · ไม่พบตารางในไฟล์ {chosen.file}"
        )
    if target is None:
        print(text, end="")  # noqa: T201 - YAML for a file or a pipe
    else:
        target.write_text(text, encoding="utf-8")
        console().print(f"{target}", markup=False, soft_wrap=True)
    return DONE
