"""Statements as triples in the ontology: one function a kind, looked up by class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology.iris import letter_iri, thing_iri
from ..ontology.namespaces import ANS, ANSV, DCTERMS, FRAPO, ORG, RDFS, SCHEMA, SKOS, XSD
from ..ontology.reports import Report
from . import statements as kinds
from .letter import Letter, QuoteRole
from .lettergraph import LetterGraph, day, english
from .linking import link
from .reports import report_answered
from .resolution import settled
from .text import Span

Confidence = Callable[[kinds.Statement], float | None]
GIST = 240  # characters


def letter_triples(
    letter: Letter, statements: Sequence[kinds.Statement], *, reports: Sequence[Report], confidence: Confidence
) -> tuple[Triple, ...]:
    """Return the triples of one letter's named graph, sorted.

    A statement of a kind that is not ours is an ans:Statement with its words, label and evidence.
    """
    graph = LetterGraph(letter, report=report_answered(letter, reports), roles=_roles(statements))
    for statement in statements:
        if isinstance(statement, kinds.BodyMention) and statement.body_type and statement.match == "new":
            graph.set_body_type(statement.body, statement.body_type)
    _sections(graph)
    found = []
    for statement in statements:
        write = _WRITERS.get(type(statement), _other)
        node = write(graph, statement)
        _common(graph, node, statement, confidence(statement))
        found.append((statement, node))
    link(graph, found)
    return graph.triples()


def statement_iri(sha256: str, statement: kinds.Statement) -> str:
    """Return the IRI that a statement has in its letter's graph, also the `id` of its line."""
    if isinstance(statement, kinds.LetterStatement):
        return letter_iri(sha256)
    return thing_iri(letter_iri(sha256), statement.kind, *_key(statement))


def _node(graph: LetterGraph, statement: kinds.Statement) -> NamedNode:
    return NamedNode(statement_iri(graph.letter.text.sha256, statement))


def _key(statement: kinds.Statement) -> tuple[str, ...]:
    place = f"{statement.span.start}-{statement.span.end}"
    match statement:
        case kinds.Position(recommendation=str(number)):
            return (number, statement.by)
        case kinds.Partnership(name=name):
            return (settled(name),)
        case (
            kinds.Service(name=name)
            | kinds.Operation(name=name)
            | kinds.Instrument(name=name)
            | kinds.System(name=name)
        ):
            return (name,)
        case kinds.Person(name=name) | kinds.BodyMention(name=name):
            return (name,)
        case kinds.Funding(funder=funder):
            return (place, funder or "unnamed")
        case _:
            return (place,)


def _common(graph: LetterGraph, node: NamedNode, said: kinds.Statement, confidence: float | None) -> None:
    """Say what every statement has: its words, its letter, who says it, and the rule that found it."""
    graph.add(node, ANS.evidence, graph.evidence(said.span, said.role))
    if node == graph.iri:
        return
    graph.add(node, RDFS.label, english(said.label))
    if node.value.startswith(graph.iri.value):
        graph.add(node, ANS.statedIn, graph.iri)
    graph.add(node, ANS.statedBy, *(graph.agent(sender.value) for sender in graph.letter.senders[:1]))
    graph.add(node, ANS.rule, said.rule)
    if confidence is not None:
        graph.add(node, ANS.confidence, Literal(f"{confidence:.3f}", datatype=NamedNode(XSD.decimal)))


def _gist(graph: LetterGraph, said: kinds.Statement, words: str = "") -> Literal:
    text = words or graph.letter.words(said.span)
    if len(text) > GIST:
        text = f"{text[:GIST].rsplit(' ', 1)[0]} …"
    return english(text)


def _roles(statements: Sequence[kinds.Statement]) -> dict[Span, QuoteRole]:
    """Return each quotation's one role: words are the body's own only where every statement on them says so."""
    roles: dict[Span, QuoteRole] = {}
    for statement in statements:
        if roles.get(statement.span, QuoteRole.OWN) is QuoteRole.OWN:
            roles[statement.span] = statement.role
    return roles


def _concept(scheme: str, word: str) -> NamedNode:
    return NamedNode(ANSV[f"{scheme}-{word}"])


def _sections(graph: LetterGraph) -> None:
    for section in graph.letter.sections:
        if not section.recommendations:
            continue
        node = NamedNode(f"{graph.iri.value}/section/{section.span.start}-{section.span.end}")
        graph.type(node, ANS.LetterSection)
        graph.add(graph.iri, ANS.hasSection, node)
        graph.add(node, ANS.answers, *map(graph.recommendation, section.recommendations))
        graph.add(node, ANS.numberingGiven, section.numbering_given)
        heading = section.heading
        words = heading if heading and heading.start < heading.end else section.span
        graph.add(node, ANS.evidence, graph.evidence(words, QuoteRole.OWN))


def _letter(graph: LetterGraph, said: kinds.LetterStatement) -> NamedNode:
    letter, iri = graph.letter, graph.iri
    graph.type(iri, ANS.ResponseLetter)
    graph.add(iri, DCTERMS.identifier, letter.text.name)
    graph.add(iri, DCTERMS.title, english(said.label))
    graph.add(iri, DCTERMS.format, letter.text.media_type)
    graph.add(iri, SCHEMA.sha256, letter.text.sha256)
    graph.add(iri, SCHEMA.text, letter.text.text)
    graph.add(iri, ANS.characterCount, len(letter.text.text))
    graph.add(iri, DCTERMS.date, day(said.date) if said.date else None)
    graph.add(iri, ANS.ownReference, said.reference)
    graph.add(iri, ANS.respondsTo, graph.answered_report())
    for sender in said.senders:
        graph.add(iri, ANS.onBehalfOf, graph.agent(sender))
    post = letter.post.value if letter.post else None
    if post:
        held = graph.thing("post", post, ORG.Post)
        graph.add(iri, ANS.signedAs, held)
        if said.by:
            graph.add(held, ORG.postIn, graph.agent(said.by))
    for signatory in letter.signatories:
        person = graph.person(signatory.value)
        graph.add(iri, ANS.signatory, person)
        graph.add(person, ANS.evidence, graph.evidence(signatory.span, QuoteRole.OWN))
        if post and len(letter.signatories) == 1:
            graph.add(person, ORG.holds, graph.thing("post", post, ORG.Post))
    if letter.recipient:
        graph.add(iri, ANS.addressee, graph.recipient(letter.recipient.value))
    return iri


def _position(graph: LetterGraph, said: kinds.Position) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Position)
    graph.add(node, ANS.onRecommendation, graph.recommendation(said.recommendation, topic=said.element))
    graph.add(node, ANS.positionHolder, graph.agent(said.by))
    graph.add(node, ANS.stance, _concept("stance", said.stance))
    graph.add(node, ANS.implementationState, _concept("impl", said.state))
    graph.add(node, ANS.explicitStance, said.stance != "not-stated")
    graph.add(node, ANS.gist, _gist(graph, said))
    graph.add(node, ANS.awaits, graph.milestone(said.awaits) if said.awaits else None)
    graph.add(node, ANS.awaitsText, said.awaits)
    return node


def _commitment(graph: LetterGraph, said: kinds.Commitment) -> NamedNode:
    node = _node(graph, said)
    letter_day = graph.letter.date
    graph.type(node, ANS.Commitment)
    graph.add(node, ANS.promisor, graph.agent(said.by))
    graph.add(node, ANS.gist, _gist(graph, said, said.action))
    graph.add(node, ANS.strength, _concept("strength", said.strength))
    status = "waiting" if said.awaits else "in-progress" if said.strength == "continuing" else "open"
    graph.add(node, ANS.commitmentStatus, _concept("cs", status))
    graph.add(node, ANS.statusAsOf, day(letter_day.isoformat()) if letter_day else None)
    graph.add(node, ANS.condition, said.condition)
    graph.add(node, ANS.awaits, graph.milestone(said.awaits) if said.awaits else None)
    graph.add(node, ANS.awaitsText, said.awaits)
    graph.add(node, ANS.dueText, said.due_text)
    graph.add(node, ANS.dueFrom, day(said.due_from) if said.due_from else None)
    graph.add(node, ANS.dueBy, day(said.due_by) if said.due_by else None)
    graph.add(node, ANS.dueInferred, said.due_computed if said.due_by else None)
    if said.due_by:
        graph.add(node, ANS.plannedResult, graph.known_milestone(said.action))
    _in_response_to(graph, node, said.recommendation)
    return node


def _in_response_to(graph: LetterGraph, node: NamedNode, *numbers: str | None) -> None:
    graph.add(node, ANS.inResponseTo, *(graph.recommendation(number) for number in numbers if number))


def _body(graph: LetterGraph, said: kinds.BodyMention) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Mention)
    graph.add(node, ANS.mentions, graph.agent(said.name))
    graph.add(node, ANS.match, _concept("match", said.match))
    return node


def _person(graph: LetterGraph, said: kinds.Person) -> NamedNode:
    node = graph.person(said.name)
    if said.post:
        held = graph.thing("post", said.post, ORG.Post)
        graph.add(node, ORG.holds, held)
        graph.add(held, ORG.postIn, graph.agent(said.body) if said.body else None)
    elif said.body:
        graph.add(node, ORG.memberOf, graph.agent(said.body))
    for chaired in said.chairs:
        membership = NamedNode(thing_iri(graph.iri.value, "membership", said.name, chaired))
        graph.type(membership, ORG.Membership)
        graph.add(membership, ORG.member, node)
        graph.add(membership, ORG.organization, graph.partnership(chaired))
        graph.add(membership, ORG.role, NamedNode(ANSV["role-chair"]))
        graph.add(membership, ANS.evidence, graph.evidence(said.span, said.role))
    return node


def _service(graph: LetterGraph, said: kinds.Service) -> NamedNode:
    node = graph.thing("service", said.name, ANS.SupportService)
    provider = graph.agent(said.provider) if said.provider else None
    graph.add(node, SCHEMA.provider, provider)
    graph.add(node, ANS.commissionedBy, graph.agent(said.commissioner) if said.commissioner else None)
    graph.add(node, ANS.hostedBy, graph.agent(said.host) if said.host else None)
    graph.add(node, ANS.supports, graph.audience(said.audience) if said.audience else None)
    if said.area:
        graph.add(node, SCHEMA.areaServed, graph.place(said.area))
    if said.hands_over_to:
        following = graph.thing("service", said.hands_over_to, ANS.SupportService)
        graph.add(node, ANS.handsOverTo, following)
        graph.add(following, ANS.evidence, graph.evidence(said.span, said.role))
    if said.refers_to:
        referred = graph.service_or_instrument(said.refers_to)
        graph.add(node, ANS.refersTo, referred)
        graph.add(referred, ANS.evidence, graph.evidence(said.span, said.role))
    _in_response_to(graph, node, said.recommendation)
    return node


def _operation(graph: LetterGraph, said: kinds.Operation) -> NamedNode:
    node = graph.thing("operation", said.name, ANS.PoliceOperation)
    graph.add(node, ANS.initiativeType, _concept("it", "operation"))
    graph.add(node, ANS.workState, _concept("ws", "standing"))
    graph.add(node, ANS.conductedBy, graph.agent(said.force or said.by))
    graph.add(node, ANS.withPartner, graph.agent(said.partner) if said.partner else None)
    graph.add(node, ANS.aim, said.aim)
    _in_response_to(graph, node, *said.recommendations)
    return node


def _partnership(graph: LetterGraph, said: kinds.Partnership) -> NamedNode:
    node = graph.partnership(said.name)
    graph.add(node, ORG.hasMember, *map(graph.agent, said.members))
    return node


def _funding(graph: LetterGraph, said: kinds.Funding) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.FundingAward)
    graph.add(node, SKOS.prefLabel, english(said.label))
    graph.add(node, SCHEMA.funder, graph.agent(said.funder) if said.funder else None)
    graph.add(node, ANS.fundingRecipient, graph.recipient_of_funds(said.recipient) if said.recipient else None)
    graph.add(node, ANS.amountText, said.amount_text)
    graph.add(node, ANS.fundingPeriod, said.period)
    graph.add(node, ANS.aim, said.purpose)
    if said.amount is not None:
        money = NamedNode(f"{node.value}/amount")
        graph.type(money, SCHEMA.MonetaryAmount)
        graph.add(money, SCHEMA.value, Literal(f"{said.amount:.2f}", datatype=NamedNode(XSD.decimal)))
        graph.add(money, SCHEMA.currency, said.currency)
        graph.add(node, SCHEMA.amount, money)
    if said.programme:
        pot = graph.thing("programme", said.programme, FRAPO.FundingProgramme)
        graph.add(node, ANS.fundedFrom, pot)
        owner = graph.owner_of(said.programme)
        graph.add(pot, SCHEMA.funder, owner)
    _in_response_to(graph, node, said.recommendation)
    return node


def _figure(graph: LetterGraph, said: kinds.Figure) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Figure)
    graph.add(node, ANS.counts, said.counts or graph.letter.words(said.span))
    graph.add(node, SCHEMA.unitText, said.unit or said.counts or graph.letter.words(said.span))
    graph.add(node, ANS.comparator, _concept("cmp", said.comparator))
    if said.value_max is not None:
        graph.add(node, SCHEMA.minValue, _number(said.value))
        graph.add(node, SCHEMA.maxValue, _number(said.value_max))
    else:
        graph.add(node, SCHEMA.value, _number(said.value))
    for predicate, place in ((ANS.subsetOf, said.part_of), (ANS.sameCapacityAs, said.same_as)):
        if place is not None:
            other = thing_iri(graph.iri.value, "figure", f"{place.start}-{place.end}")
            graph.add(node, predicate, NamedNode(other))
    _in_response_to(graph, node, said.recommendation)
    return node


def _number(value: float | None) -> Literal | None:
    if value is None:
        return None
    if float(value).is_integer():
        return Literal(int(value))
    return Literal(str(value), datatype=NamedNode(XSD.decimal))


def _instrument(graph: LetterGraph, said: kinds.Instrument) -> NamedNode:
    node = graph.instrument(said.name, law=said.instrument_type == "legislation")
    if said.instrument_type != "legislation":
        graph.add(node, ANS.instrumentType, _concept("in", said.instrument_type))
    graph.add(node, ANS.issuedBy, graph.agent(said.issuer) if said.issuer else None)
    if said.followed_by:
        graph.add(graph.agent(said.followed_by), ANS.follows, node)
    return node


def _system(graph: LetterGraph, said: kinds.System) -> NamedNode:
    node = graph.thing("system", said.name, ANS.InformationSystem)
    if said.used_by:
        graph.add(graph.agent(said.used_by), ANS.usesSystem, node)
    return node


def _initiative(graph: LetterGraph, said: kinds.Initiative) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Initiative)
    graph.add(node, SKOS.prefLabel, english(said.label))
    graph.add(node, ANS.initiativeType, _concept("it", said.initiative_type))
    graph.add(node, ANS.workState, _concept("ws", said.state))
    graph.add(node, ANS.conductedBy, graph.agent(said.by))
    graph.add(node, ANS.withPartner, graph.agent(said.partner) if said.partner else None)
    _in_response_to(graph, node, said.recommendation)
    return node


def _restatement(graph: LetterGraph, said: kinds.Restatement) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Restatement)
    graph.add(node, ANS.gist, _gist(graph, said))
    graph.add(
        node,
        ANS.restatesRecommendation,
        *([graph.recommendation(said.recommendation)] if said.recommendation else []),
    )
    return node


def _other(graph: LetterGraph, said: kinds.Statement) -> NamedNode:
    node = _node(graph, said)
    graph.type(node, ANS.Statement)
    graph.add(node, ANS.gist, _gist(graph, said))
    graph.add(node, DCTERMS.type, said.kind)
    for name, iri in said.properties.items():
        value = getattr(said, name)
        graph.add(node, iri, *(value if isinstance(value, tuple) else (value,)))
    return node


_WRITERS: dict[type[kinds.Statement], Callable[[LetterGraph, Any], NamedNode]] = {
    kinds.LetterStatement: _letter,
    kinds.Position: _position,
    kinds.Commitment: _commitment,
    kinds.BodyMention: _body,
    kinds.Person: _person,
    kinds.Service: _service,
    kinds.Operation: _operation,
    kinds.Partnership: _partnership,
    kinds.Funding: _funding,
    kinds.Figure: _figure,
    kinds.Instrument: _instrument,
    kinds.System: _system,
    kinds.Initiative: _initiative,
    kinds.Restatement: _restatement,
}
