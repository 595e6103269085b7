"""answerable evaluate: the reader against annotated letters."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import SOME_REFUSED
from .options import emit, format_option, output_option
from .table import table


@click.command(short_help="Score the reader against annotated letters.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--letters", type=click.Path(path_type=Path), help="Where the letters are; default: beside their annotations."
)
@click.option("--errors", is_flag=True, help="Print every error in its context.")
@click.option("--rules", is_flag=True, help="Print the precision of every rule.")
@click.option(
    "--floors",
    type=click.Path(exists=True, path_type=Path),
    help="A JSON file of lowest F1 by measure; exit 1 below one.",
)
@click.option(
    "--confidence", type=click.Path(path_type=Path), help="Write each rule's measured precision to this JSON file."
)
@format_option("table", "json", "markdown", default="table")
@output_option
def evaluate(
    gold: Path,
    letters: Path | None,
    errors: bool,
    rules: bool,
    floors: Path | None,
    confidence: Path | None,
    form: str,
    output: Path | None,
) -> None:
    r"""Score the reader against annotated letters.

    GOLD holds NAME.gold.json for letters NAME.txt, .pdf and so on. Precision, recall and F1 are over all letters together.

    \b
    Example:
      answerable evaluate annotated/ --errors
    """
    from ..loaders.accuracy import (
        as_json,
        as_markdown,
        confidences,
        confusion_rows,
        evaluate_folder,
        rule_rows,
        score_rows,
    )

    result = evaluate_folder(gold, letters)
    if form == "json":
        emit(json.dumps(as_json(result), indent=1) + "\n", output)
    elif form == "markdown":
        emit(as_markdown(result), output)
    else:
        emit(table(("measure", "precision", "recall", "F1", "annotated"), score_rows(result)), output)
        emit(table(("annotated as", "read as", "times"), confusion_rows(result)), output)
    if confidence:
        emit(json.dumps(confidences(result), indent=1) + "\n", confidence)
    if rules:
        emit(table(("rule", "precision", "found"), rule_rows(result)), output)
    if errors:
        emit("".join(f"{m.letter}: {m.kind}: {' '.join(m.message.split())}\n" for m in result.misses), output)
    if floors:
        low = [
            (k, f, result.scores[k].f1)
            for k, f in sorted(json.loads(floors.read_text()).items())
            if result.scores[k].f1 < f
        ]
        for measure, floor, score in low:
            click.echo(f"answerable: {measure}: F1 {score:.3f} is under its floor {floor:.3f}", err=True)
        if low:
            sys.exit(SOME_REFUSED)
