"""The registry of kinds: one function (Letter) -> Iterable[Statement] each, found by entry point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ..errors import ReadError
from .letter import Letter
from .statements import Statement

Extractor = Callable[[Letter], Iterable[Statement]]

GROUP = "answerable.statements"


@cache
def extractors() -> tuple[tuple[str, Extractor], ...]:
    """Return (name, function) of every registered kind, by name; another package's kind takes the place of ours.

    Raises ReadError where a kind cannot be loaded.
    """
    found = {point.name: point for point in sorted(entry_points(group=GROUP), key=_package)}
    return tuple((name, _loaded(found[name])) for name in sorted(found))


def _package(point: EntryPoint) -> tuple[bool, str]:
    return (not _is_ours(point), point.value)


def _is_ours(point: EntryPoint) -> bool:
    return point.value.startswith(f"{__package__}.")


def _loaded(point: EntryPoint) -> Extractor:
    try:
        extractor: Extractor = point.load()
    except Exception as error:  # another's module may fail in any way as it is imported
        raise ReadError(
            f"the kind {point.name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}; mend the package"
            " that adds it, or uninstall it"
        ) from error
    return extractor


@cache
def others_version() -> str:
    """Return names and versions of the packages that add kinds, "" for none: letters are read again when they change."""
    found = {f"+{p.dist.name}-{p.dist.version}" for p in entry_points(group=GROUP) if p.dist and not _is_ours(p)}
    return "".join(sorted(found))


def statements(letter: Letter) -> tuple[Statement, ...]:
    """Return everything the letter says, in the order of its words."""
    found = [statement for _, extract in extractors() for statement in extract(letter)]
    return tuple(sorted(found, key=lambda s: (s.span, s.kind, s.label, s.rule)))
