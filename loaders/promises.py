"""Promises: whether a clause is one by all of its words, learned from the promises that people marked in letters.

Rules (`commitments.toml`) suggest where a promise may stand, and a linear model weighs the words of the clause round it:
what is negated, past, hoped of others or said of the letter itself is left out by what such clauses have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from .clauses import clause
from .letter import Letter, QuoteRole, Sentence
from .linear import linear_model, runs
from .patterns import Rule, RuleSet, patterns
from .text import Span

PROMISE, OTHER = "promise", "other"
_LIKELY = 0.5
_BEFORE = 5  # words before a verb that are weighed with it
_NEAR = 12  # characters between two suggestions of one verb
_MINUTED = 3  # signs of minutes in a text that make it one
_LABELLED = Rule("commitments/action-line", "", {"strength": "firm"})
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)\"[^\"]*\"|(?<!\w)[‘'][^’'\n]{25,}[’'](?!\w)")
_WHOLE = re.compile(
    r"(?:\w+: )?(?:(?:We|I) (?:will|shall)(?: do (?:so|this|it))?|(?:It|This|That) (?:will|shall) be done)\."
)
_ASKED = re.compile(r"\W*(?:What|How|Why|When) (?:we|you|the [\w ]+) (?:will|have|has|are|shall|asked)\b[^.]{0,60}$")
_FEWEST = 4  # spaces of a sentence that can promise, unless it is the whole of an answer


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place that may promise: the sentence's index, the words that a rule matched, and the clause round them.

    match is None for the whole of an action line, which has no verb of promise.
    """

    index: int
    rule: Rule
    clause: Span
    match: re.Match[str] | None = field(compare=False)


def suggestions(letter: Letter) -> Iterator[Suggestion]:
    """Yield the places of the letter's own words that may promise, in order."""
    minuted = _is_minuted(letter)
    for index, sentence in enumerate(letter.sentences):
        if sentence.role is not QuoteRole.OWN or _outside(letter, sentence):
            continue
        labelled = _labelled(letter, index)
        if labelled:
            yield Suggestion(index, _LABELLED, labelled, None)
            continue
        for rule, match in _places(letter, sentence, minuted=minuted):
            yield Suggestion(index, rule, clause(letter, sentence, match.start(), match.end()), match)


def signs(letter: Letter, suggestion: Suggestion) -> frozenset[str]:
    """Return what the model weighs: runs of words of the clause, those up to its verb, and the rule."""
    words = letter.words(suggestion.clause)
    found = [*runs(words), f"rule {suggestion.rule.name}"]
    if suggestion.match is not None:
        before = letter.plain[suggestion.clause.start : suggestion.match.start()].split()[-_BEFORE:]
        found += [f"verb {run}" for run in runs(" ".join([*before, suggestion.match[0]]))]
    return frozenset(found)


def promising(letter: Letter) -> Iterator[Suggestion]:
    """Yield the places that do promise, for the letter or for another whom it reports, one of each clause.

    That is the first, but that what a weak rule suggests comes after all else, the surest first.
    """
    model = linear_model("promises")
    for _, same in groupby(suggestions(letter), key=lambda suggestion: suggestion.clause):
        weighed = [(model.probabilities(signs(letter, one))[PROMISE], one) for one in same]
        likely = sorted((entry for entry in weighed if entry[0] >= _LIKELY), key=lambda entry: -entry[0])
        first = next((one for sure, one in weighed if sure >= _LIKELY and not one.rule.keys.get("weak")), None)
        if likely:
            yield first or likely[0][1]


@cache
def _rules() -> RuleSet:
    return RuleSet(patterns("commitments").rules)


def _is_minuted(letter: Letter) -> bool:
    """Tell the minutes of a meeting, in whose reported speech "would" promises, from a letter."""
    file = patterns("commitments")
    signs_of = [match for rule in file.data["minutes"]["signs"] for match in file.rule(rule).finditer(letter.plain)]
    titled = file.compile(file.data["minutes"]["title"]).match(letter.plain)
    return len(signs_of) + (titled is not None) >= _MINUTED


def _outside(letter: Letter, sentence: Sentence) -> bool:
    """Tell a heading, a subject line or an address from a sentence that can promise."""
    section = letter.sections[sentence.section] if letter.sections else None
    if section and section.heading and section.heading.holds(sentence.span):
        return True
    words = letter.words(sentence.span)
    if words.endswith("?") or _ASKED.match(words):
        return True
    if words.count(" ") < _FEWEST and not (section and section.recommendations and _WHOLE.fullmatch(words)):
        return True
    return bool(letter.report and letter.report.span.holds(sentence.span))


def _places(letter: Letter, sentence: Sentence, *, minuted: bool) -> list[tuple[Rule, re.Match[str]]]:
    """Return where the sentence may promise, in order, one rule a place; quoted words apart."""
    start, end = sentence.span.start, sentence.span.end
    rules = [rule for rule in _rules().within(letter.plain, start, end) if minuted or not rule.keys.get("minuted")]
    if not rules:
        return []
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(letter.plain, start, end)]
    quoted += [span for span in letter.restated if span.overlaps(sentence.span)]
    found: dict[int, tuple[Rule, re.Match[str]]] = {}
    for rule in rules:
        for match in rule.finditer(letter.plain, start, end):
            place = Span(*match.span())
            if any(place.overlaps(other) for other in quoted) or any(abs(at - place.start) < _NEAR for at in found):
                continue
            found[place.start] = (rule, match)
    return [found[at] for at in sorted(found)]


def _labelled(letter: Letter, index: int) -> Span | None:
    """Return the act of an action line that has no verb of promise."""
    sentence = letter.sentences[index]
    file = patterns("commitments")
    words = letter.plain[sentence.span.start : sentence.span.end]
    found = re.match(file.data["label"]["pattern"], words)
    heading = letter.sections[sentence.section].heading if letter.sections else None
    keyed = heading is not None and heading.end - heading.start <= 6 and len(words) < 140
    imperative = file.compile(file.data["imperative"]["pattern"])
    if found is None:
        led = imperative.match(words) and (keyed or _is_led(letter, index, imperative))
        return sentence.span if led else None
    if re.match(r"(?:None|No |Not |Complete|We |The |All |As )", found["action"]):
        return None
    return Span(sentence.span.start + found.start("action"), sentence.span.start + found.end("action"))


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
