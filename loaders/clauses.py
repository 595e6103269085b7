"""Clauses: where in a sentence an act begins and ends, and who does it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from .letter import Letter, Sentence
from .patterns import patterns
from .text import Span, has_word, standing

# a new clause begins here when a subject or an auxiliary follows
_BREAK = re.compile(
    r"[;:]\s+|,?\s+(?:but|although|though|whereas|while|so that|and so|save that|and therefore|and then)\s+|,\s+(?:and\s+|which\s+|who\s+|whose\s+)?(?=(?:I|we|it|they|he|she|you|the|our|its|my|this|there|[A-Z]\w*)\b)|"
    r",?\s+and\s+(?=(?:(?:I|we|it|they|he|she|you)\b|(?:the|our|its|my|a|an|[A-Z][\w’']*)\s+(?:[\w’',-]+\s+){0,7}?(?:will|shall|has|have|is|are|was|were|hope|hopes|aim|aims|plan|plans|would|can)\b|(?:will|shall|has|have|hope|hopes|aims?|intends?|is|are|plans?|would)\b))|"
    r",\s+(?=(?:who|which)\s+(?:will|shall|has|have|is|are|hopes?)\b)|\s+[-–—]\s+"
)
_APPOSED = re.compile(r"[A-Z][^,]{1,60},\s*")
_SUBJECT = 220  # characters from a break to a verb in which the subject stands
_GOVERNS = re.compile(
    r"\b(?:with|by|from|of|to|for|at|in|on|under|alongside|than|like|through|via|per|against)(?:\s+(?:the|our|its|their|a|an|all|both))?\s+$|[’']s?\s+$"
)
_PLEDGED = re.compile(r"(?:has|have|had)\b.*\b(?:agreed|promised|undertaken|offered|pledged|volunteered|consented)\b")
_PRONOUN = re.compile(r"^(?:it|they|she|he|this|that|which|who|whose|these)\b", re.IGNORECASE)
_RUN = re.compile(
    r"\b((?:[A-Z][\w’'&-]+(?:\s+(?:of|and|for|the)\b)?\s*){1,6})(?:\s*\([A-Z]+\))?,\s*$"
)  # a name before "which"
_GIVEN = re.compile(
    r"\s*(?:(?:all|each|both|also|then|now|first) )?(?:receive|be (?:\w+ly )?(?:given|sent|shown|told|informed|notified|briefed|consulted|invited|"
    r"appointed|commissioned|engaged|offered|provided with|asked|paid|kept (?:informed|up to date)|updated))\b"
)
_SAID = re.compile(
    r"\b(?:understand|believe|told|gather|aware|advised|hear|know|said|says|announced|confirmed|promised|informs?|informed|assures?|assured|"
    r"tells?|writes?|wrote|written|indicate[ds]|states?|stated|replied|reports?|reported|estimates?|clear)(?:\s+[\w-]+){0,2}?"
    r"(?:\s+that\s+(?=\S)|\s+(?=(?:it|they|he|she)\b))"
)
_IT_SAYS = re.compile(
    r"\W*(?:It|They|He|She) (?:\w+ ){0,2}?(?:told|tells?|says?|said|writes?|written|informs?|informed|assures?|assured|promised|agreed|undertaken|"
    r"indicate[ds]|confirmed|replied|advised?s?|expects?|hopes?)\b"
)
_SELF = re.compile(r"\b(?:I|we|We|my|our|My|Our|us|Myself|myself)\b")
_PASSIVE = re.compile(r"\b(?:be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ght|ld|t|ne|de|ut)\b")


def clause(letter: Letter, sentence: Sentence, start: int, end: int) -> Span:
    """Return the clause round a verb at start-end, with what leads its sentence where it is the first."""
    breaks = _breaks(letter.plain, sentence.span.start, sentence.span.end)
    near = breaks[: bisect_right(breaks, start, key=re.Match.end)]
    before = next((m for m in _near(near, start) if _opens(letter, m, start)), None)
    after = _BREAK.finditer(letter.plain, end, sentence.span.end)
    left = before.end() if before else sentence.span.start
    if before and _only_condition(letter.plain[sentence.span.start : left]):
        left = sentence.span.start
    right = next((m.start() for m in after if _closes(letter, m, sentence)), sentence.span.end)
    words = letter.plain[left:right]
    left += len(words) - len(words.lstrip(" ,;:-–—\n\t"))
    return Span(left, max(left + 1, left + len(letter.plain[left:right].rstrip(" ,;:\n\t"))))


@lru_cache(maxsize=4)
def _breaks(plain: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """Return the breaks of a sentence, once for all its promises."""
    return tuple(_BREAK.finditer(plain, start, end))


def _near(breaks: Sequence[re.Match[str]], verb: int) -> Iterator[re.Match[str]]:
    """Yield the breaks before a verb, nearest first, as far back as its subject may begin."""
    return takewhile(lambda found: verb - found.end() < _SUBJECT, reversed(breaks))


def _opens(letter: Letter, match: re.Match[str], verb: int) -> bool:
    """Tell whether a break before a verb really begins its clause: its subject must be short of commas."""
    between = letter.plain[match.end() : verb]
    return not (match[0].startswith(",") and _APPOSED.fullmatch(between))


def _closes(letter: Letter, match: re.Match[str], sentence: Sentence) -> bool:
    rest = letter.plain[match.end() : sentence.span.end]
    mark = match[0].strip()
    if mark.startswith((";", ":")) or re.match(r",?\s*(?:but|although|though|whereas|while)\b", match[0]):
        return True
    return re.match(
        r"(?:[\w’'-]+\s+){0,9}?(?:will|shall|has|have|had|hopes?|aims?|is|are|was|were|would|can|cannot|expects?|plans?)\b",
        rest,
    ) is not None and not re.match(r"(?:the|a|an|its|our)\s+\w+$", rest)


def _only_condition(words: str) -> bool:
    """Tell whether what leads a sentence is a condition, a time or a place, which belong to the act."""
    return (
        re.match(
            r"\W*(?:(?:\d+\.|[-•])\s+)?(?:If|Once|When|Unless|Provided|Following|After|In|On|By|From|Over|Until|Through|Should|Where|As|Subject|Before|During|At|Within|To|For|Instead|What|Meanwhile)\b[^;:]*$",
            words,
        )
        is not None
    )


def actor(
    letter: Letter, sentence: Sentence, span: Span, promise: re.Match[str], previous: str | None
) -> tuple[str, bool]:
    """Return the name of who acts in a clause, and whether it is the speaker; previous is the actor just before."""
    verb = promise.start()
    if re.match(r"(?:I|[Ww]e)\b", promise[0]):
        return sentence.speaker, True
    subject = letter.plain[span.start : verb].strip(" ,\n\t")
    subject = re.sub(
        r"^(?:\W|(?:If|Once|When|Unless|Following|After|In|On|By|From|Over|Until|Through|Where|As|Subject|Before|During|At|Within|To|For)\b[^,]*,)+",
        "",
        subject,
    ).strip()
    told = _teller(letter, sentence, span.start, verb)
    understood = _SAID.search(subject)
    subject = subject[understood.end() :] if understood else subject
    if not subject or subject.casefold() in {"and", "also", "then", "has", "have"}:
        before = Span(sentence.span.start, span.start)
        own = _SELF.search(letter.plain[before.start : before.end])
        pledged = _PLEDGED.match(promise[0]) is not None
        named = previous or (None if own else _named(letter, before, first=True, person=pledged))
        return (named, named == sentence.speaker) if named else (sentence.speaker, True)
    if _SELF.search(subject):
        return sentence.speaker, True
    if _PRONOUN.match(subject):
        if told:
            return told, told == sentence.speaker
        if re.match(r"(?:who|which)\b", subject, re.IGNORECASE):
            before = Span(max(sentence.span.start, span.start - 90), span.start)
            run = _RUN.search(letter.plain, before.start, before.end)
            previous = _mentioned(letter, before) or (run and " ".join(run[1].split())) or previous
        if re.match(r"(?:it|they|she|he|who|which|whose)\b", subject, re.IGNORECASE) and previous:
            return previous, previous == sentence.speaker
    end = span.start + len(letter.plain[span.start : verb].rstrip(" ,\n\t"))
    named = _named(letter, Span(end - len(subject), end), person=_PLEDGED.match(promise[0]) is not None)
    if named and named != sentence.speaker and _is_given(letter, promise):
        return sentence.speaker, True
    if named:
        return named, named == sentence.speaker
    if told:
        return told, told == sentence.speaker
    return sentence.speaker, True


def _is_given(letter: Letter, promise: re.Match[str]) -> bool:
    """Tell whether the subject of a promise is given something by it: "the family will be sent the report"."""
    return _GIVEN.match(letter.plain, promise.end()) is not None


def _teller(letter: Letter, sentence: Sentence, start: int, verb: int) -> str | None:
    """Return who is reported to have said what follows."""
    reporting = patterns("commitments").compile(patterns("commitments").data["reporting"]["verb"])
    said = list(reporting.finditer(letter.plain, sentence.span.start, verb))
    if not said:
        return None
    place = Span(sentence.span.start, said[-1].start())
    return _named(letter, place, person=True) or _mentioned(letter, place)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a clause and what it stands for; governed by another word ("with the Council"), or bare of what it is."""

    start: int
    end: int
    value: str
    governed: bool
    bare: bool


def _named(letter: Letter, place: Span, *, first: bool = False, person: bool = False) -> str | None:
    """Return the actor that a place names: the last name that nothing governs, or the first; None for nobody named.

    A person or a name without a word for an organisation in it counts only where person says so: those who serve the
    speaker act for it.
    """
    found = [name for name in _names(letter, place) if not name.governed and (person or not name.bare)]
    chosen = (min if first else max)(found, key=lambda name: (name.start, name.end), default=None)
    return chosen.value if chosen else None


def _mentioned(letter: Letter, place: Span) -> str | None:
    """Return the last name in a place, governed or not, as an antecedent may be."""
    found = _names(letter, place)
    return max(found, key=lambda name: (name.start, name.end)).value if found else None


def _names(letter: Letter, place: Span) -> list[_Named]:
    """Return the names in a place, none within another."""
    found = list(_all_names(letter, place))
    return [
        n
        for n in found
        if not any(o.start <= n.start and n.end <= o.end and (o.start, o.end) != (n.start, n.end) for o in found)
    ]


def _all_names(letter: Letter, place: Span) -> Iterator[_Named]:
    words = letter.plain[place.start : place.end]

    def at(start: int, end: int, value: str, *, bare: bool = False) -> _Named:
        return _Named(start, end, value, _GOVERNS.search(words[:start]) is not None, bare)

    forms = {**letter.aliases, **{s.value: s.value for s in letter.senders}}
    for form, full in forms.items():
        for place_of in standing(form, words, "’'-"):
            known = any(full.casefold() == s.value.casefold() for s in letter.senders)
            introduced = words[: place_of.start].endswith("(")
            yield at(place_of.start, place_of.end, form if form.isupper() and not (known or introduced) else full)
    for match in patterns("clauses")["organisation"].finditer(words):
        value = _settled(letter, match["name"])
        if value:
            yield at(*match.span("name"), value)
    for match in patterns("clauses")["definite"].finditer(words):
        meant = _meant(letter, match["noun"], place.start + match.start())
        if meant and match[0] not in letter.aliases:
            yield at(*match.span(), meant)
    subject = patterns("clauses")["subject"].search(words)
    if subject and not patterns("clauses")["thing"].search(subject["name"]):
        yield at(*subject.span("name"), " ".join(subject["name"].split()), bare=True)


def _settled(letter: Letter, name: str) -> str | None:
    """Return the body that an organisation's name stands for; None for a post or a fragment."""
    bare = re.sub(r"^(?:The|That|If|When|Once|And|But|Meanwhile|All|Both|Each)\s+", "", " ".join(name.split()))
    own = next((s.value for s in letter.senders if has_word(bare.casefold(), s.value.casefold())), None)
    if own or bare.isupper():
        return own or bare
    post = patterns("heads").compile(r"^{{post}}$")
    return letter.aliases.get(bare, bare) if not post.match(bare) and len(bare) > 2 and " " in bare else None


def _meant(letter: Letter, noun: str, before: int) -> str | None:
    """Return the last name before a place that a definite noun takes up ("the Partnership")."""
    names = patterns("clauses").compile(
        rf"(?<![\w’'-])(?P<name>(?:{{{{cap}}}} (?:(?:of|and|for|the|in) )?){{1,6}}{noun}|{noun} (?:for|of) {{{{cap}}}}(?: (?:(?:and|of) )?{{{{cap}}}}){{0,4}})(?![\w-])"
    )
    found = [re.sub(r"^The ", "", m["name"]) for m in names.finditer(letter.plain, 0, before)]
    return found[-1] if found else None


def speaks_of(letter: Letter, sentences: Sequence[Sentence], index: int) -> str | None:
    """Return the body that the sentence before names as its subject, for a pronoun to lead back to."""
    if index == 0:
        return None
    before = sentences[index - 1]
    if before.section != sentences[index].section:
        return None
    words = letter.plain[before.span.start : min(before.span.start + 120, before.span.end)]
    first = re.match(r"(?:\W*(?:[Tt]he\s+)?)((?:[A-Z][\w’']*(?:\s+(?:of|and|for|the)\s+)?\s*){2,})", words)
    named = (
        _named(letter, Span(before.span.start + first.start(1), before.span.start + first.end(1))) if first else None
    )
    if named is None and _IT_SAYS.match(letter.plain, sentences[index].span.start, sentences[index].span.end):
        return _mentioned(letter, before.span)
    return named
