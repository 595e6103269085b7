"""What a pattern's matches must hold and cannot hold, worked out from the pattern: most text need never be searched.

A needle is a string that stands in every match, or one of a set of which one does; a barrier is a character that
stands in none. So every match lies between two barriers, beside a needle, and a search of those stretches alone
finds what a search of the whole would, at a fraction of the cost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from re import _parser  # type: ignore[attr-defined]  # the pattern's tree has no public door
from typing import Any

_COMMON = "etaoinshrdlcumwfgypbvk"  # English letters by frequency; any other character is rarer
_MOST = 120  # needles of one set: past these looking for them costs more than the search
_SETS = 3  # sets of needles to look for
_BARRIERS = '.;:!?()|“”"\n'
_BEYOND = 48  # characters past a barrier that a lookahead may see
_KINDS: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda c: c.isalnum() or c == "_",
}


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Sets of needles, of each of which a match holds one, rarest first, and the barriers that no match holds."""

    needles: tuple[tuple[str, ...], ...] = ()
    barriers: str = ""

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
            yield from pattern.finditer(text)
            return
        for start, end in self._stretches(text):
            for match in pattern.finditer(text, start, min(end + _BEYOND, len(text))):
                if match.start() >= end:
                    break
                yield match

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the runs of text between barriers that hold a needle of each set."""
        cuts = _cuts(text, self.barriers)
        held: set[int] | None = None
        for words in self.needles:
            here = {bisect_right(cuts, place) for word in words for place in _places(text, word)}
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
    )


@lru_cache(maxsize=4)
def folded(text: str) -> str:
    """Return text in lower case, as long as it was."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=64)
def _cuts(text: str, barriers: str) -> list[int]:
    return [match.start() for match in re.finditer(f"[{re.escape(barriers)}]", text)]


@lru_cache(maxsize=4096)
def _places(text: str, word: str) -> tuple[int, ...]:
    low = folded(text)
    found = []
    at = low.find(word)
    while at >= 0:
        found.append(at)
        at = low.find(word, at + 1)
    return tuple(found)


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
