"""How fast the named questions are answered: by us, by pyoxigraph as it stands, and by rdflib.

    python benchmarks/queries.py --kg kg > table.md

First on a graph of the sample letters, then on copies of them until a million triples are there. Each time is the best of
up to three, in a process of its own that is killed at the limit; a question that is stopped counts as the limit.
"""

from __future__ import annotations

import argparse
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
from answerable.graph.memory import OxigraphStore, make_union
from answerable.graph.store import open_store
from answerable.ontology.iris import is_letter
from answerable.queries.questions import Question, catalogue, prefixes
from answerable.queries.runner import Runner, ask
from rdflib import Graph
from rdflib.term import Identifier
from rdflib.util import from_n3

TRIES = 3
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
    ask(opened, "letters")  # makes its copy of the union, once and not in each fork
    graph = Graph()
    union = (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    seen = ox.serialize(union, format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=seen, format="nt")
    del seen
    lines = [
        f"{len(opened):,} triples, {sum(is_letter(g.value) for g in store.named_graphs()):,} letters; stopped after {limit:g} s.",
        "",
        "| question | pyoxigraph | `ask` | rdflib | rdflib / `ask` |",
        "|---|---|---|---|---|",
    ]
    rows: list[tuple[Time, Time, Time]] = []
    for asked in catalogue():
        direct = timed(partial(raw, store, asked), limit)
        ours = timed(partial(ask, opened, asked.name), limit)
        theirs = timed(partial(by_rdflib, graph, asked), limit)
        rows.append((direct, ours, theirs))
        least = ">" if theirs.ended == "stopped" else ""
        faster = "" if theirs.ended == "breaks off" else f"{least}{theirs.seconds / ours.seconds:.1f}"
        lines.append(f"| {asked.name} | {direct} | {ours} | {theirs} | {faster} |")
        sys.stderr.write(f"{lines[-1]}\n")
    whole = [(ours.seconds, theirs.seconds) for _, ours, theirs in rows if theirs.ended != "breaks off"]
    overhead = mean([ours.seconds / direct.seconds for direct, ours, _ in rows if not direct.ended and not ours.ended])
    faster_all = mean([theirs.seconds / ours.seconds for _, ours, theirs in rows])
    lines.append(f"| **geometric mean** | 1 | **{overhead:.2f}x** | | **{faster_all:.1f}x** |")
    return [
        *lines,
        "",
        f"Of {len(rows)} questions rdflib was stopped at {sum(theirs.ended == 'stopped' for *_, theirs in rows)} and broke "
        f"off at {len(rows) - len(whole)}, which count as the limit; without those that broke off it is "
        f"{mean([theirs / ours for ours, theirs in whole]):.1f}x. "
        f"Ours were stopped at {sum(bool(ours.ended) for _, ours, _ in rows)}.",
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
        lines += ["", "### On copies of them", "", *large(given.kg, given.triples, given.seconds)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
