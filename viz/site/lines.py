"""A statement as a line of a page: what it is, its words, and where they stand in the letter."""

from __future__ import annotations

from dataclasses import dataclass

from ...ontology.namespaces import ANS, DCTERMS
from .facts import Facts, Said
from .letters import detail
from .paths import Paths


@dataclass(frozen=True, slots=True)
class Line:
    """One quotation of a statement; href leads to the words in the letter."""

    iri: str
    kind: str
    head: str
    words: str
    before: str
    after: str
    role: str
    page: str
    href: str
    letter: str
    date: str


def line(facts: Facts, paths: Paths, said: Said, at: int = 0) -> Line:
    """Return a statement's line with one of its quotations."""
    quote = said.quotes[at]
    more = detail(facts, said.iri, said.kind)
    on = "; ".join(facts.label(r) for r in facts.texts(said.iri, ANS.onRecommendation))
    head = f"{on}: {more}" if on else more or ("" if said.about != said.iri else said.label)
    return Line(
        said.iri,
        said.kind,
        head,
        quote.words,
        quote.before,
        quote.after,
        quote.role,
        quote.page,
        paths.of(said, at),
        facts.text(quote.letter, DCTERMS.title),
        facts.text(quote.letter, DCTERMS.date),
    )


def lines(facts: Facts, paths: Paths, said: Said) -> list[Line]:
    """Return a line for each quotation of a statement."""
    return [line(facts, paths, said, at) for at in range(len(said.quotes))]


def tidy(found: list[Line]) -> tuple[Line, ...]:
    """Return lines in the order of letters and their words, the same words once."""
    unique = {(item.head, item.href): item for item in found}
    return tuple(sorted(unique.values(), key=lambda item: (item.date, item.letter, item.href.partition("#")[0])))
