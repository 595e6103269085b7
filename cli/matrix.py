"""answerable matrix: who answered which recommendation, and who kept silent."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click

from .answers import form_of
from .options import emit, format_option, kg_option, output_option
from .table import table


@click.command(short_help="Show who answered which recommendation, and who kept silent.")
@kg_option
@click.option("--whole", is_flag=True, help="All bodies that were asked, not only those with letters.")
@format_option("table", "csv", "markdown", "json")
@output_option
def matrix(kg: str, whole: bool, form: str | None, output: Path | None) -> None:
    r"""Show who answered which recommendation, and who kept silent.

    A cell is: not asked, asked and silent, awaiting, in place, done, under way, planned, accepted, in principle, in part,
    declined, welcomed or answered.

    \b
    Example:
      answerable matrix --format csv -o matrix.csv
    """
    from ..graph.store import open_store
    from ..queries.matrix import matrix as answers

    found = answers(open_store(kg), whole=whole)
    heads = ["body", *(column.number for column in found.columns)]
    form = form_of(form, output)
    if form == "json":
        cells = [
            {
                "body": body,
                "recommendation": c.number,
                "iri": c.iri,
                "standing": cell.standing,
                "words": cell.words,
                "statement": cell.statement,
                "file": cell.file,
            }
            for body in found.bodies
            for c in found.columns
            for cell in [found.cells[body, c.iri]]
        ]
        emit(json.dumps(cells, ensure_ascii=False, indent=1) + "\n", output)
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([heads, *found.rows()])
        emit(out.getvalue(), output)
    elif form == "markdown":
        lines = [heads, ["---"] * len(heads), *found.rows()]
        emit("".join(f"| {' | '.join(line)} |\n" for line in lines), output)
    else:
        emit(table(heads, found.rows()), output)
