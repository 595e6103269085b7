"""Partnerships: networks, forums and boards of several bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .letter import Letter
from .names import distinct
from .patterns import patterns
from .statements import Partnership

_MEMBERS = r"\b(?:with|between|of|brings together|joined by|made up of)\s+(?P<members>[^.;]{5,200})"


def partnerships(letter: Letter) -> Iterator[Partnership]:
    """Yield each partnership once, with the members that its sentence names."""
    file = patterns("names")
    board = file.compile(r"\b(?:{{body_board}}) Board$|^(?:The )?(?:Board|Committee|Panel)$")
    for name in distinct(letter, "partnership"):
        if board.search(name.words):
            continue
        yield Partnership(
            span=name.span,
            label=name.words,
            by=name.sentence.speaker,
            role=name.sentence.role,
            rule=name.rule,
            name=name.words,
            members=_members(letter, name.words, name.span.end, name.sentence.span.end),
        )


def _members(letter: Letter, name: str, start: int, end: int) -> tuple[str, ...]:
    listed = re.match(rf",?\s*{_MEMBERS}", letter.plain[start:end])
    if listed is None:
        return ()
    organisation = patterns("heads").compile("{{organisation}}")
    return tuple(
        dict.fromkeys(" ".join(m[0].split()) for m in organisation.finditer(listed["members"]) if m[0] != name)
    )
