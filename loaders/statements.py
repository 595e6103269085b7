"""The kinds of statement a letter makes: one class each, its fields as in the contract of `read`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import ClassVar

from .letter import QuoteRole
from .text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing a letter says, with the words that say so.

    by is the name of the body that says or does it; rule names the pattern that found it. A subclass of
    your own sets kind and adds fields of str, bool, int, float, None or tuples of str; properties says under
    which property (a full IRI) the graph has a field.
    """

    kind: ClassVar[str]
    properties: ClassVar[Mapping[str, str]] = {}
    span: Span
    label: str
    by: str
    rule: str
    role: QuoteRole = QuoteRole.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStatement(Statement):
    """The letter itself: date is ISO; senders are names as written."""

    kind: ClassVar[str] = "letter"
    date: str | None = None
    reference: str | None = None
    senders: tuple[str, ...] = ()
    signatory: str | None = None
    post: str | None = None
    recipient: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Statement):
    """Where one body stands on one recommendation: stance x implementation state.

    element holds the words for the part it is limited to, where a letter splits its answer, or for what it is on
    where that has no number.
    """

    kind: ClassVar[str] = "position"
    recommendation: str | None = None
    stance: str = "not-stated"
    state: str = "not-stated"
    awaits: str | None = None
    element: str | None = None
    numbering_given: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Statement):
    """A future act of a named actor; by is the promisor. Due days are ISO, due_text is verbatim."""

    kind: ClassVar[str] = "commitment"
    action: str = ""
    strength: str = "firm"
    condition: str | None = None
    awaits: str | None = None
    due_text: str | None = None
    due_from: str | None = None
    due_by: str | None = None
    due_computed: bool = False
    recommendation: str | None = None
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention(Statement):
    """A body named in the letter; body is its IRI, match how it was resolved (exact, alias, scored, new)."""

    kind: ClassVar[str] = "body"
    name: str = ""
    body: str = ""
    match: str = "new"
    body_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Statement):
    """A person named in the letter, without rank or title; chairs holds a board or network chaired."""

    kind: ClassVar[str] = "person"
    name: str = ""
    post: str | None = None
    body: str | None = None
    chairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Statement):
    """A service, team or unit that helps people."""

    kind: ClassVar[str] = "service"
    name: str = ""
    provider: str | None = None
    commissioner: str | None = None
    audience: str | None = None
    area: str | None = None
    host: str | None = None
    hands_over_to: str | None = None
    refers_to: str | None = None
    recommendation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Statement):
    """A named police operation or exercise."""

    kind: ClassVar[str] = "operation"
    name: str = ""
    force: str | None = None
    aim: str | None = None
    partner: str | None = None
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Statement):
    """A named partnership, network, board or forum of several bodies."""

    kind: ClassVar[str] = "partnership"
    name: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Statement):
    """Money given, allocated or set aside; amount is in pounds for one period, None where unstated."""

    kind: ClassVar[str] = "funding"
    amount: float | None = None
    amount_text: str | None = None
    currency: str = "GBP"
    funder: str | None = None
    programme: str | None = None
    recipient: str | None = None
    purpose: str | None = None
    period: str | None = None
    recommendation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Statement):
    """A count or measure; comparator is exact, more-than, at-least, less-than, at-most, about or range.

    part_of and same_as quote the larger figure it is part of, or the same capacity in another unit.
    """

    kind: ClassVar[str] = "figure"
    value: float | None = None
    value_max: float | None = None
    unit: str | None = None
    comparator: str = "exact"
    counts: str = ""
    part_of: Span | None = None
    same_as: Span | None = None
    recommendation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Statement):
    """Guidance, policy, protocol, code, strategy, plan, legislation, statement or review."""

    kind: ClassVar[str] = "instrument"
    name: str = ""
    instrument_type: str = "guidance"
    issuer: str | None = None
    followed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class System(Statement):
    """A named information system."""

    kind: ClassVar[str] = "system"
    name: str = ""
    used_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Statement):
    """A piece of work: training, campaign, review, workshop, system-change, monitoring, lobbying, provision.

    state is done, under-way, planned or standing.
    """

    kind: ClassVar[str] = "initiative"
    initiative_type: str = "provision"
    state: str = "under-way"
    partner: str | None = None
    recommendation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement(Statement):
    """Words that only repeat what was recommended."""

    kind: ClassVar[str] = "restatement"
    role: QuoteRole = field(default=QuoteRole.RESTATED)
    recommendation: str | None = None


def values(statement: Statement) -> dict[str, object]:
    """Return the fields that are the statement's kind's own, in order, spans as (start, end)."""
    common = {f.name for f in fields(Statement)}
    found: dict[str, object] = {}
    for f in fields(statement):
        if f.name not in common:
            value = getattr(statement, f.name)
            found[f.name] = (value.start, value.end) if isinstance(value, Span) else value
    return found
