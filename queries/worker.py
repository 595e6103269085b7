"""A warm worker process that runs users' queries over a snapshot, with limits, and is killed past them."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import signal
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError

SECONDS = 30.0
MEMORY = 1024**3  # bytes
ROWS = 10_000
ANSWER = 64 * 1024**2  # bytes

_START = 60.0  # seconds that a process may take to be ready, on a busy machine


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, bytes of memory, rows, bytes of answer."""

    seconds: float = SECONDS
    memory: int = MEMORY
    rows: int = ROWS
    answer: int = ANSWER


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
        limits = self._limits
        try:
            pipe = self._running()
            pipe.send(sparql)
            if not pipe.poll(limits.seconds):
                self.close()
                raise QueryError(
                    f"stopped after {limits.seconds:g} s; narrow the question, or give it more with --timeout"
                )
            kind, answer = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our own process wrote it
        except (EOFError, ConnectionResetError, BrokenPipeError) as error:
            raise QueryError(self._how_it_ended()) from error
        except BaseException:
            self.close()  # an answer half read must not meet the next question
            raise
        if kind == "error":
            raise QueryError(str(answer))
        if kind == "rows":
            columns, cells, terms, count, cut = answer
            values = map(terms.__getitem__, cells)
            return kind, (columns, tuple(zip(*[values] * len(columns), strict=True)) if columns else ((),) * count, cut)
        return kind, answer

    def _running(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, str(self._snapshot), self._limits), daemon=True
            )
            self._process.start()
            theirs.close()
            if not self._pipe.poll(_START):
                self.close()
                raise QueryError(f"the process that answers was not ready after {_START:g} s")
            self._pipe.recv_bytes()
        return self._pipe

    def _how_it_ended(self) -> str:
        self._process.join(5)
        code = self._process.exitcode
        self.close()
        # what cannot have its memory aborts; a parser out of stack breaks off otherwise
        if code == -signal.SIGABRT:
            return _memory_message(self._limits.memory)
        if code == -signal.SIGALRM:
            return f"stopped after {self._limits.seconds:g} s; narrow the question"
        how = signal.Signals(-code).name if code and code < 0 else f"exit {code}"
        return f"the engine broke on this query ({how}); write it in a simpler way"

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _memory_message(memory: int) -> str:
    return f"stopped: it needs more than {memory // 1024**2} MB of memory; narrow the question"


def _serve(pipe: Connection, snapshot: str, limits: Limits) -> None:
    store = ox.Store.read_only(snapshot)
    _be_quiet()
    statm = Path("/proc/self/statm")
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, used + limits.memory))
    pipe.send_bytes(b"ready")
    while True:
        try:
            sparql = pipe.recv()
        except EOFError:
            return
        # where the asking process was killed nobody else would stop this one
        signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)
        answer = _packed_answer(store, sparql, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipe.send_bytes(answer)


def _be_quiet() -> None:
    """Keep what the engine says while it breaks off away from the user's screen; no core file either."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _packed_answer(store: ox.Store, sparql: str, limits: Limits) -> bytes:
    error: str
    try:
        packed = pickle.dumps(_answer(store, sparql, limits.rows), pickle.HIGHEST_PROTOCOL)
        if len(packed) <= limits.answer:
            return packed
        error = f"the answer is larger than {limits.answer // 1024**2} MB; ask for less of it"
    except MemoryError:
        error = _memory_message(limits.memory)
    except (SyntaxError, ValueError, RuntimeError, OSError) as raised:
        error = str(raised)
    except BaseException as raised:  # a panic in the engine is none of Exception's
        error = f"the engine broke on this query ({type(raised).__name__}); write it in a simpler way"
    return pickle.dumps(("error", error))


def _answer(store: ox.Store, sparql: str, most: int) -> tuple[str, Any]:
    result = store.query(sparql, use_default_graph_as_union=True)
    if isinstance(result, ox.QueryBoolean):
        return "boolean", bool(result)
    if isinstance(result, ox.QuerySolutions):
        return "rows", _rows(result, most)
    triples: list[ox.Triple] = []
    for triple in result:
        if len(triples) == most:
            return "triples", (_n_triples(triples), True)
        triples.append(triple)
    return "triples", (_n_triples(triples), False)


def _rows(result: ox.QuerySolutions, most: int) -> tuple[tuple[str, ...], Any, list[Any], int, bool]:
    """Return columns, cells as places in a list of terms, that list, the number of rows, and whether some are left out.

    Each term goes over once: one costs as much as a hundred places.
    """
    columns = tuple(variable.value for variable in result.variables)
    places: dict[Any, int] = {}
    cells = array("L")
    count = 0
    cut = False
    for solution in result:
        cut = count == most
        if cut:
            break
        count += 1
        cells.extend([places.setdefault(term, len(places)) for term in solution])
    return columns, cells, list(places), count, cut


def _n_triples(triples: Iterable[Any]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
