"""Answers under bare numbers: "1. That the Trust review ...", "b) Done.", where no word says "recommendation"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from .listing import Item, likelihood
from .numbering import numbers_in
from .patterns import patterns
from .text import Span

_LIKELY = 0.45
_OWN_MARK = "comma"
_TITLE = 110  # characters of a title
_TWO = 2  # topics that make a list
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50}


def answer_items(plain: str, blocks: Sequence[Span]) -> Mapping[int, Item]:
    r"""Return the items that answer recommendations, by where their blocks start; none where no list seems to.

    >>> text = "On your two recommendations:\n1. Agreed. We will.\n2. Not agreed. We have one."
    >>> blocks = [Span(*m.span()) for m in re.finditer("[^\n]+", text)]
    >>> [item.numbers for item in answer_items(text, blocks).values()]
    [('1',), ('2',)]
    """
    likely = [(score, run) for run in lists(plain, blocks) if (score := likelihood(plain, blocks, run)) >= _LIKELY]
    _, best = max(likely, key=lambda entry: (entry[0] * len(entry[1]), -entry[1][0].block.start), default=(0, []))
    items = [item for _, run in likely if run[0].style == best[0].style for item in run]
    parts = [part for item in items for part in _parts(plain, blocks, item, items)]
    return {item.block.start: item for item in (*items, *parts)}


def _parts(plain: str, blocks: Sequence[Span], item: Item, items: Sequence[Item]) -> Iterator[Item]:
    """Yield the lettered titles under an item that is answered part by part: "4. Compensation", "(a) Publish the policy"."""
    after = min((other.block.start for other in items if other.block.start > item.block.start), default=len(plain))
    inside = [b for b in blocks if item.block.end <= b.start < after]
    rule = patterns("items")["bracketed"].pattern
    found = [(b, match) for b in inside if (match := rule.match(plain[b.start : b.end])) and match["numbers"].isalpha()]
    titled = [(b, match) for b, match in found if b.end - b.start <= _TITLE and plain[b.end - 1] not in ".!?;"]
    if len(titled) < _TWO or len(titled) < len(found) or found[0][1]["numbers"] != "a" or len(item.numbers) != 1:
        return
    for block, match in titled:
        label = Span(block.start + match.start("numbers") - 1, block.start + match.end("numbers") + 1)
        yield Item(block, label, (f"{item.numbers[0]}{match['numbers']}",), "part")


def topic_items(plain: str, blocks: Sequence[Span]) -> Mapping[int, Item]:
    r"""Return the answers that topics begin, numbered as the letter lists the topics.

    >>> text = "You raised two matters: the gate, and the way staff are trained.\nThe gate. It is new.\nTraining. We agree."
    >>> blocks = [Span(*m.span()) for m in re.finditer("[^\n]+", text)]
    >>> [(item.numbers, text[item.label.start : item.label.end]) for item in topic_items(text, blocks).values()]
    [(('1',), 'The gate'), (('2',), 'Training')]
    """
    listed = patterns("items")["topics"].search(plain)
    if listed is None:
        return {}
    topics = [topic for topic in re.split(r"[,;] (?:and )?|(?<=\w) and (?=[^,;]*$)", listed["topics"]) if topic.strip()]
    begun = []
    for block in blocks:
        match = patterns("items")["topic-lead"].pattern.match(plain[block.start : block.end])
        if match and block.start > listed.start():
            begun.append((block, Span(block.start + match.start("topic"), block.start + match.end("topic"))))
    first = next((i for i, (_, lead) in enumerate(begun) if _shares(plain[lead.start : lead.end], topics[0])), None)
    begun = begun[first : first + len(topics)] if first is not None else []
    if len(begun) < max(len(topics), _TWO):
        return {}
    return {block.start: Item(block, lead, (str(at + 1),), "topic") for at, (block, lead) in enumerate(begun)}


def _shares(lead: str, topic: str) -> bool:
    """Tell whether a paragraph's lead names a topic."""
    words = set(re.findall(r"[a-z]{4,}", lead.casefold()))
    return bool(words & set(re.findall(r"[a-z]{4,}", topic.casefold())))


def lists(plain: str, blocks: Sequence[Span]) -> list[list[Item]]:
    """Return the lists of two items or more whose labels ascend, each in one style of label.

    A mark that nothing else in a letter has makes one list of its labels, in whatever order they stand.
    """
    found: defaultdict[str, list[list[Item]]] = defaultdict(list)
    for block in blocks:
        words = plain[block.start : block.end]
        for rule in ("gist", "dotted", "integer", "comma", "bracketed", "letter", "capital", "alone", "bare"):
            match = patterns("items")[rule].pattern.match(words)
            if match is None:
                continue
            label = Span(block.start + match.start("numbers"), block.start + match.end())
            mark = words[match.end("numbers") : match.end()].strip()
            label = Span(label.start, label.start + len(plain[label.start : label.end].rstrip()))
            item = Item(block, label, numbers_in(match["numbers"]), f"{rule} {mark}")
            runs = found[item.style]
            if item.numbers and runs and (rule == _OWN_MARK or _ascends(runs[-1][-1].numbers[-1], item.numbers[0])):
                runs[-1].append(item)
            elif item.numbers:
                runs.append([item])
            break
    return [run for runs in found.values() for run in runs if len(run) > 1]


def _ascends(before: str, after: str) -> bool:
    """Tell a number that comes after another, whether their letters are of the alphabet or Roman numerals."""
    return any(_order(before, value) < _order(after, value) for value in (_letter, _numeral))


def _order(number: str, value: Callable[[str], int]) -> tuple[int, ...]:
    """Return what a number counts by: digits by value, words as a function values them."""
    parts = re.findall(r"\d+|[a-zA-Z]+", number)
    return tuple(int(part) if part.isdigit() else value(part.casefold()) for part in parts)


def _letter(word: str) -> int:
    return ord(word[0]) - 96 if len(word) == 1 else 0


def _numeral(word: str) -> int:
    values = [_NUMERALS.get(c, 0) for c in word]
    return sum(-v if v < after else v for v, after in pairwise([*values, 0])) if all(values) else 0
