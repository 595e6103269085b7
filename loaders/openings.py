"""How a pattern's matches begin, worked out from the pattern: no match need be tried where a text reads otherwise.

An opening is a short string in lower case, any run of white space as one space, of which every match begins with one; a
match may also begin with any digit, any capital, or a small letter before a capital ("iPad").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]  # the pattern's tree has no public door
from typing import Any

_MAXREPEAT = _parser.MAXREPEAT
_WIDTHS = (12, 9, 7, 6, 5, 4, 3)  # characters of an opening: as many as leave openings few enough
_DIGIT, _CAPITAL, _INITIAL = "\0", "\1", "\2"  # stand for any such character, and end an opening
_SMALL = "\3"  # stands for any small letter, and tells something only before a capital
_CAMEL = {_SMALL + _CAPITAL, _SMALL + _INITIAL}
_ALTERNATIVES = 60  # of one pattern
_TELLING = 5  # characters of openings that say much
_MOST = 400  # openings of one pattern


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """Strings of which every match begins with one, unless with a digit or a capital; initial is a word's first capital.

    camel is a small letter before a capital.
    """

    words: tuple[str, ...] = ()
    digit: bool = False
    capital: bool = False
    initial: bool = False
    camel: bool = False

    @property
    def telling(self) -> bool:
        """Tell openings that are so long that few texts have them by chance."""
        kinds = self.digit or self.capital or self.initial or self.camel
        return not (kinds or min(map(len, self.words), default=0) < _TELLING)


_EDGE = "AT_BOUNDARY"
_WIDTHLESS = {"AT", "ASSERT", "ASSERT_NOT"}


class _TooManyError(Exception):
    """More openings than are worth looking for."""


_Found = set[tuple[str, bool]]  # a string, and whether what follows in the pattern lengthens it


def openings(tree: Iterable[tuple[Any, Any]], flags: int = 0) -> Openings | None:
    r"""Work out how matches of a pattern's tree begin, None where they may begin with anything, or be empty.

    >>> openings(_parser.parse(r"\b(?:the )?(?:Fund|Grant)s?|no\s+more")).words
    ('fund', 'grant', 'no more', 'the fund', 'the grant')
    """
    for width in _WIDTHS:
        try:
            return _openings(_Reader(width).sequence(tree, flags))
        except _TooManyError:
            continue
    return None


def _openings(found: _Found) -> Openings | None:
    strings = {_told(string) for string, _ in found}
    if "" in strings or any(string[0] == " " for string in strings):
        return None  # white space: a match may begin anywhere in a run of it
    plain = strings - {_DIGIT, _CAPITAL, _INITIAL, _SMALL}
    kept = {s for s in plain if not any(s[:n] in plain for n in range(1, len(s)))}
    kinds = (kind in strings for kind in (_DIGIT, _CAPITAL, _INITIAL, _SMALL))
    return Openings(tuple(sorted(kept)), *kinds)


def _told(string: str) -> str:
    """Return what an opening tells: its characters up to one that may be any of a kind, or that kind."""
    if string[:1] == _SMALL:
        return _SMALL if string[:2] in _CAMEL else ""
    return re.split(r"[\0-\3]", string)[0] or string[:1]


def alternatives(tree: Sequence[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    r"""Return the sequences of which a pattern's matches are one each, as far as it branches where it begins.

    >>> len(alternatives(_parser.parse(r"\b(?:the|an?) Fund|Grant")))
    3
    """
    items = list(tree)
    first = next((at for at, (operator, _) in enumerate(items) if str(operator) not in _WIDTHLESS), None)
    if first is None:
        return [items]
    operator, argument = items[first]
    if str(operator) == "BRANCH":
        parts = [list(part) for part in argument[1]]
    elif str(operator) == "SUBPATTERN" and not argument[1] and not argument[2]:
        parts = alternatives(argument[3])
    else:
        return [items]
    if len(parts) == 1 or len(parts) > _ALTERNATIVES:
        return [items]
    found = [one for part in parts for one in alternatives([*items[:first], *part, *items[first + 1 :]])]
    return found if len(found) <= _ALTERNATIVES else [items]


def is_anchored(tree: Sequence[tuple[Any, Any]], flags: int) -> bool:
    """Tell a pattern that matches at the beginning of a text or nowhere."""
    return bool(tree) and str(tree[0][1]) == "AT_BEGINNING" and not flags & re.MULTILINE


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads a pattern's tree for openings of some width."""

    width: int

    def sequence(self, tree: Iterable[tuple[Any, Any]], flags: int, lead: str = "") -> _Found:
        """Return how a sequence's matches begin; lead is the assertion that stands before it, if any."""
        found: _Found = {("", True)}
        items = list(tree)
        for at, (operator, argument) in enumerate(items):
            lead = str(argument) if str(operator) == "AT" and not lead else lead or _asserts(operator)
            growing = {string for string, goes_on in found if goes_on}
            if not growing:
                break
            found = {entry for entry in found if not entry[1]}
            after = self._of(str(operator), argument, flags, lead)
            if lead == _EDGE or (not lead and at + 1 < len(items) and _is_rest_of_word(*items[at + 1])):
                after = {(_INITIAL if string == _CAPITAL else string, goes_on) for string, goes_on in after}
            for more, goes_on in after:
                for string in growing:
                    # one space stands for a run of white space, wherever in the pattern its parts are
                    whole = string + (more[1:] if string.endswith(" ") and more.startswith(" ") else more)
                    found.add((whole[: self.width], goes_on and len(whole) < self.width))
            if len(found) > _MOST:
                raise _TooManyError
        return found

    def _of(self, operator: str, argument: Any, flags: int, lead: str) -> _Found:
        if operator == "LITERAL":
            return {(_plain(chr(argument)), True)}
        if operator == "IN":
            return _among(argument, flags)
        if operator == "SUBPATTERN":
            return self.sequence(argument[3], (flags | argument[1]) & ~argument[2], lead)
        if operator == "ATOMIC_GROUP":
            return self.sequence(argument, flags, lead)
        if operator == "BRANCH":
            return set().union(*(self.sequence(part, flags, lead) for part in argument[1]))
        if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            return self._repeated(argument, flags, lead)
        if operator in {"AT", "ASSERT", "ASSERT_NOT"}:
            return {("", True)}
        return {("", False)}

    def _repeated(self, argument: Any, flags: int, lead: str) -> _Found:
        least, most, part = argument
        once = self.sequence(part, flags, lead)
        if most != 1 and once != {(" ", True)}:
            # a further turn, or what follows, may come after one: what is known ends there
            once = {(string, False) for string, _ in once}
        return once | {("", True)} if least == 0 else once


def _asserts(operator: Any) -> str:
    return "ASSERT" if str(operator) in {"ASSERT", "ASSERT_NOT"} else ""


def _is_rest_of_word(operator: Any, argument: Any) -> bool:
    """Tell a part of a pattern that takes all further letters of a word: a match from a capital within takes no more."""
    if (
        str(operator) not in {"MAX_REPEAT", "POSSESSIVE_REPEAT"}
        or argument[0] > 1
        or argument[1] is not _MAXREPEAT
        or len(argument[2]) != 1
    ):
        return False
    kind, members = argument[2][0]
    return str(kind) == "IN" and any(str(value) == "CATEGORY_WORD" for _, value in members)


def _among(members: Any, flags: int) -> _Found:
    found: _Found = set()
    for kind, value in members:
        if str(kind) == "LITERAL":
            found.add((_plain(chr(value)), True))
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            found.add((" ", True))
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            found.add((_DIGIT, False))
        elif str(kind) == "RANGE" and value == (ord("A"), ord("Z")) and not flags & re.IGNORECASE:
            found.add((_CAPITAL, False))
        elif str(kind) == "RANGE" and value == (ord("a"), ord("z")) and not flags & re.IGNORECASE:
            found.add((_SMALL, True))
        elif str(kind) == "RANGE" and value[1] - value[0] < 10:
            found |= {(_plain(chr(code)), True) for code in range(value[0], value[1] + 1)}
        else:
            return {("", False)}
    return found


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    low = character.lower()
    return low if len(low) == 1 else character
