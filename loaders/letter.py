"""A letter with its anatomy: who writes to whom about what, and where each part of it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from .nlp import pipeline
from .text import Span, Text

if TYPE_CHECKING:
    from spacy.tokens import Doc  # imported where it is needed: to import spaCy takes longer than to read a letter


class QuoteRole(StrEnum):
    """Whose words a passage holds."""

    OWN = "own"
    RESTATED = "restated"
    THIRD_PARTY = "third-party"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the letter under one heading and in one voice.

    The sections partition the letter in order. recommendations are numbers as the letter gives them
    ("3a", "7.1"), empty for an introduction or a close; several when one answer serves several.
    topic holds the words for what an answer without a number is on.
    speakers are names of the bodies whose words these are (one, or several in a joint answer).
    """

    span: Span
    heading: Span | None
    recommendations: tuple[str, ...]
    speakers: tuple[str, ...]
    numbering_given: bool = True
    topic: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, table cell, heading or list item, in order; furniture is never part of one.

    section is its section's index; role says whose words it holds.
    """

    span: Span
    section: int
    speaker: str
    role: QuoteRole


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the letter's head or foot, with the words that say so."""

    value: str
    span: Span


@dataclass(frozen=True, eq=False)
class Letter:
    """What one letter is made of.

    plain is as long as text.text and lines up with it character for character, so spans of one are spans
    of the other. In it, furniture (running headers, page numbers, navigation), line breaks inside a
    paragraph and markup characters are spaces; a word hyphenated at a line end is joined, its padding
    moved behind it; curly quotes and dashes stay. Patterns run over plain; quotes come from text.text.
    tagged is plain as a trained pipeline has it, None without one; doc is plain, tokenised. aliases leads from a short form to the full name it stands for in this letter
    ("NPCC", "the Trust", "we" excepted).
    """

    text: Text
    plain: str
    senders: tuple[Field, ...]
    signatories: tuple[Field, ...]
    post: Field | None
    recipient: Field | None
    date: date | None
    date_span: Span | None
    reference: Field | None
    report: Field | None
    furniture: tuple[Span, ...]
    restated: tuple[Span, ...]
    quoted: tuple[Span, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    aliases: Mapping[str, str]
    tagged: Doc | None = field(default=None, repr=False)

    @cached_property
    def doc(self) -> Doc:
        """Return the letter's tokens, as the trained pipeline made them where there is one."""
        return self.tagged if self.tagged is not None else pipeline().make_doc(self.plain)

    def words(self, span: Span) -> str:
        """Return the span's words with white space made single: fit for a name or a label."""
        return " ".join(self.plain[span.start : span.end].split())

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence an offset lies in, or None in furniture and between sentences."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start) - 1
        if index < 0 or offset >= self.sentences[index].span.end:
            return None
        return self.sentences[index]

    def quote(self, span: Span) -> str:
        """Return the span exactly as it stands in the source text."""
        return self.text.text[span.start : span.end]
