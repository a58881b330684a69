"""Writes printed briefs, two pages of A4 each: of every province, or of those that are named.

``python -m welfare.briefs --out DIR`` · ``--province CODE ...`` · ``--language th|en|both``
With ``--compare MEMBER ...`` it writes one comparison: of provinces and the country (TH), or, as
``--by`` says, of regions, age groups or years.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import typst

from welfare.archive import write_whole
from welfare.briefs.made import comparison_brief, comparison_name, file_name, province_brief
from welfare.catalog import CatalogueError, Language, catalogue
from welfare.language import message
from welfare.review.compare import By, comparison
from welfare.warehouse import Snapshot, WarehouseError, current

DONE, FAULTY, UNUSABLE = 0, 1, 2
BOTH: tuple[Language, ...] = get_args(Language)
LANGUAGES: dict[str, tuple[Language, ...]] = {"th": ("th",), "en": ("en",), "both": BOTH}


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; return 0 where all is well, 1 with faults, 2 where it cannot."""
    chosen = _parser().parse_args(arguments)
    try:
        provinces = catalogue().provinces
    except CatalogueError as broken:
        return _unusable(str(broken))
    codes = list(dict.fromkeys(chosen.province or provinces))
    unknown = [code for code in codes if code not in provinces]
    if unknown:
        return _unusable(_said("brief.fault.province", codes=", ".join(unknown)))
    languages = LANGUAGES[chosen.language]
    try:
        if chosen.compare is not None:
            return _compare(current(), chosen, languages)
        return _write(current(), codes, languages, chosen.out)
    except WarehouseError as fault:
        return _unusable(_said(f"fault.{fault.reason}"))
    except OSError as fault:
        return _unusable(_said("brief.fault.folder", folder=chosen.out, why=fault.strerror))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m welfare.briefs", description=__doc__)
    parser.add_argument(
        "--province", nargs="+", metavar="CODE", help="two digits; all 77 without it"
    )
    parser.add_argument("--compare", nargs="+", metavar="MEMBER", help="write a comparison instead")
    parser.add_argument("--by", choices=get_args(By), default="provinces", help="what is compared")
    parser.add_argument(
        "--indicator", nargs="+", default=(), metavar="ID", help="by what; at most four"
    )
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="both")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    return parser


def _write(
    snapshot: Snapshot, codes: Sequence[str], languages: Sequence[Language], folder: Path
) -> int:
    """Write a file a province and language, each whole or not at all, and tell of each."""
    folder.mkdir(parents=True, exist_ok=True)
    faulty = False
    for place, code in enumerate(codes, start=1):
        name = catalogue().provinces[code].name(languages[0])
        for language in languages:
            file = folder / file_name(code, language)
            try:
                write_whole(file, province_brief(snapshot, code, language))
            except typst.TypstError as fault:
                faulty = True
                sys.stderr.write(f"{_said('brief.fault.made', name=name, why=str(fault))}\n")
            else:
                sys.stdout.write(f"{file}\n")
        sys.stderr.write(f"{place}/{len(codes)} {code} {name}\n")
    return FAULTY if faulty else DONE


def _compare(snapshot: Snapshot, chosen: argparse.Namespace, languages: Sequence[Language]) -> int:
    """Write a comparison; nothing where a member or an indicator is not known."""
    shown = comparison(snapshot, chosen.by, members=chosen.compare, indicators=chosen.indicator)
    told = {*shown.members, *(multiple.indicator.id for multiple in shown.multiples)}
    left_out = [name for name in (*chosen.compare, *chosen.indicator) if name not in told]
    if left_out:
        return _unusable(_said("brief.fault.compare", names=", ".join(left_out)))
    chosen.out.mkdir(parents=True, exist_ok=True)
    for language in languages:
        file = chosen.out / comparison_name(shown, language)
        try:
            write_whole(file, comparison_brief(snapshot, shown, language))
        except typst.TypstError as fault:
            name = ", ".join(shown.members)
            sys.stderr.write(f"{_said('brief.fault.made', name=name, why=str(fault))}\n")
            return FAULTY
        sys.stdout.write(f"{file}\n")
    return DONE


def _said(key: str, **values: object) -> str:
    return " · ".join(message(key, language, **values) for language in ("en", "th"))


def _unusable(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
