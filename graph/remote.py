"""The store on a SPARQL 1.1 server: Query, Update and Graph Store protocols."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from .memory import make_union
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
        """Replace each named graph by the triples given, all in one update; no triples removes it."""
        parts = []
        for name, triples in graphs.items():
            node = ox.NamedNode(name)
            body = "\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in triples)
            parts.append(
                f"DROP SILENT GRAPH {node}" + (f";\nINSERT DATA {{ GRAPH {node} {{ {body} }} }}" if body else "")
            )
        for change in amend:
            for verb, triples in (("DELETE", change.gone - change.added), ("INSERT", change.added)):
                body = "\n".join(sorted(f"{t.subject} {t.predicate} {t.object} ." for t in triples))
                parts += [f"{verb} DATA {{ GRAPH {ox.NamedNode(change.graph)} {{ {body} }} }}"] if body else []
        update = ";\n".join(parts).encode()
        self._server.send("POST", f"{self.location}/update", update, {"Content-Type": "application/sparql-update"})

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms."""
        return self._ask(bound(sparql, bindings or {}))

    def _ask(self, sparql: str) -> ox.QuerySolutions:
        query = urllib.parse.urlencode({"query": sparql, "union-default-graph": "true"}).encode()
        headers = {"Accept": JSON, "Content-Type": FORM}
        return solutions(self._server.send("POST", f"{self.location}/query", query, headers, safe=True).body)

    def snapshot(self, folder: Path) -> Path:
        """Copy every graph into a store under an empty folder, and return its path."""
        path = folder / "store"
        copy = ox.Store(str(path))
        for name in self.graph_names():
            graph = ox.NamedNode(name)
            copy.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.graph(name))
        make_union(copy)
        copy.flush()
        return path

    def rdflib(self) -> Dataset:
        """Return an rdflib Dataset with a copy of the data."""
        from rdflib import Dataset, URIRef

        dataset = Dataset(default_union=True)
        for name in self.graph_names():
            data = ox.serialize(self.graph(name), format=ox.RdfFormat.N_TRIPLES) or b""
            dataset.graph(URIRef(name)).parse(data=data, format="nt")
        return dataset

    def derived(self, name: str) -> None:
        """Return None: a server has no folder of ours."""

    def __len__(self) -> int:
        found = self._ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(next(found)[0].value)

    def close(self) -> None:
        """Do nothing: each request is whole."""


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
