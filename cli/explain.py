"""answerable explain: what is known of a thing, and the words it rests on."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import form_of, print_answer
from .options import format_option, kg_option, output_option


@click.command(short_help="Show what is known of a thing, and the words it rests on.")
@click.argument("thing")
@kg_option
@format_option("table", "csv", "json", "markdown")
@output_option
def explain(thing: str, kg: str, form: str | None, output: Path | None) -> None:
    r"""Show what is known of a thing, and the words it rests on.

    THING is an IRI, a label or part of one. Each row is a quotation: its place, whose words they are, the rule that read
    them with its measured precision, and the hash of the source file.

    \b
    Example:
      answerable explain "Victim Navigator"
    """
    from ..graph.store import open_store
    from ..queries.explain import explain as explained

    print_answer(explained(open_store(kg), thing), form_of(form, output), output)
