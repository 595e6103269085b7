"""What runs in the worker process: it answers queries over a snapshot until its input ends.

The process is started for this file alone. It imports nothing of ours and as little else as it can: pickle, signal and
typing would double the time that it takes to be ready.
"""

from __future__ import annotations

import marshal
import os
import resource
import select
import sys

import pyoxigraph as ox

TYPE_CHECKING = False  # as typing has it, which takes 5 ms to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..graph.unioncopy import UnionCopy

HEARD = b"!"  # said when a query has come whole, before it is looked at
READY = ("ready", None)
UNION, ALL = b"u", b"a"  # before a query: whether the union of the graphs is all that it asks of
_LENGTH = 8  # bytes before each message that say how long it is
_PART = 1 << 16  # bytes read at once: what a pipe holds


def main(union_copy: type[UnionCopy]) -> None:
    """Serve the snapshot named by the arguments, over standard input and output."""
    snapshot, seconds, memory, rows, answer = sys.argv[1], float(sys.argv[2]), *map(int, sys.argv[3:])
    out = answers()
    try:
        store = ox.Store.read_only(snapshot)
        _limit_memory(memory)
    except Exception as error:
        send(out, marshal.dumps(("error", f"{snapshot}: {error}")))
        return
    send(out, marshal.dumps(READY))
    copy: UnionCopy | None = None
    while (query := receive(0)) is not None:
        os.write(out, HEARD)
        _limit_processor(seconds)
        place = (copy and query[:1] == UNION and copy.whole) or store
        send(out, _packed_answer(place, query[1:].decode("utf-8"), memory, rows, answer))
        if copy is None:  # after the first question: often no second one follows
            copy = union_copy(store, snapshot, memory // 2)
        elif copy.is_growing:
            _limit_processor(None)
            while copy.is_growing and not select.select([0], [], [], 0)[0]:
                copy.grow()
            if not copy.is_growing:
                _limit_memory(memory)


def answers() -> int:
    """Return the pipe for answers, to which nothing else can write: what a library prints goes nowhere."""
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


def send(file: int, message: bytes) -> None:
    """Write a message, whole."""
    left = memoryview(len(message).to_bytes(_LENGTH, "little") + message)
    while left:
        left = left[os.write(file, left) :]


def receive(file: int, wait: Callable[[], None] | None = None) -> bytes | None:
    """Return the next message, or None where the other side has ended; wait is called before each part is read.

    The two sides take turns, so nothing of a further message can come with this one.
    """
    found = bytearray()
    size = _LENGTH
    while len(found) < size:
        if wait is not None:
            wait()
        part = os.read(file, _PART)
        if not part:
            return None
        found += part
        if size == _LENGTH and len(found) >= _LENGTH:
            size += int.from_bytes(found[:_LENGTH], "little")
    return bytes(memoryview(found)[_LENGTH:])


def _limit_memory(memory: int) -> None:
    """Give the queries so much address space beyond what the process has by now; no core file either."""
    used = 0
    if os.path.exists("/proc/self/statm"):  # noqa: PTH110 - pathlib takes as long to import as all else
        with open("/proc/self/statm") as statm:  # noqa: PTH123
            used = int(statm.read().split()[0]) * resource.getpagesize()
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = used + memory if most == resource.RLIM_INFINITY else min(used + memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))  # soft, for it moves when the copy is whole
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float | None) -> None:
    """End the process if this query goes on: where the asking process was killed, nobody else would."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = most if seconds is None else int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _packed_answer(store: ox.Store, sparql: str, memory: int, rows: int, largest: int) -> bytes:
    error: str
    try:
        return marshal.dumps(_answer(store, sparql, rows, largest))
    except _TooLargeError:
        error = f"the answer is larger than {largest // 1024**2} MB; ask for less of it"
    except MemoryError:
        error = memory_message(memory)
    except (SyntaxError, ValueError, RuntimeError, OSError) as raised:
        error = str(raised)
    except BaseException as raised:  # a panic in the engine is none of Exception's
        error = f"the engine broke on this query ({type(raised).__name__}); write it in a simpler way"
    return marshal.dumps(("error", error))


def memory_message(memory: int) -> str:
    """Say that a query wanted more memory than it may have."""
    return f"stopped: it needs more than {memory // 1024**2} MB of memory; narrow the question"


def _answer(store: ox.Store, sparql: str, most: int, largest: int) -> tuple[str, Any]:
    """Return an answer as the engine writes it: in TSV or N-Triples, where each line is a row or triple."""
    result = store.query(sparql)  # over the default graph, which is the union
    if isinstance(result, ox.QueryBoolean):
        return "boolean", bool(result)
    if isinstance(result, ox.QuerySolutions):
        # the names stand in a line before the rows
        return "rows", _written(result.serialize, ox.QueryResultsFormat.TSV, most + 1, largest)
    return "triples", _written(result.serialize, ox.RdfFormat.N_TRIPLES, most, largest)


def _written(serialize: Callable[..., object], form: Any, lines: int, largest: int) -> tuple[bytes, bool]:
    """Return what is written, of so many lines at most, and whether lines are left out."""
    taken = _Taken(lines, largest)
    try:
        serialize(taken, format=form)
    except _EnoughError:
        return b"\n".join([*b"".join(taken.parts).split(b"\n", lines)[:lines], b""]), True
    return b"".join(taken.parts), False


class _EnoughError(Exception):
    """There are more lines than are wanted."""


class _TooLargeError(Exception):
    """There are more bytes than are wanted."""


class _Taken:
    """What the engine writes an answer to; it stops the engine where the answer has more lines or bytes than it may."""

    def __init__(self, lines: int, largest: int) -> None:
        self.parts: list[bytes] = []
        self._lines, self._bytes = lines, largest

    def write(self, part: bytes) -> int:
        self.parts.append(part)
        self._lines -= part.count(b"\n")
        self._bytes -= len(part)
        if self._lines < 0:
            raise _EnoughError
        if self._bytes < 0:
            raise _TooLargeError
        return len(part)

    def flush(self) -> None:
        """Do nothing, as there is nothing to wait for."""
