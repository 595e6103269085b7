"""Pictures for papers, for `answerable draw` to offer: its options, and how one is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .options import emit

if TYPE_CHECKING:
    from ..viz.drawing import Choice

F = TypeVar("F", bound=Callable[..., Any])
_PICTURES = ("network", "matrix", "timeline")
_FORMS = ("svg", "png", "pdf")


def picture_options(function: F) -> F:
    """Add --picture, --format and --on."""
    for option in (
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The timeline's day; default: today."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["html", *_FORMS]),
            help="A page, or a picture for a paper; default: what the output's name ends in, else html.",
        ),
        click.option(
            "--picture",
            "what",
            type=click.Choice(_PICTURES),
            default=_PICTURES[0],
            show_default=True,
            help="What is drawn.",
        ),
    ):
        function = option(function)
    return function


def drawing_form(form: str | None, what: str, output: Path | None) -> str:
    """Return the form asked for, else that of the output's name, else a page, which only the network has.

    >>> drawing_form(None, "network", Path("a.PDF")), drawing_form(None, "network", None), drawing_form(None, "matrix", None)
    ('pdf', 'html', 'svg')
    """
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    chosen = form or (suffix if suffix in {"html", *_FORMS} else "html" if what == "network" else "svg")
    if chosen == "html" and what != "network":
        raise click.UsageError(f"the {what} is drawn as svg, png or pdf; `answerable site` has it as a page")
    return chosen


def write_picture(
    kg: str, *, what: str, form: str, on: datetime | None, choice: Choice, title: str, output: Path | None
) -> Path:
    """Write a picture of a graph, and return where it is."""
    from ..graph.store import open_store
    from ..viz.pictures import picture

    day = on.date() if on else date.today()
    place = output or Path(f"{what}.{form}")
    emit(picture(open_store(kg), what=what, form=form, on=day, choice=choice, title=title), place)
    return place
