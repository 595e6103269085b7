"""Turns: the words by which a sentence turns to recommendations: "On recommendation 3", "Your second", "(recommendation 5)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .letter import Section
from .numbering import numbers_in, ordinals_in, value_of
from .patterns import patterns
from .text import Span

_CAPITALS = re.compile(r"^\W{0,3}(?:[A-Z]{3,}\s+){2,}")  # "YOUR FIRST CONCERN was"
_HEADED = 3  # numbers with headings of their own, from which a bare "the second" counts within an answer


@dataclass(frozen=True, slots=True)
class Turn:
    """The words that turn, the numbers they name, and whether these stand in brackets behind what they number."""

    words: Span
    numbers: tuple[str, ...]
    bracketed: bool


def words_of(place: Span, match: re.Match[str]) -> Span:
    """Return where a match within a place stands, the marks before it apart."""
    start = place.start + match.start() + len(match[0]) - len(match[0].lstrip(" #*\n\t"))
    return Span(start, max(start, place.start + match.start() + len(match[0].rstrip())))


def turn_in(plain: str, place: Span, sections: Sequence[Section], headed: frozenset[str]) -> Turn | None:
    """Return how a sentence turns to recommendations, if it does.

    sections are those read so far; headed, the numbers that have a heading of their own somewhere.
    """
    file = patterns("outline")
    words = _CAPITALS.sub(lambda lead: lead[0].capitalize(), plain[place.start : place.end])
    if file["not-ours"].within(plain, place.start, place.end):
        return None
    numbers: list[str] = []
    first: re.Match[str] | None = None
    for rule in ("prose", "ordinal", "adverb"):
        match = file[rule].search(words)
        if match and (rule != "ordinal" or (_is_absolute(match, sections) and not _is_counted(plain, place, sections))):
            said = _said(rule, match)
            counted = rule == "ordinal" and not match["kind"] and len(headed) >= _HEADED
            if rule != "prose" and said and (counted or headed.issuperset(said)):
                continue  # each has a heading of its own
            numbers += said
            first = first or match
    stated = file["verdict-on"].pattern.match(words) if first is None else None
    if stated and not headed & set(numbers_in(stated["numbers"])):
        numbers, first = list(numbers_in(stated["numbers"])), stated
    match = file["also-answers"].within(plain, place.start, place.end)
    if match and (numbers or re.search(r"\byour\b", match[0])):
        numbers, first = list(ordinals_in(match["ordinals"])), match
    for match in file["reply"].all_within(plain, place.start, place.end):
        numbers += numbers_in(match["numbers"])
        first = first or match
    bracketed = list(file["bracket"].all_within(plain, place.start, place.end)) if first is None else []
    bracketed = [match for match in bracketed if not file["elsewhere"].pattern.match(words, match.end())]
    for match in bracketed:
        numbers += numbers_in(match["numbers"])
    first = first or (bracketed[0] if bracketed else None)
    return Turn(words_of(place, first), tuple(dict.fromkeys(numbers)), bool(bracketed)) if first and numbers else None


def _said(rule: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return the numbers that a turn of phrase names, in digits, ordinals or adverbs."""
    if rule == "prose":
        return numbers_in(match["numbers"] or match["bare"])
    if rule == "ordinal":
        return ordinals_in(match["ordinals"])
    words = re.findall(
        r"\b(\w+ly)\b|\bin (?:the|your) (\w+)(?: place)?|^(\w+) ",
        f"{match['ordinals'] or match['leading'] or match['early'] or match['later'] or match['comes']} {match['more'] or ''}".lower(),
    )
    values = (value_of(adverb or ordinal or early) for adverb, ordinal, early in words)
    return tuple(str(value) for value in values if value)


def _is_counted(plain: str, place: Span, sections: Sequence[Section]) -> bool:
    """Tell an ordinal after which the answer that is open has begun to count its own parts: "The first of these"."""
    heading = sections[-1].heading
    said = plain[heading.end : place.start] if heading else ""
    return re.search(r"\b(?:[Ff]irst|One) (?:of (?:these|those|them)|half|part|limb)\b", said) is not None


def _is_absolute(match: re.Match[str], sections: Sequence[Section]) -> bool:
    """Tell an ordinal that numbers a recommendation from one that counts within the section open."""
    if match["kind"]:
        return True
    if re.search(
        r"\b(?:first|second|third|last|final)\s+(?:such|one|time|of its|of the|of these|of them|of those|day|year|step|stage)\b",
        match.string[match.start() : match.end() + 10],
    ):
        return False
    whole = next((s for s in reversed(sections) if len(s.recommendations) > 1), None)
    open_whole = whole is not None and sections[-1].heading == whole.heading
    within = whole.recommendations if whole and open_whole else sections[-1].recommendations
    if int((ordinals_in(match["ordinals"]) or ("0",))[0]) > len(within) > 0:
        return True
    return not (len(within) > 1 or re.match(r"\W*(?:The )?(?:first|last|second) (?:half|part|step|of)\b", match[0]))
