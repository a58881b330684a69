"""`versions`: the versions of the data that are kept; keep, withdraw, restore and prune them."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from etl.cli.console import DONE, FAULTY, UnusableError, add_warehouse, report
from etl.pruning import UnreadableError, remove, standings, superfluous, unreadable
from etl.publish import locked
from welfare.archive import Version, Withdrawal, archive_of
from welfare.extracts.register import Register
from welfare.extracts.versions import damaged

MB = 1_000_000
YES = "✓"
DAMAGED = "damaged · ข้อมูลเสียหาย"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options, and what it does to a version."""
    add_warehouse(parser)
    parser.add_argument(
        "--check", action="store_true", help="read every object and name what is damaged"
    )
    parser.set_defaults(does=_list)
    actions = parser.add_subparsers(metavar="ACTION")
    for does, name, about in (
        (_keep, "keep", "keep a version, whether or not an extract refers to it"),
        (_release, "release", "keep a version no longer than extracts refer to it"),
        (_prune, "prune", "remove versions that nothing needs, and files that nothing names"),
        (_withdraw, "withdraw", "give a version or an extract no more, and say why"),
        (_restore, "restore", "give a version or an extract again"),
    ):
        action = actions.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        add_warehouse(action, again=True)
        action.set_defaults(does=does)
        if does is _prune:
            action.add_argument("--dry-run", action="store_true", help="only say what would go")
            continue
        which = action.add_mutually_exclusive_group(required=True)
        which.add_argument("version", nargs="?", metavar="VERSION", help="a data version")
        if does in (_withdraw, _restore):
            which.add_argument("--extract", metavar="ID", help="an extract")
        if does is _withdraw:
            for language in ("th", "en"):
                action.add_argument(
                    f"--reason-{language}",
                    required=True,
                    type=_reason,
                    metavar="TEXT",
                    help="told to whoever asks for it",
                )


def run(chosen: argparse.Namespace) -> int:
    """Do what was asked for: list, check, or change what is kept."""
    does: Callable[[argparse.Namespace], int] = chosen.does
    return does(chosen)


def _reason(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a reason in words is needed · ต้องระบุเหตุผล")
    return text.strip()


def _list(chosen: argparse.Namespace) -> int:
    if chosen.check:
        return _check(chosen)
    table = Table(box=None, padding=(0, 1, 0, 0))
    for name in ("data version", "published"):
        table.add_column(name, no_wrap=True)
    for name in ("tables", "rows", "own MB", "extracts"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("served", "kept", "withdrawn"):
        table.add_column(name, no_wrap=True)
    for each in standings(chosen.warehouse):
        version = each.version
        table.add_row(
            version.data_version,
            version.published_on,
            str(len(version.tables)),
            f"{sum(stored.rows for stored in version.tables.values()):,}",
            f"{each.own_bytes / MB:.1f}",
            f"{each.referring:,}",
            YES if each.served else "",
            YES if version.kept else "",
            version.withdrawn.on if version.withdrawn else "",
        )
    report().print(table)
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    """Read every manifest and every object; 1 where one is missing or damaged."""
    archive, shown_on = archive_of(chosen.warehouse), report()
    versions = archive.versions()
    faulty = _tell_unreadable(unreadable(archive))
    referring = Register(archive.issued_file).referring()
    for name in sorted(set(referring) - {version.data_version for version in versions}):
        faulty = True
        fault = f"not kept, and {referring[name]:,} extracts refer to it"
        shown_on.print(f"{name}: {fault} · ไม่มีเก็บไว้ แต่มีชุดข้อมูลอ้างถึง", markup=False, soft_wrap=True)
    for version in versions:
        for name in damaged(archive, version):
            faulty = True
            file = archive.object_file(version.tables[name].sha256)
            fault = DAMAGED if file.is_file() else "missing · ไม่พบไฟล์"
            shown_on.print(
                f"{version.data_version}: {name}: {fault}: {file}", markup=False, soft_wrap=True
            )
    if not faulty:
        shown_on.print("every object is whole · ข้อมูลทุกรุ่นที่เก็บไว้ครบถ้วน")
    return FAULTY if faulty else DONE


def _tell_unreadable(manifests: list[Path]) -> bool:
    """Name the manifests that are damaged; False where there are none."""
    for file in manifests:
        report().print(f"{DAMAGED}: {file}", markup=False, soft_wrap=True)
    return bool(manifests)


def _keep(chosen: argparse.Namespace) -> int:
    return _change(chosen, lambda version: replace(version, kept=True), "is kept · เก็บรักษาไว้")


def _release(chosen: argparse.Namespace) -> int:
    told = "is kept while extracts refer to it · เก็บไว้ตราบที่มีชุดข้อมูลอ้างถึง"
    return _change(chosen, lambda version: replace(version, kept=False), told)


def _withdraw(chosen: argparse.Namespace) -> int:
    today = datetime.now(UTC).date().isoformat()
    told = "is withdrawn · ถอนแล้ว"
    if chosen.extract:
        reasons = (chosen.reason_th, chosen.reason_en)
        return _change_extract(
            chosen, lambda register: register.withdraw(chosen.extract, today, *reasons), told
        )
    reason = Withdrawal(today, chosen.reason_th, chosen.reason_en)
    return _change(chosen, lambda version: replace(version, withdrawn=reason), told)


def _restore(chosen: argparse.Namespace) -> int:
    told = "is given again · เปิดให้ใช้อีกครั้ง"
    if chosen.extract:
        return _change_extract(chosen, lambda register: register.restore(chosen.extract), told)
    return _change(chosen, lambda version: replace(version, withdrawn=None), told)


def _change(chosen: argparse.Namespace, changed: Callable[[Version], Version], told: str) -> int:
    """Write a version anew, while nobody builds."""
    archive = archive_of(chosen.warehouse)
    with locked(chosen.warehouse):
        version = archive.version(chosen.version)
        if version is None:
            raise UnusableError(
                f"no version {chosen.version} is kept; see `versions` · ไม่มีรุ่นข้อมูลนี้เก็บไว้"
            )
        archive.write_version(changed(version))
    report().print(f"{chosen.version} {told}", markup=False, soft_wrap=True)
    return DONE


def _change_extract(
    chosen: argparse.Namespace, change: Callable[[Register], bool], told: str
) -> int:
    register = Register(archive_of(chosen.warehouse).issued_file)
    if register.find(chosen.extract) is None or not change(register):
        raise UnusableError(f"no extract {chosen.extract} · ไม่มีชุดข้อมูลรหัสนี้")
    report().print(f"{chosen.extract} {told}", markup=False, soft_wrap=True)
    return DONE


def _prune(chosen: argparse.Namespace) -> int:
    """Remove what nothing needs, or say what that would be."""
    shown_on = report()
    with locked(chosen.warehouse):
        try:
            what = superfluous(chosen.warehouse)
        except UnreadableError as fault:
            _tell_unreadable(fault.files)
            shown_on.print(
                "nothing was removed: restore these files first · ไม่ได้ลบสิ่งใด ต้องกู้ไฟล์ข้างต้นคืนก่อน"
            )
            return FAULTY
        size = what.bytes
        if not chosen.dry_run:
            remove(chosen.warehouse, what)
    for name in what.versions:
        shown_on.print(f"version {name}", markup=False)
    done = "would be removed · จะลบ" if chosen.dry_run else "removed · ลบแล้ว"
    shown_on.print(
        f"{done}: {len(what.versions):,} versions · รุ่น, {len(what.files):,} files · ไฟล์,"
        f" {size / MB:.1f} MB",
        markup=False,
        soft_wrap=True,
    )
    return DONE
