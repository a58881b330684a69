"""A server's answers leave at once, and its other files stay as they are."""

import socket

from welfare.api.sockets import OPEN_FILES, answer_at_once


def without_delay(each: socket.socket) -> bool:
    return each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_what_a_listening_socket_accepts_sends_without_delay() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening, socket.socket() as other:
        listening.bind(("localhost", 0))
        listening.listen()
        before = len(list(OPEN_FILES.iterdir()))
        answer_at_once()
        assert len(list(OPEN_FILES.iterdir())) == before
        assert without_delay(listening)
        assert not without_delay(other)
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert without_delay(accepted)
