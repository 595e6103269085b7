"""A process of ours and its two pipes: it is asked and answers in turn, and can be killed."""

from __future__ import annotations

import contextlib
import marshal
import os
import select
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from . import serving


class UnheardError(EOFError):
    """The process ended before it began with what it was asked."""


class Process:
    """Python in a process of its own, which serves as serving.main does; it ends with this object, or with the program.

    No script of the user's is run, as multiprocessing would: a script without a main guard, a notebook and a script from
    standard input can all start one. purpose says what it is for, failure makes the error where it cannot be started.
    """

    def __init__(self, arguments: Sequence[str], purpose: str, failure: Callable[[str], Exception]) -> None:
        if not sys.executable:
            raise failure(f"to {purpose} a Python has to be started, and sys.executable names none; set it")
        try:
            started = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                process_group=0,  # Ctrl-C on the terminal is for the asking process
            )
        except OSError as error:
            raise failure(f"{sys.executable}: cannot be started to {purpose} ({error})") from error
        if started.stdin is None or started.stdout is None:
            raise failure(f"the process started to {purpose} has no pipes")
        self._started = started
        self._asked, self._answers = started.stdin.fileno(), started.stdout.fileno()
        self._owner = os.getpid()
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self.end = weakref.finalize(self, _end, started, self._owner)

    def is_running(self) -> bool:
        """Return whether it runs, and is ours: a forked child must not talk to its parent's."""
        return self._owner == os.getpid() and self._started.poll() is None

    def answered(self, asked: bytes, seconds: float) -> tuple[str, Any]:
        """Return its answer.

        Raises TimeoutError where it is not there after so many seconds, EOFError where the process has ended, of the
        kind UnheardError where it had before it began: whatever ended it, what it was asked did not.
        """
        until = time.monotonic() + seconds
        try:
            serving.send(self._asked, asked)
        except BrokenPipeError as error:
            raise UnheardError from error
        self._wait(until)
        if not os.read(self._answers, len(serving.HEARD)):
            raise UnheardError
        return self.said(until - time.monotonic())

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

    def _wait(self, until: float) -> None:
        if not self._poll.poll(max(0.0, until - time.monotonic()) * 1000):
            raise TimeoutError

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
