"""The page of money and services: who pays whom how much, and who does what for whom."""

from __future__ import annotations

from dataclasses import dataclass

from ...ontology.namespaces import ANS, SCHEMA
from .facts import Facts
from .lines import Line, line
from .paths import Paths
from .render import Frame, Page


@dataclass(frozen=True, slots=True)
class Named:
    """A thing's name and page."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """An award or a service: cells hold who and what in the order of the page's columns."""

    head: Named
    cells: tuple[tuple[Named, ...], ...]
    evidence: Line


_MONEY = (SCHEMA.funder, ANS.fundingRecipient, ANS.aim, ANS.fundedFrom, ANS.fundingPeriod)
_SERVICE = (SCHEMA.provider, ANS.commissionedBy, ANS.supports, SCHEMA.areaServed)


def money_page(facts: Facts, paths: Paths, frame: Frame) -> Page:
    """Return the page."""
    return frame.page(
        "money.html",
        "money.html",
        awards=_rows(facts, paths, "funding", _MONEY),
        services=_rows(facts, paths, "service", _SERVICE),
    )


def _rows(facts: Facts, paths: Paths, kind: str, columns: tuple[str, ...]) -> list[Row]:
    rows = []
    for said in facts.said.values():
        if said.kind != kind:
            continue
        head = facts.amount(said.iri) if kind == "funding" else facts.label(said.iri)
        cells = tuple(
            tuple(Named(_text(facts, value), paths.pages.get(value, "")) for value in facts.texts(said.iri, column))
            for column in columns
        )
        rows.append(Row(Named(head, paths.pages.get(said.iri, "")), cells, line(facts, paths, said)))
    return sorted(rows, key=lambda row: (row.head.label.casefold(), row.evidence.href))


def _text(facts: Facts, value: str) -> str:
    return facts.label(value) if value.startswith(("http://", "https://")) else value
