"""Names to bodies: reference data first by exact name and alias, then by a scored match that says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..ontology.bodies import Body, by_name, key, reference_bodies
from ..ontology.iris import unknown_body_iri
from .letter import Letter

_ENOUGH = 0.8  # share of words in common for a scored match
_ACRONYMS = frozenset(["NHS", "HM", "HMP", "UK", "BBC", "ICB", "LLP", "MBC", "HSC", "CCG"])
_COMMON = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "in",
        "police",
        "council",
        "service",
        "office",
        "authority",
        "constabulary",
        "trust",
        "board",
        "crime",
        "commissioner",
    ]
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A body's IRI and how it was found: exact, alias, scored or new."""

    iri: str
    match: str
    label: str
    body_type: str | None


def resolve(name: str, letter: Letter) -> Resolved:
    """Return the body that a name stands for in a letter; an unknown one gets an IRI of its own.

    A short form is resolved by the full name it stands for in the letter. A body that had ended before the
    letter's date gives way to its successor only where the successor has the same name.
    """
    return _resolve(letter.aliases.get(name, name), name)


@cache
def _resolve(full: str, written: str) -> Resolved:
    for form in dict.fromkeys((full, written)):
        found = by_name().get(key(form))
        if found:
            body, alias = found
            return Resolved(body.iri, "alias" if alias or form != full else "exact", body.label, body.type)
    best = _scored(full)
    if best:
        return Resolved(best.iri, "scored", best.label, best.type)
    label = settled(full)
    return Resolved(unknown_body_iri(label), "new", label, None)


@cache
def _labelled() -> Mapping[str, Sequence[tuple[frozenset[str], Body]]]:
    """Return the reference bodies by each word of their names, with the words of that name."""
    found: defaultdict[str, list[tuple[frozenset[str], Body]]] = defaultdict(list)
    for body in reference_bodies():
        for label in (body.label, *body.alt_labels):
            words = frozenset(key(label).split())
            for word in words:
                found[word].append((words, body))
    return found


def _scored(name: str) -> Body | None:
    """Return the one body whose name has nearly the same words, its telling words all shared."""
    words = frozenset(key(name).split())
    telling = words - _COMMON
    if len(words) < 3 or not telling:
        return None
    rarest = min(telling, key=lambda word: (len(_labelled().get(word, ())), word))
    scored = [
        (len(words & other) / len(words | other), body)
        for other, body in _labelled().get(rarest, ())
        if telling <= other and other - _COMMON <= words
    ]
    top = max(scored, key=lambda entry: entry[0], default=None)
    if top is None or top[0] < _ENOUGH or sum(score == top[0] and body != top[1] for score, body in scored):
        return None
    return top[1]


def settled(name: str) -> str:
    """Return a name in capitals with only its initials large, so that a letterhead and a sentence agree.

    >>> settled("MARRAM COAST FIRE AND RESCUE AUTHORITY"), settled("HMICFRS"), settled("WESTERING NHS TRUST")
    ('Marram Coast Fire and Rescue Authority', 'HMICFRS', 'Westering NHS Trust')
    """
    bare = re.sub(r"^the (?=[A-Z])", "", " ".join(name.split()), flags=re.IGNORECASE)
    if not bare.isupper() or " " not in bare:
        return bare
    small = {"of", "and", "for", "the", "in", "on"}
    words = [
        word.lower() if word.lower() in small else word if word in _ACRONYMS else word.capitalize()
        for word in bare.split()
    ]
    return " ".join(words)
