"""Initiatives: pieces of work done, under way or planned - training, campaigns, reviews, workshops and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .letter import Letter, QuoteRole, Sentence
from .patterns import RuleSet, patterns
from .statements import Initiative

_PARTNER = re.compile(r"\bwith\s+(?:the\s+)?(?P<name>(?:[A-Z][\w’'&]*)(?:\s+(?:(?:of|and|for|the)\s+)?[A-Z][\w’'&]*)+)")
_LABEL = 80  # characters
_STATES = ("planned", "done", "under-way", "standing")


def initiatives(letter: Letter) -> Iterator[Initiative]:
    """Yield one initiative of a kind for each own-words sentence that speaks of it."""
    file = patterns("initiatives")
    states = [(state, file.compile(file.data["state"][state])) for state in _STATES]
    for sentence in letter.sentences:
        if sentence.role is not QuoteRole.OWN or _is_heading(letter, sentence):
            continue
        for rule in _rules().within(letter.plain, sentence.span.start, sentence.span.end):
            match = rule.search(letter.plain, sentence.span.start, sentence.span.end)
            if match is None:
                continue
            words = letter.words(sentence.span)
            partner = _PARTNER.search(letter.plain, sentence.span.start, sentence.span.end)
            yield Initiative(
                span=sentence.span,
                label=words if len(words) <= _LABEL else f"{words[:_LABEL].rsplit(' ', 1)[0]} …",
                by=sentence.speaker,
                rule=rule.name,
                initiative_type=rule.keys["type"],
                state=_state(states, letter.plain[sentence.span.start : sentence.span.end]),
                partner=" ".join(partner["name"].split()) if partner else None,
                recommendation=next(iter(letter.sections[sentence.section].recommendations), None),
            )
            break


@cache
def _rules() -> RuleSet:
    return RuleSet(patterns("initiatives").rules)


def _state(states: list[tuple[str, re.Pattern[str]]], words: str) -> str:
    return next((state for state, says in states if says.search(words)), "standing")


def _is_heading(letter: Letter, sentence: Sentence) -> bool:
    heading = letter.sections[sentence.section].heading
    return heading is not None and heading.overlaps(sentence.span)
