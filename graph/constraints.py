"""The shapes' SPARQL constraints (W3C SHACL, section 5), asked of Oxigraph: rdflib's engine takes most of a validation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store, Triple, Variable

from ..ontology.rdf import value

if TYPE_CHECKING:
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"
_OF_CLASS = (
    "SELECT DISTINCT ?class ?this WHERE { ?this a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class }"
    " ORDER BY ?this"
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A query whose every answer breaks the shape, asked of each thing of the target class."""

    target: str
    select: str
    message: str
    is_violation: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A thing that breaks a constraint, and the value that does."""

    constraint: Constraint
    node: str
    value: str


def take_constraints(shapes: rdflib.Graph) -> tuple[Constraint, ...]:
    """Return the SPARQL constraints of shapes with target classes, and remove them from the shapes."""
    from rdflib import URIRef

    def sh(name: str) -> URIRef:
        return URIRef(_SHACL + name)

    prefixes = "".join(
        f"PREFIX {shapes.value(declared, sh('prefix'))}: <{shapes.value(declared, sh('namespace'))}>\n"
        for declared in shapes.objects(None, sh("declare"))
    )
    found = []
    for shape, constraint in list(shapes.subject_objects(sh("sparql"))):
        targets = list(shapes.objects(shape, sh("targetClass")))
        severity = shapes.value(shape, sh("severity"), default=sh("Violation"))
        found += [
            Constraint(
                target=str(target),
                select=prefixes + str(shapes.value(constraint, sh("select"))),
                message=str(shapes.value(constraint, sh("message"))),
                is_violation=severity == sh("Violation"),
            )
            for target in targets
        ]
        if targets:
            shapes.remove((shape, sh("sparql"), constraint))
    return tuple(sorted(found, key=lambda c: (c.target, c.select)))


def breaks(constraints: Iterable[Constraint], triples: Iterable[Triple]) -> Iterator[Break]:
    """Yield every break of the constraints in a graph, each once."""
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in triples)
    for constraint in constraints:
        things = store.query(_OF_CLASS, substitutions={Variable("class"): NamedNode(constraint.target)})
        for thing in _column(things, "this"):
            answers = store.query(constraint.select, substitutions={Variable("this"): thing})
            for found in dict.fromkeys(_column(answers, "value")):
                yield Break(constraint, value(thing), value(found or thing))


def _column(answers: object, name: str) -> Iterator[Any]:
    """Yield a variable of each answer; None where the query does not ask for it."""
    if isinstance(answers, QuerySolutions):
        named = any(variable.value == name for variable in answers.variables)
        for answer in answers:
            yield answer[name] if named else None
