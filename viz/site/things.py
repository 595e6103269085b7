"""A page for each thing: what it is, its identifiers, what it said, what was said of it, and a picture of its links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from ...graph.network import Edge, Network
from ...ontology.namespaces import ANS, DCTERMS, FOAF, ORG, OWL, RDF, SCHEMA, SKOS, shorten
from .facts import Facts, Value
from .lines import Line, line, lines, tidy
from .paths import PLURALS, Paths
from .render import Frame, Page, day, short

_LETTER = re.compile(r".*/letter/[0-9a-f]+(?=/)")
_WORDS = {
    ANS.bodyType: "Kind of body",
    ANS.instrumentType: "Kind",
    ANS.initiativeType: "Kind of work",
    SKOS.altLabel: "Also called",
    DCTERMS.description: "Its words",
    ANS.madeIn: "Made in",
    ANS.addressedTo: "Addressed to",
    ANS.hasElement: "Asks for",
    ORG.holds: "Post",
    ORG.memberOf: "Member of",
    ORG.hasMember: "Members",
    ORG.subOrganizationOf: "Part of",
    ANS.oversees: "Oversees",
    ANS.scrutinises: "Scrutinises",
    ANS.belongsToGroup: "One of",
    SCHEMA.provider: "Provided by",
    ANS.commissionedBy: "Commissioned by",
    ANS.hostedBy: "Works inside",
    ANS.supports: "For",
    SCHEMA.areaServed: "Area",
    ANS.handsOverTo: "Hands over to",
    ANS.refersTo: "Refers people to",
    ANS.conductedBy: "Run by",
    ANS.withPartner: "With",
    ANS.aim: "Aim",
    ANS.workState: "State",
    SCHEMA.funder: "From",
    ANS.fundingRecipient: "To",
    SCHEMA.amount: "Amount",
    ANS.fundingPeriod: "Period",
    ANS.fundedFrom: "Out of",
    ANS.issuedBy: "Issued by",
    ANS.follows: "Follows",
    ANS.usesSystem: "Uses",
    ANS.inResponseTo: "Named under",
    DCTERMS.isReplacedBy: "Replaced by",
    SCHEMA.foundingDate: "Since",
    SCHEMA.dissolutionDate: "Until",
}
_IDENTIFIERS = {
    DCTERMS.identifier: "In our list",
    OWL.sameAs: "The same as",
    SCHEMA.sameAs: "Wikidata",
    DCTERMS.spatial: "Area code (ONS)",
    FOAF.homepage: "Home page",
    FOAF.page: "Page",
}
# a body is the voice of a statement that points to it so
_VOICES = {ANS.positionHolder, ANS.promisor, ANS.conductedBy, SCHEMA.funder}
_QUIET = {ANS.statedBy, ANS.mentions, ANS.belongsToGroup, ANS.onBehalfOf}
_NEAR = 12  # links in the picture
_SPARE = {"letter": 9, "position": 8, "commitment": 8}  # what the picture shows last
_ROW = 32  # pixels between rows of the picture


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with its page of the site or address of the web."""

    text: str
    href: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour in the picture: x and y in pixels, side -1 left or 1 right."""

    label: str
    kind: str
    verb: str
    href: str
    side: int
    y: int


def thing_pages(facts: Facts, paths: Paths, found: Network, frame: Frame) -> Iterator[Page]:
    """Yield a page for each thing, and a list for each kind."""
    links: dict[str, list[Edge]] = defaultdict(list)
    for edge in found.edges:
        links[edge.source].append(edge)
        if edge.target != edge.source:
            links[edge.target].append(edge)
    drawn = {node.iri for node in found.nodes}
    shown = [(iri, path, facts.kind(iri)) for iri, path in paths.pages.items() if facts.kind(iri) in PLURALS]
    listed: dict[str, list[tuple[str, str, int]]] = {kind: [] for kind in PLURALS}
    for iri, path, kind in shown:
        said, heard = voices(facts, paths, iri)
        near = _near(facts, paths, iri, links[iri])
        listed[kind].append((facts.label(iri), path, len(said) + len(heard)))
        yield frame.beside(path).page(
            path,
            "thing.html",
            iri=iri,
            label=facts.label(iri),
            kind=kind,
            letter=_letter_of(facts, iri),
            plural=PLURALS[kind],
            what=_entries(facts, paths, iri, _WORDS),
            identifiers=_entries(facts, paths, iri, _IDENTIFIERS),
            said=said,
            heard=heard,
            near=near,
            height=_ROW * max(2, (len(near) + 1) // 2) + 16,
            links=len(links[iri]),
            drawn=iri in drawn,
        )
    for kind, plural in PLURALS.items():
        rows = sorted(listed[kind], key=_by_number if kind == "recommendation" else _by_name)
        yield frame.page(f"{plural}.html", "things.html", plural=plural, kind=kind, rows=rows)


def _letter_of(facts: Facts, iri: str) -> str:
    """Return the label of the letter that alone names a thing, empty for what several may name."""
    letter = _LETTER.match(iri)
    return facts.label(letter[0]) if letter else ""


def _by_name(row: tuple[str, str, int]) -> tuple[object, ...]:
    return row[0].casefold(), row[1]


def _by_number(row: tuple[str, str, int]) -> tuple[object, ...]:
    number = row[0].split(".", 1)[0]
    return (int(number) if number.isdecimal() else 10_000), row[0], row[1]


def voices(facts: Facts, paths: Paths, iri: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return what a thing said, and what was said of it."""
    said: list[Line] = []
    heard: list[Line] = []
    if iri in facts.said:
        heard += lines(facts, paths, facts.said[iri])
    for predicate, subject in facts.to(iri):
        statement = facts.said.get(subject)
        if statement is None or not statement.quotes or subject == iri:
            continue
        if predicate in _VOICES and statement.kind != "membership":
            said.append(line(facts, paths, statement))
        elif predicate not in _QUIET or predicate == ANS.mentions:
            heard.append(line(facts, paths, statement))
    told = {item.href for item in said}
    return tidy(said), tuple(item for item in tidy(heard) if item.href not in told)


def _entries(facts: Facts, paths: Paths, iri: str, words: dict[str, str]) -> list[tuple[str, list[Entry]]]:
    found = []
    for predicate, name in words.items():
        values = [_entry(facts, paths, predicate, value) for value in facts.of(iri, predicate)]
        if values:
            found.append((name, values))
    return found


def _entry(facts: Facts, paths: Paths, predicate: str, value: Value) -> Entry:
    if isinstance(value, Literal):
        return Entry(day(value.value))
    if value.value in paths.pages:
        return Entry(facts.label(value.value), paths.pages[value.value])
    if predicate == SCHEMA.amount:
        return Entry(f"£{float(facts.text(value.value, SCHEMA.value) or 0):,.2f}".removesuffix(".00"))
    if predicate in _IDENTIFIERS and value.value.startswith(("http://", "https://")):
        code = facts.text(value.value, SKOS.notation)
        return Entry(code or shorten(value.value), value.value, outside=True)
    return Entry(facts.label(value.value))


def _near(facts: Facts, paths: Paths, iri: str, links: list[Edge]) -> tuple[Near, ...]:
    """Return a thing's neighbours for its picture: each once, the ones that say most of it first."""
    best: dict[str, Edge] = {}
    for edge in links:
        other = edge.target if edge.source == iri else edge.source
        best.setdefault(other, edge)
    best.pop(iri, None)
    order = sorted(best, key=lambda o: (_SPARE.get(facts.kind(o), 0), facts.kind(o), facts.label(o), o))[:_NEAR]
    half = (len(order) + 1) // 2
    return tuple(
        Near(
            short(facts.label(other), 32),
            facts.kind(other) if facts.texts(other, RDF.type) else "letter",
            best[other].verb,
            paths.pages.get(other) or (paths.of(facts.said[other]) if other in facts.said else ""),
            -1 if at < half else 1,
            24 + (at % half) * _ROW,
        )
        for at, other in enumerate(order)
    )
