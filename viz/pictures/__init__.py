"""Pictures for papers: network, matrix and timeline, legible in black and white at the size they are printed."""

from __future__ import annotations

from datetime import date

from ...errors import DrawError
from ...graph.store import Store
from ..drawing import Choice
from .formats import WRITERS
from .marks import Sheet
from .matrix import matrix_sheet
from .network import network_sheet
from .timeline import timeline_sheet

FORMS = tuple(WRITERS)
PICTURES = ("network", "matrix", "timeline")


def picture(store: Store, *, what: str, form: str, on: date, choice: Choice | None = None, title: str = "") -> bytes:
    """Return a picture of a store as a file of a form in FORMS, the same bytes every time.

    `on` is the day that the timeline stands on; `choice` says which part of the network is drawn.
    Raises DrawError where there is nothing to draw.
    """
    if form not in WRITERS:
        raise DrawError(f"no picture is written as {form!r}; there are {', '.join(FORMS)}")
    return WRITERS[form](_sheet(store, what, on, choice, title))


def _sheet(store: Store, what: str, on: date, choice: Choice | None, title: str) -> Sheet:
    if what == "network":
        return network_sheet(store, choice=choice, title=title)
    if what == "matrix":
        return matrix_sheet(store, title=title)
    if what == "timeline":
        return timeline_sheet(store, on=on, title=title)
    raise DrawError(f"no picture is called {what!r}; there are {', '.join(PICTURES)}")
