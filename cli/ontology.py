"""answerable ontology: in what terms the graph speaks."""

from __future__ import annotations

from pathlib import Path

import click

from .options import emit, output_option


@click.command(short_help="Print the terms, schemes, shapes or reference data.")
@click.option(
    "--part", type=click.Choice(["ontology", "schemes", "shapes", "reference"]), default="ontology", show_default=True
)
@output_option
def ontology(part: str, output: Path | None) -> None:
    r"""Print the terms, schemes, shapes or reference data.

    All in Turtle.

    \b
    Example:
      answerable ontology --part shapes -o shapes.ttl
    """
    from ..graph.export import serialise
    from ..ontology.reference import reference_triples
    from ..ontology.reports import built_in_reports
    from ..ontology.terms import text_of

    emit(serialise(reference_triples(built_in_reports()), "turtle") if part == "reference" else text_of(part), output)
