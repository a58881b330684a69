"""Files that take long are made one after the other, each in a process of its own.

A spreadsheet of a hundred thousand rows would hold up every page of the server. Here it waits in a
queue, is made at low priority where a fault or a lack of memory ends nothing else, tells how far it
is, and can be called off.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from welfare.archive import archive_of
from welfare.extracts.extract import ENDINGS
from welfare.extracts.faults import Fault
from welfare.extracts.register import Issued, Register
from welfare.paths import ROOT

State = Literal["queued", "making", "done", "failed", "cancelled"]
MOST_WAITING = 20
REMEMBERED_S = 600
MOST_BYTES = 2_000_000_000
"""Files that are kept to be given again; the ones not asked for longest go first."""


class BusyError(Exception):
    """So many files are waiting to be made that no more are taken."""


@dataclass
class Making:
    """A file in the making, whoever waits for it."""

    issued: Issued
    target: Path
    finished: Future[None] = field(default_factory=Future)
    state: State = "queued"
    rows: int = 0
    of: int | None = None
    fault: Fault | None = None
    process: subprocess.Popen[str] | None = None
    ended_at: float | None = None
    waiting: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Job:
    """One visitor's place at the workshop, as it is now. ``place`` counts who is before it."""

    token: str
    extract_id: str
    state: State
    rows: int
    of: int | None
    place: int
    fault: Fault | None


class Workshop:
    """Makes files of extracts that were given an id, one at a time, in the order of asking."""

    def __init__(self, warehouse: Path) -> None:
        self._warehouse = warehouse
        self._archive = archive_of(warehouse)
        self._register = Register(self._archive.issued_file)
        self._worker = ThreadPoolExecutor(1, "workshop")
        self._lock = threading.Lock()
        self._makings: dict[str, Making] = {}
        self._tokens: dict[str, Making] = {}

    def file_of(self, issued: Issued) -> Path:
        """Return where the file of an extract stands or will stand."""
        return self._archive.made_folder / f"{issued.id}.{ENDINGS[issued.request.format]}"

    def ready(self, issued: Issued) -> Path | None:
        """Return the file of an extract where it is made already."""
        file = self.file_of(issued)
        try:
            os.utime(file)
        except OSError:
            return None
        return file

    def begin(self, issued: Issued) -> Job:
        """Queue the making of an extract, or join one that is underway.

        Raises
        ------
        BusyError
            Where too many are waiting.
        """
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._forget()
            making = self._makings.get(issued.id)
            if making is None or making.state in {"failed", "cancelled"} or self._is_gone(making):
                if sum(m.state == "queued" for m in self._makings.values()) >= MOST_WAITING:
                    raise BusyError(issued.id)
                making = Making(issued, self.file_of(issued))
                self._makings[issued.id] = making
                if self.ready(issued):
                    _end(making, "done")
                else:
                    self._worker.submit(self._make, making)
            making.waiting.add(token)
            self._tokens[token] = making
        return self._job(token, making)

    def job(self, token: str) -> Job | None:
        """Return how a job stands, or None where there is none."""
        making = self._tokens.get(token)
        return self._job(token, making) if making else None

    def ended(self, token: str) -> Future[None] | None:
        """Return what is done when the job has ended, one way or the other."""
        making = self._tokens.get(token)
        return making.finished if making else None

    def cancel(self, token: str) -> Job | None:
        """Call a job off; its file is made on where somebody else waits for it."""
        with self._lock:
            making = self._tokens.get(token)
            if making is None:
                return None
            making.waiting.discard(token)
            if not making.waiting and making.state in {"queued", "making"}:
                _end(making, "cancelled")
                if making.process is not None:
                    making.process.kill()
        return self._job(token, making)

    def _job(self, token: str, making: Making) -> Job:
        before = 0
        if making.state == "queued":
            for other in self._makings.values():
                if other is making:
                    break
                before += other.state in {"queued", "making"}
        state = making.state if token in making.waiting else "cancelled"
        return Job(token, making.issued.id, state, making.rows, making.of, before, making.fault)

    def _make(self, making: Making) -> None:
        with self._lock:
            if making.state != "queued":
                return
            making.state = "making"
            making.process = self._start(making)
        outcome = _follow(making, making.process)
        making.process.wait()
        with self._lock:
            if making.state != "making":
                making.target.unlink(missing_ok=True)
                return
            if "sha256" in outcome and self._is_the_same(making.issued, outcome):
                self._register.record_bytes(making.issued.id, outcome["sha256"], outcome["bytes"])
                _end(making, "done")
            else:
                making.target.unlink(missing_ok=True)
                making.fault = _fault(outcome)
                _end(making, "failed")
        self._make_room()

    def _start(self, making: Making) -> subprocess.Popen[str]:
        making.target.parent.mkdir(parents=True, exist_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "welfare.extracts"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        order = {
            "id": making.issued.id,
            "warehouse": str(self._warehouse),
            "target": str(making.target),
        }
        if process.stdin is not None:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.close()
        return process

    def _is_the_same(self, issued: Issued, outcome: dict[str, Any]) -> bool:
        """Tell whether the bytes are those that were given before under this id."""
        known = self._register.find(issued.id)
        return known is None or known.sha256 in {None, outcome["sha256"]}

    def _is_gone(self, making: Making) -> bool:
        return making.state == "done" and not making.target.is_file()

    def _forget(self) -> None:
        """Let go jobs that ended a while ago."""
        long_ago = time.monotonic() - REMEMBERED_S
        for token, making in list(self._tokens.items()):
            if making.ended_at is not None and making.ended_at < long_ago:
                del self._tokens[token]
                if self._makings.get(making.issued.id) is making:
                    del self._makings[making.issued.id]

    def _make_room(self) -> None:
        """Remove the files that were not asked for longest, where all take too much."""
        files = sorted(
            (file for file in self._archive.made_folder.iterdir() if file.is_file()),
            key=lambda file: -file.stat().st_mtime,
        )
        room = MOST_BYTES
        for file in files:
            room -= file.stat().st_size
            if room < 0 and file != files[0]:
                file.unlink(missing_ok=True)


def _follow(making: Making, process: subprocess.Popen[str]) -> dict[str, Any]:
    """Take down how far the process is until it ends, and return the last that it said."""
    said: dict[str, Any] = {}
    for line in process.stdout or ():
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            continue
        making.rows = int(said.get("rows", making.rows))
        making.of = int(said["of"]) if "of" in said else making.of
    return said


def _fault(outcome: dict[str, Any]) -> Fault:
    said = outcome.get("fault")
    if said:
        return Fault(said["kind"], said["parameter"], said["value"], tuple(said["allowed"]))
    if "sha256" in outcome:
        return Fault("other_bytes", "id", "", ())
    return Fault("not_made", "format", "", ())


def _end(making: Making, state: State) -> None:
    making.state = state
    making.ended_at = time.monotonic()
    if not making.finished.done():
        making.finished.set_result(None)
