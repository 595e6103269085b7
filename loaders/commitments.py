"""Commitments: future acts of a named actor, with strength, condition and due day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .clauses import actor, clause, speaks_of
from .dates import Due, due_in
from .letter import Letter, QuoteRole, Sentence
from .patterns import Rule, RuleSet, patterns
from .statements import Commitment
from .text import Span

_CONDITIONAL = re.compile(r"\W*(?:If|Should|Were) ")
_ACTION = Rule("commitments/action-line", "", {"strength": "firm"})
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)\"[^\"]*\"|(?<!\w)[‘'][^’'\n]{25,}[’'](?!\w)")

_WHOLE = re.compile(
    r"(?:\w+: )?(?:(?:We|I) (?:will|shall)(?: do (?:so|this|it))?|(?:It|This|That) (?:will|shall) be done)\."
)
_MINUTED = 3  # signs of minutes in a text that make it one
_ASKED = re.compile(r"\W*(?:What|How|Why|When) (?:we|you|the [\w ]+) (?:will|have|has|are|shall|asked)\b[^.]{0,60}$")


def commitments(letter: Letter) -> Iterator[Commitment]:
    """Yield every promise in the letter's own words, third parties' promises that it reports among them."""
    rules = patterns("commitments").rules
    minuted = _is_minuted(letter)
    refusals = [rule for rule in rules if "/not-" in rule.name]
    for index, sentence in enumerate(letter.sentences):
        if sentence.role is not QuoteRole.OWN or _outside(letter, sentence):
            continue
        labelled = _labelled(letter, index)
        if labelled:
            yield labelled
            continue
        places = _places(letter, sentence, minuted=minuted)
        previous: str | None = speaks_of(letter, letter.sentences, index) if places else None
        taken: list[Span] = []
        for rule, match in places:
            span = clause(letter, sentence, match.start(), match.end())
            if any(span.overlaps(other) for other in taken):
                span = (
                    Span(match.start(), max(span.end, match.end()))
                    if not any(o.end > match.start() for o in taken)
                    else span
                )
                if any(span.overlaps(other) for other in taken):
                    continue
            by, own = actor(letter, sentence, span, match, previous)
            if not own and re.search(r"\b(?:expected|anticipated) to\b", match[0]):
                continue
            if not rule.name.endswith("from-us") and _refused(letter, span, match, refusals, own=own):
                continue
            previous = by
            taken.append(span)
            yield _commitment(letter, index, rule, span, by, own=own, verb=match.start())


@cache
def _promises() -> RuleSet:
    return RuleSet(rule for rule in patterns("commitments").rules if "/not-" not in rule.name)


def _is_minuted(letter: Letter) -> bool:
    """Tell the minutes of a meeting, in whose reported speech "would" promises, from a letter."""
    file = patterns("commitments")
    signs = [match for rule in file.data["minutes"]["signs"] for match in file.rule(rule).finditer(letter.plain)]
    titled = file.compile(file.data["minutes"]["title"]).match(letter.plain)
    return len(signs) + (titled is not None) >= _MINUTED


def _outside(letter: Letter, sentence: Sentence) -> bool:
    """Tell a heading, a subject line or an address from a sentence that can promise."""
    heading = letter.sections[sentence.section].heading if letter.sections else None
    if heading is not None and heading.holds(sentence.span):
        return True
    words = letter.words(sentence.span)
    if words.endswith("?") or _ASKED.match(words):
        return True
    if words.count(" ") < 4 and not (letter.sections[sentence.section].recommendations and _WHOLE.fullmatch(words)):
        return True
    report = letter.report.span if letter.report else None
    return bool(report and report.holds(sentence.span))


def _places(letter: Letter, sentence: Sentence, *, minuted: bool) -> list[tuple[Rule, re.Match[str]]]:
    """Return where the sentence promises, in order, one rule a place; quoted words apart."""
    rules = _promises().within(letter.plain, sentence.span.start, sentence.span.end)
    rules = [rule for rule in rules if minuted or not rule.keys.get("minuted")]
    if not rules:
        return []
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(letter.plain, sentence.span.start, sentence.span.end)]
    quoted += [span for span in letter.restated if span.overlaps(sentence.span)]
    found: dict[int, tuple[Rule, re.Match[str]]] = {}
    for rule in rules:
        for match in rule.finditer(letter.plain, sentence.span.start, sentence.span.end):
            place = Span(*match.span())
            if any(place.overlaps(other) for other in quoted) or any(abs(at - place.start) < 12 for at in found):
                continue
            found[place.start] = (rule, match)
    return [found[at] for at in sorted(found)]


def _refused(letter: Letter, span: Span, match: re.Match[str], refusals: list[Rule], *, own: bool) -> bool:
    if _CONDITIONAL.match(letter.plain, span.start, span.end):
        main = letter.plain.find(",", span.start, match.end()) + 1
        span = Span(main, span.end) if span.start < main <= match.start() else span
    words = letter.plain[span.start : span.end]
    verb = match.start() - span.start
    dated: bool | None = None
    for rule in refusals:
        if rule.name.endswith("negated") and own and _forbids(letter, span):
            continue
        if own and rule.name.endswith(("performative", "habit", "rule")):
            dated = _is_dated(letter, span, match.start()) if dated is None else dated
            if dated:
                continue
        if (
            rule.name.endswith("others")
            and re.match(r"\W*(?:This [a-z]+|[^.;]{0,40}\b(?:[Tt]here|[Tt]his)) (?:will|shall)\b", words)
            and _is_dated(letter, span, match.start())
        ):
            continue
        if rule.name.endswith(("negated", "expectation")):
            near = letter.plain[max(span.start, match.start() - 40) : min(span.end, match.end() + 60)]
            near = near.lstrip()
            if rule.pattern.search(near) and _touches(rule, near, match[0]):
                return True
        elif rule.name.endswith("hypothetical"):
            if (
                rule.pattern.search(words[: verb + len(match[0]) + 14])
                and "offer" not in match[0]
                and not re.match(
                    r"(?:would|should)\s+(?:also\s+)?be\s+(?:more|very|happy|glad|pleased|delighted|prepared|willing)",
                    match[0],
                )
            ):
                return True
        elif (found := rule.within(letter.plain, span.start, span.end)) and found.start() <= verb + len(match[0]):
            return True
    return False


def _forbids(letter: Letter, span: Span) -> bool:
    """Tell a promise of what will not be done: from a day, or without or until something else."""
    rule = patterns("commitments").compile(patterns("commitments").data["forbids"]["pattern"])
    return rule.search(letter.plain, span.start, span.end) is not None


def _is_dated(letter: Letter, span: Span, verb: int) -> bool:
    due = due_in(letter.plain, span, letter.date, verb)
    return due is not None and (due.end is not None or letter.plain.startswith("within", due.span.start))


def _touches(rule: Rule, near: str, verb: str) -> bool:
    """Tell whether a negation stands at this verb and not at another of the clause."""
    if rule.name.endswith("expectation"):
        return True
    found = rule.pattern.search(near)
    at = near.find(verb)
    return (
        found is not None
        and found.start() - 30 <= at + len(verb)
        and found.end() >= at - 2
        and found.end() <= at + len(verb) + 22
    )


def _commitment(
    letter: Letter, index: int, rule: Rule, span: Span, by: str, *, own: bool, verb: int | None = None
) -> Commitment:
    sentence = letter.sentences[index]
    due = _due(letter, index, span, verb)
    condition = _condition(letter, span)
    awaits = re.search(patterns("commitments").data["condition"]["awaits"], letter.plain[span.start : span.end])
    action = letter.words(span)
    return Commitment(
        span=span,
        label=f"{by}: {action if len(action) <= 90 else action[:90].rsplit(' ', 1)[0] + ' …'}",
        by=by,
        rule=rule.name,
        role=sentence.role,
        action=action,
        strength=rule.keys["strength"],
        condition=condition,
        awaits=" ".join(awaits["event"].split()) if awaits else None,
        due_text=letter.words(due.span) if due else None,
        due_from=due.start.isoformat() if due and due.start and due.end else None,
        due_by=due.end.isoformat() if due and due.end else None,
        due_computed=bool(due and due.computed),
        recommendation=next(iter(letter.sections[sentence.section].recommendations), None),
        own=own,
    )


def _condition(letter: Letter, span: Span) -> str | None:
    found = re.search(patterns("commitments").data["condition"]["pattern"], letter.plain[span.start : span.end])
    return " ".join(found["words"].split()) if found else None


def _due(letter: Letter, index: int, span: Span, verb: int | None) -> Due | None:
    """Return the day that a promise's own clause gives, the clause that goes on from it, or a cell beside it."""
    due = due_in(letter.plain, span, letter.date, verb)
    if due is not None and due.end is not None:
        return due
    return _due_beyond(letter, index, span) or _due_beside(letter, index) or due


def _due_beyond(letter: Letter, index: int, span: Span) -> Due | None:
    """Return the day to come in what follows a clause: the act that its condition governs, or what describes it."""
    rest = Span(span.end, letter.sentences[index].span.end)
    file = patterns("commitments")
    condition = file.compile(file.data["condition"]["alone"]).fullmatch(letter.plain, span.start, span.end)
    goes_on = file.compile(file.data["condition"]["goes_on"]).match(letter.plain, rest.start, rest.end)
    if not (condition or goes_on):
        return None
    place = rest if condition or goes_on is None else Span(*goes_on.span())
    due = due_in(letter.plain, place, letter.date)
    return due if due and due.end and (letter.date is None or due.end >= letter.date) else None


def _due_beside(letter: Letter, index: int) -> Due | None:
    """Return the day that a cell or a line "Target date: ..." beside an action gives."""
    sentence = letter.sentences[index]
    file = patterns("commitments")
    label, within, owner = (file.compile(file.data["label"][name]) for name in ("due", "within", "owner"))
    beside = [*letter.sentences[index + 1 : index + 7], *reversed(letter.sentences[max(0, index - 5) : index])]
    for near in beside:
        if near.section != sentence.section:
            continue
        words = letter.plain[near.span.start : near.span.end]
        stated = label.match(words) or within.search(words) or owner.fullmatch(words)
        if not stated and len(words) > 28:
            continue
        said = stated["when"] if stated else words
        due = due_in(said, Span(0, len(said)), letter.date)
        to_come = (
            due
            and due.end
            and (
                (near.span > sentence.span and not owner.fullmatch(words))
                or letter.date is None
                or due.end > letter.date
            )
        )
        if due and to_come and (stated or due.span.end - due.span.start >= len(words) - 3):
            start = near.span.start + (stated.start("when") if stated else 0)
            return replace(due, span=Span(start + due.span.start, start + due.span.end))
    return None


def _is_led(letter: Letter, index: int, imperative: re.Pattern[str]) -> bool:
    """Tell whether a line over bare imperatives says that they are what will be done."""
    lead = patterns("commitments").compile(patterns("commitments").data["lead"]["pattern"])
    for near in reversed(letter.sentences[max(0, index - 10) : index]):
        words = letter.plain[near.span.start : near.span.end]
        if lead.match(words):
            return True
        if not imperative.match(words):
            return False
    return False


def _labelled(letter: Letter, index: int) -> Commitment | None:
    """Return the promise of an action line that has no verb of promise."""
    sentence = letter.sentences[index]
    words = letter.plain[sentence.span.start : sentence.span.end]
    found = re.match(patterns("commitments").data["label"]["pattern"], words)
    heading = letter.sections[sentence.section].heading if letter.sections else None
    keyed = heading is not None and heading.end - heading.start <= 6 and len(words) < 140
    imperative = patterns("commitments").compile(patterns("commitments").data["imperative"]["pattern"])
    if found is None and imperative.match(words) and (keyed or _is_led(letter, index, imperative)):
        return _commitment(letter, index, _ACTION, sentence.span, sentence.speaker, own=True)
    if found is None or re.match(r"(?:None|No |Not |Complete|We |The |All |As )", found["action"]):
        return None
    span = Span(sentence.span.start + found.start("action"), sentence.span.start + found.end("action"))
    return _commitment(letter, index, _ACTION, span, sentence.speaker, own=True)
