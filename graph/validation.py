"""SHACL over a letter's graph, or over a whole store, with findings in words (W3C SHACL, by pySHACL)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..ontology.iris import is_letter
from ..ontology.namespaces import XSD
from ..ontology.rdf import value
from ..ontology.reference import reference_triples
from ..ontology.reports import Report
from ..ontology.terms import ontology_triples, text_of
from .constraints import Constraint, breaks, take_constraints
from .store import Store

if TYPE_CHECKING:
    import rdflib


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
def _shapes() -> tuple[rdflib.Graph, tuple[Constraint, ...]]:
    """Return the shapes, and their SPARQL constraints apart."""
    import rdflib

    shapes = rdflib.Graph().parse(data=text_of("shapes"), format="turtle")
    return shapes, take_constraints(shapes)


def _validate(triples: Sequence[Triple], subjects: set[str]) -> tuple[Finding, ...]:
    import pyshacl

    distinct = set(triples)
    shapes, constraints = _shapes()
    _, results, _ = pyshacl.validate(
        _rdflib(distinct), shacl_graph=shapes, advanced=False, inplace=True, do_owl_imports=False
    )
    found = [*_findings(results, subjects)]
    for broken in breaks(constraints, distinct):
        if broken.node in subjects:
            words = " ".join(broken.constraint.message.split())[:200]
            said = f"{_short(broken.node)}: {words}"
            found.append(Finding(broken.constraint.is_violation, said, broken.node, broken.value))
    return tuple(sorted(found))


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

    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
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
