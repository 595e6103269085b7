"""The store's contract: what every place that keeps the graph can do, and how one is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

if TYPE_CHECKING:
    from rdflib import Dataset

Term = NamedNode | Literal | BlankNode


@dataclass(frozen=True, slots=True)
class Amendment:
    """Triples to take out of a named graph, and triples to put in."""

    graph: str
    gone: frozenset[Triple]
    added: frozenset[Triple]


@runtime_checkable
class Store(Protocol):
    """A set of named graphs, kept somewhere.

    The tests in tests/graph/test_store.py are this contract and run over every store.
    """

    location: str

    def graph_names(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs that hold at least one triple, sorted."""

    def graph(self, name: str) -> Iterator[Triple]:
        """Yield a graph's triples; none where there is no such graph."""

    def replace(self, graphs: Mapping[str, Iterable[Triple]], *, amend: Iterable[Amendment] = ()) -> None:
        """Replace each named graph by the triples given, all in one transaction; no triples removes it.

        amend changes some triples of other graphs in the same transaction, at a cost that does not grow with them.
        """

    def select(self, sparql: str, *, bindings: Mapping[str, Term] | None = None) -> QuerySolutions:
        """Answer one of our own questions over the union of all graphs, variables bound to terms.

        A user's text never comes here: queries.runner asks it in a worker over a snapshot.
        """

    def snapshot(self, folder: Path) -> Path:
        """Write a read-only copy that pyoxigraph can open, under an empty folder, and return its path.

        Its default graph is the union of the named ones.
        """

    def rdflib(self) -> Dataset:
        """Return an rdflib Dataset over the same data."""

    def derived(self, name: str) -> tuple[Path, str] | None:
        """Return where a file made from the data may be kept, and a mark of the data that it must hold.

        None where there is no place to keep one.
        """

    def __len__(self) -> int:
        """Return the number of triples in all graphs."""

    def close(self) -> None:
        """Flush and let go of the location."""


def open_store(location: str | Path, *, writable: bool = False) -> Store:
    """Open the graph at a location: `memory:`, a folder, or the address of a SPARQL 1.1 server.

    Raises StoreError where it cannot be opened.
    """
    from .disk import create_or_open, open_for_asking
    from .memory import memory_store

    place = str(location)
    if place == "memory:":
        return memory_store()
    if place.startswith(("http://", "https://")):
        from .remote import remote_store

        return remote_store(place)
    return create_or_open(Path(place)) if writable else open_for_asking(Path(place))
