"""answerable site: all pages as a static site."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from .options import kg_option, quiet_option


@click.command(short_help="Write all pages as a static site.")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@kg_option
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day promises are looked at; default: today."
)
@click.option("--title", default="Answers to recommendations", show_default=True)
@quiet_option
def site(out: Path, kg: str, on: datetime | None, title: str, quiet: bool) -> None:
    r"""Write all pages as a static site.

    Works from a folder and from any path of a host; every page asks the network for nothing.

    \b
    Example:
      answerable site pages/ --kg kg
    """
    from ..graph.store import open_store
    from ..viz.site import write_site

    count = write_site(open_store(kg), out, on=on.date() if on else date.today(), title=title)
    if not quiet:
        click.echo(f"wrote {count} files; open {out / 'index.html'}", err=True)
