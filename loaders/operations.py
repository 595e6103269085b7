"""Operations and exercises named in a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .letter import Letter
from .names import Name, names
from .statements import Operation

_AIM = re.compile(
    r"\b(?:with the aim(?:s)? (?:to|of)|aim(?:s|ed) (?:to|at)|set up to|designed to|focused on|to check|in order to|is to|seeks to|has (?:cut|led to|reduced|helped)|tested)\s+(?P<aim>[^.;]{6,200})"
)
_PARTNER = re.compile(
    r"\b(?:joint operation with|mounted with|held with|with)\s+(?:the\s+)?(?P<name>(?:[A-Z][\w’']*\s?)+|[a-z]+ [a-z]+ (?:service )?providers)"
)


def operations(letter: Letter) -> Iterator[Operation]:
    """Yield each operation once, with every recommendation whose answer names it."""
    found: dict[str, list[Name]] = {}
    for name in names(letter):
        if name.kind == "operation":
            found.setdefault(_key(name.words), []).append(name)
    for places in found.values():
        name = next((n for n in places if " " in letter.words(n.span)), places[0])
        under = [number for place in places for number in letter.sections[place.sentence.section].recommendations]
        start, end = name.sentence.span.start, name.sentence.span.end
        beyond = next(
            (s.span.end for s in letter.sentences if s.span.start >= end and s.section == name.sentence.section), end
        )
        aim = _AIM.search(letter.plain, start, beyond)
        partner = _PARTNER.search(letter.plain, name.span.end, end)
        yield Operation(
            span=name.span,
            label=name.words,
            by=name.sentence.speaker,
            role=name.sentence.role,
            rule=name.rule,
            name=name.words,
            force=name.sentence.speaker,
            aim=" ".join(aim["aim"].split()) if aim else None,
            partner=" ".join(partner["name"].split()) if partner else None,
            recommendations=tuple(dict.fromkeys(under)),
        )


def _key(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1].casefold()
