"""Legends: what a table's colours stand for ("Amber: we will do some of it"), and titles that sort answers by stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .leanings import leaned
from .letter import Letter, Sentence
from .numbering import numbers_in
from .stands import UNSAID, Stand, cues, decided, rules
from .text import Span

_LINE = re.compile(
    r"\W*(?P<key>Blue|Green|Amber|Yellow|Orange|Red|Grey|Gray|Black|White|Purple)\b\W{1,8}(?=\w)(?:means? )?(?P<words>[a-z][^\n]{8,160})$"
)
# "B. Adopted in part (3 and 10)", above the answers to 3 and 10
_SORTED = re.compile(
    r"\W{0,3}(?:[A-Z1-9][.)]\s+)?(?P<words>[A-Z][a-z][^:.()\d]{2,50}?)\s"
    r"\((?P<numbers>\d{1,3}[a-z]?(?:(?:,(?: and)?| and| to|\s?[-–]) ?\d{1,3}[a-z]?)*)\)\W*"
)
_TITLES = 2  # titles that sort answers, at least
_KEYS = 3  # colours that make a legend


def legend_stand(letter: Letter, sentences: Sequence[Sentence]) -> Stand | None:
    """Return the stand that an answer's colour means, at the colour; None where it has none or no legend explains it."""
    if not sentences:
        return None
    colour = letter.words(sentences[0].span)
    found = _legend(letter).get(colour) if colour.isalpha() else None
    return Stand(found.stance, found.state, sentences[0].span, "positions/legend") if found else None


@lru_cache(maxsize=1)
def _legend(letter: Letter) -> Mapping[str, Stand]:
    found: dict[str, Stand] = {}
    for sentence in letter.sentences:
        match = _LINE.match(letter.words(sentence.span))
        if match:
            signs = cues(letter, [sentence])
            found.setdefault(match["key"], leaned(letter, [sentence], signs, decided(letter, signs, sentence.span)))
    return found if len(found) >= _KEYS else {}


def sorted_stand(letter: Letter, number: str, place: Span) -> Stand | None:
    """Return the stand of the title under which a letter sorts its answer to a number; None where it sorts none."""
    found = _sorting(letter).get(number)
    return Stand(found.stance, found.state, place, "positions/sorted") if found else None


@lru_cache(maxsize=1)
def _sorting(letter: Letter) -> Mapping[str, Stand]:
    found: dict[str, Stand] = {}
    titles = 0
    for sentence in letter.sentences:
        match = _SORTED.fullmatch(letter.words(sentence.span))
        rule = next((r for r in rules().verdicts if r.pattern.match(match["words"])), None) if match else None
        if match and rule:
            titles += 1
            stand = Stand(rule.keys.get("stance", UNSAID), rule.keys.get("state", UNSAID), sentence.span, rule.name)
            found |= {number: stand for number in numbers_in(match["numbers"]) if number not in found}
    return found if titles >= _TITLES else {}
