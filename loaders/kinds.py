"""The registry of kinds: one function (Letter) -> Iterable[Statement] each, found by entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import entry_points

from .letter import Letter
from .statements import Statement

Extractor = Callable[[Letter], Iterable[Statement]]

GROUP = "answerable.statements"


@cache
def extractors() -> tuple[tuple[str, Extractor], ...]:
    """Return (name, function) of every registered kind, by name."""
    found = {point.name: point for point in entry_points(group=GROUP)}
    return tuple((name, found[name].load()) for name in sorted(found))


def statements(letter: Letter) -> tuple[Statement, ...]:
    """Return everything the letter says, in the order of its words."""
    found = [statement for _, extract in extractors() for statement in extract(letter)]
    return tuple(sorted(found, key=lambda s: (s.span, s.kind, s.label, s.rule)))
