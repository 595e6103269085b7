"""Figures: counts and measures a letter reports, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .letter import Letter
from .numerals import number_value
from .patterns import Rule, patterns
from .statements import Figure
from .text import Span

_COMPARATORS = {
    "more-than": re.compile(r"^(?:over|more|greater|in excess|upwards|well over|just over)", re.IGNORECASE),
    "at-least": re.compile(r"^(?:at least|not less|no (?:fewer|less)|a minimum)", re.IGNORECASE),
    "at-most": re.compile(r"^(?:up to|at most|no more|not more|a maximum)", re.IGNORECASE),
    "less-than": re.compile(r"^(?:fewer|less|under|below|just under)", re.IGNORECASE),
    "about": re.compile(r"^(?:about|around|some|approximately|roughly|nearly|almost)", re.IGNORECASE),
}
_NOUN = re.compile(r"\s+(?P<word>[\w’'&%-]+)")
_INNER = re.compile(r"\s+to(?:\s+[a-z]+){1,2}\s+[a-z]+s\b(?=[\s,.;])")
_OF_THESE = re.compile(r"\bof (?:these|those|the|them)\b")
_AS_WELL = re.compile(r"\s*\((?:providing|with|or|that is)?\s*")
_MOST_WORDS = 6
_FEW = 12  # a digit up to this that stands alone may as well number a recommendation
_LEADS = {"all", "first", "other", "remaining", "further", "another"}  # words after which a number needs no noun


def figures(letter: Letter) -> Iterator[Figure]:
    """Yield every figure outside furniture; sums of money are figures too.

    A figure "of these units" is part of the last such figure; one in brackets after another counts the same capacity.
    """
    found: list[Figure] = []
    for figure in sorted(_found(letter), key=lambda f: f.span):
        before = [f for f in found if figure.span.start - f.span.end < 400]
        shared = _OF_THESE.search(letter.words(figure.span))
        same = [f for f in before if f.unit == figure.unit and (f.value or 0) > (figure.value or 0)]
        between = letter.plain[before[-1].span.end : figure.span.start] if before else ""
        found.append(
            replace(
                figure,
                part_of=same[-1].span if shared and same else None,
                same_as=before[-1].span if _AS_WELL.fullmatch(between) else None,
            )
        )
    yield from found


def _found(letter: Letter) -> Iterator[Figure]:
    rules = patterns("figures").rules
    taken = _not_figures(letter, [rule for rule in rules if "/not-" in rule.name])
    for rule in rules:
        if "/not-" in rule.name:
            continue
        for match in rule.finditer(letter.plain):
            span = Span(*match.span())
            if any(other.start < span.end and span.start < other.end for other in taken):
                continue
            figure = _figure(letter, rule, match)
            if figure is not None:
                taken.append(figure.span)
                yield figure


def _not_figures(letter: Letter, rules: list[Rule]) -> list[Span]:
    taken = [*letter.furniture]
    taken += [section.heading for section in letter.sections if section.heading]
    for rule in rules:
        taken += [Span(*match.span()) for match in rule.finditer(letter.plain)]
    return taken


def _figure(letter: Letter, rule: Rule, match: re.Match[str]) -> Figure | None:
    groups = match.groupdict()
    sentence = letter.sentence_at(match.start())
    if sentence is None:
        return None
    end, counted = match.end(), ""
    if rule.name in {"figures/count", "figures/percent", "figures/fraction", "figures/one", "figures/ratio"}:
        end, counted = _counted(letter, match.end(), sentence.span.end)
        if groups.get("lead") in _LEADS and re.fullmatch(r"[a-z]+ed", counted):
            end, counted = match.end(), ""  # "the other nine passed": a verb, no noun
        each = patterns("figures").compile(r"{{per}}").match(letter.plain, end, sentence.span.end) if counted else None
        end = each.end() if each else end
    if rule.name == "figures/count" and (
        _labels(letter, match, counted) or not (counted or groups["share"] or _stands_alone(letter, match))
    ):
        return None
    unit = (groups.get("unit") or "").strip() or counted.split(" of ")[0].split(" ")[-1]
    words = letter.plain[match.start() : match.end()].strip()
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    if groups.get("lead") == "all" and counted:
        start = match.start("number")
    return Figure(
        span=Span(start, end),
        label=letter.words(Span(start, end)),
        by=sentence.speaker,
        role=sentence.role,
        rule=rule.name,
        value=number_value(groups.get("number") or groups.get("part") or ""),
        value_max=number_value(groups["top"]) if groups.get("top") else None,
        unit=unit or None,
        comparator=next((name for name, says in _COMPARATORS.items() if says.match(words)), "exact")
        if not groups.get("top")
        else "range",
        counts=counted or letter.words(Span(start, end)),
        recommendation=next(iter(letter.sections[sentence.section].recommendations), None),
    )


def _counted(letter: Letter, start: int, limit: int) -> tuple[int, str]:
    """Return where the noun phrase that a number counts ends, and its words."""
    stop, link, verb = _word_lists()
    words: list[str] = []
    end = start
    for _ in range(_MOST_WORDS):
        match = _NOUN.match(letter.plain, end, limit)
        if match is None:
            break
        word = match["word"]
        low = word.casefold()
        inner = _INNER.match(letter.plain, end, limit)
        if low == "to" and inner and words and not words[-1].endswith("s"):
            # "60 no recourse to public funds beds": the noun that is counted is still to come
            words += inner[0].split()
            end = inner.end()
            break
        if low in stop or low in verb or (words and low.endswith(("ed", "ly"))):
            break
        if low in link and not words and not (low == "of" and letter.plain[start - 1 : start] in {"%", "t"}):
            break
        if words and words[-1].casefold() in {"of", "the", "these", "those"} and low in link:
            break
        words.append(word)
        end = match.end()
        if words[-1].endswith("s") and not letter.plain[end : end + 1].isspace():
            break
    while words and words[-1].casefold() in link:
        end -= len(words.pop())
        end = start + len(letter.plain[start:end].rstrip())
    return end, " ".join(words)


def _stands_alone(letter: Letter, match: re.Match[str]) -> bool:
    """Tell whether a bare number is a count whose noun went before ("out of 400", "the other four", ", 23 were")."""
    file = patterns("figures")
    before = letter.plain[max(0, match.start() - 32) : match.start()]
    after = letter.plain[match.end() : match.end() + 40]
    if "," in match["number"]:
        return True  # no one numbers so high
    large = not match["number"].isdigit() or int(match["number"]) > _FEW
    return (
        (large and match["lead"] in _LEADS)
        or file.compile(file.data["alone"]["before"]).search(before) is not None
        or (large and file.compile(file.data["alone"]["after"]).match(after) is not None)
    )


def _labels(letter: Letter, match: re.Match[str], counted: str) -> bool:
    """Tell whether a number is part of a name, an address, a reference or a table, though words follow it."""
    text = letter.plain
    gap = re.match(r"\s+", text[match.end() : match.end() + 40])
    apart = gap is not None and ((len(gap[0]) > 2 and "\n" not in gap[0]) or gap[0].count("\n") > 1)
    proper = counted[:1].isupper()
    named = proper and match["number"][0].isupper() and not match["share"] and not counted.endswith("s")
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t|*>-")
    keyed = proper and match["number"].isdigit() and (not line or line.endswith(","))
    in_code = match["number"].isdigit() and (
        re.match(r"\s\d{3}\b", text[match.end() : match.end() + 6])
        or re.search(r"(?<![,\d])\d{2,3}\s$", text[max(0, match.start() - 5) : match.start()])
    )
    return bool(apart or named or keyed or in_code)


@cache
def _word_lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = patterns("figures").data["lists"]
    return frozenset(data["stop"]), frozenset(data["link"]), frozenset(data["verb"])
