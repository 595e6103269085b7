"""SHACL over a letter's graph, or over a whole store, with findings in words (W3C SHACL, by pySHACL)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from ..ontology.iris import is_letter
from ..ontology.rdf import value
from ..ontology.reference import reference_triples
from ..ontology.reports import Report
from ..ontology.terms import ontology_triples, text_of
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
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=text_of("shapes"), format="turtle")


def _validate(triples: Sequence[Triple], subjects: set[str]) -> tuple[Finding, ...]:
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=serialize(set(triples), format=RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, inplace=True, do_owl_imports=False)
    return tuple(sorted(_findings(results, subjects)))


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
