"""What a time expression allows: until a day, from it, before it, or a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from .calendar import MONTHS, full_date
from .patterns import patterns

Days = tuple[date | None, date | None]
Reckoned = Callable[[re.Match[str], date | None], Days]

UNKNOWN: Days = (None, None)
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10, "final": 4, "last": 4}


def last_of(year: int, month: int) -> date:
    """Return a month's last day."""
    return date(year, month, monthrange(year, month)[1])


def day_in(words: str, today: date | None) -> date | None:
    """Return the day that words name, the next such day where they give no year."""
    return full_date(words) or (_without_year(words, today) if today else None)


def _without_year(words: str, today: date) -> date | None:
    month = next((MONTHS[w.casefold()] for w in re.findall(r"[A-Za-z]{3,}", words) if w.casefold() in MONTHS), None)
    figures = [int(n) for n in re.findall(r"\d+", words)]
    if month is None and len(figures) == 2:
        figures, month = figures[:1], figures[1]
    if month is None or not figures:
        return None
    for year in (today.year, today.year + 1):
        try:
            day = date(year, month, figures[0])
        except ValueError:
            return None
        if day >= today:
            return day
    return None


def says(match: re.Match[str], words: str) -> bool:
    """Tell whether an expression opens with one of a fragment's words ("before", "after")."""
    return patterns("dates").compile(rf"{{{{{words}}}}}\b").match(match[0].lstrip(" ,(\n\t")) is not None


def bounded(match: re.Match[str], start: date, end: date) -> Days:
    """Return what a stretch of days allows where its words say "before", "by" or "after" it."""
    if says(match, "before"):
        return None, start - timedelta(days=1)
    if says(match, "after"):
        return end + timedelta(days=1), None
    return start, end


def point(match: re.Match[str], day: date) -> Days:
    """Return what a single day allows: until it, from it or before it; what is done after it is due from it."""
    if says(match, "before"):
        return None, day - timedelta(days=1)
    runs = says(match, "after") or re.match(r"\W*(?:from|as from|with effect|starting|beginning)", match[0], re.I)
    return (day if runs else None), day


def first_of(month: str, year: str | None, today: date | None) -> date | None:
    """Return the first day of a month, of the next such month where no year is given."""
    number = MONTHS[month.casefold()]
    if year:
        return date(int(year.strip("'’")) % 100 + 2000, number, 1)
    return date(today.year + (number < today.month), number, 1) if today else None


def to_the_end(match: re.Match[str]) -> bool:
    """Tell whether an expression says that its end is meant ("by the end of May")."""
    return (
        re.search(
            r"\b(?:end|close|last day|turn) of\b|\b(?:is|are) (?:out|over|up)$| ends$", " ".join(match[0].split())
        )
        is not None
    )


def meaning(table: str, words: str) -> str:
    """Return what a table of `dates.toml` says that words mean."""
    entries = patterns("dates").data["tables"][table]
    wanted = bare(words)
    return next(str(value) for entry, value in entries.items() if bare(entry) == wanted)


def bare(words: str) -> str:
    """Return words without what different hands write differently."""
    return re.sub(r"['’]", "", re.sub(r"[-\s]+", " ", words)).casefold()
