"""A store as rdflib has it, to read: the named graphs, and their union where rdflib asks for no graph."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from ..errors import StoreError

_UNION = Graph(identifier=DATASET_DEFAULT_GRAPH_ID)


class _View(OxigraphStore):
    """Shows what the default graph holds as the union, each triple with its named graphs, and as no graph's own."""

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Yield triples with the graphs that hold them."""
        if context is not None:
            return iter(()) if _is_union(context) else super().triples(triple_pattern, context)
        return ((triple, self.contexts(triple)) for triple, _ in super().triples(triple_pattern, _UNION))

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """Yield the named graphs, or those that hold a triple."""
        return (graph for graph in super().contexts(triple) if not _is_union(graph))

    def __len__(self, context: Graph | None = None) -> int:
        if context is not None and _is_union(context):
            return 0
        return int(super().__len__(_UNION if context is None else context))

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: object) -> Any:  # noqa: N803
        """Answer a query over a graph, or the union."""
        place = DATASET_DEFAULT_GRAPH_ID if queryGraph == "__UNION__" else queryGraph
        return super().query(query, initNs, initBindings, place, **kwargs)

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib says this of each graph that it is asked for."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError("rdflib reads the graph and cannot change it; copy it into a graph of your own")

    add = addN = remove = remove_graph = update = _refuse  # noqa: N815


def _is_union(graph: Graph) -> bool:
    return graph.identifier == DATASET_DEFAULT_GRAPH_ID


def dataset(store: ox.Store) -> Dataset:
    """Return an rdflib Dataset over a store whose default graph is the union of its named graphs."""
    return Dataset(store=_View(store=store), default_union=True)
