"""Letters that answer recommendations, as a knowledge graph to question, see and re-use.

>>> import answerable
>>> answerable.open  # doctest: +ELLIPSIS
<function open at ...>
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .errors import (
    AnswerableError,
    DrawError,
    ExportError,
    QueryError,
    ReadError,
    ReferenceDataError,
    ShapeError,
    SpanError,
    StoreError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from .queries.knowledge_graph import KnowledgeGraph
    from .queries.worker import Limits

__version__ = "0.1.0"
__all__ = [
    "AnswerableError",
    "DrawError",
    "ExportError",
    "QueryError",
    "ReadError",
    "ReferenceDataError",
    "ShapeError",
    "SpanError",
    "StoreError",
    "open",
]


def open(  # noqa: A001 - answerable.open reads as it should
    location: str | Path = "kg", *, limits: Limits | None = None, questions: Iterable[str | Path] = ()
) -> KnowledgeGraph:
    """Open a graph for asking: a folder, `memory:`, or the address of a SPARQL 1.1 server.

    limits hold for users' queries; questions are folders of .rq files of your own.
    Raises StoreError where there is no graph.
    """
    from .queries.knowledge_graph import KnowledgeGraph

    return KnowledgeGraph(location, limits=limits, questions=questions)
