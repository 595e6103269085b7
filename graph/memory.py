"""The store in memory."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from .store import Amendment, Term

if TYPE_CHECKING:
    from rdflib import Dataset


_FLUSH_AFTER = 5.0  # seconds of work that a power cut may undo, letter by letter


class OxigraphStore:
    """Named graphs in an Oxigraph store; the disk store is the same over a folder."""

    def __init__(self, location: str, store: ox.Store, *, writable: bool = True) -> None:
        self.location = location
        self._store = store
        self._writable = writable
        self._flushed = time.monotonic()

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
            gone |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in change.gone - change.added}
            new |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in change.added}
        _apply(self._store, gone, new)
        for graph, triples in ready.items():
            if not triples:
                self._store.remove_graph(graph)
        self._flush_in_time()

    def _flush_in_time(self) -> None:
        """Write to disk now and then: it takes longer than an update, which outlives a killed process without it."""
        now = time.monotonic()
        if now - self._flushed > _FLUSH_AFTER:
            self._store.flush()
            self._flushed = time.monotonic()

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms."""
        found = self._store.query(
            sparql,
            use_default_graph_as_union=True,
            substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()},
        )
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError("only SELECT queries are asked of a store")
        return found

    def snapshot(self, folder: Path) -> Path:
        """Write a read-only copy that pyoxigraph can open, under an empty folder, and return its path."""
        path = folder / "store"
        copy = ox.Store(str(path))
        copy.bulk_extend(self._store)
        copy.flush()
        return path

    def rdflib(self) -> Dataset:
        """Return an rdflib Dataset over the same data."""
        from oxrdflib import OxigraphStore as RdflibStore
        from rdflib import Dataset

        return Dataset(store=RdflibStore(store=self._store), default_union=True)

    def derived(self, name: str) -> tuple[Path, str] | None:
        """Return None: memory has no folder."""
        return None

    def __len__(self) -> int:
        return len(self._store)

    def close(self) -> None:
        """Flush; memory is let go with the object."""
        if self._writable:
            self._store.flush()


def _apply(store: ox.Store, gone: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
    """Delete and insert in one SPARQL update, which Oxigraph runs as one transaction."""
    delete = "\n".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in gone)
    insert = "\n".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in added)
    parts = [f"DELETE DATA {{ {delete} }}" if delete else "", f"INSERT DATA {{ {insert} }}" if insert else ""]
    update = ";\n".join(part for part in parts if part)
    if update:
        store.update(update)


def memory_store() -> OxigraphStore:
    """Return an empty store in memory."""
    return OxigraphStore("memory:", ox.Store())
