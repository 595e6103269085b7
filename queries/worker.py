"""A warm worker process that runs users' queries over a snapshot, with limits, and is killed past them."""

from __future__ import annotations

import multiprocessing
import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError

SECONDS = 30.0
MEMORY = 1024**3  # bytes
ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, bytes of memory, rows."""

    seconds: float = SECONDS
    memory: int = MEMORY
    rows: int = ROWS


class Worker:
    """One process with one snapshot open; a query past its limits ends the process, and the next starts another."""

    def __init__(self, snapshot: Path, *, limits: Limits | None = None) -> None:
        self._snapshot = snapshot
        self._limits = limits or Limits()
        self._process: Any = None
        self._pipe: Connection | None = None

    def ask(self, sparql: str) -> tuple[str, Any]:
        """Return ("rows", (columns, rows, cut)), ("boolean", value) or ("triples", (n-triples, cut)).

        Raises QueryError when the query is wrong or passes a limit.
        """
        pipe = self._running()
        limits = self._limits
        try:
            pipe.send((sparql, limits.rows))
            if not pipe.poll(limits.seconds):
                self.close()
                raise QueryError(
                    f"stopped after {limits.seconds:g} s; narrow the question, or give it more with --timeout"
                )
            kind, answer = pipe.recv()
        except (EOFError, ConnectionResetError, BrokenPipeError) as error:
            self.close()
            raise QueryError(
                f"stopped: it needs more than {limits.memory // 1024**2} MB of memory; narrow the question"
            ) from error
        if kind == "error":
            raise QueryError(str(answer))
        return kind, answer

    def _running(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, str(self._snapshot), self._limits.memory), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, snapshot: str, memory: int) -> None:
    store = ox.Store.read_only(snapshot)
    used = (
        int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        if Path("/proc/self/statm").exists()
        else 0
    )
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    while True:
        try:
            sparql, rows = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_answer(store, sparql, rows))
        except MemoryError:
            pipe.send(("error", f"stopped: it needs more than {memory // 1024**2} MB of memory; narrow the question"))
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            pipe.send(("error", str(error)))


def _answer(store: ox.Store, sparql: str, most: int) -> tuple[str, Any]:
    result = store.query(sparql, use_default_graph_as_union=True)
    if isinstance(result, ox.QueryBoolean):
        return "boolean", bool(result)
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows: list[tuple[Any, ...]] = []
        for solution in result:
            if len(rows) == most:
                return "rows", (columns, rows, True)
            rows.append(tuple(_packed(term) for term in solution))
        return "rows", (columns, rows, False)
    triples: list[ox.Triple] = []
    for triple in result:
        if len(triples) == most:
            return "triples", (_n_triples(triples), True)
        triples.append(triple)
    return "triples", (_n_triples(triples), False)


def _n_triples(triples: list[Any]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _packed(term: Any) -> tuple[str, ...] | None:
    """Return a term in a form that pickles."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value)
    return ("literal", term.value, term.language or "", term.datatype.value)


def unpacked(packed: tuple[str, ...] | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """Return the term that a packed one was."""
    if packed is None:
        return None
    if packed[0] == "iri":
        return ox.NamedNode(packed[1])
    if packed[0] == "blank":
        return ox.BlankNode(packed[1])
    if packed[2]:
        return ox.Literal(packed[1], language=packed[2])
    return ox.Literal(packed[1], datatype=ox.NamedNode(packed[3]))
