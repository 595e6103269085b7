"""Where everything is in the site: a page for each thing, an anchor for each quotation, stable between builds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ...ontology.iris import slug
from .facts import Facts, Said

# kinds of thing that have pages of their own, with the name of their list
PLURALS = {
    "body": "bodies",
    "recommendation": "recommendations",
    "service": "services",
    "operation": "operations",
    "initiative": "initiatives",
    "partnership": "partnerships",
    "funding": "awards",
    "instrument": "instruments",
    "system": "systems",
    "person": "people",
}
_NAME = 60  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Paths:
    """Page by IRI, and anchors by letter and by statement; all relative to the site's first page."""

    pages: dict[str, str]
    anchors: dict[tuple[str, str], str]

    def of(self, said: Said, at: int = 0) -> str:
        """Return where a quotation of a statement stands in its letter, or an empty string."""
        if not said.quotes:
            return ""
        quote = said.quotes[at]
        return f"{self.pages[quote.letter]}#{self.anchors[said.iri, quote.iri]}" if quote.letter in self.pages else ""


def paths(facts: Facts, *, also: tuple[str, ...] = ()) -> Paths:
    """Return the site's paths; a name that is taken gets a number."""
    taken: dict[str, int] = defaultdict(int)
    pages = {letter: f"letter/{letter.rsplit('/', 1)[-1]}.html" for letter in facts.letters}
    for iri in things(facts, also=also):
        name = f"{facts.kind(iri)}/{slug(facts.label(iri))[:_NAME].strip('-')}"
        taken[name] += 1
        pages[iri] = f"{name}{'' if taken[name] == 1 else f'-{taken[name]}'}.html"
    return Paths(pages, _anchors(facts))


def things(facts: Facts, *, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return everything that has a page: what letters name, what they point to, and what is asked for, sorted."""
    named = {said.about for said in facts.said.values()} | set(facts.pointed()) | set(also)
    return tuple(sorted(iri for iri in named if facts.kind(iri) in PLURALS and not _is_mention(facts, iri)))


def _is_mention(facts: Facts, iri: str) -> bool:
    return iri in facts.said and facts.said[iri].about != iri


def _anchors(facts: Facts) -> dict[tuple[str, str], str]:
    """Return an anchor for each (statement, quotation), unique in its letter."""
    used: dict[str, set[str]] = defaultdict(set)
    found = {}
    for said in facts.said.values():
        local = said.iri.split("/letter/", 1)[-1].split("/", 1)[-1] if "/letter/" in said.iri else said.iri[-60:]
        for at, quote in enumerate(said.quotes):
            base = name = slug(local) if at == 0 else f"{slug(local)}-at-{quote.start}"
            count = 1
            while name in used[quote.letter]:
                count += 1
                name = f"{base}-{count}"
            used[quote.letter].add(name)
            found[said.iri, quote.iri] = name
    return found
