"""The answer matrix for print: bodies down, recommendations across, silences shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ...errors import DrawError
from ...graph.store import Store
from ...queries.matrix import NOT_ASKED, SILENT, Matrix, matrix
from .frame import COLUMNS, MARGIN, Sign, finished, head, key, listed, source
from .marks import FAINT, INK, POINT, RULE, SMALL, Disc, Line, Mark, Sheet, box
from .words import paragraph, plain, room

TITLE = "Who answered which recommendation"
_NOTE = "Bodies down, recommendations across, numbered as in the list below."
_NAMES = 52.0  # millimetres for the names of bodies
_ROW = 8.4
_ROOMY = 14.4  # a cell that holds its word
_NARROW = 6.4  # one that holds two letters of it
_NUMBER = 9 * POINT
_ROOMIEST = 22.0
_BODY = 7.5 * POINT
_SAMPLE = 6.0  # of a cell in the key, beside its word
_GAP = 0.5
_CLOCK = 1.0


@dataclass(frozen=True, slots=True)
class _Look:
    fill: str
    ink: str
    short: str
    edge: str = "none"


_LOOKS = {
    "accepted": _Look("#00614a", "#ffffff", "Ac"),
    "in place": _Look("#3f8f6b", "#000000", "Ip"),
    "done": _Look("#3f8f6b", "#000000", "Do"),
    "under way": _Look("#8fbf9f", INK, "Uw"),
    "planned": _Look("#c7dfce", INK, "Pl"),
    "in principle": _Look("#e5c35c", INK, "Pr"),
    "in part": _Look("#e5c35c", INK, "Pa"),
    "awaiting": _Look("#f0e1b0", INK, "Aw"),
    "welcomed": _Look("#cfd8e6", INK, "We"),
    "declined": _Look("#b5482a", "#ffffff", "De"),
    "answered": _Look("#ffffff", INK, "An", INK),
    SILENT: _Look("none", INK, "Si", INK),
}
_SHORTER = {SILENT: "silent"}
_MEANINGS = {SILENT: "asked, and the letters are silent", NOT_ASKED: "not asked, and did not answer"}


def matrix_sheet(store: Store, *, title: str = "") -> Sheet:
    """Return the matrix of a store as a sheet, at least as wide as two columns of a journal.

    Raises DrawError where no body and no recommendation was found.
    """
    found = matrix(store)
    if not found.bodies or not found.columns:
        raise DrawError(f"{store.location}: no answers to draw; load letters with `answerable build`")
    return sheet_of(found, title=title or TITLE, counts=source(store))


def sheet_of(found: Matrix, *, title: str, counts: str) -> Sheet:
    """Return a matrix as a sheet; where there are many recommendations its cells hold two letters, not the word."""
    roomy = len(found.columns) * _ROOMY <= COLUMNS - 2 * MARGIN - _NAMES
    cell = min((COLUMNS - 2 * MARGIN - _NAMES) / len(found.columns), _ROOMIEST) if roomy else _NARROW
    width = max(COLUMNS, 2 * MARGIN + _NAMES + cell * len(found.columns))
    left = MARGIN + _NAMES
    marks, top = head(title, _NOTE, width)
    if len({column.report for column in found.columns}) > 1:
        marks += _reports(found, left, top, cell)
        top += 5.0
    size = _NUMBER if roomy else SMALL
    for number, column in enumerate(found.columns):
        middle = left + (number + 0.5) * cell
        marks += paragraph((middle, top + _NUMBER), column.number, cell, lines=1, size=size, anchor="middle")
    top += _NUMBER + 2.0
    right = left + cell * len(found.columns)
    for row, body in enumerate(found.bodies):
        y = top + row * _ROW
        marks.append(Line(((MARGIN, y), (right, y)), stroke=RULE, width=0.15))
        marks += _name(body, y)
        for number, column in enumerate(found.columns):
            standing = found.cells[body, column.iri].standing
            marks += _cell(standing, left + number * cell, y, cell, roomy=roomy)
    y = top + len(found.bodies) * _ROW
    marks.append(Line(((MARGIN, y), (right, y)), stroke=RULE, width=0.15))
    keyed, height = key(_signs(found, roomy=roomy), left=MARGIN, top=y + 2.5, width=width - 2 * MARGIN)
    entries = _titles(found)
    titles, bottom = listed(entries, left=MARGIN, top=y + 2.5 + height + 4.0, width=width - 2 * MARGIN, columns=2)
    return finished([*marks, *keyed, *titles], title=title, note=_NOTE, width=width, bottom=bottom, counts=counts)


def _reports(found: Matrix, left: float, top: float, cell: float) -> list[Mark]:
    """Return a band over the columns of each report, under its name."""
    marks: list[Mark] = []
    at = left
    for report, columns in groupby(found.columns, key=lambda column: column.report):
        width = cell * len(list(columns))
        marks.append(Line(((at + 0.6, top + 4.6), (at + width - 0.6, top + 4.6)), stroke=INK))
        name = plain(_report(report))
        marks += paragraph((at + width / 2, top + 3.4), name, width - 1, lines=1, anchor="middle")
        at += width
    return marks


def _titles(found: Matrix) -> list[tuple[str, str]]:
    """Return numbers and titles, under the names of their reports where there are several."""
    grouped = [(report, list(columns)) for report, columns in groupby(found.columns, key=lambda column: column.report)]
    entries = []
    for report, columns in grouped:
        entries += [("", _report(report))] if len(grouped) > 1 else []
        entries += [(column.number, column.title) for column in columns]
    return entries


def _report(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].replace("-", " ").capitalize()


def _name(body: str, y: float) -> list[Mark]:
    lines = paragraph((MARGIN, 0), body, _NAMES - 3, lines=2, size=_BODY)
    down = y + _ROW / 2 + _BODY * (0.35 if len(lines) == 1 else -0.25)
    return [replace(mark, at=(mark.at[0], mark.at[1] + down)) for mark in lines]


def _cell(standing: str, x: float, y: float, width: float, *, roomy: bool, height: float = _ROW) -> list[Mark]:
    """Return a cell: a dot where nothing was asked, an empty dashed one for silence, else a word on its colour."""
    middle = (x + width / 2, y + height / 2)
    if standing == NOT_ASKED:
        return [Disc(middle, 0.35, fill=FAINT)]
    look = _LOOKS.get(standing, _LOOKS["answered"])
    edge = box(x + _GAP, y + _GAP, width - 2 * _GAP, height - 2 * _GAP, fill=look.fill, stroke=look.edge)
    if standing == SILENT:
        edge = replace(edge, dash=(1.1, 0.8))
    words = (_SHORTER.get(standing, standing) if roomy else look.short) if width > _SAMPLE else ""
    marks: list[Mark] = [edge]
    clock = standing == "awaiting" and width > _NARROW
    if words:
        right = _CLOCK + 0.3 if clock else 0.0
        baseline = (middle[0] - right, middle[1] + SMALL * 0.35)
        marks += paragraph(baseline, words, width, lines=1, fill=look.ink, anchor="middle")
    if clock:
        marks += _clock(middle[0] + room(words) / 2 + 0.3, middle[1])
    return marks


def _clock(x: float, y: float) -> list[Mark]:
    return [
        Disc((x, y), _CLOCK, stroke=INK, width=0.18),
        Line(((x, y - 0.65), (x, y), (x + 0.45, y + 0.3)), stroke=INK, width=0.18),
    ]


def _signs(found: Matrix, *, roomy: bool) -> list[Sign]:
    """Return the key: every standing where cells hold letters, the silent ones alone where cells say their word."""
    seen = {cell.standing for cell in found.cells.values()}
    return [
        Sign(partial(_sample, standing, roomy=roomy), _MEANINGS.get(standing, standing))
        for standing in (*_LOOKS, NOT_ASKED)
        if standing in seen and (not roomy or standing in _MEANINGS)
    ]


def _sample(standing: str, x: float, y: float, *, roomy: bool) -> list[Mark]:
    width = _SAMPLE if roomy else _NARROW
    return _cell(standing, x - width / 2, y - 2.2, width, roomy=roomy, height=4.4)
