"""Listing: how likely a list of labelled items is to answer what was asked, by measures of the list as a whole.

An item may be what was asked with its answer below, an answer, a title, or a note of the writer's own; a model fitted to
the lists of annotated letters weighs how many of a list's items look like each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .linear import linear_model
from .patterns import patterns
from .text import Span

ANSWERS, OTHER = "answers", "other"
_LEAD = 1500  # characters before a list in which what it answers is named
_AFTER = 600  # characters behind the last item in which its answer stands
_MOST = 12  # items from which a list counts as long
_ROOM = 600  # characters of an item with its answer from which it counts as roomy
_TITLE = 110  # characters of a title
_PAIR = 2
_JUDGED = 0.8  # share of items with a verdict that leaves no doubt
_OURS = re.compile(r"\b(?:[Ww]e|I|[Oo]ur|us|will)\b")
_VERDICT = re.compile(r"(?i)\b(?:accept|agree|reject|decline|noted|complete|closed|implemented|in place|status)")
_NAMES_ANOTHER = re.compile(r"(?i)\brecommendation|\bfinding|\baction \d")
_PARAGRAPH = re.compile(r"\W{0,3}\d{1,3}\.\d")  # what stands below the title of a chapter
_FIRST = re.compile(r"(?:.*\D)?1|[aAi]")
_DIGITS = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its block, its label, and the numbers that the label gives."""

    block: Span
    label: Span
    numbers: tuple[str, ...]
    style: str  # what the labels of one list share


def likelihood(plain: str, blocks: Sequence[Span], run: Sequence[Item]) -> float:
    """Return how likely a list's items are to answer what was asked, from 0 to 1; most so where each has its verdict."""
    values = measures(plain, blocks, run)
    judged = max(values["verdict first"], values["verdict soon below"])
    return max(judged if judged >= _JUDGED else 0.0, linear_model("listing").weighed(values)[ANSWERS])


def measures(plain: str, blocks: Sequence[Span], run: Sequence[Item]) -> Mapping[str, float]:
    """Return shares of a list's items, from 0 to 1, and what stands above it."""
    rules = patterns("items")
    start, end = run[0].block.start, run[-1].block.end
    before = plain[max(0, start - _LEAD) : start]
    lead = next((plain[b.start : b.end] for b in reversed(blocks) if b.end <= start), "")
    legend = "=" in lead  # "A = we will do it", which no list of the writer's own has above it
    asked = rules["asked"].search(lead) is not None
    items = _items(plain, blocks, run)
    style, gapless = run[0].style.split()[0], _without_gaps(run)

    def share(test: Callable[[str, list[str]], object]) -> float:
        return sum(bool(test(first, rest)) for first, rest in items) / len(items)

    verdict, asks, answer = rules["verdict"].pattern, rules["asks"].pattern, rules["answer"].pattern
    return {
        "verdict first": share(lambda first, _: verdict.match(first)),
        "verdict soon below": share(lambda _, rest: any(map(verdict.match, rest[:3]))),
        "verdict below": share(lambda _, rest: any(map(verdict.match, rest))),
        "verdict last": share(lambda _, rest: rest and verdict.match(rest[-1])),
        "verdict within": share(lambda first, rest: _VERDICT.search(" ".join([*rest[-2:], first]))),
        "asks and goes on": share(lambda first, rest: (rest or _goes_on(first)) and asks.search(first)),
        "asks": share(lambda first, _: asks.search(first)),
        "titled": share(_is_titled),
        "said of": share(lambda first, rest: rest and _is_said_of(first)),
        "answers": share(lambda first, _: answer.search(first)),
        "text below": share(lambda _, rest: rest),
        "ours": share(lambda first, rest: _OURS.search(" ".join(rest) or first)),
        "short": share(lambda first, _: len(first) < _TITLE),
        "goes on": share(lambda first, _: _goes_on(first)),
        "names another": share(lambda first, _: _NAMES_ANOTHER.search(first[:60])),
        "from one": float(_FIRST.fullmatch(run[0].numbers[0]) is not None),
        "no gaps": gapless,
        "long": min(len(run), _MOST) / _MOST,
        "pair": float(len(run) == _PAIR),
        "asked above": float(rules["asked"].search(before) is not None),
        "asked just above": float(asked),
        "numbered as asked": float(rules["kept-numbers"].search(before) is not None),
        "own list": float(rules["own-list"].search(lead) is not None and not asked and not legend),
        "roomy": min(1.0, (end - start) / len(run) / _ROOM),
        "late": start / len(plain),
        "chapters": share(lambda _, rest: rest and _PARAGRAPH.match(rest[0])),
        f"style {style}": 1.0,
        f"gaps {style}": 1 - gapless,
    }


def _items(plain: str, blocks: Sequence[Span], run: Sequence[Item]) -> list[tuple[str, list[str]]]:
    """Return the words of each item behind its label, and the blocks below it."""
    ends = [*(item.block.start for item in run[1:]), run[-1].block.end + _AFTER]
    found = []
    for item, end in zip(run, ends, strict=True):
        first = plain[item.label.end : item.block.end]
        rest = [plain[b.start : b.end] for b in blocks if item.block.end <= b.start < end]
        if not first.strip() and rest:  # a number in a cell of its own
            first = rest.pop(0)
        found.append((first, rest))
    return found


def _without_gaps(run: Sequence[Item]) -> float:
    """Return the share of steps from one number to the next."""
    digits = [_DIGITS.search(number) for item in run for number in item.numbers]
    steps = [int(after[0]) - int(before[0]) == 1 for before, after in pairwise(filter(None, digits))]
    return sum(steps) / len(steps) if steps else 0.5


def _goes_on(words: str) -> bool:
    """Tell whether more than one sentence stands in an item."""
    return re.search(r"[.?] +[A-Z]", words) is not None


def _is_titled(words: str, rest: Sequence[str]) -> bool:
    """Tell an item that begins with a title, and no more than a title, before what is said of it."""
    title = re.match(r"\s*\([^()]{8,200}\)(?!\s*$)|\W*[A-Za-z][^.?!:]{4,110}(?:[.?:](?=\s+[A-Z]|\s*$)|$)", words)
    if title is None or (title.end() >= len(words.rstrip()) and not rest):
        return False
    return re.search(r"\b(?:I|[Ww]e|[Oo]ur|my|us|has|have|will|is|are|was|were)\b", title[0]) is None


def _is_said_of(words: str) -> bool:
    """Tell an item that is one sentence of what was found, in nobody's own words: "There was no system for it."."""
    bare = words.strip()
    own = re.search(r"\b(?:I|[Ww]e|[Oo]ur|my|us|will|shall)\b", bare)
    return bare.endswith(".") and not own and not _goes_on(bare)
