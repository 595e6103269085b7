"""Annotated letters: what a person says a letter states, to score the reader against."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ReadError

SUFFIX = ".gold.json"
LETTER_SUFFIXES = (".txt", ".md", ".pdf", ".docx", ".odt", ".rtf", ".html", ".htm", ".eml")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One letter's annotation; entries are mappings with the keys that the format's description lists."""

    letter: Path
    entries: Mapping[str, Any]

    def list(self, key: str) -> Sequence[Any]:
        """Return a list of entries, empty where the annotation has none."""
        return self.entries.get(key) or ()


def read_annotations(gold: Path, letters: Path | None = None) -> tuple[Annotation, ...]:
    """Return the annotations of a folder, each with its letter, which may be in another folder.

    Raises ReadError where the folder has none, or one has no letter.
    """
    found = []
    for file in sorted(gold.glob(f"*{SUFFIX}")):
        name = file.name[: -len(SUFFIX)]
        letter = next((p for s in LETTER_SUFFIXES if (p := (letters or gold) / f"{name}{s}").exists()), None)
        if letter is None:
            raise ReadError(f"{file}: no letter {name}.* in {letters or gold}; name its folder with --letters")
        found.append(Annotation(letter, json.loads(file.read_text("utf-8"))))
    if not found:
        raise ReadError(f"{gold}: no annotations (*{SUFFIX})")
    return tuple(found)


def also(entry: Mapping[str, Any], key: str) -> list[Any]:
    """Return an entry's value for a key with the other right answers it lists."""
    more = entry.get(f"{key}_also_acceptable") or entry.get(f"{key}_also") or []
    return [entry.get(key), *(more if isinstance(more, list) else [more])]


def strings(value: object) -> Iterator[str]:
    """Yield every string inside nested lists and mappings, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from strings(inner)
