"""The way of a letter: file, text, letter, statements, triples, shapes, graph; whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse, serialize

from ..errors import AnswerableError, ReadError
from ..graph.provenance import provenance_triples, reader_of, records
from ..graph.store import Amendment, Store
from ..graph.validation import Finding, validate_letter
from ..ontology import reference
from ..ontology.iris import ONTOLOGY_GRAPH, PROVENANCE_GRAPH, REFERENCE_GRAPH, letter_iri, report_iri
from ..ontology.reference import reference_triples
from ..ontology.reports import Report, built_in_reports, read_report
from ..ontology.terms import ontology_triples
from .anatomy import anatomy
from .files import read_text
from .kinds import extractors, others_version, statements
from .letter import Letter
from .nlp import pipeline_version
from .output import confidence
from .reports import report_answered
from .statements import Statement
from .triples import letter_triples

_AHEAD = 4  # letters in hand for each worker: memory stays the same however many letters there are


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one file: its letter's triples, or why it was kept out."""

    path: Path
    iri: str = ""
    sha256: str = ""
    triples: bytes = b""
    counts: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    unknown_report: str | None = None
    refusal: str = ""
    state: str = "read"


@dataclass
class UnknownReport:
    """A report not known beforehand, by the first title that a letter gives it, and how many letters answer it."""

    title: str
    letters: int = 0


@dataclass
class Summary:
    """What a build did; unknown_reports are by the IRI of their stub, "" where letters name no report."""

    letters: int = 0
    unchanged: int = 0
    triples: int = 0
    statements: dict[str, int] = field(default_factory=dict)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    unknown_reports: dict[str, UnknownReport] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    repeated: list[tuple[str, str]] = field(default_factory=list)


def known_reports(extra: Sequence[Path] = ()) -> tuple[Report, ...]:
    """Return the reports known beforehand: those given, then those that come with the package."""
    return (*(read_report(path) for path in extra), *built_in_reports())


def read_letter(
    path: Path, *, reports: Sequence[Report] = (), nlp: str | None = None
) -> tuple[Letter, tuple[Statement, ...]]:
    """Read one file to its letter and statements."""
    letter = anatomy(read_text(path), reports=reports, nlp=nlp)
    return letter, statements(letter)


@cache
def reader_version() -> str:
    """Return the package's version and a hash of the reader's code and pattern files."""
    digest = hashlib.sha256()
    rooms = files(__package__), files(reference.__package__), files(reference.__package__).joinpath("data")
    for part in rooms:
        for file in sorted(
            (f for f in part.iterdir() if f.name.endswith((".py", ".toml", ".json", ".csv", ".ttl", ".yaml"))),
            key=lambda f: f.name,
        ):
            digest.update(file.name.encode() + file.read_bytes())
    return f"{version('answerable')}+{digest.hexdigest()[:12]}"


def build_letter(path: Path, reports: Sequence[Report], nlp: str | None) -> Built:
    """Read, map and validate one file; a failure is a refusal that says why."""
    try:
        return _built(path, reports, nlp)
    except AnswerableError as error:
        return Built(path, refusal=str(error))
    except Exception as error:  # a kind of somebody's own may raise anything: no letter stops the others
        return Built(
            path, refusal=f"{path}: the reader broke on it ({type(error).__name__}: {error}); please report it"
        )


def _built(path: Path, reports: Sequence[Report], nlp: str | None) -> Built:
    letter, found = read_letter(path, reports=reports, nlp=nlp)
    triples = letter_triples(letter, found, reports=reports, confidence=confidence)
    findings = validate_letter(triples, reports)
    broken = [finding for finding in findings if finding.is_violation]
    if broken:
        return Built(path, refusal=f"{path}: breaks a shape: {broken[0].message} ({len(broken)} in all)")
    unknown = _unknown_report(letter, reports)
    counts: dict[str, int] = {}
    for statement in found:
        counts[statement.kind] = counts.get(statement.kind, 0) + 1
    return Built(
        path,
        iri=letter_iri(letter.text.sha256),
        sha256=letter.text.sha256,
        triples=serialize(triples, format=RdfFormat.N_TRIPLES) or b"",
        counts=tuple(sorted(counts.items())),
        warnings=tuple(_warnings((f for f in findings if not f.is_violation), found, unknown)),
        unknown_report=unknown,
    )


def _unknown_report(letter: Letter, reports: Sequence[Report]) -> str | None:
    """Return the title of the report answered where it is not known beforehand, "" where it has none."""
    if report_answered(letter, reports) is not None:
        return None
    return letter.report.value if letter.report else ""


def _warnings(findings: Iterable[Finding], found: Sequence[Statement], unknown_report: str | None) -> Iterator[str]:
    seen: dict[str, None] = {}
    for finding in findings:
        unaddressed = "/recommendation/" in finding.node and ": addressedTo: " in finding.message
        if not unaddressed:
            seen.setdefault(finding.message)
        elif unknown_report is None:  # of an unknown report it is said once a report, not here
            seen.setdefault(
                f"recommendation {finding.node.rsplit('/', 1)[-1]}: the report known beforehand has no such one"
            )
    yield from seen
    if not any(statement.kind == "position" for statement in found):
        yield "no answer to a recommendation was found: is it a letter that answers a report?"


def build(
    store: Store,
    paths: Sequence[Path],
    *,
    executor: Executor | None = None,
    workers: int = 1,
    reports: Sequence[Report] = (),
    nlp: str | None = None,
    progress: Callable[[], None] | None = None,
) -> Summary:
    """Load letters into a store, each in one transaction; the bytes do not depend on order or workers.

    Unchanged bytes read by an unchanged reader are skipped; the same bytes under two names are loaded once.
    Raises ReadError where there is no trained pipeline of the name given, or a kind cannot be loaded.
    """
    summary = Summary()
    extractors()  # first, and then the pipeline: what is not there stops the build before anything is written
    read_by = _version(reports, nlp)
    _load_known(store, reports)
    before = records(store)
    seen: dict[str, Path] = {}
    jobs: list[Path] = []
    for path in paths:
        state = _state(path, seen, before, summary, read_by)
        if state == "read":
            jobs.append(path)
        elif progress:
            progress()
    for built in _each(jobs, executor, workers, reports, nlp):
        _keep(store, built, summary, before, read_by)
        if progress:
            progress()
    for path in _worth_another_look(summary):
        _keep(store, build_letter(path, reports, nlp), summary, before, read_by)
    return summary


def _worth_another_look(summary: Summary) -> list[Path]:
    """Return files whose bytes were kept out under another name, which may have had the wrong ending."""
    refused = {path for path, _ in summary.refused}
    again = [path for path, first in summary.repeated if first in refused]
    summary.repeated = [(path, first) for path, first in summary.repeated if first not in refused]
    return [Path(path) for path in again]


def _load_known(store: Store, reports: Sequence[Report]) -> None:
    known = {ONTOLOGY_GRAPH: ontology_triples(), REFERENCE_GRAPH: reference_triples(reports)}
    changed = {name: triples for name, triples in known.items() if set(store.graph(name)) != set(triples)}
    if changed:
        store.replace(changed)


def _state(
    path: Path, seen: dict[str, Path], before: Mapping[str, frozenset[Triple]], summary: Summary, read_by: str
) -> str:
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "read"  # reading it says what is wrong
    iri = letter_iri(sha256)
    if iri in seen:
        summary.repeated.append((str(path), str(seen[iri])))
        return "repeated"
    seen[iri] = path
    if reader_of(before.get(iri, ())) == read_by:
        summary.unchanged += 1
        return "unchanged"
    return "read"


def _version(reports: Sequence[Report], nlp: str | None) -> str:
    given = hashlib.sha256(repr(reports).encode()).hexdigest()[:8]
    return f"{reader_version()}+{given}{pipeline_version(nlp)}{others_version()}"


def _each(
    paths: Sequence[Path], executor: Executor | None, workers: int, reports: Sequence[Report], nlp: str | None
) -> Iterator[Built]:
    """Yield what came of each file in the order of the files, few in hand at a time."""
    if executor is None:
        for path in paths:
            yield build_letter(path, reports, nlp)
        return
    waiting = iter(paths)
    hand: list[tuple[Path, Future[Built]]] = [
        (path, executor.submit(build_letter, path, reports, nlp)) for path in islice(waiting, workers * _AHEAD)
    ]
    while hand:
        path, job = hand.pop(0)
        try:
            yield job.result()
        except BrokenProcessPool as error:
            raise ReadError(
                f"{path}: a worker died while reading; build again with --workers 1 to see which letter"
            ) from error
        hand.extend((p, executor.submit(build_letter, p, reports, nlp)) for p in islice(waiting, 1))


def _keep(store: Store, built: Built, summary: Summary, before: dict[str, frozenset[Triple]], read_by: str) -> None:
    if built.refusal:
        summary.refused.append((str(built.path), built.refusal))
        return
    triples = [Triple(q.subject, q.predicate, q.object) for q in parse(built.triples, format=RdfFormat.N_TRIPLES)]
    record = provenance_triples(built.iri, built.sha256, built.path.name, read_by)
    change = Amendment(PROVENANCE_GRAPH, before.get(built.iri, frozenset()), frozenset(record))
    store.replace({built.iri: triples}, amend=[change])
    before[built.iri] = change.added
    summary.letters += 1
    summary.triples += len(triples)
    for kind, count in built.counts:
        summary.statements[kind] = summary.statements.get(kind, 0) + count
    summary.warnings += [(built.path.name, warning) for warning in built.warnings]
    if built.unknown_report is not None:
        stub = report_iri(built.unknown_report) if built.unknown_report else ""
        summary.unknown_reports.setdefault(stub, UnknownReport(built.unknown_report)).letters += 1
