"""Downloads whose bytes are counted and thrown away, several at once.

Run as ``python -m benchmarks.fetching PORT PATH AT_ONCE``, so that the clients' work is no part of
the process that measures.
"""

import json
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from welfare.paths import ROOT

PART = 1 << 20
END_OF_CHUNKS = b"0\r\n\r\n"
TWO_LINES = re.compile(rb"[^\r]\n(?s:.)*[^\r]\n")
"""Lines of the body; those between chunks end with a carriage return too."""


@dataclass(frozen=True)
class Fetched:
    """One download: seconds to its first two lines and to its end, bytes."""

    first: float
    total: float
    received: int


def fetch(port: int, path: str) -> Fetched:
    """Download ``path``.

    Raises
    ------
    RuntimeError
        Where it is not answered by 200, or cut short.
    """
    began = time.perf_counter()
    first = 0.0
    head = bytearray()
    part = memoryview(bytearray(PART))
    received, last = 0, b""
    with socket.create_connection(("localhost", port)) as connection:
        asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        connection.sendall(asked.encode())
        while count := connection.recv_into(part):
            received += count
            last = (last + bytes(part[max(0, count - 8) : count]))[-8:]
            if not first:
                head += part[:count]
                if TWO_LINES.search(head, head.find(b"\r\n\r\n") + 4):
                    first = time.perf_counter() - began
    total = time.perf_counter() - began
    _need_whole(bytes(head), received, last)
    return Fetched(first, total, received)


def _need_whole(head: bytes, received: int, last: bytes) -> None:
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"not answered: {head[:200]!r}")
    lines = head.partition(b"\r\n\r\n")[0].lower()
    length = re.search(rb"content-length: (\d+)", lines)
    whole = received == len(lines) + 4 + int(length[1]) if length else last.endswith(END_OF_CHUNKS)
    if not whole:
        raise RuntimeError(f"cut short after {received} bytes")


def fetching(port: int, path: str, at_once: int) -> subprocess.Popen[str]:
    """Begin ``at_once`` downloads of ``path`` in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.fetching", str(port), path, str(at_once))
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def fetched(process: subprocess.Popen[str]) -> list[Fetched]:
    """Return what the downloads were, waiting for their end."""
    told, _ = process.communicate()
    if process.returncode:
        raise RuntimeError("a download failed")
    return [Fetched(**each) for each in json.loads(told)]


def main() -> None:
    """Print what :class:`Fetched` tells of each download, as JSON."""
    port, path, at_once = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    with ThreadPoolExecutor(at_once) as pool:
        found = list(pool.map(lambda _: fetch(port, path), range(at_once)))
    print(json.dumps([asdict(each) for each in found]))


if __name__ == "__main__":
    main()
