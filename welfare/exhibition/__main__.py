"""Makes bundles for screens without a network, and says which playlists there are.

``python -m welfare.exhibition build --playlist NAME --out DIR`` · ``list``
"""

import argparse
import sys
from pathlib import Path

from welfare.catalog import CatalogueError, catalogue
from welfare.catalog.playlists import Playlists, read_playlists
from welfare.exhibition.bundle import BundleError, bundle_files, write_bundle
from welfare.exhibition.show import make_show
from welfare.exhibition.wanted import LANGUAGES, WantedError, wanted
from welfare.extracts.identity import public_address
from welfare.paths import REFERENCE
from welfare.warehouse import WarehouseError, current

DONE, FAULTY, UNUSABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; return 0 where all is well, 1 with faults, 2 where it cannot."""
    chosen = _parser().parse_args(arguments)
    try:
        playlists = read_playlists(REFERENCE, catalogue())
    except CatalogueError as broken:
        return _unusable(str(broken))
    sys.stderr.writelines(f"{fault}\n" for fault in playlists.faults)
    does = _list if chosen.action == "list" else _build
    done = does(chosen, playlists)
    return FAULTY if done == DONE and playlists.faults else done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m welfare.exhibition", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="name the playlists, and every fault in them")
    build = actions.add_parser("build", help="write a bundle: a folder, and a .zip beside it")
    build.add_argument("--playlist", required=True, metavar="NAME")
    build.add_argument(
        "--province", metavar="CODE", help="two digits, for a playlist of a province"
    )
    build.add_argument("--language", choices=tuple(LANGUAGES), default="both")
    build.add_argument("--seconds", metavar="N", help="how long every scene stands")
    build.add_argument("--address", metavar="URL", help="where the code on the last card leads")
    build.add_argument("--out", type=Path, required=True, metavar="DIR")
    return parser


def _list(_: argparse.Namespace, playlists: Playlists) -> int:
    for name, playlist in playlists.found.items():
        head = playlist.head
        of = " --province CODE" if head.of == "province" else ""
        sys.stdout.write(f"{name}{of}\n  {head.name_th} · {head.name_en}\n")
        for scene in playlist.scenes:
            sys.stdout.write(f"    {scene.kind:9} {scene.seconds:3} s  {scene.id}\n")
    return DONE


def _build(chosen: argparse.Namespace, playlists: Playlists) -> int:
    try:
        names = {"playlist": "playlist", "province": "province", "language": "lang"}
        names |= {"seconds": "seconds", "address": "address"}
        given = {asks: getattr(chosen, name) or "" for name, asks in names.items()}
        asked = wanted(playlists.found, given)
        show = make_show(
            playlists.found[asked.playlist],
            current(),
            asked.languages,
            province=asked.province,
            address=asked.address or public_address() or None,
            server=public_address() or None,
            seconds=asked.seconds,
        )
        folder, archive = write_bundle(bundle_files(show), chosen.out)
    except (BundleError, WantedError, WarehouseError, OSError) as fault:
        return _unusable(str(fault))
    sys.stdout.write(f"{folder}/index.html\n{archive}\n")
    return DONE


def _unusable(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
