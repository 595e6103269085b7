"""Legends: what a table's colours stand for ("Amber: we will do some of it"), and titles that sort answers by stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
_FIRST = 2  # sentences of an answer in which its colour or code may stand
_TITLES = 2  # titles that sort answers, at least
# "Codes to be used: A = we will do it; D = we have done it", and "Code: A"
_CODE = re.compile(
    r"(?<![\w’'])(?P<key>[A-Z]{1,2})(?:\s?(?:=|means)\s?|,\s(?=(?:it|we|they|this|that|the|an?|not|some|all|done|will|yes|no)\b))"
    r"(?P<words>[a-z][^;.\n]{5,90})"
)
_CODED = re.compile(r"\W*(?:(?:Code|Status|Response|Verdict|Position|Stance)\s*:\s*)?(?P<key>[A-Z]{1,2})\W*")
_KEYS = 3  # colours that make a legend


def legend_stand(letter: Letter, sentences: Sequence[Sentence]) -> Stand | None:
    """Return the stand that an answer's colour or code means; None where it has none or no legend explains it."""
    for sentence in sentences[:_FIRST]:
        words = letter.words(sentence.span)
        coded = _CODED.fullmatch(words)
        found = _legend(letter).get(words) if words.isalpha() else None
        found = found or (_codes(letter).get(coded["key"]) if coded else None)
        if found:
            return Stand(found.stance, found.state, sentence.span, "positions/legend")
    return None


@lru_cache(maxsize=1)
def _codes(letter: Letter) -> Mapping[str, Stand]:
    """Return what codes stand for in a letter that explains several in one breath."""
    found: dict[str, Stand] = {}
    for sentence in letter.sentences:
        for match in _CODE.finditer(letter.plain, sentence.span.start, sentence.span.end):
            meaning = replace(sentence, span=Span(*match.span("words")))
            signs = cues(letter, [meaning])
            found.setdefault(match["key"], leaned(letter, [meaning], signs, decided(letter, signs, meaning.span)))
    return found if len(found) >= _KEYS else {}


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
