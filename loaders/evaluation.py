"""How well letters are read: precision, recall and F1 per kind, and the precision of every rule.

A found span and an annotated one match when they share half of the shorter; names when they are equal, one
within the other, or most of their words are shared. What is annotated as optional counts neither way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import statements as kinds
from .annotations import Annotation, also, strings
from .letter import Letter
from .matching import any_same, find_quote, overlap, pair, same_name
from .stands import position_label
from .text import Span

NAMED: Mapping[str, type[kinds.Statement]] = {
    "organisations": kinds.BodyMention,
    "people": kinds.Person,
    "services": kinds.Service,
    "operations": kinds.Operation,
    "partnerships": kinds.Partnership,
    "guidance_or_law": kinds.Instrument,
    "systems": kinds.System,
    "quantities": kinds.Figure,
}
# fields whose names are no error under a kind although they are not asked for there
_TOLERATED = {
    "body": ("governance", "partnerships", "responding_bodies"),
    "partnership": ("governance", "organisations"),
    "person": ("posts",),
    "instrument": ("systems",),
    "service": ("partnerships",),
}


@dataclass(frozen=True, slots=True)
class Score:
    """How many were wanted, how many found, how many of each agree."""

    hits: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.wanted + other.wanted, self.found + other.found)

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that is found."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: what was wanted or wrongly found, and where."""

    letter: str
    kind: str
    message: str


@dataclass
class Evaluation:
    """Scores by measure, (right, found) by rule, annotated and found position labels, and every error."""

    scores: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    rules: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    letters: int = 0

    def count(self, measure: str, hits: int, wanted: int, found: int) -> None:
        """Add to a measure."""
        self.scores[measure] += Score(hits, wanted, found)

    def judge(self, statement: kinds.Statement, *, right: bool) -> None:
        """Note whether a rule was right."""
        self.rules[statement.rule].update(found=1, right=int(right))

    def miss(self, letter: Letter, kind: str, message: str) -> None:
        """Note an error."""
        self.misses.append(Miss(letter.text.name, kind, message))


def evaluate(read: Iterable[tuple[Annotation, Letter, Sequence[kinds.Statement]]]) -> Evaluation:
    """Score what was read of each letter against its annotation."""
    result = Evaluation()
    for annotation, letter, found in read:
        result.letters += 1
        by_class: defaultdict[type[kinds.Statement], list[Any]] = defaultdict(list)
        for statement in found:
            by_class[type(statement)].append(statement)
        _positions(result, annotation, letter, by_class[kinds.Position])
        _commitments(result, annotation, letter, by_class[kinds.Commitment])
        if annotation.entries.get("restated_recommendations") is not None:
            wanted = annotation.list("restated_recommendations")
            _spans(result, letter, "restatement", wanted, by_class[kinds.Restatement])
        for key, cls in NAMED.items():
            if key in annotation.entries:
                _names(result, annotation, letter, key, by_class[cls])
        _funding(result, annotation, letter, by_class[kinds.Funding])
        _head(result, annotation, letter, by_class[kinds.LetterStatement])
    return result


def _number(number: object) -> str:
    return re.sub(r"[\s()\[\]]+", "", str(number)).casefold()


def _by(entry: Mapping[str, Any]) -> list[str]:
    return [name for name in [*also(entry, "by"), *(entry.get("by_each") or [])] if name]


def _positions(result: Evaluation, annotation: Annotation, letter: Letter, found: list[kinds.Position]) -> None:
    answers = annotation.list("recommendation_responses")
    wanted = [r for r in answers if (r.get("number") or r.get("number_in_report")) and not r.get("optional")]
    numbers = [_number(r.get("number") or r["number_in_report"]) for r in wanted]
    loose = {_number(r["number"]) for r in answers if r.get("optional") and r.get("number")} - set(numbers)
    numbered = [p for p in found if p.recommendation and _number(p.recommendation) not in loose]
    given = [_number(p.recommendation) for p in numbered]
    shared = set(numbers) & set(given)
    result.count("alignment", len(shared), len(set(numbers)), len(set(given)))

    def likeness(i: int, j: int) -> float:
        label = position_label(numbered[j].stance, numbered[j].state)
        right = numbers[i] == given[j] and label in also(wanted[i], "position") + wanted[i].get("also_acceptable", [])
        return right * (2 if any_same(numbered[j].by, _by(wanted[i])) else 1)

    pairs = pair(range(len(wanted)), range(len(numbered)), likeness)
    result.count("position", len(pairs), len(wanted), len(numbered))
    for i, j in pairs:
        result.count("position by", int(any_same(numbered[j].by, _by(wanted[i]))), 1, 1)
    matched_i, matched_j = {i for i, _ in pairs}, {j for _, j in pairs}
    for j, position in enumerate(numbered):
        result.judge(position, right=j in matched_j)
        label = position_label(position.stance, position.state)
        if j not in matched_j and given[j] not in numbers:
            result.miss(letter, "position", f"on {given[j]} ({label}) is not in the letter")
    for i, entry in enumerate(wanted):
        labels = [position_label(p.stance, p.state) for p, n in zip(numbered, given, strict=True) if n == numbers[i]]
        result.confusion[entry["position"], entry["position"] if i in matched_i else (labels or ["none"])[0]] += 1
        if i not in matched_i:
            result.miss(
                letter,
                "position",
                f"of {entry['by']} on {numbers[i]} is {entry['position']}, read as {labels}",
            )


def _spans(
    result: Evaluation,
    letter: Letter,
    kind: str,
    quotes: Sequence[str],
    found: Sequence[Any],
    optional: frozenset[int] = frozenset(),
) -> list[tuple[int, Any]]:
    """Score spans, and return which annotated quote each found statement was paired with."""
    places = [(k, span) for k, quote in enumerate(quotes) if (span := find_quote(letter.text.text, quote))]
    pairs = pair(places, found, lambda g, f: overlap(g[1], f.span) if overlap(g[1], f.span) >= 0.5 else 0)
    met = {j for _, j in pairs}
    near = [any(overlap(span, f.span) >= 0.5 for _, span in places) for f in found]
    extra = [f for j, f in enumerate(found) if j not in met and not near[j]]
    lost = [
        k
        for i, (k, span) in enumerate(places)
        if i not in {a for a, _ in pairs} and k not in optional and not any(overlap(span, f.span) >= 0.5 for f in found)
    ]
    needed = sum(k not in optional for k, _ in places)
    result.count(kind, needed - len(lost), needed, needed - len(lost) + len(extra))
    for j, statement in enumerate(found):
        result.judge(statement, right=j in met or near[j])
    for k in lost:
        result.miss(letter, kind, f"missed: {quotes[k]}")
    for statement in extra:
        result.miss(letter, kind, f"wrong ({statement.rule}): {letter.words(statement.span)}")
    return [(places[i][0], found[j]) for i, j in pairs]


def _commitments(result: Evaluation, annotation: Annotation, letter: Letter, found: list[kinds.Commitment]) -> None:
    wanted = annotation.list("commitments")
    optional = frozenset(k for k, entry in enumerate(wanted) if entry.get("optional"))
    for k, promise in _spans(result, letter, "commitment", [c["quote"] for c in wanted], found, optional):
        entry = wanted[k]
        if entry.get("due"):
            right = promise.due_by in also(entry, "due")
            result.count("due", int(right), 1, 1)
            if not right:
                result.miss(letter, "due", f"{entry['due']} read as {promise.due_by}: {entry['quote']}")
        if entry.get("strength"):
            result.count("strength", int(promise.strength in also(entry, "strength")), 1, 1)
        if entry.get("by"):
            right = any_same(promise.by, _by(entry))
            result.count("promisor", int(right), 1, 1)
            if not right:
                result.miss(letter, "promisor", f"{entry['by']} read as {promise.by}: {entry['quote']}")


def _names(result: Evaluation, annotation: Annotation, letter: Letter, key: str, found: list[Any]) -> None:
    kind = NAMED[key].kind
    wanted = list(dict.fromkeys(annotation.list(key)))
    named: dict[str, kinds.Statement] = {}
    for statement in found:
        named.setdefault(letter.quote(statement.span) if kind == "figure" else statement.name, statement)
    names = list(named)
    fine = [*strings(annotation.entries.get("aliases")), *strings(annotation.entries.get("optional"))]
    fine += [name for other in _TOLERATED.get(kind, ()) for name in annotation.list(other)]
    if kind == "figure" and not any("£" in name for name in wanted):
        fine.append("£")
    pairs = pair(wanted, names, lambda g, f: same_name(g, f) and 1 + (g.casefold() == f.casefold()))
    met = {j for _, j in pairs}
    extra = [n for j, n in enumerate(names) if j not in met and not any(same_name(g, n) for g in [*wanted, *fine])]
    lost = [
        g for i, g in enumerate(wanted) if i not in {a for a, _ in pairs} and not any(same_name(g, n) for n in names)
    ]
    result.count(kind, len(wanted) - len(lost), len(wanted), len(wanted) - len(lost) + len(extra))
    for name, statement in named.items():
        result.judge(statement, right=name not in extra)
    for name in lost:
        result.miss(letter, kind, f"missed: {name}")
    for name in extra:
        result.miss(letter, kind, f"wrong ({named[name].rule}): {' '.join(name.split())}")


def _funding(result: Evaluation, annotation: Annotation, letter: Letter, found: list[kinds.Funding]) -> None:
    places = {
        id(entry): find_quote(letter.text.text, entry["quote"]) or Span(0, 0) for entry in annotation.list("funding")
    }
    wanted = [entry for entry in annotation.list("funding") if not entry.get("optional")]
    loose = [places[id(entry)] for entry in annotation.list("funding") if entry.get("optional")]
    counted = [f for f in found if not any(overlap(span, f.span) >= 0.3 for span in loose)]

    def same(entry: Mapping[str, Any], award: kinds.Funding) -> bool:
        amount = entry.get("amount_value")
        if amount is None or award.amount is None:
            return amount is None and award.amount is None and overlap(places[id(entry)], award.span) >= 0.3
        return bool(abs(amount - award.amount) < 0.01)

    pairs = pair(wanted, counted, same)
    result.count("funding", len(pairs), len(wanted), len(counted))
    for j, award in enumerate(counted):
        right = j in {b for _, b in pairs}
        result.judge(award, right=right)
        if not right:
            result.miss(letter, "funding", f"wrong ({award.rule}): {letter.words(award.span)}")
    for i, entry in enumerate(wanted):
        if i not in {a for a, _ in pairs}:
            result.miss(letter, "funding", f"missed: {entry['quote']}")
    for i, j in pairs:
        for part in ("funder", "recipient"):
            if wanted[i].get(part):
                right = any_same(getattr(counted[j], part), [x for x in also(wanted[i], part) if x])
                result.count(f"funding {part}", int(right), 1, 1)
                if not right:
                    result.miss(letter, f"funding {part}", f"{wanted[i][part]} read as {getattr(counted[j], part)}")


def _head(result: Evaluation, annotation: Annotation, letter: Letter, found: list[kinds.LetterStatement]) -> None:
    head = found[0] if found else None
    wanted = annotation.entries
    for part in ("date", "reference"):
        if wanted.get(part):
            value = getattr(head, part, None)
            result.count(f"letter {part}", int(value in also(wanted, part)), 1, 1)
            if value not in also(wanted, part):
                result.miss(letter, f"letter {part}", f"{wanted[part]} read as {value}")
    if wanted.get("signatories"):
        right = any_same(head.signatory if head else None, [s["name"] for s in wanted["signatories"]])
        result.count("letter signatory", int(right), 1, 1)
        if not right:
            result.miss(letter, "letter signatory", f"read as {head.signatory if head else None}")
    if wanted.get("recipient"):
        right = any_same(head.recipient if head else None, [wanted["recipient"]])
        result.count("letter recipient", int(right), 1, 1)
        if not right:
            result.miss(
                letter,
                "letter recipient",
                f"{wanted['recipient']} read as {head.recipient if head else None}",
            )
    senders, named = list(wanted["responding_bodies"]), list(head.senders if head else ())
    pairs = pair(senders, named, same_name)
    extra = [n for n in named if not any(same_name(g, n) for g in senders)]
    hits = sum(any(same_name(g, n) for n in named) for g in senders)
    result.count("letter senders", hits, len(senders), hits + len(extra))
    if extra or hits < len(senders):
        result.miss(letter, "letter senders", f"{senders} read as {named} ({len(pairs)} paired)")
