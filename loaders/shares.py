"""Shares: who answers which recommendations in which sentences of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from .letter import Letter, Section, Sentence
from .numbering import normal, numbers_in
from .patterns import patterns
from .stands import UNSAID, cues, decided, is_answer
from .text import Span

# a title of its own line, as sections have: "Money, people and partners", "24/68 Finance"
_TITLE = re.compile(
    r"(?:\d[\d./]*\s+)?(?!(?:Yes|No|Agreed|Noted|Done|Complete|Ongoing|Q\d|N/A|We|I|It|They|He|She|This|That|These|There|You|In|As|If|When|From|By|Until)\b)[A-Z][a-zA-Z’',&-]*(?: [a-zA-Z’',&-]+){0,6}"
)
_CITED = re.compile(
    r"\W*Paragraphs? [\d.,\s]+(?:(?:and|to) [\d.]+)?\W*$"
)  # "(Paragraph 23)", behind what a report says
_TWO = 2  # parts that a sentence answers, by which it is cut
_LABELLED = re.compile(r"\W*(?:[A-Z][\w’']* ){0,3}[A-Za-z]+:\s*$")  # "Our response:", before a part
_SAID = 4  # spaces of a sentence that says something
_PLACES = {"first": 0, "former": 0, "one": 0, "second": 1, "other": 1, "latter": 1, "third": 2, "fourth": 3, "last": -1}

_POST = (
    "Director|Officer|Manager|Head|Lead|Chief|Executive|Clerk|Pharmacist|Nurse|Superintendent|Commander|Secretary|"
    "Solicitor|Treasurer|Registrar|Coordinator|Surveyor|Engineer|Governor|Chair|Principal|Inspector"
)
# a cell or line of a form that says who, when or how urgently, or nothing
_FIELD = re.compile(
    r"\W*(?:(?i:ref(?:erence)?\.?|rec(?:ommendation)?(?: no\.?)?|number)\s*:\s*\S{1,8}\s*$|(?i:priority|owner|lead(?: officer)?|target(?: date)?|due(?: date)?|deadline|timescale|responsible(?: \w+)?|by when)\s*:|"
    r"(?:(?i:n/a|nil|none|tbc)\b|[-–—]|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\s*$|"
    rf"(?=[^.]*\b(?:{_POST})\b)[A-Z][\w’'-]*(?:,? (?:(?:of|for|and|to|&) )?(?:the )?[A-Z&][\w’'-]*){{1,7}}\s*$)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """Sentences of a section by which some bodies answer some recommendations."""

    section: Section
    numbers: tuple[str, ...]
    speakers: tuple[str, ...]
    sentences: Sequence[Sentence]


def shares(letter: Letter) -> Iterator[Share]:
    """Yield who answers what in which sentences, in order."""
    above: tuple[str, ...] = ()  # asked for just above, and answered below with what follows
    for index, section in enumerate(letter.sections):
        if not section.recommendations and section.topic is None:
            above = ()
            continue
        sentences = [s for s in letter.sentences if s.section == index and is_answer(letter, section, s)]
        answered = {n for i, other in enumerate(letter.sections) if i != index for n in other.recommendations}
        sentences = [s for s in sentences if not _CITED.match(letter.plain, s.span.start, s.span.end)]
        sentences = list(_before_title(letter, sentences))
        telling = [s for s in sentences if not _FIELD.match(letter.plain, s.span.start, s.span.end)]
        if not telling and answered.issuperset(section.recommendations):
            continue
        sentences = telling or sentences
        following = letter.sections[index + 1] if index + 1 < len(letter.sections) else None
        if not sentences and following and following.recommendations:
            above += section.recommendations
            continue
        joint = replace(section, recommendations=(*above, *section.recommendations))
        above = ()
        yield from _divided(letter, joint, sentences)


def _before_title(letter: Letter, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences of an answer up to a title of what follows it, which stands nowhere else in the letter."""
    said = False
    for at, sentence in enumerate(sentences):
        words = letter.words(sentence.span)
        if said and at + 1 < len(sentences) and _TITLE.fullmatch(words) and letter.plain.count(words) == 1:
            return sentences[:at]
        said = said or (words.endswith(".") and words.count(" ") >= _SAID)
    return sentences


def _divided(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> Iterator[Share]:
    """Divide an answer among the numbers, or the voices, that its sentences name; whole where they name none."""
    speakers = section.speakers or ("",)
    several = len(section.recommendations) > 1
    named = (
        (_by_number(letter, section, sentences) or _by_turn(letter, section, sentences))
        if several
        else _by_part(letter, section, sentences)
    )
    voices = _by_voice(letter, sentences) if len(letter.senders) > 1 else {}
    if named:
        for number, said in named.items():
            yield Share(section, (number,), speakers, said)
        rest = tuple(number for number in section.recommendations if number not in named) if several else ()
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


def _by_turn(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """Return the sentences on each of several numbers, from where one turns to it: "The first ...", "As to (b), ..."."""
    numbers = section.recommendations
    answers = {sentence.span for sentence in sentences}
    found: dict[str, list[Sentence]] = {}
    about: str | None = None
    for sentence in (s for s in letter.sentences if s.section == sentences[0].section) if sentences else ():
        place = sentence.span.start, sentence.span.end
        turn = patterns("shares")["turn"].pattern.match(letter.plain, *place)
        named = [patterns("shares")[rule].pattern.match(letter.plain, *place) for rule in ("number", "bracketed")]
        number = next((n for match in named if match and (n := normal(match["number"])) in numbers), None)
        about = number or (_turned_to(turn, numbers) if turn else None) or about
        if about and sentence.span in answers:
            found.setdefault(about, []).append(sentence)
    return found if len(found) > 1 else {}


def _by_part(letter: Letter, section: Section, sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """Return the sentences on each lettered part of one recommendation, where an answer turns to (a) and then to (b)."""
    whole = next(iter(section.recommendations), "")
    if not whole[-1:].isdigit():
        return {}
    found: dict[str, list[Sentence]] = {}
    about: str | None = None
    for sentence in (piece for uncut in sentences for piece in _pieces(letter, uncut)):
        turn = patterns("shares")["turn"].pattern.match(letter.plain, sentence.span.start, sentence.span.end)
        about = f"{whole}{turn['part']}" if turn and turn["part"] else about
        if about:
            found.setdefault(about, []).append(sentence)
    return found if len(found) > 1 else {}


def _pieces(letter: Letter, sentence: Sentence) -> Iterator[Sentence]:
    """Yield a sentence, cut before each part where it answers several: "Response: (a) Accept (b) Reject"."""
    marks = list(patterns("shares")["piece"].pattern.finditer(letter.plain, sentence.span.start, sentence.span.end))
    starts = [mark.start() for mark in marks]
    if [mark["part"] for mark in marks][:_TWO] != ["a", "b"] and not (
        len(marks) == 1 and _LABELLED.match(letter.plain, sentence.span.start, starts[0])
    ):
        starts = []
    edges = [sentence.span.start, *starts, sentence.span.end]
    yield from (replace(sentence, span=Span(a, b)) for a, b in pairwise(edges) if letter.plain[a:b].strip())


def _turned_to(turn: re.Match[str], numbers: Sequence[str]) -> str | None:
    """Return which of several numbers words turn to: by its part's letter, or by its place among them."""
    if turn["part"]:
        return next((n for n in numbers if n.endswith(turn["part"]) and n != turn["part"]), None)
    at = _PLACES[turn["place"].casefold()]
    return numbers[at] if -len(numbers) <= at < len(numbers) else None


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
    return {name: said for name, said in found.items() if _says_something(letter, said)}


@lru_cache(maxsize=64)
def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:[Tt]he )?{re.escape(name)}\b(?! and\b)")


def _says_something(letter: Letter, said: Sequence[Sentence]) -> bool:
    stand = decided(letter, cues(letter, said), said[0].span)
    return (stand.stance, stand.state) != (UNSAID, UNSAID)
