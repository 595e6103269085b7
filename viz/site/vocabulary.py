"""The ontology page: classes, properties and schemes with their definitions, from the ontology itself."""

from __future__ import annotations

from dataclasses import dataclass

from ...ontology.namespaces import ANS, ANSV, OWL, RDF, RDFS, SKOS, shorten
from .facts import Facts
from .render import Frame, Page

_NOTES = (RDFS.comment, SKOS.definition, SKOS.scopeNote)
_UNDER = (RDFS.subClassOf, RDFS.subPropertyOf)


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept; links to other terms are (name, anchor or empty)."""

    iri: str
    name: str
    anchor: str
    label: str
    definition: str
    under: tuple[tuple[str, str], ...]
    domain: tuple[tuple[str, str], ...]
    range: tuple[tuple[str, str], ...]
    concepts: tuple[Term, ...] = ()


def ontology_page(facts: Facts, frame: Frame) -> Page:
    """Return the page."""
    schemes = [
        _term(facts, iri, concepts=tuple(_term(facts, c) for p, c in facts.to(iri) if p == SKOS.inScheme))
        for iri in _typed(facts, SKOS.ConceptScheme)
    ]
    classes = [_term(facts, iri) for iri in _typed(facts, OWL.Class)]
    properties = {iri for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for iri in _typed(facts, kind)}
    parts = [
        ("Classes", "classes", classes),
        ("Properties", "properties", [_term(facts, iri) for iri in sorted(properties)]),
    ]
    return frame.page("ontology.html", "ontology.html", parts=parts, schemes=schemes)


def _typed(facts: Facts, kind: str) -> list[str]:
    return [iri for predicate, iri in facts.to(kind) if predicate == RDF.type and _ours(iri)]


def _ours(iri: str) -> bool:
    return iri.startswith((str(ANS), str(ANSV)))


def _anchor(iri: str) -> str:
    return shorten(iri).replace(":", "-") if _ours(iri) else ""


def _term(facts: Facts, iri: str, *, concepts: tuple[Term, ...] = ()) -> Term:
    def links(*predicates: str) -> tuple[tuple[str, str], ...]:
        return tuple((shorten(v), _anchor(v)) for p in predicates for v in facts.texts(iri, p) if "://" in v)

    return Term(
        iri,
        shorten(iri),
        _anchor(iri),
        facts.label(iri),
        next((words for note in _NOTES for words in facts.texts(iri, note)), ""),
        links(*_UNDER),
        links(RDFS.domain),
        links(RDFS.range),
        concepts,
    )
