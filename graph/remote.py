"""The store on a SPARQL 1.1 server: Query, Update and Graph Store protocols."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from .memory import OxigraphStore, make_union
from .server import RefusedError, Server
from .store import Amendment, Term

if TYPE_CHECKING:
    from rdflib import Dataset

JSON = "application/sparql-results+json"
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
FORM = "application/x-www-form-urlencoded"


class RemoteStore:
    """Named graphs on a server; location is its base address, with /query, /update and /store under it."""

    def __init__(self, location: str) -> None:
        self.location = location.rstrip("/")
        self._server = Server(self.location)
        self._copy: OxigraphStore | None = None
        self._is_union = False

    def graph_names(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs that hold at least one triple, sorted."""
        found = self._ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return tuple(sorted(row[0].value for row in found if isinstance(row[0], ox.NamedNode)))

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """Yield a graph's triples; none where there is no such graph."""
        address = f"{self.location}/store?{urllib.parse.urlencode({'graph': name})}"
        try:
            data = self._server.send("GET", address, headers={"Accept": "application/n-triples"}).body
        except RefusedError as error:
            if error.code == 404:
                return
            raise
        for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Triple(quad.subject, quad.predicate, quad.object)

    def replace(self, graphs: Mapping[str, Iterable[ox.Triple]], *, amend: Iterable[Amendment] = ()) -> None:
        """Replace each named graph by the triples given, all in one update; no triples removes it.

        The default graph keeps the union, in the same update: a server carries it out whole, or not at all.
        """
        parts = [] if self._holds_union() else [f"ADD <{name}> TO DEFAULT" for name in self.graph_names()]
        ready = {ox.NamedNode(name): list(triples) for name, triples in graphs.items()}
        for node in ready:
            other = f"GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {node})"
            parts.append(
                f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {other} }} }}"
            )
            parts.append(f"DROP SILENT GRAPH {node}")
        for node, triples in ready.items():
            parts += (
                [f"INSERT DATA {{ GRAPH {node} {{ {_body(triples)} }} }}", f"ADD {node} TO DEFAULT"] if triples else []
            )
        for change in amend:
            parts += _amended(ox.NamedNode(change.graph), list(change.gone - change.added), list(change.added))
        self._copy = None
        self._server.send(
            "POST", f"{self.location}/update", ";\n".join(parts).encode(), {"Content-Type": "application/sparql-update"}
        )

    def _holds_union(self) -> bool:
        """Return whether questions to the server's default graph see each triple of the named graphs, once.

        They see none where another program wrote the graphs, and more where the server puts graphs together itself.
        """
        if not self._is_union:
            one = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
            found = self._ask(f"SELECT (COUNT(*) AS ?n) {{ {{ {one} }} ?s ?p ?o }}")
            self._is_union = int(next(found)[0].value) == 1
        return self._is_union

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms."""
        if self._copy is None and self._holds_union():
            return self._ask(bound(sparql, bindings or {}))
        return self._copied().select(sparql, bindings=bindings)

    def _copied(self) -> OxigraphStore:
        """Return a copy of our graphs: where the server's answers are not the right ones, they are made from it."""
        if self._copy is None:
            store = ox.Store()
            self._copy_to(store)
            self._copy = OxigraphStore(self.location, store, writable=False)
        return self._copy

    def _copy_to(self, store: ox.Store) -> None:
        for name in self.graph_names():
            graph = ox.NamedNode(name)
            store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.graph(name))
        make_union(store)

    def _ask(self, sparql: str) -> ox.QuerySolutions:
        query = urllib.parse.urlencode({"query": sparql}).encode()
        headers = {"Accept": JSON, "Content-Type": FORM}
        return solutions(self._server.send("POST", f"{self.location}/query", query, headers, safe=True).body)

    def snapshot(self, folder: Path) -> Path:
        """Copy every graph into a store under an empty folder, and return its path."""
        path = folder / "store"
        copy = ox.Store(str(path))
        self._copy_to(copy)
        copy.flush()
        return path

    def rdflib(self) -> Dataset:
        """Return an rdflib Dataset with a copy of the data."""
        return self._copied().rdflib()

    def derived(self, name: str) -> None:
        """Return None: a server has no folder of ours."""

    def __len__(self) -> int:
        found = self._ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(next(found)[0].value)

    def close(self) -> None:
        """Do nothing: each request is whole."""


def _body(triples: Iterable[ox.Triple]) -> str:
    return "\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in triples)


def _amended(graph: ox.NamedNode, gone: list[ox.Triple], added: list[ox.Triple]) -> list[str]:
    """Return the operations that change a graph, and the default graph by what no graph holds any longer."""
    parts = []
    if gone:
        values = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in gone)
        parts.append(f"DELETE DATA {{ GRAPH {graph} {{ {_body(gone)} }} }}")
        parts.append(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{ {values} }} "
            "FILTER NOT EXISTS { GRAPH ?other { ?s ?p ?o } } }"
        )
    return parts + ([f"INSERT DATA {{ {_body(added)} GRAPH {graph} {{ {_body(added)} }} }}"] if added else [])


def bound(sparql: str, bindings: Mapping[str, Term]) -> str:
    """Return a question with its variables bound by VALUES where its pattern, and those of its subqueries, begin.

    >>> bound("SELECT ?s WHERE { ?s ?p ?o }", {"o": ox.Literal("x")})
    'SELECT ?s WHERE { VALUES ?o { "x" } ?s ?p ?o }'
    """
    values = "".join(f" VALUES ?{name} {{ {term} }}" for name, term in bindings.items())
    if values and not _WHERE.search(sparql):
        raise StoreError("a question with parameters needs the word WHERE before its pattern")
    return _WHERE.sub(lambda where: where[0] + values, sparql)


def solutions(data: bytes) -> ox.QuerySolutions:
    """Return the rows of a server's answer in JSON."""
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreError("the server's answer is no table")
    return found


def remote_store(location: str) -> RemoteStore:
    """Return the store at a server's address: Virtuoso where it ends in /sparql, as Virtuoso's endpoint does."""
    if urllib.parse.urlsplit(location).path.endswith("/sparql"):
        from .virtuoso import VirtuosoStore

        return VirtuosoStore(location)
    return RemoteStore(location)
