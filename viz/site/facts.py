"""What pages are made from: a store's triples by subject and by object, its quotations, and what letters say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ...graph.store import Store
from ...ontology.iris import is_letter
from ...ontology.namespaces import ANS, DCTERMS, ELI, FOAF, OA, ORG, RDF, RDFS, SCHEMA, SKOS, shorten

Value = NamedNode | Literal | BlankNode

# where a thing has several classes, the first that fits says most
_CLASSES = {
    ANS.Position: "position",
    ANS.Commitment: "commitment",
    ANS.FundingAward: "funding",
    ANS.Recommendation: "recommendation",
    ANS.SupportService: "service",
    ANS.PoliceOperation: "operation",
    ORG.OrganizationalCollaboration: "partnership",
    FOAF.Person: "person",
    ANS.PolicyInstrument: "instrument",
    ELI.LegalResource: "instrument",
    ANS.InformationSystem: "system",
    ANS.Initiative: "initiative",
    ANS.Figure: "figure",
    ANS.Restatement: "restatement",
    ANS.Mention: "body",
    ORG.Membership: "membership",
    ANS.Statement: "statement",
    ORG.Organization: "body",
    ORG.Post: "body",
}
_NAMES = (SKOS.prefLabel, FOAF.name, DCTERMS.title, RDFS.label, ANS.gist)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a letter that something rests on; start and end count code points, end exclusive."""

    iri: str
    letter: str
    start: int
    end: int
    words: str
    before: str
    after: str
    role: str
    page: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, or a thing that letters name, with its quotations; about is what a reader would look up."""

    iri: str
    kind: str
    label: str
    about: str
    quotes: tuple[Quote, ...]


class Facts:
    """A store's triples, read once."""

    def __init__(self, store: Store) -> None:
        self._of: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
        self._to: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._pointed: set[str] = set()
        for graph in store.graph_names():
            letter = is_letter(graph)
            for triple in sorted(store.graph(graph), key=str):
                self._keep(triple, in_letter=letter)

    def _keep(self, triple: Triple, *, in_letter: bool) -> None:
        subject = _name(triple.subject)
        held = self._of[subject][triple.predicate.value]
        if isinstance(triple.object, Triple) or triple.object in held:
            return
        held.append(triple.object)
        if isinstance(triple.object, NamedNode):
            self._to[triple.object.value].append((triple.predicate.value, subject))
            if in_letter:
                self._pointed.add(triple.object.value)

    def of(self, subject: str, predicate: str) -> tuple[Value, ...]:
        """Return what a predicate says of a subject."""
        return tuple(self._of[subject][predicate]) if subject in self._of and predicate in self._of[subject] else ()

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return values as strings, IRIs as they are."""
        return tuple(_name(value) for value in self.of(subject, predicate))

    def text(self, subject: str, predicate: str) -> str:
        """Return the first value, or an empty string."""
        return next(iter(self.texts(subject, predicate)), "")

    def to(self, target: str) -> tuple[tuple[str, str], ...]:
        """Return (predicate, subject) of every triple that points to a thing."""
        return tuple(self._to.get(target, ()))

    def about(self, subject: str) -> Iterator[tuple[str, Value]]:
        """Yield predicates and values of a subject, sorted by predicate."""
        for predicate in sorted(self._of[subject]) if subject in self._of else ():
            for value in self._of[subject][predicate]:
                yield predicate, value

    def kind(self, iri: str) -> str:
        """Return what kind of thing an IRI names, or an empty string."""
        classes = set(self.texts(iri, RDF.type))
        return next((kind for name, kind in _CLASSES.items() if name in classes), "")

    def label(self, iri: str) -> str:
        """Return a thing's name; a recommendation has its number before it."""
        name = next((words for predicate in _NAMES for words in self.texts(iri, predicate)), "") or shorten(iri)
        number = self.text(iri, ANS.number)
        return f"{number}. {name}" if number and not name.endswith(f" {number}") else name

    def pointed(self) -> Iterator[str]:
        """Yield everything that a letter's graph points to, sorted."""
        yield from sorted(self._pointed)

    def subjects(self) -> Iterator[str]:
        """Yield every subject, sorted."""
        yield from sorted(self._of)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Return letters by date and file name."""
        found = [iri for iri in self._of if ANS.ResponseLetter in self.texts(iri, RDF.type)]
        return tuple(sorted(found, key=lambda i: (self.text(i, DCTERMS.date), self.text(i, DCTERMS.identifier), i)))

    @cached_property
    def said(self) -> dict[str, Said]:
        """Return everything with words of a letter behind it, by IRI."""
        found = {}
        for iri in self.subjects():
            kind = self.kind(iri)
            if not kind or not self.texts(iri, ANS.evidence):
                continue
            quotes = sorted(map(self._quote, self.texts(iri, ANS.evidence)), key=lambda q: (q.letter, q.start, q.end))
            about = self.text(iri, ANS.mentions) or self.text(iri, ORG.member) or iri
            label = self.text(iri, RDFS.label) or self.label(about)
            found[iri] = Said(iri, kind, label, about, tuple(quotes))
        return found

    def _quote(self, iri: str) -> Quote:
        place = words = iri
        for selector in self.texts(iri, OA.hasSelector):
            place, words = (selector, words) if self.text(selector, OA.start) else (place, selector)
        return Quote(
            iri,
            self.text(iri, OA.hasSource),
            int(self.text(place, OA.start) or 0),
            int(self.text(place, OA.end) or 0),
            self.text(words, OA.exact),
            self.text(words, OA.prefix),
            self.text(words, OA.suffix),
            self.label(self.text(iri, ANS.quoteRole)),
            self.text(iri, ANS.page),
        )

    def amount(self, award: str) -> str:
        """Return a sum as people write it."""
        words = self.text(award, ANS.amountText)
        value = self.text(self.text(award, SCHEMA.amount), SCHEMA.value)
        return words or (f"£{float(value):,.2f}".removesuffix(".00") if value else "not stated")


def _name(term: NamedNode | Literal | BlankNode | Triple) -> str:
    return str(term) if isinstance(term, Triple) else term.value
