"""Graphs on a SPARQL server: written whole, asked there where that gives the same rows, else here."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pyoxigraph as ox
import pytest
from answerable.graph.remote import RemoteStore
from answerable.graph.store import Amendment, Store, open_store

A, B = (
    "https://w3id.org/answerable/id/letter/00000000000000aa",
    "https://w3id.org/answerable/id/letter/00000000000000bb",
)
P = ox.NamedNode("http://x.example/p")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://x.example/p> ?o }"


def triples(count: int, word: str = "x") -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(f"http://x.example/{n}"), P, ox.Literal(f"{word} {n}")) for n in range(count)]


def counted(store: Store) -> int:
    return int(next(store.select(COUNT))[0].value)


@pytest.mark.parametrize("kind", ["server", "union_server", "virtuoso"])
def test_a_reader_sees_a_letter_whole(empty_store: Callable[[str], Store], kind: str) -> None:
    store = empty_store(kind)
    store.replace({A: triples(1500), B: triples(10, "b")})
    seen: set[tuple[object, ...]] = set()
    broken: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set() or not seen:
            try:
                found = [t.object.value.rpartition(" ")[0] for t in open_store(store.location).graph(A)]
                seen.add((len(found), *sorted(set(found))))
            except Exception as error:
                broken.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(5):
        store.replace({A: triples(1500 + turn % 2, f"turn {turn}")})
    done.set()
    reader.join()
    assert all("changes as it is read" in str(error) for error in broken)
    assert seen <= {(1500, "x"), *((1500 + turn % 2, f"turn {turn}") for turn in range(5))}


@pytest.mark.parametrize("kind", ["server", "union_server"])
def test_rows_come_once_where_another_wrote_the_graphs_before(empty_store: Callable[[str], Store], kind: str) -> None:
    store = empty_store(kind)
    assert isinstance(store, RemoteStore)
    shared = (
        "INSERT DATA { GRAPH <%s> { <urn:s> <http://x.example/p> 1 } GRAPH <%s> { <urn:s> <http://x.example/p> 1 } }"
    )
    store._server.send(
        "POST", f"{store.location}/update", (shared % (A, B)).encode(), {"Content-Type": "application/sparql-update"}
    )
    assert counted(open_store(store.location)) in {1, 2}  # 2 where the server alone puts them together, until we write
    store = open_store(store.location, writable=True)
    store.replace({"http://x.example/c": triples(2)})
    assert counted(store) == 3
    assert counted(open_store(store.location)) == 3
    store.replace({A: []}, amend=[Amendment(B, frozenset(store.graph(B)), frozenset(triples(3)))])
    assert counted(store) == 3
    store.replace({B: [], "http://x.example/c": []})
    assert counted(store) == 0


@pytest.mark.parametrize(("kind", "copies"), [("server", 0), ("union_server", 1)])
def test_it_is_asked_there_where_its_default_graph_is_the_union(
    empty_store: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch, kind: str, copies: int
) -> None:
    store = empty_store(kind)
    store.replace({A: triples(4), B: triples(5)})
    copied, made = RemoteStore._copied, []
    monkeypatch.setattr(RemoteStore, "_copied", lambda self: made.append(self) or copied(self))
    assert counted(store) == 5
    assert len(made) == copies
