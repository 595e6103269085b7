"""The shapes that stand for kinds of thing, each told from the others without its colour."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum, auto

from ...queries.matrix import standing
from .marks import INK, PAPER, Disc, Line, Mark, Place
from .words import line

Draw = Callable[[float, float, float], list[Mark]]
_EDGE = 0.2
_COMMITMENT = "#D55E00"


class Inside(Enum):
    """What is drawn inside a position's diamond, so that it is told apart in grey."""

    NOTHING = auto()
    CENTRE = auto()
    HALF = auto()
    UNDER = auto()
    DOT = auto()
    BAR = auto()
    CROSS = auto()


POSITIONS = {
    "accepted": ("#00614a", Inside.NOTHING),
    "in place": ("#3f8f6b", Inside.CENTRE),
    "done": ("#3f8f6b", Inside.CENTRE),
    "under way": ("#8fbf9f", Inside.UNDER),
    "planned": ("#c7dfce", Inside.UNDER),
    "in principle": ("#e5c35c", Inside.HALF),
    "in part": ("#e5c35c", Inside.HALF),
    "awaiting": ("#f0e1b0", Inside.DOT),
    "welcomed": ("#cfd8e6", Inside.CROSS),
    "declined": ("#b5482a", Inside.BAR),
    "answered": (PAPER, Inside.NOTHING),
}


def sign(kind: str, at: Place, radius: float, *, state: str = "", number: str = "") -> list[Mark]:
    """Return the marks of a thing; state is a position's stance and implementation, or a promise's strength."""
    x, y = at
    if kind == "recommendation":
        return _square(x, y, radius, number)
    if kind == "position":
        return diamond(at, radius, position_word(state))
    if kind == "commitment":
        fill = _COMMITMENT if state == "firm" else PAPER
        return [_regular(x, y + radius * 0.15, radius, 3, fill=fill, stroke=INK if state == "firm" else _COMMITMENT)]
    return _KINDS.get(kind, _document)(x, y, radius)


def position_word(state: str) -> str:
    """Return the word of a position's stance and implementation.

    >>> position_word("not-stated/in-place")
    'in place'
    """
    stance, _, implementation = state.partition("/")
    word = standing(stance, implementation)
    return word if word in POSITIONS else "answered"


def diamond(at: Place, radius: float, word: str) -> list[Mark]:
    """Return the marks of a position that a word of POSITIONS sums up."""
    (x, y), (fill, inside) = at, POSITIONS[word]
    marks: list[Mark] = [_regular(x, y, radius, 4, fill=PAPER if inside in _PART else fill)]
    part = radius * 0.45
    if inside is Inside.CENTRE:
        marks.append(Disc((x, y), part * 0.9, fill=PAPER))
    elif inside is Inside.DOT:
        marks.append(Disc((x, y), part * 0.7, fill=INK))
    elif inside is Inside.HALF:
        marks.append(Line(((x, y - radius), (x, y + radius), (x - radius, y)), fill, INK, _EDGE, closed=True))
    elif inside is Inside.UNDER:
        marks.append(Line(((x - radius, y), (x + radius, y), (x, y + radius)), fill, INK, _EDGE, closed=True))
    elif inside is Inside.BAR:
        marks.append(Line(((x - part, y), (x + part, y)), stroke=PAPER, width=0.4))
    elif inside is Inside.CROSS:
        marks.append(Line(((x - part, y), (x + part, y)), stroke=INK, width=_EDGE))
        marks.append(Line(((x, y - part), (x, y + part)), stroke=INK, width=_EDGE))
    return marks


def _regular(
    x: float, y: float, radius: float, corners: int, *, fill: str, stroke: str = INK, turn: float = -math.pi / 2
) -> Line:
    points = tuple(
        (
            x + radius * math.cos(turn + i * 2 * math.pi / corners),
            y + radius * math.sin(turn + i * 2 * math.pi / corners),
        )
        for i in range(corners)
    )
    return Line(points, fill=fill, stroke=stroke, width=_EDGE, closed=True)


def _square(x: float, y: float, radius: float, number: str) -> list[Mark]:
    half = radius * 0.95
    corners = ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))
    size = 2.5
    inside = [line((x, y + size * 0.35), number, fill=PAPER, anchor="middle")] if number else []
    return [Line(corners, fill=INK, stroke=INK, width=_EDGE, closed=True), *inside]


def _body(x: float, y: float, radius: float) -> list[Mark]:
    return [Disc((x, y), radius, fill="#0072B2", stroke=PAPER, width=_EDGE)]


def _service(x: float, y: float, radius: float) -> list[Mark]:
    return [_regular(x, y, radius, 6, fill="#009E73")]


def _star(x: float, y: float, radius: float) -> list[Mark]:
    points = tuple(
        (
            x + radius * (1 if i % 2 == 0 else 0.45) * math.sin(i * math.pi / 5),
            y - radius * (1 if i % 2 == 0 else 0.45) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    )
    return [Line(points, fill="#56B4E9", stroke=INK, width=_EDGE, closed=True)]


def _coin(x: float, y: float, radius: float) -> list[Mark]:
    return [Disc((x, y), radius * 0.8, fill=PAPER, stroke="#E69F00", width=radius * 0.45)]


def _pair(x: float, y: float, radius: float) -> list[Mark]:
    return [
        Disc((x, y), radius, fill=PAPER, stroke="#CC79A7", width=0.4),
        Disc((x, y), radius * 0.55, fill="#CC79A7"),
    ]


def _person(x: float, y: float, radius: float) -> list[Mark]:
    return [_regular(x, y, radius, 3, fill="#7a7a72", turn=math.pi / 2)]


def _page(x: float, y: float, radius: float) -> list[Mark]:
    return _folded(x, y, radius, fill=PAPER)


def _document(x: float, y: float, radius: float) -> list[Mark]:
    return _folded(x, y, radius, fill="#7a7a72")


def _folded(x: float, y: float, radius: float, *, fill: str) -> list[Mark]:
    across, down, fold = radius * 0.72, radius * 0.95, radius * 0.6
    edge = (
        (x - across, y - down),
        (x + across - fold, y - down),
        (x + across, y - down + fold),
        (x + across, y + down),
        (x - across, y + down),
    )
    corner = ((x + across - fold, y - down), (x + across - fold, y - down + fold), (x + across, y - down + fold))
    return [Line(edge, fill=fill, stroke=INK, width=_EDGE, closed=True), Line(corner, stroke=INK, width=_EDGE)]


_PART = {Inside.HALF, Inside.UNDER}
_KINDS: dict[str, Draw] = {
    "body": _body,
    "service": _service,
    "operation": _star,
    "initiative": _star,
    "funding": _coin,
    "partnership": _pair,
    "person": _person,
    "letter": _page,
    "instrument": _document,
}
