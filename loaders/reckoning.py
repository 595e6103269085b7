"""Days reckoned from a time expression and the day it was written: one function for each kind of `dates.toml`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .calendar import MONTHS, first_weekday, full_date, named_day, working_day
from .numerals import number_value
from .patterns import patterns

Days = tuple[date | None, date | None]
Reckoned = Callable[[re.Match[str], date | None], Days]

_UNKNOWN: Days = (None, None)
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10, "final": 4, "last": 4}
_FEW = {"one": 1, "two": 2, "three": 3, "four": 4}
_NEAR = 400  # characters before "that day" in which the day it means may stand
_EACH = re.compile(r"\b(?:each|every|any|whenever|thereafter|all (?:of )?(?:them|new)|new)\b", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:^|[.;,]\s+|\band\s+)\W*(?:Once|When|As soon as|Following|After|If|Should|once|if|when)\b[^.]*$"
)


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


def _says(match: re.Match[str], words: str) -> bool:
    """Tell whether an expression opens with one of a fragment's words ("before", "after")."""
    return patterns("dates").compile(rf"{{{{{words}}}}}\b").match(match[0].lstrip(" ,(\n\t")) is not None


def _bounded(match: re.Match[str], start: date, end: date) -> Days:
    """Return what a stretch of days allows where its words say "before", "by" or "after" it."""
    if _says(match, "before"):
        return None, start - timedelta(days=1)
    if _says(match, "after"):
        return end + timedelta(days=1), None
    return start, end


def _point(match: re.Match[str], day: date) -> Days:
    """Return what a single day allows: until it, from it or before it; what is done after it is due from it."""
    if _says(match, "before"):
        return None, day - timedelta(days=1)
    runs = _says(match, "after") or re.match(r"\W*(?:from|as from|with effect|starting|beginning)", match[0], re.I)
    return (day if runs else None), day


def _day(match: re.Match[str], today: date | None) -> Days:
    day = day_in(match["when"], today)
    return _point(match, day) if day else _UNKNOWN


def _day_of_month(match: re.Match[str], today: date | None) -> Days:
    if today is None or not 1 <= int(match["day"]) <= 31:
        return _UNKNOWN
    first = today.replace(day=1) + relativedelta(months=int(match["which"] == "next"))
    for month in (first, first + relativedelta(months=1)):
        last = last_of(month.year, month.month)
        if int(match["day"]) <= last.day and month.replace(day=int(match["day"])) >= today:
            return _point(match, month.replace(day=int(match["day"])))
    return _UNKNOWN


def _week_of(match: re.Match[str], today: date | None) -> Days:
    day = day_in(match["when"], today)
    return _bounded(match, day, first_weekday("sunday", day)) if day else _UNKNOWN


def _weekday_of_month(match: re.Match[str], today: date | None) -> Days:
    """Return "the first Monday in December", "the last week of June", "the first day of May"."""
    first = _first_of(match["month"], match["year"], today)
    if first is None:
        return _UNKNOWN
    last, what, nth = last_of(first.year, first.month), match["what"].casefold(), match["nth"]
    order = int(nth[0]) if nth[0].isdigit() else _ORDER[nth]
    if what in {"day", "working day", "weekday"}:
        return _point(match, last if nth == "last" else first + timedelta(days=order - 1))
    if what in {"week", "weekend", "fortnight", "half"}:
        size = {"fortnight": 14, "half": 15}.get(what, 7)
        if nth == "last" or (what == "half" and order == 2):
            return _bounded(match, last - timedelta(days=size - 1), last)
        start = first + timedelta(days=size * (order - 1))
        return _bounded(match, start, min(last, start + timedelta(days=size - 1)))
    if nth == "last":
        return _point(match, first_weekday(what, last - timedelta(days=6)))
    return _point(match, first_weekday(what, first) + timedelta(weeks=order - 1))


def _first_of(month: str, year: str | None, today: date | None) -> date | None:
    number = MONTHS[month.casefold()]
    if year:
        return date(int(year.strip("'’")) % 100 + 2000, number, 1)
    return date(today.year + (number < today.month), number, 1) if today else None


def _month(match: re.Match[str], today: date | None) -> Days:
    groups = match.groupdict()
    if groups.get("which") == "last ":
        return _UNKNOWN
    first = _first_of(match["month"], match["year"], today)
    if first and groups.get("whose") and today:
        first = first.replace(year=today.year + (groups["whose"] == "next"))
    if first is None:
        return _UNKNOWN
    last = last_of(first.year, first.month)
    if groups.get("edge") and re.match(r"\W*by\b", match[0], re.I):
        return None, first
    return (None, last) if _to_the_end(match) else _bounded(match, first, last)


def _month_figures(match: re.Match[str], _today: date | None) -> Days:
    month, year = int(match["month"]), int(match["year"])
    return (date(year, month, 1), last_of(year, month)) if 1 <= month <= 12 else _UNKNOWN


def _to_the_end(match: re.Match[str]) -> bool:
    return (
        re.search(
            r"\b(?:end|close|last day|turn) of\b|\b(?:is|are) (?:out|over|up)$| ends$", " ".join(match[0].split())
        )
        is not None
    )


def _this_month(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    groups = match.groupdict()
    which = groups["which"] or groups.get("which2") or groups.get("which3")
    whole = _to_the_end(match) or groups.get("which2") or groups["which"] != "the"
    first = today.replace(day=1) + relativedelta(months=int(which == "next"))
    return (max(first, today), last_of(first.year, first.month)) if whole else _UNKNOWN


def _season(match: re.Match[str], today: date | None) -> Days:
    season = match["season"].casefold()
    month = _SEASON_ENDS[season]
    if match["year"]:
        year = int(match["year"][:4]) + (season == "winter")
    elif today is not None:
        year = today.year + (last_of(today.year, month) < today)
        year += (match["which"] or "").strip() == "next" and last_of(year, month) < today + relativedelta(months=6)
    else:
        return _UNKNOWN
    start = date(year - (season == "winter"), _SEASON_STARTS[season], 1)
    if _to_the_end(match):
        return None, last_of(year, month)
    if _says(match, "before") and not match["year"] and today is not None and start <= today:
        return None, start + relativedelta(years=1) - timedelta(days=1)
    return _bounded(match, start, last_of(year, month))


def _year_of(words: str | None, today: date | None) -> int | None:
    """Return the year in which a financial year begins ("2024/25", "24/25", "this year"), or a calendar year."""
    if words and (figures := re.findall(r"\d+", words)):
        return int(figures[0]) if int(figures[0]) > 99 else 2000 + int(figures[0])
    if today is None:
        return None
    financial = _is_financial(words)
    return today.year - (financial and (today.month < 4)) + bool(re.search(r"next|coming", words or ""))


def _is_financial(words: str | None) -> bool:
    parts = [int(n) % 100 for n in re.findall(r"\d+", words or "")]
    return (len(parts) == 2 and (parts[0] + 1) % 100 == parts[1]) or "financial" in (words or "")


def _year_words(match: re.Match[str]) -> str | None:
    """Return a quarter's year with the word that says whether it is a financial one."""
    words = next((match[name] for name in ("year", "year2") if name in match.groupdict() and match[name]), None)
    return f"{words} financial" if words and re.search(r"financial year", match[0]) else words


def _quarter(match: re.Match[str], today: date | None) -> Days:
    words = _year_words(match)
    said = match["q"] or match["q2"]
    quarter = int(_FEW.get(said.casefold(), 0) or said) if said else _ORDER[match["qword"]]
    year = _year_of(words, today)
    if year is None or (not words and not said):
        return _UNKNOWN
    first = date(year, 4, 1) if _is_financial(words) or not words else date(year, 1, 1)
    start = first + relativedelta(months=3 * (quarter - 1))
    end = start + relativedelta(months=3) - timedelta(days=1)
    if not words and today is not None:
        behind = relativedelta(years=(end < today) - (end - relativedelta(years=1) >= today))
        start, end = start + behind, end + behind
    return (None, end) if _to_the_end(match) else _bounded(match, start, end)


def _this_quarter(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    ahead = bool(re.search(r"next|coming|following", match["which"]))
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) + relativedelta(months=3 * ahead)
    return max(start, today), start + relativedelta(months=3, days=-1)


def _half_year(match: re.Match[str], today: date | None) -> Days:
    words = _year_words(match)
    year = _year_of(words, today)
    if year is None:
        return _UNKNOWN
    half = int(match["h"] or _ORDER[match["half"]])
    start = date(year, 4 if _is_financial(words) else 1, 1) + relativedelta(months=6 * (half - 1))
    return start, start + relativedelta(months=6, days=-1)


def _financial_year(match: re.Match[str], today: date | None) -> Days:
    year = _year_of(match["year"], today)
    if year is None or not _is_financial(match["year"]):
        return _UNKNOWN
    end = date(year + 1, 3, 31)
    return (None, end) if _to_the_end(match) else _bounded(match, date(year, 4, 1), end)


def _financial_year_ending(match: re.Match[str], _today: date | None) -> Days:
    year = 2000 + int(match["year"])
    return date(year - 1, 4, 1), date(year, 3, 31)


def _financial_year_end(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    year = today.year + (today >= date(today.year, 4, 1)) + bool(match["next"])
    return (date(year - 1, 4, 1) if match["next"] else None), date(year, 3, 31)


def _financial_years(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    start = date(today.year + (today >= date(today.year, 4, 1)), 4, 1)
    return start, start + relativedelta(years=int(number_value(match["number"]) or 1), days=-1)


def _years_from(match: re.Match[str], today: date | None) -> Days:
    first = day_in(match["when"], today)
    if first is None:
        month = re.search(r"([A-Za-z]{3,9})(?:\s+(\d{4}))?$", match["when"])
        first = _first_of(month[1], month[2], today) if month and month[1].casefold() in MONTHS else None
    if first is None:
        return _UNKNOWN
    years = int(number_value(match["number"] or "one") or 1)
    return first, first + relativedelta(years=years, days=-1)


def _years_between(match: re.Match[str], _today: date | None) -> Days:
    first, last = int(match["first"]), int(match["last"]) % 100 + 2000
    return date(first, 4, 1), date(last, 3, 31)


def _year_end(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    if match["decade"]:
        return None, date(today.year // 10 * 10 + 10, 12, 31)
    return None, date(today.year + bool(match["next"]), 12, 31)


def _this_time(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
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
        return (anchor, _ahead(anchor, unit, int(number_value(number) or 1))) if anchor else _UNKNOWN
    if today is None or event or re.match(r"after\b", match[0], re.I) or unit.split()[0] in {"sitting", "school"}:
        return _UNKNOWN
    paper = patterns("dates").compile(r"{{this_paper}}").search(match[0] + match.string[match.end() : match.end() + 40])
    if not paper and _is_rule(match, short=unit.split()[-1] in {"day", "week", "fortnight"}):
        return _UNKNOWN
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
        return _UNKNOWN
    if groups.get("number"):
        return None, _ahead(anchor, groups["unit"] or "day", int(number_value(groups["number"] or "") or 1))
    if groups.get("next"):
        return None, _ahead(anchor, groups["unit2"] or "day", 1)
    return _point(match, anchor + timedelta(days=bool(re.match(r"the (?:day|morning) after", match[0]))))


def _day_said(match: re.Match[str], today: date) -> date | None:
    """Return the last day to come that the same paragraph names before an expression that takes it up."""
    near = match.string[max(0, match.start() - _NEAR) : match.start()].rpartition("\n\n")[2]
    said = list(patterns("dates")["day"].finditer(near))
    day = day_in(said[-1]["when"], today) if said else None
    return day if day and day >= today else None


def _feast(match: re.Match[str], today: date | None) -> Days:
    rule = _meaning("feast", match["feast"])
    if match["year"]:
        return _point(match, named_day(rule, int(match["year"])))
    if today is None:
        return _UNKNOWN
    day = next(day for year in (today.year, today.year + 1) if (day := named_day(rule, year)) >= today)
    return (day, None) if _says(match, "after") else _point(match, day)


def _meaning(table: str, words: str) -> str:
    """Return what a table of `dates.toml` says that words mean."""
    entries = patterns("dates").data["tables"][table]
    wanted = _bare(words)
    return next(str(meaning) for entry, meaning in entries.items() if _bare(entry) == wanted)


def _bare(words: str) -> str:
    return re.sub(r"['’]", "", re.sub(r"[-\s]+", " ", words)).casefold()


def _new_year(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    start = date(today.year + (today > date(today.year, 1, 31)), 1, 1)
    if re.match(r"\W*by\b", match[0], re.I):
        return None, start
    return _bounded(match, start, last_of(start.year, 1))


def _period(match: re.Match[str], today: date | None) -> Days:
    """Return what a term, a recess or an academic year allows; its start is good to the end of a month."""
    words = match["period"]
    half = _bare(words) == "half term"
    rules = (_meaning("half_term", words) if half else _meaning("period", words)).split("; ")
    said = match["year"] or match["year2"]
    year = int(said[:4]) if said else today.year if today else None
    if year is None:
        return _UNKNOWN
    stretches = sorted(_stretch(rule, year + step) for rule in rules for step in ((0,) if said else (-1, 0, 1, 2)))
    edge = match["edge"] or ""
    opening = edge.endswith(("start", "beginning", "opening", "first day"))
    ahead = (
        opening or match["which"] or (re.match(r"\W*(?:by|before|until|in time|ahead)\b", match[0], re.I) and not edge)
    )
    if not said and today is not None:
        stretches = [s for s in stretches if (s[0] if ahead and not _to_the_end(match) else s[1]) >= today]
    start, end = stretches[0]
    if opening:
        return _bounded(match, start, start if _says(match, "after") else last_of(start.year, start.month))
    if edge or _to_the_end(match):
        return (end + timedelta(days=1), None) if _says(match, "after") else (None, end)
    if re.match(r"\W*(?:by|until|in time for)\b", match[0], re.I):
        return None, start
    return _bounded(match, start, end)


def _stretch(rule: str, year: int) -> tuple[date, date]:
    """Return the days of "09-01 07-31", "10-24/monday +6" or "easter-14 +20" that begin in a year."""
    first, last = rule.split()
    start = named_day(first.replace("/", " "), year)
    if last.startswith("+"):
        return start, start + timedelta(days=int(last))
    end = named_day(last, year)
    return start, end if end >= start else named_day(last, year + 1)


def _part_year(match: re.Match[str], today: date | None) -> Days:
    words = match["year"]
    if not words and today is None:
        return _UNKNOWN
    year = int(words) if words else (today.year if today else 0) + ("next" in (match["which"] or ""))
    part = match["part"].split()[0]
    month = {"early": 3, "first": 3, "mid": 6, "middle": 6}.get(part, 12)
    return date(year, max(1, month - 5), 1), last_of(year, month)


def _year(match: re.Match[str], _today: date | None) -> Days:
    year = int(match["year"])
    last = date(year, 12, 31)
    return (None, last) if _to_the_end(match) else _bounded(match, date(year, 1, 1), last)


def _week(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    if match["tomorrow"]:
        return None, today + timedelta(days=1)
    if match["weekday"]:
        day = first_weekday(match["weekday"], today + timedelta(days=1))
        return None, day + timedelta(weeks=bool(match["later"]))
    friday = today + timedelta(days=4 - today.weekday() + 7 * (match["which"] == "next"))
    if match["out"]:
        return None, max(friday, today)
    return friday - timedelta(days=4), friday


def _anniversary(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return _UNKNOWN
    nth = match["nth"] if match["nth"] not in {"each", "every", None} else "first"
    start = day_in(match["when"], today) if match["when"] else today + relativedelta(years=_ORDER[nth or "first"])
    while start and match["when"] and start < today:
        start += relativedelta(years=1)
    return _point(match, start) if start else _UNKNOWN


def _words_only(_match: re.Match[str], _today: date | None) -> Days:
    return _UNKNOWN


DAYS: dict[str, Reckoned] = {
    "day": _day,
    "day-of-month": _day_of_month,
    "week-of": _week_of,
    "weekday-of-month": _weekday_of_month,
    "month": _month,
    "month-figures": _month_figures,
    "this-month": _this_month,
    "season": _season,
    "quarter": _quarter,
    "this-quarter": _this_quarter,
    "half-year": _half_year,
    "financial-year": _financial_year,
    "financial-year-end": _financial_year_end,
    "financial-year-ending": _financial_year_ending,
    "financial-years": _financial_years,
    "years-from": _years_from,
    "years-between": _years_between,
    "year-end": _year_end,
    "this-time": _this_time,
    "within": _within,
    "later": _later,
    "feast": _feast,
    "new-year": _new_year,
    "period": _period,
    "part-year": _part_year,
    "year": _year,
    "week": _week,
    "anniversary": _anniversary,
    "words": _words_only,
}
