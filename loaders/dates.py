"""When a promise falls due: time expressions worked out from the letter's date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from .calendar import MONTHS, full_date
from .numerals import number_value
from .patterns import patterns
from .prefilter import Filters
from .text import Span

_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_TERM_STARTS = {"autumn": (9, 1), "spring": (1, 6), "summer": (4, 20)}
_TERM_ENDS = {"autumn": (12, 20), "spring": (4, 5), "summer": (7, 22)}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG = 600  # characters of a text that is worth a map of where rules may match
_MOVING = re.compile(r"^(?:over|for|after|in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """A time expression with the days it allows; computed unless the words give a full date."""

    span: Span
    start: date | None
    end: date | None
    computed: bool


@lru_cache(maxsize=64)  # a promise is asked for its day to be told from a habit, and again for the day
def due_in(text: str, span: Span, letter_date: date | None) -> Due | None:
    """Return the first expression in a span that says when something is due, or None.

    An expression whose day cannot be known has no end.

    >>> said = "we will finish by the end of Q3 2024/25"
    >>> due_in(said, Span(0, len(said)), date(2024, 5, 9)).end
    datetime.date(2024, 12, 31)
    >>> said = "will be appointed within three months of the date of this letter"
    >>> due_in(said, Span(0, len(said)), date(2023, 3, 3)).end
    datetime.date(2023, 6, 3)
    >>> said = "will reply within 28 days of judgment"
    >>> due_in(said, Span(0, len(said)), date(2023, 3, 3)).end is None
    True
    """
    found: list[tuple[int, int, Due]] = []
    rules = patterns("dates").rules
    likely = _filters().passed(text, span.start, span.end) if len(text) > _LONG else range(len(rules))
    for order, rule in ((number, rules[number]) for number in likely):
        for match in rule.finditer(text, span.start, span.end):
            if re.search(r"\bsince\s+$", text[max(0, match.start() - 8) : match.start()]) or match[0].startswith(
                "since"
            ):
                continue
            days = _DAYS[rule.keys["kind"]](match, letter_date)
            place = _trimmed(text, match)
            computed = not (rule.keys["kind"] == "day" and bool(re.search(r"\d{4}|[./]\d{2}$", match["when"])))
            found.append((place.start, order, Due(place, *days, computed)))
    known = [entry for entry in found if entry[2].end is not None]
    chosen = _longest(known or found)
    return chosen[2] if chosen else None


@cache
def _filters() -> Filters:
    return Filters(rule.filter for rule in patterns("dates").rules)


def _longest(found: list[tuple[int, int, Due]]) -> tuple[int, int, Due] | None:
    """Return the expression that no other holds, the last of those that say "by", else the first."""
    outer = [
        e
        for e in found
        if not any(
            (o[2].span.holds(e[2].span) and o[2].span != e[2].span and o[1] <= e[1])
            or (o[2].span.holds(e[2].span) and o is not e and o[1] < e[1])
            for o in found
        )
    ]
    return min(outer, key=lambda e: (e[0], e[1]), default=None)


def _trimmed(text: str, match: re.Match[str]) -> Span:
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip(" ,(\n\t"))
    return Span(start, start + len(words.strip(" ,(\n\t")))


Days = tuple[date | None, date | None]


def _day(match: re.Match[str], today: date | None) -> Days:
    words = match["when"]
    day = full_date(words)
    if day is None and today is not None:
        day = _without_year(words, today)
    return (day if re.match(r"(?i)(?:from|with effect|starting|beginning)", match[0]) else None), day


def _year_beginning(match: re.Match[str], _today: date | None) -> Days:
    first = full_date(match["when"])
    return (first, first + relativedelta(years=1, days=-1)) if first else (None, None)


def _without_year(words: str, today: date) -> date | None:
    """Return the next such day after the letter's."""
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


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _month(match: re.Match[str], today: date | None) -> Days:
    month = MONTHS[match["month"].casefold()]
    if match["year"]:
        year = int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"])
    elif today is not None:
        year = today.year if month >= today.month else today.year + 1
    else:
        return None, None
    return date(year, month, 1), _last(year, month)


def _this_month(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return None, None
    first = today.replace(day=1) + relativedelta(months=int(match["which"] == "next"))
    return max(first, today), _last(first.year, first.month)


def _season(match: re.Match[str], today: date | None) -> Days:
    season = match["season"].casefold()
    month = _SEASON_ENDS[season]
    if match["year"]:
        year = int(match["year"]) + (season == "winter")
    elif today is not None:
        year = today.year + (_last(today.year, month) < today)
        year += (match["which"] or "").strip() == "next" and _last(year, month) < today + relativedelta(months=6)
    else:
        return None, None
    start = date(year - (season == "winter"), _SEASON_STARTS[season], 1)
    before = re.match(r"(?i)before\b", match[0])
    if before and not match["year"] and today is not None and start <= today:
        start += relativedelta(years=1)
    return (None, start - timedelta(days=1)) if before else (start, _last(year, month))


def _year_of(words: str | None, today: date | None) -> int | None:
    """Return the year in which a financial year begins ("2024/25", "24/25"), or a calendar year."""
    if not words:
        return today.year if today else None
    first = int(re.findall(r"\d+", words)[0])
    return first if first > 99 else 2000 + first


def _is_financial(words: str | None) -> bool:
    parts = [int(n) % 100 for n in re.findall(r"\d+", words or "")]
    return len(parts) == 2 and (parts[0] + 1) % 100 == parts[1]


def _quarter(match: re.Match[str], today: date | None) -> Days:
    words = match["year"] or match["year2"]
    quarter = int(match["q"] or match["q2"] or _QUARTERS.get(match["qword"] or "", 0))
    year = _year_of(words, today)
    if year is None or not quarter or (not words and not match["q"]):
        return None, None
    first = date(year, 4, 1) if _is_financial(words) or not words else date(year, 1, 1)
    start = first + relativedelta(months=3 * (quarter - 1))
    end = start + relativedelta(months=3) - timedelta(days=1)
    if not words and today is not None and end < today:
        start, end = start + relativedelta(years=1), end + relativedelta(years=1)
    return start, end


def _financial_year(match: re.Match[str], today: date | None) -> Days:
    year = _year_of(match["year"], today)
    if year is None or not _is_financial(match["year"]):
        return None, None
    return date(year, 4, 1), date(year + 1, 3, 31)


def _financial_year_end(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return None, None
    year = today.year + (today >= date(today.year, 4, 1)) + bool(match["next"])
    return (date(year - 1, 4, 1) if match["next"] else None), date(year, 3, 31)


def _year_end(match: re.Match[str], today: date | None) -> Days:
    return (None, date(today.year + bool(match["next"]), 12, 31)) if today else (None, None)


def _within(match: re.Match[str], today: date | None) -> Days:
    number = number_value(match["number"]) or 1
    unit = match["unit"].split()[-1]
    event = match.groupdict().get("event")
    working = match["unit"].startswith("working")
    if today is None or event or working or re.match(r"(?i)after\b", match[0]):
        return None, None
    if (
        unit == "day"
        and re.match(r"(?i)within\b", match[0])
        and "letter" not in match.string[match.end() : match.end() + 30]
    ):
        return None, None
    return today, today + relativedelta(**{f"{unit}s": int(number)})  # type: ignore[arg-type]


def _feast(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return None, None
    feast = match["feast"].casefold()
    if "year" in feast:
        start = date(today.year + (today > date(today.year, 1, 31)), 1, 1)
        return start, _last(start.year, 1)
    day = date(today.year, 12, 25) if feast == "christmas" else easter(today.year)
    if day < today:
        day = date(today.year + 1, 12, 25) if feast == "christmas" else easter(today.year + 1)
    return None, day - timedelta(days=1) if re.match(r"(?i)before\b", match[0]) else day


def _term(match: re.Match[str], today: date | None) -> Days:
    year = int(match["year"]) if match["year"] else (today.year if today else None)
    if year is None:
        return None, None
    start, end = _TERM_STARTS[match["season"]], _TERM_ENDS[match["season"]]
    if not match["year"] and today and date(year, *end) < today:
        year += 1
    return (date(year, *start), _last(year, start[0])) if match["start"] else (date(year, *start), date(year, *end))


def _recess(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return None, None
    month, day = {"summer": (7, 21), "autumn": (11, 5), "Easter": (3, 31), "Christmas": (12, 18), None: (7, 21)}[
        match["which"]
    ]
    return None, date(today.year + (date(today.year, month, day) < today), month, day)


def _part_year(match: re.Match[str], today: date | None) -> Days:
    words = match["year"] or match["year2"]
    if not words and today is None:
        return None, None
    year = int(words) if words else (today.year if today else 0) + ("next" in (match["which"] or ""))
    part = match["part"] or {"first": "mid", "second": "late"}[match["half"]]
    month = {"early": 3, "mid": 6, "late": 12}[part]
    return date(year, max(1, month - 5), 1), _last(year, month)


def _year(match: re.Match[str], today: date | None) -> Days:
    year = int(match["year"])
    if re.match(r"(?i)before\b", match[0]):
        return None, date(year - 1, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _week(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return None, None
    if match["tomorrow"]:
        return None, today + timedelta(days=1)
    if match["weekday"]:
        ahead = (_WEEKDAYS.index(match["weekday"].casefold()) - today.weekday()) % 7 or 7
        return None, today + timedelta(days=ahead)
    friday = today + timedelta(days=4 - today.weekday() + 7 * (match["which"] == "next"))
    return friday - timedelta(days=4), friday


def _words_only(_match: re.Match[str], _today: date | None) -> Days:
    return None, None


_DAYS: dict[str, Callable[[re.Match[str], date | None], Days]] = {
    "day": _day,
    "year-beginning": _year_beginning,
    "quarter": _quarter,
    "month": _month,
    "this-month": _this_month,
    "season": _season,
    "financial-year": _financial_year,
    "financial-year-end": _financial_year_end,
    "year-end": _year_end,
    "within": _within,
    "feast": _feast,
    "term": _term,
    "recess": _recess,
    "part-year": _part_year,
    "year": _year,
    "week": _week,
    "words": _words_only,
}
