"""What is published of a graph: all of it but the bodies of the reference list that nothing in it names."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from ..ontology.iris import BODIES, REFERENCE_GRAPH
from .store import Store, open_store


def published(store: Store) -> Store:
    """Return a copy in memory without the known bodies that no letter, report or other body kept names."""
    graphs = {name: list(store.graph(name)) for name in store.graph_names()}
    known = graphs.get(REFERENCE_GRAPH, [])
    named = {term for name, triples in graphs.items() if name != REFERENCE_GRAPH for term in _terms(triples)}
    rest = [triple for triple in known if _is_body(triple)]
    kept = [triple for triple in known if not _is_body(triple)]
    while True:
        named |= {triple.object for triple in kept}
        fresh = [triple for triple in rest if triple.subject in named]
        if not fresh:
            break
        rest = [triple for triple in rest if triple.subject not in named]
        kept += fresh
    copy = open_store("memory:")
    copy.replace(graphs | {REFERENCE_GRAPH: kept} if known else graphs)
    return copy


def _terms(triples: list[Triple]) -> set[object]:
    return {triple.subject for triple in triples} | {triple.object for triple in triples}


def _is_body(triple: Triple) -> bool:
    return isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(BODIES)
