"""Many patterns asked at once: which of them a run of a letter may match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .needles import Found, all_stand, found_in, places_between
from .prefilter import Prefilter

_MANY = 1 << 12  # more than there are filters of one set


@dataclass(frozen=True, slots=True)
class _Map:
    """Where in one text each of some filters may pass: anywhere, or where a match may begin; and beside which needles."""

    anywhere: frozenset[int]
    begun: list[int]  # where matches may begin, each times _MANY with the filter's number
    needles: tuple[tuple[list[int], ...], ...]


class Filters:
    """Filters in order, asked together which of them a run of a text may pass."""

    def __init__(self, filters: Iterable[Prefilter]) -> None:
        self._filters = tuple(filters)
        self._map = lru_cache(maxsize=4)(self._mapped)

    def passed(self, text: str, start: int, end: int) -> list[int]:
        """Return the numbers of the filters that text between two offsets may pass, in order."""
        found = found_in(text)
        if found is None:
            return [number for number, known in enumerate(self._filters) if known.may_match(text, start, end)]
        known = self._map(found)
        likely = known.anywhere.union(
            [entry % _MANY for entry in places_between(known.begun, start * _MANY, end * _MANY)]
        )
        return [number for number in sorted(likely) if all_stand(known.needles[number], start, end)]

    def _mapped(self, found: Found) -> _Map:
        begun: list[int] = []
        anywhere = []
        for number, known in enumerate(self._filters):
            places = known.places(found.text)
            if places is None:
                anywhere.append(number)
            else:
                begun += [at * _MANY + number for at in places]
        begun.sort()
        return _Map(frozenset(anywhere), begun, tuple(known.beside(found) for known in self._filters))
