"""answerable shared: passages that letters have in common."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

import click

from .answers import form_of
from .options import emit, format_option, kg_option, output_option
from .table import table


@click.command(short_help="Show passages that letters share: who copies whom.")
@kg_option
@click.option("--words", default=12, show_default=True, help="The fewest words of a passage.")
@click.option("--own", is_flag=True, help="Leave out restated recommendations and quoted words.")
@format_option("table", "csv", "json", "markdown")
@output_option
def shared(kg: str, words: int, own: bool, form: str | None, output: Path | None) -> None:
    r"""Show passages that letters share: who copies whom.

    Word for word or nearly; the earlier letter stands first. Likeness is the share of words that agree in order: 1 is word for word.

    \b
    Example:
      answerable shared --own
    """
    from ..graph.store import open_store
    from ..queries.shared import shared as passages

    found = passages(open_store(kg), least=words, own=own)
    heads = ("words", "likeness", "first", "start", "end", "later", "start", "end", "whose words", "passage")
    rows = [
        (s.length, f"{s.likeness:.2f}", s.first.file, s.first.start, s.first.end, s.later.file, s.later.start,
         s.later.end, s.role, s.first.words)
        for s in found
    ]  # fmt: skip
    form = form_of(form, output)
    if not found:
        click.echo(f"no two letters share {words} words in a row; try fewer with --words", err=True)
    if form == "json":
        emit(json.dumps([asdict(passage) for passage in found], ensure_ascii=False, indent=1) + "\n", output)
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([heads, *rows])
        emit(out.getvalue(), output)
    elif form == "markdown":
        lines = [heads, ["---"] * len(heads), *rows]
        emit(
            "".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines),
            output,
        )
    else:
        short = [
            (s.length, f"{s.likeness:.2f}", s.first.file, s.later.file, s.role, s.first.words[:160]) for s in found
        ]
        emit(table(("words", "likeness", "first", "later", "whose words", "passage"), short), output)
