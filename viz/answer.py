"""An answer of SPARQL as a network: triples as they are, or rows whose things are linked in a row's order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from pyoxigraph import NamedNode

from ..errors import DrawError
from ..graph.network import Edge, Network, Node, network
from ..graph.store import Store
from ..queries.results import Rows, Triples

_OTHER = "other"  # kind of a thing that the network of the graph does not have


def answer_network(store: Store, answer: Rows | bool | Triples) -> Network:
    """Return the things of an answer, as the graph knows them, and its links.

    Raises DrawError where the answer names no things.
    """
    if isinstance(answer, bool):
        raise DrawError("yes or no cannot be drawn; ask with SELECT or CONSTRUCT for things")
    edges = set(_of_triples(answer) if isinstance(answer, Triples) else _of_rows(answer))
    names = {end for edge in edges for end in (edge.source, edge.target)}
    if isinstance(answer, Rows):
        names |= {cell.value for row in answer.cells for cell in row if isinstance(cell, NamedNode)}
    if not names:
        raise DrawError("the answer names no things to draw; let it give IRIs, not only words")
    known = {node.iri: node for node in network(store).nodes}
    nodes = [known.get(iri) or Node(iri, _OTHER, _local(iri), "", ()) for iri in sorted(names)]
    return Network(tuple(nodes), tuple(sorted(edges)))


def _of_triples(answer: Triples) -> Iterable[Edge]:
    for triple in answer:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode):
            yield Edge(triple.subject.value, _local(triple.predicate.value), triple.object.value)


def _of_rows(answer: Rows) -> Iterable[Edge]:
    for row in answer.cells:
        things = [
            (name, cell.value) for name, cell in zip(answer.columns, row, strict=True) if isinstance(cell, NamedNode)
        ]
        for (_, source), (name, target) in pairwise(things):
            if source != target:
                yield Edge(source, name, target)


def _local(iri: str) -> str:
    """Return the last part of an IRI.

    >>> _local("https://w3id.org/answerable/def#statedBy")
    'statedBy'
    """
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri
