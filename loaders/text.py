"""A letter's text as read from a file, and spans of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of text: start and end count Unicode code points from 0; end is exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise SpanError(f"span {self.start}-{self.end} does not run forwards from 0")

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character.

        >>> Span(0, 5).overlaps(Span(4, 9)), Span(0, 5).overlaps(Span(5, 9))
        (True, False)
        """
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Text:
    """What was read from one file.

    sha256 is of the source bytes; pages holds the offset at which each page starts,
    and is empty where the format has no pages.
    """

    name: str
    sha256: str
    media_type: str
    text: str
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """Return the page (from 1) an offset lies on, or None where there are no pages."""
        return sum(start <= offset for start in self.pages) or None


def quote_at(text: str, start: int, end: int) -> str:
    """Return the passage a statement rests on.

    start and end count Unicode code points from 0; end is exclusive.
    Raises SpanError if the span leaves the text.
    Source: W3C Web Annotation, Text Position Selector.

    >>> quote_at("Dear Ada", 5, 8)
    'Ada'
    """
    if not 0 <= start <= end <= len(text):
        raise SpanError(f"span {start}-{end} leaves a text of {len(text)} characters")
    return text[start:end]


def has_word(words: str, text: str) -> bool:
    r"""Tell whether words stand in a text with a word's edge at either end, as \b says.

    >>> has_word("the Fund", "of the Fund."), has_word("the Fund", "of the Funds"), has_word("(LRF)", "a(LRF)b")
    (True, False, True)
    """
    return word_place(words, text) is not None


def word_place(words: str, text: str) -> Span | None:
    """Return the first place where words stand in a text as `has_word` has it."""
    for at in _places(words, text):
        if _is_edge(text, at) and _is_edge(text, at + len(words)):
            return Span(at, at + len(words))
    return None


def standing(words: str, text: str, joiners: str) -> Iterator[Span]:
    """Yield where words stand in a text, joined at neither end to a further word by a letter or one of some marks.

    >>> list(standing("Ash", "Ash-Bale of Ash", "-"))
    [Span(start=12, end=15)]
    """
    free = 0
    for at in _places(words, text):
        end = at + len(words)
        if at >= free and not joined(text, at, end, joiners):
            free = end
            yield Span(at, end)


def joined(text: str, start: int, end: int, joiners: str = "") -> bool:
    """Tell whether words are joined at either end to a further word by a letter, a digit or one of some marks."""
    before = start > 0 and _in_word(text[start - 1], joiners)
    return before or (end < len(text) and _in_word(text[end], joiners))


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _in_word(character: str, joiners: str) -> bool:
    return character.isalnum() or character == "_" or character in joiners


def _is_edge(text: str, at: int) -> bool:
    before = at > 0 and _in_word(text[at - 1], "")
    return before != (at < len(text) and _in_word(text[at], ""))
