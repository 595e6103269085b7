"""How answers are printed, in the form asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import emit
from .table import table

if TYPE_CHECKING:
    from ..queries.runner import Answer


def form_of(form: str | None, output: Path | None) -> str:
    """Return the form asked for: without one, a table, or CSV in a file or a pipe."""
    return form or (
        "table" if output is None and sys.stdout.isatty() else "csv" if output or not sys.stdout.isatty() else "table"
    )


def print_answer(answer: Answer, form: str, output: Path | None) -> None:
    """Print rows, a truth value or triples."""
    from ..queries.results import FORMS, Rows, shown

    if isinstance(answer, bool):
        emit(FORMS[form](answer) if form in {"json", "xml"} else f"{str(answer).lower()}\n", output)
    elif isinstance(answer, Rows):
        if form == "table":
            emit(table(answer.columns, [[shown(cell) for cell in row] for row in answer.cells]), output)
            click.echo(f"{len(answer)} rows", err=True)
        else:
            emit(FORMS.get(form, FORMS["csv"])(answer), output)
        if answer.cut:
            click.echo(f"answerable: cut at {len(answer)} rows; --limit raises the limit", err=True)
    else:
        from ..graph.export import serialise

        emit(serialise(answer.triples, form if form in {"turtle", "jsonld", "ntriples"} else "turtle"), output)
