"""Dates as letters write them, as days."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_DAY_FIRST = re.compile(r"(\d{1,2})\^?(?:st|nd|rd|th)?\^?(?:\s+day)?(?:\s+of)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")


def full_date(words: str) -> date | None:
    """Return the day that a full date names; figures are day first, as in Britain.

    >>> full_date("Tuesday, August 5th 2025"), full_date("9th of December 2021"), full_date("02.12.21")
    (datetime.date(2025, 8, 5), datetime.date(2021, 12, 9), datetime.date(2021, 12, 2))
    >>> full_date("31 June 2024") is None
    True
    """
    if found := _ISO.search(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.search(words):
        return _day(int(found[3]), MONTHS.get(found[2].casefold(), 0), int(found[1]))
    if found := _MONTH_FIRST.search(words):
        return _day(int(found[3]), MONTHS.get(found[1].casefold(), 0), int(found[2]))
    if found := _FIGURES.search(words):
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
        return _day(year, int(found[2]), int(found[1])) or _day(year, int(found[1]), int(found[2]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
