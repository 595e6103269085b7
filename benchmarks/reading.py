"""How fast letters are read, beside spaCy's sentencizer over the same words, and in how much memory.

python benchmarks/reading.py [--letters 10 100 1000] [--build 200] prints Markdown for docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
NAMES = ("Ash", "Birch", "Cold", "Dun", "Elm", "Fern", "Gorse", "Hazel", "Ivy", "Juniper", "Knap", "Larch")


def sources() -> list[Path]:
    """Return the sample and annotated letters; the samples are among the annotated."""
    return sorted((ROOT / "tests" / "loaders" / "annotated").glob("*.txt"))


def copies(folder: Path, count: int) -> list[Path]:
    """Write so many letters, each with a sender, and so with bytes, of its own."""
    written = []
    for number, source in enumerate(islice(cycle(sources()), count)):
        name = f"{NAMES[number % len(NAMES)]}{'abcdefghij'[number // 12 % 10]}{'abcdefghij'[number // 120 % 10]}"
        text = source.read_text("utf-8")
        for old in (
            "Northmere",
            "Wexmoor",
            "Harrowdale",
            "Brackwater",
            "Fenwick",
            "Tarnside",
            "Ellinghurst",
            "Eastmarsh",
        ):
            text = text.replace(old, f"{name}{old.casefold()}")
        path = folder / f"{number:05}.txt"
        path.write_text(f"{text}\n\nCopy {number}\n", "utf-8")
        written.append(path)
    return written


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the least CPU time of several rounds, each over texts not seen before, so that no cache has their answers."""
    times = []
    for number in range(ROUNDS):
        fresh = [f"{text}\n\nRound {number}\n" for text in texts]
        started = time.process_time()
        for text in fresh:
            work(text)
        times.append(time.process_time() - started)
    return min(times)


def speed() -> Iterator[str]:
    """Yield the table of times."""
    import spacy
    from answerable.loaders.anatomy import anatomy
    from answerable.loaders.kinds import statements
    from answerable.loaders.pipeline import known_reports
    from answerable.loaders.text import Text

    texts = [path.read_text("utf-8") for path in sources()]
    words = sum(len(text.split()) for text in texts)
    reports = known_reports()
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def read(text: str) -> object:
        return statements(anatomy(Text("a.txt", "0" * 64, "text/plain", text), reports=reports))

    base, ours = seconds(nlp, texts), seconds(read, texts)
    yield f"| {len(texts)} letters, {words:,} words, best of {ROUNDS} rounds | CPU ms a letter | words a second | times |"
    yield "|---|---|---|---|"
    yield f"| spaCy, blank English with sentencizer | {base / len(texts) * 1000:.1f} | {words / base:,.0f} | 1.0 |"
    yield f"| our reader: anatomy and statements of 14 kinds | {ours / len(texts) * 1000:.1f} | {words / ours:,.0f} | {ours / base:.1f} |"


def peak_of(count: int) -> tuple[float, float]:
    """Read so many letters in this process; return its peak of memory in MB, and the seconds."""
    from answerable.loaders.output import confidence
    from answerable.loaders.pipeline import known_reports, read_letter
    from answerable.loaders.triples import letter_triples

    reports = known_reports()
    with tempfile.TemporaryDirectory() as folder:
        paths = copies(Path(folder), count)
        started = time.perf_counter()
        for path in paths:
            letter, found = read_letter(path, reports=reports)
            letter_triples(letter, found, reports=reports, confidence=confidence)
        took = time.perf_counter() - started
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, took


def memory(counts: Sequence[int]) -> Iterator[str]:
    """Yield the table of memory: a process of its own for each row."""
    yield "| letters read to triples in one process | peak memory MB | seconds | letters a second |"
    yield "|---|---|---|---|"
    for count in counts:
        command = [sys.executable, __file__, "--peak", str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        peak, took = json.loads(done.stdout)
        yield f"| {count:,} | {peak:.0f} | {took:.1f} | {count / took:.0f} |"


def whole(count: int) -> Iterator[str]:
    """Yield the table of a whole build into a folder."""
    program = str(Path(sys.executable).with_name("answerable"))
    yield "| `answerable build` into an empty folder | seconds | letters a second | peak memory MB of a process |"
    yield "|---|---|---|---|"
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "letters").mkdir()
            copies(Path(folder) / "letters", count)
            command = [program, "build", f"{folder}/letters", "--kg", f"{folder}/kg", "--workers", str(workers), "-q"]
            started = time.perf_counter()
            subprocess.run(command, check=True)  # noqa: S603
            took = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield f"| {count} letters, {workers} worker{'s' * (workers > 1)} | {took:.1f} | {count / took:.1f} | {peak:.0f} |"


def main() -> None:
    """Measure, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--build", type=int, default=200)
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        sys.stdout.write(json.dumps(peak_of(options.peak)))
        return
    sys.stdout.write(f"Python {platform.python_version()}, {platform.machine()}.\n\n")
    # the build comes first: the peak of children is that of all that have ended
    tables = [*(["\n".join(whole(options.build))] if options.build else [])]
    tables = ["\n".join(speed()), "\n".join(memory(options.letters)), *tables]
    sys.stdout.write("\n\n".join(tables) + "\n")


if __name__ == "__main__":
    main()
