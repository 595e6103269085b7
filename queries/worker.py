"""A warm worker process that runs users' queries over a snapshot, with limits, and is killed past them."""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import signal
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import QueryError
from . import serving

SECONDS = 30.0
MEMORY = 1024**3  # bytes
ROWS = 10_000
ANSWER = 64 * 1024**2  # bytes

_START = 60.0  # seconds that a process may take to be ready, on a busy machine
_LONGEST = 1e6  # seconds: what waiting for a pipe can be told

# Neither site nor the user's script is run, as multiprocessing would: a script without a main guard, a notebook and a
# script from standard input can all ask. The folders come last, so that no name in them hides a standard module.
_PROGRAM = "import sys; sys.path += sys.argv[1:3]; del sys.argv[1:3]; import serving; serving.main()"
_FOLDERS = (str(Path(serving.__file__).parent), str(Path(ox.__file__).parents[1]))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, bytes of memory, rows, bytes of answer."""

    seconds: float = SECONDS
    memory: int = MEMORY
    rows: int = ROWS
    answer: int = ANSWER


class _UnheardError(EOFError):
    """The process ended before it began with a query."""


class Worker:
    """One process with one snapshot open; a query past its limits ends the process, and the next starts another."""

    def __init__(self, snapshot: Path, *, limits: Limits | None = None) -> None:
        self._snapshot = snapshot
        self._limits = limits or Limits()
        self._process: _Process | None = None
        self._ready = False
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Start the process without waiting until it is ready."""
        if self._process is None or not self._process.is_running():
            self.close()
            limits = self._limits
            seconds = min(limits.seconds, _LONGEST)
            self._process = _Process(
                [str(self._snapshot), *map(str, (seconds, limits.memory, limits.rows, limits.answer))]
            )

    def ask(self, sparql: str) -> tuple[str, Any]:
        """Return ("rows", (columns, rows, cut)), ("boolean", value) or ("triples", (n-triples, cut)).

        Raises QueryError when the query is wrong or passes a limit.
        """
        with self._one_at_a_time:
            try:
                try:
                    kind, answer = self._asked(sparql)
                except _UnheardError:  # it ended between two questions
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
            columns, cells, terms, count, cut = answer
            values = map(list(map(serving.unpacked, terms)).__getitem__, cells)
            rows = tuple(zip(*[values] * len(columns), strict=True)) if columns else ((),) * count
            return kind, (tuple(columns), rows, cut)
        return kind, answer

    def _asked(self, sparql: str) -> tuple[str, Any]:
        self.start()
        process = self._process
        assert process is not None  # noqa: S101 - start has set it
        try:
            if not self._ready:
                self._await_ready(process)
            return process.answered(sparql.encode(), min(self._limits.seconds, _LONGEST))
        except TimeoutError as error:
            raise QueryError(
                f"stopped after {self._limits.seconds:g} s; narrow the question, or give it more with --timeout"
            ) from error

    def _await_ready(self, process: _Process) -> None:
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


class _Process:
    """The process and its two pipes; it ends with this object, or with the program."""

    def __init__(self, arguments: list[str]) -> None:
        if not sys.executable:
            raise QueryError("a query needs a Python to run in, and sys.executable names none; set it")
        try:
            started = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-I", "-S", "-c", _PROGRAM, *_FOLDERS, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,  # Ctrl-C on the terminal is for the asking process
            )
        except OSError as error:
            raise QueryError(f"{sys.executable}: cannot be started to answer queries ({error})") from error
        if started.stdin is None or started.stdout is None:
            raise QueryError("the process that answers has no pipes")
        self._started = started
        self.asked, self._answers = started.stdin.fileno(), started.stdout.fileno()
        self._owner = os.getpid()
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self.end = weakref.finalize(self, _end, started, self._owner)

    def is_running(self) -> bool:
        """Return whether it runs, and is ours: a forked child must not talk to its parent's."""
        return self._owner == os.getpid() and self._started.poll() is None

    def answered(self, query: bytes, seconds: float) -> tuple[str, Any]:
        """Return its answer to a query.

        Raises TimeoutError where it is not there after so many seconds, EOFError where the process has ended, of the
        kind _UnheardError where it had before it began with the query: whatever ended it, the query did not.
        """
        until = time.monotonic() + seconds
        try:
            serving.send(self.asked, query)
        except BrokenPipeError as error:
            raise _UnheardError from error
        self._wait(until)
        if not os.read(self._answers, len(serving.HEARD)):
            raise _UnheardError
        return self.said(until - time.monotonic())

    def _wait(self, until: float) -> None:
        if not self._poll.poll(max(0.0, until - time.monotonic()) * 1000):
            raise TimeoutError

    def said(self, seconds: float) -> tuple[str, Any]:
        """Return its next message.

        Raises TimeoutError where it is not there after so many seconds, EOFError where the process has ended.
        """
        until = time.monotonic() + seconds
        message = serving.receive(self._answers, lambda: self._wait(until))
        if message is None:
            raise EOFError
        kind, answer = marshal.loads(message)  # noqa: S302 - our own process wrote it
        return kind, answer

    def code(self) -> int | None:
        """Return how a process that is ending has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._started.wait(5)
        return None


def _end(started: subprocess.Popen[bytes], owner: int) -> None:
    """Kill the process, reap it, and close the pipes."""
    for pipe in (started.stdin, started.stdout):
        if pipe is not None:
            pipe.close()
    if owner == os.getpid():
        started.kill()
        started.wait()
