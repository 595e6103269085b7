"""Short forms and what they stand for in one letter: acronyms, quoted short names, "the Trust"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from .patterns import patterns
from .text import has_word

_SMALL = frozenset(["of", "and", "for", "the", "in", "on", "to", "&", "with", "at"])
_WORDS_BACK = 12
_REACH = 120  # characters before a bracket in which the name it shortens stands


def defined_aliases(plain: str) -> dict[str, str]:
    r"""Return the short forms that a text itself introduces.

    >>> defined_aliases("the National Police Chiefs' Council (NPCC) and Acme Justice Limited (\"Acme\") met")
    {'NPCC': "National Police Chiefs' Council", 'Acme': 'Acme Justice Limited'}
    """
    found: dict[str, str] = {}
    for match in patterns("aliases")["bracket"].finditer(plain):
        short = " ".join(match["short"].split())
        full = _full_form(plain[: match.start()], short, quoted=match["quote"] is not None)
        if full is None and match["definite"]:
            named = (
                patterns("heads")
                .compile("(?:{{organisation}})$")
                .search(plain[max(0, match.start() - _REACH) : match.start()].rstrip())
            )
            full = " ".join(named[0].split()) if named else None
            found |= {f"{article} {short}": full for article in ("the", "The") if full}
        elif full and full.casefold() != short.casefold():
            found.setdefault(short, full)
    for match in patterns("aliases")["meaning"].finditer(plain):
        short, full = (" ".join(match[name].split()) for name in ("short", "full"))
        found.setdefault(short, full)
        found.setdefault(f"the {short}", full)
    return found


def _full_form(before: str, short: str, *, quoted: bool) -> str | None:
    """Return the words before a bracket that its short form abbreviates."""
    words = re.findall(r"[\w’'&/-]+,?", before)[-_WORDS_BACK:]
    initials = [c.casefold() for c in short if c.isalnum()]
    if short.isupper() or sum(c.isupper() for c in short) > 1:
        for start in range(len(words) - 1, -1, -1):
            chosen = [word.rstrip(",") for word in words[start:]]
            if chosen[0].casefold() in _SMALL or not chosen[0][0].isupper():
                continue
            if _spells(chosen, initials):
                return " ".join(chosen)
    if quoted and short[0].isupper():
        for start in range(len(words)):
            chosen = words[start:]
            if chosen[0].casefold() == short.split(maxsplit=1)[0].casefold():
                return " ".join(word.rstrip(",") for word in chosen)
    return None


def _spells(words: list[str], initials: list[str]) -> bool:
    """Tell whether the words' initials spell the acronym; small words may count or not."""
    parts = [part for word in words for part in re.split(r"[-/]", word) if part]
    at = 0
    for index, part in enumerate(parts):
        letters = list(part.casefold()) if part.isupper() and len(part) <= 4 else [part[0].casefold()]
        if initials[at : at + len(letters)] == letters:
            at += len(letters)
        elif part.casefold() not in _SMALL and not (at == len(initials) and index == len(parts) - 1 and at > 2):
            return False
    return at == len(initials)


def sender_aliases(plain: str, senders: Iterable[str]) -> dict[str, str]:
    """Return the definite descriptions ("the Trust", "the force") that stand for a sender.

    >>> sender_aliases("The Trust accepts this.", ["St Ash's NHS Foundation Trust"])
    {'The Trust': "St Ash's NHS Foundation Trust"}
    """
    found: dict[str, str] = {}
    for described, descriptions in _descriptions():
        for sender in senders:
            if described.search(sender):
                for words in descriptions:
                    for form in (f"the {words}", f"The {words}"):
                        if has_word(form, plain):
                            found.setdefault(form, sender)
    return found


@cache
def _descriptions() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return how senders are named and, for each, the words that describe it."""
    entries = patterns("aliases").data["description"]
    return tuple((re.compile(entry["sender"], re.IGNORECASE), tuple(entry["words"])) for entry in entries)
