"""A warm worker process that runs users' queries over a snapshot, with limits, and is killed past them."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError
from ..graph import unioncopy
from ..graph.keywords import names_a_graph
from . import serving
from .process import Process, UnheardError
from .table import table

SECONDS = 30.0
MEMORY = 1024**3  # bytes
ROWS = 10_000
ANSWER = 64 * 1024**2  # bytes

_START = 60.0  # seconds that a process may take to be ready, on a busy machine
_LONGEST = 1e6  # seconds: what waiting for a pipe can be told

# site is not run. The folders come last, so that no name in them hides a standard module.
_PROGRAM = (
    "import sys; sys.path += sys.argv[1:4]; del sys.argv[1:4]; "
    "import serving, unioncopy; serving.main(unioncopy.UnionCopy)"
)
_FOLDERS = tuple(
    map(str, (Path(serving.__file__).parent, Path(unioncopy.__file__).parent, Path(ox.__file__).parents[1]))
)


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
        self._process: Process | None = None
        self._ready = False
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Start the process without waiting until it is ready."""
        if self._process is None or not self._process.is_running():
            self.close()
            limits = self._limits
            seconds = min(limits.seconds, _LONGEST)
            served = [str(self._snapshot), *map(str, (seconds, limits.memory, limits.rows, limits.answer))]
            self._process = Process(["-I", "-S", "-c", _PROGRAM, *_FOLDERS, *served], "answer queries", QueryError)

    def ask(self, sparql: str) -> tuple[str, Any]:
        """Return ("rows", (columns, rows, cut)), ("boolean", value) or ("triples", (n-triples, cut)).

        Raises QueryError when the query is wrong or passes a limit.
        """
        with self._one_at_a_time:
            try:
                try:
                    kind, answer = self._asked(sparql)
                except UnheardError:  # it ended between two questions
                    self.close()
                    kind, answer = self._asked(sparql)
            except EOFError as error:
                raise QueryError(self._how_it_ended()) from error
            except BaseException:
                self.close()  # an answer half read must not meet the next question
                raise
        if kind == "error":
            raise QueryError(str(answer))
        if kind == "rows":
            return kind, (*table(answer[0]), answer[1])
        return kind, answer

    def _asked(self, sparql: str) -> tuple[str, Any]:
        self.start()
        process = self._process
        assert process is not None  # noqa: S101 - start has set it
        try:
            if not self._ready:
                self._await_ready(process)
            place = serving.ALL if names_a_graph(sparql) else serving.UNION
            return process.answered(place + sparql.encode(), min(self._limits.seconds, _LONGEST))
        except TimeoutError as error:
            raise QueryError(
                f"stopped after {self._limits.seconds:g} s; narrow the question, or give it more with --timeout"
            ) from error

    def _await_ready(self, process: Process) -> None:
        try:
            kind, message = process.said(_START)
        except TimeoutError as error:
            raise QueryError(f"the process that answers was not ready after {_START:g} s") from error
        if kind == "error":
            raise QueryError(f"the process that answers could not start: {message}")
        self._ready = True

    def _how_it_ended(self) -> str:
        code = self._process.code() if self._process is not None else None
        ready = self._ready
        self.close()
        if not ready:
            return f"the process that answers could not start (exit {code}); does {sys.executable} run?"
        # what cannot have its memory aborts; a parser out of stack breaks off otherwise
        if code == -signal.SIGABRT:
            return serving.memory_message(self._limits.memory)
        if code == -signal.SIGXCPU:
            return f"stopped after {self._limits.seconds:g} s; narrow the question"
        if code == -signal.SIGKILL:
            return "the process that answers was killed from outside, as a machine does that is short of memory"
        how = signal.Signals(-code).name if code and code < 0 else f"exit {code}"
        return f"the engine broke on this query ({how}); write it in a simpler way"

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
        self._process = None
        self._ready = False
