"""Tables of documents written as rows of bars, in which the reader knows a cell's column."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST = 2  # rows
_COLUMNS = 3  # fewer are a form: a label, and what it says


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a table, whose columns mean something, from a form or a letterhead laid out in cells.

    >>> is_table([["No", "Asked", "Answer"], ["1", "Do it", "Yes"]]), is_table([["Date", "1 May"], ["Ref", "A/1"]])
    (True, False)
    """
    full = [row for row in rows if sum(bool(cell) for cell in row) >= 2]
    return len(full) >= _FEWEST and max(map(len, full)) >= _COLUMNS


def barred(cells: Sequence[str]) -> str:
    """Return a row with bars round its cells; a bar within a cell would make two of it.

    >>> barred(["1", "", "yes|no"])
    '| 1 |  | yes/no |'
    """
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
