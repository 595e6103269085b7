"""Reports and their recommendations, known beforehand: built in, or given as YAML or Turtle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import NamedNode, RdfFormat, Store

from ..errors import ReferenceDataError
from .namespaces import ANS, DCTERMS, ID, RDF, SKOS
from .rdf import value


@dataclass(frozen=True, slots=True)
class Element:
    """A separable requirement of a recommendation, with the wordings that letters use for it."""

    iri: str
    label: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation: number as the report writes it, text where known, addressees as IRIs."""

    iri: str
    number: str
    label: str
    text: str = ""
    addressed_to: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """A milestone or instrument that several letters speak of, with the wordings they use for it."""

    iri: str
    kind: str
    label: str
    labels: tuple[str, ...] = ()
    type: str = ""
    issued_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """A super-complaint that a report investigates."""

    iri: str
    title: str
    date: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report with recommendations."""

    iri: str
    title: str
    alt_titles: tuple[str, ...] = ()
    issued: str = ""
    publishers: tuple[str, ...] = ()
    page: str = ""
    complaint: Complaint | None = None
    recommendations: tuple[Recommendation, ...] = ()
    shared: tuple[Shared, ...] = ()

    def recommendation(self, number: str) -> Recommendation | None:
        """Return the recommendation of that number, or None."""
        wanted = number.casefold()
        return next((r for r in self.recommendations if r.number.casefold() == wanted), None)


@cache
def built_in_reports() -> tuple[Report, ...]:
    """Return the reports that come with the package."""
    folder = files(f"{__package__}.data.reports")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(_from_mapping(yaml.safe_load(f.read_text("utf-8")), f.name) for f in found)


def read_report(path: Path) -> Report:
    """Read a report from YAML or Turtle.

    Raises ReferenceDataError that says what is wrong and what a report needs.
    """
    try:
        if path.suffix.casefold() in {".yaml", ".yml"}:
            return _from_mapping(yaml.safe_load(path.read_text("utf-8")), path.name)
        if path.suffix.casefold() == ".ttl":
            return _from_turtle(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, SyntaxError) as error:
        raise ReferenceDataError(f"{path}: cannot be read as a report: {error}") from error
    raise ReferenceDataError(f"{path}: a report is a .yaml or .ttl file (docs/reports.md shows one)")


def _node(name: str) -> str:
    """Return an IRI for "body/x", "group/x" or a full IRI."""
    if name.startswith(("http://", "https://")):
        return name
    return ID[name if "/" in name else f"body/{name}"]


def _from_mapping(data: Any, where: str) -> Report:
    if not isinstance(data, Mapping) or not data.get("id") or not data.get("title"):
        raise ReferenceDataError(f"{where}: a report needs at least `id`, `title` and `recommendations`")
    report_id = str(data["id"])
    iri = report_id if report_id.startswith("http") else ID[f"report/{report_id}"]
    complaint = data.get("super_complaint")
    return Report(
        iri=iri,
        title=str(data["title"]),
        alt_titles=_strings(data.get("alt_titles"), where, "alt_titles"),
        issued=str(data.get("issued") or ""),
        publishers=tuple(_node(p) for p in _strings(data.get("publishers"), where, "publishers")),
        page=str(data.get("page") or ""),
        complaint=Complaint(
            ID[f"super-complaint/{complaint['id']}"],
            complaint["title"],
            str(complaint.get("date") or ""),
            tuple(map(_node, complaint.get("by", []))),
        )
        if complaint
        else None,
        recommendations=tuple(_recommendation(entry, report_id, where) for entry in data.get("recommendations") or []),
        shared=tuple(
            Shared(
                ID[f"{kind}/{entry['id']}"],
                kind,
                entry["label"],
                tuple(entry.get("labels", [])),
                entry.get("type", ""),
                tuple(map(_node, entry.get("issued_by", []))),
            )
            for kind, key in (("milestone", "milestones"), ("instrument", "instruments"))
            for entry in data.get(key) or []
        ),
    )


def _strings(value: Any, where: str, key: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ReferenceDataError(f"{where}: `{key}` is a list")
    return tuple(str(item) for item in value)


def _recommendation(entry: Any, report_id: str, where: str) -> Recommendation:
    if not isinstance(entry, Mapping) or not entry.get("number"):
        raise ReferenceDataError(f"{where}: every recommendation needs a `number`: {entry!r}")
    number = str(entry["number"])
    iri = f"{ID}recommendation/{report_id.rsplit('/', 1)[-1]}/{number}"
    return Recommendation(
        iri=iri,
        number=number,
        label=str(entry.get("label") or entry.get("text") or f"Recommendation {number}"),
        text=str(entry.get("text") or ""),
        addressed_to=tuple(_node(a) for a in _strings(entry.get("addressed_to"), where, "addressed_to")),
        elements=tuple(
            Element(f"{iri}/element/{e['id']}", e["label"], tuple(e.get("labels", [])))
            for e in entry.get("elements", [])
        ),
    )


def _from_turtle(path: Path) -> Report:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE)

    def values(subject: Any, predicate: str) -> list[str]:
        return sorted(value(q.object) for q in store.quads_for_pattern(subject, NamedNode(predicate), None, None))

    reports = [
        q.subject for q in store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(ANS.InspectorateReport), None)
    ]
    if len(reports) != 1:
        raise ReferenceDataError(
            f"{path}: has {len(reports)} reports (ans:InspectorateReport); one file holds one report"
        )
    report = reports[0]
    titles = values(report, SKOS.prefLabel) or values(report, DCTERMS.title)
    if not titles:
        raise ReferenceDataError(f"{path}: the report has no skos:prefLabel")
    made = [q.subject for q in store.quads_for_pattern(None, NamedNode(ANS.madeIn), report, None)]
    recommendations = []
    for subject in made:
        number = values(subject, ANS.number)
        if not number:
            raise ReferenceDataError(f"{path}: {value(subject)} has no ans:number")
        label = values(subject, SKOS.prefLabel) or [f"Recommendation {number[0]}"]
        text = values(subject, DCTERMS.description)
        to = tuple(values(subject, ANS.addressedTo))
        recommendations.append(Recommendation(value(subject), number[0], label[0], text[0] if text else "", to))
    return Report(
        iri=value(report),
        title=titles[0],
        alt_titles=tuple(values(report, SKOS.altLabel)),
        issued=(values(report, DCTERMS.issued) or [""])[0],
        publishers=tuple(values(report, DCTERMS.creator)),
        recommendations=tuple(sorted(recommendations, key=lambda r: r.iri)),
    )
