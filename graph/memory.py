"""The store in memory, and what it shares with the one on disk.

The default graph holds the union of the named graphs, each triple once. Asked for a union of many graphs, pyoxigraph 0.5
looks into each of them at every step of a query; in one graph it is up to a hundred times as quick (docs/benchmarks.md).

In memory, where pyoxigraph walks along lists of what holds a term, the named graphs' triples still stand in its way.
There a copy of the union answers what names no graph; it is half as quick again, and made when it is first asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from .keywords import names_a_graph
from .store import Amendment, Term

if TYPE_CHECKING:
    from rdflib import Dataset


_FLUSH_AFTER = 5.0  # seconds of work that a power cut may undo, letter by letter
_UNION = ox.DefaultGraph()
_COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


class OxigraphStore:
    """Named graphs in an Oxigraph store; the disk store is the same over a folder."""

    def __init__(self, location: str, store: ox.Store, *, writable: bool = True) -> None:
        self.location = location
        self._store = store
        self._writable = writable
        self._flushed = time.monotonic()
        self._copy: ox.Store | None = None

    def graph_names(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs that hold at least one triple, sorted."""
        return tuple(sorted(g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode)))

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """Yield a graph's triples; none where there is no such graph."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            yield quad.triple

    def replace(self, graphs: Mapping[str, Iterable[ox.Triple]], *, amend: Iterable[Amendment] = ()) -> None:
        """Replace each named graph by the triples given, all in one transaction; no triples removes it."""
        if not self._writable:
            raise StoreError(f"{self.location}: opened for asking only")
        ready = {ox.NamedNode(name): list(triples) for name, triples in graphs.items()}
        removed = [quad for graph in ready for quad in self._store.quads_for_pattern(None, None, None, graph)]
        added = [ox.Quad(t.subject, t.predicate, t.object, graph) for graph, triples in ready.items() for t in triples]
        gone, new = set(removed) - set(added), set(added) - set(removed)
        for change in amend:
            graph = ox.NamedNode(change.graph)
            for t in change.gone - change.added:
                gone.update(self._store.quads_for_pattern(t.subject, t.predicate, t.object, graph))
            new |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in change.added}
        self._apply(gone, new, ready)
        self._flush_in_time()

    def _apply(self, gone: set[ox.Quad], new: set[ox.Quad], replaced: Mapping[ox.NamedNode, list[ox.Triple]]) -> None:
        """Delete and insert in one SPARQL update, which Oxigraph runs as one transaction; the union keeps step."""
        lost = [triple for triple in {quad.triple for quad in gone} if not self._holders(triple) - gone]
        changed = {quad.graph_name for quad in new}
        amended = {quad.triple for quad in new if quad.graph_name not in replaced}
        delete = "\n".join([*map(_in_graph, gone), *map(_in_union, lost)])
        insert = "\n".join([*map(_in_graph, new), *map(_in_union, amended)])
        parts = [f"DELETE DATA {{ {delete} }}" if delete else "", f"INSERT DATA {{ {insert} }}" if insert else ""]
        # a whole graph is added to the union where it lies: its text would take as long to read again
        parts += [f"ADD GRAPH {graph} TO DEFAULT" for graph in replaced if graph in changed]
        parts += [f"DROP SILENT GRAPH {graph}" for graph, triples in replaced.items() if not triples]
        update = ";\n".join(filter(None, parts))
        if update:
            self._store.update(update)
        if self._copy is not None:
            for triple in lost:
                self._copy.remove(ox.Quad(triple.subject, triple.predicate, triple.object))
            self._copy.extend(ox.Quad(q.subject, q.predicate, q.object) for q in new)

    def _holders(self, triple: ox.Triple) -> set[ox.Quad]:
        """Return the triple as each named graph has it that holds it."""
        found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return {quad for quad in found if quad.graph_name != _UNION}

    def _flush_in_time(self) -> None:
        """Write to disk now and then: it takes longer than an update, which outlives a killed process without it."""
        now = time.monotonic()
        if now - self._flushed > _FLUSH_AFTER:
            self._store.flush()
            self._flushed = time.monotonic()

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms."""
        found = self._place(sparql).query(
            sparql, substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()}
        )
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError("only SELECT queries are asked of a store")
        return found

    def _place(self, sparql: str) -> ox.Store:
        """Return where a question is answered."""
        return self._store if names_a_graph(sparql) else self._quick()

    def _quick(self) -> ox.Store:
        """Return the copy of the union, made where there is none."""
        if self._copy is None:
            copy = ox.Store()
            copy.bulk_extend(self._store.quads_for_pattern(None, None, None, _UNION))
            self._copy = copy
        return self._copy

    def snapshot(self, folder: Path) -> Path:
        """Write a read-only copy that pyoxigraph can open, under an empty folder, and return its path."""
        path = folder / "store"
        copy = ox.Store(str(path))
        copy.bulk_extend(self._store)
        copy.flush()
        return path

    def rdflib(self) -> Dataset:
        """Return an rdflib Dataset over the same data, to read."""
        from .dataset import dataset

        return dataset(self._store)

    def derived(self, name: str) -> tuple[Path, str] | None:
        """Return None: memory has no folder."""
        return None

    def __len__(self) -> int:
        return int(next(self.select(_COUNT))[0].value)

    def close(self) -> None:
        """Flush; memory is let go with the object."""
        if self._writable:
            self._store.flush()


def _in_graph(quad: ox.Quad) -> str:
    return f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"


def _in_union(triple: ox.Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object} ."


def make_union(store: ox.Store) -> None:
    """Make the default graph the union of the named graphs, whatever it held."""
    store.clear_graph(_UNION)
    for graph in store.named_graphs():
        store.bulk_extend(
            ox.Quad(q.subject, q.predicate, q.object) for q in store.quads_for_pattern(None, None, None, graph)
        )


def memory_store() -> OxigraphStore:
    """Return an empty store in memory."""
    return OxigraphStore("memory:", ox.Store())
