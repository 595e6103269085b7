"""Names that do not say what they are: their kind by the words beside them, put together over the whole letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ..ontology.bodies import key
from .entities import Candidate
from .letter import Letter
from .patterns import Rule, patterns
from .text import Span, has_word
from .trimming import is_instrument, is_nameless, trimmed


@dataclass(slots=True)
class _Votes:
    """What the rules say of one name, and where."""

    kinds: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    found: list[Candidate] = field(default_factory=list)

    def best(self, order: Sequence[str], enough: int) -> set[str]:
        """Return the kind with most votes; a body and a service with as many are both, a service that speaks for itself."""
        sums = {kind: sum(votes.values()) for kind, votes in self.kinds.items()}
        most = max(sums.values())
        kinds = [kind for kind in order if sums.get(kind) == most >= enough]
        return {"body", "service"} if kinds[:2] == ["body", "service"] else set(kinds[:1])


def contextual(letter: Letter, held: Sequence[Span], known: Collection[str]) -> Iterator[Candidate]:
    """Yield names by their surroundings; none that overlaps a name that is held already or is known as another."""
    file = patterns("contexts")
    every: dict[str, _Votes] = defaultdict(_Votes)
    taken = _Taken(held)
    places = {letter.words(span).split()[0] for span in held if " " in letter.words(span)}
    for rule in file.rules:
        for match in rule.finditer(letter.plain):
            found = _candidate(letter, rule, match)
            if found is None or (found.kind == "system" and letter.words(found.span) in places):
                continue
            if key(letter.words(found.span)) in known or taken.overlaps(found.span):
                continue
            votes = every[key(letter.words(found.span))]
            votes.kinds[found.kind][rule.name] = rule.keys["votes"]
            votes.found.append(found)
    for votes in every.values():
        kinds = votes.best(file.data["order"], file.data["enough"]) & {"body", "service", "system", "instrument"}
        yield from (found for found in votes.found if found.kind in kinds)


class _Taken:
    """Spans in order, asked whether another overlaps one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._at = {place for span in spans for place in range(span.start, span.end)}

    def overlaps(self, span: Span) -> bool:
        return any(place in self._at for place in range(span.start, span.end))


def _candidate(letter: Letter, rule: Rule, match: re.Match[str]) -> Candidate | None:
    """Return the name that a rule finds, unless it is none or stands in no sentence."""
    group = next(name for name, words in match.groupdict().items() if words)
    kind: str = rule.keys["kind"]
    span = trimmed(letter, Span(*match.span(group)), kind)
    sentence = letter.sentence_at(span.start) if span else None
    if span is None or sentence is None or not sentence.span.holds(span):
        return None
    if kind in {"place", "other"}:
        return Candidate(kind, span, rule.name, sentence)
    words = letter.words(span)
    if is_nameless(letter, span, kind) or _is_common(letter, span, sentence.span):
        return None
    if kind != "instrument" and is_instrument(words):
        return None
    if kind == "service" and words.endswith((" Fund", " Grant")):
        return None
    return Candidate(kind, span, rule.name, sentence)


def _is_common(letter: Letter, span: Span, sentence: Span) -> bool:
    """Tell a common word that is capitalised since it opens a sentence or a line."""
    words = letter.words(span)
    if " " in words or any(c.isupper() for c in words[1:]):
        return False
    if has_word(words.lower(), letter.plain):
        return True
    opens = not letter.plain[sentence.start : span.start].strip(" \t\n*#>-•()|“‘\"'0123456789.")
    return opens and patterns("contexts").compile(patterns("contexts").data["common"]).search(words) is not None
