"""answerable text: what text was read from files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import NOT_DONE, SOME_REFUSED
from .options import emit, output_option


@click.command(short_help="Print the text read from files.")
@click.argument("letters", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@output_option
def text(letters: tuple[Path, ...], form: str, output: Path | None) -> None:
    r"""Print the text read from files.

    With --format jsonl, one line a file: its name, its text, and the offsets at which its pages start.

    \b
    Example:
      answerable text response.pdf --format jsonl
    """
    from ..errors import ReadError
    from ..loaders.files import letters_at, read_text

    out: list[str] = []
    refused = 0
    for place in letters:
        try:
            for path in letters_at([place]):
                read = read_text(path)
                if form == "jsonl":
                    line = {"letter": read.name, "text": read.text, "pages": list(read.pages)}
                    out.append(json.dumps(line, ensure_ascii=False))
                else:
                    out.append(read.text)
        except ReadError as error:
            refused += 1
            click.echo(f"answerable: {error}", err=True)
    if out:
        emit("\n".join(out) + "\n", output)
    if refused:
        sys.exit(SOME_REFUSED if out else NOT_DONE)
