"""Servers of their own, started and stopped by a benchmark."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from welfare.paths import ROOT


@dataclass(frozen=True)
class Server:
    """A server that runs: its port and the id of its process."""

    port: int
    pid: int


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(
    script: Path, environment: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """Serve ``script`` by Streamlit until the block ends, at any free port where none is named."""
    command = (
        *("streamlit", "run", str(script), "--server.headless", "true"),
        *("--server.fileWatcherType", "none", "--server.port"),
    )
    with running(command, "/_stcore/health", environment, script.parent, port) as server:
        yield server


@contextmanager
def running(
    command: Sequence[str],
    health: str,
    environment: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    port: int | None = None,
) -> Iterator[Server]:
    """Run a Python module that serves until the block ends.

    Parameters
    ----------
    command
        The module and its arguments; the port is put after them.
    health
        A path that answers 200 once the server is ready.
    environment
        Variables beside those of this process.
    folder
        Where it runs.
    port
        Where it is to listen; any free one where None.
    """
    port = port or free_port()
    with subprocess.Popen(
        (sys.executable, "-m", *command, str(port)),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(f"http://localhost:{port}{health}")
            yield Server(port, process.pid)
        finally:
            process.terminate()


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            with urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"no server at {address} after a minute")
