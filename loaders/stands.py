"""Stands: what the words of one answer come to, as stance and implementation state.

The head of an answer is read for a verdict; its sentences for cues. Cues are weighed by an ordered decision,
not counted: an explicit verdict outranks a cue, acceptance with refusal is acceptance in part, and a stance
does not hide a state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .letter import Letter, QuoteRole, Section, Sentence
from .patterns import Rule, RuleSet, patterns
from .text import Span

_NUMBERED = re.compile(r"[\s\-–—.:*•]*(?:\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\d{1,2}[.)]\s+)?")  # a paragraph's number
UNSAID = "not-stated"
HEAD = 3  # sentences of an answer that may hold its verdict
_LABELLED = 6  # sentences of an answer among which a labelled verdict may stand
_NEAR = 3  # sentences after an acceptance within which a refusal qualifies it
_READ = 14  # sentences of an answer that are weighed


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a stance or a state, and where it stands."""

    rule: str
    span: Span
    stance: str
    state: str
    weight: int
    at: int


@dataclass(frozen=True, slots=True)
class Stand:
    """What the cues of one answer come to."""

    stance: str
    state: str
    span: Span
    rule: str
    awaits: str | None = None


def position_label(stance: str, state: str) -> str:
    """Fold stance and state into the annotation's seven labels.

    >>> position_label("accepts-in-principle", "in-place"), position_label("not-stated", "declined")
    ('accepted_in_part', 'rejected')
    """
    if stance == "accepts":
        return "accepted"
    if stance in {"accepts-in-principle", "accepts-in-part"}:
        return "accepted_in_part"
    if stance == "rejects" or state == "declined":
        return "rejected"
    if state in {"in-place", "done"}:
        return "already_in_place"
    if state == "awaiting":
        return "awaiting"
    return "noted" if stance == "welcomes" or state == "not-addressee" else "unstated"


def weighed(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> Stand | None:
    """Return what an answer that opens with a verdict comes to; None where it opens with none."""
    found = _verdict(letter, section, sentences)
    return _with_state(letter, found, cues(letter, sentences)) if found else None


def is_answer(letter: Letter, section: Section, sentence: Sentence) -> bool:
    """Tell a sentence of the answer: own words, or a restatement that ends in a verdict ("Your fourth, that ..., is accepted")."""
    if section.heading is not None and section.heading.holds(sentence.span):
        return False
    if sentence.role is QuoteRole.OWN:
        return True
    words = letter.plain[sentence.span.start : sentence.span.end]
    ended = re.search(
        r",\s+(?:is|are|was|has been)\s+(?:\w+\s+)?(?:accepted|agreed|rejected|declined|noted|met)\b[^,]*$", words
    )
    return sentence.role is QuoteRole.RESTATED and ended is not None


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for verdicts, those for cues, and the label that may stand before a verdict."""

    verdicts: tuple[Rule, ...]
    cues: RuleSet
    label: re.Pattern[str]


@cache
def rules() -> Rules:
    """Return the rules, each kind in order."""
    file = patterns("positions")
    verdicts = tuple(rule for rule in file.rules if rule.keys.get("verdict"))
    cued = tuple(rule for rule in file.rules if not rule.keys.get("verdict") and not rule.keys.get("reference"))
    return Rules(verdicts, RuleSet(cued), file.compile(file.data["answer"]["label"]))


def _verdict(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> Cue | None:
    """Return the verdict that an answer opens with."""
    opening = True
    for at, sentence in enumerate(sentences[:_LABELLED]):
        words = letter.plain[sentence.span.start : sentence.span.end]
        lead = rules().label.match(words)
        opening = opening and at < HEAD
        if not (opening or lead):
            continue
        numbered = _NUMBERED.match(words)
        start = lead.end() if lead else numbered.end() if numbered else 0
        head = words[start:]
        for rule in rules().verdicts:
            match = rule.pattern.match(head)
            if match and (at == 0 or lead or len(words) <= 45):
                return Cue(
                    rule.name, sentence.span, rule.keys.get("stance", UNSAID), rule.keys.get("state", UNSAID), 10, at
                )
        opening = opening and (len(words) <= 60 or lead is not None)
    return None


def cues(letter: Letter, sentences: Sequence[Sentence]) -> list[Cue]:
    """Return the signs of a stand in an answer's sentences, in order."""
    found = []
    for at, sentence in enumerate(sentences[:_READ]):
        taken: list[tuple[int, int]] = []
        for rule in rules().cues.within(letter.plain, sentence.span.start, sentence.span.end):
            match = rule.within(letter.plain, sentence.span.start, sentence.span.end)
            if match is None or any(match.start() < b and a < match.end() for a, b in taken):
                continue
            taken.append(match.span())
            found.append(
                Cue(
                    rule.name,
                    sentence.span,
                    rule.keys.get("stance", UNSAID),
                    rule.keys.get("state", UNSAID),
                    rule.keys["weight"],
                    at,
                )
            )
    return found


def _with_state(letter: Letter, verdict: Cue, cues: Sequence[Cue]) -> Stand:
    """Return a verdict with what the rest of the answer says of the state; refusal of a part makes it partial."""
    stance, state = verdict.stance, verdict.state
    refused = [
        cue for cue in cues if cue.stance == "rejects" and cue.weight >= 7 and cue.at > 0 and "declines" not in cue.rule
    ]
    if stance == "accepts" and refused:
        stance = "accepts-in-part"
    if state == UNSAID:
        state = next((cue.state for cue in cues if cue.state not in {UNSAID, "declined", "not-addressee"}), UNSAID)
    awaits = _awaits(letter, cues) if state == "awaiting" else None
    return Stand(stance, state, verdict.span, verdict.rule, awaits)


def decided(letter: Letter, cues: Sequence[Cue], place: Span) -> Stand:
    """Return what the cues of an answer without a verdict come to; place is quoted where nothing is said."""
    stances = [cue for cue in cues if cue.stance != UNSAID]
    states = [cue for cue in cues if cue.state != UNSAID]
    strong = [cue for cue in stances if cue.weight >= 5]
    best = max(strong, key=lambda cue: (cue.weight, -cue.at), default=None)
    accepts = [cue for cue in strong if cue.stance.startswith("accepts")]
    rejects = [cue for cue in strong if cue.stance == "rejects"]
    qualifies = [cue for cue in rejects if not accepts or cue.at <= accepts[0].at + _NEAR]
    waiting = next((cue for cue in states if cue.state == "awaiting" and cue.weight >= 6), None)
    if best and best.stance in {"accepts-in-part", "accepts-in-principle"}:
        return _made(letter, best, best.stance, cues)
    if accepts and qualifies:
        return _made(letter, accepts[0], "accepts-in-part", cues)
    if accepts and not (waiting and waiting.at < accepts[0].at):
        return _made(letter, accepts[0], accepts[0].stance, cues)
    if waiting and not (rejects and rejects[0].weight >= 7 and rejects[0].at < waiting.at):
        return Stand(UNSAID, "awaiting", waiting.span, waiting.rule, _awaits(letter, cues))
    in_place = [cue for cue in states if cue.state in {"in-place", "done"} and cue.weight >= 5]
    if rejects and not (in_place and in_place[0].at <= rejects[0].at and rejects[0].weight < 8):
        return Stand("rejects", "declined", rejects[0].span, rejects[0].rule)
    if in_place:
        return Stand(UNSAID, in_place[0].state, in_place[0].span, in_place[0].rule)
    return _soft(letter, cues, place)


def _soft(letter: Letter, cues: Sequence[Cue], place: Span) -> Stand:
    """Return what weaker signs come to: another's business, a welcome, practice reported, a promise made."""
    aside = next((cue for cue in cues if cue.state == "not-addressee"), None)
    welcome = next((cue for cue in cues if cue.stance == "welcomes"), None)
    if aside or (welcome and welcome.at == 0):
        cue = aside or welcome or cues[0]
        return Stand(cue.stance, cue.state, cue.span, cue.rule)
    waiting = next((cue for cue in cues if cue.state == "awaiting"), None)
    if waiting:
        return Stand(UNSAID, "awaiting", waiting.span, waiting.rule, _awaits(letter, cues))
    promise = next((cue for cue in cues if cue.rule.endswith("/promise")), None)
    practice = next((cue for cue in cues if cue.state in {"in-place", "done"}), None)
    if practice and (promise is None or practice.at <= promise.at):
        return Stand(UNSAID, practice.state, practice.span, practice.rule)
    if promise and promise.at <= 1:
        return Stand("accepts", "planned", promise.span, promise.rule)
    progress = next((cue for cue in cues if cue.state == "under-way"), None)
    if progress:  # to act on a recommendation is to accept it; to report standing practice is not
        return Stand("accepts", "under-way", progress.span, progress.rule)
    other = welcome or next((cue for cue in cues if cue.state != UNSAID), None)
    if other:
        return Stand(other.stance, other.state, other.span, other.rule)
    return Stand(UNSAID, UNSAID, place, "positions/unstated")


def _made(letter: Letter, cue: Cue, stance: str, cues: Sequence[Cue]) -> Stand:
    state = cue.state if cue.state not in {UNSAID, "declined"} else UNSAID
    if state == UNSAID:
        state = next((c.state for c in cues if c.state not in {UNSAID, "declined", "not-addressee"}), UNSAID)
    return Stand(stance, state, cue.span, cue.rule, _awaits(letter, cues) if state == "awaiting" else None)


def _awaits(letter: Letter, cues: Sequence[Cue]) -> str | None:
    """Return the words for the event that is waited for."""
    cue = next((cue for cue in cues if cue.state == "awaiting"), None)
    return awaited(letter, cue.span) if cue else None


def awaited(letter: Letter, span: Span) -> str:
    """Return the words for the event that a sentence waits for, the whole of it where none stand out."""
    event = (
        patterns("positions")
        .compile(patterns("positions").data["awaited"]["pattern"])
        .search(letter.plain, span.start, span.end)
    )
    return " ".join(event["event"].split()) if event else letter.words(span)
