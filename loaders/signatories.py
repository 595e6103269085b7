"""Who signs a letter, and in which post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .letter import Field
from .patterns import patterns
from .text import Span

_TITLES = re.compile(patterns("heads").compile(r"^(?:(?:{{title}})\.? )+").pattern)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_HONOURS = patterns("heads").compile(r"(?:,? (?:{{honours}})\b)+$")
_NOT_PERSON = re.compile(
    r"\b(?:Office|Police|Council|Trust|Authority|Board|House|Street|Road|Lane|Sincerely|Copies|Director|Commissioner|Chief|"
    r"Recommendation|Service|Limited|Minister|Secretary|Mayor|Inquiry|Email|By|The|Dear|Yours|Team|Department|Head|Deputy|Her|His|"
    r"Portfolio|Assistant|General|Managing|Interim|Acting|Executive|Medical)\b"
)


def field_of(plain: str, block: Span, match: re.Match[str], group: str) -> Field:
    """Return a group of a match within a block, without the marks round it."""
    start, end = match.span(group)
    words = plain[block.start + start : block.start + end]
    lead = len(words) - len(words.lstrip())
    stripped = words.strip(" \t,;:*")
    return Field(
        " ".join(stripped.split()), Span(block.start + start + lead, block.start + start + lead + len(stripped))
    )


def person_in(plain: str, block: Span) -> Iterator[Field]:
    """Yield the person that a line of a signature or address names, with title and honours."""
    words = plain[block.start : block.end]
    columns = re.search(r"(?<=\S)(?:\t| {3,})(?=\S)", words)
    if columns:
        yield from person_in(plain, Span(block.start, block.start + columns.start()))
        yield from person_in(plain, Span(block.start + columns.end(), block.end))
        return
    posted = patterns("heads").compile(r"\b{{post}}")
    match = (
        patterns("heads")
        .compile(r"^\W*(?:Signed(?: by)?\s*:\s*)?(?P<person>{{person}})(?=$|[ ,\n\t]|\s+[-–])")
        .search(words)
    )
    if match is None or _POSTCODE.search(words):
        return
    person = match["person"]
    if patterns("heads").compile(r"\W*{{organisation}}\W*").fullmatch(words) and not posted.search(words):
        return
    titled = _TITLES.match(person)
    bare = _HONOURS.sub("", person[titled.end() :] if titled else person)
    names = bare.split()
    honours = patterns("heads").compile(r"(?:{{honours}}),?")
    cut = next((i for i, n in enumerate(names) if _NOT_PERSON.fullmatch(n.strip(","))), len(names))
    if cut < (1 if titled else 2) or (
        not titled and any(len(n) > 2 and n.isupper() and not honours.fullmatch(n) for n in names[:cut])
    ):
        return
    kept = person if cut == len(names) else person[: person.find(names[cut])].strip(" ,")
    start = block.start + match.start("person")
    yield Field(" ".join(kept.split()), Span(start, start + len(kept)))


def read_signatories(plain: str, blocks: Sequence[Span], close: int | None) -> tuple[tuple[Field, ...], Field | None]:
    """Return who signs, and in which post: after the close, else in the last lines."""
    tail = (
        range(close + 1, min(len(blocks), close + 9))
        if close is not None
        else range(max(0, len(blocks) - 9), len(blocks))
    )
    found: list[Field] = []
    post: Field | None = None
    posted = patterns("heads").compile(r"(?P<post>{{post}}[^\n]{0,110})")
    whole = patterns("heads").compile(r"^\W*(?P<post>(?:{{cap}} ){0,3}?{{post}}[^\n]{0,110})")
    for i in tail:
        block = blocks[i]
        words = plain[block.start : block.end]
        if re.match(r"\W*(?:cc|Copies|Copy|Annex|Encl?|Enclosure|\[\d)\b", words, re.IGNORECASE):
            break
        if len(words) > 160 or (close is None and words.endswith(".") and len(words) > 60):
            found, post = ([], None) if close is None else (found, post)
            continue
        scribbled = bool(found) and words.lstrip()[:1] == found[-1].value[0]
        if match := whole.match(words) if found and not scribbled else None:
            post = post or field_of(plain, block, match, "post")
            continue
        people = list(person_in(plain, block))
        person = people[0] if people else None
        if len(people) > 1 and not found:
            found = people
            continue
        if person and found and not _has_post(plain, blocks, i, person) and (post or re.search(r"\d{4}|@|www", words)):
            break
        if person and (close is not None or _has_post(plain, blocks, i, person)):
            scribble = found and post is None and found[-1].value[0] == person.value[0]
            found[-1:] = [person] if scribble else [*found[-1:], person]
            rest = Span(person.span.end, block.end)
            in_line = posted.search(plain[rest.start : rest.end])
            if in_line and post is None:
                post = field_of(plain, rest, in_line, "post")
    return (tuple(found), post) if found else _foreword(plain, blocks)


def _foreword(plain: str, blocks: Sequence[Span]) -> tuple[tuple[Field, ...], Field | None]:
    """Return who signs within a document, as under a foreword: a line with a name over a line with a post."""
    post = patterns("heads").compile(r"^\W*(?P<post>(?:{{cap}} ){0,3}?{{post}}[^\n]{0,80})$")
    for block, below in pairwise(blocks):
        person = next(person_in(plain, block), None)
        held = post.match(plain[below.start : below.end])
        if person and held and len(person.value) + 4 >= block.end - block.start and not held["post"].endswith("."):
            return (person,), field_of(plain, below, held, "post")
    return (), None


def _has_post(plain: str, blocks: Sequence[Span], index: int, person: Field) -> bool:
    rest = plain[person.span.end : blocks[index].end]
    following = plain[blocks[index + 1].start : blocks[index + 1].end] if index + 1 < len(blocks) else ""
    post = patterns("heads").compile(r"^\W*(?:{{cap}} ){0,3}?(?:{{post}})")
    return bool(post.search(rest) or (not rest.strip() and post.search(following) and len(following) < 120))
