"""Tables of bars or tabs: which cell stands in which column, and which columns hold what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .layout import is_tabbed
from .patterns import patterns
from .text import Span

_BAR = re.compile(r"\s\|\s")
_BARS = 2  # bars that make a line without outer ones a row


@dataclass(frozen=True, slots=True)
class Row:
    """A row below a table's header: its cells by column, and the columns that hold what was asked."""

    cells: dict[int, Span]
    asked: frozenset[int]

    @property
    def key(self) -> Span:
        """The first cell."""
        return self.cells[min(self.cells)]


def rows(plain: str, blocks: Sequence[Span]) -> tuple[Row, ...]:
    r"""Return the rows of a text's pipe tables, headers apart.

    >>> text = "| No | Recommendation |\n| 1 | Do it |"
    >>> blocks = [Span(*m.span()) for m in re.finditer(r"\w[\w ]*\w|\w", text)]
    >>> [(text[row.key.start : row.key.end], sorted(row.asked)) for row in rows(text, blocks)]
    [('1', [2])]
    """
    if "|" not in plain and "\t" not in plain:
        return ()
    found: list[Row] = []
    asked: frozenset[int] = frozenset()
    last_end = -1
    lines = groupby((b for b in blocks if _column(plain, b)), key=lambda b: plain.rfind("\n", 0, b.start))
    for start, cells in lines:
        row = {_column(plain, cell): cell for cell in cells}
        if re.search(r"[^\s|:–—-]", plain[last_end:start]) or last_end < 0:
            asked = frozenset(column for column, cell in row.items() if _asks(plain[cell.start : cell.end]))
        else:
            found.append(Row(row, asked))
        last_end = max(cell.end for cell in row.values())
    return tuple(found)


def _column(plain: str, block: Span) -> int:
    """Return the column of a cell, from 1; 0 for a block that is none."""
    start = plain.rfind("\n", 0, block.start) + 1
    end = plain.find("\n", block.start)
    line = plain[start : end if end >= 0 else len(plain)]
    if is_tabbed(line):
        return plain.count("\t", start, block.start) + 1
    bars = plain.count("|", start, block.start)
    if line.lstrip().startswith("|"):
        return bars
    return bars + 1 if len(_BAR.findall(line)) >= _BARS else 0


def _asks(header: str) -> bool:
    return patterns("outline")["asked-column"].search(header) is not None
