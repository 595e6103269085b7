"""What runs in the worker process: it answers queries over a snapshot until its input ends.

The process is started for this file alone. It imports nothing of ours and as little else as it can: pickle, signal and
typing would double the time that it takes to be ready.
"""

from __future__ import annotations

import marshal
import os
import resource
import sys

import pyoxigraph as ox

TYPE_CHECKING = False  # as typing has it, which takes 5 ms to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

HEARD = b"!"  # said when a query has come whole, before it is looked at
READY = ("ready", None)
_LENGTH = 8  # bytes before each message that say how long it is
_PART = 1 << 16  # bytes read at once: what a pipe holds


def main() -> None:
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
    while (query := receive(0)) is not None:
        _limit_processor(seconds)
        os.write(out, HEARD)
        send(out, _packed_answer(store, query.decode("utf-8"), memory, rows, answer))


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
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor(seconds: float) -> None:
    """End the process if this query goes on: where the asking process was killed, nobody else would."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _packed_answer(store: ox.Store, sparql: str, memory: int, rows: int, largest: int) -> bytes:
    error: str
    try:
        packed = marshal.dumps(_answer(store, sparql, rows))
        if len(packed) <= largest:
            return packed
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


def _answer(store: ox.Store, sparql: str, most: int) -> tuple[str, Any]:
    result = store.query(sparql)  # over the default graph, which is the union
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


def _rows(result: ox.QuerySolutions, most: int) -> tuple[list[str], list[int], list[Any], int, bool]:
    """Return columns, cells as places in a list of terms, that list, the number of rows, and whether some are left out.

    Each term goes over once: one costs as much as a hundred places.
    """
    places: dict[Any, int] = {}
    cells: list[int] = []
    count = 0
    cut = False
    for solution in result:
        cut = count == most
        if cut:
            break
        count += 1
        cells += [places.setdefault(term, len(places)) for term in solution]
    return [v.value for v in result.variables], cells, [packed(term) for term in places], count, cut


def packed(term: Any) -> Any:
    """Return a term as what marshal takes: an IRI as text, all else as a tuple."""
    if type(term) is ox.NamedNode:
        return term.value
    if type(term) is ox.Literal:
        if term.language:
            return term.value, term.language, term.direction and term.direction.value
        return term.value, term.datatype.value
    if type(term) is ox.BlankNode:
        return (term.value,)
    return None if term is None else [packed(part) for part in (term.subject, term.predicate, term.object)]


def unpacked(parts: Any) -> Any:
    """Return the term that was packed.

    >>> terms = ox.Literal("x", language="en"), ox.Literal(1), ox.NamedNode("urn:x"), ox.BlankNode("b"), None
    >>> all(unpacked(packed(term)) == term for term in terms)
    True
    """
    if type(parts) is str:
        return ox.NamedNode(parts)
    if parts is None:
        return None
    if type(parts) is list:
        return ox.Triple(*map(unpacked, parts))
    if len(parts) == 1:
        return ox.BlankNode(parts[0])
    if len(parts) == 2:
        return ox.Literal(parts[0], datatype=ox.NamedNode(parts[1]))
    direction = parts[2] and ox.BaseDirection(parts[2])
    return ox.Literal(parts[0], language=parts[1], direction=direction)


def _n_triples(triples: Iterable[Any]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
