"""A letter's named graph in the making: IRIs for what the letter names, its evidence, and the report it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology.iris import letter_iri, quote_iri, recommendation_iri, report_iri, thing_iri
from ..ontology.namespaces import ANS, ANSV, ELI, FOAF, ID, OA, ORG, RDF, RDFS, SCHEMA, SKOS, XSD
from ..ontology.reference import sort_key
from ..ontology.reports import Report, Shared
from .letter import Letter, QuoteRole
from .people import bare, is_person
from .resolution import resolve, settled
from .text import Span

CONTEXT = 32  # characters of prefix and suffix in a TextQuoteSelector
_SHARED_PART = 0.75  # of a known label's words that a letter's wording must have to mean it
_POST = re.compile(
    r"^(?:the )?(?:[A-Z][\w’']+ ){0,4}(?:Secretary|Minister|Chief Inspector|Coroner|Chair|Director)\b", re.IGNORECASE
)
Value = NamedNode | Literal | str | bool | int | float


def day(iso: str) -> Literal:
    """Write an ISO date as xsd:date."""
    return Literal(iso, datatype=NamedNode(XSD.date))


def english(words: str) -> Literal:
    """Write words of the letter's language."""
    return Literal(words, language="en")


def node(value: Value) -> NamedNode | Literal:
    """Return a value as an RDF term: a str is a plain literal."""
    return value if isinstance(value, NamedNode | Literal) else Literal(value)


class LetterGraph:
    """Collects the triples of one letter; asks for the same thing twice give the same IRI."""

    def __init__(self, letter: Letter, *, report: Report | None, roles: Mapping[Span, QuoteRole]) -> None:
        self.letter = letter
        self.report = report
        self._roles = roles
        self.iri = NamedNode(letter_iri(letter.text.sha256))
        self._triples: set[Triple] = set()
        self._things: dict[tuple[str, str], NamedNode] = {}
        self._labels: dict[str, str] = {}
        self._body_types: dict[str, str] = {}

    def triples(self) -> tuple[Triple, ...]:
        """Return what was collected, sorted."""
        return tuple(sorted(self._triples, key=str))

    def add(self, subject: NamedNode, predicate: str, *values: Value | None) -> None:
        """Say something of a subject; None says nothing."""
        for value in values:
            if value is not None and value != "":
                self._triples.add(Triple(subject, NamedNode(predicate), node(value)))

    def type(self, subject: NamedNode, *classes: str) -> None:
        """Say what a thing is."""
        self.add(subject, RDF.type, *(NamedNode(c) for c in classes))

    def evidence(self, span: Span, role: QuoteRole) -> NamedNode:
        """Return the quotation at a span, with both selectors of the W3C Web Annotation model."""
        text = self.letter.text.text
        quote = NamedNode(quote_iri(self.iri.value, span.start, span.end))
        place, words = NamedNode(f"{quote.value}#pos"), NamedNode(f"{quote.value}#txt")
        self.type(quote, OA.SpecificResource)
        self.add(quote, OA.hasSource, self.iri)
        self.add(quote, OA.hasSelector, place, words)
        self.add(quote, ANS.quoteRole, NamedNode(ANSV[f"quote-{self._roles.get(span, role)}"]))
        self.add(quote, ANS.page, self.letter.text.page(span.start))
        self.type(place, OA.TextPositionSelector)
        self.add(place, OA.start, span.start)
        self.add(place, OA.end, span.end)
        self.type(words, OA.TextQuoteSelector)
        self.add(words, OA.exact, text[span.start : span.end])
        self.add(words, OA.prefix, text[max(0, span.start - CONTEXT) : span.start])
        self.add(words, OA.suffix, text[span.end : span.end + CONTEXT])
        return quote

    def thing(self, kind: str, name: str, *classes: str) -> NamedNode:
        """Return the IRI of a thing this letter names, typed and labelled."""
        full = self.letter.aliases.get(name, name)
        known = self._things.get((kind, full.casefold()))
        if known is None:
            known = NamedNode(thing_iri(self.iri.value, kind, full))
            self._things[kind, full.casefold()] = known
            self.type(known, *classes)
            label = self._labels.setdefault(known.value, full)
            self.add(known, SKOS.prefLabel if label == full else SKOS.altLabel, english(full))
        return known

    def agent(self, name: str) -> NamedNode:
        """Return the body or post a name stands for; one unknown to reference data is described here."""
        full = self.letter.aliases.get(name, name)
        found = resolve(full, self.letter)
        iri = NamedNode(found.iri)
        if found.match == "new":
            if is_person(full) and re.match(r"(?:Dr|Mr|Mrs|Ms|Sir|Dame|Prof|Baroness|Lord)\b", full):
                return self.person(full)
            self.type(iri, ORG.Organization)
            label = self._labels.setdefault(iri.value, found.label)  # other spellings of the name share the IRI
            self.add(iri, SKOS.prefLabel if label == found.label else SKOS.altLabel, english(found.label))
            self.add(iri, ANS.bodyType, NamedNode(ANSV[f"bt-{self._body_types.get(iri.value, 'unknown')}"]))
        return iri

    def set_body_type(self, iri: str, body_type: str) -> None:
        """Say what an unknown body is, before it is described."""
        self._body_types.setdefault(iri, body_type)

    def person(self, name: str) -> NamedNode:
        """Return a person, without rank or title."""
        words = bare(name)
        known = self._things.get(("person", words.casefold()))
        if known is None:
            known = NamedNode(thing_iri(self.iri.value, "person", words))
            self._things["person", words.casefold()] = known
            self.type(known, FOAF.Person)
            self.add(known, FOAF.name, words)
        return known

    def recipient(self, words: str) -> NamedNode:
        """Return whom a letter is written to: a person, a post or a body."""
        first = re.split(r"[;,]| and ", words)[0].strip()
        if is_person(first):
            person = self.person(first)
            place = self.letter.recipient.span if self.letter.recipient else Span(0, 1)
            self.add(person, ANS.evidence, self.evidence(place, QuoteRole.OWN))
            return person
        return (
            self.thing("post", first, ORG.Post)
            if _POST.match(first)
            else self.agent(re.sub(r" \([A-Z]+\)$", "", first))
        )

    def partnership(self, name: str) -> NamedNode:
        """Return a partnership; one that reference data knows is that body."""
        full = self.letter.aliases.get(name, name)
        found = resolve(full, self.letter)
        if found.match != "new":
            return NamedNode(found.iri)
        iri = self.thing("partnership", settled(full), ORG.OrganizationalCollaboration, ORG.Organization)
        self.add(iri, ANS.bodyType, NamedNode(ANSV["bt-partnership"]))
        return iri

    def instrument(self, name: str, *, law: bool = False) -> NamedNode:
        """Return an instrument; one that the report's reference data knows is that."""
        known = self._shared("instrument", name)
        if known is not None:
            return NamedNode(known.iri)
        return self.thing("instrument", name, ELI.LegalResource if law else ANS.PolicyInstrument)

    def milestone(self, words: str) -> NamedNode:
        """Return the event that words wait for: a known one, or one of this letter's."""
        known = self._shared("milestone", words)
        if known is not None:
            return NamedNode(known.iri)
        return self.thing("milestone", words, ANS.Milestone)

    def known_milestone(self, words: str) -> NamedNode | None:
        """Return the known event that words would bring about, or None."""
        known = self._shared("milestone", words)
        return NamedNode(known.iri) if known else None

    def _shared(self, kind: str, words: str) -> Shared | None:
        """Return the known thing whose label the words hold, most words first."""
        said = _words(words)
        best: tuple[float, int, Shared] | None = None
        for index, shared in enumerate(self.report.shared if self.report else ()):
            for label in (shared.label, *shared.labels):
                wanted = _words(label)
                part = len(wanted & said) / len(wanted)
                enough = part >= _SHARED_PART if len(wanted) > 2 else part == 1
                score = (len(wanted & said) * part, -index, shared)
                if shared.kind == kind and enough and (best is None or score[:2] > best[:2]):
                    best = score
        return best[2] if best else None

    def audience(self, words: str) -> NamedNode:
        """Return the group of people that a service is for."""
        if re.search(r"no\s+recourse\s+to\s+public\s+funds|\bNRPF\b", words, re.IGNORECASE):
            return NamedNode(ID["group/people-with-nrpf"])
        return self.thing("group", words, ANS.AddresseeGroup)

    def place(self, name: str) -> NamedNode:
        """Return an area that a service covers."""
        iri = NamedNode(thing_iri(self.iri.value, "place", name))
        self.type(iri, SCHEMA.Place)
        self.add(iri, RDFS.label, english(name))
        return iri

    def service_or_instrument(self, name: str) -> NamedNode:
        """Return what people are referred on to: a known mechanism, else a service of the letter's."""
        known = self._shared("instrument", name)
        return NamedNode(known.iri) if known else self.thing("service", name, ANS.SupportService)

    def recipient_of_funds(self, name: str) -> NamedNode:
        """Return who or what gets money: a thing the letter names, else a body."""
        for kind in ("service", "partnership", "programme"):
            known = self._things.get((kind, name.casefold()))
            if known is not None:
                return known
        return self.agent(name)

    def owner_of(self, programme: str) -> NamedNode | None:
        """Return the body whose name leads a programme's."""
        words = programme.replace("’", "'").split()
        for end in range(len(words) - 1, 0, -1):
            found = resolve(re.sub(r"'s?$", "", " ".join(words[:end])), self.letter)
            if found.match in {"exact", "alias"}:
                return NamedNode(found.iri)
        return None

    def recommendation(self, number: str | None, *, topic: str | None = None) -> NamedNode:
        """Return a recommendation of the report answered; one the report does not list is described here."""
        report = self.answered_report()
        known = self.report.recommendation(number) if self.report and number else None
        if known is not None:
            return NamedNode(known.iri)
        name = number or topic or "unnumbered"
        titled = self.report is not None or self.letter.report is not None
        iri = NamedNode(
            recommendation_iri(report.value, name) if titled else thing_iri(self.iri.value, "recommendation", name)
        )
        self.type(iri, ANS.Recommendation)
        self.add(iri, SKOS.prefLabel, english(topic or f"Recommendation {name}"))
        self.add(iri, ANS.madeIn, report)
        self.add(iri, ANS.number, number)
        self.add(iri, ANS.order, sort_key(number) if number else None)
        return iri

    def answered_report(self) -> NamedNode:
        """Return the report answered: a known one, or a stub under the title that the letter gives."""
        if self.report is not None:
            return NamedNode(self.report.iri)
        title = self.letter.report.value if self.letter.report else None
        iri = NamedNode(report_iri(title) if title else f"{self.iri.value}/report")
        self.type(iri, ANS.InspectorateReport)
        self.add(iri, SKOS.prefLabel, english(title or f"Report answered by {self.letter.text.name}"))
        return iri


def _words(words: str) -> frozenset[str]:
    little = {"the", "of", "a", "an", "and", "to", "in", "on", "for", "its", "our", "by", "is"}
    return frozenset(re.findall(r"[\w-]+", words.casefold().replace("’", "'"))) - little
