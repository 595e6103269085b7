"""Positions: where each body stands on each recommendation, one statement for each pair of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .leanings import leaned
from .letter import Letter, Section, Sentence
from .numbering import normal, numbers_in, value_of
from .patterns import patterns
from .stands import HEAD, UNSAID, Stand, cues, decided, is_answer, rules, weighed
from .statements import Position
from .text import Span

_ECHO = "="  # refers to what another speaker says on the same recommendation


@dataclass(frozen=True, slots=True)
class _Answer:
    """One body's answer to one recommendation; refers_to is the number of the answer that it leads to, or an echo."""

    section: Section
    number: str
    speaker: str
    stand: Stand
    refers_to: str | None


def positions(letter: Letter) -> Iterator[Position]:
    """Yield a position for each body and recommendation that the letter answers, in order."""
    answers: dict[tuple[str, str], _Answer] = {}
    for answer in _answers(letter):
        key = (answer.number, answer.speaker)
        earlier = answers.get(key)
        if earlier is None or not (_is_said(earlier.stand) or earlier.refers_to):
            answers[key] = answer
    for answer in answers.values():
        stand = _followed(answer, answers)
        yield Position(
            span=answer.stand.span,
            label=f"{answer.speaker} on recommendation {answer.number}",
            by=answer.speaker,
            rule=stand.rule,
            recommendation=answer.number,
            stance=stand.stance,
            state=stand.state,
            awaits=stand.awaits,
            numbering_given=answer.section.numbering_given,
        )


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


@dataclass(frozen=True, slots=True)
class Share:
    """Sentences of a section by which some bodies answer some recommendations."""

    section: Section
    numbers: tuple[str, ...]
    speakers: tuple[str, ...]
    sentences: Sequence[Sentence]


def _answers(letter: Letter) -> Iterator[_Answer]:
    for share in shares(letter):
        stand, refers_to = _stand(letter, share)
        for number in share.numbers:
            for speaker in share.speakers:
                yield _Answer(share.section, number, speaker, stand, refers_to)


def shares(letter: Letter) -> Iterator[Share]:
    """Yield who answers what in which sentences, in order."""
    above: tuple[str, ...] = ()  # asked for just above, and answered below with what follows
    for index, section in enumerate(letter.sections):
        if not section.recommendations:
            above = ()
            continue
        sentences = [s for s in letter.sentences if s.section == index and is_answer(letter, section, s)]
        answered = {n for i, other in enumerate(letter.sections) if i != index for n in other.recommendations}
        if not sentences and answered.issuperset(section.recommendations):
            continue
        following = letter.sections[index + 1] if index + 1 < len(letter.sections) else None
        if not sentences and following and following.recommendations:
            above += section.recommendations
            continue
        joint = replace(section, recommendations=(*above, *section.recommendations))
        above = ()
        yield from _divided(letter, joint, sentences)


def _divided(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> Iterator[Share]:
    """Divide an answer among the numbers, or the voices, that its sentences name; whole where they name none."""
    speakers = section.speakers or ("",)
    named = _by_number(letter, section, sentences) if len(section.recommendations) > 1 else {}
    voices = _by_voice(letter, sentences) if len(letter.senders) > 1 else {}
    if named:
        for number, said in named.items():
            yield Share(section, (number,), speakers, said)
        rest = tuple(number for number in section.recommendations if number not in named)
        if rest:
            apart = [s for s in sentences if not any(s in said for said in named.values())]
            yield Share(section, rest, speakers, apart or sentences)
    elif len(voices) > 1:
        for speaker, said in voices.items():
            yield Share(section, section.recommendations, (speaker,), said)
    else:
        yield Share(section, section.recommendations, speakers, sentences)


def _by_number(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """Return the sentences that give a verdict on numbers by name: "we accept 2 and 3 but cannot agree to 4"."""
    verdict = patterns("positions").compile(patterns("positions").data["by_number"]["pattern"])
    turn = patterns("positions").compile(patterns("positions").data["by_number"]["turn"])
    found: dict[str, list[Sentence]] = {}
    about: list[str] = []  # what the sentences since a turn are about
    for sentence in sentences:
        turned = turn.match(letter.plain, sentence.span.start, sentence.span.end)
        named = [n for n in numbers_in(turned["numbers"]) if n in section.recommendations] if turned else []
        about = named or about
        for number in about:
            found.setdefault(number, []).append(sentence)
        if about:
            continue
        for match in verdict.finditer(letter.plain, sentence.span.start, sentence.span.end):
            cut = Span(sentence.span.start if not found else match.start(), sentence.span.end)
            for number in numbers_in(match["numbers"]):
                if number in section.recommendations:
                    found.setdefault(number, []).append(replace(sentence, span=cut))
    return found


def _by_voice(letter: Letter, sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """Return the sentences of each sender where they begin with its name, and what follows each."""
    names = {s.value: s.value for s in letter.senders} | {
        form: full for form, full in letter.aliases.items() if any(full == s.value for s in letter.senders)
    }
    found: dict[str, list[Sentence]] = {}
    voice: str | None = None
    for sentence in sentences:
        words = letter.words(sentence.span)
        begun = [name for name in names if name in words and _beginning(name).match(words)]
        voice = names[max(begun, key=len)] if begun else voice
        if voice:
            found.setdefault(voice, []).append(sentence)
    return {name: said for name, said in found.items() if _is_said(decided(letter, cues(letter, said), said[0].span))}


@lru_cache(maxsize=64)
def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:[Tt]he )?{re.escape(name)}\b(?! and\b)")


def _stand(letter: Letter, share: Share) -> tuple[Stand, str | None]:
    """Return what an answer comes to, and the number of another answer that it leads to."""
    section, sentences = share.section, share.sentences
    place = sentences[0].span if sentences else (section.heading or section.span)
    verdict = weighed(letter, section, sentences)
    reference = None if verdict else _reference(letter, sentences[:HEAD])
    if reference:
        return Stand(UNSAID, UNSAID, place, "positions/by-reference"), reference
    signs = cues(letter, sentences)
    return verdict or leaned(letter, sentences, signs, decided(letter, signs, place)), None


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
            return normal(match["number"] or match["number2"] or match["number3"])
        if echo.search(words):
            return _ECHO
    return None


def _numbered_paragraph(letter: Letter, number: str) -> str | None:
    """Return the recommendation that a numbered paragraph of the letter answers."""
    start = re.search(rf"(?m)^\W{{0,3}}{re.escape(number)}[.)]?\s+[A-Z“]", letter.plain)
    section = next((s for s in letter.sections if start and s.span.start <= start.start() < s.span.end), None)
    return section.recommendations[0] if section and section.recommendations else None
