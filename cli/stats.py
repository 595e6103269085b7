"""answerable stats: how much the graph holds."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import form_of, print_answer
from .options import format_option, kg_option, output_option


@click.command(short_help="Count what the graph holds.")
@kg_option
@format_option("table", "csv", "json", "markdown")
@output_option
def stats(kg: str, form: str | None, output: Path | None) -> None:
    r"""Count what the graph holds.

    Statements by letter and kind; the number of triples goes to standard error.

    \b
    Example:
      answerable stats --format csv
    """
    from ..graph.store import open_store
    from ..queries.runner import ask

    store = open_store(kg)
    print_answer(ask(store, "counts"), form_of(form, output), output)
    click.echo(f"{len(store):,} triples in {len(store.graph_names())} graphs", err=True)
