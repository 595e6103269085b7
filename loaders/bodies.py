"""Bodies named in a letter, each resolved to reference data or given an IRI of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..ontology.bodies import key
from .letter import Field, Letter
from .names import distinct
from .patterns import patterns
from .resolution import resolve
from .statements import BodyMention
from .text import Span, word_place


def bodies(letter: Letter) -> Iterator[BodyMention]:
    """Yield one mention for each body: senders first named, then every other, then acronyms the letter introduces."""
    seen: set[str] = set()
    for name in distinct(letter, "body"):
        yield _mention(letter, name.words, name.span, name.rule, seen)
    for sender in letter.senders:
        if key(sender.value) not in seen:
            yield _mention(letter, sender.value, sender.span, "bodies/sender", seen)
    for field in _acronyms(letter, seen):
        yield _mention(letter, field.value, field.span, "bodies/acronym", seen)


def _mention(letter: Letter, words: str, span: Span, rule: str, seen: set[str]) -> BodyMention:
    seen.add(key(words))
    found = resolve(words, letter)
    sentence = letter.sentence_at(span.start)
    return BodyMention(
        span=span,
        label=found.label,
        by=sentence.speaker if sentence else (letter.senders[0].value if letter.senders else ""),
        rule=rule,
        name=words,
        body=found.iri,
        match=found.match,
        body_type=found.body_type or _type(letter, words, span),
    )


def _acronyms(letter: Letter, seen: set[str]) -> Iterator[Field]:
    for short, full in letter.aliases.items():
        if short.isupper() and key(full) in seen and key(short) not in seen:
            place = word_place(short, letter.plain)
            if place:
                yield Field(short, place)


def _type(letter: Letter, words: str, span: Span) -> str | None:
    """Return the kind of an unknown body, from its name or the words beside it."""
    beside = letter.plain[max(0, span.start - 40) : span.start] + "|" + letter.plain[span.end : span.end + 60]
    return next((kind for kind, name, by in _types() if name.search(words) or (by and by.search(beside))), None)


@cache
def _types() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Return the kinds of bodies, each with what their names hold and what stands beside them."""
    entries = patterns("bodies").data["type"]
    return tuple((e["is"], re.compile(e["name"]), re.compile(e["beside"]) if "beside" in e else None) for e in entries)
