"""SHACL over a letter's graph, or over a whole store, with findings in words (W3C SHACL, by pySHACL)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..ontology.iris import is_letter
from ..ontology.namespaces import RDFS, XSD
from ..ontology.rdf import value
from ..ontology.reference import reference_triples
from ..ontology.reports import Report
from ..ontology.terms import ontology_triples, text_of
from .constraints import Constraint, breaks, take_constraints
from .screening import Data, Shape, compile_shapes, suspects
from .store import Store

if TYPE_CHECKING:
    import rdflib


_SHACL = "http://www.w3.org/ns/shacl#"
_DEPTH = 3  # steps from a thing that our shapes follow: a value, its value under a node shape, and that one's class


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that breaks a shape."""

    is_violation: bool
    message: str
    node: str
    value: str


def validate_letter(triples: Iterable[Triple], reports: Sequence[Report]) -> tuple[Finding, ...]:
    """Hold one letter's graph against the shapes, with what it names of reference data and schemes beside it."""
    letter = list(triples)
    named = {value(t.object) for t in letter if isinstance(t.object, NamedNode)} | {value(t.subject) for t in letter}
    reference = _by_subject(tuple(reports))
    beside = [triple for name in named for triple in reference.get(name, ())]
    again = {value(t.object) for t in beside if isinstance(t.object, NamedNode)} - named
    beside += [triple for name in again for triple in reference.get(name, ())]
    return _validate([*letter, *beside], {value(t.subject) for t in letter})


def validate_store(store: Store) -> tuple[Finding, ...]:
    """Hold every letter's graph, with reference data and ontology, against the shapes."""
    triples = [triple for name in store.graph_names() for triple in store.graph(name)]
    subjects = {value(t.subject) for name in store.graph_names() if is_letter(name) for t in store.graph(name)}
    return _validate(triples, subjects)


@cache
def _by_subject(reports: tuple[Report, ...]) -> dict[str, tuple[Triple, ...]]:
    found: dict[str, list[Triple]] = {}
    for triple in (*reference_triples(reports), *ontology_triples()):
        found.setdefault(value(triple.subject), []).append(triple)
    return {subject: tuple(triples) for subject, triples in found.items()}


@cache
def _shapes() -> tuple[rdflib.Graph, tuple[Constraint, ...], tuple[Shape, ...]]:
    """Return the shapes, their SPARQL constraints apart, and the shapes made ready for a first look."""
    import rdflib

    shapes = rdflib.Graph().parse(data=text_of("shapes"), format="turtle")
    constraints = take_constraints(shapes)
    return shapes, constraints, compile_shapes(shapes)


def _validate(triples: Sequence[Triple], subjects: set[str]) -> tuple[Finding, ...]:
    distinct = set(triples)
    shapes, constraints, screen = _shapes()
    data = Data.of(distinct)
    suspect = suspects(screen, data, subjects)
    found = [*_by_pyshacl(_near(suspect, data, distinct), _aimed(shapes, suspect, data), subjects)] if suspect else []
    for broken in breaks(constraints, distinct):
        if broken.node in subjects:
            words = " ".join(broken.constraint.message.split())[:200]
            said = f"{_short(broken.node)}: {words}"
            found.append(Finding(broken.constraint.is_violation, said, broken.node, broken.value))
    return tuple(sorted(found))


def _near(suspect: Iterable[str], data: Data, triples: Iterable[Triple]) -> list[Triple]:
    """Return what the shapes see of some things: their triples, those of what they name, and so on, and the classes."""
    near = frontier = set(suspect)
    for _ in range(_DEPTH):
        frontier = {value(o) for s in frontier for found in data.by_subject.get(s, {}).values() for o in found} - near
        near = near | frontier
    return [t for t in triples if value(t.subject) in near or t.predicate.value == RDFS.subClassOf]


def _aimed(shapes: rdflib.Graph, suspect: Iterable[str], data: Data) -> rdflib.Graph:
    """Return the shapes with these things for targets, in place of the classes that they are of."""
    from rdflib import Graph, URIRef

    target_class, target_node = URIRef(f"{_SHACL}targetClass"), URIRef(f"{_SHACL}targetNode")
    aimed = Graph(bind_namespaces="none")
    aimed.namespace_manager = shapes.namespace_manager  # messages name terms by prefix
    by_class: dict[str, list[rdflib.term.Node]] = {}
    for shape, predicate, given in shapes:
        if predicate == target_class:
            by_class.setdefault(str(given), []).append(shape)
        else:
            aimed.add((shape, predicate, given))
    for subject in suspect:
        for named in data.types(subject):
            for shape in by_class.get(named, ()):
                aimed.add((shape, target_node, URIRef(subject)))
    return aimed


def _by_pyshacl(triples: Iterable[Triple], shapes: rdflib.Graph, subjects: set[str]) -> Iterable[Finding]:
    import pyshacl

    try:
        _, results, _ = pyshacl.validate(
            _rdflib(triples), shacl_graph=shapes, advanced=False, inplace=True, do_owl_imports=False
        )
    except TypeError as error:  # pySHACL breaks off where SHACL has it that what cannot be compared is in no order
        return [
            Finding(True, f"values that must be in order cannot be compared: {error}", min(subjects, default=""), "")
        ]
    return _findings(results, subjects)


def _rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as rdflib's terms, without a way through text."""
    import rdflib

    @cache
    def term(of: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
        if isinstance(of, NamedNode):
            return rdflib.URIRef(of.value)
        if isinstance(of, Literal):
            datatype = None if of.language or of.datatype.value == XSD.string else rdflib.URIRef(of.datatype.value)
            return rdflib.Literal(of.value, lang=of.language, datatype=datatype)
        return rdflib.BNode(value(of))

    graph = rdflib.Graph()
    graph.addN((term(t.subject), term(t.predicate), term(t.object), graph) for t in triples)
    return graph


def _findings(results: Any, subjects: set[str]) -> Iterable[Finding]:
    import rdflib

    shacl = rdflib.Namespace(_SHACL)
    for result in results.subjects(rdflib.RDF.type, shacl.ValidationResult):
        node = str(results.value(result, shacl.focusNode))
        if node not in subjects:
            continue
        path = results.value(result, shacl.resultPath)
        message = str(results.value(result, shacl.resultMessage) or "")
        name = str(path).rsplit("#", 1)[-1].rsplit("/", 1)[-1] if isinstance(path, rdflib.URIRef) else ""
        yield Finding(
            is_violation=results.value(result, shacl.resultSeverity) == shacl.Violation,
            message=f"{_short(node)}: {name + ': ' if name else ''}{' '.join(message.split())[:200]}",
            node=node,
            value=str(results.value(result, shacl.value) or ""),
        )


def _short(node: str) -> str:
    return "/".join(node.rsplit("/", 2)[-2:])
