"""Information systems named in a letter."""

from __future__ import annotations

from collections.abc import Iterator

from ..ontology.bodies import by_name, key
from .letter import Letter
from .names import distinct
from .statements import System


def systems(letter: Letter) -> Iterator[System]:
    """Yield each system once; what reference data knows as a body is none."""
    named = list(distinct(letter, "system"))
    ours = {key(name.words) for name in named}
    bodies = {key(form) for pair in letter.aliases.items() for form in pair if key(pair[1]) not in ours}
    for name in named:
        if key(name.words) in by_name() or key(name.words) in bodies:
            continue
        yield System(
            span=name.span,
            label=name.words,
            by=name.sentence.speaker,
            role=name.sentence.role,
            rule=name.rule,
            name=name.words,
            used_by=name.sentence.speaker,
        )
