"""The promises page: a timeline of due windows, and a table of every promise, both for any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ...queries.ledger import Entry
from .facts import Facts
from .paths import Paths
from .render import Frame, Page, day

_MARGIN = timedelta(days=45)  # before the first window and after the last
_MOST = 60  # promises in the timeline
_EDGE = 94  # per cent: a year's name to the right of it would leave the page
_FIRM = frozenset({"firm", "continuing"})


@dataclass(frozen=True, slots=True)
class Promise:
    """An entry of the ledger with the place of its words."""

    entry: Entry
    href: str

    @property
    def due(self) -> str:
        """Return when it is due, in words."""
        if not self.entry.due:
            return ""
        computed = f" (computed from “{self.entry.due_words}”)" if self.entry.computed else ""
        return f"due by {day(self.entry.due)}{computed}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A due window: left, width and due are per cent of the timeline's width."""

    promise: Promise
    left: float
    width: float
    due: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Windows between two days; at is the day looked at, counted from the first."""

    first: str
    days: int
    at: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    left_out: int


def with_places(facts: Facts, paths: Paths, entries: tuple[Entry, ...]) -> tuple[Promise, ...]:
    """Return entries with the place of their words."""
    return tuple(
        Promise(entry, paths.of(facts.said[entry.iri]) if entry.iri in facts.said else "") for entry in entries
    )


def timeline(promises: tuple[Promise, ...], *, on: date) -> Timeline:
    """Return the due windows nearest to a day, by due day."""
    dated = sorted((p for p in promises if p.entry.due), key=lambda p: (p.entry.due, p.entry.due_from, p.entry.iri))
    near = sorted(dated, key=lambda p: abs((date.fromisoformat(p.entry.due) - on).days))[:_MOST]
    kept = [p for p in dated if p in near]
    days = [on, *(date.fromisoformat(d) for p in kept for d in (p.entry.due_from, p.entry.due) if d)]
    first, last = min(days) - _MARGIN, max(days) + _MARGIN
    total = (last - first).days

    def part(iso: str) -> float:
        return round((date.fromisoformat(iso) - first).days * 100 / total, 3)

    bars = tuple(
        Bar(
            promise,
            part(promise.entry.due_from or promise.entry.due),
            round(part(promise.entry.due) - part(promise.entry.due_from or promise.entry.due), 3),
            part(promise.entry.due),
            promise.entry.strength in _FIRM,
        )
        for promise in kept
    )
    step = max(1, (last.year - first.year) // 7)
    years = range(first.year + 1, last.year + 1, step)
    ticks = tuple((part(f"{year}-01-01"), str(year)) for year in years if part(f"{year}-01-01") < _EDGE)
    return Timeline(first.isoformat(), total, (on - first).days, bars, ticks, len(dated) - len(kept))


def first_five(promises: tuple[Promise, ...], *, on: date) -> tuple[Promise, ...]:
    """Return the promises next due, then the longest overdue."""
    dated = sorted((p for p in promises if p.entry.due), key=lambda p: (p.entry.due, p.entry.iri))
    coming = [p for p in dated if p.entry.due >= on.isoformat()]
    return (*coming[:5], *(p for p in dated if p not in coming))[:5]


def promises_page(promises: tuple[Promise, ...], frame: Frame, *, on: date) -> Page:
    """Return the page."""
    return frame.page(
        "promises.html",
        "promises.html",
        promises=promises,
        line=timeline(promises, on=on),
        strengths=sorted({p.entry.strength for p in promises}),
        standings=("overdue", "due", "open", "waiting", "undated"),
    )
