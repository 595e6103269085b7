"""Leanings: where an answer stands by all of its words, learned from answers that people labelled.

Rules see what they were written for; most answers are in nobody's formula. So a linear model weighs every run of
words together with what the rules found, and says where the answer stands: against a verdict only where it is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .letter import Letter, Sentence
from .linear import linear_model, runs
from .stands import UNSAID, Cue, Stand, awaited, position_label

_READ = 6  # sentences of an answer that are weighed
_EXPLICIT = 7  # weight of a cue that says all, where a sentence is all that is said
_RULE = "positions/leaning"


@dataclass(frozen=True, slots=True)
class Leaning:
    """The likeliest label of an answer, and how likely it is."""

    label: str
    probability: float


def signs(sentences: Iterable[str], cues: Sequence[Cue], stand: Stand) -> frozenset[str]:
    """Return what a model weighs: runs of words, and what the rules found in them."""
    words = [run for sentence in list(sentences)[:_READ] for run in runs(sentence)]
    found = [f"cue {cue.rule}" for cue in cues] + [f"cue {cue.rule} {min(cue.at, 2)}" for cue in cues]
    return frozenset([*words, *found, f"rule {stand.rule}", f"label {position_label(stand.stance, stand.state)}"])


def leaning(sentences: Sequence[str], cues: Sequence[Cue], stand: Stand) -> Leaning:
    """Return what the words of an answer lean to."""
    likely = linear_model("leanings").probabilities(signs(sentences, cues, stand))
    label = max(likely, key=lambda name: (likely[name], name))
    return Leaning(label, likely[label])


def speaks_most(sentences: Sequence[str], label: str) -> int:
    """Return which sentence of an answer speaks most for a label."""
    spoken = [linear_model("leanings").score(runs(sentence), label) for sentence in sentences[:_READ]]
    return spoken.index(max(spoken))


def leaned(
    letter: Letter, sentences: Sequence[Sentence], cues: Sequence[Cue], stand: Stand, *, sure: float = 0
) -> Stand:
    """Return where an answer stands by all of its words; as rules have it where these are less sure than so."""
    if not sentences or (len(sentences) == 1 and any(c.stance != UNSAID and c.weight >= _EXPLICIT for c in cues)):
        return stand
    said = [letter.words(s.span) for s in sentences[:_READ]]
    found = leaning(said, cues, stand)
    mine = position_label(stand.stance, stand.state)
    if found.label == mine or found.probability < sure:
        return stand
    place = sentences[speaks_most(said, found.label)].span
    stance, state = _STANDS[found.label]
    if stance == "accepts-in-part" and any(cue.stance == "accepts-in-principle" for cue in cues):
        stance = "accepts-in-principle"
    if found.label == "noted" and any(cue.state == "not-addressee" for cue in cues):
        stance, state = UNSAID, "not-addressee"
    return Stand(
        stance,
        next((cue.state for cue in cues if cue.state in _STATES.get(found.label, ())), state),
        place,
        _RULE,
        awaited(letter, place) if state == "awaiting" else None,
    )


_STANDS = {  # what each label means, as far as the label tells
    "accepted": ("accepts", UNSAID),
    "accepted_in_part": ("accepts-in-part", UNSAID),
    "rejected": ("rejects", "declined"),
    "already_in_place": (UNSAID, "in-place"),
    "awaiting": (UNSAID, "awaiting"),
    "noted": ("welcomes", UNSAID),
    "unstated": (UNSAID, UNSAID),
}
_STATES = {  # states that cues may add to a label
    "accepted": frozenset({"planned", "under-way", "done", "in-place"}),
    "accepted_in_part": frozenset({"planned", "under-way", "done", "in-place"}),
    "already_in_place": frozenset({"in-place", "done"}),
}
