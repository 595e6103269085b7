"""How a pattern's matches begin, worked out from the pattern: no match need be tried where a text reads otherwise.

An opening is up to three characters in lower case, white space as one space, of which every match begins with one; a
match may also begin with any digit or any capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]  # the pattern's tree has no public door
from typing import Any

WIDTH = 3  # characters of an opening
_DIGIT, _CAPITAL = "\0", "\1"  # stand for any such character, and end an opening
_MOST = 600  # openings of one pattern


@dataclass(frozen=True, slots=True, eq=False)
class Openings:
    """Strings of which every match begins with one, unless with a digit or a capital."""

    words: tuple[str, ...]
    digit: bool
    capital: bool


class _UnknownError(Exception):
    """A pattern whose matches may begin with anything."""


_Found = set[tuple[str, bool]]  # a string, and whether what follows in the pattern lengthens it


def openings(pattern: re.Pattern[str]) -> Openings | None:
    r"""Work out how matches begin, None where they may begin with anything, or be empty.

    >>> openings(re.compile(r"\b(?:the )?(?:Fund|Grant)s?|no\s+more")).words
    ('fun', 'gra', 'no ', 'the')
    """
    try:
        found = _sequence(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    except _UnknownError:
        return None
    strings = {string for string, _ in found}
    if "" in strings:
        return None
    marks = {_DIGIT, _CAPITAL}
    plain = {string if string[0] in marks else re.split(r"[\0\1]", string)[0] for string in strings}
    kept = {s for s in plain - marks if not any(s[:n] in plain for n in range(1, len(s)))}
    return Openings(tuple(sorted(kept)), _DIGIT in plain, _CAPITAL in plain)


def is_anchored(pattern: re.Pattern[str]) -> bool:
    """Tell a pattern that matches at the beginning of a text or nowhere."""
    tree = list(_parser.parse(pattern.pattern, pattern.flags))
    return bool(tree) and str(tree[0][1]) == "AT_BEGINNING" and not pattern.flags & re.MULTILINE


def _sequence(tree: Iterable[tuple[Any, Any]], flags: int) -> _Found:
    found: _Found = {("", True)}
    for operator, argument in tree:
        growing = {string for string, goes_on in found if goes_on}
        if not growing:
            break
        found = {entry for entry in found if not entry[1]}
        after = _of(str(operator), argument, flags)
        for string in growing:
            for more, goes_on in after:
                whole = (string + more)[:WIDTH]
                found.add((whole, goes_on and len(whole) < WIDTH))
        if len(found) > _MOST:
            raise _UnknownError
    return found


def _of(operator: str, argument: Any, flags: int) -> _Found:
    if operator == "LITERAL":
        return {(_plain(chr(argument)), True)}
    if operator == "IN":
        return _among(argument, flags)
    if operator == "SUBPATTERN":
        return _sequence(argument[3], (flags | argument[1]) & ~argument[2])
    if operator == "ATOMIC_GROUP":
        return _sequence(argument, flags)
    if operator == "BRANCH":
        return set().union(*(_sequence(part, flags) for part in argument[1]))
    if operator in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, part = argument
        once = _sequence(part, flags)
        if most != 1:
            # a further turn, or what follows, may come after one: what is known ends there
            once = {(string, False) for string, _ in once}
        return once | {("", True)} if least == 0 else once
    if operator in {"AT", "ASSERT", "ASSERT_NOT"}:
        return {("", True)}
    return {("", False)}


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
