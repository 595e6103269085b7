"""Every place that keeps a graph, as fixtures; the servers run on the loopback, and only where a test wants them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from answerable.graph.store import Store, open_store

VIRTUOSO_ROWS = 400  # few, so that the tests meet the limit
VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 20
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
IndexTreeMaps = 2
MaxMemPoolSize = 20000000
NumberOfBuffers = 1000
MaxDirtyBuffers = 600
MaxQueryMem = 100M
ThreadsPerQuery = 1
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 3
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert process.poll() is None, f"{process.args} ended"
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def running(command: list[str], address: str, folder: Path) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(address, process)
        yield
    finally:
        process.kill()
        process.wait()


def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph program: the server store was not tested")
    place = f"127.0.0.1:{free_port()}"
    for _ in running([program, "serve", "--bind", place, *options], f"http://{place}/", folder):
        yield f"http://{place}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from oxigraph(tmp_path_factory.mktemp("oxigraph"))


@pytest.fixture(scope="session")
def union_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose questions see all graphs at once, and a triple once for each of them."""
    yield from oxigraph(tmp_path_factory.mktemp("oxigraph"), "--union-default-graph")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no virtuoso-t program (Debian's virtuoso-opensource): Virtuoso was not tested")
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=free_port(), http=port, rows=VIRTUOSO_ROWS))
    address = f"http://127.0.0.1:{port}/sparql"
    for _ in running([program, "+foreground", "+configfile", "virtuoso.ini"], f"{address}?query=ASK%7B%7D", folder):
        yield address


@pytest.fixture
def empty_store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Store]]:
    """A function that opens an empty store of a kind."""
    opened: list[Store] = []

    def open_empty(kind: str) -> Store:
        if kind == "virtuoso":  # a new database has this user
            monkeypatch.setenv("ANSWERABLE_USER", "dba")
            monkeypatch.setenv("ANSWERABLE_PASSWORD", "dba")
        places = {"memory": lambda: "memory:", "disk": lambda: tmp_path / "kg"}
        place = places.get(kind, lambda: request.getfixturevalue(kind))()
        opened.append(open_store(place, writable=True))
        opened[-1].replace({graph: [] for graph in opened[-1].graph_names()})
        return opened[-1]

    yield open_empty
    for store in opened:
        store.close()
