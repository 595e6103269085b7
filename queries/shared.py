"""Passages that letters share, word for word or nearly: who copies whom.

Runs of equal words seed a passage and near runs join it: text reuse by shingles, after Lyon, Malcolm and Dickerson,
"Detecting Short Passages of Similar Text in Large Document Collections" (EMNLP 2001).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files

from ..graph.store import Store

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_RUN = 6  # words that must agree in a row for a passage to be looked at
_GAP = 8  # words that may differ between two runs of one passage
_MOST = 30  # letters with the same run beyond which only the first is compared with the others


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a letter: start and end count code points of its text."""

    letter: str
    file: str
    date: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The same passage in two letters, the earlier first; likeness is the share of words that agree in order.

    role says whose words they are where a reader's statement covers them: "own words", or what they restate or quote.
    """

    first: Passage
    later: Passage
    length: int
    likeness: float
    role: str


@dataclass(frozen=True, slots=True)
class _Text:
    letter: str
    file: str
    date: str
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def passage(self, first: int, last: int) -> Passage:
        start, end = self.spans[first][0], self.spans[last][1]
        return Passage(self.letter, self.file, self.date, start, end, " ".join(self.text[start:end].split()))


def shared(store: Store, *, least: int = 12, own: bool = False) -> tuple[Shared, ...]:
    """Return the passages of at least so many words that two letters share, the longest first.

    own leaves out passages that restate a recommendation or quote a third party.
    """
    texts = _texts(store)
    roles = _roles(store)
    found = [
        passage
        for (one, two), seeds in sorted(_pairs(texts).items())
        for passage in _passages(texts[one], texts[two], seeds, least, roles)
    ]
    kept = [passage for passage in found if not own or passage.role == "own words"]
    return tuple(sorted(kept, key=lambda s: (-s.length, s.first.file, s.first.start, s.later.file, s.later.start)))


def _texts(store: Store) -> list[_Text]:
    """Return the letters' words, the earliest letter first, those without a date last."""
    found = []
    for row in store.select(_query("letter-texts")):
        matches = list(_WORD.finditer(row["text"].value))
        found.append(
            _Text(
                row["letter"].value,
                row["file"].value,
                row["date"].value if row["date"] is not None else "",
                row["text"].value,
                tuple(match[0].casefold().replace("’", "'") for match in matches),
                tuple(match.span() for match in matches),
            )
        )
    return sorted(found, key=lambda text: (text.date or "9999", text.file, text.letter))


def _pairs(texts: Iterable[_Text]) -> Mapping[tuple[int, int], list[tuple[int, int]]]:
    """Return, for each two letters, the places where the same run of words begins in both."""
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for at in range(len(text.words) - _RUN + 1):
            places[text.words[at : at + _RUN]].append((number, at))
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for found in places.values():
        many = len({number for number, _ in found}) > _MOST
        for order, (one, here) in enumerate(found[:1] if many else found):
            for two, there in found[order + 1 :]:
                if one != two:
                    pairs[one, two].append((here, there))
    return pairs


def _passages(
    one: _Text,
    two: _Text,
    seeds: list[tuple[int, int]],
    least: int,
    roles: Mapping[str, list[tuple[int, int, str]]],
) -> Iterator[Shared]:
    taken: list[tuple[int, int]] = []
    for first, last in sorted(_chains(seeds), key=lambda chain: (chain[0][0] - chain[1][0], chain)):
        length = last[0] - first[0] + _RUN
        if length < least or any(start <= last[1] and first[1] <= end for start, end in taken):
            continue
        taken.append((first[1], last[1] + _RUN - 1))
        here = one.words[first[0] : last[0] + _RUN]
        there = two.words[first[1] : last[1] + _RUN]
        passage = one.passage(first[0], last[0] + _RUN - 1), two.passage(first[1], last[1] + _RUN - 1)
        likeness = SequenceMatcher(None, here, there, autojunk=False).ratio()
        yield Shared(*passage, length, round(likeness, 2), _role(passage, roles))


def _chains(seeds: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Join runs that follow each other closely in both letters; yield each chain's first and last run."""
    open_chains: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for here, there in sorted(seeds):
        reach = _RUN + _GAP
        for order, (first, last) in enumerate(open_chains):
            if 0 < here - last[0] <= reach and 0 < there - last[1] <= reach:
                open_chains[order] = first, (here, there)
                break
        else:
            yield from (chain for chain in open_chains if here - chain[1][0] > reach)
            open_chains = [chain for chain in open_chains if here - chain[1][0] <= reach]
            open_chains.append(((here, there), (here, there)))
    yield from open_chains


def _role(passages: Iterable[Passage], roles: Mapping[str, list[tuple[int, int, str]]]) -> str:
    for passage in passages:
        for start, end, role in roles.get(passage.letter, []):
            if 2 * (min(end, passage.end) - max(start, passage.start)) >= passage.end - passage.start:
                return role
    return "own words"


def _roles(store: Store) -> Mapping[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in store.select(_query("passage-roles")):
        found[row["letter"].value].append((int(row["start"].value), int(row["end"].value), row["role"].value))
    return found


def _query(name: str) -> str:
    return files(__package__).joinpath(f"sparql/{name}.rq").read_text("utf-8")
