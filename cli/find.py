"""answerable find: the words of statements and letters."""

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


@click.command(short_help="Search the words of letters and statements.")
@click.argument("words", nargs=-1, required=True)
@kg_option
@click.option("--kind", default="", help="Only statements of this kind; letter: paragraphs of letters.")
@click.option("--limit", default=50, show_default=True, help="The most that is shown.")
@format_option("table", "json", "csv")
@output_option
def find(words: tuple[str, ...], kg: str, kind: str, limit: int, form: str | None, output: Path | None) -> None:
    r"""Search the words of letters and statements.

    All words must be there, in any form (train finds training); words in double quotes must stand next to each other.
    The best come first.

    \b
    Example:
      answerable find firewall
      answerable find '"immigration enforcement"' --kind commitment
    """
    from ..graph.store import open_store
    from ..queries.search import find as search

    hits = search(open_store(kg), " ".join(words), kind=kind, most=limit)
    if form_of(form, output) == "json":
        emit(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=1) + "\n", output)
    elif not hits:
        click.echo(f"nothing has {' '.join(words)!r}; try fewer words, or the start of one", err=True)
    elif form_of(form, output) == "csv":
        out = io.StringIO()
        rows = [(h.kind, h.file, h.start, h.end, h.snippet, h.iri) for h in hits]
        csv.writer(out, lineterminator="\n").writerows([("kind", "file", "start", "end", "words", "iri"), *rows])
        emit(out.getvalue(), output)
    else:
        emit(
            table(("kind", "where", "words"), [(h.kind, f"{h.file} {h.start}-{h.end}", h.snippet) for h in hits]),
            output,
        )
