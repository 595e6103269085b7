"""What every picture has around it: a title, a key to its signs, and a line that says what was counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from ...graph.store import Store
from .marks import FAINT, PAPER, POINT, SMALL, Mark, Sheet, box
from .words import LEADING, line, paragraph, plain, room

MARGIN = 6.0
COLUMNS = 180.0  # width of a figure that spans both columns of most journals
TALL = 210.0  # the short side of A4
WIDE = 297.0  # and the long one
_TITLE = 11 * POINT
_SAMPLE = 6.0
_STEP = 4.6
_GUTTER = 6.0
_HANG = 18.0  # at most, for numbers of a list

Sample = Callable[[float, float], list[Mark]]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the key: how it is drawn about a middle point, and what it means."""

    sample: Sample
    meaning: str


def source(store: Store) -> str:
    """Return the line that says from how much a picture was made."""
    row = next(iter(store.select(files(__package__).joinpath("counts.rq").read_text("utf-8"))))
    letters, statements = int(row["letters"].value), int(row["statements"].value)
    return (
        f"Source: {counted(letters, 'letter')}, in which {counted(statements, 'statement')} were counted. Answerable."
    )


def counted(number: int, word: str, words: str = "") -> str:
    """Return a number with its word.

    >>> counted(1, "letter"), counted(2_000, "body", "bodies")
    ('1 letter', '2,000 bodies')
    """
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def head(title: str, note: str, width: float) -> tuple[list[Mark], float]:
    """Return the marks of a title and the sentence under it, and where the picture may begin."""
    across = width - 2 * MARGIN
    titles = paragraph((MARGIN, MARGIN + _TITLE * 0.8), title, across, lines=2, size=_TITLE)
    below = titles[-1].at[1] + 1.8 * SMALL
    notes = paragraph((MARGIN, below), note, across, lines=3, fill=FAINT)
    return [*titles, *notes], notes[-1].at[1] + 3.0


def key(signs: Sequence[Sign], *, left: float, top: float, width: float) -> tuple[list[Mark], float]:
    """Return signs with their meanings in rows, and the height that they take."""
    marks: list[Mark] = []
    x, y = left, top + _STEP / 2
    for sign in signs:
        takes = _SAMPLE + 1.5 + room(sign.meaning)
        if x > left and x + takes > left + width:
            x, y = left, y + _STEP
        marks += sign.sample(x + _SAMPLE / 2, y)
        marks.append(line((x + _SAMPLE + 1.5, y + SMALL * 0.35), sign.meaning))
        x += takes + 5.0
    return marks, y + _STEP / 2 - top


def listed(
    entries: Sequence[tuple[str, str]], *, left: float, top: float, width: float, columns: int
) -> tuple[list[Mark], float]:
    """Return numbered titles in columns of about one length, and where the longest ends."""
    if not entries:
        return [], top
    across = (width - (columns - 1) * _GUTTER) / columns
    hang = min(_HANG, max(room(plain(number)) for number, _ in entries) + 1.8)
    titles = [paragraph((0, 0), title, across - hang, lines=4) for _, title in entries]
    share = sum(map(len, titles)) / columns
    marks: list[Mark] = []
    lowest, x, y, before, column = top, left, top + SMALL * 0.8, 0, 0
    for (number, _), lines in zip(entries, titles, strict=True):
        if before + len(lines) / 2 > share * (column + 1) and column + 1 < columns:
            column += 1
            x, y = left + column * (across + _GUTTER), top + SMALL * 0.8
        marks += paragraph((x, y), number, hang - 1.0, lines=1)
        for words in lines:
            marks.append(replace(words, at=(x + hang, y)))
            y += SMALL * LEADING
        y += 0.8
        before += len(lines)
        lowest = max(lowest, y - SMALL)
    return marks, lowest


def finished(marks: Sequence[Mark], *, title: str, note: str, width: float, bottom: float, counts: str) -> Sheet:
    """Return a sheet with its last line under what was drawn down to `bottom`."""
    foot = bottom + 4.5
    height = foot + MARGIN * 0.8
    last = paragraph((MARGIN, foot), counts, width - 2 * MARGIN, lines=1, fill=FAINT)
    return Sheet(width, height, plain(title), plain(note), (box(0, 0, width, height, fill=PAPER), *marks, *last))
