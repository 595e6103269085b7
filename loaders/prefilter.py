"""What a pattern's matches must hold and cannot hold, worked out from the pattern: most text need never be searched.

A needle is a string that stands in every match, or one of a set of which one does; a barrier is a character that
stands in none. So every match lies between two barriers, beside a needle, and a search of those stretches alone
finds what a search of the whole would, at a fraction of the cost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from math import prod
from re import _parser  # type: ignore[attr-defined]  # the pattern's tree has no public door
from typing import Any, Protocol

from .needles import Found, all_stand, found_in, lower, merged, places_between, wanted
from .openings import Openings, alternatives, is_anchored, openings

_COMMON = "etaoinshrdlcumwfgypbvk"  # English letters by frequency; any other character is rarer
_MOST = 120  # needles of one set: past these looking for them costs more than the search
_SETS = 3  # sets of needles to look for
_OFTEN = 0.0003  # how often a little word may stand at a place and yet be worth looking for
_BARRIERS = '.;:!?()|“”"\n'
_ALL = frozenset(_BARRIERS)
_DENSE = 5  # characters to a place where a match may begin, below which it is as well tried everywhere
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-Z]")
_INITIAL = re.compile(r"[A-Z]\w*")
_CAMEL = re.compile(r"[a-z](?=[A-Z])")
_EDGE = re.compile(r"\b")
_FEW = 8  # places where a match may begin that are sooner tried than needles looked for beside them
_BEYOND = 48  # characters past a barrier that a lookahead may see
_KINDS: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda c: c.isalnum() or c == "_",
}


class Patterned(Protocol):
    """What has a pattern, compiled when it is first asked for."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern."""


@dataclass(frozen=True, slots=True, eq=False)
class Prefilter:
    """Sets of needles, of each of which a match holds one, rarest first, and the barriers that no match holds.

    opened and held are the numbers under which openings and each set of needles are looked for. loose are the
    alternatives that begin with any word: openings are those of the others.
    """

    needles: tuple[tuple[str, ...], ...] = ()
    barriers: str = ""
    openings: Openings | None = None
    anchored: bool = False
    opened: int = -1
    held: tuple[int, ...] = ()
    loose: tuple[Prefilter, ...] = ()

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Tell text that the pattern may match from text in which it cannot."""
        found = found_in(text)
        if found is not None:
            return not self.held or all_stand(self.beside(found), start, end)
        low = _lower(text)
        for words in self.needles:
            for word in words:
                if low.find(word, start, end) >= 0:
                    break
            else:
                return False
        return True

    def beside(self, found: Found) -> tuple[list[int], ...]:
        """Return where the needles of each set stand in a long text."""
        return tuple(map(found.places, self.held))

    def between(self, rule: Patterned, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield a pattern's matches between two offsets, in order."""
        found = found_in(text)
        if found is None or self.openings is None:
            return rule.pattern.finditer(text, start, end) if self.may_match(text, start, end) else iter(())
        if self.held and not all_stand(self.beside(found), start, end):
            return iter(())
        return self.tried(rule, text, start, end, end)

    def finditer(self, rule: Patterned, text: str) -> Iterator[re.Match[str]]:
        """Yield a pattern's matches in a whole text, in order."""
        found = found_in(text)
        if found is None or not self.held or not self.barriers or self.places(text) is not None:
            return self.tried(rule, text, 0, len(text), len(text))
        return self._in_stretches(rule, found)

    def _in_stretches(self, rule: Patterned, found: Found) -> Iterator[re.Match[str]]:
        for start, end in self._stretches(found):
            for match in rule.pattern.finditer(found.text, start, min(end + _BEYOND, len(found.text))):
                if match.start() >= end:
                    break
                yield match

    def tried(self, rule: Patterned, text: str, start: int, end: int, seen: int) -> Iterator[re.Match[str]]:
        """Yield matches that begin between two offsets; the pattern sees the text up to a third."""
        places = self.places(text)
        if places is None:
            return rule.pattern.finditer(text, start, seen)
        likely = places_between(places, start, end) if places else places
        return _matches(rule.pattern, text, likely, seen) if likely else iter(())

    def within(self, rule: Patterned, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches in the words between two offsets, taken by themselves; they count from the words' start."""
        places = self.places(text)
        if places is None:
            if self.anchored or self.may_match(text, start, end):
                yield from rule.pattern.finditer(text[start:end])
            return
        low, high = bisect_left(places, start), bisect_left(places, end)
        if low == high and not self.loose:
            return
        words = text[start:end]
        free = start
        # the words' beginning is a word's, though the text may not have one there
        for at in [start, *places[low:high]] if self.loose else places[low:high]:
            if at >= free and (match := rule.pattern.match(words, at - start)):
                free = start + match.end()
                yield match

    def search(self, rule: Patterned, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first match between two offsets."""
        if self.anchored:
            return None if start else rule.pattern.match(text, 0, end)
        places = self.places(text)
        if places is None:
            return rule.pattern.search(text, start, end) if self.may_match(text, start, end) else None
        likely = places_between(places, start, end) if places else places
        return _first(rule.pattern, text, likely, end) if likely else None

    def places(self, text: str) -> list[int] | None:
        """Return where in a long text a match may begin; None where that is unknown, or nearly everywhere."""
        if self.openings is None or (found := found_in(text)) is None:
            return None
        try:
            return found.begun[self]
        except KeyError:
            places = found.begun[self] = self._places(found, self.openings)
            return places

    def _places(self, found: Found, known: Openings) -> list[int] | None:
        if not all(map(found.places, self.held)):
            return []
        lists = [places] if known.words and (places := found.places(self.opened)) else []
        if known.digit:
            lists.append(_every(found.text, _DIGIT))
        if known.capital:
            lists.append(_every(found.text, _CAPITAL))
        if known.initial:
            lists.append(_every(found.text, _INITIAL))
        if known.camel:
            lists.append(_every(found.text, _CAMEL))
        if lists and self.held and self.barriers and sum(map(len, lists)) > _FEW:
            runs = list(self.leads(found))
            lists = [cut for places in lists for cut in _within(places, runs)]
        for other in self.loose:
            lists += [[edge.start() for edge in _EDGE.finditer(found.text, *run)] for run in other.leads(found)]
        places = merged(lists) if lists else []
        return places if len(places) <= len(found.text) // _DENSE else None

    def leads(self, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the runs of text between barriers in which a match may begin: before a last needle of each set."""
        needles = self.beside(found)
        for start, end in self._stretches(found):
            yield start, min([places[bisect_left(places, end) - 1] for places in needles]) + 1

    def _stretches(self, found: Found) -> Iterator[tuple[int, int]]:
        """Yield the runs of text between barriers that hold a needle of each set."""
        cuts = _cuts(found.text, self.barriers)
        runs: set[int] | None = None
        for number in self.held:
            here = {bisect_right(cuts, place) for place in found.places(number)}
            runs = here if runs is None else runs & here
            if not runs:
                return
        for index in sorted(runs or ()):
            yield cuts[index - 1] + 1 if index else 0, cuts[index] if index < len(cuts) else len(found.text)


def prefilter(pattern: str) -> Prefilter:
    r"""Work out a pattern's needles and barriers.

    >>> prefilter(r"(?:the )?(?:Fund|Grant)s?\s+of £\d+").needles
    (('fund', 'grant'), ('of £',))
    >>> prefilter(r"\w+(?: (?:Board|Panel))?").needles
    ()
    """
    parsed = _parser.parse(pattern)
    tree, flags = list(parsed), parsed.state.flags
    if is_anchored(tree, flags):
        return _told(tree, None, anchored=True)
    known = openings(tree, flags)
    if known is None:
        loose, others = _divided(tree, flags)
        if loose and all(part.held and part.barriers for part in loose):
            words = sorted({word for part in others for word in part.words})
            known = Openings(
                tuple(words),
                any(part.digit for part in others),
                any(part.capital for part in others),
                any(part.initial for part in others),
                any(part.camel for part in others),
            )
            return _told(tree, known, loose=loose)
    return _told(tree, known)


def _told(
    tree: Sequence[tuple[Any, Any]],
    known: Openings | None,
    *,
    anchored: bool = False,
    loose: tuple[Prefilter, ...] = (),
) -> Prefilter:
    """Return what a sequence says of its matches, their openings being known."""
    sets = [found for found in sorted(_required(tree), key=_often)[:_SETS] if len(found) <= _MOST]
    barriers = "".join(sorted(_ALL - _eaten(tree), key=_BARRIERS.index))
    return asked(tuple(tuple(sorted(found)) for found in sets), barriers, known, anchored=anchored, loose=loose)


def asked(
    needles: tuple[tuple[str, ...], ...],
    barriers: str,
    known: Openings | None,
    *,
    anchored: bool = False,
    loose: tuple[Prefilter, ...] = (),
) -> Prefilter:
    """Return a filter whose strings are looked for in every letter from now on."""
    telling = known is not None and known.telling
    rare = _is_looked_for if known else _is_rare
    held = () if telling else tuple(words for words in needles if all(map(rare, words)))
    opened = wanted(known.words) if known else -1
    return Prefilter(needles, barriers, known, anchored, opened, tuple(map(wanted, held)), loose)


def _divided(tree: Sequence[tuple[Any, Any]], flags: int) -> tuple[tuple[Prefilter, ...], list[Openings]]:
    """Return a pattern's alternatives that may begin with any word, and how the others begin; nothing if some begin elsewhere."""
    loose: list[Prefilter] = []
    others: list[Openings] = []
    for part in alternatives(tree):
        known = openings(part, flags)
        if known is not None:
            others.append(known)
        elif str(part[0][1]) == "AT_BOUNDARY":
            loose.append(_told(part, None))
        else:
            return (), []
    return tuple(loose), others


def _matches(pattern: re.Pattern[str], text: str, places: list[int], seen: int) -> Iterator[re.Match[str]]:
    """Yield matches from places, one after the other; the pattern sees the text up to an offset."""
    left = places
    while left:
        match = _first(pattern, text, left, seen)
        if match is None:
            return
        yield match
        left = left[bisect_left(left, max(match.end(), match.start() + 1)) :]


def _first(pattern: re.Pattern[str], text: str, places: list[int], seen: int) -> re.Match[str] | None:
    """Return the match from the first of some places that has one."""
    return next(filter(None, map(pattern.match, repeat(text), places, repeat(seen))), None)


def _within(places: list[int], runs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the places that lie in runs of a text, run by run."""
    return [cut for start, end in runs if (cut := places_between(places, start, end))]


_lower = lru_cache(maxsize=8)(lower)


@lru_cache(maxsize=64)
def _cuts(text: str, barriers: str) -> list[int]:
    return [match.start() for match in _any_of(barriers).finditer(text)]


@cache
def _any_of(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(marks)}]")


@lru_cache(maxsize=8)
def _every(text: str, kind: re.Pattern[str]) -> list[int]:
    return [match.start() for match in kind.finditer(text)]


def _required(tree: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Return the sets of strings of each of which a sequence holds one."""
    found: list[frozenset[str]] = []
    run = ""
    for operator, argument in [*tree, ("END", None)]:
        if str(operator) == "LITERAL":
            run += chr(argument).lower()
            continue
        if run.strip():
            found.append(frozenset([run]))
        run = ""
        found += _of(str(operator), argument)
    return found


def _of(operator: str, argument: Any) -> list[frozenset[str]]:
    if operator == "SUBPATTERN":
        return _required(argument[3])
    if operator == "ATOMIC_GROUP":
        return _required(argument)
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0]:
        return _required(argument[2])
    if operator == "BRANCH":
        parts = [min(_required(part), key=_often, default=None) for part in argument[1]]
        known = [part for part in parts if part]
        return [frozenset().union(*known)] if len(known) == len(parts) else []
    if operator == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return [frozenset(chr(value).lower() for _, value in argument)]
    return []


def _often(words: frozenset[str]) -> float:
    """Return about how often one of the strings stands at a place in English."""
    return sum(prod(map(_share, word)) for word in words)


def _is_looked_for(word: str) -> bool:
    """Tell a needle that is worth looking for beside openings that say little."""
    return len(word) > 1 or not word.isalnum()


def _is_rare(word: str) -> bool:
    """Tell a needle worth looking for from little words and marks that stand everywhere."""
    return len(word) > 2 or (_often(frozenset([word])) < _OFTEN if word.isalpha() else word not in ".,-")


def _share(character: str) -> float:
    if character.isspace():
        return 0.2
    return 0.12 / (_COMMON.index(character) + 1.2) ** 0.8 if character in _COMMON else 0.003


def _eaten(tree: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the barriers that a match may hold."""
    return frozenset().union(*(_taken(str(operator), argument) for operator, argument in tree))


def _taken(operator: str, argument: Any) -> frozenset[str]:
    if operator == "LITERAL":
        return _ALL & {chr(argument).lower()}
    if operator == "NOT_LITERAL":
        return _ALL - {chr(argument)}
    if operator == "IN":
        negated = str(argument[0][0]) == "NEGATE"
        held = frozenset().union(*(_members(str(kind), value) for kind, value in argument))
        return _ALL - held if negated else held
    if operator == "SUBPATTERN":
        return _eaten(argument[3])
    if operator == "ATOMIC_GROUP":
        return _eaten(argument)
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _eaten(argument[2])
    if operator == "BRANCH":
        return frozenset().union(*map(_eaten, argument[1]))
    return frozenset() if operator in {"AT", "ASSERT", "ASSERT_NOT", "GROUPREF"} else _ALL


def _members(kind: str, value: Any) -> frozenset[str]:
    if kind == "LITERAL":
        return _ALL & {chr(value)}
    if kind == "RANGE":
        return frozenset(mark for mark in _ALL if value[0] <= ord(mark) <= value[1])
    if kind == "CATEGORY":
        name = str(value).rsplit("_", 1)[-1]
        return frozenset(mark for mark in _ALL if _KINDS[name](mark) != ("NOT" in str(value)))
    return frozenset()
