"""A PDF's pages as text: paragraphs by the space between lines, tables as rows, running heads and feet behind the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from . import grids
from .pdf import Line, Page, Table, cell_words

_MARGIN = 0.11  # share of a page's height in which running heads and feet stand
_LETTERHEAD = 3  # lines at the start of a letter that may be all that names the sender
_SMALL = 0.85  # share of the usual height of lines below which print is small
_WIDER = 1.2  # a space between lines so much larger than the usual one parts paragraphs
_FAR = 1.5  # the same before a line that looks as if it went on
_FOLIO = re.compile(r"(?i)\W*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\W*")


def texts(pages: Sequence[Page]) -> list[str]:
    """Return each page's text."""
    whole = [_filled(page) for page in pages]
    feet = [_parted(page, running) for page, running in zip(whole, _running(whole), strict=True)]
    for before, after in pairwise(whole):
        _carry_on(before, after)
    usual = _usual_pitch(whole)
    return [
        "\n\n".join(filter(None, (_written(page, usual), "\n".join(line.words for line in foot))))
        for page, foot in zip(whole, feet, strict=True)
    ]


def _filled(page: Page) -> Page:
    """Return a page with its cells' words in order, and without the rows and columns that hold none."""
    return Page(page.height, [_with_words(item) if isinstance(item, Table) else item for item in page.items])


def _with_words(table: Table) -> Table:
    rows = [[cell_words(cell) for cell in row] for row in table.rows]
    kept = [at for at in range(len(rows[0])) if any(row[at] for row in rows)]
    return Table([[row[at] for at in kept] for row in rows if any(row)])


def _running(pages: Sequence[Page]) -> list[set[int]]:
    """Return, for each page, which of its items are running heads and feet, or the page's number."""
    margins = [_in_margins(page) for page in pages]
    times = Counter(key for found in margins for key in set(map(_key, found.values())))
    usual = median([item.height for page in pages for item in page.items if isinstance(item, Line)] or [0.0])
    return [
        {
            at
            for at, line in found.items()
            if _FOLIO.fullmatch(line.words)
            or (times[_key(line)] > 1 and not (number == 0 and at < _LETTERHEAD))
            or (number > 0 and line.foot > page.height / 2 and _is_head(page, at, line, pages[number - 1], usual))
        }
        for number, (page, found) in enumerate(zip(pages, margins, strict=True))
    ]


def _in_margins(page: Page) -> dict[int, Line]:
    return {
        at: item
        for at, item in enumerate(page.items)
        if isinstance(item, Line) and not _MARGIN < item.foot / page.height < 1 - _MARGIN
    }


def _key(line: Line) -> tuple[str, int]:
    """Return what running lines of two pages share: their words, numbers apart, and their place."""
    return re.sub(r"\d+", "#", line.words), round(line.foot / 3)


def _is_head(page: Page, at: int, line: Line, before: Page, usual: float) -> bool:
    """Tell a line over a further page that comes but once: in small print, or over a table that has its header again."""
    headers = [item.rows[:1] for item in before.items if isinstance(item, Table)]
    return line.height < _SMALL * usual or any(
        isinstance(item, Table) and item.rows[:1] in headers for item in page.items[at + 1 : at + 2]
    )


def _parted(page: Page, running: set[int]) -> list[Line]:
    """Take the running lines out of a page and return them."""
    lines = [item for at, item in enumerate(page.items) if at in running and isinstance(item, Line)]
    page.items[:] = [item for at, item in enumerate(page.items) if at not in running]
    return lines


def _carry_on(before: Page, after: Page) -> None:
    """Take the header that a table has again on a further page out, and put a row that the page's end cut together."""
    last, first = before.items[-1:], after.items[:1]
    if not (last and first and isinstance(last[0], Table) and isinstance(first[0], Table)):
        return
    upper, lower = last[0], first[0]
    if not upper.rows or len(upper.rows[0]) != len(lower.rows[0]):
        return
    lower.header = upper.header or upper.rows[0]
    if lower.rows[0] == lower.header:
        del lower.rows[0]
    if lower.rows and not lower.rows[0][0]:
        rest = lower.rows.pop(0)
        upper.rows[-1] = [" ".join(filter(None, pair)) for pair in zip(upper.rows[-1], rest, strict=True)]


def _usual_pitch(pages: Sequence[Page]) -> float:
    """Return how far the lines of a paragraph are usually apart, as a share of their height."""
    found: Counter[float] = Counter()
    for page in pages:
        widest = max((item.right for item in page.items if isinstance(item, Line)), default=0.0)
        for before, after in pairwise(page.items):
            if isinstance(before, Line) and isinstance(after, Line) and before.right > 0.8 * widest:
                pitch = _pitch(before, after)
                if 0.5 < pitch < 3:
                    found[round(pitch, 1)] += 1
    return max(found, key=lambda pitch: (found[pitch], -pitch), default=1.2)


def _pitch(before: Line, after: Line) -> float:
    return (before.foot - after.foot) / max(before.height, after.height, 1.0)


def _written(page: Page, usual: float) -> str:
    out: list[str] = []
    before: Line | None = None
    for item in page.items:
        if isinstance(item, Table):
            out += ["", *_rows(item), ""]
            before = None
            continue
        if before and _parts(before, item, usual):
            out.append("")
        out.append(item.words)
        before = item
    return "\n".join(out).strip("\n")


def _parts(before: Line, after: Line, usual: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    pitch = _pitch(before, after) / usual
    goes_on = after.words[0].islower() and not before.words.endswith((".", ":", ";", "!", "?"))
    return not -0.3 < pitch <= (_FAR if goes_on else _WIDER)


def _rows(table: Table) -> list[str]:
    if grids.is_table([*filter(None, [table.header]), *table.rows]):
        return [grids.barred(row) for row in table.rows]
    return "\n\n".join("\n".join(filter(None, row)) for row in table.rows).split("\n")
