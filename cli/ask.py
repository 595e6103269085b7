"""answerable ask: one of the named questions."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import form_of, print_answer
from .options import format_option, kg_option, output_option


@click.command(short_help="Ask a named question.", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@kg_option
@format_option("table", "csv", "tsv", "json", "xml", "markdown")
@click.option(
    "--questions", "folders", multiple=True, type=click.Path(path_type=Path), help="A folder of your own .rq files."
)
@output_option
def ask(
    name: str, parameters: tuple[str, ...], kg: str, form: str | None, folders: tuple[Path, ...], output: Path | None
) -> None:
    r"""Ask a named question.

    A question's parameters are given as --PARAM VALUE; `answerable questions` lists them.

    \b
    Example:
      answerable ask overdue --on 2022-03-01
    """
    from ..graph.store import open_store
    from ..queries.questions import question
    from ..queries.runner import answer

    values: dict[str, str] = {}
    words = [part for word in parameters for part in (word.split("=", 1) if word.startswith("--") else [word])]
    for option, value in zip(words[::2], [*words[1::2], None], strict=False):
        if not option.startswith("--") or value is None:
            raise click.UsageError(f"parameters are given as --PARAM VALUE, not {option!r}")
        values[option[2:]] = value
    asked = question(name, folders)
    asked.bindings(values)
    rows = answer(open_store(kg), asked, values)
    print_answer(rows, form_of(form, output), output)
