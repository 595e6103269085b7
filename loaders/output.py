"""Statements as lines of the contract: one mapping a statement, in the order of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from json import loads

from .entities import RULE, unmeasured
from .letter import Letter
from .statements import Statement, values
from .text import quote_at
from .triples import statement_iri


def lines(letter: Letter, statements: Sequence[Statement]) -> Iterator[dict[str, object]]:
    """Yield a statement's line: text[start:end] is its quote."""
    for statement in statements:
        start, end = statement.span.start, statement.span.end
        yield {
            "letter": letter.text.name,
            "kind": statement.kind,
            "id": statement_iri(letter.text.sha256, statement),
            "label": statement.label,
            "by": statement.by,
            "quote": quote_at(letter.text.text, start, end),
            "start": start,
            "end": end,
            "page": letter.text.page(start),
            "role": str(statement.role),
            "rule": statement.rule,
            "confidence": confidence(statement),
            **values(statement),
        }


@cache
def _measured() -> dict[str, float]:
    file = files(__package__).joinpath("confidence.json")
    measured: dict[str, float] = loads(file.read_text("utf-8")) if file.is_file() else {}
    return measured


def confidence(statement: Statement) -> float | None:
    """Return the measured precision of a statement's rule, of its kind where the rule was seen too seldom, or None.

    A name that only a trained pipeline found has a confidence of its own.
    """
    measured = _measured().get(statement.rule)
    if measured is None and statement.rule.startswith(RULE):
        return unmeasured()
    return _measured().get(statement.kind) if measured is None else measured
