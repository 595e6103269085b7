"""Positions: where each body stands on each recommendation, one statement for each pair of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .leanings import leaned
from .legends import legend_stand, sorted_stand
from .letter import Letter, Section, Sentence
from .numbering import normal, value_of
from .patterns import patterns
from .shares import Share, shares
from .stands import HEAD, UNSAID, Stand, cues, decided, rules, weighed
from .statements import Position

_ECHO = "="  # refers to what another speaker says on the same recommendation
_OUTWEIGHS = 0.9  # probability from which all of an answer's words outweigh the verdict that it opens with
_BEFORE = "<"  # refers to the answer just before


@dataclass(frozen=True, slots=True)
class _Answer:
    """One body's answer to one recommendation; refers_to is the number of the answer that it leads to, or an echo."""

    section: Section
    number: str
    speaker: str
    stand: Stand
    refers_to: str | None

    @property
    def topic(self) -> str | None:
        """What it is on where that has no number."""
        return self.number if self.section.topic else None


def positions(letter: Letter) -> Iterator[Position]:
    """Yield a position for each body and recommendation that the letter answers, in order."""
    answers: dict[tuple[str, str], _Answer] = {}
    for answer in _answers(letter):
        key = (answer.number, answer.speaker.casefold())
        earlier = answers.get(key)
        if earlier is None or _outranks(answer, earlier):
            answers[key] = answer
    for answer in answers.values():
        stand = _followed(answer, answers)
        yield Position(
            span=answer.stand.span,
            label=f"{answer.speaker} on {answer.topic or f'recommendation {answer.number}'}",
            by=answer.speaker,
            rule=stand.rule,
            recommendation=None if answer.topic else answer.number,
            stance=stand.stance,
            state=stand.state,
            awaits=stand.awaits,
            element=answer.topic,
            numbering_given=answer.section.numbering_given,
        )


def _outranks(answer: _Answer, earlier: _Answer) -> bool:
    """Tell an answer that counts although another came before it: under a heading of its own, or the first to say anything."""
    headed, headed_before = _is_headed(answer.section), _is_headed(earlier.section)
    if headed != headed_before:
        return headed
    if len(answer.section.recommendations) < len(earlier.section.recommendations) and headed and _is_said(answer.stand):
        return True
    return not (_is_said(earlier.stand) or earlier.refers_to)


def _is_headed(section: Section) -> bool:
    return section.heading is not None and section.heading.start == section.span.start < section.heading.end


def _is_said(stand: Stand) -> bool:
    return (stand.stance, stand.state) != (UNSAID, UNSAID)


def _followed(answer: _Answer, answers: Mapping[tuple[str, str], _Answer]) -> Stand:
    """Return an answer's stand, or that of the answer it leads to."""
    if answer.refers_to is None:
        return answer.stand
    number = answer.number if answer.refers_to == _ECHO else answer.refers_to
    others = [a for a in answers.values() if a.number == number and a is not answer and _is_said(a.stand)]
    same = [a for a in others if a.speaker == answer.speaker]
    other = next(iter(same or others), None)
    if other is None:
        return answer.stand
    return replace(other.stand, span=answer.stand.span, rule="positions/by-reference")


def _answers(letter: Letter) -> Iterator[_Answer]:
    before: str | None = None
    for share in shares(letter):
        stand, refers_to = _stand(letter, share)
        refers_to = before if refers_to == _BEFORE else refers_to
        before = share.numbers[-1] if share.numbers else before
        for number in (letter.words(share.section.topic),) if share.section.topic else share.numbers:
            for speaker in share.speakers:
                yield _Answer(share.section, number, speaker, stand, refers_to)


def _stand(letter: Letter, share: Share) -> tuple[Stand, str | None]:
    """Return what an answer comes to, and the number of another answer that it leads to."""
    section, sentences = share.section, share.sentences
    headed = section.heading is not None and section.heading.start < section.heading.end
    place = sentences[0].span if sentences else (section.heading if section.heading and headed else section.span)
    sort = sorted_stand(letter, share.numbers[0], place) if len(share.numbers) == 1 else None
    verdict = weighed(letter, section, sentences)
    marked = None if verdict else legend_stand(letter, sentences) or sort
    reference = None if verdict or marked else _reference(letter, sentences[:HEAD])
    if reference and reference not in share.numbers:
        return Stand(UNSAID, UNSAID, place, "positions/by-reference"), reference
    if marked:
        return marked, None
    signs = cues(letter, sentences)
    stand = verdict or decided(letter, signs, place)
    return leaned(letter, sentences, signs, stand, sure=_OUTWEIGHS if verdict else 0), None


def _reference(letter: Letter, sentences: Sequence[Sentence]) -> str | None:
    """Return the number that an answer refers to for itself, or an echo of another speaker's."""
    rule = patterns("positions")["by-reference"]
    echo = patterns("positions")["as-the-other"]
    label = rules().label
    for sentence in sentences:
        words = letter.plain[sentence.span.start : sentence.span.end]
        lead = label.match(words)
        words = words[lead.end() :] if lead else words
        match = rule.search(words)
        if match and match["paragraph"]:
            return _numbered_paragraph(letter, match["paragraph"])
        if match:
            ordinal = match["ordinal"] or match["ordinal2"] or match["ordinal3"]
            if ordinal:
                value = value_of(ordinal)
                return str(value) if value else None
            return next(normal(n) for group, n in match.groupdict().items() if n and group.startswith("number"))
        if echo.search(words):
            return _ECHO
        if patterns("positions")["as-the-one-before"].pattern.match(words):
            return _BEFORE
    return None


def _numbered_paragraph(letter: Letter, number: str) -> str | None:
    """Return the recommendation that a numbered paragraph of the letter answers."""
    start = re.search(rf"(?m)^\W{{0,3}}{re.escape(number)}[.)]?\s+[A-Z“]", letter.plain)
    section = next((s for s in letter.sections if start and s.span.start <= start.start() < s.span.end), None)
    return section.recommendations[0] if section and section.recommendations else None
