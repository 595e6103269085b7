"""The store on a SPARQL 1.1 server: Query, Update and Graph Store protocols."""

from __future__ import annotations

import base64
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..errors import StoreError
from .store import Amendment, Term

if TYPE_CHECKING:
    from rdflib import Dataset

_TRIES = 3
_SECONDS = 60.0


class RemoteStore:
    """Named graphs on a server; location is its base address, with /query, /update and /store under it.

    User and password, or a bearer token, come from ANSWERABLE_USER and ANSWERABLE_PASSWORD, or ANSWERABLE_TOKEN.
    """

    def __init__(self, location: str) -> None:
        self.location = location.rstrip("/")

    def graph_names(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs that hold at least one triple, sorted."""
        found = self._query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return tuple(sorted(row[0].value for row in found if isinstance(row[0], ox.NamedNode)))

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """Yield a graph's triples; none where there is no such graph."""
        address = f"{self.location}/store?{urllib.parse.urlencode({'graph': name})}"
        try:
            data = self._send("GET", address, headers={"Accept": "application/n-triples"})
        except StoreError as error:
            if "HTTP 404" in str(error):
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
        self._send("POST", f"{self.location}/update", update, {"Content-Type": "application/sparql-update"})

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms."""
        values = "".join(f"VALUES ?{name} {{ {term} }} " for name, term in (bindings or {}).items())
        at = sparql.find("{", sparql.upper().find("WHERE")) + 1
        text = f"{sparql[:at]} {values}{sparql[at:]}" if values else sparql
        return _solutions(self._answer(text))

    def _query(self, sparql: str) -> list[Any]:
        return list(_solutions(self._answer(sparql)))

    def _answer(self, sparql: str) -> bytes:
        query = urllib.parse.urlencode({"query": sparql, "union-default-graph": "true"}).encode()
        headers = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", f"{self.location}/query", query, headers, safe=True)

    def _send(
        self,
        method: str,
        address: str,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        safe: bool = False,
    ) -> bytes:
        request = urllib.request.Request(address, data, {**(headers or {}), **_credentials()}, method=method)  # noqa: S310 - the user gave it
        for attempt in range(_TRIES if safe or method == "GET" else 1):
            try:
                with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
                    limit = response.headers.get("X-SPARQL-MaxRows")
                    body: bytes = response.read()
                if (
                    limit
                    and body.count(b'"type"')
                    and json.loads(body).get("results", {}).get("bindings", []).__len__() >= int(limit)
                ):
                    raise StoreError(f"{self.location}: cut the answer at {limit} rows; raise its ResultSetMaxRows")
                return body
            except urllib.error.HTTPError as error:
                if error.code < 500 or attempt == _TRIES - 1:
                    said = error.read(200).decode("utf-8", "replace").strip()
                    raise StoreError(f"{self.location}: HTTP {error.code}: {said}") from error
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                if attempt == _TRIES - 1 or not (safe or method == "GET"):
                    raise StoreError(f"{self.location}: does not answer ({error})") from error
            time.sleep(0.2 * 2**attempt)
        raise StoreError(f"{self.location}: does not answer")

    def snapshot(self, folder: Path) -> Path:
        """Copy every graph into a store under an empty folder, and return its path."""
        path = folder / "store"
        copy = ox.Store(str(path))
        for name in self.graph_names():
            graph = ox.NamedNode(name)
            copy.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in self.graph(name))
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
        found = self._query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
        return int(found[0][0].value)

    def close(self) -> None:
        """Do nothing: each request is whole."""


def _solutions(data: bytes) -> ox.QuerySolutions:
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreError("the server's answer is no table")
    return found


def _credentials() -> dict[str, str]:
    token = os.environ.get("ANSWERABLE_TOKEN")
    if token:
        return {"Authorization": f"Bearer {token}"}
    user = os.environ.get("ANSWERABLE_USER")
    if user:
        pair = f"{user}:{os.environ.get('ANSWERABLE_PASSWORD', '')}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


def remote_store(location: str) -> RemoteStore:
    """Return the store at a server's address."""
    return RemoteStore(location)
