"""When a found statement and an annotated one are the same: names, spans and their pairing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .text import Span

G = TypeVar("G")
F = TypeVar("F")

_WORD = re.compile(r"[\w£%&/.-]+")
_LITTLE = frozenset(
    ["the", "a", "an", "of", "and", "for", "to", "in", "on", "s", "our", "its", "their", "this", "these"]
)


def name_words(name: str) -> frozenset[str]:
    """Return the words that tell one name from another.

    >>> sorted(name_words("The Mayor’s Office for Policing"))
    ['mayor', 'office', 'policing']
    """
    return frozenset(w for w in _WORD.findall(name.casefold().replace("’", "'")) if w not in _LITTLE)


def same_name(first: str, second: str) -> bool:
    """Tell whether two names are one: equal, one within the other, or most words shared.

    >>> same_name("Northmere Constabulary", "the Northmere Constabulary"), same_name("Essex", "Sussex Police")
    (True, False)
    """
    if "£" in (first, second):
        return "£" in first and "£" in second
    a, b = name_words(first), name_words(second)
    if not a or not b:
        return first.strip().casefold() == second.strip().casefold()
    shared = len(a & b)
    return a <= b or b <= a or (shared / min(len(a), len(b)) >= 0.75 and shared / len(a | b) >= 0.5)


def overlap(first: Span, second: Span) -> float:
    """Return how much of the shorter span the two share, from 0 to 1."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    shorter = min(first.end - first.start, second.end - second.start)
    return max(0, shared) / max(1, shorter)


def find_quote(text: str, quote: str) -> Span | None:
    r"""Return where an annotated quote stands in the text, white space apart.

    >>> find_quote("will write\n to you", "write to")
    Span(start=5, end=14)
    """
    words = [re.escape(word) for word in quote.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return Span(*found.span()) if found else None


def pair(wanted: Sequence[G], found: Sequence[F], likeness: Callable[[G, F], float]) -> list[tuple[int, int]]:
    """Pair each wanted item with at most one found item, the likest first; 0 is no likeness."""
    scored = sorted(((likeness(g, f), -i, -j) for i, g in enumerate(wanted) for j, f in enumerate(found)), reverse=True)
    pairs: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if score and -i not in taken[0] and -j not in taken[1]:
            taken[0].add(-i)
            taken[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def any_same(name: str | None, candidates: Iterable[str]) -> bool:
    """Tell whether a name is the same as one of several."""
    return bool(name) and any(same_name(candidate, str(name)) for candidate in candidates)
