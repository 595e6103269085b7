"""answerable build: letters into the graph."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import NOT_DONE, SOME_REFUSED
from .options import kg_option, quiet_option
from .table import table

if TYPE_CHECKING:
    from ..loaders.pipeline import Summary


@click.command(short_help="Read letters into the graph, incrementally.")
@click.argument("letters", nargs=-1, type=click.Path(path_type=Path))
@kg_option
@click.option(
    "--report", "reports", multiple=True, type=click.Path(path_type=Path), help="A report's description (.yaml, .ttl)."
)
@click.option("--workers", type=click.IntRange(1), default=None, help="Processes that read; default: one a processor.")
@click.option("--dask", metavar="ADDRESS", help="Read on the Dask cluster whose scheduler is there.")
@click.option(
    "--nlp", metavar="NAME", help="A trained spaCy pipeline, installed or in a folder; adds names that rules miss."
)
@quiet_option
def build(
    letters: tuple[Path, ...],
    kg: str,
    reports: tuple[Path, ...],
    workers: int | None,
    dask: str | None,
    nlp: str | None,
    quiet: bool,
) -> None:
    r"""Read letters into the graph, incrementally.

    LETTERS are files, folders or globs; without any, the five sample letters. Unchanged letters are skipped; a letter
    that cannot be read, or breaks a shape, is kept out and named, and the rest are loaded.

    \b
    Example:
      answerable build responses/ --kg kg
    """
    from ..errors import ReadError
    from ..graph.store import open_store
    from ..loaders.files import letters_at, sample_letters
    from ..loaders.pipeline import build as load
    from ..loaders.pipeline import known_reports

    refused: list[tuple[str, str]] = []
    paths: list[Path] = []
    for place in letters:
        try:
            paths += letters_at([place])
        except ReadError as error:
            refused.append((str(place), str(error)))
    if letters and not paths:
        for _, why in refused:
            click.echo(f"answerable: {why}", err=True)
        sys.exit(NOT_DONE)
    paths = paths or list(sample_letters())
    known = known_reports(reports)
    store = open_store(kg, writable=True)
    many = min(workers or os.cpu_count() or 1, len(paths))
    try:
        with _executor(many, dask) as executor, _progress(len(paths), quiet=quiet) as advance:
            summary = load(store, paths, executor=executor, workers=many, reports=known, nlp=nlp, progress=advance)
    finally:
        store.close()
    summary.refused = [*refused, *summary.refused]
    if not quiet:
        click.echo(_report(summary, kg), err=True)
    for _, why in summary.refused:
        click.echo(f"answerable: kept out: {why}", err=True)
    if summary.refused:
        sys.exit(SOME_REFUSED if summary.letters or summary.unchanged else NOT_DONE)


def _executor(workers: int, dask: str | None) -> Any:
    """Return the executor that letters are read on; none for one worker."""
    if dask:
        try:
            from distributed import Client
        except ImportError as error:
            raise click.UsageError("--dask needs the dask extra: pip install 'answerable[dask]'") from error
        return Client(dask, timeout="10s").get_executor()  # type: ignore[no-untyped-call]
    if workers < 2:
        return nullcontext(None)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _progress(total: int, *, quiet: bool) -> Any:
    """Return a context that gives a function to call after each letter; a bar only on a terminal."""
    if quiet or not sys.stderr.isatty():
        return nullcontext(None)
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import Progress

    @contextmanager
    def bar() -> Any:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("letters", total=total)
            yield lambda: progress.advance(task)

    return bar()


def _report(summary: Summary, kg: str) -> str:
    rows: list[tuple[object, object]] = [("letters loaded", summary.letters), ("letters unchanged", summary.unchanged)]
    rows += [(f"  {kind}", count) for kind, count in sorted(summary.statements.items())]
    rows += [("triples loaded", summary.triples), ("letters kept out", len(summary.refused))]
    lines = [table((f"graph {kg}", ""), rows)]
    lines += [f"same bytes twice, loaded once: {path} is {other}" for path, other in summary.repeated]
    lines += [_unknown(report.title, report.letters) for _, report in sorted(summary.unknown_reports.items())]
    lines += [f"warning: {name}: {why}" for name, why in summary.warnings[:20]]
    if len(summary.warnings) > 20:
        lines.append(f"... and {len(summary.warnings) - 20} warnings more")
    return "\n".join(lines)


def _unknown(title: str, letters: int) -> str:
    count = f"{letters} letter{'s' if letters > 1 else ''}"
    if not title:
        return f"warning: {count} name no report that was found, so whom it asked, and who kept silent, is not known"
    return (
        f"warning: report not known beforehand, answered by {count}: {title!r}; whom it asked, and who kept silent, is not"
        " known: describe it and build again with --report FILE (docs/reports.md)"
    )
