"""Where each letter's graph comes from, in PROV: source file, its hash, and the reader's version."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology.iris import PROVENANCE_GRAPH
from ..ontology.namespaces import ANS, DCTERMS, PROV, RDF, SCHEMA
from ..ontology.rdf import value
from .store import Store


def provenance_triples(letter: str, sha256: str, name: str, version: str) -> tuple[Triple, ...]:
    """Return the record of one letter's graph; it has no clock, so that the same letters give the same bytes."""
    graph, source = NamedNode(letter), NamedNode(f"{letter}#source")
    return (
        Triple(graph, NamedNode(PROV.wasDerivedFrom), source),
        Triple(graph, NamedNode(ANS.readerVersion), Literal(version)),
        Triple(source, NamedNode(RDF.type), NamedNode(PROV.Entity)),
        Triple(source, NamedNode(DCTERMS.identifier), Literal(name)),
        Triple(source, NamedNode(SCHEMA.sha256), Literal(sha256)),
    )


def records(store: Store) -> dict[str, frozenset[Triple]]:
    """Return the record of each letter's graph in a store, by the letter."""
    found: dict[str, set[Triple]] = {}
    for triple in store.graph(PROVENANCE_GRAPH):
        found.setdefault(value(triple.subject).split("#")[0], set()).add(triple)
    return {letter: frozenset(triples) for letter, triples in found.items()}


def reader_of(record: Iterable[Triple]) -> str:
    """Return the version of the reader that a record names."""
    return next((value(t.object) for t in record if t.predicate.value == ANS.readerVersion), "")
