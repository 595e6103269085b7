"""answerable ledger: every promise, and where it stands on a day."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from .answers import form_of
from .options import emit, format_option, kg_option, output_option
from .table import table


@click.command(short_help="Show every promise and where it stands on a day.")
@kg_option
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The day; default: today.")
@click.option("--body", default="", help="Only promises of bodies whose name has these words.")
@click.option("--recommendation", default="", help="Only promises under this recommendation.")
@click.option("--topic", default="", help="Only promises that have these words.")
@format_option("table", "csv", "markdown", "json", "ics")
@output_option
def ledger(
    kg: str, on: datetime | None, body: str, recommendation: str, topic: str, form: str | None, output: Path | None
) -> None:
    r"""Show every promise and where it stands on a day.

    Overdue means that its day has passed; nothing here says that it was not kept.

    \b
    Example:
      answerable ledger --on 2022-03-01 --body "Home Office"
    """
    from ..graph.store import open_store
    from ..queries.ledger import calendar
    from ..queries.ledger import ledger as promises

    day = on.date() if on else date.today()
    entries = promises(open_store(kg), on=day, body=body, recommendation=recommendation, topic=topic)
    form = form_of(form, output)
    heads = ("standing", "due", "who", "promise", "strength", "words", "condition", "recommendation", "file")
    rows = [
        (e.standing, e.due, e.who, e.promise, e.strength, e.due_words, e.condition, e.recommendation, e.file)
        for e in entries
    ]
    if form == "json":
        emit(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n", output)
    elif form == "ics":
        emit(calendar(entries), output)
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([heads, *rows])
        emit(out.getvalue(), output)
    elif form == "markdown":
        emit("".join(f"| {' | '.join(line)} |\n" for line in [heads, ["---"] * len(heads), *rows]), output)
    else:
        emit(table(heads[:6], [row[:6] for row in rows], title=f"Promises as they stand on {day.isoformat()}"), output)
