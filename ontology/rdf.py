"""RDF terms as the other rooms take them apart."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple


def value(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return a term's IRI, label or lexical form.

    Raises ValueError for an RDF 1.2 triple term: this graph is made of plain triples.
    """
    if isinstance(term, Triple):
        raise ValueError(f"a triple stands where a term should: {term}")
    return term.value
