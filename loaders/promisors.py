"""Promisors: who makes a promise, the one who speaks or one whom the words name, learned from promises that people marked.

Every name before the promise's verb, behind its "by" and in the sentence before is weighed together with the speaker, by
the words round it and between it and the verb: the likeliest is the promisor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .letter import Letter
from .linear import linear_model, runs
from .matching import name_words, same_name
from .patterns import patterns
from .promises import Suggestion
from .text import Span, standing

PROMISOR = "promisor"
_SPEAKER = "speaker"
_JOINERS = "’'-"
_LAST = 3  # names before a verb, or in the sentence before, that are told apart by their order
_BEFORE = 5  # names of the sentence before that are weighed
_FAR = 6  # words between a name and its verb, past which only the first and the last are weighed
_EDGE = 3  # words that are weighed at either end
_WIDE = 8  # words between that are told apart by their number
_LEAD = 40  # characters before a name in which what governs it stands
_LONG = 4  # letters of a word that two names may share


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may have made a promise, and what the model weighs of them."""

    name: str
    signs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a text and the body it stands for; bare where nothing but capitals says that it is one."""

    span: Span
    value: str
    governed: bool
    bare: bool


def promisor(letter: Letter, suggestion: Suggestion) -> str:
    """Return the name of who makes a promise."""
    found = candidates(letter, suggestion)
    model = linear_model("promisors")
    return max(found, key=lambda one: model.score(one.signs, PROMISOR)).name


def candidates(letter: Letter, suggestion: Suggestion) -> list[Candidate]:
    """Return the speaker and everyone named near a promise, each once."""
    sentence = letter.sentences[suggestion.index]
    verb = suggestion.match.start() if suggestion.match else suggestion.clause.start
    setting = _setting(letter, suggestion)
    found = [(sentence.speaker, frozenset({_SPEAKER, *(f"{_SPEAKER} {sign}" for sign in setting)}))]
    for value, where, own in _placed(letter, suggestion, verb):
        named = _told_by_name(letter, value)
        between = [f"{sign} {other}" for sign in named for other in own if other.startswith("words between")]
        signs = {where, *own, *named, *between, *(f"{where} {sign}" for sign in (*named, *setting))}
        found.append((value, frozenset(signs)))
    merged: dict[str, frozenset[str]] = {}
    for name, signs_of in found:
        known = next((other for other in merged if same_name(other, name)), name)
        merged[known] = merged.get(known, frozenset()) | signs_of
    return [Candidate(name, signs_of) for name, signs_of in merged.items()]


def _setting(letter: Letter, suggestion: Suggestion) -> list[str]:
    """Return what a promise's own words say of its subject, whoever is named."""
    match = suggestion.match
    if match is None:
        return ["no verb"]
    subject = letter.plain[suggestion.clause.start : match.start()]
    rules = patterns("promisors")
    pronouns = [found[0].lower() for found in rules["pronoun"].pattern.finditer(subject)]
    pronoun = "we" if re.match(r"(?:I|[Ww]e)\b", match[0]) else pronouns[-1] if pronouns else "-"
    verb = " ".join(match[0].lower().split()[:2])
    after = " ".join(letter.plain[match.end() : suggestion.clause.end].lower().split()[:2])
    ours = rules["ours"].pattern.search(subject) is not None
    empty = not subject.strip(" ,")
    return [
        f"pronoun {pronoun}",
        f"ours {ours}",
        f"verb {verb}",
        f"after {after}",
        f"no subject {empty}",
        f"{pronoun} {verb}",
    ]


def _placed(letter: Letter, suggestion: Suggestion, verb: int) -> Iterator[tuple[str, str, list[str]]]:
    """Yield names near a promise, with where each stands and what is weighed of its place."""
    sentence = letter.sentences[suggestion.index]
    ahead = sorted(_names(letter, Span(sentence.span.start, verb)), key=lambda n: -n.span.end)
    for order, named in enumerate(ahead):
        where = "clause" if named.span.start >= suggestion.clause.start else "lead"
        yield named.value, where, [*_manner(where, named, order), *_round(letter, named.span, verb)]
    after = Span(suggestion.match.end() if suggestion.match else verb, suggestion.clause.end)
    for named in _names(letter, after):
        if re.search(r"\bby (?:the )?$", letter.plain[max(after.start, named.span.start - _LEAD) : named.span.start]):
            yield named.value, "agent", [f"agent bare {named.bare}"]
    if suggestion.index == 0 or letter.sentences[suggestion.index - 1].section != sentence.section:
        return
    above = letter.sentences[suggestion.index - 1].span
    for order, named in enumerate(sorted(_names(letter, above), key=lambda n: -n.span.end)[:_BEFORE]):
        first = named.span.start - above.start < _LAST * 2
        yield named.value, "before", [*_manner("before", named, order), f"before first {first}"]


def _manner(where: str, named: _Named, order: int) -> list[str]:
    return [
        f"{where} order {min(order, _LAST)}",
        f"{where} governed {named.governed}",
        f"{where} bare {named.bare}",
        f"{where} governed {named.governed} bare {named.bare}",
    ]


def _round(letter: Letter, name: Span, verb: int) -> list[str]:
    """Return the words before a name, and those between it and a verb."""
    ahead = letter.plain[max(0, name.start - _LEAD) : name.start].lower().split()[-2:]
    between = letter.plain[name.end : verb].split()
    weighed = [*between[:_EDGE], "~", *between[-_EDGE:]] if len(between) > _FAR else between
    return [
        f"ahead {' '.join(ahead)}",
        f"ahead {' '.join(ahead[-1:])}",
        f"words between {min(len(between), _WIDE)}",
        *(f"between {run}" for run in runs(" ".join(weighed))),
    ]


def _told_by_name(letter: Letter, name: str) -> list[str]:
    """Return what a name itself tells: its ends, its length, and whether it shares a word with a sender's."""
    words = name.split()
    senders = {word for sender in letter.senders for word in name_words(sender.value) if len(word) >= _LONG}
    return [
        f"last word {words[-1].casefold()}",
        f"first word {words[0].casefold()}",
        f"length {min(len(words), _LAST + 1)}",
        f"kin {not senders.isdisjoint(name_words(name))}",
        f"capitals {name.isupper()}",
        f"sender {any(same_name(name, sender.value) for sender in letter.senders)}",
    ]


@lru_cache(maxsize=64)
def _names(letter: Letter, place: Span) -> tuple[_Named, ...]:
    """Return the names in a place, none within another."""
    known = list(_known(letter, place))
    whole = [n for n in known if not any(o.span.holds(n.span) and o.span != n.span for o in known)]
    return (*whole, *_unknown(letter, place, [named.span for named in whole]))


def _known(letter: Letter, place: Span) -> Iterator[_Named]:
    """Yield the names that the letter has introduced, and the definite nouns that take one up."""
    words = letter.plain[place.start : place.end]
    forms = {**letter.aliases, **{sender.value: sender.value for sender in letter.senders}}
    for form, full in ((form, full) for form, full in forms.items() if full.strip()):
        for found in standing(form, words, _JOINERS):
            yield _named(letter, place, found, full, bare=False)
    for match in patterns("promisors")["definite"].pattern.finditer(words):
        meant = _meant(letter, match["noun"], place.start + match.start())
        if meant and match[0] not in letter.aliases:
            yield _named(letter, place, Span(*match.span()), meant, bare=False)


def _unknown(letter: Letter, place: Span, taken: list[Span]) -> Iterator[_Named]:
    """Yield the words in capitals that are no name known, without those that only begin a sentence."""
    words = letter.plain[place.start : place.end]
    rules = patterns("promisors")
    for match in rules["name"].pattern.finditer(words):
        lead = rules["no-name"].pattern.match(words, match.start(), match.end())
        start = lead.end() if lead else match.start()
        name = re.sub(r"[’']s$", "", " ".join(words[start : match.end()].split()))
        found = Span(start, match.end())
        telling = len(name) > 2 and (" " in name or name.isupper())
        if telling and not any(Span(start + place.start, match.end() + place.start).overlaps(other) for other in taken):
            yield _named(letter, place, found, letter.aliases.get(name, name), bare=True)


def _named(letter: Letter, place: Span, found: Span, value: str, *, bare: bool) -> _Named:
    span = Span(place.start + found.start, place.start + found.end)
    ahead = letter.plain[max(place.start, span.start - _LEAD) : span.start]
    governed = patterns("promisors")["governs"].pattern.search(ahead) is not None
    return _Named(span, " ".join(value.split()), governed, bare)


def _meant(letter: Letter, noun: str, before: int) -> str | None:
    """Return the last name before a place that a definite noun takes up ("the Partnership")."""
    names = patterns("promisors").compile(
        rf"(?<![\w’'-])(?P<name>(?:{{{{cap}}}} (?:(?:of|and|for|the|in) )?){{1,6}}{noun}|"
        rf"{noun} (?:for|of) {{{{cap}}}}(?: (?:(?:and|of) )?{{{{cap}}}}){{0,4}})(?![\w-])"
    )
    found = [re.sub(r"^The ", "", match["name"]) for match in names.finditer(letter.plain, 0, before)]
    return found[-1] if found else None
