"""Names that do not say what they are: their kind by the words beside them, put together over the whole letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..ontology.bodies import key
from .entities import Candidate
from .letter import Letter, Sentence
from .patterns import Rule, patterns
from .text import Span, has_word
from .trimming import is_instrument, is_nameless, trimmed

_NEAR = 40  # characters before a name in which its post stands
_KINDS = frozenset(["body", "service", "system", "instrument"])  # the others only vote against


@dataclass(slots=True)
class _Votes:
    """What the rules say of one name, and where."""

    kinds: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    found: list[Candidate] = field(default_factory=list)

    def add(self, found: Candidate, votes: int) -> None:
        self.kinds[found.kind][found.rule] = votes
        self.found.append(found)

    def best(self) -> set[str]:
        """Return the kind with most votes; a body and a service with as many are both, a service that speaks for itself."""
        data = patterns("contexts").data
        sums = {kind: sum(votes.values()) for kind, votes in self.kinds.items()}
        most = max(sums.values())
        kinds = [kind for kind in data["order"] if sums.get(kind) == most >= data["enough"]]
        return {"body", "service"} if kinds[:2] == ["body", "service"] else set(kinds[:1])


def contextual(letter: Letter, held: Sequence[Span], known: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield names by their surroundings; none that overlaps a name that is held already or is known to be of some kind."""
    file = patterns("contexts")
    every: dict[str, _Votes] = defaultdict(_Votes)
    taken = _Taken(held)
    places = {words[0] for span in held if len(words := letter.words(span).split()) > 1}
    for rule in file.rules:
        for match in rule.finditer(letter.plain):
            found = _candidate(letter, rule, match)
            if found is None or (found.kind == "system" and letter.words(found.span) in places):
                continue
            if key(letter.words(found.span)) not in known and not taken.overlaps(found.span):
                every[key(letter.words(found.span))].add(found, rule.keys["votes"])
    told = {**known} | {name: next(iter(kinds)) for name, votes in every.items() if (kinds := votes.best())}
    for found in _paired(letter, told):
        if key(letter.words(found.span)) not in told and not taken.overlaps(found.span):
            every[key(letter.words(found.span))].add(found, file.data["pair"]["votes"])
    for votes in every.values():
        kinds = votes.best() & _KINDS
        yield from (found for found in votes.found if found.kind in kinds)


def _paired(letter: Letter, told: Mapping[str, str]) -> Iterator[Candidate]:
    """Yield the names that are joined to one of a known kind: they are of the same."""
    file = patterns("contexts")
    for match in file.rule(file.data["pair"]["pattern"]).finditer(letter.plain):
        for name, other in (("first", "then"), ("then", "first")):
            kind = told.get(key(" ".join(match[other].split())), "")
            sentence = letter.sentence_at(match.start(name))
            if kind not in file.data["pair"]["kinds"] or sentence is None:
                continue
            span = trimmed(letter, Span(*match.span(name)), kind)
            if span and _is_telling(letter.words(span)) and _is_name(letter, span, kind, sentence):
                yield Candidate(kind, span, "contexts/pair", sentence)


def _is_telling(words: str) -> bool:
    """Tell an acronym or a name of several words from a word that may be capitalised for any reason."""
    return " " in words or (len(words) > 2 and words.isupper())


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
    if kind in _KINDS and (not _is_name(letter, span, kind, sentence) or _is_charge(letter, span)):
        return None
    if kind == "body" and letter.words(span).endswith(" Fund") and rule.name not in patterns("contexts").data["givers"]:
        return None
    return Candidate(kind, span, rule.name, sentence)


def _is_charge(letter: Letter, span: Span) -> bool:
    """Tell what a post has charge of ("Head of Estates") from a name."""
    charge = patterns("contexts").compile(patterns("contexts").data["charge"])
    return charge.search(letter.plain[max(0, span.start - _NEAR) : span.start]) is not None


def _is_name(letter: Letter, span: Span, kind: str, sentence: Sentence) -> bool:
    words = letter.words(span)
    if is_nameless(letter, span, kind) or _is_common(letter, span, sentence.span):
        return False
    if kind != "instrument" and is_instrument(words):
        return False
    return not (kind == "service" and words.endswith((" Fund", " Grant")))


def _is_common(letter: Letter, span: Span, sentence: Span) -> bool:
    """Tell a common word that is capitalised since it opens a sentence or a line."""
    words = letter.words(span)
    if " " in words or any(c.isupper() for c in words[1:]):
        return False
    if has_word(words.lower(), letter.plain):
        return True
    opens = not letter.plain[sentence.start : span.start].strip(" \t\n*#>-•()|“‘\"'0123456789.")
    return opens and patterns("contexts").compile(patterns("contexts").data["common"]).search(words) is not None
