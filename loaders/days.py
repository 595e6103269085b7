"""Days reckoned from expressions that say a day, a week, or how long after which day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .bounds import ORDER, UNKNOWN, Days, Reckoned, bounded, day_in, first_of, last_of, meaning, point, says
from .calendar import first_weekday, named_day, working_day
from .numerals import number_value
from .patterns import patterns

_NEAR = 400  # characters before "that day" in which the day it means may stand
_EACH = re.compile(r"\b(?:each|every|any|whenever|thereafter|all (?:of )?(?:them|new)|new)\b", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:^|[.;,]\s+|\band\s+)\W*(?:Once|When|As soon as|Following|After|If|Should|once|if|when)\b[^.]*$"
)


def _day(match: re.Match[str], today: date | None) -> Days:
    day = day_in(match["when"], today)
    return point(match, day) if day else UNKNOWN


def _day_of_month(match: re.Match[str], today: date | None) -> Days:
    if today is None or not 1 <= int(match["day"]) <= 31:
        return UNKNOWN
    first = today.replace(day=1) + relativedelta(months=int(match["which"] == "next"))
    for month in (first, first + relativedelta(months=1)):
        last = last_of(month.year, month.month)
        if int(match["day"]) <= last.day and month.replace(day=int(match["day"])) >= today:
            return point(match, month.replace(day=int(match["day"])))
    return UNKNOWN


def _week_of(match: re.Match[str], today: date | None) -> Days:
    day = day_in(match["when"], today)
    return bounded(match, day, first_weekday("sunday", day)) if day else UNKNOWN


def _weekday_of_month(match: re.Match[str], today: date | None) -> Days:
    """Return "the first Monday in December", "the last week of June", "the first day of May"."""
    first = first_of(match["month"], match["year"], today)
    if first is None:
        return UNKNOWN
    last, what, nth = last_of(first.year, first.month), match["what"].casefold(), match["nth"]
    order = int(nth[0]) if nth[0].isdigit() else ORDER[nth]
    if what in {"day", "working day", "weekday"}:
        return point(match, last if nth == "last" else first + timedelta(days=order - 1))
    if what in {"week", "weekend", "fortnight", "half"}:
        size = {"fortnight": 14, "half": 15}.get(what, 7)
        if nth == "last" or (what == "half" and order == 2):
            return bounded(match, last - timedelta(days=size - 1), last)
        start = first + timedelta(days=size * (order - 1))
        return bounded(match, start, min(last, start + timedelta(days=size - 1)))
    if nth == "last":
        return point(match, first_weekday(what, last - timedelta(days=6)))
    return point(match, first_weekday(what, first) + timedelta(weeks=order - 1))


def _week(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    if match["tomorrow"]:
        return None, today + timedelta(days=1)
    if match["weekday"]:
        day = first_weekday(match["weekday"], today + timedelta(days=1))
        return None, day + timedelta(weeks=bool(match["later"]))
    friday = today + timedelta(days=4 - today.weekday() + 7 * (match["which"] == "next"))
    if match["out"]:
        return None, max(friday, today)
    return friday - timedelta(days=4), friday


def _feast(match: re.Match[str], today: date | None) -> Days:
    rule = meaning("feast", match["feast"])
    if match["year"]:
        return point(match, named_day(rule, int(match["year"])))
    if today is None:
        return UNKNOWN
    day = next(day for year in (today.year, today.year + 1) if (day := named_day(rule, year)) >= today)
    return (day, None) if says(match, "after") else point(match, day)


def _anniversary(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    nth = match["nth"] if match["nth"] not in {"each", "every", None} else "first"
    start = day_in(match["when"], today) if match["when"] else today + relativedelta(years=ORDER[nth or "first"])
    while start and match["when"] and start < today:
        start += relativedelta(years=1)
    return point(match, start) if start else UNKNOWN


def _this_time(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    number = number_value(match["number"]) or 1 if match["number"] else 1
    return None, _ahead(today, match["unit"] or match["unit2"], int(number))


def _ahead(day: date, unit: str, number: int) -> date:
    kind, single = unit.split(maxsplit=1)[0], unit.rsplit(maxsplit=1)[-1]
    if kind in {"working", "business"} and single == "day":
        return working_day(day, number, tuple(patterns("dates").data["calendar"]["bank_holidays"]))
    if single == "fortnight":
        return day + relativedelta(weeks=2 * number)
    if single == "quarter":
        return day + relativedelta(months=3 * number)
    return day + relativedelta(**{f"{single}s": number})  # type: ignore[arg-type]


def _within(match: re.Match[str], today: date | None) -> Days:
    """Return a stretch that runs from the letter: not one that runs from an event, or is a rule for each case."""
    groups = match.groupdict()
    unit, number = match["unit"], groups.get("top") or groups.get("number") or "one"
    event = groups.get("event")
    if event and today and re.match(r"\s+(?:of|from|after|following)\s+(?:that|the same)\s+(?:day|date)\b", event):
        anchor = _day_said(match, today)
        return (anchor, _ahead(anchor, unit, int(number_value(number) or 1))) if anchor else UNKNOWN
    if today is None or event or re.match(r"after\b", match[0], re.I) or unit.split()[0] in {"sitting", "school"}:
        return UNKNOWN
    paper = patterns("dates").compile(r"{{this_paper}}").search(match[0] + match.string[match.end() : match.end() + 40])
    if not paper and _is_rule(match, short=unit.split()[-1] in {"day", "week", "fortnight"}):
        return UNKNOWN
    return today, _ahead(today, unit, int(number_value(number) or 1))


def _is_rule(match: re.Match[str], *, short: bool) -> bool:
    """Tell whether the words before a stretch of time make it run from some event, or hold for case after case."""
    before = re.split(r"\.\s+(?=[A-Z])|\n\s*\n", match.string[max(0, match.start() - 240) : match.start()])[-1]
    after = match.string[match.end() : match.end() + 30]
    return bool(_EVENT.search(before)) or (short and bool(_EACH.search(before) or _EACH.match(after.strip())))


def _later(match: re.Match[str], today: date | None) -> Days:
    anchor = _day_said(match, today) if today else None
    groups = match.groupdict()
    if anchor is None:
        return UNKNOWN
    if groups.get("number"):
        return None, _ahead(anchor, groups["unit"] or "day", int(number_value(groups["number"] or "") or 1))
    if groups.get("next"):
        return None, _ahead(anchor, groups["unit2"] or "day", 1)
    return point(match, anchor + timedelta(days=bool(re.match(r"the (?:day|morning) after", match[0]))))


def _day_said(match: re.Match[str], today: date) -> date | None:
    """Return the last day to come that the same paragraph names before an expression that takes it up."""
    near = match.string[max(0, match.start() - _NEAR) : match.start()].rpartition("\n\n")[2]
    said = list(patterns("dates")["day"].finditer(near))
    day = day_in(said[-1]["when"], today) if said else None
    return day if day and day >= today else None


def _words_only(_match: re.Match[str], _today: date | None) -> Days:
    return UNKNOWN


DAYS: dict[str, Reckoned] = {
    "day": _day,
    "day-of-month": _day_of_month,
    "week-of": _week_of,
    "weekday-of-month": _weekday_of_month,
    "this-time": _this_time,
    "within": _within,
    "later": _later,
    "feast": _feast,
    "week": _week,
    "anniversary": _anniversary,
    "words": _words_only,
}
