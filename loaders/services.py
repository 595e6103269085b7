"""Services, teams and units that help people, with who provides, commissions, hosts and takes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .letter import Letter
from .names import Name, distinct
from .patterns import PatternFile, patterns
from .statements import Service
from .text import Span, has_word

_ACRONYM = re.compile(r"\(([A-Z]{2,})\)")
_GOES_ON = re.compile(r"(?:It|This|They|The service|The team)\b")  # what a sentence on the same service begins with


def services(letter: Letter) -> Iterator[Service]:
    """Yield each service once, with the relations that the letter states of it."""
    file = patterns("services")
    not_services = file.compile(file.data["not"]["pattern"])
    for name in distinct(letter, "service"):
        if not_services.search(name.words):
            continue
        around = _around(letter, name)
        yield Service(
            span=name.span,
            label=name.words,
            by=name.sentence.speaker,
            role=name.sentence.role,
            rule=name.rule,
            name=name.words,
            provider=_find(letter, file, "provider", name, around),
            commissioner=_find(letter, file, "commissioner", name, around) or _own(letter, file, name, around),
            audience=_find(letter, file, "audience", name, around),
            area=_find(letter, file, "area", name, around),
            host=_find(letter, file, "host", name, around),
            hands_over_to=_find(letter, file, "hands-over", name, around),
            refers_to=_find(letter, file, "refers", name, around),
            recommendation=next(iter(letter.sections[name.sentence.section].recommendations), None),
        )


def _around(letter: Letter, name: Name) -> tuple[Span, ...]:
    """Return the sentences that speak of a service: those that name it, and the one after each."""
    forms = [name.words.split(" (")[0]]
    if acronym := _ACRONYM.search(name.words):
        forms += [acronym[1], f"{acronym[1]}s"]
    found: list[Span] = []
    for index, sentence in enumerate(letter.sentences):
        words = letter.words(sentence.span)
        if any(has_word(form, words) for form in forms):
            found.append(sentence.span)
            if index + 1 < len(letter.sentences) and _GOES_ON.match(
                letter.plain, letter.sentences[index + 1].span.start
            ):
                found.append(letter.sentences[index + 1].span)
    return tuple(dict.fromkeys(found))


def _find(letter: Letter, file: PatternFile, relation: str, name: Name, around: tuple[Span, ...]) -> str | None:
    """Return the other end of a relation, as the sentences round a service state it."""
    for span in around:
        words = letter.plain[span.start : span.end]
        for rule in file.rules:
            if rule.keys["relation"] != relation:
                continue
            for match in rule.pattern.finditer(words):
                found = " ".join(match["name"].split()).strip(" ,'’\"")
                if found and found.casefold() not in name.words.casefold():
                    return letter.aliases.get(found, re.sub(r"^(?:the|The) ", "", found))
    return None


def _own(letter: Letter, file: PatternFile, name: Name, around: tuple[Span, ...]) -> str | None:
    """Return the speaker where it says that it funds or commissions the service itself."""
    own = file.compile(file.data["own"]["commissions"])
    return name.sentence.speaker if any(own.search(letter.plain, span.start, span.end) for span in around) else None
