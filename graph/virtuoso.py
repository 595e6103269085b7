"""The store on a Virtuoso server, named by its endpoint, .../sparql.

Virtuoso 7.2 does not do all that the standards say. What was measured, and what is done about it:

- Past ResultSetMaxRows it answers HTTP 200 with the first rows; CONSTRUCT and the Graph Store protocol do not even say so
  in a header. Graphs are read page by page, and counted.
- Of the 50 named questions, 13 have other rows there (MINUS, GROUP_CONCAT, division, decimals). So it is asked for our
  triples, once for each time it is opened, and the questions are answered from them here.
- Its own graphs lie beside ours and in the default graph. Ours are those under w3id.org/answerable.
- Where an operation of an update fails, those before it stay. What was there is put back.
- A request with an update is carried out with locks, but a reading that it comes into may have some rows of before and some
  of after: 11 of 445 had. So graphs are written beside their places and copied there in one request, and read until two
  readings agree.
- An INSERT DATA of 5,000 triples is more than its parser can take, so there are several.
- It answers xsd:boolean as 1 and 0, and hangs on a query that is itself the body of a request with credentials.
"""

from __future__ import annotations

import json
import os
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import StoreError
from ..ontology.namespaces import XSD
from .remote import FORM, JSON, RemoteStore, solutions
from .store import Amendment, Term

_OURS = "https://w3id.org/answerable/"
_BESIDE = "https://w3id.org/answerable-new/"  # before graphs that are being written; none of ours begins so
_READINGS = 10
_PAGE = 5000  # rows asked for at once, where the server gives so many
_INSERTED = 1000  # triples in one INSERT DATA


class _CutError(StoreError):
    """An answer has as many rows as the server gives at most."""

    def __init__(self, location: str, limit: int) -> None:
        super().__init__(f"{location}: cut the answer at {limit} rows; raise its ResultSetMaxRows")
        self.limit = limit


class VirtuosoStore(RemoteStore):
    """Named graphs on Virtuoso; writing needs ANSWERABLE_USER and ANSWERABLE_PASSWORD."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self._page = _PAGE

    def graph_names(self) -> tuple[str, ...]:
        """Return the IRIs of our graphs that hold at least one triple, sorted."""
        query = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{_OURS}")) }}'
        return tuple(sorted(row[0].value for row in self._paged(query, "?g")))

    def graph(self, name: str) -> Iterator[ox.Triple]:
        """Yield a graph's triples, read until two readings agree: one that a writer comes into may be of two states."""
        found = self._read(name)
        for _ in range(_READINGS):
            before, found = found, self._read(name)
            if found == before and len(found) == self._count(name):
                yield from found
                return
        raise StoreError(
            f"{self.location}: gave {len(found):,} triples of {name}, which changes as it is read or is cut; "
            "read it again when nobody writes"
        )

    def _read(self, name: str) -> set[ox.Triple]:
        return {ox.Triple(*row) for row in self._paged(f"SELECT ?s ?p ?o {_all_of(name)}", "?s ?p ?o")}

    def replace(self, graphs: Mapping[str, Iterable[ox.Triple]], *, amend: Iterable[Amendment] = ()) -> None:
        """Replace each named graph by the triples given and amend others; where it fails, what was there is put back.

        The triples are written beside the graphs, which are then all replaced in one request.
        """
        wanted = {name: _distinct(triples) for name, triples in graphs.items()}
        for change in amend:
            kept = [t for t in wanted.get(change.graph) or self._read(change.graph) if t not in change.gone]
            wanted[change.graph] = _distinct([*kept, *change.added])
        for name in wanted:
            if not name.startswith(_OURS):
                raise StoreError(f"{name}: our graphs on a Virtuoso server are those under {_OURS}")
        before = {name: list(self._read(name)) for name in wanted}
        self._copy = None
        try:
            self._put(wanted)
        except StoreError as error:
            try:
                self._put(before)
            except StoreError as second:
                raise StoreError(f"{error}; nor could what was there be put back ({second}): build again") from error
            raise

    def _put(self, graphs: Mapping[str, list[ox.Triple]]) -> None:
        beside = {name: ox.NamedNode(_BESIDE + name.removeprefix(_OURS)) for name in graphs}
        for name, triples in graphs.items():
            self._update(f"CLEAR GRAPH {beside[name]}")
            rest = iter(triples)
            while some := list(islice(rest, _INSERTED)):
                body = "\n".join(f"{t.subject} {t.predicate} {t.object} ." for t in some)
                self._update(f"INSERT DATA {{ GRAPH {beside[name]} {{ {body} }} }}")
            kept = self._count(beside[name].value)
            if kept != len(triples):
                raise StoreError(f"{self.location}: kept {kept:,} of the {len(triples):,} triples of {name}")
        self._update(" ; ".join(f"COPY {beside[name]} TO {ox.NamedNode(name)}" for name in graphs))
        self._update(" ; ".join(f"CLEAR GRAPH {node}" for node in beside.values()))

    def _update(self, operation: str) -> None:
        address = f"{self.location}-auth" if os.environ.get("ANSWERABLE_USER") else self.location
        self._server.send("POST", address, operation.encode(), {"Content-Type": "application/sparql-update"})

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """Answer one of our own questions over the union of our graphs, variables bound to terms."""
        return self._copied().select(sparql, bindings=bindings)

    def snapshot(self, folder: Path) -> Path:
        """Write our triples into a store under an empty folder, and return its path."""
        return self._copied().snapshot(folder)

    def _ask(self, sparql: str) -> ox.QuerySolutions:
        query = urllib.parse.urlencode({"query": sparql}).encode()
        headers = {"Accept": JSON, "Content-Type": FORM}
        response = self._server.send("POST", self.location, query, headers, safe=True)
        if said := response.headers.get("x-sql-message"):
            raise StoreError(f"{self.location}: did not finish ({said}); raise its MaxQueryExecutionTime")
        found = json.loads(response.body)
        rows = found["results"]["bindings"]
        limit = response.headers.get("x-sparql-maxrows")
        if limit and len(rows) >= int(limit):
            raise _CutError(self.location, int(limit))
        for row in rows:
            for term in row.values():
                _mend(term)
        return solutions(json.dumps(found).encode())

    def _paged(self, query: str, order: str) -> Iterator[ox.QuerySolution]:
        """Yield the rows of a query, page by page; the order is inside, where Virtuoso does not limit what it sorts."""
        offset = 0
        while True:
            page = f"SELECT * {{ {{ {query} ORDER BY {order} }} }} OFFSET {offset} LIMIT {self._page}"
            try:
                rows = list(self._ask(page))
            except _CutError as cut:
                if not 1 < cut.limit <= self._page:
                    raise
                self._page = cut.limit - 1
                continue
            yield from rows
            if len(rows) < self._page:
                return
            offset += self._page

    def _count(self, name: str) -> int:
        return int(next(self._ask(f"SELECT (COUNT(*) AS ?n) {_all_of(name)}"))[0].value)

    def __len__(self) -> int:
        return sum(map(self._count, self.graph_names()))


def _all_of(name: str) -> str:
    return f"{{ GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }} }}"


def _mend(term: dict[str, Any]) -> None:
    if term.get("datatype") == XSD.boolean:
        term["value"] = {"1": "true", "0": "false"}.get(term["value"], term["value"])


def _distinct(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return the triples each once, numbers in one way of writing, as every store keeps them."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return [quad.triple for quad in store]
