"""Clauses: where in a sentence an act begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from .letter import Letter, Sentence
from .text import Span

# a new clause begins here when a subject or an auxiliary follows
_BREAK = re.compile(
    r"[;:]\s+|,?\s+(?:but|although|though|whereas|while|so that|and so|save that|and therefore|and then)\s+|,\s+(?:and\s+|which\s+|who\s+|whose\s+)?(?=(?:I|we|it|they|he|she|you|the|our|its|my|this|there|[A-Z]\w*)\b)|"
    r",?\s+and\s+(?=(?:(?:I|we|it|they|he|she|you)\b|(?:the|our|its|my|a|an|[A-Z][\w’']*)\s+(?:[\w’',-]+\s+){0,7}?(?:will|shall|has|have|is|are|was|were|hope|hopes|aim|aims|plan|plans|would|can)\b|(?:will|shall|has|have|hope|hopes|aims?|intends?|is|are|plans?|would)\b))|"
    r",\s+(?=(?:who|which)\s+(?:will|shall|has|have|is|are|hopes?)\b)|\s+[-–—]\s+"
)
_APPOSED = re.compile(r"[A-Z][^,]{1,60},\s*")
_SUBJECT = 220  # characters from a break to a verb in which the subject stands


def clause(letter: Letter, sentence: Sentence, start: int, end: int) -> Span:
    """Return the clause round a verb at start-end, with what leads its sentence where it is the first."""
    breaks = _breaks(letter.plain, sentence.span.start, sentence.span.end)
    near = breaks[: bisect_right(breaks, start, key=re.Match.end)]
    before = next((m for m in _near(near, start) if _opens(letter, m, start)), None)
    after = _BREAK.finditer(letter.plain, end, sentence.span.end)
    left = before.end() if before else sentence.span.start
    if before and _only_condition(letter.plain[sentence.span.start : left]):
        left = sentence.span.start
    right = next((m.start() for m in after if _closes(letter, m, sentence)), sentence.span.end)
    words = letter.plain[left:right]
    left += len(words) - len(words.lstrip(" ,;:-–—\n\t"))
    return Span(left, max(left + 1, left + len(letter.plain[left:right].rstrip(" ,;:\n\t"))))


@lru_cache(maxsize=4)
def _breaks(plain: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """Return the breaks of a sentence, once for all its promises."""
    return tuple(_BREAK.finditer(plain, start, end))


def _near(breaks: Sequence[re.Match[str]], verb: int) -> Iterator[re.Match[str]]:
    """Yield the breaks before a verb, nearest first, as far back as its subject may begin."""
    return takewhile(lambda found: verb - found.end() < _SUBJECT, reversed(breaks))


def _opens(letter: Letter, match: re.Match[str], verb: int) -> bool:
    """Tell whether a break before a verb really begins its clause: its subject must be short of commas."""
    between = letter.plain[match.end() : verb]
    return not (match[0].startswith(",") and _APPOSED.fullmatch(between))


def _closes(letter: Letter, match: re.Match[str], sentence: Sentence) -> bool:
    rest = letter.plain[match.end() : sentence.span.end]
    mark = match[0].strip()
    if mark.startswith((";", ":")) or re.match(r",?\s*(?:but|although|though|whereas|while)\b", match[0]):
        return True
    return re.match(
        r"(?:[\w’'-]+\s+){0,9}?(?:will|shall|has|have|had|hopes?|aims?|is|are|was|were|would|can|cannot|expects?|plans?)\b",
        rest,
    ) is not None and not re.match(r"(?:the|a|an|its|our)\s+\w+$", rest)


def _only_condition(words: str) -> bool:
    """Tell whether what leads a sentence is a condition, a time or a place, which belong to the act."""
    return (
        re.match(
            r"\W*(?:(?:\d+\.|[-•])\s+)?(?:If|Once|When|Unless|Provided|Following|After|In|On|By|From|Over|Until|Through|Should|Where|As|Subject|Before|During|At|Within|To|For|Instead|What|Meanwhile)\b[^;:]*$",
            words,
        )
        is not None
    )
