"""Dates as letters write them, as days; days that have names; working days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

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
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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


def first_weekday(weekday: str, start: date) -> date:
    """Return the first such weekday on or after a day.

    >>> first_weekday("Monday", date(2024, 8, 25))
    datetime.date(2024, 8, 26)
    """
    return start + timedelta(days=(WEEKDAYS.index(weekday.casefold()) - start.weekday()) % 7)


def named_day(rule: str, year: int) -> date:
    """Return the day of a year that a rule of `dates.toml` means: "03-01", "easter-47", "08-25 monday".

    >>> named_day("easter-47", 2025), named_day("11-08 sunday", 2024)
    (datetime.date(2025, 3, 4), datetime.date(2024, 11, 10))
    """
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:] or 0))
    month, day, weekday = int(rule[:2]), int(rule[3:5]), rule[6:]
    return first_weekday(weekday, date(year, month, day)) if weekday else date(year, month, day)


def working_day(start: date, number: int, holidays: tuple[str, ...]) -> date:
    """Return the day so many working days after another, weekends and the days that rules name left out.

    >>> working_day(date(2024, 12, 23), 3, ("12-25", "12-26"))
    datetime.date(2024, 12, 30)
    """
    day = start
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in _holidays(day.year, holidays)
    return day


@cache
def _holidays(year: int, rules: Iterable[str]) -> frozenset[date]:
    """Return the days that rules name, each moved past a weekend and past the others."""
    kept: set[date] = set()
    for named in sorted(named_day(rule, year) for rule in rules):
        following = (named + timedelta(days=ahead) for ahead in range(7))
        kept.add(next(day for day in following if day.weekday() < 5 and day not in kept))
    return frozenset(kept)
