"""When a promise falls due: the time expression that says so, among those of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from .patterns import Rule, patterns
from .reckoning import KINDS
from .sieve import Filters
from .text import Span

_LONG = 600  # characters of a text that is worth a map of where rules may match
_AND = re.compile(r"\s*(?:,\s*)?(?:and|or|to|until|till|through to|up to|[-–])\b|\s*[-–]", re.IGNORECASE)
_APPOSED = re.compile(
    r"(?:\s*\(|,\s*(?:which (?:begins|starts|opens|ends|falls|is)|that is|being|on)?\s*|\s+on\s+|\s*[-–]\s*)"
    r"(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NAMED = {"feast", "period", "season", "anniversary", "quarter", "financial-year-end", "year-end"}
_PAST = re.compile(
    r"\b(?:was|were|had|did|began|met|wrote|took|came|went|gave|sent|told|held|rose|fell|left|[a-z]{3,}ed)\b"
)
_TO_COME = re.compile(
    r"\b(?:will|shall|would|to|is|are|be|may|can|must|should|hopes?|plans?|intends?|aims?|expects?|going)\b|[’']ll\b"
)
_DONE = re.compile(
    r"(?<!will\s)(?<!shall\s)(?<!to\s)(?<!should\s)(?<!would\s)(?<!must\s)\b(?:was|were|has been|have been|had been)\s+(?:\w+ly\s+)?(?!planned|scheduled|postponed|moved|put|deferred|set|expected|"
    r"promised|delayed|extended|arranged|booked|fixed|timed|asked|invited|listed|agreed|told|due|given)\w+(?:ed|en|t|ne)\s*$"
)
_MARK = re.compile(r"[;:]|,\s|\b(?:and|but|which|who|that|whose|while|although)\b")
_AND_DO = re.compile(r"\band\s+(?:then\s+|to\s+|will\s+)?[a-z]+\s+(?:the|a|an|its|our|their|it|them|his|her|this)\b")
_OPENS = re.compile(r"\W*(?:(?:\(?\w{1,3}[.)]|[A-Z]?\w+)\s+)?\W*|.*\bthat\s+", re.DOTALL)
_BY = re.compile(
    r"\W*(?:by|before|on or before|no later|not later|until|till|within|in time|ahead of|prior|at the latest)\b|"
    r"(?:the )?(?:end|close) of",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Due:
    """A time expression with the days it allows; computed unless the words give a full date."""

    span: Span
    start: date | None
    end: date | None
    computed: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A time expression as a rule found it."""

    due: Due
    kind: str
    order: int


@lru_cache(maxsize=64)  # a promise is asked for its day to be told from a habit, and again for the day
def due_in(text: str, span: Span, letter_date: date | None, verb: int | None = None) -> Due | None:
    """Return the expression in a span that says when something is due, or None; verb is where the promise stands.

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
    rules = patterns("dates").rules
    likely = _filters().passed(text, span.start, span.end) if len(text) > _LONG else range(len(rules))
    found = _outermost(
        [
            _found(text, rules[order], order, match, letter_date)
            for order in likely
            for match in rules[order].finditer(text, span.start, span.end)
            if not _is_past(text, span, match) and not _is_about(text, span, match)
        ]
    )
    known = [entry for entry in found if entry.due.end is not None]
    if not known:
        return min(found, key=lambda e: e.due.span.start).due if found else None
    chosen = min(known, key=lambda e: (_doubt(text, span, e, verb), e.due.span.start))
    return _with_next(text, chosen, known)


@cache
def _filters() -> Filters:
    return Filters(rule.filter for rule in patterns("dates").rules)


def _found(text: str, rule: Rule, order: int, match: re.Match[str], letter_date: date | None) -> _Found:
    kind = rule.keys["kind"]
    words = match[0]
    start = match.start() + len(words) - len(words.lstrip(" ,(\n\t"))
    place = Span(start, start + len(words.strip(" ,(\n\t")))
    computed = kind != "day" or re.search(r"\d{4}|[./]\d{2}$", match["when"]) is None
    start_day, end_day = KINDS[kind](match, letter_date)
    if start_day and end_day and start_day > end_day:
        start_day = None  # what is kept must be able to be kept
    return _Found(Due(place, start_day, end_day, computed), kind, order)


def _is_past(text: str, span: Span, match: re.Match[str]) -> bool:
    """Tell a time at which something was done ("since May", "was rewritten in the summer")."""
    before = text[max(span.start, match.start() - 60) : match.start()]
    return (
        match[0].casefold().startswith("since")
        or re.search(r"\bsince\s+$|\blast\s+$", before) is not None
        or (_DONE.search(before) is not None and not re.search(r"\b20\d\d\b", match[0]))
    )


def _is_about(text: str, span: Span, match: re.Match[str]) -> bool:
    """Tell a year that says what figures are of ("audited figures for 2024-25") from one in which something is done."""
    if not re.match(r"(?:(?:for|of)\s+)?(?:the\s+)?\d", match[0]):
        return False
    of = patterns("dates").compile(r"\b{{matter}}(?: (?:for|of))?\s*$")
    return of.search(text[max(span.start, match.start() - 30) : match.start()]) is not None


def _outermost(found: list[_Found]) -> list[_Found]:
    """Return the expressions that no longer one holds, one a place."""
    return [
        e
        for e in found
        if not any(
            o.due.span.holds(e.due.span) and (o.due.span != e.due.span or o.order < e.order)
            for o in found
            if o is not e
        )
    ]


def _doubt(text: str, span: Span, found: _Found, verb: int | None) -> float:
    """Return how little an expression looks like the day of the promise at a verb."""
    words = text[found.due.span.start : found.due.span.end]
    doubt = -0.4 if _BY.match(words) else 0.0
    if re.match(r"for\b", words, re.IGNORECASE) or (found.kind == "financial-year" and words[0].isdigit()):
        doubt += 1.5
    if found.kind == "within" and re.search(r"\b(?:days?|hours?)\b", words):
        doubt += 0.8
    after_verb = verb is not None and found.due.span.start >= verb
    if after_verb and _AND_DO.search(text, verb or 0, found.due.span.start):
        doubt += 0.5
    if verb is not None and not after_verb:
        lead = text[span.start : found.due.span.start]
        follows = text[found.due.span.end : verb]
        doubt += 0 if _OPENS.fullmatch(lead) else 2
        turn = re.search(r",?\s+(?:and|but|so)\s+[^,]{3,80}$", follows)
        doubt += 3 if turn and _PAST.search(follows[: turn.start()]) else 0
    before = text[max(verb or 0, span.start) if after_verb else span.start : found.due.span.start]
    said = _MARK.split(before)[-1]
    return doubt + (4 if _PAST.search(said) and not _TO_COME.search(said) else 0)


def _with_next(text: str, first: _Found, known: list[_Found]) -> Due:
    """Return an expression with what goes on from it: "July or August", "from May to June", "Lady Day (25 March)"."""
    due = first.due
    for other in sorted(known, key=lambda e: e.due.span.start):
        span = other.due.span
        if span.start < due.span.end or span.start - due.span.end > 40 or other.due.end is None:
            continue
        between = text[due.span.end : span.start]
        words = text[span.start : span.end]
        whole = Span(due.span.start, span.end)
        opening = re.match(r"(?:from|between|over|starting|beginning)\b", text[due.span.start : due.span.end], re.I)
        joined = _AND.match(between + words) if not between.strip() else _AND.fullmatch(between.rstrip())
        if joined and (opening or _plain(first.kind) == _plain(other.kind)) and due.end and other.due.end > due.end:
            return Due(whole, due.start, other.due.end, due.computed or other.due.computed)
        if other.kind == "day" and first.kind in _NAMED and _APPOSED.fullmatch(f"{between}{_led(words)}"):
            before = re.match(r"before|ahead|prior", text[due.span.start : due.span.end], re.IGNORECASE)
            day_before = before and re.search(r"begins|starts|opens", between)
            end = other.due.end - timedelta(days=1) if day_before else other.due.end
            start = due.start if due.start and due.start <= end else None
            return Due(whole, start, end, computed=True)
        break
    return due


def _led(words: str) -> str:
    lead = re.match(r"(?:on|is on)\s+", words, re.IGNORECASE)
    return lead[0] if lead else ""


def _plain(kind: str) -> str:
    return {"feast": "month", "season": "month", "day": "month"}.get(kind, kind)
