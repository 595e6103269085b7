"""Options that several commands share, and where their results go."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def kg_option(function: F) -> F:
    """Add --kg: where the graph is."""
    return click.option(
        "--kg",
        default="kg",
        show_default=True,
        envvar="ANSWERABLE_KG",
        metavar="LOCATION",
        help="The graph: a folder, or the address of a SPARQL server.",
    )(function)


def output_option(function: F) -> F:
    """Add -o: write to a file instead of standard output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file, whole or not at all; default: standard output.",
    )(function)


def format_option(*formats: str, default: str | None = None) -> Callable[[F], F]:
    """Add --format with these choices; without a default it is a table on a terminal, else the second."""
    return click.option("--format", "form", type=click.Choice(formats), default=default, help="Form of the output.")


def quiet_option(function: F) -> F:
    """Add -q: say nothing but errors."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")(function)


def emit(content: str | bytes, output: Path | None) -> None:
    """Write a result to standard output, or to a file atomically."""
    data = content.encode() if isinstance(content, str) else content
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
