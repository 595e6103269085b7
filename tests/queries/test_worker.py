"""The process that answers users' queries: it starts from anywhere, and leaves nothing behind."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from answerable.errors import QueryError
from answerable.queries.worker import Limits, Worker

SCRIPT = """
import answerable
kg = answerable.open({kg!r})
print(kg.query("ASK {{ ?s a ans:SupportService }}"), len(kg.query("SELECT ?l {{ ?l a ans:ResponseLetter }}")))
"""
P = ox.NamedNode("http://x.example/p")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "store"
    store = ox.Store(str(path))
    store.bulk_extend(ox.Quad(ox.NamedNode(f"http://x.example/{i}"), P, ox.Literal(i)) for i in range(3000))
    store.flush()
    return path


@pytest.fixture
def worker(snapshot: Path) -> Iterator[Worker]:
    opened = Worker(snapshot, limits=Limits(seconds=20, memory=256 * 1024**2, rows=100))
    yield opened
    opened.close()


def open_files() -> set[str]:
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only


def children() -> set[int]:
    found = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text()
    return {int(number) for number in found.split()}


def test_a_script_without_a_main_guard_asks(kg: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(kg=str(kg)))
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("True 5\n", "")


@pytest.mark.parametrize("arguments", [["-"], ["-i"], ["-c", "import sys; exec(sys.stdin.read())"]])
def test_a_script_from_standard_input_asks(kg: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-q", *arguments]
    text = SCRIPT.format(kg=str(kg)) + "print(kg.query('ASK {}'))\n"
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "5", "True"]
    assert "Error" not in done.stderr


def test_it_leaves_no_process_and_no_file(snapshot: Path) -> None:
    Worker(snapshot).close()
    files, processes = open_files(), children()
    for limits in (Limits(), Limits(seconds=0.05)):
        opened = Worker(snapshot, limits=limits)
        assert opened.ask("ASK {}") == ("boolean", True)
        assert len(children() - processes) == 1
        if limits.seconds < 1:
            with pytest.raises(QueryError, match=r"stopped after 0\.05 s"):
                opened.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        opened.close()
        assert (open_files(), children()) == (files, processes)
    forgotten = Worker(snapshot)
    forgotten.ask("ASK {}")
    del forgotten
    gc.collect()
    assert (open_files(), children()) == (files, processes)


def test_out_of_memory_is_told_from_a_crash_and_from_a_kill(worker: Worker) -> None:
    others = children()
    with pytest.raises(QueryError, match="more than 256 MB of memory"):
        worker.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    crash = "SELECT * " + "{" * 20_000 + "}" * 20_000  # the guard would have refused it
    with pytest.raises(QueryError, match="the engine broke on this query"):
        worker.ask(crash)
    assert worker.ask("ASK {}") == ("boolean", True)
    (process,) = children() - others
    bomb = threading.Timer(0.3, os.kill, (process, signal.SIGKILL))
    bomb.start()
    with pytest.raises(QueryError, match="killed from outside"):
        worker.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    bomb.join()
    assert worker.ask("ASK {}") == ("boolean", True)


@pytest.mark.parametrize("wait", [0.0, 0.001, 0.05])
def test_a_process_that_ends_between_two_questions_is_replaced(worker: Worker, wait: float) -> None:
    """At whatever point of its end, which takes a while, the next question comes."""
    others = children()
    for _ in range(5):
        assert worker.ask("ASK {}") == ("boolean", True)
        (process,) = children() - others
        os.kill(process, signal.SIGKILL)
        time.sleep(wait)


def test_a_process_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match=r"could not start: .*missing"):
        Worker(tmp_path / "missing").ask("ASK {}")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(QueryError, match="cannot be started"):
        Worker(tmp_path).ask("ASK {}")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(QueryError, match=r"could not start \(exit 1\)"):
        Worker(tmp_path).ask("ASK {}")


def test_an_answer_too_large_is_refused(snapshot: Path) -> None:
    opened = Worker(snapshot, limits=Limits(answer=1024**2))
    with pytest.raises(QueryError, match="larger than 1 MB"):
        opened.ask("SELECT (GROUP_CONCAT(STR(?a)) AS ?x) { ?a ?b ?c BIND(1 AS ?d) VALUES ?e { " + "1 " * 100 + "} }")
    assert opened.ask("ASK {}") == ("boolean", True)
    opened.close()


def test_every_kind_of_term_comes_over_as_it_was(worker: Worker) -> None:
    text = (
        "SELECT (<urn:x> AS ?a) ('x' AS ?b) ('x'@en AS ?c) ('x'@ar--rtl AS ?d) (1.50 AS ?e) ?none (BNODE('b') AS ?f) "
        "(<<( <urn:s> <urn:p> 'x'@en--ltr )>> AS ?g) ('\0🙂' AS ?h) {}"
    )
    _, (columns, rows, cut) = worker.ask(text)
    direct = next(iter(ox.Store().query(text)))
    assert columns == ("a", "b", "c", "d", "e", "none", "f", "g", "h")
    assert not cut
    for column, cell in zip(columns, rows[0], strict=True):
        assert type(cell) is ox.BlankNode if column == "f" else cell == direct[column], column


def test_threads_take_turns(worker: Worker) -> None:
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        answers[number] = worker.ask(f"SELECT ({number} AS ?n) {{}}")[1][1][0][0].value

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: str(number) for number in range(20)}


def test_a_forked_child_has_a_process_of_its_own(worker: Worker) -> None:
    others = children()
    worker.ask("ASK {}")
    child = os.fork()
    if not child:
        good = worker.ask("SELECT (1 AS ?n) {}")[0] == "rows"
        worker.close()
        os._exit(0 if good else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert worker.ask("ASK {}") == ("boolean", True)
    assert len(children() - others) == 1


def test_the_same_process_answers_from_memory_after_some_questions(kg: Path) -> None:
    limits = Limits(seconds=0.5, memory=128 * 1024**2)
    others, letters = children(), "SELECT ?l { ?l a <https://w3id.org/answerable/def#ResponseLetter> }"
    opened = Worker(kg / "oxigraph", limits=limits)
    expected = sorted(map(str, opened.ask(letters)[1][1]))
    (process,) = children() - others
    for _ in range(4):
        assert sorted(map(str, opened.ask(letters)[1][1])) == expected
        assert opened.ask(f"SELECT ?l {{ GRAPH ?l {{ {letters[12:-2]} }} }}")[1][1] != ()
        time.sleep(0.3)  # it copies while nobody asks
    assert children() - others == {process}
    with pytest.raises(QueryError, match=r"stopped after 0\.5 s|more than 128 MB"):
        opened.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    assert sorted(map(str, opened.ask(letters)[1][1])) == expected
    opened.close()


def test_a_cut_answer_has_as_many_rows_as_the_limit(worker: Worker) -> None:
    for limit, rows, is_cut in ((99, 99, False), (100, 100, False), (101, 100, True), (3000, 100, True)):
        _, (columns, found, cut) = worker.ask(f"SELECT ?s ?o {{ ?s ?p ?o }} LIMIT {limit}")
        assert (columns, len(found), cut) == (("s", "o"), rows, is_cut)
        kind, (data, cut) = worker.ask(f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} LIMIT {limit}")
        assert (kind, data.count(b"\n"), cut) == ("triples", rows, is_cut)
    assert worker.ask("SELECT * {}") == ("rows", ((), ((),), False))
    assert worker.ask("SELECT * { FILTER(false) }") == ("rows", ((), (), False))
    assert worker.ask("SELECT ?x { VALUES ?x { UNDEF } }") == ("rows", (("x",), ((None,),), False))
