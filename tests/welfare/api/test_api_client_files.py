"""Files of the browser's part: compressed once, answered from memory, and else left alone."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.welfare.api.asking import AppClient
from welfare.api import ClientFiles

SCRIPT = b"export const years = [2549, 2554];" * 400
LASTING = "public, immutable, max-age=31536000"


class Folder:
    """A folder of files that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def answer(self, request: Request) -> Response:
        self.asked += 1
        name = request.path_params["name"]
        if name == "gone.js":
            return Response("", 404, {"Cache-Control": LASTING}, "text/javascript")
        if name == "small.a1b2.js":
            headers = {"Cache-Control": LASTING, "Content-Encoding": "gzip"}
            return Response(gzip.compress(SCRIPT), 200, headers, "text/javascript")
        kind = "font/woff2" if name.endswith("woff2") else "text/javascript"
        told = LASTING if "." in name.removesuffix(".js") else "no-cache"
        return Response(SCRIPT, 200, {"Cache-Control": told}, kind)


@pytest.fixture
def folder() -> Folder:
    return Folder()


@pytest.fixture
def client(folder: Folder) -> AppClient:
    routes = [Route("/static/{name}", folder.answer), Route("/else/{name}", folder.answer)]
    return AppClient(Starlette(routes=routes, middleware=[Middleware(ClientFiles)]))


def test_a_lasting_script_is_compressed_once_and_is_the_same(
    client: AppClient, folder: Folder
) -> None:
    for answer in [client.get("/static/chart.a1b2.js") for _ in range(3)]:
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "accept-encoding"
        assert answer.headers["cache-control"] == LASTING
        assert int(answer.headers["content-length"]) < len(SCRIPT) / 10
        assert answer.content == SCRIPT
    assert folder.asked == 1


def test_who_takes_no_compressed_answer_gets_none(client: AppClient, folder: Folder) -> None:
    client.get("/static/chart.a1b2.js")
    for accepted in ("identity", "br", "x-gzip-like"):
        answer = client.get("/static/chart.a1b2.js", headers={"Accept-Encoding": accepted})
        assert "content-encoding" not in answer.headers
        assert answer.content == SCRIPT
    assert folder.asked == 4


@pytest.mark.parametrize(
    "path",
    ["/static/page.js", "/static/letters.a1b2.woff2", "/static/gone.js", "/else/chart.a1b2.js"],
)
def test_what_may_change_is_no_text_is_missing_or_lies_elsewhere_is_asked_again(
    client: AppClient, folder: Folder, path: str
) -> None:
    first, second = client.get(path), client.get(path)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert "content-encoding" not in first.headers
    assert folder.asked == 2


def test_a_part_of_a_file_and_its_head_are_passed_on(client: AppClient, folder: Folder) -> None:
    client.get("/static/chart.a1b2.js")
    assert "content-encoding" not in client.request("HEAD", "/static/chart.a1b2.js").headers
    part = client.get("/static/chart.a1b2.js", headers={"Range": "bytes=0-9"})
    assert "content-encoding" not in part.headers
    assert folder.asked == 3


def test_what_is_compressed_already_is_not_compressed_twice(
    client: AppClient, folder: Folder
) -> None:
    for answer in [client.get("/static/small.a1b2.js") for _ in range(2)]:
        assert answer.content == SCRIPT
    assert folder.asked == 2
