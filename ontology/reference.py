"""The reference graph: bodies, addressee groups and reports as triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode, Triple

from .bodies import Body, reference_bodies
from .namespaces import ANS, ANSV, DCTERMS, FOAF, ID, M8G, ORG, RDF, RDFS, SCHEMA, SKOS, XSD
from .reports import Report, Shared

_PUBLIC = re.compile(
    r"police|pcc|pfcc|council|borough|district|authority|department|inspectorate|regulator|government|commissioner|legislature"
)
_RELATIONS = {
    "oversees": ANS.oversees,
    "scrutinises": ANS.scrutinises,
    "part-of": ORG.subOrganizationOf,
    "post-in": ORG.postIn,
    "replaced-by": DCTERMS.isReplacedBy,
    "commissioned-by": ANS.commissionedBy,
    "linked-to": ORG.linkedTo,
    "member-of": ORG.memberOf,
}
_SORT = re.compile(r"(\d+)([a-z]?)")


def sort_key(number: str) -> int:
    """Return where a recommendation's number stands in order: 3 before 3a before 10; others last.

    >>> sorted(["10", "3a", "3", "B"], key=sort_key)
    ['3', '3a', '10', 'B']
    """
    match = _SORT.match(number.casefold())
    if match:
        return int(match[1]) * 100 + (ord(match[2]) - 96 if match[2] else 0)
    return 1_000_000 + ord(number[:1].casefold() or "z")


def reference_triples(reports: Iterable[Report]) -> tuple[Triple, ...]:
    """Return the reference graph, sorted."""
    found = [*_bodies(), *_groups(), *(triple for report in reports for triple in _report(report))]
    return tuple(sorted(set(found), key=str))


def _say(subject: str, predicate: str, *values: str | Literal) -> Iterator[Triple]:
    """Yield triples; a str is an IRI."""
    for value in values:
        yield Triple(
            NamedNode(subject), NamedNode(predicate), value if isinstance(value, Literal) else NamedNode(value)
        )


def _words(*values: str) -> tuple[Literal, ...]:
    return tuple(Literal(value, language="en") for value in values)


def _bodies() -> Iterator[Triple]:
    known = {body.id: body for body in reference_bodies()}
    types = sorted({body.type for body in reference_bodies()} | set(_kinds()))
    for kind in types:
        yield from _say(ANSV[f"bt-{kind}"], RDF.type, SKOS.Concept)
        yield from _say(ANSV[f"bt-{kind}"], SKOS.inScheme, ANSV["body-type"])
        yield from _say(ANSV[f"bt-{kind}"], SKOS.prefLabel, *_words(kind.replace("-", " ")))
    for body in known.values():
        yield from _body(body)
        predicate = _RELATIONS.get(body.relation)
        if predicate and body.related in known:
            yield from _say(body.iri, predicate, known[body.related].iri)
        if body.relation == "overseen-by" and body.related in known:
            yield from _say(known[body.related].iri, ANS.oversees, body.iri)


def _kinds() -> tuple[str, ...]:
    """Return the kinds of body that letters name and the list does not have."""
    return (
        "unknown",
        "charity",
        "voluntary-organisation",
        "council",
        "nhs-body",
        "fire-authority",
        "university",
        "company",
        "inquiry",
        "prison",
        "school",
        "partnership",
        "regulator",
        "government-department",
        "pcc",
        "territorial-police-force",
    )


def _body(body: Body) -> Iterator[Triple]:
    yield from _say(body.iri, RDF.type, ORG.Post if body.is_post else ORG.Organization)
    if not body.is_post and _PUBLIC.search(body.type):
        yield from _say(body.iri, RDF.type, M8G.PublicOrganisation)
    yield from _say(body.iri, SKOS.prefLabel, *_words(body.label))
    yield from _say(body.iri, SKOS.altLabel, *_words(*body.alt_labels))
    yield from _say(body.iri, ANS.bodyType, ANSV[f"bt-{body.type}"])
    yield from _say(body.iri, DCTERMS.identifier, Literal(body.id))
    if body.wikidata:
        yield from _say(body.iri, SCHEMA.sameAs, f"http://www.wikidata.org/entity/{body.wikidata}")
    if body.url:
        yield from _say(body.iri, FOAF.homepage, body.url)
    if body.gss:
        place = f"http://statistics.data.gov.uk/id/statistical-geography/{body.gss}"
        yield from _say(body.iri, DCTERMS.spatial, place)
        yield from _say(place, RDF.type, SCHEMA.Place, SCHEMA.AdministrativeArea)
        yield from _say(place, SKOS.notation, Literal(body.gss))
        yield from _say(place, RDFS.label, *_words(_place_label(body.gss)))
    for predicate, day in ((SCHEMA.foundingDate, body.valid_from), (SCHEMA.dissolutionDate, body.valid_to)):
        if day:
            yield from _say(body.iri, predicate, Literal(day.isoformat(), datatype=NamedNode(XSD.date)))


@cache
def _place_label(gss: str) -> str:
    """Return one name for a place that several bodies share: the shortest."""
    return min((body.area for body in reference_bodies() if body.gss == gss and body.area), key=lambda a: (len(a), a))


@cache
def group_members() -> dict[str, tuple[str, ...]]:
    """Return the bodies' IRIs that each addressee group means, by the group's IRI."""
    found: dict[str, tuple[str, ...]] = {}
    for group in _group_data():
        members = [
            body.iri
            for body in reference_bodies()
            if body.type in group.get("types", [])
            and (not group.get("areas") or body.gss[:1] in group["areas"])
            and not (group.get("current") and body.valid_to)
        ]
        members += [ID[f"body/{name}"] for name in group.get("bodies", [])]
        members += [member for other in group.get("groups", []) for member in found[ID[f"group/{other}"]]]
        found[ID[f"group/{group['id']}"]] = tuple(dict.fromkeys(members))
    return found


@cache
def _group_data() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(files(f"{__package__}.data").joinpath("groups.yaml").read_text("utf-8")))


def _groups() -> Iterator[Triple]:
    for group in _group_data():
        iri = ID[f"group/{group['id']}"]
        yield from _say(iri, RDF.type, ANS.AddresseeGroup)
        yield from _say(iri, SKOS.prefLabel, *_words(group["label"]))
        for member in group_members()[iri]:
            yield from _say(member, ANS.belongsToGroup, iri)


def _report(report: Report) -> Iterator[Triple]:
    yield from _say(report.iri, RDF.type, ANS.InspectorateReport)
    yield from _say(report.iri, SKOS.prefLabel, *_words(report.title))
    yield from _say(report.iri, SKOS.altLabel, *_words(*report.alt_titles))
    yield from _say(report.iri, DCTERMS.creator, *report.publishers)
    if report.issued:
        yield from _say(report.iri, DCTERMS.issued, Literal(report.issued, datatype=NamedNode(XSD.date)))
    if report.page:
        yield from _say(report.iri, FOAF.page, report.page)
    if report.complaint:
        complaint = report.complaint
        yield from _say(report.iri, ANS.investigates, complaint.iri)
        yield from _say(complaint.iri, RDF.type, ANS.SuperComplaint)
        yield from _say(complaint.iri, SKOS.prefLabel, *_words(complaint.title))
        yield from _say(complaint.iri, ANS.submittedBy, *complaint.by)
    for recommendation in report.recommendations:
        iri = recommendation.iri
        yield from _say(iri, RDF.type, ANS.Recommendation)
        yield from _say(iri, SKOS.prefLabel, *_words(recommendation.label))
        yield from _say(iri, ANS.madeIn, report.iri)
        yield from _say(iri, ANS.number, Literal(recommendation.number))
        yield from _say(iri, ANS.order, Literal(sort_key(recommendation.number)))
        yield from _say(iri, ANS.addressedTo, *recommendation.addressed_to)
        if recommendation.text:
            yield from _say(iri, DCTERMS.description, *_words(recommendation.text))
        for element in recommendation.elements:
            yield from _say(iri, ANS.hasElement, element.iri)
            yield from _say(element.iri, RDF.type, ANS.RecommendationElement)
            yield from _say(element.iri, SKOS.prefLabel, *_words(element.label))
    for shared in report.shared:
        yield from _shared(shared)


def _shared(shared: Shared) -> Iterator[Triple]:
    yield from _say(shared.iri, RDF.type, ANS.Milestone if shared.kind == "milestone" else ANS.PolicyInstrument)
    yield from _say(shared.iri, SKOS.prefLabel, *_words(shared.label))
    yield from _say(shared.iri, SKOS.altLabel, *_words(*shared.labels))
    if shared.type:
        yield from _say(shared.iri, ANS.instrumentType, ANSV[f"in-{shared.type}"])
    yield from _say(shared.iri, ANS.issuedBy, *shared.issued_by)
