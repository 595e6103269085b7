"""Proper names in a letter and what they are: bodies, partnerships, services, operations, systems, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from ..ontology.bodies import by_name, key, reference_bodies
from .entities import candidates
from .letter import Letter, QuoteRole, Sentence
from .patterns import Rule, patterns
from .text import Span, has_word, joined


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place, its kind, and the groups that its rule found round it."""

    kind: str
    words: str
    span: Span
    rule: str
    sentence: Sentence
    post: str | None = None


_TITLED = patterns("names").compile(
    r"(?:{{title}}|Chief|Head|Director|Deputy (?!Mayor)|Assistant|Executive|Private Secretary)\b(?! Constable of)"
)


_CODE = re.compile(r"[-–—/:=]\d")  # after initials that lead a reference: "RAIB/2024-11"


@lru_cache(maxsize=4)
def names(letter: Letter) -> tuple[Name, ...]:
    """Return every name found outside furniture, in order; one place may have names of several kinds."""
    found = [*_known(letter), *_ruled(letter)]
    found += [
        Name(named.kind, letter.words(named.span), named.span, named.rule, named.sentence)
        for named in candidates(letter, [name.span for name in found])
    ]
    return tuple(sorted(found, key=lambda name: (name.span, name.kind, name.rule)))


def distinct(letter: Letter, kind: str) -> Iterator[Name]:
    """Yield each name of a kind once, where it first stands; a name within another of its kind is that one."""
    seen: dict[str, Name] = {}
    for name in names(letter):
        if name.kind == kind:
            seen.setdefault(key(name.words), name)
    for words, name in seen.items():
        if not any(words != other and words in other and _within(words, other) and _part(words) for other in seen):
            yield name


def _within(words: str, other: str) -> bool:
    return has_word(words, other)


def _part(words: str) -> bool:
    """Tell a fragment from a name that merely stands inside another ("Home Office" in "Home Office review")."""
    return len(words.split()) < 2 and words not in _reference_keys()


@cache
def _reference_keys() -> frozenset[str]:
    return frozenset(key(body.label) for body in reference_bodies())


@cache
def _reference_labels() -> tuple[AhoCorasick, tuple[tuple[str, ...], ...]]:
    """Return what finds the labels of reference bodies, and whose each label is."""
    ambiguous = {"mind", "act", "bt", "met", "the met", "clt", "nccl"}
    owners: dict[str, list[str]] = {}
    for body in reference_bodies():
        labels = [label for label in (body.label, *body.alt_labels) if len(label) > 2]
        for label in labels:
            for form in {label, label.replace("'", "’")} if label.casefold() not in ambiguous else ():
                owners.setdefault(form, []).append(body.id)
    return AhoCorasick(list(owners)), tuple(map(tuple, owners.values()))


def _known(letter: Letter) -> Iterator[Name]:
    """Yield names of the reference list."""
    types = {body.id: body.type for body in reference_bodies()}
    labels, owners = _reference_labels()
    spans = [
        (Span(start, end), body)
        for number, start, end in labels.find_matches_as_indexes(letter.plain, overlapping=True)
        if not joined(letter.plain, start, end) and not _CODE.match(letter.plain, end)
        for body in owners[number]
    ]
    longest = [s for s in spans if not any(o[0] != s[0] and o[0].holds(s[0]) for o in spans)]
    for place, body in longest:
        sentence = letter.sentence_at(place.start)
        if sentence is None or types[body].startswith("post-") or types[body].endswith(("borough", "district")):
            continue
        words = letter.words(place)
        if types[body] in {"combined-authority", "unitary-authority", "london-borough"} and not re.search(
            r"Council|Authority|MCA|CA\b", words
        ):
            continue
        yield Name("body", words, place, "names/reference", sentence)
        if types[body] == "commissioned-service":
            yield Name("service", words, place, "names/reference", sentence)
        if types[body] == "partnership":
            yield Name("partnership", words, place, "names/reference", sentence)


def _ruled(letter: Letter) -> Iterator[Name]:
    for rule in patterns("names").rules:
        for match in rule.finditer(letter.plain):
            yield from _of_match(letter, rule, match)


def _of_match(letter: Letter, rule: Rule, match: re.Match[str]) -> Iterator[Name]:
    groups = match.groupdict()
    if groups.get("last"):
        sentence = letter.sentence_at(match.start())
        if sentence and re.search(r"@|From|Cc|To|;|\(", letter.plain[max(0, match.start() - 40) : match.end() + 3]):
            yield Name(rule.keys["kind"], f"{match['first']} {match['last']}", Span(*match.span()), rule.name, sentence)
        return
    if groups.get("names"):
        for part in re.finditer(r"[A-Z]\w+", match["names"]):
            start = match.start("names") + part.start()
            sentence = letter.sentence_at(start)
            if sentence:
                yield Name(
                    rule.keys["kind"], f"Operation {part[0]}", Span(start, start + len(part[0])), rule.name, sentence
                )
        return
    group = next(g for g in ("name", "second", "third", "fourth", "fifth") if groups.get(g))
    span = _tidy(letter, Span(*match.span(group)), rule.keys["kind"])
    if span is None:
        return
    sentence = letter.sentence_at(span.start)
    if sentence is None or not sentence.span.holds(span) or _is_none(letter, span, rule):
        return
    yield Name(rule.keys["kind"], letter.words(span), span, rule.name, sentence, groups.get("post"))


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = patterns("names").data["lists"]
    return frozenset(lists["not_first"]), frozenset(lists["never"]), frozenset(lists["not_person"])


def _tidy(letter: Letter, span: Span, kind: str) -> Span | None:
    """Return a name without a sentence's first word, an article, or a conjoined name before it."""
    not_first, _, _ = _lists()
    start = span.start
    while True:
        first = re.match(r"[\w’'&:-]+,?\s+", letter.plain[start : span.end])
        word = first[0].strip(" ,\n\t") if first else ""
        if (
            first is None
            or not (word in not_first or (word[0].islower()))
            or (kind == "service" and word in {"The", "A"} and span.end - start < 22)
        ):
            break
        start += first.end()
    if kind in {"body", "partnership", "service"}:
        start = _after_and(letter.plain[start : span.end], start)
        if kind == "body":
            start = _after_known(letter.plain[start : span.end], start)
    words = letter.plain[start : span.end]
    end = start + len(words.rstrip(" ,;'’\n\t")) if not words.endswith("s’") else span.end
    if kind == "body" and letter.plain[start:end].endswith(("'s", "’s")):
        end -= 2
    return Span(start, end) if end > start else None


def _after_and(words: str, start: int) -> int:
    """Return where the last of two conjoined names begins ("Liberty and Ash Council" but "Levelling Up and Homes")."""
    ends = patterns("names").compile(
        r"(?:{{body_end}}|Service|Office|Board|HM[A-Z]+|[A-Z]{3,})[,;]?\s+(?:and\s+)?(?:the\s+)?(?=[A-Z])"
    )
    cuts = [
        m
        for m in ends.finditer(words)
        if re.search(r"and\s+|[,;]", m[0]) and not re.match(r"(?:Department|Ministry)\b", words)
    ]
    return start + cuts[-1].end() if cuts else start


def _after_known(words: str, start: int) -> int:
    """Return where a name begins that is joined to a known body's ("Liberty and Southall Black Sisters"), or to "the"."""
    joined = re.search(r"\s+and\s+the\s+(?=[A-Z])", words)
    if joined:
        return start + joined.end()
    joined = re.search(r"\s+and\s+(?:the\s+)?", words)
    return start + joined.end() if joined and key(words[: joined.start()]) in by_name() else start


def _is_none(letter: Letter, span: Span, rule: Rule) -> bool:
    not_first, never, not_person = _lists()
    words = letter.words(span)
    if words in never or words in not_first or len(words) < 2:
        return True
    if rule.keys["kind"] == "body" and _TITLED.match(words):
        return True
    if rule.keys["kind"] == "person":
        return any(word in not_person for word in words.split())
    if rule.keys["kind"] in {"body", "partnership"} and rule.name not in {
        "names/context-before",
        "names/context-by",
        "names/context-after",
    }:
        report = letter.report.span if letter.report else None
        if report and report.holds(span) and rule.name == "names/headed" and len(words.split()) > 5:
            return True
    return bool(
        re.fullmatch(
            r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d+)?", words
        )
    )


def is_restated(name: Name) -> bool:
    """Tell a name that stands in restated words."""
    return name.sentence.role is QuoteRole.RESTATED
