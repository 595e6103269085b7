"""answerable questions: the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .options import emit, format_option, output_option
from .table import table


@click.command(short_help="List the named questions.")
@click.argument("word", required=False, default="")
@format_option("table", "json", "markdown", default="table")
@click.option(
    "--questions", "folders", multiple=True, type=click.Path(path_type=Path), help="A folder of your own .rq files."
)
@output_option
def questions(word: str, form: str, folders: tuple[Path, ...], output: Path | None) -> None:
    r"""List the named questions.

    With WORD, those whose name, title or description has it.

    \b
    Example:
      answerable questions money
    """
    from ..queries.questions import catalogue, page

    low = word.casefold()
    found = [q for q in catalogue(folders) if low in f"{q.name} {q.title} {q.description} {q.group}".casefold()]
    if form == "json":
        entries = [
            {
                "name": q.name,
                "group": q.group,
                "title": q.title,
                "description": q.description,
                "parameters": [
                    {"name": p.name, "type": p.type, "default": p.default, "meaning": p.meaning} for p in q.parameters
                ],
                "columns": [{"name": name, "meaning": meaning} for name, meaning in q.columns],
                "sparql": q.sparql,
            }
            for q in found
        ]
        emit(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", output)
        return
    if form == "markdown":
        emit(page(found), output)
        return
    if not found:
        click.echo(f"no question has {word!r}; `answerable questions` lists all", err=True)
        return
    rows = [(q.group, q.name, q.title, " ".join(f"--{p.name}" for p in q.parameters)) for q in found]
    emit(table(("about", "name", "question", "parameters"), rows), output)
