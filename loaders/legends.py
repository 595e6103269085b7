"""Legends: what the colours of a table stand for where a letter says so ("Amber: we will do some of it")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .leanings import leaned
from .letter import Letter, Sentence
from .stands import Stand, cues, decided

_LINE = re.compile(
    r"\W*(?P<key>Blue|Green|Amber|Yellow|Orange|Red|Grey|Gray|Black|White|Purple)\b\W{1,8}(?=\w)(?:means? )?(?P<words>[a-z][^\n]{8,160})$"
)
_KEYS = 3  # colours that make a legend


def legend_stand(letter: Letter, sentences: Sequence[Sentence]) -> Stand | None:
    """Return the stand that an answer's colour means, at the colour; None where it has none or no legend explains it."""
    if not sentences:
        return None
    colour = letter.words(sentences[0].span)
    found = _legend(letter).get(colour) if colour.isalpha() else None
    return Stand(found.stance, found.state, sentences[0].span, "positions/legend") if found else None


@lru_cache(maxsize=1)
def _legend(letter: Letter) -> Mapping[str, Stand]:
    found: dict[str, Stand] = {}
    for sentence in letter.sentences:
        match = _LINE.match(letter.words(sentence.span))
        if match:
            signs = cues(letter, [sentence])
            found.setdefault(match["key"], leaned(letter, [sentence], signs, decided(letter, signs, sentence.span)))
    return found if len(found) >= _KEYS else {}
