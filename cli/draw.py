"""answerable draw: the network as one offline page."""

from __future__ import annotations

from pathlib import Path

import click

from .options import emit, kg_option, output_option


@click.command(short_help="Draw the graph as one offline page or a picture.")
@kg_option
@click.option("--include", multiple=True, metavar="KIND", help="Draw only these kinds of thing.")
@click.option("--around", default="", metavar="NAME", help="Draw what is near the thing of this name.")
@click.option("--depth", type=click.IntRange(1, 6), default=2, show_default=True, help="How many links away from it.")
@click.option("--title", default="Answers to recommendations", show_default=True)
@output_option
def draw(kg: str, include: tuple[str, ...], around: str, depth: int, title: str, output: Path | None) -> None:
    r"""Draw the graph as one offline page or a picture.

    The page is one HTML file: search, filters, and the words that every link rests on. It makes no network request.

    \b
    Example:
      answerable draw --around "Victim Navigator" -o navigator.html
    """
    from ..graph.store import open_store
    from ..viz.drawing import Choice, draw

    emit(draw(open_store(kg), choice=Choice(include, around, depth), title=title), output or Path("graph.html"))
    click.echo(f"wrote {output or 'graph.html'}", err=True)
