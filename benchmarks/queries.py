"""How fast the named questions are answered: by us, by pyoxigraph as it stands, and by rdflib.

    python benchmarks/queries.py --kg kg > table.md

First on a graph of the sample letters, then on copies of them until a million triples are there, in memory and in a folder.
Each time there is the best of up to three; rdflib's in a process of its own that is killed at the limit, and a question that
is stopped counts as the limit. Every row counts on each side. `query` is held against pyoxigraph with the same text.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import select
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from answerable.graph.disk import LAYOUT
from answerable.graph.memory import OxigraphStore, make_union
from answerable.graph.store import Store, open_store
from answerable.ontology.iris import is_letter
from answerable.queries.questions import Question, catalogue, prefixes
from answerable.queries.runner import Runner, ask
from answerable.queries.worker import Limits
from rdflib import Graph
from rdflib.term import Identifier
from rdflib.util import from_n3

TRIES = 3
WARM = 30.0  # seconds of asking before times of a large graph are taken
FOR_RDFLIB = Path(__file__).parent / "for-rdflib"  # questions in the order that is quick for rdflib, not for us


@dataclass(frozen=True, slots=True)
class Time:
    """The best time of a question in seconds; where it was stopped or broke off, as ended says, the limit."""

    seconds: float
    ended: str = ""

    def __str__(self) -> str:
        shown = f"{self.seconds * 1000:.2f} ms"
        return {"": shown, "stopped": f"> {self.seconds:.0f} s"}.get(self.ended, self.ended)


def timed(work: Callable[[], object], limit: float) -> Time:
    """Return the best time of some work, done in a fork, which can be stopped; one that is whole counts, whatever follows."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            spent: list[float] = []
            while len(spent) < TRIES and sum(spent) < limit / 3:
                started = time.perf_counter()
                work()
                spent.append(time.perf_counter() - started)
                os.write(theirs, struct.pack("d", spent[-1]))
        finally:
            os._exit(0)  # a fork must not go on with what the asking process has left to do
    os.close(theirs)
    times: list[float] = []
    until, stopped = time.monotonic() + limit, False
    try:
        while not stopped:
            stopped = not select.select([ours], [], [], max(0.0, until - time.monotonic()))[0]
            if not stopped:
                said = os.read(ours, struct.calcsize("d"))
                if not said:
                    break
                times += struct.unpack("d", said)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)
    return Time(min(times)) if times else Time(limit, "stopped" if stopped else "breaks off")


def raw(store: ox.Store, asked: Question) -> object:
    """Ask pyoxigraph itself over the same store, and take every term."""
    found = store.query(
        asked.sparql, substitutions={ox.Variable(name): term for name, term in asked.bindings({}).items()}
    )
    return list(map(tuple, cast(ox.QuerySolutions, found)))


def by_rdflib(graph: Graph, asked: Question) -> object:
    """Ask rdflib's own engine, over one graph with everything: its quickest arrangement, as is another text of some."""
    own = FOR_RDFLIB / f"{asked.name}.rq"
    text = own.read_text("utf-8") if own.exists() else asked.text
    bindings = {name: cast(Identifier, from_n3(str(term))) for name, term in asked.bindings({}).items()}
    return list(graph.query(prefixes(text) + text, initBindings=bindings))


def many_letters(store: ox.Store, triples: int) -> ox.Store:
    """Return a store with copies of the letters, each an own letter, and the reference data once."""
    grown = ox.Store()
    letters = [g.value for g in store.named_graphs() if isinstance(g, ox.NamedNode) and is_letter(g.value)]
    named = [quad for quad in store if isinstance(quad.graph_name, ox.NamedNode)]
    grown.bulk_extend(quad for quad in named if quad.graph_name.value not in letters)
    lines = [quad for quad in named if quad.graph_name.value in letters]
    text = (ox.serialize(lines, format=ox.RdfFormat.N_QUADS) or b"").decode()
    number = 0
    while len(grown) < triples:
        number += 1
        copy = text
        for letter in letters:
            copy = copy.replace(letter, f"{letter[:-6]}{number:06x}")
        grown.bulk_load(copy.encode(), format=ox.RdfFormat.N_QUADS)
    make_union(grown)
    return grown


def mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def bound_in_text(asked: Question) -> str:
    """Return a question's SPARQL with its parameters as values, as `query` takes it."""
    values = "".join(f"VALUES ?{name} {{ {term} }} " for name, term in asked.bindings({}).items())
    at = asked.sparql.upper().find("WHERE {") + len("WHERE {")
    return f"{asked.sparql[:at]} {values}{asked.sparql[at:]}"


def raw_text(store: ox.Store, text: str) -> object:
    """Ask pyoxigraph itself what `query` is asked, and take every term."""
    return list(map(tuple, cast(ox.QuerySolutions, store.query(text))))


HEAD = ["| question | pyoxigraph | `ask` | pyoxigraph, as `query` | `query`, in its worker |", "|---|---|---|---|---|"]


def small(folder: Path) -> list[str]:
    """Return the table for the sample letters."""
    with tempfile.TemporaryDirectory() as place:
        opened = open_store(folder)
        disk = ox.Store.read_only(str(opened.snapshot(Path(place))))
        lines = list(HEAD)
        with Runner(opened) as runner:
            rows = [four_times(asked, disk, opened, runner, best) for asked in catalogue()]
    lines += [f"| {asked.name} | {times} |" for asked, times in zip(catalogue(), map(shown, rows), strict=True)]
    return [*lines, means(rows)]


Four = tuple[float, float, float, float]


def four_times(
    asked: Question, direct: ox.Store, opened: Store, runner: Runner, best_of: Callable[[Callable[[], object]], float]
) -> Four:
    """Return a question's seconds: by pyoxigraph, `ask`, pyoxigraph with the text for `query`, and `query`."""
    text = bound_in_text(asked)
    return (
        best_of(partial(raw, direct, asked)),
        best_of(partial(ask, opened, asked.name)),
        best_of(partial(raw_text, direct, text)),
        best_of(partial(runner.query, text)),
    )


def shown(times: Four) -> str:
    """Return the times of a question as cells."""
    return " | ".join(str(Time(seconds)) for seconds in times)


def means(rows: list[Four], more: str = "") -> str:
    """Return the last line of a table: what `ask` and `query` cost beside pyoxigraph."""
    by_ask, by_query = mean([row[1] / row[0] for row in rows]), mean([row[3] / row[2] for row in rows])
    return f"| **geometric mean** | 1 | **{by_ask:.2f}x** | 1 | **{by_query:.2f}x** |{more}"


def best(work: Callable[[], object], tries: int = 30, within: float = 0.5) -> float:
    """Return the best time of some quick work: of up to 30, within half a second."""
    times: list[float] = []
    while len(times) < tries and sum(times) < within:
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


best_of_three = partial(best, tries=TRIES, within=3.0)


def by_rdflib_all(store: ox.Store, limit: float) -> list[Time]:
    """Return rdflib's times of all questions."""
    graph = Graph()
    union = (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    graph.parse(data=ox.serialize(union, format=ox.RdfFormat.N_TRIPLES), format="nt")
    times = []
    for asked in catalogue():
        times.append(timed(partial(by_rdflib, graph, asked), limit))
        sys.stderr.write(f"rdflib {asked.name} {times[-1]}\n")
    return times


def in_folder(store: ox.Store, folder: Path) -> Path:
    """Write a store as a graph's folder."""
    disk = ox.Store(str(folder / "oxigraph"))
    disk.bulk_extend(store)
    disk.flush()
    (folder / "answerable.json").write_text(json.dumps({"layout": LAYOUT}))
    return folder


def warmed(opened: Store, limit: float) -> Runner:
    """Return a runner whose worker has had the time to copy the union; the store's own copy is made too."""
    runner = Runner(opened, limits=Limits(seconds=limit, rows=10**7, answer=2**30))
    for _ in range(2):
        runner.query("ASK {}")
    started = time.monotonic()
    while time.monotonic() - started < WARM:
        ask(opened, "letters")
    return runner


def large_table(direct: ox.Store, opened: Store, theirs: list[Time], limit: float) -> list[str]:
    """Return the table of one store with many letters."""
    lines = [f"{HEAD[0]} rdflib | rdflib / `ask` |", f"{HEAD[1]}---|---|"]
    rows: list[Four] = []
    with warmed(opened, limit) as runner:
        for asked, other in zip(catalogue(), theirs, strict=True):
            rows.append(four_times(asked, direct, opened, runner, best_of_three))
            least = ">" if other.ended == "stopped" else ""
            faster = "" if other.ended == "breaks off" else f"{least}{other.seconds / rows[-1][1]:.1f}"
            lines.append(f"| {asked.name} | {shown(rows[-1])} | {other} | {faster} |")
            sys.stderr.write(f"{lines[-1]}\n")
    pairs = [(other, row) for other, row in zip(theirs, rows, strict=True)]
    whole = [(other, row) for other, row in pairs if other.ended != "breaks off"]
    both = [(other, row) for other, row in whole if not other.ended]

    def faster_than(some: list[tuple[Time, Four]], place: int) -> str:
        return f"{mean([other.seconds / row[place] for other, row in some]):.1f}"

    lines.append(means(rows, f" | **{faster_than(pairs, 1)}x** |"))
    return [
        *lines,
        "",
        f"Of {len(rows)} questions rdflib was stopped at {len(whole) - len(both)} and broke off at {len(rows) - len(whole)}, "
        f"which count as the limit. `ask` is {faster_than(pairs, 1)} times rdflib, {faster_than(whole, 1)} without those that "
        f"broke off, {faster_than(both, 1)} where both finished; `query` is {faster_than(pairs, 3)}, {faster_than(whole, 3)} "
        f"and {faster_than(both, 3)}; pyoxigraph itself {faster_than(pairs, 0)}, {faster_than(whole, 0)} and "
        f"{faster_than(both, 0)}.",
    ]


def rounds(folder: Path) -> list[str]:
    """Return how long all questions take one after the other, from the moment a folder is opened."""
    lines = ["| all questions, one after the other | 1st round | 2nd | 3rd | 4th |", "|---|---|---|---|---|"]
    direct, opened = ox.Store.read_only(str(folder / "oxigraph")), open_store(folder)
    with Runner(opened, limits=Limits(rows=10**7, answer=2**30)) as runner:
        for name, work in (
            ("pyoxigraph", partial(raw, direct)),
            ("`ask`", lambda asked: ask(opened, asked.name)),
            ("`query`, half a second between two", lambda asked: runner.query(bound_in_text(asked))),
        ):
            spent = []
            for _ in range(4):
                spent.append(0.0)
                for asked in catalogue():
                    started = time.perf_counter()
                    work(asked)
                    spent[-1] += time.perf_counter() - started
                    time.sleep(0.5 if name.startswith("`query") else 0)
            lines.append(f"| {name} | " + " | ".join(f"{seconds:.1f} s" for seconds in spent) + " |")
    return lines


def large(folder: Path, triples: int, limit: float) -> list[str]:
    """Return the tables for many letters."""
    store = many_letters(ox.Store.read_only(str(folder / "oxigraph")), triples)
    opened = OxigraphStore("memory:", store)
    letters = sum(is_letter(graph.value) for graph in store.named_graphs())
    theirs = by_rdflib_all(store, limit)
    lines = [f"{len(opened):,} triples, {letters:,} letters; rdflib stopped after {limit:g} s.", ""]
    lines += ["#### In memory", "", *large_table(store, opened, theirs, limit)]
    with tempfile.TemporaryDirectory() as place:
        kept = in_folder(store, Path(place))
        del store, opened
        started = time.perf_counter()
        disk = open_store(kept)
        ask(disk, "sources")
        lines += ["", "#### In a folder", ""]
        lines.append(f"Opening it and a first small question took {(time.perf_counter() - started) * 1000:.0f} ms.")
        lines += ["", *rounds(kept), ""]
        lines += large_table(ox.Store.read_only(str(kept / "oxigraph")), disk, theirs, limit)
    return lines


def main() -> None:
    """Print both tables in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kg", type=Path, default=Path("kg"), help="a graph of the sample letters, in a folder")
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="the limit of one question")
    parser.add_argument("--small", action="store_true", help="leave the large graph out")
    given = parser.parse_args()
    lines = ["### On the five sample letters", "", *small(given.kg)]
    if not given.small:
        lines += ["", "### On copies of them", "", *large(given.kg, given.triples, given.seconds)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
