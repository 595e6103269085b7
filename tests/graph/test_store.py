"""The store's contract, over every store."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
import rdflib
from answerable.errors import StoreError
from answerable.graph.store import Amendment, Store, open_store

A, B = (
    "https://w3id.org/answerable/id/letter/00000000000000aa",
    "https://w3id.org/answerable/id/letter/00000000000000bb",
)
XSD = "http://www.w3.org/2001/XMLSchema#"
P = ox.NamedNode("http://x.example/p")


def union(store: ox.Store) -> set[ox.Triple]:
    found = [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())]
    assert len(found) == len(set(found))
    return set(found)


def triple(name: str, value: str = 'quote " and \\ and \n line é 🙂') -> ox.Triple:
    return ox.Triple(ox.NamedNode(f"http://x.example/{name}"), P, ox.Literal(value))


@pytest.fixture(params=["memory", "disk", "server", "union_server", "virtuoso"])
def store(request: pytest.FixtureRequest, empty_store: Callable[[str], Store]) -> Store:
    return empty_store(request.param)


def test_graphs_are_kept_apart_and_named(store: Store) -> None:
    store.replace({A: [triple("a"), triple("shared")], B: [triple("b"), triple("shared")]})
    assert store.graph_names() == (A, B)
    assert set(store.graph(A)) == {triple("a"), triple("shared")}
    assert set(store.graph("http://x.example/none")) == set()
    assert len(store) == 4


def test_a_graph_is_replaced_whole_and_removed_when_empty(store: Store) -> None:
    store.replace({A: [triple("old"), triple("kept")]})
    store.replace({A: [triple("new"), triple("kept")]})
    assert set(store.graph(A)) == {triple("new"), triple("kept")}
    store.replace({A: []})
    assert store.graph_names() == ()


def test_some_triples_of_a_graph_are_changed_with_another_graph(store: Store) -> None:
    store.replace({A: [triple("old"), triple("kept")]})
    change = Amendment(A, gone=frozenset({triple("old"), triple("never")}), added=frozenset({triple("new")}))
    store.replace({B: [triple("b")]}, amend=[change])
    assert set(store.graph(A)) == {triple("new"), triple("kept")}
    assert set(store.graph(B)) == {triple("b")}
    store.replace({}, amend=[Amendment(A, frozenset({triple("new")}), frozenset({triple("new")}))])
    assert set(store.graph(A)) == {triple("new"), triple("kept")}


def test_what_was_written_outlives_a_killed_writer(tmp_path: Path) -> None:
    code = (
        "import os, pyoxigraph as ox\nfrom answerable.graph.store import open_store\n"
        f"store = open_store({str(tmp_path / 'kg')!r}, writable=True)\n"
        f"n = ox.NamedNode('http://x.example/a')\nstore.replace({{{A!r}: [ox.Triple(n, n, n)]}})\nos.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert len(list(open_store(tmp_path / "kg").graph(A))) == 1


def test_select_sees_the_union_and_binds_terms(store: Store) -> None:
    store.replace({A: [triple("a", "x")], B: [triple("b", "y")]})
    text = "SELECT ?s ?v WHERE { ?s <http://x.example/p> ?v } ORDER BY ?s"
    assert [row["v"].value for row in store.select(text)] == ["x", "y"]
    bound = store.select(text, bindings={"v": ox.Literal("y")})
    assert [row["s"].value for row in bound] == ["http://x.example/b"]


def test_a_bound_value_cannot_leave_its_place(store: Store) -> None:
    store.replace({A: [triple("a", "x")]})
    hostile = ox.Literal('zzz" } UNION { ?s ?p ?v } #')
    assert list(store.select("SELECT ?s ?v WHERE { ?s <http://x.example/p> ?v }", bindings={"v": hostile})) == []


def test_a_snapshot_opens_and_does_not_change(store: Store, tmp_path: Path) -> None:
    store.replace({A: [triple("a")]})
    folder = tmp_path / "copy"
    folder.mkdir()
    path = store.snapshot(folder)
    store.replace({B: [triple("b")]})
    kept = ox.Store.read_only(str(path))
    assert [q.graph_name.value for q in kept if q.graph_name != ox.DefaultGraph()] == [A]
    assert union(kept) == {triple("a")}


def test_rdflib_sees_the_same_triples(store: Store) -> None:
    store.replace({A: [triple("a")], B: [triple("b")]})
    dataset = store.rdflib()
    assert len({str(s) for s, _, _ in dataset.triples((None, None, None))}) == 2


def test_rdflib_sees_a_triple_of_two_graphs_once_in_the_union(store: Store) -> None:
    store.replace({A: [triple("a"), triple("shared")], B: [triple("shared")]})
    dataset = store.rdflib()
    assert len(list(dataset.triples((None, None, None)))) == len(dataset) == 2
    assert [int(row[0]) for row in dataset.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")] == [2]
    assert [int(row[0]) for row in dataset.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")] == [3]
    assert sorted(str(graph) for *_, graph in dataset.quads()) == [A, A, B]
    assert {str(g.identifier) for g in dataset.graphs() if len(g)} == {A, B}
    assert len(dataset.graph(rdflib.URIRef(A))) == 2
    for form, rdf in (("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)):
        read = ox.parse(dataset.serialize(format=form).encode(), format=rdf)
        assert sorted(quad.graph_name.value for quad in read) == [A, A, B]


def test_rdflib_cannot_change_a_store(tmp_path: Path) -> None:
    for kept in (open_store("memory:"), open_store(tmp_path / "kg", writable=True)):
        with pytest.raises(StoreError, match="cannot change it"):
            kept.rdflib().graph(rdflib.URIRef(A)).add((rdflib.URIRef(A),) * 3)


def test_a_question_may_name_a_graph(store: Store) -> None:
    store.replace({A: [triple("a")], B: [triple("b")]})
    for text in ("GRAPH", "graph"):
        rows = store.select(f"SELECT ?g ?s WHERE {{ {text} ?g {{ ?s ?p ?o }} }} ORDER BY ?g")
        assert [row["g"].value for row in rows] == [A, B]


def test_the_union_holds_a_triple_as_long_as_a_graph_does(store: Store) -> None:
    def counted() -> int:
        rows = [tuple(row) for row in store.select("SELECT ?s ?v WHERE { ?s <http://x.example/p> ?v }")]
        return len(rows)

    shared, own = triple("shared"), triple("own")
    store.replace({A: [shared, own], B: [shared]})
    assert counted() == 2
    store.replace({A: [own]})
    assert counted() == 2
    store.replace({}, amend=[Amendment(B, frozenset({shared}), frozenset())])
    assert counted() == 1
    store.replace({A: [shared]}, amend=[Amendment(B, frozenset(), frozenset({own, shared}))])
    assert counted() == 2
    store.replace({A: [], B: []})
    assert (counted(), len(store), store.graph_names()) == (0, 0, ())


def test_the_union_keeps_step_with_the_graphs_whatever_is_done(tmp_path: Path) -> None:
    random = Random(7)
    numbers = [ox.Literal(form, datatype=ox.NamedNode(f"{XSD}integer")) for form in ("1", "01", "2")]
    pool = [ox.Triple(ox.NamedNode(f"http://x.example/{n % 3}"), P, numbers[n % 3]) for n in range(6)]
    pool += [triple(str(n)) for n in range(6)]
    for kept in (open_store("memory:"), open_store(tmp_path / "kg", writable=True)):
        names = [f"http://x.example/graph/{n}" for n in range(4)]
        for _ in range(150):
            replaced = {
                name: random.sample(pool, random.randrange(5)) for name in random.sample(names, random.randrange(3))
            }
            others = [name for name in names if name not in replaced][: random.randrange(3)]
            amend = [
                Amendment(name, frozenset(random.sample(pool, 3)), frozenset(random.sample(pool, 2))) for name in others
            ]
            kept.replace(replaced, amend=amend)
            folder = Path(tempfile.mkdtemp(dir=tmp_path))
            named = {t for name in kept.graph_names() for t in kept.graph(name)}
            assert union(ox.Store.read_only(str(kept.snapshot(folder)))) == named
            found = [ox.Triple(*row) for row in kept.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")]
            assert set(found) == named
            assert len(found) == len(named)
            assert len(kept) == sum(len(list(kept.graph(name))) for name in names)


TERMS = [
    ox.NamedNode("http://x.example/é?a=1&b=%20#c"),
    ox.Literal(""),
    ox.Literal("\t\r\n\\ \" ' { } <> 🙂 \u0085 \ufeff"),
    ox.Literal("x" * 20_000),
    ox.Literal("Grüße", language="de"),
    ox.Literal("colour", language="en-gb"),
    ox.Literal(-7),
    ox.Literal("18500.5", datatype=ox.NamedNode(f"{XSD}decimal")),
    ox.Literal("false", datatype=ox.NamedNode(f"{XSD}boolean")),
    ox.Literal("2022-03-01", datatype=ox.NamedNode(f"{XSD}date")),
    ox.Literal("2021", datatype=ox.NamedNode(f"{XSD}gYear")),
]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term)[:24].encode("ascii", "replace").decode())
def test_every_term_comes_back_as_it_was(store: Store, term: ox.NamedNode | ox.Literal) -> None:
    one = ox.Triple(ox.NamedNode("http://x.example/s"), P, term)
    store.replace({A: [one]})
    assert list(store.graph(A)) == [one]
    assert [row["v"] for row in store.select("SELECT ?v WHERE { ?s <http://x.example/p> ?v }")] == [term]


def test_a_large_graph_and_a_long_answer_come_whole(store: Store, tmp_path: Path) -> None:
    """Whatever the server's limit of rows, and whatever one update can hold."""
    many = {triple(f"{number:05}", f"value {number}") for number in range(2_500)}
    store.replace({A: many, B: [triple("b")]})
    assert set(store.graph(A)) == many
    assert len(list(store.select("SELECT ?s ?v WHERE { ?s <http://x.example/p> ?v }"))) == len(store) == 2_501
    (tmp_path / "copy").mkdir()
    assert len(union(ox.Store.read_only(str(store.snapshot(tmp_path / "copy"))))) == 2_501


def test_what_cannot_be_written_changes_nothing(store: Store) -> None:
    store.replace({A: [triple("old")], B: [triple("old")]})

    def broken() -> Iterator[ox.Triple]:
        yield triple("new")
        raise ValueError("the letter breaks off")

    with pytest.raises(ValueError, match="breaks off"):
        store.replace({A: [triple("new")], B: broken()})
    assert set(store.graph(A)) == set(store.graph(B)) == {triple("old")}


def test_disk_survives_being_closed_and_refuses_a_second_writer(tmp_path: Path) -> None:
    first = open_store(tmp_path / "kg", writable=True)
    first.replace({A: [triple("a")]})
    with pytest.raises(StoreError, match="another program is writing"):
        open_store(tmp_path / "kg", writable=True)
    first.close()
    del first
    assert set(open_store(tmp_path / "kg").graph(A)) == {triple("a")}


def test_a_folder_that_is_no_graph_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("x")
    with pytest.raises(StoreError, match="holds other files"):
        open_store(tmp_path, writable=True)
    with pytest.raises(StoreError, match="no graph there"):
        open_store(tmp_path / "missing")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "answerable.json").write_text('{"layout": 99}')
    with pytest.raises(StoreError, match="has layout 99"):
        open_store(broken)


@pytest.mark.parametrize("writable", [False, True])
def test_a_folder_of_the_layout_before_is_brought_to_this_one(tmp_path: Path, writable: bool) -> None:
    folder = tmp_path / "kg"
    made = open_store(folder, writable=True)
    made.replace({A: [triple("a")]})
    made.close()
    del made
    old = ox.Store(str(folder / "oxigraph"))
    old.clear_graph(ox.DefaultGraph())
    old.add(ox.Quad(ox.NamedNode(A), P, ox.Literal("left by an upgrade that broke off")))
    old.flush()
    (folder / "answerable.json").write_text('{"layout": 1}')
    with pytest.raises(StoreError, match=r"earlier version made it .*another program is writing"):
        open_store(folder)
    del old
    kept = open_store(folder, writable=writable)
    assert [row["s"].value for row in kept.select("SELECT ?s WHERE { ?s ?p ?o }")] == ["http://x.example/a"]
    assert json.loads((folder / "answerable.json").read_text()) == {"layout": 2}


@pytest.mark.parametrize("path", ["", "/sparql"])
def test_a_server_that_is_not_there_is_named(path: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))  # and does not listen
        address = f"http://127.0.0.1:{listener.getsockname()[1]}{path}"
        with pytest.raises(StoreError, match="does not answer"):
            open_store(address).graph_names()
