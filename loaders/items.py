"""Answers under bare numbers: "1. That the Trust review ...", "b) Done.", where no word says "recommendation"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .numbering import numbers_in
from .patterns import patterns
from .text import Span

_MOST = 0.8  # share of items that state what was found, each with an answer below it
_ENOUGH = 0.6  # share of a list's items that must look like answers
_TITLE = 110  # characters of a title
_TWO = 2  # topics that make a list
_LEAD = 1500  # characters before a list in which what it answers is named
_OWN_STYLES = frozenset({"gist", "bracketed", "letter"})  # in which no letter numbers chapters of its own
_NUMERALS = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its block, its label, and the numbers that the label gives."""

    block: Span
    label: Span
    numbers: tuple[str, ...]
    style: str  # what the labels of one list share


def answer_items(plain: str, blocks: Sequence[Span]) -> Mapping[int, Item]:
    r"""Return the items that answer recommendations, by where their blocks start; none where no list seems to.

    >>> text = "On your two recommendations:\n1. Agreed. We will.\n2. Not agreed. We have one."
    >>> blocks = [Span(*m.span()) for m in re.finditer("[^\n]+", text)]
    >>> [item.numbers for item in answer_items(text, blocks).values()]
    [('1',), ('2',)]
    """
    runs = [run for run in _runs(plain, blocks) if len(run) > 1]
    scored = [(_score(plain, blocks, run), len(run), -run[0].block.start, run) for run in runs]
    best = max(scored, key=lambda entry: entry[:3], default=None)
    if best is None or not best[0]:
        return {}
    chosen = [run for score, _, _, run in scored if score and run[0].style == best[3][0].style]
    taken = {number for run in chosen for item in run for number in item.numbers}
    if best[3][0].style.startswith("comma"):  # a mark that nothing else in a letter has
        rest = [run for _, _, _, run in scored if run not in chosen and run[0].style == best[3][0].style]
        chosen += [run for run in rest if not taken & {number for item in run for number in item.numbers}]
    items = [item for run in chosen for item in run]
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


def _runs(plain: str, blocks: Sequence[Span]) -> list[list[Item]]:
    """Return the lists whose labels ascend, each in one style of label."""
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
            if item.numbers and runs and _ascends(runs[-1][-1].numbers[-1], item.numbers[0]):
                runs[-1].append(item)
            elif item.numbers:
                runs.append([item])
            break
    return [run for runs in found.values() for run in runs]


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


def _score(plain: str, blocks: Sequence[Span], run: Sequence[Item]) -> float:
    """Return how sure it is that a list's items answer recommendations; 0 where they seem not to."""
    rules = patterns("items")
    start = run[0].block.start
    before = plain[max(0, start - _LEAD) : start]
    lead = next((plain[b.start : b.end] for b in reversed(blocks) if b.end <= start), "")
    legend = "=" in lead  # "A = we will do it", which no list of the writer's own has above it
    if rules["own-list"].search(lead) and not rules["asked"].search(lead) and not legend:
        return 0.0
    named = rules["asked"].search(before) is not None
    firsts = [plain[item.label.end : item.block.end] for item in run]
    rests = [
        [plain[b.start : b.end] for b in blocks if item.block.end <= b.start < end]
        for item, end in zip(run, [*[item.block.start for item in run[1:]], run[-1].block.end + 600], strict=True)
    ]

    def share(test: Callable[[str, list[str]], bool]) -> float:
        return sum(test(first, rest) for first, rest in zip(firsts, rests, strict=True)) / len(run)

    labelled = share(lambda _, rest: any(rules["verdict"].pattern.match(words) for words in rest[:3]))
    restated = share(lambda first, rest: (bool(rest) or _goes_on(first)) and rules["asks"].search(first) is not None)
    titled = share(_is_titled)
    stated = share(lambda first, rest: bool(rest) and _is_said_of(first))
    answered = share(lambda first, _: rules["answer"].search(first) is not None)
    if labelled >= _ENOUGH:
        return 2 + labelled
    if run[0].style.split()[0] in _OWN_STYLES and titled >= _MOST and len(run) > _TWO:
        return 1 + titled
    if named and restated >= _ENOUGH:
        return 1 + restated
    if named and titled >= _ENOUGH:
        return 1 + titled
    if named and stated >= _MOST and len(run) > _TWO:
        return 1 + stated
    return answered if named and answered >= _ENOUGH else 0.0
