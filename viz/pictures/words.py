"""Words made fit for print: nothing hidden in them, their room known, broken or cut where it ends."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .marks import INK, PAPER, SMALL, Mark, Place, Words, box

_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # may stand in honest words and leave no gap
_ELLIPSIS = "…"
_WORD = 12  # characters given up so as not to cut inside a word
LEADING = 1.2


def plain(text: str) -> str:
    r"""Return text on one line, with controls and marks that turn its direction spelt out.

    >>> plain("Home\n Office\u202e")
    'Home Office[U+202E]'
    """
    shown = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            shown.append(" ")
        elif character in _UNSEEN:
            continue
        elif unicodedata.category(character).startswith("C"):
            shown.append(f"[U+{ord(character):04X}]")
        else:
            shown.append(character)
    return " ".join("".join(shown).split())


def room(text: str, *, size: float = SMALL) -> float:
    """Return the width of text in Helvetica, or in a typeface cut to the same widths, as Arial and Liberation Sans are.

    >>> room("Home Office", size=10) > room("Home", size=10) * 2
    True
    """
    return sum(map(_advance, text)) * size


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    base = unicodedata.normalize("NFD", character)[0]
    try:
        base.encode("cp1252")
    except UnicodeEncodeError:
        return 0.65
    return float(stringWidth(base, "Helvetica", 1))


def cut(text: str, width: float, *, size: float = SMALL) -> str:
    """Return as much of plain text as a width holds, with an ellipsis where some is left out.

    >>> cut("Home Office", 100), cut("Home Office", 10)
    ('Home Office', 'Home…')
    """
    left = width - room(_ELLIPSIS, size=size)
    kept = 0
    for at, character in enumerate(text):
        left -= _advance(character) * size
        if left >= 0:
            kept = at + 1
        elif left + room(_ELLIPSIS, size=size) < 0:
            space = text.rfind(" ", max(0, kept - _WORD), kept)
            return text[: kept if space <= 0 else space].rstrip(" ,;:.") + _ELLIPSIS
    return text


def broken(text: str, width: float, *, lines: int, size: float = SMALL) -> list[str]:
    """Return plain text in at most so many lines of a width, the last one cut.

    >>> broken("a bb ccc ddd", 6, lines=2), broken("a bb ccc ddd", 6, lines=9)
    (['a bb', 'cc…'], ['a bb', 'ccc', 'ddd'])
    """
    found: list[str] = []
    rest = text
    while rest:
        if len(found) + 1 == lines or room(rest, size=size) <= width:
            return [*found, cut(rest, width, size=size)]
        end = _fits(rest, width, size)
        space = rest.rfind(" ", 0, end + 1)
        end = space if space > 0 else max(1, end)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found or [""]


def _fits(text: str, width: float, size: float) -> int:
    used = 0.0
    for at, character in enumerate(text):
        used += _advance(character) * size
        if used > width:
            return at
    return len(text)


def line(
    at: Place, text: str, *, size: float = SMALL, fill: str = INK, anchor: str = "start", whole: str = ""
) -> Words:
    """Return plain text as a mark."""
    return Words(at, text, room(text, size=size), size, fill, anchor, whole if whole != text else "")


def paragraph(
    at: Place, text: str, width: float, *, lines: int, size: float = SMALL, fill: str = INK, anchor: str = "start"
) -> list[Words]:
    """Return text of any origin as lines from a first baseline down; a cut one keeps the whole behind it."""
    whole = plain(text)
    found = broken(whole, width, lines=lines, size=size)
    cut_short = found[-1].endswith(_ELLIPSIS) and not whole.endswith(_ELLIPSIS)
    return [
        line(
            (at[0], at[1] + number * size * LEADING),
            words,
            size=size,
            fill=fill,
            anchor=anchor,
            whole=whole if cut_short else "",
        )
        for number, words in enumerate(found)
    ]


def backed(words: Words) -> list[Mark]:
    """Return words with paper under them, so that no line runs through them."""
    return [
        box(words.left - 0.4, words.at[1] - words.size * 0.8, words.length + 0.8, words.size * 1.1, fill=PAPER),
        words,
    ]
