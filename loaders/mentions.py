"""Mentions: where a letter names recommendations by number, in whatever words.

Headings and turns of phrase open most answers (`outline.py`). A letter may instead name a number in the middle of a
sentence ("The workforce plan sought by R8 exists.") or behind its answer ("... is closed. [Action 1.1]"). What counts as
a number of a recommendation there is told by the letter as a whole: numbers of one kind that make a series.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .layout import sentences
from .numbering import numbers_in, ordinals_in, roman_value, value_of
from .patterns import patterns
from .text import Span

_LISTED = re.compile(
    r"\W{1,4}(?:[a-z]|[ivx]{2,5})\)\s+(?!was\b|is\b|were\b|asks?\b|concerns?\b|would\b)(?!>)[^>]"
)  # an item of a list, no answer
_SERIES = 3  # numbers of one kind that make a series
_GAPS = 2  # numbers for each that a series names, of which the rest may be missing
PARAGRAPHS = "paragraph paragraph"  # the kind of mention of a report's paragraphs
WEAK = frozenset({PARAGRAPHS, "lettered lettered"})  # kinds that number answers where no list of items does
_LETTERED = "lettered lettered"
_SEVERAL = 2  # Roman numerals of more than one letter that show what brackets hold
_DOTTED = "dotted dotted"
_CLOSES = re.compile(r"[)\]]?[\s.]*$")
_RECOMMENDATION = re.compile(r"(?i)rec|concern|area|finding")


@dataclass(frozen=True, slots=True)
class Mention:
    """Numbers named in a sentence of a block; leads where the sentence begins with them, closes where the block ends with them."""

    block: Span
    sentence: Span
    span: Span
    numbers: tuple[str, ...]
    kind: str
    closes: bool


def mentions(plain: str, blocks: Sequence[Span]) -> tuple[Mention, ...]:
    r"""Return the mentions of numbers that belong to a series of recommendations, in order.

    >>> text = "R1 would undo it. As R2 has it, we wait. The plan sought by R3 exists, as does the A1."
    >>> [m.numbers for m in mentions(text, [Span(0, len(text))])]
    [('1',), ('2',), ('3',)]
    """
    found = _joined(sorted(_candidates(plain, blocks), key=lambda m: (m.span.start, -m.span.end)))
    declared = _declared(plain, blocks)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    chapters = {n.partition(".")[0] for m in found if is_named(m.kind) for n in m.numbers if "." in n}
    found = [m for m in found if m.kind != _DOTTED or chapters.issuperset(n.partition(".")[0] for n in m.numbers)]
    found = _alike(found)
    for mention in found:
        kinds[mention.kind] |= set(mention.numbers)
    within = [(int(m["first"]), int(m["last"])) for m in patterns("mentions")["range"].finditer(plain)]
    known = {
        kind
        for kind, numbers in kinds.items()
        if _is_series(kind, numbers, declared) or any(_lies(numbers, *ends) for ends in within)
    }
    if len(known) > 1 and not any(_lies(kinds[PARAGRAPHS], *ends) for ends in within):
        known.discard(PARAGRAPHS)  # paragraphs number answers only where nothing else does
    named = {n for kind in known if is_named(kind) or kind.startswith("yearly") for n in kinds[kind]}
    if len(named) >= _SERIES:  # where recommendations are named as such, other series must be theirs as well
        loose = {kind for kind in known if kind.partition(" ")[0] in {"lettered", "bracketed", "code"}}
        known -= {kind for kind in loose if len(kinds[kind] & named) < len(kinds[kind]) / 2}
    return tuple(mention for mention in found if mention.kind in known)


def _alike(found: Sequence[Mention]) -> list[Mention]:
    """Return mentions without the letters of a list of a letter's own, where Roman numerals in brackets number what was asked."""
    lettered = {n for m in found if m.kind == _LETTERED for n in m.numbers}
    if sum(len(n) > 1 for n in lettered) < _SEVERAL:
        return list(found)
    return [m for m in found if m.kind != _LETTERED or all(roman_value(n.upper()) for n in m.numbers)]


def _joined(found: Sequence[Mention]) -> list[Mention]:
    """Make codes of several letters one series where each letter counts from one, A.1, A.2, B.1, or on from the other."""
    letters = {m.kind for m in found if re.fullmatch(r"code [a-h]", m.kind) and any(_whole(n) == 1 for n in m.numbers)}
    together = letters if {"code a", "code b"} <= letters else _running_on(found)
    return [replace(m, kind="code") if m.kind in together else m for m in found]


def _running_on(found: Sequence[Mention]) -> set[str]:
    """Return kinds of codes that number on from each other: KR1, KR2, IR3, IR4."""
    kinds: defaultdict[str, set[int]] = defaultdict(set)
    for mention in found:
        if mention.kind.startswith("code "):
            kinds[mention.kind] |= set(map(_whole, mention.numbers))
    ordered = sorted(kinds, key=lambda kind: min(kinds[kind]))
    run = [number for kind in ordered for number in sorted(kinds[kind])]
    return set(ordered) if len(ordered) > 1 and run == list(range(1, len(run) + 1)) else set()


def _candidates(plain: str, blocks: Sequence[Span]) -> Iterator[Mention]:
    rules = patterns("mentions")
    for block in blocks:
        words = plain[block.start : block.end]
        said: list[Span] | None = None
        for name in (
            "kind",
            "bare",
            "code",
            "yearly",
            "dotted",
            "paragraph",
            "cited",
            "lettered",
            "bracketed",
            "ordinal",
            "word",
        ):
            for match in rules[name].all_within(plain, block.start, block.end):
                said = said or list(sentences(plain, block))
                span = Span(block.start + match.start(), block.start + match.end())
                sentence = next((s for s in said if s.start <= span.start < s.end), block)
                numbers = ordinals_in(match["numbers"]) if name == "ordinal" else numbers_in(match["numbers"])
                kind = match["kind"].casefold().rstrip(".s") if name in {"kind", "code"} else name
                bracketed = plain[span.start - 1 : span.start] in {"(", "["}
                closes = bracketed and _CLOSES.match(plain, span.end, block.end) is not None
                listed = name == "lettered" and not words[: match.start()].strip() and _LISTED.match(words) is not None
                if numbers and not listed:
                    cited = PARAGRAPHS if name == "cited" else f"{name} {kind}"
                    yield Mention(block, sentence, span, numbers, cited, closes)


def _declared(plain: str, blocks: Iterable[Span]) -> int:
    """Return how many recommendations a letter says there are, 0 where it does not say."""
    rule = patterns("mentions")["declared"]
    counts = (match["count"] for match in rule.finditer(plain))
    return max((int(count) if count.isdigit() else value_of(count) or 0 for count in counts), default=0)


def is_named(kind: str) -> bool:
    """Tell a kind of mention that says recommendation, or a word for one."""
    name, _, word = kind.partition(" ")
    return name == "kind" and _RECOMMENDATION.match(word) is not None


def _is_series(kind: str, numbers: set[str], declared: int) -> bool:
    """Tell numbers of recommendations from those of roads, rooms and pages: several, and near to each other."""
    name = kind.partition(" ")[0]
    if is_named(kind):
        return True
    if name == "ordinal":
        return declared >= _SERIES and len(numbers) >= _SERIES and all(int(n) <= declared for n in numbers)
    if name in {"yearly", "dotted", "paragraph"}:
        return len(numbers) >= _SERIES
    if name == "word":  # "One day": what counts begins at one and leaves nothing out
        return len(numbers) >= _SERIES and max(map(int, numbers)) <= len(numbers) + 1 and "1" in numbers
    romans = {roman_value(number.upper()) or 0 for number in numbers} if name == "lettered" else {0}
    wholes = romans if all(romans) else {_whole(number) for number in numbers}
    return len(numbers) >= _SERIES and max(wholes) <= _GAPS * len(wholes) + _GAPS and min(wholes) <= _GAPS


def _lies(numbers: set[str], first: int, last: int) -> bool:
    """Tell several numbers that all lie in a range of paragraphs which a letter names."""
    return len(numbers) >= _SERIES and all(n.isdigit() and first <= int(n) <= last for n in numbers)


def _whole(number: str) -> int:
    digits = re.match(r"(?:[A-Z]{1,4}[-. ]?)?(\d+)", number)
    return int(digits[1]) if digits else ord(number[:1].casefold() or "a") - 96
