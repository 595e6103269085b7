"""How fast the named questions are answered: by us, by pyoxigraph as it stands, and by rdflib.

    python benchmarks/queries.py --kg kg > table.md

First on a graph of the sample letters, then on copies of them until a million triples are there. Each time is the best of
up to three, in a process of its own that is killed at the limit; a question that is stopped counts as the limit.
"""

from __future__ import annotations

import argparse
import math
import os
import pickle
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from answerable.graph.memory import OxigraphStore
from answerable.graph.store import open_store
from answerable.ontology.iris import is_letter
from answerable.queries.questions import Question, catalogue
from answerable.queries.runner import Runner, ask
from rdflib import Graph
from rdflib.term import Identifier
from rdflib.util import from_n3

TRIES = 3


@dataclass(frozen=True, slots=True)
class Time:
    """The best time of a question in seconds; stopped says that it is the limit, or that it broke off."""

    seconds: float
    stopped: bool = False

    def __str__(self) -> str:
        return f"> {self.seconds:.0f} s" if self.stopped else f"{self.seconds * 1000:.2f} ms"


def timed(work: Callable[[], object], limit: float) -> Time:
    """Return the best time of some work, done in a fork, which can be stopped."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            times: list[float] = []
            while len(times) < TRIES and sum(times) < limit / 3:
                started = time.perf_counter()
                work()
                times.append(time.perf_counter() - started)
            os.write(theirs, pickle.dumps(min(times)))
        finally:
            os._exit(0)  # a fork must not go on with what the asking process has left to do
    os.close(theirs)
    try:
        if not select.select([ours], [], [], limit)[0]:
            return Time(limit, stopped=True)
        said = os.read(ours, 1024)
        return Time(pickle.loads(said)) if said else Time(limit, stopped=True)  # noqa: S301 - our own fork wrote it
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ours)


def raw(store: ox.Store, asked: Question) -> object:
    """Ask pyoxigraph itself, and take every term."""
    found = store.query(
        asked.sparql,
        use_default_graph_as_union=True,
        substitutions={ox.Variable(name): term for name, term in asked.bindings({}).items()},
    )
    return list(map(tuple, cast(ox.QuerySolutions, found)))


def by_rdflib(graph: Graph, asked: Question) -> object:
    """Ask rdflib's own engine, over one graph with everything: its quickest arrangement."""
    bindings = {name: cast(Identifier, from_n3(str(term))) for name, term in asked.bindings({}).items()}
    return list(graph.query(asked.sparql, initBindings=bindings))


def many_letters(store: ox.Store, triples: int) -> ox.Store:
    """Return a store with copies of the letters, each an own letter, and the reference data once."""
    grown = ox.Store()
    letters = [g.value for g in store.named_graphs() if is_letter(g.value)]
    grown.bulk_extend(quad for quad in store if quad.graph_name.value not in letters)
    lines = [quad for quad in store if quad.graph_name.value in letters]
    text = (ox.serialize(lines, format=ox.RdfFormat.N_QUADS) or b"").decode()
    number = 0
    while len(grown) < triples:
        number += 1
        copy = text
        for letter in letters:
            copy = copy.replace(letter, f"{letter[:-6]}{number:06x}")
        grown.bulk_load(copy.encode(), format=ox.RdfFormat.N_QUADS)
    return grown


def mean(values: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def small(folder: Path) -> list[str]:
    """Return the table for the sample letters."""
    with tempfile.TemporaryDirectory() as place:
        opened = open_store(folder)
        disk = ox.Store.read_only(str(opened.snapshot(Path(place))))
        lines = ["| question | pyoxigraph | `ask` | `query`, in its worker |", "|---|---|---|---|"]
        by_ask, by_query = [], []
        with Runner(opened) as runner:
            for asked in catalogue():
                values = "".join(f"VALUES ?{name} {{ {term} }} " for name, term in asked.bindings({}).items())
                at = asked.sparql.upper().find("WHERE {") + len("WHERE {")
                text = f"{asked.sparql[:at]} {values}{asked.sparql[at:]}"
                times = [
                    best(work)
                    for work in (
                        partial(raw, disk, asked),
                        partial(ask, opened, asked.name),
                        partial(runner.query, text),
                    )
                ]
                by_ask.append(times[1] / times[0])
                by_query.append(times[2] / times[0])
                lines.append(f"| {asked.name} | " + " | ".join(str(Time(t)) for t in times) + " |")
    lines.append(f"| **geometric mean** | 1 | **{mean(by_ask):.2f}x** | {mean(by_query):.2f}x |")
    return lines


def best(work: Callable[[], object]) -> float:
    """Return the best time of some quick work: of up to 30, within half a second."""
    times: list[float] = []
    while len(times) < 30 and sum(times) < 0.5:
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def large(folder: Path, triples: int, limit: float) -> list[str]:
    """Return the table for many letters."""
    store = many_letters(ox.Store.read_only(str(folder / "oxigraph")), triples)
    opened = OxigraphStore("memory:", store)
    graph = Graph()
    seen = ox.serialize((quad.triple for quad in store), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=seen, format="nt")
    del seen
    lines = [
        f"{len(store):,} triples, {sum(is_letter(g.value) for g in store.named_graphs()):,} letters; stopped after {limit:g} s.",
        "",
        "| question | pyoxigraph | `ask` | rdflib | rdflib / `ask` |",
        "|---|---|---|---|---|",
    ]
    overhead, faster, stopped = [], [], 0
    for asked in catalogue():
        direct = timed(partial(raw, store, asked), limit)
        ours = timed(partial(ask, opened, asked.name), limit)
        theirs = timed(partial(by_rdflib, graph, asked), limit)
        stopped += theirs.stopped
        if not direct.stopped and not ours.stopped:
            overhead.append(ours.seconds / direct.seconds)
        faster.append(theirs.seconds / ours.seconds)
        lines.append(f"| {asked.name} | {direct} | {ours} | {theirs} | {faster[-1]:.0f} |")
        sys.stderr.write(f"{lines[-1]}\n")
    lines.append(f"| **geometric mean** | 1 | **{mean(overhead):.2f}x** | | **{mean(faster):.0f}x** |")
    return [
        *lines,
        "",
        f"rdflib was stopped, or broke off, at {stopped} of {len(faster)} questions, which count as the limit.",
    ]


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
        lines += ["", "### On a million triples", "", *large(given.kg, given.triples, given.seconds)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
