"""Days reckoned from expressions that say a month, a season, a quarter, a term or a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .bounds import ORDER, UNKNOWN, Days, Reckoned, bare, bounded, day_in, first_of, last_of, meaning, says, to_the_end
from .calendar import MONTHS, named_day
from .numerals import number_value

_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_FEW = {"one": 1, "two": 2, "three": 3, "four": 4}


def _month(match: re.Match[str], today: date | None) -> Days:
    groups = match.groupdict()
    if groups.get("which") == "last ":
        return UNKNOWN
    first = first_of(match["month"], match["year"], today)
    if first and groups.get("whose") and today:
        first = first.replace(year=today.year + (groups["whose"] == "next"))
    if first is None:
        return UNKNOWN
    last = last_of(first.year, first.month)
    if groups.get("edge") and re.match(r"\W*by\b", match[0], re.I):
        return None, first
    return (None, last) if to_the_end(match) else bounded(match, first, last)


def _month_figures(match: re.Match[str], _today: date | None) -> Days:
    month, year = int(match["month"]), int(match["year"])
    return (date(year, month, 1), last_of(year, month)) if 1 <= month <= 12 else UNKNOWN


def _this_month(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    groups = match.groupdict()
    which = groups["which"] or groups.get("which2") or groups.get("which3")
    whole = to_the_end(match) or groups.get("which2") or groups["which"] != "the"
    first = today.replace(day=1) + relativedelta(months=int(which == "next"))
    return (max(first, today), last_of(first.year, first.month)) if whole else UNKNOWN


def _season(match: re.Match[str], today: date | None) -> Days:
    season = match["season"].casefold()
    month = _SEASON_ENDS[season]
    if match["year"]:
        year = int(match["year"][:4]) + (season == "winter")
    elif today is not None:
        year = today.year + (last_of(today.year, month) < today)
        year += (match["which"] or "").strip() == "next" and last_of(year, month) < today + relativedelta(months=6)
    else:
        return UNKNOWN
    start = date(year - (season == "winter"), _SEASON_STARTS[season], 1)
    if to_the_end(match):
        return None, last_of(year, month)
    if says(match, "before") and not match["year"] and today is not None and start <= today:
        return None, start + relativedelta(years=1) - timedelta(days=1)
    return bounded(match, start, last_of(year, month))


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
    quarter = int(_FEW.get(said.casefold(), 0) or said) if said else ORDER[match["qword"]]
    year = _year_of(words, today)
    if year is None or (not words and not said):
        return UNKNOWN
    first = date(year, 4, 1) if _is_financial(words) or not words else date(year, 1, 1)
    start = first + relativedelta(months=3 * (quarter - 1))
    end = start + relativedelta(months=3) - timedelta(days=1)
    if not words and today is not None:
        behind = relativedelta(years=(end < today) - (end - relativedelta(years=1) >= today))
        start, end = start + behind, end + behind
    return (None, end) if to_the_end(match) else bounded(match, start, end)


def _this_quarter(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    ahead = bool(re.search(r"next|coming|following", match["which"]))
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) + relativedelta(months=3 * ahead)
    return max(start, today), start + relativedelta(months=3, days=-1)


def _half_year(match: re.Match[str], today: date | None) -> Days:
    words = _year_words(match)
    year = _year_of(words, today)
    if year is None:
        return UNKNOWN
    half = int(match["h"] or ORDER[match["half"]])
    start = date(year, 4 if _is_financial(words) else 1, 1) + relativedelta(months=6 * (half - 1))
    return start, start + relativedelta(months=6, days=-1)


def _financial_year(match: re.Match[str], today: date | None) -> Days:
    year = _year_of(match["year"], today)
    if year is None or not _is_financial(match["year"]):
        return UNKNOWN
    end = date(year + 1, 3, 31)
    return (None, end) if to_the_end(match) else bounded(match, date(year, 4, 1), end)


def _financial_year_ending(match: re.Match[str], _today: date | None) -> Days:
    year = 2000 + int(match["year"])
    return date(year - 1, 4, 1), date(year, 3, 31)


def _financial_year_end(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    year = today.year + (today >= date(today.year, 4, 1)) + bool(match["next"])
    return (date(year - 1, 4, 1) if match["next"] else None), date(year, 3, 31)


def _financial_years(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    start = date(today.year + (today >= date(today.year, 4, 1)), 4, 1)
    return start, start + relativedelta(years=int(number_value(match["number"]) or 1), days=-1)


def _years_from(match: re.Match[str], today: date | None) -> Days:
    first = day_in(match["when"], today)
    if first is None:
        month = re.search(r"([A-Za-z]{3,9})(?:\s+(\d{4}))?$", match["when"])
        first = first_of(month[1], month[2], today) if month and month[1].casefold() in MONTHS else None
    if first is None:
        return UNKNOWN
    years = int(number_value(match["number"] or "one") or 1)
    return first, first + relativedelta(years=years, days=-1)


def _years_between(match: re.Match[str], _today: date | None) -> Days:
    first, last = int(match["first"]), int(match["last"]) % 100 + 2000
    return date(first, 4, 1), date(last, 3, 31)


def _year_end(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    if match["decade"]:
        return None, date(today.year // 10 * 10 + 10, 12, 31)
    return None, date(today.year + bool(match["next"]), 12, 31)


def _new_year(match: re.Match[str], today: date | None) -> Days:
    if today is None:
        return UNKNOWN
    start = date(today.year + (today > date(today.year, 1, 31)), 1, 1)
    if re.match(r"\W*by\b", match[0], re.I):
        return None, start
    return bounded(match, start, last_of(start.year, 1))


def _period(match: re.Match[str], today: date | None) -> Days:
    """Return what a term, a recess or an academic year allows; its start is good to the end of a month."""
    words = match["period"]
    half = bare(words) == "half term"
    rules = (meaning("half_term", words) if half else meaning("period", words)).split("; ")
    said = match["year"] or match["year2"]
    year = int(said[:4]) if said else today.year if today else None
    if year is None:
        return UNKNOWN
    stretches = sorted(_stretch(rule, year + step) for rule in rules for step in ((0,) if said else (-1, 0, 1, 2)))
    edge = match["edge"] or ""
    opening = edge.endswith(("start", "beginning", "opening", "first day"))
    ahead = (
        opening or match["which"] or (re.match(r"\W*(?:by|before|until|in time|ahead)\b", match[0], re.I) and not edge)
    )
    if not said and today is not None:
        stretches = [s for s in stretches if (s[0] if ahead and not to_the_end(match) else s[1]) >= today]
    start, end = stretches[0]
    if opening:
        return bounded(match, start, start if says(match, "after") else last_of(start.year, start.month))
    if edge or to_the_end(match):
        return (end + timedelta(days=1), None) if says(match, "after") else (None, end)
    if re.match(r"\W*(?:by|until|in time for)\b", match[0], re.I):
        return None, start
    return bounded(match, start, end)


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
        return UNKNOWN
    year = int(words) if words else (today.year if today else 0) + ("next" in (match["which"] or ""))
    part = match["part"].split()[0]
    month = {"early": 3, "first": 3, "mid": 6, "middle": 6}.get(part, 12)
    return date(year, max(1, month - 5), 1), last_of(year, month)


def _year(match: re.Match[str], _today: date | None) -> Days:
    year = int(match["year"])
    last = date(year, 12, 31)
    return (None, last) if to_the_end(match) else bounded(match, date(year, 1, 1), last)


TERMS: dict[str, Reckoned] = {
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
    "new-year": _new_year,
    "period": _period,
    "part-year": _part_year,
    "year": _year,
}
