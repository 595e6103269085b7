"""What of a run of capitalised words is a name: without a sentence's first word, an article, or a name joined to it."""

from __future__ import annotations

import re
from functools import cache

from ..ontology.bodies import by_name, key
from .letter import Letter
from .patterns import patterns
from .text import Span

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORD = re.compile(r"[\w’'&:-]+,?\s+")
_UNBROKEN = re.compile(r"\S+")
_OF_BODY = re.compile(r"\s+(?:of|for|at|from)\s+the\s+(?=[A-Z])|,\s+(?=[A-Z])")
_JOINS = re.compile(r"and\s+|[,;]")
_AND_THE = re.compile(r"\s+and\s+the\s+(?=[A-Z])|(?:,|\s+(?:for|by|with|to|in))\s+the\s+(?=\w+$)")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_ARTICLE = re.compile(r"^(?:The|A) ")
_DATED = re.compile(rf"(?:{_MONTH})(?: \d+)?")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = patterns("names").data["lists"]
    return frozenset(lists["not_first"]), frozenset(lists["never"]), frozenset(lists["not_person"])


def trimmed(letter: Letter, span: Span, kind: str) -> Span | None:
    """Return where the name stands in a run, None where nothing is left."""
    not_first, _, _ = _lists()
    start = span.start
    while True:
        first = _WORD.match(letter.plain, start, span.end)
        word = first[0].strip(" ,\n\t") if first else ""
        if (
            first is None
            or not (word in not_first or word[0].islower())
            or (kind == "service" and _is_common(letter.plain[start : span.end], word))
            or (kind == "service" and word in {"The", "A"} and span.end - start < 22)
        ):
            break
        start = first.end()
    if kind == "person":
        return _of_person(letter, Span(start, span.end))
    if kind in {"body", "partnership"}:
        start = _after_post(letter.plain[start : span.end], start)
    if kind in {"body", "partnership", "service"}:
        start = _after_and(letter.plain[start : span.end], start)
        if kind in {"body", "partnership"}:
            start = _after_known(letter.plain[start : span.end], start)
    words = letter.plain[start : span.end]
    end = start + len(words.rstrip(" ,;'’\n\t")) if not words.endswith("s’") else span.end
    if kind == "body" and letter.plain[start:end].endswith(("'s", "’s")):
        end -= 2
    return Span(start, end) if end > start else None


def _is_common(words: str, first: str) -> bool:
    """Tell a service that has only a common noun for a name ("street triage scheme"), after its article."""
    return words.islower() and first.capitalize() not in _lists()[0]


def _of_person(letter: Letter, span: Span) -> Span:
    """Return a person's name without the post or place that follows it."""
    _, _, not_person = _lists()
    words = list(_UNBROKEN.finditer(letter.plain[span.start : span.end]))
    kept = next((n for n, word in enumerate(words) if word[0].strip(",.") in not_person), len(words))
    return Span(span.start, span.start + words[kept - 1].end()) if 2 <= kept < len(words) else span


def _after_post(words: str, start: int) -> int:
    """Return where a body's name begins that follows its officer's ("Mr Ash of the Marlow Board")."""
    of = _OF_BODY.search(words)
    if of and (_titled().match(words) or _list("posts").search(words[: of.start()])):
        return start + of.end()
    titled = (
        patterns("names")
        .compile(r"(?:{{title}})\.?\s+(?:{{whole}})\s+(?:of|at|from)\s+(?:the\s+)?(?=[A-Z])")
        .match(words)
    )
    return start + titled.end() if titled else start


def _after_and(words: str, start: int) -> int:
    """Return where the last of two conjoined names begins ("Liberty and Ash Council" but "Levelling Up and Homes")."""
    ends = patterns("names").compile(
        r"(?:{{body_end}}|Service|Office|Board|(?:Unit|Team|Hub|Centre|Fund)(?=,)|HM[A-Z]+|[A-Z]{3,})[,;]?\s+(?:and\s+)?(?:the\s+)?(?=[A-Z])"
    )
    whole = patterns("names").compile(
        r"(?:Department|Ministry|Office)\b|(?:[\w’'-]+\s+){0,5}Police,?\s+(?:Fire\s+)?and\s+Crime\b"
    )
    cuts = [
        m
        for m in ends.finditer(words)
        if _JOINS.search(m[0]) and not whole.match(words) and _stands_alone(words[: m.end()])
    ]
    return start + cuts[-1].end() if cuts else start


def _stands_alone(words: str) -> bool:
    """Tell a name from the first half of one ("University and College Union")."""
    before = re.sub(r"(?:[,;]|\s+and|\s+the)*\s*$", "", words)
    return " " in before.strip() or before.isupper() or key(before) in by_name()


def _after_known(words: str, start: int) -> int:
    """Return where a name begins that is joined to a known body's ("Liberty and Southall Black Sisters"), or to "the"."""
    joined = _AND_THE.search(words)
    if joined:
        return start + joined.end()
    joined = _AND.search(words)
    return start + joined.end() if joined and key(words[: joined.start()]) in by_name() else start


@cache
def _list(name: str) -> re.Pattern[str]:
    return patterns("names").compile(patterns("names").data["lists"][name])


@cache
def _titled() -> re.Pattern[str]:
    return patterns("names").compile(
        r"(?:{{title}}|Chief|Head|Director|Deputy (?!Mayor)|Assistant|Executive|Private Secretary|Secretary of State|Minister)\b(?! Constable of)"
    )


def is_nameless(letter: Letter, span: Span, kind: str) -> bool:
    """Tell words that are no name of a kind: common nouns in capitals, posts, dates, parts of an instrument's title."""
    not_first, never, not_person = _lists()
    words = letter.words(span)
    bare = _ARTICLE.sub("", words)
    if (
        bare in never
        or (bare != words and bare.islower())
        or words in not_first
        or len(words) < 2
        or _DATED.fullmatch(words)
    ):
        return True
    if kind == "person":
        return any(form in not_person for word in words.split() for form in (word.strip(",."), word.capitalize()))
    if kind in {"body", "partnership", "system"} and _titled().match(words):
        return True
    if kind in {"body", "partnership"} and (_list("posts").search(words) or _list("regions").search(words)):
        return True
    if kind == "service" and _list("charges").match(words):
        return True
    return kind in {"body", "service"} and _list("entitles").match(letter.plain, span.end) is not None


def is_instrument(words: str) -> bool:
    """Tell a name of guidance, a plan or a law from a body's, a service's or a system's."""
    return _list("instruments").search(words) is not None
