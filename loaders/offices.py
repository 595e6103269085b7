"""Offices that speak for a body: a chief constable for the force, a commissioner or a minister for the sender."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .patterns import patterns
from .text import has_word

NATIONAL = ("British Transport", "National")  # how names begin of forces that are no place's own
_PARAGRAPH = re.compile(r"\n\s*\n")


def force_named(plain: str, senders: Sequence[str] = ()) -> str | None:
    """Return the police force that a text names most, of the senders' place if one is, its own rather than a national one.

    >>> force_named("Sallowshire Police recognises it. The NPCC met. Sallowshire Police will act.")
    'Sallowshire Police'
    """
    named = [match["force"] for match in patterns("offices")["force"].finditer(plain) if match["force"]]
    named = [_PARAGRAPH.split(name)[-1] for name in named]
    named = [re.sub(r"^The ", "", name) for name in named if not name.startswith(NATIONAL)]
    places = " ".join(senders).casefold()
    return max(named, key=lambda n: (n.split()[0].casefold() in places, named.count(n), -named.index(n)), default=None)


def offices(plain: str, senders: Sequence[str]) -> dict[str, str]:
    """Return the bodies that the offices named in a text speak for.

    >>> found = offices("Chief Constable's comments: no.", ["Sallowshire Police"])
    >>> found["Chief Constable"]
    'Sallowshire Police'
    """
    found: dict[str, str] = {}
    for entry in patterns("offices").data["office"]:
        body = next((sender for sender in senders if re.search(entry["sender"], sender, re.IGNORECASE)), None)
        if body is None and entry.get("force"):
            body = force_named(plain, senders)
        if body:
            for words in entry["words"]:
                if has_word(words, plain):
                    found.setdefault(words, body)
    return found
