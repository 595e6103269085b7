"""Clauses: where in a sentence an act begins and ends, and who does it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .letter import Letter, Sentence
from .patterns import patterns
from .text import Span

# a new clause begins here when a subject or an auxiliary follows
_BREAK = re.compile(
    r"[;:]\s+|,?\s+(?:but|although|though|whereas|while|so that|and so|save that|and therefore|and then)\s+|,\s+(?:and\s+|which\s+|who\s+|whose\s+)?(?=(?:I|we|it|they|he|she|you|the|our|its|my|this|there|[A-Z]\w*)\b)|"
    r",?\s+and\s+(?=(?:(?:I|we|it|they|he|she|you)\b|(?:the|our|its|my|a|an|[A-Z][\w’']*)\s+(?:[\w’',-]+\s+){0,7}?(?:will|shall|has|have|is|are|was|were|hope|hopes|aim|aims|plan|plans|would|can)\b|(?:will|shall|has|have|hope|hopes|aims?|intends?|is|are|plans?|would)\b))|"
    r",\s+(?=(?:who|which)\s+(?:will|shall|has|have|is|are|hopes?)\b)|\s+[-–—]\s+"
)
_PRONOUN = re.compile(r"^(?:it|they|she|he|this|that|which|who|whose|these)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:I|we|We|my|our|My|Our|us|Myself|myself)\b")
_PASSIVE = re.compile(r"\b(?:be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ght|ld|t|ne|de|ut)\b")


def clause(letter: Letter, sentence: Sentence, start: int, end: int) -> Span:
    """Return the clause round a verb at start-end, with what leads its sentence where it is the first."""
    before = [
        m
        for m in _BREAK.finditer(letter.plain, sentence.span.start, sentence.span.end)
        if m.end() <= start and _opens(letter, m, start)
    ]
    after = [m.start() for m in _BREAK.finditer(letter.plain, end, sentence.span.end) if _closes(letter, m, sentence)]
    left = before[-1].end() if before else sentence.span.start
    if before and _only_condition(letter.plain[sentence.span.start : left]):
        left = sentence.span.start
    right = after[0] if after else sentence.span.end
    words = letter.plain[left:right]
    left += len(words) - len(words.lstrip(" ,;:-–—\n\t"))
    return Span(left, max(left + 1, left + len(letter.plain[left:right].rstrip(" ,;:\n\t"))))


def _opens(letter: Letter, match: re.Match[str], verb: int) -> bool:
    """Tell whether a break before a verb really begins its clause: its subject must be short of commas."""
    between = letter.plain[match.end() : verb]
    apposed = match[0].startswith(",") and re.fullmatch(r"[A-Z][^,]{1,60},\s*", between)
    return len(between) < 220 and not apposed


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
    subject = letter.plain[span.start : verb].strip(" ,")
    subject = re.sub(
        r"^(?:\W|(?:If|Once|When|Unless|Following|After|In|On|By|From|Over|Until|Through|Where|As|Subject|Before|During|At|Within|To|For)\b[^,]*,)+",
        "",
        subject,
    ).strip()
    told = _teller(letter, sentence, span.start, verb)
    understood = re.search(
        r"\b(?:understand|believe|told|gather|aware|advised|hear|know|said|says|announced|confirmed|promised|informed|assured|tells?)(?:\s+[\w-]+){0,2}\s+that\s+(?=\S)",
        subject,
    )
    subject = subject[understood.end() :] if understood else subject
    if not subject or subject.casefold() in {"and", "also", "then", "has", "have"}:
        before = letter.plain[sentence.span.start : span.start]
        named = previous or (None if _SELF.search(before) else _named(letter, before, first=True))
        return (named, named == sentence.speaker) if named else (sentence.speaker, True)
    if _SELF.search(subject):
        return sentence.speaker, True
    if _PRONOUN.match(subject):
        if told:
            return told, told == sentence.speaker
        if re.match(r"(?:who|which)\b", subject, re.IGNORECASE):
            previous = _named(letter, letter.plain[max(sentence.span.start, span.start - 90) : span.start]) or previous
        if re.match(r"(?:it|they|she|he|who|which|whose)\b", subject, re.IGNORECASE) and previous:
            return previous, previous == sentence.speaker
    named = _named(letter, subject)
    if named:
        if re.match(r"(?:\W*\w+\W+){0,2}?(?:Our|The|Its|My)\s", subject) and named == sentence.speaker:
            return sentence.speaker, True
        return named, named == sentence.speaker
    if told:
        return told, told == sentence.speaker
    return sentence.speaker, True


def _teller(letter: Letter, sentence: Sentence, start: int, verb: int) -> str | None:
    """Return who is reported to have said what follows."""
    reporting = patterns("commitments").compile(patterns("commitments").data["reporting"]["verb"])
    said = list(reporting.finditer(letter.plain, sentence.span.start, verb))
    if not said:
        return None
    return _named(letter, letter.plain[sentence.span.start : said[-1].start()])


def _named(letter: Letter, words: str, *, first: bool = False) -> str | None:
    """Return the last body that words name, or the first; None for a post, a thing or nobody named."""
    for form in sorted(letter.aliases, key=len, reverse=True):
        if form in words and re.search(rf"(?<![\w’']){re.escape(form)}(?![\w’'-])", words):
            full = letter.aliases[form]
            return (
                form if form.isupper() and all(full.casefold() != s.value.casefold() for s in letter.senders) else full
            )
    for sender in letter.senders:
        if sender.value.casefold() in words.casefold():
            return sender.value
    organisation = patterns("heads").compile(
        r"(?:{{organisation}}|(?:{{cap}} ){1,4}(?:Forum|Network|Alliance|Society|Mind|Trust|Charity|Learning|Line|House|Centre|Link|Police|Record|Gate|Survivors|Aid)|HMPPS|HM [A-Z]\w+(?: \w+)?|NPCC|NHS [A-Z]\w+|College of Policing|[A-Z]{4,})(?![\w-])"
    )
    found = [m[0].strip() for m in organisation.finditer(words)]
    if found:
        name = re.sub(
            r"^(?:The|That|If|When|Once|And|But|Meanwhile|All|Both|Each)\s+",
            "",
            " ".join(found[0 if first else -1].split()),
        )
        post = patterns("heads").compile(r"^{{post}}$")
        own = next(
            (s.value for s in letter.senders if re.search(rf"\b{re.escape(name)}\b", s.value, re.IGNORECASE)), None
        )
        if own:
            return own
        return (
            name
            if name.isupper()
            else letter.aliases.get(name, name)
            if not post.match(name) and len(name) > 2 and " " in name
            else None
        )
    return None


def speaks_of(letter: Letter, sentences: Sequence[Sentence], index: int) -> str | None:
    """Return the body that the sentence before names as its subject, for a pronoun to lead back to."""
    if index == 0:
        return None
    before = sentences[index - 1]
    if before.section != sentences[index].section:
        return None
    words = letter.plain[before.span.start : min(before.span.start + 120, before.span.end)]
    first = re.match(r"(?:\W*(?:[Tt]he\s+)?)((?:[A-Z][\w’']*(?:\s+(?:of|and|for|the)\s+)?\s*){2,})", words)
    return _named(letter, first[1]) if first else None
