"""Where strings stand in a letter: one pass finds all that the patterns look for, by Aho and Corasick's automaton.

Strings are in lower case; in them, and in the text that is searched, one space stands for any run of white space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from ahocorasick_rs import AhoCorasick

_SPACE = re.compile(r"\s{2,}|[^\S ]")
_RUN = re.compile(r"\s{2,}")
# letters that match others whatever the case, and yet are not in lower case what they match
_ODD = re.compile("[ſıİ\u212a]")
_LONG = 1500  # characters of a text in which strings are found beforehand
_wanted: dict[str, tuple[int, ...]] = {}  # strings that patterns look for, and the numbers under which they asked
_numbers: dict[frozenset[str], int] = {}  # of what has been asked for
_NOWHERE: list[int] = []
_latest: tuple[str, Found | None] = ("", None)


def wanted(strings: Iterable[str]) -> int:
    """Ask for strings in every text that is searched from now on; return the number that `Found` has them under."""
    global _latest  # noqa: PLW0603  # the text searched last was not searched for these
    asked = frozenset(_SPACE.sub(" ", string) for string in strings)
    if asked not in _numbers:
        _latest = ("", None)
        number = _numbers[asked] = len(_numbers)
        for string in sorted(asked):
            _wanted[string] = (*_wanted.get(string, ()), number)
    return _numbers[asked]


class Found:
    """Where in one text the strings stand that were asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.begun: dict[object, list[int] | None] = {}  # where matches may begin, by what has worked it out
        low = lower(text)
        searched = _SPACE.sub(" ", low)
        automaton, groups, askers = _automaton(len(_numbers))
        spots: defaultdict[int, list[int]] = defaultdict(list)
        for string, start, _ in automaton.find_matches_as_indexes(searched, overlapping=True):
            spots[groups[string]].append(start)
        back = _offsets(low).__getitem__ if len(searched) < len(low) else None
        self._spots: defaultdict[int, list[list[int]]] = defaultdict(list)  # for each asker, of its strings
        for group, starts in spots.items():
            places = list(map(back, starts)) if back else starts
            for asker in askers[group]:
                self._spots[asker].append(places)
        self._places: dict[int, list[int]] = {}

    def places(self, number: int) -> list[int]:
        """Return where strings begin, in order: those that `wanted` gave this number to."""
        found = self._places.get(number)
        if found is None:
            spots = self._spots.get(number)
            found = self._places[number] = sorted(chain.from_iterable(spots)) if spots else _NOWHERE
        return found


def merged(lists: Iterable[list[int]]) -> list[int]:
    """Return the places of several ascending lists in order, each once."""
    filled = [places for places in lists if places]
    return filled[0] if len(filled) == 1 else list(dict.fromkeys(sorted(chain.from_iterable(filled))))


def places_between(places: list[int], start: int, end: int) -> list[int]:
    """Return the places from one offset to before another."""
    low = bisect_left(places, start)
    return places[low : bisect_left(places, end, low)]


def all_stand(needles: Iterable[list[int]], start: int, end: int) -> bool:
    """Tell whether a needle of each set stands between two offsets."""
    for places in needles:
        at = bisect_left(places, start)
        if at == len(places) or places[at] >= end:
            return False
    return True


def found_in(text: str) -> Found | None:
    """Return where strings stand in a long text, worked out once; None where odd letters make that unsure."""
    global _latest  # noqa: PLW0603  # rules ask some thousand times of one letter before the next
    if text is _latest[0]:
        return _latest[1]
    if len(text) < _LONG:
        return None
    _latest = (text, _found_in(text, len(_numbers)))
    return _latest[1]


@lru_cache(maxsize=4)
def _found_in(text: str, _asked: int) -> Found | None:
    return None if _ODD.search(text) else Found(text)


@lru_cache(maxsize=1)
def _automaton(_asked: int) -> tuple[AhoCorasick, tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Return what finds the strings, for each its group of those that the same askers want, and for each group the askers."""
    groups = {askers: group for group, askers in enumerate(dict.fromkeys(_wanted.values()))}
    return AhoCorasick(list(_wanted)), tuple(groups[askers] for askers in _wanted.values()), tuple(groups)


def _offsets(text: str) -> list[int]:
    """Return the offset of each character that is left when runs of white space become one space each."""
    offsets: list[int] = []
    at = 0
    for run in _RUN.finditer(text):
        offsets.extend(range(at, run.start() + 1))
        at = run.end()
    offsets.extend(range(at, len(text) + 1))
    return offsets


def lower(text: str) -> str:
    """Return text in lower case, as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
