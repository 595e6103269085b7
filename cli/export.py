"""answerable export: the graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from .options import emit, kg_option, output_option

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "graphml", "gexf", "csv")


@click.command(short_help="Write the graph in another format.")
@kg_option
@click.option("--format", "form", type=click.Choice(FORMATS), default="turtle", show_default=True)
@output_option
def export(kg: str, form: str, output: Path | None) -> None:
    r"""Write the graph in another format.

    Turtle, N-Triples and RDF/XML hold the triples of all graphs; TriG, N-Quads and JSON-LD keep a graph for each letter.

    \b
    Example:
      answerable export --format turtle -o graph.ttl
    """
    from ..graph.export import export as exported
    from ..graph.store import open_store

    emit(exported(open_store(kg), form), output)
