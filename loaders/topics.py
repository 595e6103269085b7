"""Answers without numbers: what was asked stands over each, quoted, as a heading or as the first words of a bullet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .letter import Section
from .patterns import patterns
from .text import Span

_FEW = 3  # topics that make a list
_BULLET = re.compile(r"[-•▪*–]\s+")
_QUOTED = re.compile(r">\s*(?:[-•▪*–]\s+)?(?=\w)")
_ASKED = re.compile(r"(?:[-•▪*–]\s+)?[“\"‘'](?P<words>[A-Z][^”\"]{12,400}?)[”\"’']\W*")
_TOPIC = re.compile(r"(?P<words>[A-Z][^.?!:;]{3,90})[.:?]\s+(?=\S)")
_CLAUSE = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|has|have|had|will|is|are|was|were)\b")
_OTHERS = re.compile(
    r"\b(?:I|[Ww]e|my|Dear|Hi|Hello|wrote|[Rr]egards|[Tt]hanks|recommendations)\b|:\s*$"
)  # in a message, asks nothing
_ORDER = re.compile(
    r"(?!(?:The|An?|Our|Other|Next|How|What|Why|When|Any|Annex|Notes?|In|On)\b)[A-Z][a-z]+(?: [^ ]+){2,}"
)
_HEADING = 110  # characters of a heading
_SENTENCE = 30  # characters that make a sentence
_HALF = 0.5  # share of headings that are orders where the others are as well

_Reader = Callable[[str, Span], Span | None]


def with_topics(plain: str, blocks: Sequence[Span], sections: Sequence[Section]) -> tuple[Section, ...]:
    r"""Return the sections of a letter that numbers no answer, divided where each topic's answer begins.

    >>> text = "Your points were:\n> fit a lamp\nDone.\n> fit a bell\nWe will.\n> fit a gong\nNo."
    >>> blocks = [Span(*m.span()) for m in re.finditer("[^\n]+", text)]
    >>> found = with_topics(text, blocks, [Section(Span(0, len(text)), None, (), ("Ash",))])
    >>> [text[s.topic.start : s.topic.end] for s in found if s.topic]
    ['fit a lamp', 'fit a bell', 'fit a gong']
    """
    if any(section.recommendations for section in sections):
        return tuple(sections)
    orders = _topics(plain, blocks, _order)
    others = [_topics(plain, blocks, reader) for reader in (_quotation, _asked, _bullet)]
    found = max([*others, orders if _orders(plain, orders) else []], key=len)
    if len(found) < _FEW or not patterns("items")["asked"].search(plain, 0, found[0][0].end):
        return tuple(sections)
    return tuple(_divided(blocks, sections, found))


def _topics(plain: str, blocks: Sequence[Span], reader: _Reader) -> list[tuple[Span, Span]]:
    """Return the blocks that a reader takes for topics with an answer after them, and the words of each topic."""
    read = [(block, reader(plain, block)) for block in blocks]
    if not read:
        return []
    answered = [
        (block, words)
        for (block, words), (below, after) in zip(read, [*read[1:], (read[-1][0], None)], strict=True)
        if words and (reader is _bullet or (after is None and (reader is not _order or _is_paragraph(plain, below))))
    ]
    topics = [(block, words) for block, words in answered if words.end < block.end or block != blocks[-1]]
    small = [(block, words) for block, words in topics if plain[words.start].islower()]
    return small if len(small) > _HALF * len(topics) else topics


def _quotation(plain: str, block: Span) -> Span | None:
    """Return what a line quoted from the message that is answered asks for."""
    match = _QUOTED.match(plain, block.start, block.end)
    return Span(match.end(), block.end) if match and not _OTHERS.search(plain, block.start, block.end) else None


def _asked(plain: str, block: Span) -> Span | None:
    """Return the words of a block that is a quotation and no more."""
    match = _ASKED.fullmatch(plain, block.start, block.end)
    return Span(*match.span("words")) if match else None


def _bullet(plain: str, block: Span) -> Span | None:
    """Return the title with which a bullet begins before it answers: "- Named lead. That is me for now."."""
    bullet = _BULLET.match(plain, block.start, block.end)
    match = _TOPIC.match(plain, bullet.end(), block.end) if bullet else None
    return Span(*match.span("words")) if match and not _CLAUSE.search(match["words"]) else None


def _order(plain: str, block: Span) -> Span | None:
    """Return a heading that says what to do: "Clear every gully in the county once a year"."""
    words = plain[block.start : block.end]
    heading = len(words) <= _HEADING and words[-1:] not in ".:;?!" and not _OTHERS.search(words)
    return block if heading and _ORDER.fullmatch(words) else None


def _is_paragraph(plain: str, block: Span) -> bool:
    return plain[block.end - 1 : block.end] == "." and block.end - block.start > _SENTENCE


def _orders(plain: str, topics: Sequence[tuple[Span, Span]]) -> bool:
    """Tell headings of which many say what to do."""
    imperative = patterns("commitments").compile(patterns("commitments").data["imperative"]["pattern"])
    said = [imperative.match(plain[words.start : words.end]) is not None for _, words in topics]
    return sum(said) >= max(_FEW, _HALF * len(said))


def _divided(
    blocks: Sequence[Span], sections: Sequence[Section], found: Sequence[tuple[Span, Span]]
) -> Iterator[Section]:
    """Yield sections, cut where topics begin; the last answer has no more blocks than the longest of the others."""
    starts = [block.start for block, _ in found]
    longest = max(sum(start <= b.start < after for b in blocks) for start, after in pairwise(starts))
    for section in sections:
        at = section.span.start
        own = [(block, words) for block, words in found if section.span.start <= block.start < section.span.end]
        if own and own[0][0].start > at:
            yield replace(section, span=Span(at, own[0][0].start))
        for position, (block, words) in enumerate(own):
            end = own[position + 1][0].start if position + 1 < len(own) else section.span.end
            following = [b.start for b in blocks if block.start <= b.start < end][longest:]
            stop = following[0] if position + 1 == len(own) and following else end
            yield replace(
                section,
                span=Span(block.start, stop),
                heading=Span(block.start, min(words.end + 1, block.end)),
                topic=words,
            )
            if stop < end:
                yield replace(section, span=Span(stop, end), heading=None)
        if not own:
            yield section
