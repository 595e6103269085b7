"""Tables for people: aligned columns on a terminal, wrapped to its width."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> str:
    """Return a table as text; None is an empty cell."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - rich is imported only where a table is printed
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    width = shutil.get_terminal_size((110, 24)).columns
    shown = Table(*columns, box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=max(60, width), force_terminal=sys.stdout.isatty(), highlight=False)
    console.print(shown)
    return out.getvalue()
