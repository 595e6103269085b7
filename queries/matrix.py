"""The answer matrix with its silences: bodies down, recommendations across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from ..graph.store import Store

NOT_ASKED = "not asked"
SILENT = "asked and silent"


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A recommendation: its report, order, number and short title."""

    report: str
    order: int
    number: str
    title: str
    iri: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one body says of one recommendation, in a word, with the words it rests on."""

    standing: str
    words: str = ""
    statement: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by body's name and column; every pair has one."""

    columns: tuple[Column, ...]
    bodies: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]

    def rows(self) -> list[list[str]]:
        """Return the matrix as rows of words, the body's name first."""
        return [[body, *(self.cells[body, column.iri].standing for column in self.columns)] for body in self.bodies]


def standing(stance: str, state: str) -> str:
    """Fold stance and state into the word of a cell.

    >>> standing("stance-accepts", "impl-planned"), standing("stance-not-stated", "impl-in-place")
    ('accepted', 'in place')
    """
    stance, state = stance.removeprefix("stance-"), state.removeprefix("impl-")
    if stance == "rejects" or state == "declined":
        return "declined"
    if stance in {"accepts-in-principle", "accepts-in-part"}:
        return "in principle" if stance.endswith("principle") else "in part"
    if stance == "accepts":
        return "accepted"
    words = {
        "in-place": "in place",
        "done": "done",
        "under-way": "under way",
        "awaiting": "awaiting",
        "planned": "planned",
    }
    if state in words:
        return words[state]
    return "welcomed" if stance == "welcomes" or state == "not-addressee" else "answered"


def matrix(store: Store, *, whole: bool = False) -> Matrix:
    """Return the matrix over the bodies that letters speak for, or over all that were asked."""
    columns, asked, answered = _read(store, "recommendations"), _read(store, "asked"), _read(store, "answered")
    heads = tuple(sorted({Column(r[0], int(r[1] or 0), r[2], r[3], r[4]) for r in columns}))
    known = {column.iri for column in heads}
    cells: dict[tuple[str, str], Cell] = {}
    speaking: set[str] = set()
    everybody: set[str] = set()
    for body, iri, speaks in asked:
        everybody.add(body)
        if speaks == "true":
            speaking.add(body)
        if iri in known:
            cells[body, iri] = Cell(SILENT)
    for body, iri, stance, state, words, statement, file in answered:
        speaking.add(body)
        cells[body, iri] = Cell(standing(_local(stance), _local(state)), words, statement, file)
    bodies = tuple(sorted(everybody | speaking if whole else speaking))
    filled = {(body, column.iri): cells.get((body, column.iri), Cell(NOT_ASKED)) for body in bodies for column in heads}
    return Matrix(heads, bodies, filled)


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _read(store: Store, name: str) -> Sequence[tuple[str, ...]]:
    text = files(__package__).joinpath(f"sparql/matrix-{name}.rq").read_text("utf-8")
    return [tuple("" if term is None else term.value for term in row) for row in store.select(text)]
