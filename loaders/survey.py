"""The survey of a letter before it is read: how it numbers its answers, and where lists and rows give the numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .numbering import numbers_in, ordinals_in
from .patterns import patterns
from .tables import rows
from .text import Span

_FEW = 3  # numbers that make several lines of stands a list
_HEAD = 500  # characters within which a message's head stands
_ABOVE = 200  # characters of the answer above it, at least
_BAR = re.compile(r"\s\|\s")
_LINE_BEGINS = re.compile(r"(?:^|\n)[ \t]*$")
_ROW_BEGINS = re.compile(r"(?:^|\n)[ \t]*\|[ \t]*$")
_QUESTION = re.compile(r"\W{0,4}(?![A-Z]\d|Q\b|Question\b)[A-Z][^?\n]{5,140}\?(?: [^?.\n]{3,60}\?)?")
_BETWEEN = 2  # turns from quoted lines to others that a message may have which is not answered between them


@dataclass(frozen=True, slots=True)
class Survey:
    """What a letter as a whole shows of its numbering.

    series: labels that number its answers; codes: letters of codes before what was asked; headed: numbers with a heading;
    stand_lists and row_keys: where blocks start that give the numbers of a shared stand, or of a table's row; titles:
    where numbered titles start, most of which have what was asked below them; questions: where the headings of a page
    in questions and answers start.
    """

    series: frozenset[str]
    codes: frozenset[str]
    headed: frozenset[str]
    stand_lists: frozenset[int]
    titles: frozenset[int]
    row_keys: frozenset[int]
    questions: frozenset[int]


def survey(plain: str, blocks: Sequence[Span]) -> Survey:
    """Look through a letter's blocks."""
    keys = frozenset(row.key.start for row in rows(plain, blocks) if row.asked)
    return Survey(
        _series(plain, blocks),
        _codes(plain, blocks),
        _headed(plain, blocks),
        _stand_lists(plain, blocks),
        _titles(plain, blocks),
        keys,
        _questions(plain, blocks),
    )


def _series(plain: str, blocks: Sequence[Span]) -> frozenset[str]:
    """Return labels that number a letter's answers although no word list has them ("Improvement needed 3")."""
    pattern = patterns("outline")["series"]
    numbers: dict[str, set[str]] = {}
    for block in blocks:
        match = pattern.search(plain[block.start : block.end])
        if match:
            numbers.setdefault(match["label"].casefold(), set()).add(match["numbers"])
    return frozenset(label for label, seen in numbers.items() if len(seen) > 1)


def _codes(plain: str, blocks: Sequence[Span]) -> frozenset[str]:
    """Return the letters of codes that stand before what was asked ("R-3   That ...")."""
    pattern = patterns("outline")["coded"]
    asks = patterns("items")["asks"]
    found = set()
    for block in blocks:
        words = plain[block.start : block.end]
        match = pattern.search(words)
        if match and asks.search(words[match.end() :]) and not words.rstrip().endswith("?"):
            found.add(match["code"])
    return frozenset(found)


def _headed(plain: str, blocks: Sequence[Span]) -> frozenset[str]:
    """Return the numbers that have a heading of their own somewhere in the letter."""
    names = ("heading", "number-label", "cited-item", "title-number")
    found = ((name, patterns("outline")[name].search(plain[b.start : b.end])) for b in blocks for name in names)
    return frozenset(number for name, match in found if match for number in numbers_headed(name, match))


def numbers_headed(rule: str, match: re.Match[str]) -> tuple[str, ...]:
    """Return the numbers that a heading names, in whichever of its groups they stand."""
    groups = match.groupdict()
    words = next(groups[group] for group in ("numbers", "titled", "codes") if groups.get(group))
    return (ordinals_in if rule == "ordinal-heading" else numbers_in)(words)


def _stand_lists(plain: str, blocks: Sequence[Span]) -> frozenset[int]:
    """Return where blocks start that give numbers behind the stand they share, where several do."""
    rule = patterns("outline")["stand-list"]
    listed = [
        (index, numbers_in(match["numbers"]))
        for index, block in enumerate(blocks)
        if (match := rule.search(plain[block.start : block.end]))
    ]
    runs = [[one, *(other for other in listed if one[0] < other[0] <= one[0] + len(listed))] for one in listed]
    best = max(runs, key=len, default=[])
    numbers = [number for _, some in best for number in some]
    several = len(best) > 1 and len(numbers) >= _FEW and len(set(numbers)) == len(numbers)
    return frozenset(blocks[index].start for index, _ in best) if several else frozenset()


def original_at(plain: str, blocks: Sequence[Span]) -> int | None:
    """Return the index of the block at which the message begins that an e-mail answers, below its own words."""
    marks = patterns("outline").data["speaker"]
    starts, head = re.compile(marks["original"]), re.compile(marks["message-head"])
    for index, block in enumerate(blocks):
        found = starts.search(plain[block.start : block.end]) or (
            block.start > _ABOVE and head.match(plain, block.start, block.start + _HEAD)
        )
        if found and not answered_within(plain, blocks, index):
            return index
    return None


def _questions(plain: str, blocks: Sequence[Span]) -> frozenset[int]:
    """Return where blocks start that are a reader's question and no more, where several are."""
    lines = [(b.start, plain[b.start : b.end].strip()) for b in blocks]
    found = [(start, words) for start, words in lines if _QUESTION.fullmatch(words)]
    times = Counter(words for _, words in found)  # a form asks the same of each recommendation
    return frozenset(start for start, words in found if times[words] == 1) if len(found) >= _FEW else frozenset()


def _titles(plain: str, blocks: Sequence[Span]) -> frozenset[int]:
    """Return where the titles of a numbered run start, where half of them or more have what was asked below."""
    rule = patterns("outline")["numbered-title"]
    run: list[tuple[int, Span]] = []
    for block in blocks:
        match = rule.search(plain[block.start : block.end])
        if match and match["numbers"] == str(len(run) + 1):
            run.append((len(run) + 1, block))
    asked = [block for _, block in run if restates_below(plain, blocks, block)]
    return (
        frozenset(block.start for _, block in run) if len(asked) >= _FEW and 2 * len(asked) >= len(run) else frozenset()
    )


def answered_within(plain: str, blocks: Sequence[Span], index: int) -> bool:
    """Tell a message that is answered between its lines from one that is only attached."""
    quoted = [plain[block.start] == ">" for block in blocks[index + 1 :]]
    return sum(before and not after for before, after in pairwise(quoted)) > _BETWEEN


def is_first_cell(plain: str, block: Span) -> bool:
    """Tell the first cell of a row of a pipe table."""
    before = plain[max(0, block.start - 40) : block.start]
    line = plain[block.start : block.start + 700].partition("\n")[0]
    bare = "|" in line and _LINE_BEGINS.search(before) is not None and len(_BAR.findall(line)) > 1
    return bare or ("|" in before and _ROW_BEGINS.search(before) is not None)


def restates_below(plain: str, blocks: Sequence[Span], block: Span) -> bool:
    """Tell whether the block after a numbered title restates what was asked."""
    after = next((b for b in blocks if b.start >= block.end), None)
    pattern = patterns("outline")["restated-next"]
    return after is not None and pattern.search(plain[after.start : after.end]) is not None
