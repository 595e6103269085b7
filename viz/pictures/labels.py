"""Names set beside what they name, none over another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .marks import Place

_REACHES = (0.0, 2.5, 5.0, 8.0, 12.0, 17.0)  # millimetres further away, tried in turn
_FURTHER = 0.6  # lines that a name may lie over rather than stand a millimetre further away
_CELL = 12.0
_CLEAR = 0.9


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Tell whether a rectangle lies inside another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name to place: what it is about, how far that reaches, and the room that the name takes."""

    at: Place
    radius: float
    width: float
    height: float


class _Taken:
    """Rectangles that are taken, found by where they are."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in self._over(box):
            self._cells[cell].append(box)

    def free(self, box: Box) -> bool:
        return not any(box.meets(other) for cell in self._over(box) for other in self._cells.get(cell, ()))

    @staticmethod
    def _over(box: Box) -> Iterator[tuple[int, int]]:
        for x in range(math.floor(box.left / _CELL), math.floor(box.right / _CELL) + 1):
            for y in range(math.floor(box.top / _CELL), math.floor(box.bottom / _CELL) + 1):
                yield x, y


def placed(
    wanted: Sequence[Wanted], *, taken: Iterable[Box], area: Box, lines: Sequence[tuple[Place, Place]] = ()
) -> list[Box | None]:
    """Return a box for each name, the first come served, that meets no other box and none taken; None where there is no room.

    A name moves away from its thing where it would lie over lines there.
    """
    held = _Taken(taken)
    found: list[Box | None] = []
    for name in wanted:
        best: tuple[float, Box] | None = None
        for reach in _REACHES:
            if best is not None and best[0] <= reach * _FURTHER:
                break
            for box in _tries(name, reach):
                if box.within(area) and held.free(_wider(box)):
                    cost = reach * _FURTHER + sum(crosses(box, *ends) for ends in lines)
                    if best is None or cost < best[0]:
                        best = cost, box
        if best is not None:
            held.add(best[1])
        found.append(best and best[1])
    return found


def _wider(box: Box) -> Box:
    return Box(box.left - _CLEAR, box.top - _CLEAR / 2, box.right + _CLEAR, box.bottom + _CLEAR / 2)


def crosses(box: Box, start: Place, end: Place) -> bool:
    """Tell whether a straight line runs through a rectangle.

    >>> crosses(Box(0, 0, 2, 2), (-1, 1), (3, 1)), crosses(Box(0, 0, 2, 2), (-1, 1), (1, 4))
    (True, False)
    """
    first, last = 0.0, 1.0
    for low, high, at, to in ((box.left, box.right, start[0], end[0]), (box.top, box.bottom, start[1], end[1])):
        if at == to:
            if not low < at < high:
                return False
            continue
        enters, leaves = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        first, last = max(first, enters), min(last, leaves)
    return first < last


def _tries(name: Wanted, reach: float) -> Iterator[Box]:
    """Yield boxes around a thing: right, left, above, below, then what lies between."""
    away = name.radius + 0.8 + reach
    for turn in (0, 8, 12, 4, 14, 2, 10, 6, 15, 1, 9, 7, 13, 3, 11, 5):
        x = name.at[0] + math.cos(turn * math.pi / 8) * (away + name.width / 2)
        y = name.at[1] + math.sin(turn * math.pi / 8) * (away + name.height / 2)
        yield Box(x - name.width / 2, y - name.height / 2, x + name.width / 2, y + name.height / 2)
