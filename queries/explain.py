"""What is known of a thing, and the path back to the bytes it was read from."""

from __future__ import annotations

from importlib.resources import files

from ..errors import QueryError
from ..graph.store import Store
from ..ontology.namespaces import expand
from .questions import Parameter, Question
from .results import Rows
from .runner import answer


def explain(store: Store, thing: str) -> Rows:
    """Return one row a quotation: words, place, page, role, rule with its measured precision, and the file's SHA-256.

    thing is an IRI, a label or a part of one. Raises QueryError where nothing is called so.
    """
    text = files(__package__).joinpath("sparql/explain.rq").read_text("utf-8")
    asked = Question("explain", "", "", "", (Parameter("thing", "string", "", "the thing"),), (), text)
    rows = answer(store, asked, {"thing": expand(thing)})
    if not rows:
        raise QueryError(f"nothing is called {thing!r}; `answerable find` searches the graph")
    return rows
