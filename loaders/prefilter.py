"""What a pattern's matches must hold and cannot hold, worked out from the pattern: most text need never be searched.

A needle is a string that stands in every match, or one of a set of which one does; a barrier is a character that
stands in none. So every match lies between two barriers, beside a needle, and a search of those stretches alone
finds what a search of the whole would, at a fraction of the cost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from re import _parser  # type: ignore[attr-defined]  # the pattern's tree has no public door
from typing import Any

from .openings import WIDTH, Openings, is_anchored, openings

_COMMON = "etaoinshrdlcumwfgypbvk"  # English letters by frequency; any other character is rarer
_MOST = 120  # needles of one set: past these looking for them costs more than the search
_SETS = 3  # sets of needles to look for
_BARRIERS = '.;:!?()|“”"\n'
_LONG = 1500  # characters of a text that is worth a map of what stands where in it
_DENSE = 5  # characters to a place where a match may begin, below which it is as well tried everywhere
_SPACE = re.compile(r"[^\S ]")
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-Z]")
_ODD = re.compile(
    "[ſıİ\u212a]"
)  # letters that match others whatever the case, and yet are not in lower case what they match
_SOON = 6  # places where a match may begin in a run of text that are sooner tried than needles looked for
_FEW = 40  # places where a match may begin that are sooner tried than needles looked for
_BEYOND = 48  # characters past a barrier that a lookahead may see
_KINDS: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda c: c.isalnum() or c == "_",
}


@dataclass(frozen=True, slots=True, eq=False)
class Prefilter:
    """Sets of needles, of each of which a match holds one, rarest first, and the barriers that no match holds."""

    needles: tuple[tuple[str, ...], ...] = ()
    barriers: str = ""
    openings: Openings | None = None
    anchored: bool = False

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Tell text that the pattern may match from text in which it cannot."""
        low = folded(text)
        for words in self.needles:
            for word in words:
                if low.find(word, start, end) >= 0:
                    break
            else:
                return False
        return True

    def finditer(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Yield a pattern's matches in a whole text, in order."""
        if not self.needles or not self.barriers:
            yield from self.tried(pattern, text, 0, len(text), len(text))
            return
        places = self._openings(text)
        if places is not None and len(places) < _FEW:
            yield from self.tried(pattern, text, 0, len(text), len(text))
            return
        for start, end in self._stretches(text):
            for match in self.tried(pattern, text, start, end, min(end + _BEYOND, len(text))):
                if match.start() >= end:
                    break
                yield match

    def tried(self, pattern: re.Pattern[str], text: str, start: int, end: int, seen: int) -> Iterator[re.Match[str]]:
        """Yield matches that begin between two offsets; the pattern sees the text up to a third."""
        places = self._openings(text)
        if places is None:
            yield from pattern.finditer(text, start, seen)
            return
        free = start
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if at >= free and (match := pattern.match(text, at, seen)):
                free = match.end()
                yield match

    def first_within(self, pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first match in the words between two offsets, taken by themselves; it counts from their start."""
        words = text[start:end]
        places = self._openings(text)
        if places is None:
            return pattern.search(words)
        for at in places[bisect_left(places, start) : bisect_left(places, end)]:
            if match := pattern.match(words, at - start):
                return match
        return None

    def search(self, pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first match between two offsets."""
        if self.anchored:
            return None if start else pattern.match(text, 0, end)
        places = self._openings(text)
        if places is None:
            return pattern.search(text, start, end) if self.may_match(text, start, end) else None
        low, high = bisect_left(places, start), bisect_left(places, end)
        if high - low > _SOON and not self.may_match(text, start, end):
            return None
        for at in places[low:high]:
            if match := pattern.match(text, at, end):
                return match
        return None

    def _openings(self, text: str) -> list[int] | None:
        """Return where in a long text a match may begin; None where that tells too little."""
        if self.openings is None or len(text) < _LONG:
            return None
        known = _opened(text)
        if known is None:
            return None
        if self not in known:
            known[self] = _where_open(text, self.openings)
        return known[self]

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the runs of text between barriers that hold a needle of each set."""
        cuts = _cuts(text, self.barriers)
        held: set[int] | None = None
        for words in self.needles:
            here = {bisect_right(cuts, place) for place in _places(text, words)}
            held = here if held is None else held & here
            if not held:
                return
        for index in sorted(held or ()):
            yield cuts[index - 1] + 1 if index else 0, cuts[index] if index < len(cuts) else len(text)


def prefilter(pattern: re.Pattern[str]) -> Prefilter:
    r"""Work out a pattern's needles and barriers.

    >>> prefilter(re.compile(r"(?:the )?(?:Fund|Grant)s?\s+of £\d+")).needles
    (('fund', 'grant'), ('of £',))
    >>> prefilter(re.compile(r"\w+(?: (?:Board|Panel))?")).needles
    ()
    """
    tree = list(_parser.parse(pattern.pattern, pattern.flags))
    sets = sorted(_required(tree), key=_often)
    return Prefilter(
        tuple(tuple(sorted(found)) for found in sets[:_SETS] if len(found) <= _MOST),
        "".join(mark for mark in _BARRIERS if not _eats(tree, mark)),
        openings(pattern),
        is_anchored(pattern),
    )


@dataclass(frozen=True, slots=True)
class _Map:
    """Which of some filters may pass where in one text: always, or by a needle, beside further ones."""

    always: frozenset[int]
    starts: list[int]
    here: list[tuple[int, tuple[list[int], ...]]]


class Filters:
    """Filters in order, asked together which of them a run of a text may pass."""

    def __init__(self, filters: Iterable[Prefilter]) -> None:
        self._filters = tuple(filters)
        self._map = lru_cache(maxsize=4)(self._mapped)

    def passed(self, text: str, start: int, end: int) -> list[int]:
        """Return the numbers of the filters that text between two offsets may pass, in order."""
        known = self._map(text)
        found = set(known.always)
        low, high = bisect_left(known.starts, start), bisect_left(known.starts, end)
        for number, others in known.here[low:high]:
            if number not in found and all(_stands(places, start, end) for places in others):
                found.add(number)
        return sorted(found)

    def _mapped(self, text: str) -> _Map:
        events: list[tuple[int, int, tuple[list[int], ...]]] = []
        for number, known in enumerate(self._filters):
            sets = []
            for words in known.needles:
                sets.append(sorted(_places(text, words)))
                if not sets[-1]:
                    break
            if sets and sets[-1]:
                events += [(at, number, tuple(sets[1:])) for at in sets[0]]
        events.sort(key=lambda event: event[0])
        always = frozenset(number for number, known in enumerate(self._filters) if not known.needles)
        return _Map(always, [event[0] for event in events], [(event[1], event[2]) for event in events])


def _stands(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def folded(text: str) -> str:
    """Return text in lower case, as long as it was."""
    return _folded(text) if len(text) >= _LONG else _folded_little(text)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# apart, so that many little texts do not drive the letter out
_folded = lru_cache(maxsize=4)(_lower)
_folded_little = lru_cache(maxsize=4)(_lower)


@lru_cache(maxsize=64)
def _cuts(text: str, barriers: str) -> list[int]:
    return [match.start() for match in re.finditer(f"[{re.escape(barriers)}]", text)]


@lru_cache(maxsize=4)
def _spaced(low: str) -> str:
    """Return a text with each white-space character as a space."""
    return _SPACE.sub(" ", low)


@lru_cache(maxsize=4)
def _opened(text: str) -> dict[Prefilter, list[int] | None] | None:
    """Return what is known of where in a text a match may begin; None where its letters make that unsure."""
    return None if _ODD.search(text) else {}


@lru_cache(maxsize=8)
def _every(text: str, kind: re.Pattern[str]) -> list[int]:
    return [match.start() for match in kind.finditer(text)]


def _where_open(text: str, known: Openings) -> list[int] | None:
    grams = _grams(text)
    most = len(text) // _DENSE
    found: list[int] = []
    for word in known.words:
        spots = grams.get(word)
        if spots is None and len(word) < WIDTH:
            spots = grams[word] = _found(_spaced(folded(text)), word)
        if spots:
            found += spots
            if len(found) > most:
                return None
    if known.digit:
        found += _every(text, _DIGIT)
    if known.capital:
        found += _every(text, _CAPITAL)
    return sorted(set(found)) if len(found) <= most else None


@lru_cache(maxsize=4)
def _grams(text: str) -> dict[str, list[int]]:
    """Return where each three characters stand in a text."""
    low = _spaced(folded(text))
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, gram in enumerate(map("".join, zip(low, low[1:], low[2:], strict=False))):
        found[gram].append(at)
    return found


@lru_cache(maxsize=4096)
def _keys(words: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    """Return each string with its rarest three characters and where in it they stand."""
    found = []
    for word in words:
        at = min(range(max(1, len(word) - 2)), key=lambda at: prod(map(_share, word[at : at + 3])))
        found.append((word, _spaced(word[at : at + 3]), at))
    return tuple(found)


def _places(text: str, words: tuple[str, ...]) -> list[int]:
    """Return where the strings stand in a text, each in order."""
    low = folded(text)
    found: list[int] = []
    if len(text) < _LONG:
        for word in words:
            found += _found(low, word)
        return found
    grams = _grams(text)
    for word, gram, lead in _keys(words):
        spots = grams.get(gram)
        if spots is None and len(gram) < 3:
            spots = grams[gram] = _found(_spaced(low), gram)
        if spots:
            found += spots if word == gram else [at - lead for at in spots if low.startswith(word, at - lead)]
    return found


def _found(low: str, word: str) -> list[int]:
    found = []
    at = low.find(word)
    while at >= 0:
        found.append(at)
        at = low.find(word, at + 1)
    return found


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


def _share(character: str) -> float:
    if character.isspace():
        return 0.2
    return 0.12 / (_COMMON.index(character) + 1.2) ** 0.8 if character in _COMMON else 0.003


def _eats(tree: Iterable[tuple[Any, Any]], mark: str) -> bool:
    """Tell whether a match may hold a character."""
    return any(_takes(str(operator), argument, mark) for operator, argument in tree)


def _takes(operator: str, argument: Any, mark: str) -> bool:
    if operator == "LITERAL":
        return chr(argument).lower() == mark
    if operator == "NOT_LITERAL":
        return chr(argument) != mark
    if operator == "ANY":
        return True
    if operator == "IN":
        negated = str(argument[0][0]) == "NEGATE"
        return negated != any(_member(str(kind), value, mark) for kind, value in argument)
    if operator == "SUBPATTERN":
        return _eats(argument[3], mark)
    if operator == "ATOMIC_GROUP":
        return _eats(argument, mark)
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _eats(argument[2], mark)
    if operator == "BRANCH":
        return any(_eats(part, mark) for part in argument[1])
    return operator not in {"AT", "ASSERT", "ASSERT_NOT", "GROUPREF"}


def _member(kind: str, value: Any, mark: str) -> bool:
    if kind == "LITERAL":
        return bool(chr(value) == mark)
    if kind == "RANGE":
        return bool(value[0] <= ord(mark) <= value[1])
    if kind == "CATEGORY":
        name = str(value).rsplit("_", 1)[-1]
        return _KINDS[name](mark) != ("NOT" in str(value))
    return False
