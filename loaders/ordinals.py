"""Ordinals: the answers that a letter which counts in words opens in some other turn of phrase than the rest of them.

Where "Your first recommendation ..." and "The third ..." open answers, what begins "The second concerned ..." between
them, or "Secondly, the panel would like ...", opens one as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .letter import Section
from .numbering import value_of
from .patterns import patterns
from .text import Span

_SERIES = 3  # answers that ordinals open, from which a letter counts in words
_LEAD = 60  # characters of a paragraph, or of an answer, in which its ordinal stands
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")


def with_ordinals(plain: str, blocks: Sequence[Span], sections: Sequence[Section]) -> tuple[Section, ...]:
    r"""Return sections with the answers between others that only an ordinal opens.

    >>> text = "Your first is done.\nThe second concerned gates.\nYour third is not ours.\nYour fourth is."
    >>> blocks = [Span(*m.span()) for m in re.finditer("[^\n]+", text)]
    >>> parts = {"1": Span(0, 47), "3": Span(48, 71), "4": Span(72, 87)}
    >>> sections = [Section(span, None, (number,), ()) for number, span in parts.items()]
    >>> [section.recommendations for section in with_ordinals(text, blocks, sections)]
    [('1',), ('2',), ('3',), ('4',)]
    """
    counted = [s for s in sections if _opens_in_words(plain, s)]
    if len(counted) < _SERIES:
        return tuple(sections)
    found = list(sections)
    answered = {number for section in sections for number in section.recommendations}
    for before in counted:
        number = str(int(before.recommendations[-1]) + 1)
        if number not in answered:
            found = _opened(plain, blocks, found, before, number)
    return tuple(found)


def _opens_in_words(plain: str, section: Section) -> bool:
    """Tell an answer that begins with the ordinal of its number."""
    start = section.span.start
    lead = plain[start : min(section.span.end, start + _LEAD)]
    values = {str(value) for word in _WORD.findall(lead) if (value := _ordinal(word))}
    return bool(section.recommendations) and values.issuperset(section.recommendations)


def _ordinal(word: str) -> int | None:
    return value_of(word) if patterns("outline").compile(r"(?i)(?:{{ordinal}})(?:ly)?").fullmatch(word) else None


def _opened(
    plain: str, blocks: Sequence[Span], sections: Sequence[Section], before: Section, number: str
) -> list[Section]:
    """Return sections with one for a number, at the first paragraph behind another answer that has its ordinal."""
    at = next(index for index, section in enumerate(sections) if section.span == before.span)
    follows = next((s.span.start for s in sections[at + 1 :] if s.recommendations), before.span.end)
    for block in blocks:
        if not before.span.start < block.start <= follows:
            continue
        lead = plain[block.start : min(block.end, block.start + _LEAD)]
        if number in {str(_ordinal(word)) for word in _WORD.findall(lead)}:
            return [part for section in sections for part in _divided(section, block, number)]
    return list(sections)


def _divided(section: Section, block: Span, number: str) -> list[Section]:
    """Return a section cut where a block opens an answer within it; one that the block opens answers both."""
    if section.span.start == block.start and section.recommendations:
        return [replace(section, recommendations=(number, *section.recommendations))]
    if not section.span.start <= block.start < section.span.end:
        return [section]
    opened = Section(Span(block.start, section.span.end), Span(block.start, block.start), (number,), section.speakers)
    return [replace(section, span=Span(section.span.start, block.start)), opened]
