"""Instruments: guidance, policies, protocols, codes, strategies, plans, legislation, statements and reviews named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from .letter import Letter, QuoteRole, Sentence
from .names import Name, distinct
from .patterns import Rule, patterns
from .statements import Instrument
from .text import Span, word_place

_LEAD = re.compile(
    r"(?:The|A|An|Our|Its|Their|This|That|My|Your|In|Under|As|Of|And|Each|By|For|Both|When|If|On|See|With|Since|While|Should|Until|Whether|Were)\s+"
)
_SMALL_LEAD = re.compile(r"(?:our|its|the|a|an|this|that|any|your|their|to|of|and|in|with|revised the)\s+")
_JOINED = re.compile(r"[^,\n]{1,60},\s+(?:and\s+)?(?:with|under|by|in|of|from|to)\s+(?:the|its|our)\s+(?=[A-Z])")
_BY_PERSON = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Professor|Dame|Sir|Lord|Baroness) (?:[A-Z]\w+ )?$")
_FOLLOWS = re.compile(
    r"(?:follow(?:s|ed|ing)?|compl(?:y|ies|ied) with|(?:operates?|acts?|works?|run) (?:in accordance with|under|to)"
    r"|in (?:line|accordance) with|adopt(?:s|ed)?|appl(?:y|ies|ied))(?:\s+\w+){0,4}\s*$"
)


def instruments(letter: Letter) -> Iterator[Instrument]:
    """Yield one statement for each distinct instrument, at the first place where it is named."""
    file = patterns("instruments")
    report = letter.report.span if letter.report else None
    taken: list[Span] = list(letter.furniture)
    seen: set[str] = set()
    for rule in file.rules:
        for match in rule.finditer(letter.plain):
            span = _named(letter, match)
            sentence = letter.sentence_at(span.start)
            if (
                sentence is None
                or not sentence.span.holds(span)
                or any(span.overlaps(other) for other in taken)
                or (report and span.overlaps(report) and rule.keys["type"] != "legislation")
                or not _is_name(letter, span, rule)
            ):
                continue
            taken.append(span)
            name = letter.words(span)
            if name.casefold() in seen:
                continue
            seen.add(name.casefold())
            yield _statement(letter, span, sentence, rule.name, rule.keys["type"])
    for other in _others(letter, taken, seen):
        yield _statement(letter, other.span, other.sentence, other.rule, "guidance")


def _others(letter: Letter, taken: Sequence[Span], seen: Collection[str]) -> Iterator[Name]:
    """Yield instruments known by the words beside them, then acronyms of those already found."""
    for name in distinct(letter, "instrument"):
        report = letter.report.span if letter.report else None
        if not any(name.span.overlaps(other) for other in (*taken, *([report] if report else []))):
            yield name
    for short, full in letter.aliases.items():
        place = word_place(short, letter.plain) if short.isupper() and full.casefold() in seen else None
        sentence = letter.sentence_at(place.start) if place else None
        if place and sentence:
            yield Name("instrument", short, place, "instruments/acronym", sentence)


def _statement(letter: Letter, span: Span, sentence: Sentence, rule: str, kind: str) -> Instrument:
    before = letter.plain[sentence.span.start : span.start]
    name = letter.words(span)
    return Instrument(
        span=span,
        label=name,
        by=sentence.speaker,
        role=sentence.role,
        rule=rule,
        name=name,
        instrument_type=kind,
        issuer=_issuer(letter, span),
        followed_by=sentence.speaker if sentence.role is QuoteRole.OWN and _FOLLOWS.search(before) else None,
    )


def _named(letter: Letter, match: re.Match[str]) -> Span:
    """Return the name's span without an article or a sentence's first word before it."""
    start, end = match.span(next(name for name, words in match.groupdict().items() if words))
    while joined := _JOINED.match(letter.plain, start, end):
        start = joined.end()
    for lead in (_LEAD, _SMALL_LEAD):
        while found := lead.match(letter.plain, start, end):
            start = found.end()
    return Span(start, end)


def _is_name(letter: Letter, span: Span, rule: Rule) -> bool:
    words = letter.plain[span.start : span.end].split()
    if len(words) < 2 and not rule.name.endswith(
        (
            "/circular",
            "/section",
            "/quoted-guidance",
            "/apposed-kind",
            "/numbered-guideline",
            "/law-short",
            "/method-called",
            "/well-known",
            "/common-strategy",
            "/lettered-code",
        )
    ):
        return False
    if words[0] in {"Head", "Director", "Deputy", "Chief"} and words[1] == "of":
        return False
    if rule.keys["type"] == "review" and (
        _BY_PERSON.search(letter.plain[: span.start][-40:]) or _is_answered(letter, words)
    ):
        return False
    return not (rule.keys["type"] == "policy" and words[0].casefold() in {"foreign", "government", "public", "future"})


def _is_answered(letter: Letter, words: Sequence[str]) -> bool:
    """Tell a name of the review that the letter answers, by the names in the words it has for it, or for its chair."""
    fields = [field.value for field in (letter.report, letter.recipient) if field]
    names = {word.removesuffix("’s").removesuffix("'s") for word in words if word[0].isupper() and word != "Review"}
    return bool(names) and any(names <= set(re.findall(r"[\w-]+", value)) for value in fields)


def _issuer(letter: Letter, span: Span) -> str | None:
    """Return the body whose instrument it is, where its name leads or follows the instrument's."""
    words = letter.plain[span.start : span.end]
    possessive = re.match(r"(.{3,60}?)['’]s?\s", words)
    if possessive and possessive[1][0].isupper():
        return letter.aliases.get(possessive[1], possessive[1])
    for short, full in letter.aliases.items():
        if words.startswith(f"{short} "):
            return full
    after = re.match(
        r"\s+(?:as\s+)?(?:set\s+out|issued|published|produced)\s+by\s+(?:the\s+)?((?:[A-Z][\w’']*(?:\s+of)?\s?)+)",
        letter.plain[span.end :],
    )
    return letter.aliases.get(after[1].strip(), after[1].strip()) if after else None
