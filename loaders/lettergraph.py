"""A letter's named graph in the making: IRIs for what the letter names, evidence, and the report it answers."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology.iris import body_iri, letter_iri, quote_iri, thing_iri
from ..ontology.namespaces import ANS, ANSV, DCTERMS, FOAF, OA, ORG, RDF, RDFS, SKOS, XSD
from ..ontology.reports import Report
from .letter import Letter, QuoteRole
from .resolution import Resolver
from .text import Span

CONTEXT = 32  # characters of prefix and suffix in a TextQuoteSelector
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

    def __init__(self, letter: Letter, *, report: Report | None, resolver: Resolver) -> None:
        self.letter = letter
        self.report = report
        self.iri = NamedNode(letter_iri(letter.text.sha256))
        self._resolver = resolver
        self._triples: set[Triple] = set()
        self._things: dict[tuple[str, str], NamedNode] = {}

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
        quote = NamedNode(quote_iri(str(self.iri.value), span.start, span.end))
        place, words = NamedNode(f"{quote.value}#pos"), NamedNode(f"{quote.value}#txt")
        self.type(quote, OA.SpecificResource)
        self.add(quote, OA.hasSource, self.iri)
        self.add(quote, OA.hasSelector, place, words)
        self.add(quote, ANS.quoteRole, NamedNode(ANSV[f"quote-{role}"]))
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
            known = NamedNode(thing_iri(str(self.iri.value), kind, full))
            self._things[kind, full.casefold()] = known
            self.type(known, *classes)
            self.add(known, SKOS.prefLabel, english(full))
        return known

    def agent(self, name: str) -> NamedNode:
        """Return the body, post or group a name stands for; a body unknown to the reference data is described here."""
        full = self.letter.aliases.get(name, name)
        found = self._resolver.resolve(full, self.letter)
        iri = NamedNode(found.iri)
        if found.match == "new":
            self.type(iri, ORG.Organization)
            self.add(iri, SKOS.prefLabel, english(_settled(full)))
            self.add(iri, ANS.bodyType, NamedNode(ANSV[f"bt-{found.body_type or 'unknown'}"]))
        return iri

    def recommendation(self, number: str | None, *, topic: str | None = None) -> NamedNode:
        """Return a recommendation of the report answered; one the report does not list is described here."""
        report = self.answered_report()
        known = self.report.recommendation(number) if self.report and number else None
        if known is not None:
            return NamedNode(known.iri)
        name = number or topic or "unnumbered"
        iri = NamedNode(recommendation_iri(str(report.value), name))
        self.type(iri, ANS.Recommendation)
        self.add(iri, SKOS.prefLabel, english(topic or f"Recommendation {name}"))
        self.add(iri, ANS.madeIn, report)
        self.add(iri, ANS.number, number)
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


def _settled(name: str) -> str:
    """Return a name in capitals with only its initials large, so that a letterhead and a sentence agree."""
    if not name.isupper() or " " not in name:
        return name
    small = {"of", "and", "for", "the", "in", "on"}
    words = name.title().split()
    return " ".join(w.lower() if i and w.lower() in small else w for i, w in enumerate(words))
