"""Names that a trained spaCy pipeline finds where our rules found none: its entities, then its noun chunks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .letter import Letter, Sentence
from .patterns import patterns
from .text import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

RULE = "nlp:"  # leads every rule name of this module
_ARTICLE = re.compile(r"(?:the|a|an|our|their|its|his|her|this|that)\s+", re.IGNORECASE)
_TAIL = re.compile(r"(?:['’]s)?[\s,;:.]*$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at one place and its kind, as a pipeline has it."""

    kind: str
    span: Span
    rule: str
    sentence: Sentence


def candidates(letter: Letter, taken: Iterable[Span]) -> Iterator[Candidate]:
    """Yield names outside furniture that overlap none already found; none without a trained pipeline."""
    if letter.tagged is None:
        return
    held = list(taken)
    for kind, rule, tokens in (*_entities(letter.tagged), *_chunks(letter.tagged)):
        span = _tidy(letter.plain, tokens)
        sentence = letter.sentence_at(span.start)
        if sentence is None or not sentence.span.holds(span) or any(span.overlaps(other) for other in held):
            continue
        words = letter.words(span)
        if len(words) < 3 or not any(c.isalpha() for c in words) or words in patterns("entities").data["never"]:
            continue
        held.append(span)
        yield Candidate(kind, span, rule, sentence)


def _entities(doc: Doc) -> Iterator[tuple[str, str, Tokens]]:
    kinds = patterns("entities").data["kinds"]
    for entity in doc.ents:
        if entity.label_ in kinds:
            yield kinds[entity.label_], f"{RULE}{entity.label_}", entity


def _chunks(doc: Doc) -> Iterator[tuple[str, str, Tokens]]:
    """Yield noun chunks of two or more capitalised words whose last says what they name."""
    if not doc.has_annotation("DEP"):
        return
    heads = patterns("entities").data["heads"]
    for chunk in doc.noun_chunks:
        words = _ARTICLE.sub("", chunk.text, count=1).split()
        little = {"of", "and", "for", "the"}
        if len(words) > 1 and words[-1] in heads and all(w[0].isupper() or w in little for w in words):
            yield heads[words[-1]], f"{RULE}chunk", chunk


def _tidy(plain: str, tokens: Tokens) -> Span:
    """Return the place of a name without article, possessive and marks."""
    start, end = tokens.start_char, tokens.end_char
    article = _ARTICLE.match(plain, start, end)
    start = article.end() if article else start
    tail = _TAIL.search(plain[start:end])
    return Span(start, max(start, start + (tail.start() if tail else end - start)))


@cache
def unmeasured() -> float:
    """Return the confidence of names whose rule was never measured."""
    return float(patterns("entities").data["confidence"])
