"""The graph in Python: one object with the questions that the command line answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.network import network
from ..graph.store import Store, open_store
from .ledger import Entry, ledger
from .matrix import Matrix, matrix
from .questions import Question, catalogue
from .results import Rows
from .runner import Answer, Runner, ask
from .search import Hit, find
from .shared import Shared, shared
from .worker import Limits

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


class KnowledgeGraph:
    """A graph opened for asking; use it as a context, or close it.

    What is written to its place after it was opened is not seen.
    """

    def __init__(
        self, location: str | Path, *, limits: Limits | None = None, questions: Iterable[str | Path] = ()
    ) -> None:
        self.location = str(location)
        self._store: Store = open_store(location)
        self._limits = limits
        self._folders = tuple(Path(folder) for folder in questions)
        self._runner: Runner | None = None

    def questions(self, word: str = "") -> tuple[Question, ...]:
        """Return the named questions whose name, title, description or group has a word."""
        low = word.casefold()
        asked = catalogue(self._folders)
        return tuple(q for q in asked if low in f"{q.name} {q.title} {q.description} {q.group}".casefold())

    def ask(self, name: str, **values: str | date | float | Decimal) -> Rows:
        """Answer a named question, its parameters by name.

        Raises QueryError for a question or parameter there is none of, or a value not of the parameter's type.
        """
        return ask(self._store, name, {key: str(value) for key, value in values.items()}, folders=self._folders)

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE in a worker process with limits.

        Returns Rows, bool or Triples. Raises QueryError where it is refused, wrong, or past a limit.
        """
        if self._runner is None:
            self._runner = Runner(self._store, limits=self._limits)
        return self._runner.query(sparql)

    def matrix(self, *, whole: bool = False) -> Matrix:
        """Return who answered which recommendation; whole adds the bodies that were asked and wrote no letter."""
        return matrix(self._store, whole=whole)

    def ledger(
        self, on: date | str | None = None, *, body: str = "", recommendation: str = "", topic: str = ""
    ) -> tuple[Entry, ...]:
        """Return every promise with its standing on a day; without one, today."""
        day = date.fromisoformat(on) if isinstance(on, str) else on or date.today()
        return ledger(self._store, on=day, body=body, recommendation=recommendation, topic=topic)

    def find(self, words: str, *, kind: str = "", most: int = 50) -> tuple[Hit, ...]:
        """Return the statements and paragraphs that hold all the words, the best first."""
        return find(self._store, words, kind=kind, most=most)

    def shared(self, *, least: int = 12, own: bool = False) -> tuple[Shared, ...]:
        """Return the passages of at least so many words that two letters share."""
        return shared(self._store, least=least, own=own)

    def explain(self, thing: str) -> Rows:
        """Return the quotations that a thing, named by IRI or label, rests on."""
        from .explain import explain

        return explain(self._store, thing)

    def to_rdflib(self) -> Dataset:
        """Return an rdflib Dataset over the same data."""
        return self._store.rdflib()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the network of bodies, recommendations, positions, promises and services."""
        return network(self._store).to_networkx()

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self._store)

    def close(self) -> None:
        """End the worker process and let go of the location."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None
        self._store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"KnowledgeGraph({self.location!r}: {len(self):,} triples)"
