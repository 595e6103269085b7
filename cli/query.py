"""answerable query: any SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import SOME_REFUSED
from .answers import form_of, print_answer
from .options import format_option, kg_option, output_option


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
@output_option
def query(
    sparql: str | None,
    file: Path | None,
    kg: str,
    form: str | None,
    timeout: float,
    memory: int,
    limit: int,
    output: Path | None,
) -> None:
    r"""Ask the graph in SPARQL.

    The query is an argument, a file (-f) or, with -, standard input. Known prefixes need not be declared. It runs in a
    process of its own over a read-only copy, with limits on time, memory and rows.

    \b
    Example:
      answerable query 'SELECT ?label { ?s a ans:SupportService ; skos:prefLabel ?label }'
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
    with Runner(open_store(kg), limits=Limits(timeout, memory * 1024**2, limit)) as runner:
        answer = runner.query(text)
    print_answer(answer, form_of(form, output), output)
    if isinstance(answer, Rows) and not answer and (hint := misspelt(text)):
        click.echo(f"answerable: no rows;{hint.strip()}", err=True)
    if isinstance(answer, Rows) and answer.cut:
        sys.exit(SOME_REFUSED)
