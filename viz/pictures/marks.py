"""What a picture is made of: lines, discs and words on a sheet, in millimetres from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1a1a1a"
FAINT = "#55524c"  # the palest that words are printed in
RULE = "#d8d5cd"
PAPER = "#ffffff"
POINT = 25.4 / 72  # millimetres
SMALL = 7 * POINT  # no words are smaller

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A run of straight lines, or with `closed` the area within them."""

    points: tuple[Place, ...]
    fill: str = "none"
    stroke: str = "none"
    width: float = 0.2
    dash: tuple[float, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    at: Place
    radius: float
    fill: str = "none"
    stroke: str = "none"
    width: float = 0.2


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words on its baseline; `whole` is what was cut short, `length` the room that it takes."""

    at: Place
    text: str
    length: float
    size: float = SMALL
    fill: str = INK
    anchor: str = "start"
    whole: str = ""

    @property
    def left(self) -> float:
        """Return where the line begins."""
        return self.at[0] - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.length


Mark = Line | Disc | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished picture; later marks lie over earlier ones."""

    width: float
    height: float
    title: str
    about: str
    marks: tuple[Mark, ...]


def box(x: float, y: float, width: float, height: float, *, fill: str = "none", stroke: str = "none") -> Line:
    """Return a rectangle."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Line(corners, fill=fill, stroke=stroke, closed=True)


def hatch(x: float, y: float, width: float, height: float, *, stroke: str = INK, gap: float = 1.0) -> list[Line]:
    """Return slanted lines that fill a rectangle, cut at its edges.

    >>> [line.points for line in hatch(0.0, 0.0, 2.0, 1.0)]
    [((0.0, 1.0), (1.0, 0.0)), ((1.0, 1.0), (2.0, 0.0))]
    """
    lines = []
    along = gap
    while along < width + height:
        start = (x + max(0.0, along - height), y + min(height, along))
        end = (x + min(width, along), y + max(0.0, along - width))
        if end[0] - start[0] > gap / 4:
            lines.append(Line((start, end), stroke=stroke, width=0.15))
        along += gap
    return lines
