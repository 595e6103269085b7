"""Where strings stand in a letter: one pass finds all that the patterns look for, by Aho and Corasick's automaton.

Strings are in lower case; in them, and in the text that is searched, one space stands for any run of white space.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from ahocorasick_rs import AhoCorasick

_SPACE = re.compile(r"\s{2,}|[^\S ]")
_RUN = re.compile(r"\s{2,}")
# letters that match others whatever the case, and yet are not in lower case what they match
_ODD = re.compile("[ſıİ\u212a]")
_wanted: dict[str, list[int]] = {}  # strings that patterns look for, and the numbers under which they asked
_count = 0


def wanted(strings: Iterable[str]) -> int:
    """Ask for strings in every text that is searched from now on; return the number that `Found` has them under."""
    global _count  # noqa: PLW0603  # the automaton is made of what all patterns of the process ask for
    for string in strings:
        _wanted.setdefault(_SPACE.sub(" ", string), []).append(_count)
    _count += 1
    return _count - 1


class Found:
    """Where in one text the strings stand that were asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.begun: dict[object, list[int] | None] = {}  # where matches may begin, by what has worked it out
        low = lower(text)
        searched = _SPACE.sub(" ", low)
        automaton, askers = _automaton(_count)
        spots: defaultdict[int, list[int]] = defaultdict(list)
        for string, start, _ in automaton.find_matches_as_indexes(searched, overlapping=True):
            spots[string].append(start)
        back = _offsets(low) if len(searched) < len(low) else None
        self._spots: defaultdict[int, list[list[int]]] = defaultdict(list)  # for each asker, of each of its strings
        for string, starts in spots.items():
            places = [back[at] for at in starts] if back else starts
            for asker in askers[string]:
                self._spots[asker].append(places)
        self._places: dict[int, list[int]] = {}

    def places(self, number: int) -> list[int]:
        """Return where strings begin, in order: those that `wanted` gave this number to."""
        found = self._places.get(number)
        if found is None:
            found = self._places[number] = sorted(chain.from_iterable(self._spots.get(number, ())))
        return found


_latest: tuple[str, int, Found | None] = ("", 0, None)


def merged(lists: Sequence[list[int]]) -> list[int]:
    """Return the places of several ascending lists in order, each once."""
    return lists[0] if len(lists) == 1 else sorted(set().union(*lists))


def found_in(text: str) -> Found | None:
    """Return where strings stand in a text, worked out once; None where odd letters make that unsure."""
    global _latest  # noqa: PLW0603  # rules ask some thousand times of one letter before the next
    if text is not _latest[0] or _count != _latest[1]:
        _latest = (text, _count, _found_in(text, _count))
    return _latest[2]


@lru_cache(maxsize=8)
def _found_in(text: str, _asked: int) -> Found | None:
    return None if _ODD.search(text) else Found(text)


@lru_cache(maxsize=1)
def _automaton(_asked: int) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...]]:
    return AhoCorasick(list(_wanted)), tuple(map(tuple, _wanted.values()))


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
