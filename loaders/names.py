"""Proper names in a letter and what they are: bodies, partnerships, services, operations, systems, people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from ..ontology.bodies import key, reference_bodies
from .contexts import contextual
from .entities import Candidate, candidates
from .letter import Letter, QuoteRole, Sentence
from .patterns import Rule, patterns
from .text import Span, has_word, joined, word_place
from .trimming import is_instrument, is_nameless, trimmed


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place, its kind, and the groups that its rule found round it."""

    kind: str
    words: str
    span: Span
    rule: str
    sentence: Sentence
    post: str | None = None


# after initials that lead a reference ("RAIB/2024-11") or a numbered guideline ("NICE guideline NG42")
_CODE = re.compile(r"[-–—/:=]\d|\s+(?:clinical\s+)?(?:guideline|guidance|quality standard|standard)\s+[A-Z]{1,3}\d")
_PLACE_AFTER = re.compile(r"\s+(?!I\b)[A-Z][a-z]")
_PLACE_BEFORE = re.compile(r"(?:^|\s)([A-Z][\w’'-]+)\s+$")


@lru_cache(maxsize=4)
def names(letter: Letter) -> tuple[Name, ...]:
    """Return every name found outside furniture, in order; one place may have names of several kinds."""
    found = [*_known(letter), *_ruled(letter)]
    products = [name.span for name in found if name.rule == "names/system-product"]
    found = [n for n in found if n.rule == "names/system-product" or not any(n.span.overlaps(p) for p in products)]
    known = {key(field.value): "person" for field in (*letter.signatories, letter.recipient) if field}
    known |= {key(name.words): name.kind for name in found}
    found += [_named(letter, other) for other in contextual(letter, [name.span for name in found], known)]
    found += [_named(letter, other) for other in candidates(letter, [name.span for name in found])]
    found += list(_short(letter, found))
    return tuple(sorted(found, key=lambda name: (name.span, name.kind, name.rule)))


def _named(letter: Letter, found: Candidate) -> Name:
    return Name(found.kind, letter.words(found.span), found.span, found.rule, found.sentence)


def _short(letter: Letter, found: Sequence[Name]) -> Iterator[Name]:
    """Yield the full names and acronyms that a letter introduces together: of the kind of the name that ends the full one."""
    kinds = ("body", "service", "system", "partnership")
    taken = {key(name.words) for name in found}
    for short, full in letter.aliases.items():
        place = word_place(full, letter.plain) if short.isupper() else None
        named = next((n for n in found if place and n.kind in kinds and n.span.end == place.end), None)
        for words in (full, short):
            at = word_place(words, letter.plain) if named and key(words) not in taken else None
            sentence = letter.sentence_at(at.start) if at else None
            if named and at and sentence and not (words == short and named.kind == "body"):
                yield Name(named.kind, words, at, named.rule, sentence)


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
        if _in_reference(letter.plain, place) or (types[body] == "charity" and _is_branch(letter.plain, place)):
            continue
        if types[body] in {"combined-authority", "unitary-authority", "london-borough"} and not re.search(
            r"Council|Authority|MCA|CA\b", words
        ):
            continue
        yield Name("body", words, place, "names/reference", sentence)
        if types[body] == "commissioned-service":
            yield Name("service", words, place, "names/reference", sentence)
        if types[body] == "partnership":
            yield Name("partnership", words, place, "names/reference", sentence)


def _is_branch(plain: str, place: Span) -> bool:
    """Tell a local charity ("Carrow Citizens Advice") from the national one, whose name is part of its own."""
    before = _PLACE_BEFORE.search(plain[max(0, place.start - 30) : place.start])
    leads = before is None or before[1] in patterns("names").data["lists"]["not_first"]
    return not leads or _PLACE_AFTER.match(plain, place.end) is not None


def _in_reference(plain: str, place: Span) -> bool:
    """Tell letters of a file's reference ("ORR/24-11/MST") from a name."""
    token = re.match(r"[\w/.-]*", plain[place.end :])
    before = plain[max(0, place.start - 1) : place.start]
    return bool(token and (before == "/" or token[0].startswith("/")) and re.search(r"\d", token[0]))


def _ruled(letter: Letter) -> Iterator[Name]:
    for rule in patterns("names").rules:
        for match in rule.finditer(letter.plain):
            for whole in _within_lines(letter.plain, rule, match):
                yield from _of_match(letter, rule, whole)


def _within_lines(plain: str, rule: Rule, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield a match, or what the rule finds in each of the lines it spans: no name runs on into another paragraph."""
    group = match.groupdict().get("name") or ""
    if "\n" not in group:
        yield match
        return
    start = plain.rfind("\n", 0, match.start()) + 1
    while start < match.end():
        end = plain.find("\n", start)
        end = len(plain) if end < 0 else end
        yield from rule.pattern.finditer(plain, max(start, match.start()), end)
        start = end + 1


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
    group = next(g for g in ("name", "first", "second", "third", "fourth", "fifth") if groups.get(g))
    kind = rule.keys["kind"]
    span = trimmed(letter, Span(*match.span(group)), kind)
    if span is None:
        return
    span = _behind_signatory(letter, span)
    if kind in {"body", "partnership"}:
        for earlier in rule.pattern.finditer(letter.plain, match.start(), span.start):
            yield from _of_match(letter, rule, earlier)
    sentence = letter.sentence_at(span.start)
    if (
        sentence is None
        or not sentence.span.holds(span)
        or is_nameless(letter, span, kind)
        or _is_bare(letter, span, rule)
        or _is_titled(letter, span, rule)
        or (rule.name == "names/headed" and is_instrument(letter.words(span)))
    ):
        return
    yield Name(kind, letter.words(span), span, rule.name, sentence, groups.get("post"))


def _behind_signatory(letter: Letter, span: Span) -> Span:
    """Return where a name begins that stands in one line with who signed: "Ann Bell Deputy Mayor of Ash"."""
    signed = (field.span for field in letter.signatories)
    start = next((s.end for s in signed if s.start < span.start < s.end < span.end), span.start)
    while letter.plain[start].isspace():
        start += 1
    return Span(start, span.end)


def _is_bare(letter: Letter, span: Span, rule: Rule) -> bool:
    """Tell a head noun alone ("Highways") from a name."""
    words = letter.words(span)
    return rule.name == "names/headed" and " " not in words and words not in patterns("names").data["lists"]["whole"]


def _is_titled(letter: Letter, span: Span, rule: Rule) -> bool:
    """Tell part of the title of the report that is answered from a body's name."""
    report = letter.report.span if letter.report else None
    return bool(report and report.holds(span) and rule.name == "names/headed" and len(letter.words(span).split()) > 5)


def is_restated(name: Name) -> bool:
    """Tell a name that stands in restated words."""
    return name.sentence.role is QuoteRole.RESTATED
