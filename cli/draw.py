"""answerable draw: the network as one offline page, or a picture for a paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from .options import emit, kg_option, output_option
from .picture import drawing_form, picture_options, write_picture


@click.command(short_help="Draw the graph as one offline page or a picture.")
@kg_option
@click.option("--include", multiple=True, metavar="KIND", help="Draw only these kinds of thing.")
@click.option("--around", default="", metavar="NAME", help="Draw what is near the thing of this name.")
@click.option("--depth", type=click.IntRange(1, 6), default=2, show_default=True, help="How many links away from it.")
@click.option("--all", "whole", is_flag=True, help="Draw all of a large graph, not only what is linked most.")
@click.option(
    "--node-color",
    "color",
    type=click.Choice(["kind", "body", "letter", "stance"]),
    default="kind",
    show_default=True,
    help="What a thing's colour says when the page opens.",
)
@click.option(
    "--node-size",
    "size",
    type=click.Choice(["degree", "letters", "same"]),
    default="degree",
    show_default=True,
    help="What a thing's size says: its links, its letters, nothing.",
)
@click.option("--title", default="Answers to recommendations", show_default=True)
@picture_options
@output_option
def draw(
    *,
    kg: str,
    include: tuple[str, ...],
    around: str,
    depth: int,
    whole: bool,
    color: str,
    size: str,
    title: str,
    what: str,
    form: str | None,
    on: datetime | None,
    output: Path | None,
) -> None:
    r"""Draw the graph as one offline page or a picture.

    The page is one HTML file: search, filters, and the words that every link rests on. It makes no network request.
    A picture is one sheet as SVG, PNG or PDF, legible in black and white.

    \b
    Example:
      answerable draw --around "Victim Navigator" -o navigator.html
      answerable draw --picture timeline --on 2022-01-01 -o timeline.pdf
    """
    from ..graph.store import open_store
    from ..viz.drawing import Choice, Look, draw

    chosen = drawing_form(form, what, output)
    if on and what != "timeline":
        raise click.UsageError(f"--on is the timeline's day; the {what} has none")
    choice = Choice(include, around, depth, whole)
    if chosen == "html":
        place = output or Path("graph.html")
        emit(draw(open_store(kg), choice=choice, title=title, look=Look(color, size)), place)
    else:
        place = write_picture(kg, what=what, form=chosen, on=on, choice=choice, title=title, output=output)
    click.echo(f"wrote {place}", err=True)
