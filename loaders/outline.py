"""The outline of a letter: which run of it answers which recommendation, and in whose voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .completion import completed, owned
from .items import answer_items, topic_items
from .letter import Section
from .listing import Item
from .mentions import WEAK, mentions
from .numbering import roman_value
from .ordinals import with_ordinals
from .sectioning import Outline, Sectioning
from .text import Span
from .topics import with_topics

_ANNEX = re.compile(r"\W{0,4}(?i:annex|appendix|schedule|attachment|enclosure|action plan|table)\b[^.]{0,120}$")
_CODED = re.compile(r"(?P<code>[A-Z])[-.]?(?P<number>\d{1,2}[a-z]*)")
_FEW = 3  # recommendations named, below which a list of bare numbers may be what answers


def read_outline(
    plain: str,
    blocks: Sequence[Span],
    *,
    senders: Sequence[str],
    aliases: Mapping[str, str],
    offices: Mapping[str, str],
    body: int,
    close: int | None,
) -> Outline:
    """Divide a letter's blocks into sections; body and close are the indexes where its own text begins and ends.

    aliases and offices say which body a label before an answer stands for.
    """
    names = {**offices, **aliases}
    outline = _in_digits(Sectioning(plain, blocks, senders, names).read(body, close))
    end = _end(plain, blocks, close)
    own_words = Span(min(blocks[body].start if body < len(blocks) else 0, end), end)
    named_in = mentions(plain, blocks)
    bare = outline.sections
    sections = with_ordinals(plain, blocks, completed(plain, blocks, bare, named_in, own_words))
    outline = replace(outline, sections=sections, mentions=named_in)
    weak = WEAK.issuperset(mention.kind for mention in named_in)
    named = {n for section in (bare if weak else sections) for n in section.recommendations}
    items: Mapping[int, Item] = {}
    for own in (blocks[body:close], blocks[close:] if close is not None else ()):
        if not items:
            items = topic_items(plain, own) or answer_items(plain, own)
    if len(named) >= _FEW and not named.issubset(number for item in items.values() for number in item.numbers):
        items = {}
    if sum(len(item.numbers) for item in items.values()) <= 2 * len(named):
        sections = _bounded(blocks, owned(plain, outline.sections, named_in))
        above, below = (
            with_topics(plain, own, sections) for own in (blocks[body:close], blocks[close or len(blocks) :])
        )
        told = any(section.topic for section in above)  # else below the name of who signs, between a message's lines
        return _uncoded(_in_digits(replace(outline, sections=above if told else below)))
    listed = Sectioning(plain, blocks, senders, names, items).read(body, close)
    return _uncoded(replace(listed, sections=_bounded(blocks, owned(plain, listed.sections, ())), mentions=named_in))


def _in_digits(outline: Outline) -> Outline:
    """Return an outline whose Roman numerals are digits, where it has any that no letter of the alphabet can be."""
    named = {number for section in outline.sections for number in section.recommendations}
    if not any(len(number) > 1 and roman_value(number) for number in named):
        return outline

    return _rewritten(outline, lambda number: str(roman_value(number) or number))


def _uncoded(outline: Outline) -> Outline:
    """Return an outline without the letter before its numbers, where all have the same: S1, S2 and S3 are 1, 2 and 3."""
    coded = [_CODED.fullmatch(n) for section in outline.sections for n in section.recommendations]
    letters = {match["code"] if match else "" for match in coded}
    if len(coded) < _FEW or len(letters) != 1 or "" in letters:
        return outline
    return _rewritten(outline, lambda number: _CODED.sub(r"\g<number>", number))


def _rewritten(outline: Outline, written: Callable[[str], str]) -> Outline:
    """Return an outline with each number as a function writes it."""
    return replace(
        outline,
        sections=tuple(replace(s, recommendations=tuple(map(written, s.recommendations))) for s in outline.sections),
        mentions=tuple(replace(m, numbers=tuple(map(written, m.numbers))) for m in outline.mentions),
    )


def _end(plain: str, blocks: Sequence[Span], close: int | None) -> int:
    """Return where a letter's own words end: at its close, or at the text's end where an annex follows."""
    if close is None or any(_ANNEX.match(plain, block.start, block.end) for block in blocks[close:]):
        return len(plain)
    return blocks[close].start


def _bounded(blocks: Sequence[Span], sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections of which each last answer of a run has no more blocks than the longest of the others."""
    inside = [[b for b in blocks if s.span.start <= b.start < s.span.end] for s in sections]
    lasts = [
        at
        for at, section in enumerate(sections)
        if at >= _FEW
        and all(before.recommendations for before in sections[at - _FEW : at + 1])
        and (at + 1 == len(sections) or not sections[at + 1].recommendations)
    ]
    others = [len(inside[at]) for at, section in enumerate(sections) if section.recommendations and at not in lasts]
    if len(others) < _FEW:
        return tuple(sections)
    out: list[Section] = []
    for at, section in enumerate(sections):
        if at in lasts and len(inside[at]) > max(others):
            end = inside[at][max(others)].start
            out.append(replace(section, span=Span(section.span.start, end)))
            out.append(replace(section, span=Span(end, section.span.end), heading=None, recommendations=()))
        else:
            out.append(section)
    return tuple(out)
