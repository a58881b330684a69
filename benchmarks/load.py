"""Many clients that ask one question after the other, as light as Python makes them.

One thread waits for all sockets, so that the clients take little of the machine that they share
with the server. Run as ``python -m benchmarks.load PORT CLIENTS``, addresses on the input.
"""

import json
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from welfare.paths import ROOT

LENGTH = b"content-length: "
LAST_CHUNK = b"0\r\n\r\n"


@dataclass(frozen=True)
class Load:
    """Median seconds of an answer, and answers a second over all clients."""

    seconds: float
    per_second: float


@dataclass
class Client:
    """A connection that stays open, and the answer that comes over it."""

    socket: socket.socket
    began: float = 0.0
    answer: bytearray = field(default_factory=bytearray)
    whole: int | None = None

    def ask(self, path: str) -> None:
        """Send a question."""
        self.answer.clear()
        self.whole = None
        self.began = time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def is_whole(self) -> bool:
        """Take what came; tell whether the answer is whole.

        Raises
        ------
        RuntimeError
            Where it is another answer than 200, or the server hung up.
        """
        part = self.socket.recv(1 << 20)
        if not part or (not self.answer and not part.startswith(b"HTTP/1.1 200")):
            raise RuntimeError(f"not answered: {part[:200]!r}")
        self.answer += part
        if self.whole is None:
            self.whole = _whole(self.answer)
        return len(self.answer) >= self.whole if self.whole else self.answer.endswith(LAST_CHUNK)


def load(port: int, clients: int, paths: Sequence[str]) -> Load:
    """Ask for ``paths`` once each, by ``clients`` at once, in a process of its own."""
    told = subprocess.run(
        (sys.executable, "-m", "benchmarks.load", str(port), str(clients)),
        cwd=ROOT,
        check=True,
        input="\n".join(paths),
        stdout=subprocess.PIPE,
        text=True,
    )
    return Load(**json.loads(told.stdout))


def _whole(answer: bytearray) -> int | None:
    """Return the bytes of head and body, 0 for a body by chunks, None while the head is cut."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return None
    place = answer[:head].lower().find(LENGTH)
    if place < 0:
        return 0
    length = answer[place + len(LENGTH) : head].partition(b"\r\n")[0]
    return head + 4 + int(length)


def _ask_all(port: int, clients: int, paths: Iterator[str]) -> list[float]:
    """Return the seconds of each answer."""
    seconds: list[float] = []
    waiting = selectors.DefaultSelector()
    for _ in range(clients):
        client = Client(socket.create_connection(("localhost", port)))
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(client.socket, selectors.EVENT_READ, client)
        client.ask(next(paths))
    while waiting.get_map():
        for key, _ in waiting.select():
            client = key.data
            if not client.is_whole():
                continue
            seconds.append(time.perf_counter() - client.began)
            path = next(paths, None)
            if path is not None:
                client.ask(path)
            else:
                waiting.unregister(client.socket)
                client.socket.close()
    return seconds


def main() -> None:
    """Print what :class:`Load` tells, as JSON."""
    port, clients = (int(text) for text in sys.argv[1:])
    paths = sys.stdin.read().split("\n")
    began = time.perf_counter()
    seconds = _ask_all(port, clients, iter(paths))
    elapsed = time.perf_counter() - began
    told = {"seconds": statistics.median(seconds), "per_second": len(seconds) / elapsed}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
