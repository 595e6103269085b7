"""Tables by the lines that are ruled round their cells: plain geometry, in points, y upwards as in PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SLACK = 2.5  # points within which two lines are one, and lines meet
_SHORTEST = 5.0  # points of a line that can be a cell's side
_LEAST = 6.0  # points of height and width of a cell
_MOST = 20_000  # lines of a page; more are a drawing

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A ruled line: where it lies across its direction, and from where to where it runs along it."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Tell whether the line runs past a place."""
        return self.start - _SLACK <= place <= self.end + _SLACK


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its rows' edges downwards, its columns' edges, and its lines."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    across: tuple[Line, ...]
    down: tuple[Line, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and column of the cell at a point: those of its top left corner where cells are merged."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        row = sum(y < edge for edge in self.ys[1:-1])
        column = sum(x > edge for edge in self.xs[1:-1])
        while column and not self._has_side(column, row):
            column -= 1
        while row and not self._has_top(column, row):
            row -= 1
        return row, column

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.ys) - 1

    def _has_side(self, column: int, row: int) -> bool:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return any(abs(line.at - self.xs[column]) <= _SLACK and line.covers(middle) for line in self.down)

    def _has_top(self, column: int, row: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(abs(line.at - self.ys[row]) <= _SLACK and line.covers(middle) for line in self.across)


def grids(strokes: Iterable[tuple[Point, Point]]) -> tuple[Grid, ...]:
    """Return the tables that straight strokes make: at least two rows and two columns.

    >>> sides = [((0, y), (90, y)) for y in (0, 20, 40)] + [((x, 0), (x, 40)) for x in (0, 45, 90)]
    >>> [(grid.rows, grid.columns, grid.cell(50, 10)) for grid in grids(sides)]
    [(2, 2, (1, 1))]
    """
    flat: list[Line] = []
    upright: list[Line] = []
    for (x0, y0), (x1, y1) in strokes:
        if abs(y1 - y0) <= 1 and abs(x1 - x0) >= _SHORTEST:
            flat.append(Line((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 and abs(y1 - y0) >= _SHORTEST:
            upright.append(Line((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    if len(flat) + len(upright) > _MOST:
        return ()
    found = (_grid(across, down) for across, down in _meeting(_merged(flat), _merged(upright)))
    return tuple(grid for grid in found if grid)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Make one of the pieces of a line, which documents draw a cell at a time and on both sides of its width."""
    out: list[Line] = []
    place = None
    anchored: list[tuple[float, Line]] = []
    for line in sorted(lines, key=lambda line: line.at):
        place = line.at if place is None or line.at - place > _SLACK else place
        anchored.append((place, line))
    for at, line in sorted(anchored, key=lambda pair: (pair[0], pair[1].start)):
        if out and out[-1].at == at and line.start <= out[-1].end + _SLACK:
            out[-1] = Line(at, out[-1].start, max(out[-1].end, line.end))
        else:
            out.append(Line(at, line.start, line.end))
    return out


def _meeting(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield the sets of lines that meet one another."""
    left, right = list(across), list(down)
    while left:
        group, other = [left.pop()], []
        grown = True
        while grown:
            met = [v for v in right if any(v.covers(h.at) and h.covers(v.at) for h in group)]
            right = [v for v in right if v not in met]
            other += met
            more = [h for h in left if any(v.covers(h.at) and h.covers(v.at) for v in met)]
            left = [h for h in left if h not in more]
            group += more
            grown = bool(met or more)
        yield group, other


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    ys = _edges(line.at for line in across)[::-1]
    xs = _edges(line.at for line in down)
    if not down:
        return None
    top, foot = max(line.end for line in down), min(line.start for line in down)
    if top - ys[0] >= _LEAST:  # a row that a page's end cuts has no line there
        ys.insert(0, top)
    if ys[-1] - foot >= _LEAST:
        ys.append(foot)
    if len(ys) < 3 or len(xs) < 3:
        return None
    return Grid(tuple(ys), tuple(xs), tuple(across), tuple(down))


def _edges(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for place in sorted(set(places)):
        if not out or place - out[-1] >= _LEAST:
            out.append(place)
    return out
