"""Asking: our own questions in process, a user's SPARQL in a worker over a snapshot."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from ..errors import QueryError
from ..graph.store import Store
from ..ontology.namespaces import PREFIXES
from ..ontology.terms import text_of
from . import guard
from .questions import Question, prefixes, question
from .results import Rows, Triples
from .worker import Limits, Worker

_SHOWN = 60  # characters of a wrong line on either side of the place

Answer = Rows | bool | Triples


def ask(store: Store, name: str, values: Mapping[str, str] | None = None, *, folders: Iterable[Path] = ()) -> Rows:
    """Answer a named question; its parameters' variables are bound as terms and left out of the rows."""
    return answer(store, question(name, folders), values or {})


def answer(store: Store, asked: Question, values: Mapping[str, str]) -> Rows:
    """Answer a question of the catalogue."""
    bindings = asked.bindings(values)
    result = store.select(asked.sparql, bindings=bindings)
    columns = tuple(variable.value for variable in result.variables)
    shown = {name for name, _ in asked.columns}
    kept = [i for i, column in enumerate(columns) if column not in bindings or column in shown]
    if len(kept) == len(columns):
        return Rows(columns, tuple(map(tuple, result)))
    return Rows(tuple(columns[i] for i in kept), tuple(tuple([solution[i] for i in kept]) for solution in result))


class Runner:
    """Runs users' queries over one snapshot of a store; use it as a context."""

    def __init__(self, store: Store, *, limits: Limits | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="answerable-")
        self._worker = Worker(store.snapshot(Path(self._folder.name)), limits=limits)
        self._worker.start()

    def query(self, sparql: str) -> Answer:
        """Answer a user's SELECT, ASK, CONSTRUCT or DESCRIBE; a result past the limit of rows says that it is cut.

        Raises QueryError with line and column, and the likely mend.
        """
        sparql = sparql.removeprefix("\ufeff")  # editors put it before a file's text
        guard.check(sparql)
        supplied = prefixes(sparql)
        try:
            kind, result = self._worker.ask(f"{supplied}{sparql}")
        except QueryError as error:
            raise QueryError(mended(str(error), sparql, supplied.count("\n"))) from error
        if kind == "boolean":
            return bool(result)
        if kind == "rows":
            return Rows(*result)
        data, cut = result
        if cut:
            raise QueryError("the answer has more triples than the limit; narrow it, or raise --limit")
        parsed = parse(data, format=RdfFormat.N_TRIPLES)
        return Triples(tuple(Triple(q.subject, q.predicate, q.object) for q in parsed))

    def close(self) -> None:
        """End the worker and remove the snapshot."""
        self._worker.close()
        self._folder.cleanup()

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def mended(message: str, sparql: str, lines_before: int) -> str:
    """Return a parser's message with the user's own line, a caret, and the likely mend."""
    if "Prefix not found" in message and (unknown := _unknown_prefix(sparql)):
        return _pointed(sparql, sparql.count("\n", 0, unknown[0]) + 1, _column(sparql, unknown[0]), unknown[1])
    found = re.search(r"(?:error at |at line )(\d+)(?::| column )(\d+)", message)
    said = re.sub(r"error at \d+:\d+: ?", "", message)
    if found is None:
        return said + misspelt(sparql)
    return _pointed(sparql, int(found[1]) - lines_before, int(found[2]), said) + misspelt(sparql)


def _pointed(sparql: str, line: int, column: int, said: str) -> str:
    """Return what is said of a place, with its line and a caret below it."""
    lines = sparql.splitlines() or [""]
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    first = max(0, column - _SHOWN)
    shown = shown[first : first + 2 * _SHOWN]
    return f"line {line}, column {column}: {said}\n  {shown}\n  {' ' * (column - 1 - first)}^"


def _column(sparql: str, offset: int) -> int:
    return offset - sparql.rfind("\n", 0, offset)


def _unknown_prefix(sparql: str) -> tuple[int, str] | None:
    """Return where a prefix stands that there is not, and what to say of it."""
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w-]*):", sparql))
    for match in re.finditer(r"(?<![\w:<\"'/-])([a-zA-Z][\w-]*):(?=[A-Za-z])", sparql):
        prefix = match[1]
        if prefix not in PREFIXES and prefix not in declared and prefix not in {"http", "https", "urn", "mailto"}:
            near = get_close_matches(prefix, PREFIXES, 1, 0.5)
            mend = f"; did you mean {near[0]!r}?" if near else ""
            return match.start(), f"no prefix is named {prefix[:_SHOWN]!r}{mend}"
    return None


def misspelt(sparql: str) -> str:
    """Return a hint where a query uses a term of ours that there is not."""
    known = set(re.findall(r"^ans:(\w+) a ", text_of("ontology"), re.MULTILINE))
    for term in re.findall(r"(?<![\w:])ans:(\w+)", sparql):
        if term not in known:
            near = get_close_matches(term, known, 1, 0.5)
            return f"\n  there is no ans:{term[:_SHOWN]}" + (f"; did you mean ans:{near[0]}?" if near else "")
    return ""
