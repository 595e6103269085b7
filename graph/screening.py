"""Which things of a graph may break a shape: a fast first look that leaves most letters' things out of pySHACL's.

It knows the components of SHACL Core that our shapes use (W3C SHACL, section 4). Whatever it does not know, or cannot
decide, is suspect; what it calls sound pySHACL finds nothing wrong with, and a test over broken graphs says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology.namespaces import RDF, RDFS, XSD
from ..ontology.rdf import value

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_SILENT = frozenset({"targetClass", "severity", "message", "property", "path", "name", "description"})
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_READ: Mapping[str, Callable[[str], Any]] = {
    XSD.string: str,
    XSD.date: date.fromisoformat,
    XSD.integer: int,
    XSD.nonNegativeInteger: int,
    XSD.decimal: Decimal,
    XSD.boolean: _BOOLEANS.__getitem__,
}
_UNREADABLE = (ValueError, KeyError, InvalidOperation)
Node = Any  # a term of pyoxigraph


@dataclass(frozen=True, eq=False)
class Shape:
    """A node shape, or a property shape with its paths; rules are its other components with their values."""

    paths: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    rules: tuple[tuple[str, Any], ...] = ()
    properties: tuple[Shape, ...] = ()


@dataclass
class Data:
    """A graph by subject and predicate, with what was found out about it."""

    by_subject: dict[str, dict[str, list[Node]]] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    sound: dict[tuple[int, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Data:
        """Index triples."""
        data = cls()
        for t in triples:
            data.by_subject.setdefault(value(t.subject), {}).setdefault(t.predicate.value, []).append(t.object)
        return data

    def values(self, subject: str, predicate: str) -> list[Node]:
        """Return a subject's values."""
        return self.by_subject.get(subject, {}).get(predicate, [])

    def types(self, subject: str) -> set[str]:
        """Return the classes of a thing, and the classes that they are part of."""
        return {above for named in self.values(subject, RDF.type) for above in self._above(value(named))}

    def _above(self, named: str) -> frozenset[str]:
        if named not in self.classes:
            found, waiting = {named}, [named]
            while waiting:
                for above in map(value, self.values(waiting.pop(), RDFS.subClassOf)):
                    if above not in found:
                        found.add(above)
                        waiting.append(above)
            self.classes[named] = frozenset(found)
        return self.classes[named]


def compile_shapes(shapes: rdflib.Graph) -> tuple[Shape, ...]:
    """Return the shapes that have target classes."""
    from rdflib import URIRef

    made: dict[Any, Shape] = {}
    targeted = sorted(set(shapes.subjects(URIRef(f"{_SH}targetClass"))), key=str)
    return tuple(_compiled(shapes, node, made) for node in targeted)


def _compiled(shapes: rdflib.Graph, node: Any, made: dict[Any, Shape]) -> Shape:
    from rdflib import URIRef
    from rdflib.collection import Collection

    if node in made:
        return made[node]
    rules: list[tuple[str, Any]] = []
    given: Any
    for predicate, given in shapes.predicate_objects(node):
        name = str(predicate).removeprefix(_SH)
        if not str(predicate).startswith(_SH) or name in _SILENT:
            continue
        if name == "node":
            rules.append((name, _compiled(shapes, given, made)))
        elif name == "or":
            rules.append((name, tuple(_compiled(shapes, part, made) for part in Collection(shapes, given))))
        elif name == "pattern":
            rules.append((name, re.compile(str(given))))
        else:
            rules.append((name, given.toPython() if name.startswith(("min", "max")) else str(given)))
    path = shapes.value(node, URIRef(f"{_SH}path"))
    choice = shapes.value(path, URIRef(f"{_SH}alternativePath")) if path is not None else None
    if path is not None and choice is None and not isinstance(path, URIRef):
        rules.append(("path", None))  # of a form that is not known here
    made[node] = Shape(
        paths=tuple(map(str, Collection(shapes, choice))) if choice is not None else (str(path),) if path else (),
        targets=tuple(sorted(map(str, shapes.objects(node, URIRef(f"{_SH}targetClass"))))),
        rules=tuple(sorted(rules, key=lambda rule: rule[0])),
        properties=tuple(_compiled(shapes, part, made) for part in shapes.objects(node, URIRef(f"{_SH}property"))),
    )
    return made[node]


def suspects(shapes: Iterable[Shape], data: Data, subjects: Iterable[str]) -> frozenset[str]:
    """Return the subjects that may break a shape whose target they are."""
    by_class: dict[str, list[Shape]] = {}
    for shape in shapes:
        for target in shape.targets:
            by_class.setdefault(target, []).append(shape)
    return frozenset(
        subject
        for subject in subjects
        if any(
            not _sound(shape, NamedNode(subject), data)
            for named in data.types(subject)
            for shape in by_class.get(named, ())
        )
    )


def _sound(shape: Shape, node: Node, data: Data) -> bool:
    """Tell whether a node surely conforms to a node shape."""
    known = (id(shape), str(node))
    if known not in data.sound:
        data.sound[known] = all(_holds(name, given, node, data) for name, given in shape.rules) and all(
            _property_sound(part, value(node), data) for part in shape.properties
        )
    return data.sound[known]


def _property_sound(shape: Shape, focus: str, data: Data) -> bool:
    values = [found for path in shape.paths for found in data.values(focus, path)]
    for name, given in shape.rules:
        if name == "minCount":
            holds = len(values) >= given
        elif name == "maxCount":
            holds = len(values) <= given
        elif name == "hasValue":
            holds = any(value(found) == given for found in values)
        elif name in {"lessThan", "lessThanOrEquals"}:
            holds = all(_before(a, b, name == "lessThan") for a in values for b in data.values(focus, given))
        else:
            holds = all(_holds(name, given, found, data) for found in values)
        if not holds:
            return False
    return all(_property_sound(part, value(found), data) for part in shape.properties for found in values)


def _holds(name: str, given: Any, node: Node, data: Data) -> bool:
    """Tell whether a node surely keeps one rule."""
    match name:
        case "class":
            return not isinstance(node, Literal) and given in data.types(value(node))
        case "node":
            return _sound(given, node, data)
        case "or":
            return any(_sound(part, node, data) for part in given)
        case "nodeKind":
            return given == f"{_SH}IRI" and isinstance(node, NamedNode)
        case "datatype":
            return isinstance(node, Literal) and node.datatype.value == given and _read(node) is not None
        case "pattern":
            return bool(given.search(value(node)))
        case "minLength":
            return len(value(node)) >= int(given)
        case "minInclusive":
            found = _read(node)
            return isinstance(found, int | Decimal) and bool(found >= given)
    return False


def _before(a: Node, b: Node, strictly: bool) -> bool:
    first, second = _read(a), _read(b)
    if first is None or type(first) is not type(second):
        return False
    return bool(first < second if strictly else first <= second)


def _read(node: Node) -> Any:
    """Return a literal's value; None where it has none that is known."""
    if not isinstance(node, Literal) or node.datatype.value not in _READ:
        return None
    try:
        return _READ[node.datatype.value](node.value)
    except _UNREADABLE:
        return None
