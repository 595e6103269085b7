"""The graph in other forms: same letters, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from ..errors import ExportError
from ..ontology.iris import is_letter
from ..ontology.namespaces import PREFIXES, RDF
from .network import network
from .store import Store

_RDF: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_DATASETS = frozenset({"trig", "nquads", "jsonld"})
FORMATS: Final = (*_RDF, "graphml", "gexf", "csv")


def export(store: Store, form: str) -> bytes:
    """Return the whole graph in a form.

    Turtle, N-Triples and RDF/XML hold the triples of all graphs; TriG, N-Quads and JSON-LD keep the graphs apart;
    GraphML and GEXF hold the network; CSV one row a statement. Raises ExportError for a form there is none of.
    """
    if form in _RDF:
        return _datasets(store, form) if form in _DATASETS else _triples(store, form)
    other: Mapping[str, Callable[[Store], bytes]] = {"graphml": _graphml, "gexf": _gexf, "csv": _csv}
    if form not in other:
        raise ExportError(f"no export to {form!r}; there are {', '.join(FORMATS)}")
    return other[form](store)


def serialise(triples: Iterable[ox.Triple], form: str) -> bytes:
    """Return triples in Turtle, N-Triples or JSON-LD, sorted, with the prefixes they use."""
    ordered = sorted(set(triples), key=_order)
    if form != "turtle":
        return ox.serialize(ordered, format=_RDF[form]) or b""
    used = _used(ordered)
    return _headed(ox.serialize(ordered, format=_RDF[form], prefixes=used) or b"", used)


def _headed(data: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return Turtle or TriG with its prefixes in order: the serialiser's own order changes from run to run."""
    body = data.split(b"\n")[len(prefixes) :]
    head = [f"@prefix {name}: <{iri}> .".encode() for name, iri in sorted(prefixes.items())]
    return b"\n".join([*head, b"", *body])


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """Sort by subject, its type first: as people write Turtle."""
    return str(triple.subject), triple.predicate.value != RDF.type, triple.predicate.value, str(triple.object)


def _used(triples: Iterable[ox.Triple]) -> dict[str, str]:
    iris = {
        term.value for t in triples for term in (t.subject, t.predicate, t.object) if isinstance(term, ox.NamedNode)
    }
    iris |= {t.object.datatype.value for t in triples if isinstance(t.object, ox.Literal)}
    return {name: iri for name, iri in sorted(PREFIXES.items()) if any(used.startswith(iri) for used in iris)}


def _triples(store: Store, form: str) -> bytes:
    found = {triple for name in store.graph_names() for triple in store.graph(name)}
    return serialise(found, form)


def _datasets(store: Store, form: str) -> bytes:
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(name))
        for name in store.graph_names()
        for triple in sorted(store.graph(name), key=_order)
    ]
    if form != "trig":
        return ox.serialize(quads, format=_RDF[form]) or b""
    used = _used([quad.triple for quad in quads])
    return _headed(ox.serialize(quads, format=_RDF[form], prefixes=used) or b"", used)


def _graphml(store: Store) -> bytes:
    import networkx as nx

    return "\n".join(nx.generate_graphml(network(store).to_networkx())).encode() + b"\n"


def _gexf(store: Store) -> bytes:
    import networkx as nx

    text = "\n".join(nx.generate_gexf(network(store).to_networkx()))
    # networkx writes the day into the file; the same letters give the same bytes
    return "\n".join(line for line in text.splitlines() if "lastmodifieddate" not in line).encode() + b"\n"


def _csv(store: Store) -> bytes:
    """Write one row a statement: letter, kind, who says it, what, its words and their place."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["letter", "statement", "kind", "by", "label", "words", "role", "start", "end", "page", "rule", "confidence"]
    )
    for solution in store.select(files(__package__).joinpath("statements.rq").read_text("utf-8")):
        writer.writerow([term.value if term is not None else "" for term in solution])
    return out.getvalue().encode()


def letters_in(store: Store) -> tuple[str, ...]:
    """Return the IRIs of the letters in a store."""
    return tuple(name for name in store.graph_names() if is_letter(name))
