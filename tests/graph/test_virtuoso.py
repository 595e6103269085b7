"""What Virtuoso does otherwise than the standards say, and what we make of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from answerable.errors import StoreError
from answerable.graph.store import Store, open_store
from answerable.graph.virtuoso import VirtuosoStore

A, B = (
    "https://w3id.org/answerable/id/letter/00000000000000aa",
    "https://w3id.org/answerable/id/letter/00000000000000bb",
)
P = ox.NamedNode("http://x.example/p")


@pytest.fixture
def kept(empty_store: Callable[[str], Store]) -> VirtuosoStore:
    found = empty_store("virtuoso")
    assert isinstance(found, VirtuosoStore)
    return found


def triples(count: int, word: str = "x") -> set[ox.Triple]:
    return {ox.Triple(ox.NamedNode(f"http://x.example/{n}"), P, ox.Literal(f"{word} {n}")) for n in range(count)}


def test_an_answer_that_it_cuts_is_refused(kept: VirtuosoStore) -> None:
    kept.replace({A: triples(500)})
    for text in ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o } LIMIT 400"):
        with pytest.raises(StoreError, match="cut the answer at 400 rows; raise its ResultSetMaxRows"):
            kept._ask(text)
    assert len(list(kept._ask("SELECT * { ?s ?p ?o } LIMIT 399"))) == 399


def test_its_own_graphs_are_not_ours(kept: VirtuosoStore) -> None:
    kept.replace({A: triples(3)})
    assert kept.graph_names() == (A,)
    assert [int(row[0].value) for row in kept.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")] == [3]
    with pytest.raises(StoreError, match="our graphs on a Virtuoso server"):
        kept.replace({"http://www.openlinksw.com/schemas/virtrdf#": []})


def test_what_was_there_is_put_back_where_an_operation_fails(
    kept: VirtuosoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.replace({A: triples(1500), B: triples(2)})
    update, operations = kept._update, []

    def failing(operation: str) -> None:
        operations.append(operation)
        if len(operations) == 3:
            raise StoreError("the line is cut")
        update(operation)

    monkeypatch.setattr(kept, "_update", failing)
    with pytest.raises(StoreError, match="the line is cut"):
        kept.replace({A: triples(1500, "y"), B: []})
    assert set(kept.graph(A)) == triples(1500)
    assert set(kept.graph(B)) == triples(2)


def test_its_base_address_is_told_from_its_endpoint(kept: VirtuosoStore) -> None:
    with pytest.raises(StoreError, match=r"HTTP 404: .*Virtuoso's endpoint, \.\.\./sparql"):
        open_store(kept.location.removesuffix("/sparql")).graph_names()


def test_writing_needs_a_password(kept: VirtuosoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.replace({A: triples(1)})
    monkeypatch.setenv("ANSWERABLE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="HTTP 401: set ANSWERABLE_USER and ANSWERABLE_PASSWORD"):
        VirtuosoStore(kept.location).replace({A: []})
    monkeypatch.delenv("ANSWERABLE_USER")
    with pytest.raises(StoreError, match=r"HTTP [45]0\d"):
        VirtuosoStore(kept.location).replace({A: []})
    assert set(VirtuosoStore(kept.location).graph(A)) == triples(1)


def test_a_letter_is_built_and_asked_there(kept: VirtuosoStore, answerable, tmp_path: Path) -> None:
    letters = Path(__file__).parents[2] / "loaders" / "letters" / "cheshire-2022-01-14.txt"
    for folder in (str(tmp_path / "kg"), kept.location):
        done = answerable("build", str(letters), "--kg", folder, "--workers", "1")
        assert done.returncode == 0, done.stderr
    said = [answerable("export", "--format", "trig", "--kg", k).stdout for k in (str(tmp_path / "kg"), kept.location)]
    assert said[0] == said[1] != ""
