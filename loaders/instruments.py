"""Instruments: guidance, policies, protocols, codes, strategies, plans, legislation, statements and reviews named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .letter import Letter, QuoteRole
from .patterns import Rule, patterns
from .statements import Instrument
from .text import Span

_LEAD = re.compile(
    r"(?:The|A|An|Our|Its|Their|This|That|My|Your|In|Under|As|Of|And|Each|By|For|Both|When|If|On|See|With|Since|While)\s+"
)
_SMALL_LEAD = re.compile(r"(?:our|its|the|a|an|this|that|any|your|their|to|of|and|in|with|revised the)\s+")
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
            before = letter.plain[sentence.span.start : span.start]
            yield Instrument(
                span=span,
                label=name,
                by=sentence.speaker,
                role=sentence.role,
                rule=rule.name,
                name=name,
                instrument_type=rule.keys["type"],
                issuer=_issuer(letter, span),
                followed_by=sentence.speaker if sentence.role is QuoteRole.OWN and _FOLLOWS.search(before) else None,
            )


def _named(letter: Letter, match: re.Match[str]) -> Span:
    """Return the name's span without an article or a sentence's first word before it."""
    start, end = match.span("name")
    for lead in (_LEAD, _SMALL_LEAD):
        while found := lead.match(letter.plain, start, end):
            start = found.end()
    return Span(start, end)


def _is_name(letter: Letter, span: Span, rule: Rule) -> bool:
    words = letter.plain[span.start : span.end].split()
    if len(words) < 2 and not rule.name.endswith(("/circular", "/section", "/quoted-guidance")):
        return False
    return not (rule.keys["type"] == "policy" and words[0].casefold() in {"foreign", "government", "public", "future"})


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
