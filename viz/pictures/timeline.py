"""Promises on a line of time for print: when each falls due, and the chosen day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from ...errors import DrawError
from ...graph.store import Store
from ...queries.ledger import Entry, ledger
from .frame import COLUMNS, MARGIN, Sample, Sign, counted, finished, head, key, source
from .marks import FAINT, INK, PAPER, RULE, SMALL, Line, Mark, Sheet, box, hatch
from .words import LEADING, backed, line, paragraph, room

TITLE = "What was promised, and when it falls due"
_WORDS = 76.0  # millimetres for who promises what
_AFTER = 21.0  # for the day that is written after a mark
_BEFORE = 6.0  # free before the line of time
_NUMBER = 7.0  # for the number of a recommendation
_ROW = 11.6
_BAR = 2.8
_COMMITMENT = "#D55E00"
_WINDOW = "#f3d2bc"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)  # months between ticks
_FAR = 1  # times the span of the promises, past which the chosen day is said and not drawn


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date
    left: float
    width: float

    def at(self, day: date) -> float:
        """Return where a day stands."""
        return self.left + self.width * (day - self.first).days / max(1, (self.last - self.first).days)


def timeline_sheet(store: Store, *, on: date, title: str = "") -> Sheet:
    """Return the promises of a store as they stand on a day.

    Raises DrawError where no promise was found.
    """
    entries = ledger(store, on=on)
    if not entries:
        raise DrawError(f"{store.location}: no promise to draw; `answerable ledger` lists what was found")
    return sheet_of(entries, on=on, title=title or TITLE, counts=source(store))


def sheet_of(entries: Sequence[Entry], *, on: date, title: str, counts: str) -> Sheet:
    """Return promises as a sheet, the earliest first; those without a day are counted under it."""
    dated = sorted((entry for entry in entries if entry.due), key=lambda e: (e.due, e.due_from, e.who, e.iri))
    note = (
        f"{counted(len(dated), 'promise')} with a day, as they stand on {said(on)}. "
        "That a day has passed does not say that a promise was not kept."
    )
    marks, top = head(title, note, COLUMNS)
    drawn, bottom = _chart(dated, on, top) if dated else ([], top)
    rest = paragraph((MARGIN, bottom + 3.0), _undated(entries), COLUMNS - 2 * MARGIN, lines=3)
    bottom = rest[-1].at[1] + 2.0
    keyed, height = key(_signs(dated), left=MARGIN, top=bottom, width=COLUMNS - 2 * MARGIN)
    bottom += height if dated else 0.0
    return finished(
        [*marks, *drawn, *rest, *keyed], title=title, note=note, width=COLUMNS, bottom=bottom, counts=counts
    )


def said(day: date, *, letters: int | None = None) -> str:
    """Return a day as it is said, its month in so many letters.

    >>> said(date(2021, 12, 3)), said(date(2021, 12, 3), letters=3)
    ('3 December 2021', '3 Dec 2021')
    """
    return f"{day.day} {_MONTHS[day.month - 1][:letters]} {day.year}"


def _undated(entries: Sequence[Entry]) -> str:
    count = Counter(entry.standing for entry in entries if not entry.due)
    waits = "waits" if count["waiting"] == 1 else "wait"
    parts = [f"{counted(count['waiting'], 'promise')} that {waits} for an event"] if count["waiting"] else []
    parts += [f"{counted(count['undated'], 'promise')} with no day"] if count["undated"] else []
    return f"Not drawn: {', and '.join(parts)}." if parts else "Every promise that was found is drawn."


def _chart(dated: Sequence[Entry], on: date, top: float) -> tuple[list[Mark], float]:
    days = [date.fromisoformat(day) for entry in dated for day in (entry.due_from, entry.due) if day]
    span = (max(days) - min(days)).days
    away = max((min(days) - on).days, (on - max(days)).days)
    near = away <= span * _FAR + 366
    shown = [*days, on] if near else days
    left = MARGIN + _WORDS
    axis = _fitted(min(shown), max(shown), left, COLUMNS - MARGIN - left)
    first, bottom = top + 8.0, top + 8.0 + len(dated) * _ROW
    marks: list[Mark] = [*(_day(axis, on, top, bottom) if near else ()), *_ticks(axis, first, bottom)]
    if any(entry.recommendation for entry in dated):
        marks.append(line((left - _BEFORE, first - 1.2), "recommendation", fill=FAINT, anchor="end"))
    for row, entry in enumerate(dated):
        marks += _row(entry, axis, first + row * _ROW, axis.at(on) if near else 0.0)
    marks.append(Line(((MARGIN, bottom), (COLUMNS - MARGIN, bottom)), stroke=RULE, width=0.15))
    return marks, bottom + 2.0


def _fitted(first: date, last: date, left: float, width: float) -> _Axis:
    """Return an axis of whole months with room after the last day for that day in words."""
    start = first.replace(day=1)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    months += max(1, round(months * _AFTER / (width - _AFTER)))
    return _Axis(start, _later(start, months), left, width)


def _later(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1) if at < 10_000 * 12 else date.max


def _ticks(axis: _Axis, top: float, bottom: float) -> list[Mark]:
    months = (axis.last.year - axis.first.year) * 12 + axis.last.month - axis.first.month
    step = next((step for step in _STEPS if months / step * (10.0 if step >= 12 else 16.0) <= axis.width), _STEPS[-1])
    marks: list[Mark] = []
    for month in range(-(-(axis.first.year * 12 + axis.first.month - 1) // step) * step, 9999 * 12, step):
        day = date(month // 12, month % 12 + 1, 1)
        if day >= axis.last:
            break
        x = axis.at(day)
        words = str(day.year) if step >= 12 else f"{_MONTHS[day.month - 1][:3]} {day.year}"
        if x + room(words) / 2 <= axis.left + axis.width:
            marks.append(Line(((x, top), (x, bottom)), stroke=RULE, width=0.15))
            marks += backed(line((x, top - 1.2), words, fill=FAINT, anchor="middle"))
    return marks


def _row(entry: Entry, axis: _Axis, y: float, chosen: float) -> list[Mark]:
    who = paragraph((MARGIN, y + 3.4), entry.who, _WORDS - _BEFORE - _NUMBER, lines=1)
    number = paragraph((MARGIN + _WORDS - _BEFORE, y + 3.4), entry.recommendation, _NUMBER - 2, lines=1, anchor="end")
    what = paragraph(
        (MARGIN, y + 3.4 + SMALL * LEADING), entry.promise, _WORDS - _BEFORE - _NUMBER, lines=2, fill=FAINT
    )
    middle = y + _ROW / 2
    due = date.fromisoformat(entry.due)
    x = axis.at(due)
    marks: list[Mark] = [Line(((MARGIN, y), (COLUMNS - MARGIN, y)), stroke=RULE, width=0.15), *who, *number, *what]
    if entry.due_from:
        start = axis.at(date.fromisoformat(entry.due_from))
        marks += _bar(start, middle - 1.9, max(0.6, x - start), computed=entry.computed)
        middle += 1.2
    marks += _triangle(x, middle, firm=entry.strength == "firm")
    words, baseline = said(due, letters=3), middle + SMALL * 0.35
    after = x + 2.6
    if -1.0 < chosen - after < 3.0:
        after = chosen + 1.2
    if after + room(words) > axis.left + axis.width:
        return [*marks, *backed(line((x - 2.6, baseline), words, anchor="end"))]
    return [*marks, *backed(line((after, baseline), words))]


def _bar(x: float, y: float, width: float, *, computed: bool) -> list[Mark]:
    """Return the window in which a promise falls due, hatched where its days were computed from words."""
    top = y - _BAR / 2
    lines = hatch(x, top, width, _BAR, stroke=_COMMITMENT) if computed else []
    return [
        box(x, top, width, _BAR, fill=PAPER if computed else _WINDOW),
        *lines,
        box(x, top, width, _BAR, stroke=_COMMITMENT),
    ]


def _triangle(x: float, y: float, *, firm: bool) -> list[Mark]:
    corners = ((x - 1.7, y + 1.5), (x + 1.7, y + 1.5), (x, y - 1.6))
    return [Line(corners, fill=_COMMITMENT if firm else PAPER, stroke=INK, width=0.25, closed=True)]


def _day(axis: _Axis, on: date, top: float, bottom: float) -> list[Mark]:
    x = axis.at(on)
    words = said(on, letters=3)
    half = room(words) / 2
    middle = min(max(x, axis.left + half), axis.left + axis.width - half)
    return [
        Line(((x, top + 3.4), (x, bottom)), stroke=INK, width=0.35),
        *backed(line((middle, top + 2.4), words, anchor="middle")),
    ]


def _signs(dated: Sequence[Entry]) -> list[Sign]:
    window = [entry for entry in dated if entry.due_from]
    shown = (
        (
            any(entry.strength == "firm" for entry in dated),
            Sign(partial(_triangle, firm=True), "firm promise, by its day"),
        ),
        (any(entry.strength != "firm" for entry in dated), Sign(partial(_triangle, firm=False), "softer promise")),
        (any(not entry.computed for entry in window), Sign(_window(computed=False), "window the letter gives")),
        (
            any(entry.computed for entry in window),
            Sign(_window(computed=True), "window computed from the letter's words"),
        ),
        (bool(dated), Sign(_stroke, "the chosen day")),
    )
    return [sign for wanted, sign in shown if wanted]


def _window(*, computed: bool) -> Sample:
    return lambda x, y: _bar(x - 3, y, 6, computed=computed)


def _stroke(x: float, y: float) -> list[Mark]:
    return [Line(((x, y - 1.8), (x, y + 1.8)), stroke=INK, width=0.35)]
