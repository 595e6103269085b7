"""answerable validate: the graph against the shapes."""

from __future__ import annotations

import sys

import click

from . import SOME_REFUSED
from .options import kg_option


@click.command(short_help="Hold the graph against the shapes.")
@kg_option
def validate(kg: str) -> None:
    r"""Hold the graph against the shapes.

    Prints what breaks a shape, warnings after violations; exits 1 when there is a violation.

    \b
    Example:
      answerable validate --kg kg
    """
    from ..graph.store import open_store
    from ..graph.validation import validate_store

    findings = validate_store(open_store(kg))
    broken = [finding for finding in findings if finding.is_violation]
    for finding in (*broken, *(f for f in findings if not f.is_violation)):
        click.echo(f"{'violation' if finding.is_violation else 'warning'}: {finding.message}")
    click.echo(f"{len(broken)} violations, {len(findings) - len(broken)} warnings", err=True)
    if broken:
        sys.exit(SOME_REFUSED)
