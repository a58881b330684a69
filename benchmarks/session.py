"""A visitor without a browser: speaks Streamlit's protocol and waits for a run to end."""

import time
from dataclasses import dataclass, field
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


@dataclass
class Run:
    """One run of the script: seconds until it ended, bytes and messages received."""

    seconds: float
    received: int
    messages: int


@dataclass
class Session:
    """One connection. It names the messages that it has, as the browser does."""

    port: int
    path: str = ""
    known: set[str] = field(default_factory=set)

    def __enter__(self) -> "Session":
        """Connect."""
        self._socket = connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a plain string is what it is
            max_size=None,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Disconnect."""
        self._socket.close()

    def run(self, query: str = "") -> Run:
        """Ask for one run with ``query`` and wait for its end.

        Raises
        ------
        RuntimeError
            Where the script did not end well.
        """
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self.path
        asked.rerun_script.cached_message_hashes.extend(self.known)
        began = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        received = messages = 0
        while True:
            frame = self._socket.recv(timeout=60)
            data = frame if isinstance(frame, bytes) else frame.encode()
            received += len(data)
            messages += 1
            told = ForwardMsg()
            told.ParseFromString(data)
            if told.hash:
                self.known.add(told.hash)
            if told.WhichOneof("type") == "script_finished":
                if told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"the script ended with {told.script_finished}")
                return Run(time.perf_counter() - began, received, messages)
