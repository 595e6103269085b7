"""Requests to a server: who may, and where the password goes."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from answerable.errors import StoreError
from answerable.graph.server import Server
from answerable.graph.virtuoso import VirtuosoStore

BASIC = f"Basic {base64.b64encode('ann:pass wörd'.encode()).decode()}"


class Stub(BaseHTTPRequestHandler):
    """Wants Basic where /basic is asked, leads /away to another server, fails twice at /flaky."""

    seen: ClassVar[list[tuple[str, str, str | None]]] = []
    away = ""

    def answer(self) -> None:
        path = self.path.partition("?")[0]
        given = self.headers.get("Authorization")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.seen.append((self.command, path, given))
        if path == "/basic" and given != BASIC:
            self.say(401, b"", ("WWW-Authenticate", 'Basic realm="x"'))
        elif path == "/away":
            self.say(302, b"", ("Location", self.away))
        elif path == "/flaky" and [p for _, p, _ in self.seen].count("/flaky") < 3:
            self.say(503, b"busy")
        elif path == "/sparql":
            rows = b'{"head": {"vars": []}, "results": {"bindings": []}}'
            self.say(200, rows, ("X-SQL-Message", "RC...: Returning incomplete results, query interrupted"))
        else:
            self.say(200, body or b"ok")

    do_GET = do_POST = answer  # noqa: N815 - as the base class calls them

    def say(self, code: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(code)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def stub() -> Iterator[str]:
    Stub.seen.clear()
    with HTTPServer(("127.0.0.1", 0), Stub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_basic_where_the_server_asks_for_it_and_nowhere_else(stub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(stub)
    with pytest.raises(StoreError, match="HTTP 401: set ANSWERABLE_USER"):
        server.send("GET", f"{stub}/basic")
    monkeypatch.setenv("ANSWERABLE_USER", "ann")
    monkeypatch.setenv("ANSWERABLE_PASSWORD", "pass wörd")
    Stub.seen.clear()
    large = b"x" * 3_000_000
    assert server.send("POST", f"{stub}/basic", large).body == large
    assert server.send("GET", f"{stub}/open").body == b"ok"
    assert Stub.seen == [("GET", "/basic", None), ("POST", "/basic", BASIC), ("GET", "/open", None)]


def test_a_redirect_does_not_carry_the_password_away(stub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERABLE_TOKEN", "secret")
    monkeypatch.setattr(Stub, "away", f"{stub}/elsewhere")
    assert Server(stub).send("GET", f"{stub}/away").body == b"ok"
    assert Stub.seen == [("GET", "/away", "Bearer secret"), ("GET", "/elsewhere", None)]


def test_a_question_is_tried_again_and_an_update_is_not(stub: str) -> None:
    assert Server(stub).send("POST", f"{stub}/flaky", b"q", safe=True).body == b"q"
    Stub.seen.clear()
    with pytest.raises(StoreError, match="HTTP 503: busy"):
        Server(stub).send("POST", f"{stub}/flaky", b"q")
    assert len(Stub.seen) == 1


def test_an_unfinished_answer_is_refused(stub: str) -> None:
    with pytest.raises(StoreError, match=r"did not finish .*incomplete results"):
        VirtuosoStore(f"{stub}/sparql").graph_names()
