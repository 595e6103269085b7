"""Links between the statements of one letter: what each is about, and which promises say the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from ..ontology.namespaces import ANS
from . import statements as kinds
from .letter import Letter
from .lettergraph import LetterGraph
from .text import Span

# Two wordings are one promise when they share this much of the shorter one's content words (and at least so many).
SHARED_WORDS = 3
SHARED_PART = 0.45
_STEM = 5  # letters: "publish" and "publication", "conclude" and "conclusions" meet

Linked = (
    kinds.Commitment | kinds.Figure | kinds.Funding | kinds.Position | kinds.Initiative
)  # kinds that are about things
Named = kinds.Service | kinds.Operation | kinds.Partnership | kinds.Instrument | kinds.System


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing the letter names, at one place where it names it."""

    span: Span
    node: NamedNode


def link(graph: LetterGraph, found: Sequence[tuple[kinds.Statement, NamedNode]]) -> None:
    """Add ans:about and ans:restates between the statements found in a letter."""
    _link_things(graph, found)
    _link_promises(graph, found)


def _link_things(graph: LetterGraph, found: Sequence[tuple[kinds.Statement, NamedNode]]) -> None:
    places = _occurrences(graph.letter, found)
    for said, node in found:
        if not isinstance(said, Linked):
            continue
        reach = _sentence(graph.letter, said.span) if isinstance(said, kinds.Figure) else said.span
        about = {place.node for place in places if place.span.overlaps(reach)} - {node}
        graph.add(node, ANS.about, *sorted(about, key=str))
        if isinstance(said, kinds.Figure) and not about:
            graph.add(node, ANS.about, graph.agent(said.by))


def _occurrences(letter: Letter, found: Sequence[tuple[kinds.Statement, NamedNode]]) -> tuple[NamedThing, ...]:
    """Return every place where a named thing is named, in full or by its short form."""
    nodes: dict[str, NamedNode] = {}
    for said, node in found:
        if isinstance(said, Named):
            nodes.setdefault(_key(said.name), node)
    for short, full in letter.aliases.items():
        if _key(full) in nodes:
            nodes.setdefault(_key(short), nodes[_key(full)])
    if not nodes:
        return ()
    longest_first = sorted(nodes, key=lambda name: (-len(name), name))
    words = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    return tuple(NamedThing(Span(*match.span()), nodes[_key(match[0])]) for match in pattern.finditer(letter.plain))


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _sentence(letter: Letter, span: Span) -> Span:
    starts = [sentence.span.start for sentence in letter.sentences]
    index = bisect_right(starts, span.start) - 1
    return letter.sentences[index].span if index >= 0 else span


def _link_promises(graph: LetterGraph, found: Sequence[tuple[kinds.Statement, NamedNode]]) -> None:
    promises = [(said, node) for said, node in found if isinstance(said, kinds.Commitment)]
    content = {node: _content(graph.letter, said) for said, node in promises}
    for (first, earlier), (second, later) in combinations(promises, 2):
        if (
            first.by == second.by
            and _apart(graph.letter, first, second)
            and _same_promise(content[earlier], content[later])
        ):
            graph.add(later, ANS.restates, earlier)


def _apart(letter: Letter, first: kinds.Commitment, second: kinds.Commitment) -> bool:
    """Tell two promises of two sentences from two of one."""
    return _sentence(letter, first.span) != _sentence(letter, second.span)


def _content(letter: Letter, said: kinds.Commitment) -> frozenset[str]:
    """Return the stems of the promise's content words, its time and condition apart."""
    sentence = _sentence(letter, said.span)
    start, end = min(sentence.start, said.span.start), max(sentence.end, said.span.end)
    apart = {
        word.casefold()
        for part in (said.due_text, said.condition, said.by)
        if part
        for word in re.findall(r"[^\W\d_]+", part)
    }
    return frozenset(
        token.lower_[:_STEM]
        for token in letter.doc.char_span(start, end, alignment_mode="expand") or ()
        if token.is_alpha and not token.is_stop and len(token) > 3 and token.lower_ not in apart
    )


def _same_promise(first: Iterable[str], second: Iterable[str]) -> bool:
    a, b = set(first), set(second)
    shared = len(a & b)
    return shared >= SHARED_WORDS and shared / min(len(a), len(b)) >= SHARED_PART
