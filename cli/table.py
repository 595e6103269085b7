"""Tables for people: aligned columns on a terminal, wrapped to its width."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> str:
    """Return a table as text; None is an empty cell."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = shutil.get_terminal_size((110, 24)).columns
    shown = Table(*columns, box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=max(60, width), force_terminal=sys.stdout.isatty(), highlight=False)
    console.print(shown)
    return out.getvalue()
