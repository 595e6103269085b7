"""answerable read: what statements were read from files."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import click

from . import NOT_DONE, SOME_REFUSED
from .options import emit, format_option, output_option
from .table import table


@click.command(short_help="Print the statements read from files.")
@click.argument("letters", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("table", "jsonl", "csv")
@click.option(
    "--report", "reports", multiple=True, type=click.Path(path_type=Path), help="A report's description (.yaml, .ttl)."
)
@click.option(
    "--nlp", metavar="NAME", help="A trained spaCy pipeline, installed or in a folder; adds names that rules miss."
)
@output_option
def read(
    letters: tuple[Path, ...], form: str | None, reports: tuple[Path, ...], nlp: str | None, output: Path | None
) -> None:
    r"""Print the statements read from files.

    With --format jsonl, one line a statement, in the order of the letter's words.

    \b
    Example:
      answerable read response.docx --format jsonl
    """
    from ..errors import ReadError
    from ..loaders.files import letters_at
    from ..loaders.nlp import pipeline
    from ..loaders.output import lines
    from ..loaders.pipeline import known_reports, read_letter

    form = form or ("table" if output is None and sys.stdout.isatty() else "jsonl")
    known = known_reports(reports)
    if nlp:
        pipeline(nlp)  # says once, not for each letter, that it is not there
    found: list[dict[str, Any]] = []
    done = refused = 0
    for place in letters:
        try:
            for path in letters_at([place]):
                letter, statements = read_letter(path, reports=known, nlp=nlp)
                found += lines(letter, statements)
                done += 1
        except ReadError as error:
            refused += 1
            click.echo(f"answerable: {error}", err=True)
    if done:
        emit(_FORMS[form](found), output)
    if refused:
        sys.exit(SOME_REFUSED if done else NOT_DONE)


def _jsonl(found: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found)


def _csv(found: list[dict[str, Any]]) -> str:
    keys = list(dict.fromkeys(key for line in found for key in line))
    out = io.StringIO()
    writer = csv.DictWriter(out, keys, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {k: "; ".join(map(str, v)) if isinstance(v, tuple) else v for k, v in line.items()} for line in found
    )
    return out.getvalue()


def _table(found: list[dict[str, Any]]) -> str:
    rows = [
        (line["letter"], line["kind"], line["by"], line["label"], " ".join(line["quote"].split())) for line in found
    ]
    return table(("letter", "kind", "by", "what", "words"), rows)


_FORMS = {"jsonl": _jsonl, "csv": _csv, "table": _table}
