"""Commitments: future acts of a named actor, with strength, condition and due day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .dates import Due, due_in
from .letter import Letter
from .patterns import patterns
from .promises import Suggestion, promising
from .promisors import promisor
from .statements import Commitment
from .text import Span


def commitments(letter: Letter) -> Iterator[Commitment]:
    """Yield every promise in the letter's own words, third parties' promises that it reports among them."""
    index = -1
    taken: list[Span] = []
    dated: Commitment | None = None
    for suggestion in promising(letter):
        if suggestion.index != index:
            index, taken = suggestion.index, []
        span = _free(suggestion, taken)
        if span is not None:
            taken.append(span)
            promise = _on_the_same_day(
                letter, _commitment(letter, suggestion, span, promisor(letter, suggestion)), dated
            )
            dated = promise if promise.due_by else dated
            yield promise


def _free(suggestion: Suggestion, taken: list[Span]) -> Span | None:
    """Return the words of a clause that no promise before it has, None where its verb is another's."""
    span, match = suggestion.clause, suggestion.match
    if match is not None and any(span.overlaps(other) for other in taken):
        if not any(other.end > match.start() for other in taken):
            span = Span(match.start(), max(span.end, match.end()))
        if any(span.overlaps(other) for other in taken):
            return None
    return span


def _commitment(letter: Letter, suggestion: Suggestion, span: Span, by: str) -> Commitment:
    sentence = letter.sentences[suggestion.index]
    due = _due(letter, suggestion.index, span, suggestion.match.start() if suggestion.match else None)
    condition = _condition(letter, span)
    awaits = re.search(patterns("commitments").data["condition"]["awaits"], letter.plain[span.start : span.end])
    action = letter.words(span)
    return Commitment(
        span=span,
        label=f"{by}: {action if len(action) <= 90 else action[:90].rsplit(' ', 1)[0] + ' …'}",
        by=by,
        rule=suggestion.rule.name,
        role=sentence.role,
        action=action,
        strength=suggestion.rule.keys["strength"],
        condition=condition,
        awaits=" ".join(awaits["event"].split()) if awaits else None,
        due_text=letter.words(due.span) if due else None,
        due_from=due.start.isoformat() if due and due.start and due.end else None,
        due_by=due.end.isoformat() if due and due.end else None,
        due_computed=bool(due and due.computed),
        recommendation=next(iter(letter.sections[sentence.section].recommendations), None),
        own=by == sentence.speaker,
    )


def _on_the_same_day(letter: Letter, promise: Commitment, dated: Commitment | None) -> Commitment:
    """Return a promise with the day of the one before it where it is for the same day."""
    file = patterns("commitments")
    same = file.compile(file.data["same_day"]["pattern"]).search(letter.plain, promise.span.start, promise.span.end)
    if dated is None or promise.due_by or same is None:
        return promise
    return replace(
        promise, due_text=" ".join(same[0].split()), due_from=dated.due_from, due_by=dated.due_by, due_computed=True
    )


def _condition(letter: Letter, span: Span) -> str | None:
    found = re.search(patterns("commitments").data["condition"]["pattern"], letter.plain[span.start : span.end])
    return " ".join(found["words"].split()) if found else None


def _due(letter: Letter, index: int, span: Span, verb: int | None) -> Due | None:
    """Return the day that a promise's own clause gives, the clause that goes on from it, or a cell beside it."""
    due = due_in(letter.plain, span, letter.date, verb)
    if due is not None and due.end is not None:
        return due
    return _due_beyond(letter, index, span) or _due_beside(letter, index) or due


def _due_beyond(letter: Letter, index: int, span: Span) -> Due | None:
    """Return the day to come in what follows a clause: the act that its condition governs, or what describes it."""
    rest = Span(span.end, letter.sentences[index].span.end)
    file = patterns("commitments")
    condition = file.compile(file.data["condition"]["alone"]).fullmatch(letter.plain, span.start, span.end)
    goes_on = file.compile(file.data["condition"]["goes_on"]).match(letter.plain, rest.start, rest.end)
    if not (condition or goes_on):
        return None
    place = rest if condition or goes_on is None else Span(*goes_on.span())
    due = due_in(letter.plain, place, letter.date)
    return due if due and due.end and (letter.date is None or due.end >= letter.date) else None


def _due_beside(letter: Letter, index: int) -> Due | None:
    """Return the day that a cell or a line "Target date: ..." beside an action gives."""
    sentence = letter.sentences[index]
    file = patterns("commitments")
    label, within, owner = (file.compile(file.data["label"][name]) for name in ("due", "within", "owner"))
    beside = [*letter.sentences[index + 1 : index + 7], *reversed(letter.sentences[max(0, index - 5) : index])]
    for near in beside:
        if near.section != sentence.section:
            continue
        words = letter.plain[near.span.start : near.span.end]
        stated = label.match(words) or within.search(words) or owner.fullmatch(words)
        if not stated and len(words) > 28:
            continue
        said = stated["when"] if stated else words
        due = due_in(said, Span(0, len(said)), letter.date)
        to_come = (
            due
            and due.end
            and (
                (near.span > sentence.span and not owner.fullmatch(words))
                or letter.date is None
                or due.end > letter.date
            )
        )
        if due and to_come and (stated or due.span.end - due.span.start >= len(words) - 3):
            start = near.span.start + (stated.start("when") if stated else 0)
            return replace(due, span=Span(start + due.span.start, start + due.span.end))
    return None
