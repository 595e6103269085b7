"""Letter pages: the text as it reads, cut wherever a statement begins or ends, with notes beside their paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ...graph.network import Network
from ...ontology.namespaces import ANS, DCTERMS, FOAF, SCHEMA
from ...queries.matrix import standing
from .facts import Facts, Said
from .paths import Paths
from .render import Frame, Page, day

_BLANK = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\s*", re.IGNORECASE)
# kinds whose marks are shown before a reader chooses
FIRST_SHOWN = ("position", "commitment", "funding", "service", "operation", "restatement")


@dataclass(frozen=True, slots=True)
class Note:
    """A statement in a letter's margin; start and end count in the letter's text."""

    number: int
    anchor: str
    kind: str
    label: str
    more: str
    page: str
    role: str
    href: str
    node: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that the same statements cover; anchors are of those that begin in it."""

    text: str
    kinds: tuple[str, ...]
    anchors: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the notes that begin in it; faint is what repeats on every page."""

    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    faint: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What a letter says of itself."""

    iri: str
    path: str
    file: str
    title: str
    date: str
    who: str
    reference: str
    sha256: str
    statements: int


def heads(facts: Facts, paths: Paths) -> tuple[Head, ...]:
    """Return the letters' heads, by date."""
    counts = Counter(quote.letter for said in facts.said.values() for quote in said.quotes)
    return tuple(
        Head(
            iri,
            paths.pages[iri],
            facts.text(iri, DCTERMS.identifier),
            facts.text(iri, DCTERMS.title),
            facts.text(iri, DCTERMS.date),
            ", ".join(facts.text(person, FOAF.name) for person in facts.texts(iri, ANS.signatory)),
            facts.text(iri, ANS.ownReference),
            facts.text(iri, SCHEMA.sha256),
            counts[iri],
        )
        for iri in facts.letters
    )


def letter_pages(facts: Facts, paths: Paths, found: Network, frame: Frame) -> Iterator[Page]:
    """Yield a page a letter."""
    nodes = {node.iri for node in found.nodes}
    by_letter: dict[str, list[tuple[Said, int]]] = {}
    for said in facts.said.values():
        for at, quote in enumerate(said.quotes):
            by_letter.setdefault(quote.letter, []).append((said, at))
    for head in heads(facts, paths):
        notes = _notes(facts, paths, nodes, by_letter.get(head.iri, []))
        text = facts.text(head.iri, SCHEMA.text)
        yield frame.page(
            head.path,
            "letter.html",
            letter=head,
            blocks=blocks(text, notes),
            kinds=sorted({_shown_kind(note) for note in notes}),
            first=FIRST_SHOWN,
        )


def _notes(facts: Facts, paths: Paths, nodes: set[str], found: list[tuple[Said, int]]) -> list[Note]:
    ordered = sorted(found, key=lambda f: (f[0].quotes[f[1]].start, -f[0].quotes[f[1]].end, f[0].iri))
    notes = []
    for number, (said, at) in enumerate(ordered):
        quote = said.quotes[at]
        notes.append(
            Note(
                number,
                paths.anchors[said.iri, quote.iri],
                said.kind,
                _label(facts, said),
                detail(facts, said.iri, said.kind),
                quote.page,
                quote.role,
                paths.pages.get(said.about, ""),
                said.about if said.about in nodes else "",
                quote.start,
                quote.end,
            )
        )
    return notes


def _label(facts: Facts, said: Said) -> str:
    if said.kind == "restatement":
        numbers = ", ".join(facts.text(r, ANS.number) for r in facts.texts(said.iri, ANS.restatesRecommendation))
        return f"restates recommendation {numbers}" if numbers else "restates a recommendation"
    return said.label


def detail(facts: Facts, iri: str, kind: str) -> str:
    """Return in a few words what a statement comes to: where a position stands, when a promise is due."""
    if kind == "position":
        stance, state = (_local(facts.text(iri, p)) for p in (ANS.stance, ANS.implementationState))
        return standing(stance, state)
    if kind == "commitment":
        parts = [_local(facts.text(iri, ANS.strength)).removeprefix("strength-")]
        due = facts.text(iri, ANS.dueBy)
        computed = facts.text(iri, ANS.dueInferred) == "true"
        if due:
            parts.append(
                f"due by {day(due)}" + (f" (computed from “{facts.text(iri, ANS.dueText)}”)" if computed else "")
            )
        if facts.text(iri, ANS.condition):
            parts.append(f"condition: {facts.text(iri, ANS.condition)}")
        return ", ".join(filter(None, parts))
    if kind == "funding":
        return facts.amount(iri)
    return ""


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _shown_kind(note: Note) -> str:
    return "restatement" if note.role.startswith("restated") else note.kind


def runs(text: str, notes: list[Note], *, also: tuple[int, ...] = ()) -> Iterator[tuple[int, Run]]:
    """Cut a text wherever a note begins or ends, and at the places also given; yield each run with its start.

    >>> note = Note(0, "a", "service", "A", "", "", "own words", "", "", 5, 7)
    >>> [(run.text, run.kinds) for _, run in runs("This is it", [note])]
    [('This ', ()), ('is', ('service',)), (' it', ())]
    """
    cuts = sorted({0, len(text), *also, *(n.start for n in notes), *(n.end for n in notes)})
    opening = sorted(notes, key=lambda n: n.start)
    over: list[Note] = []
    at = 0
    for start, end in pairwise(cuts):
        begin = []
        while at < len(opening) and opening[at].start <= start:
            begin.append(opening[at])
            at += 1
        over = [n for n in [*over, *begin] if n.end > start]
        ordered = sorted(over, key=lambda n: n.number)
        kinds = tuple(dict.fromkeys(map(_shown_kind, ordered)))
        anchors = tuple(n.anchor for n in sorted(begin, key=lambda n: n.number))
        yield start, Run(text[start:end], kinds, anchors, tuple(n.number for n in ordered))


def blocks(text: str, notes: list[Note]) -> tuple[Block, ...]:
    """Return a letter's paragraphs; every note stands with the paragraph it begins in."""
    gaps = [match.end() for match in _BLANK.finditer(text)]
    starts = [0, *(gap for gap in gaps if gap < len(text))]
    parts: list[list[Run]] = [[] for _ in starts]
    for start, run in runs(text, notes, also=tuple(starts)):
        parts[bisect_right(starts, start) - 1].append(run)
    beside: list[list[Note]] = [[] for _ in starts]
    for note in notes:
        beside[bisect_right(starts, note.start) - 1].append(note)
    words = ["".join(run.text for run in part).strip() for part in parts]
    repeated = Counter(word for word in words if len(word) < 90)
    return tuple(
        Block(_trimmed(part), tuple(near), bool(_PAGE_NUMBER.fullmatch(word)) or repeated[word] >= 3)
        for part, near, word in zip(parts, beside, words, strict=True)
        if word or any(run.anchors for run in part)
    )


def _trimmed(part: list[Run]) -> tuple[Run, ...]:
    """Return a paragraph's runs without the blank lines after it."""
    kept = list(part)
    for at in range(len(kept) - 1, -1, -1):
        kept[at] = replace(kept[at], text=kept[at].text.rstrip())
        if kept[at].text:
            break
    return tuple(kept)
