"""answerable query: any SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import SOME_REFUSED
from .answers import form_of, print_answer
from .options import emit, format_option, kg_option, output_option


@click.command(short_help="Ask the graph in SPARQL.")
@click.argument("sparql", required=False)
@click.option("-f", "--file", "file", type=click.Path(path_type=Path), help="Read the query from this file.")
@kg_option
@format_option("table", "csv", "tsv", "json", "xml", "markdown", "turtle", "jsonld", "ntriples")
@click.option(
    "--timeout", type=float, default=30.0, show_default=True, help="Seconds after which the query is stopped."
)
@click.option("--memory", type=int, default=1024, show_default=True, help="Megabytes that it may use.")
@click.option(
    "--limit", type=int, default=10_000, show_default=True, help="Rows after which the result is cut, and says so."
)
@click.option(
    "--draw",
    "drawing",
    type=click.Path(path_type=Path),
    help="Draw the answer's things as a network page, to this file.",
)
@output_option
def query(
    *,
    sparql: str | None,
    file: Path | None,
    kg: str,
    form: str | None,
    timeout: float,
    memory: int,
    limit: int,
    drawing: Path | None,
    output: Path | None,
) -> None:
    r"""Ask the graph in SPARQL.

    The query is an argument, a file (-f) or, with -, standard input. Known prefixes need not be declared. It runs in a
    process of its own over a read-only copy, with limits on time, memory and rows.

    \b
    Example:
      answerable query 'SELECT ?label { ?s a ans:SupportService ; skos:prefLabel ?label }'
      answerable query 'SELECT ?who ?position { ?position a ans:Position ; ans:statedBy ?who }' --draw positions.html
    """
    from ..errors import QueryError
    from ..graph.store import open_store
    from ..queries.results import Rows
    from ..queries.runner import Runner, misspelt
    from ..queries.worker import Limits

    text = (
        file.read_text("utf-8")
        if file and file.exists()
        else sys.stdin.read()
        if sparql in (None, "-") and not file
        else sparql
    )
    if file and not file.exists():
        raise QueryError(f"{file}: no such file")
    if not text or not text.strip():
        raise click.UsageError("give a query, a file with -f, or - for standard input")
    store = open_store(kg)
    with Runner(store, limits=Limits(timeout, memory * 1024**2, limit)) as runner:
        answer = runner.query(text)
    if drawing:
        from ..viz.answer import answer_network
        from ..viz.drawing import draw_network

        emit(draw_network(answer_network(store, answer), title="Answer"), drawing)
        click.echo(f"wrote {drawing}", err=True)
    else:
        print_answer(answer, form_of(form, output), output)
    if isinstance(answer, Rows) and not answer and (hint := misspelt(text)):
        click.echo(f"answerable: no rows;{hint.strip()}", err=True)
    if isinstance(answer, Rows) and answer.cut:
        sys.exit(SOME_REFUSED)
