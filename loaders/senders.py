"""The bodies that a letter speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..ontology.bodies import by_name, key
from .letter import Field
from .letterhead import POST, as_named, letterhead
from .patterns import patterns
from .signatories import field_of
from .text import Span

_OVERSEERS = frozenset({"commissioner", "mayor"})  # of a body whose name they share
_HEADLINE = re.compile(
    r"(?!OFFICIAL|(?i:response|reply|report|minutes|draft|annex|dear|re|home|to|from|sent|subject|date)\b)"
    r"(?:(?:THE )?[A-Z][A-Z’',& ]{8,80}|(?:The )?[A-Z][\w’'&-]+(?: (?:(?:of|and|for|the|on) )?[A-Z][\w’'&-]+){1,5})"
)
_CHARGE = re.compile(r"\b(?:Director|Head|Chief|Manager|Lead|Officer|Secretary) (?:of|for)\b")
_BODY = re.compile(
    r"\b(?:Council|Trust|Board|Police|Constabulary|Authority|Service|University|Limited|Ltd|plc|Ministry|Department|Agency|Homes|CIC|Group|Association|Company|Society|Partnership|College|Railway|Water|LLP)$"
)  # no words that only say what somebody directs
_SHORT = re.compile(r"(?i:the )?[A-Z][a-z]+")  # "the Board", which is said in full elsewhere
_MINISTER = re.compile(r"(?:Cabinet |Deputy )?(?:Minister|Secretary of State) for\b")
_POSSESSIVE = re.compile(r"\S+[’']s?")  # "Commissioner's": whose, but not of what
_PART_NAMED = re.compile(r"(?:Board|Trust|Council|Group|Team|Committee) and\b")
_GOVERNMENT = re.compile(r"(?i)(?:the |uk )?government")
_DEPARTMENT = re.compile(r"\b[Tt]he (?:[Gg]overnment|[Dd]epartment|Ministry)\b")
_FORM = 16  # blocks of a form in which it says who answers
_PART_OF = re.compile(r"(?:Services|Directorate|Department|Division|Unit|Team)$")
_GENERIC = re.compile(r"(?:Office|Service|Department|Board|Trust|Council|Group|Police and|Team)\b")  # no name begins so
_TOP = 30  # blocks of a printed paper in which a department has a line of its own
_EARLY = 40  # blocks in which a body thanks for the report it answers
_TWICE = 2  # times a name at the top acts in the text before it is taken for the writer's; names of a letterhead that suffice
_OFTEN = 3  # times a body is the subject before it is taken for the writer


def read_senders(
    plain: str,
    blocks: Sequence[Span],
    salutation: int | None,
    signatories: tuple[Field, ...],
    post: Field | None,
    recipient: Field | None,
) -> tuple[Field, ...]:
    """Return the bodies that speak, the one that says "we" first."""
    stated = [*_stated(plain, blocks), *_on_behalf(plain, blocks)]
    held = _office(plain, post) if not stated else []
    headed = letterhead(plain, blocks, salutation, recipient)
    signed = _signed_for(plain, blocks, signatories) if not held and len(headed) < _TWICE else []
    spoken = ([] if headed or signed else _topmost(plain, blocks)) or _spoken_of(plain, blocks)
    if any(patterns("heads")["establishment"].search(field.value) for field in headed):
        headed = [field for field in headed if not patterns("heads")["parent-service"].search(field.value)]
    if any(patterns("heads")["responding"].search(plain, block.start, block.end) for block in blocks[:_FORM]):
        headed = []  # a form's letterhead is that of who asks
    if headed and all(field.value.casefold().endswith("committee") for field in headed):
        headed = _grateful(plain, blocks) or headed  # a paper that a committee prints
    whole = [field for field in signed if not _PART_OF.search(field.value)]
    found = [*stated, *held, *spoken, *headed, *(whole or signed)]
    return _distinct(
        found
        or _behind_post(plain, post)
        or _described(plain)
        or _grateful(plain, blocks)
        or _government(plain, blocks)
        or _known(plain, blocks)
        or _opening(plain, blocks)
        or _office_named(plain)
        or _department(plain, blocks)
        or (_ministry(plain) if len(_DEPARTMENT.findall(plain)) >= _OFTEN else [])
        or _headline(plain, blocks)
    )


def _stated(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return senders that the letter says it speaks for: "X Response:", "we, as X,", an e-mail's From line."""
    file = patterns("heads")
    organisation = file.compile("{{organisation}}")
    found = []
    for block in blocks[:12]:
        words = plain[block.start : block.end]
        words = as_named(words)
        match = file["response-of"].search(words)
        group = next((name for name in ("body", "of", "self") if match[name]), None) if match else None
        if match and group:
            named = (
                (organisation.search(match[group]) or _MINISTER.match(match[group]))
                and " " in match[group].removesuffix(" I")
                and not _POSSESSIVE.fullmatch(match[group])
                and not _PART_NAMED.match(match[group])
            )
            if named or re.search(r"\b[A-Z]{3,}$", match[group]):
                found.append(field_of(plain, block, match, group))
        named_by = (file[rule].search(words) for rule in ("responding", "minister-of"))
        found += [field_of(plain, block, match, "body") for match in named_by if match]
        if (match := file["from-line"].search(words)) and (match["organisation"] or match["body"]):
            group = "organisation" if match["organisation"] else "body"
            lead = match[group].rfind(", ") + 2 if ", " in match[group] else 0
            name = match[group][lead:]
            start = block.start + match.start(group) + lead
            if organisation.fullmatch(as_named(name)) and not file["part"].pattern.match(name):
                found.append(Field(" ".join(name.split()), Span(start, start + len(name))))
    for block in blocks[:_TWICE]:
        if match := file["known-as"].search(plain, block.start, block.end):
            return [*found, field_of(plain, Span(0, len(plain)), match, "body")]
    for block in blocks[:_EARLY]:
        if match := file["answers-of"].search(plain, block.start, block.end):
            return [*found, _field(match, "first"), _field(match, "second")]
    for block in blocks:
        match = file["as-body"].search(plain, block.start, block.end)
        if match and organisation.match(match["body"]):
            return [*found, _field(match, "body")]
    return found


def _on_behalf(plain: str, blocks: Sequence[Span]) -> list[Field]:
    pattern = patterns("heads")["on-behalf"].pattern
    organisation = patterns("heads").compile("(?:the )?{{organisation}}")
    for block in blocks[-8:]:
        match = pattern.search(plain[block.start : block.end])
        if match and organisation.fullmatch(match["body"]) and not _SHORT.fullmatch(match["body"]):
            return [field_of(plain, block, match, "body")]
    return []


def _office(plain: str, post: Field | None) -> list[Field]:
    """Return the office that a post is, such as a police and crime commissioner for a place."""
    office = patterns("heads").compile("{{office}}")
    match = office.search(plain, post.span.start, post.span.end + 1) if post else None
    return [_field(match, 0)] if match else []


def _known(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the body of the reference data whose name stands over a letter."""
    top = blocks[0] if blocks else Span(0, 0)
    words = plain[top.start : top.end]
    name = words if key(words) in by_name() else words.partition("  ")[0].strip()
    body, alias = by_name().get(key(name), (None, True))
    return [Field(name, Span(top.start, top.start + len(name)))] if body and not alias and " " in name else []


def _topmost(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the name that stands at the top of a letter and acts in it, though no word in it says organisation."""
    top = blocks[0] if blocks else Span(0, 0)
    top = Span(top.start, top.start + len(plain[top.start : top.end].partition("\n")[0]))
    match = (
        patterns("heads")
        .compile(r"\W*(?P<body>(?!OFFICIAL\b|House of\b)(?:The )?{{cap}}(?: (?:(?:{{small}}) )?{{cap}}){1,5})\W*")
        .fullmatch(plain[top.start : top.end])
    )
    name = " ".join(match["body"].split()) if match else ""
    acts = re.findall(rf"{re.escape(name)} (?!Chief|Director|Head)[a-z]", plain) if name else []
    return [field_of(plain, top, match, "body")] if match and len(acts) >= _TWICE else []


def _grateful(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the organisation that opens by thanking for a report or answering it."""
    organisation = patterns("heads").compile("{{organisation}}")
    for block in blocks[:_EARLY]:
        for match in patterns("heads")["grateful"].finditer(plain, block.start, block.end):
            if organisation.fullmatch(match["body"]) and " " in match["body"]:
                return [_field(match, "body")]
    return []


def _described(plain: str) -> list[Field]:
    """Return the body that a letter's foot says what it is."""
    match = patterns("heads")["described"].search(plain, 0, len(plain))
    return [_field(match, "body")] if match else []


def _opening(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the name that a letterhead run together into one line begins with."""
    organisation = patterns("heads").compile("(?P<body>{{organisation}}) ")
    match = organisation.match(plain, blocks[0].start, blocks[0].end) if blocks else None
    return [_field(match, "body")] if match else []


def _government(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return who answers a committee or inquiry in a paper that another prints: a department, an agency or the government."""
    rules = patterns("heads")
    said = rules["government"].search(plain)
    if said is None:
        return []
    lines = (rules["department"].search(plain[block.start : block.end]) for block in blocks[:_TOP])
    named = [field_of(plain, block, match, "body") for block, match in zip(blocks, lines, strict=False) if match]
    prepared = rules["prepared-by"].search(plain)
    if named or not _GOVERNMENT.fullmatch(said["body"] or said["body2"]):
        return named[:1] or [_either(match) for match in dict.fromkeys((said, prepared or said))]
    return [_either(prepared)] if prepared else _ministry(plain) or [_either(said)]


def _headline(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the line in capitals, or of a name's words, that a letter begins with."""
    end = blocks[0].start + len(plain[blocks[0].start : blocks[0].end].partition("\n")[0]) if blocks else 0
    match = _HEADLINE.fullmatch(plain, blocks[0].start, end) if blocks else None
    return [_field(match, 0)] if match and " " in match[0] else []


def _ministry(plain: str) -> list[Field]:
    """Return the department that a government's answer names most often, the first of those named as often."""
    found = list(patterns("heads")["ministry"].finditer(plain, 0, len(plain)))
    times = Counter(" ".join(match["body"].split()) for match in found)
    best = max(found, key=lambda match: times[" ".join(match["body"].split())], default=None)
    return [_field(best, "body")] if best else []


def _either(match: re.Match[str]) -> Field:
    """Return the body that a match has named in one of two places."""
    return _field(match, "body" if match["body"] else "body2")


def _field(match: re.Match[str], group: str | int) -> Field:
    """Return a group of a match in the whole text."""
    return Field(" ".join(match[group].split()), Span(*match.span(group)))


def _office_named(plain: str) -> list[Field]:
    """Return the elected office that a page names, where nothing else says whose page it is."""
    match = patterns("heads").compile("{{office}}").search(plain)
    return [_field(match, 0)] if match else []


def _department(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the part of a body that an e-mail's From line has in brackets, for want of the body."""
    rule = patterns("heads")["from-line"]
    found = ((block, rule.search(plain[block.start : block.end])) for block in blocks[:12])
    return [field_of(plain, block, match, "body") for block, match in found if match and match["body"]]


def _signed_for(plain: str, blocks: Sequence[Span], signatories: tuple[Field, ...]) -> list[Field]:
    """Return the bodies named beside or below each signature."""
    whole = patterns("heads").compile(
        r"(?:for )?(?:the )?(?P<body>{{organisation}})(?:\W*$|(?<=plc) |(?<=PLC) |(?<=Ltd) |(?<=Limited) |(?<=Council) (?!Tax|[Ll]eader|of|for|and)|(?<=Police) (?!and|Service|Authority)|(?<=Trust) (?!for))"
    )
    found = []
    for signatory in signatories:
        at = max(signatory.span.start, plain.casefold().rfind(signatory.value.casefold()))
        index = next((i for i, b in enumerate(blocks) if b.start <= at < b.end), None)
        if index is None:
            continue
        for place in [Span(at + len(signatory.value), blocks[index].end), *blocks[index + 1 : index + 4]]:
            for part in re.finditer(r"(?:(?!\s{3,})[^,|\n])+", plain[place.start : place.end]):
                match = whole.match(part[0].strip())
                if re.match(r"\W*(?:cc|[Cc]op(?:y|ies|ied)|[Ee]nc)\b|\W*[*†_]", plain[place.start : place.end]):
                    break
                charge = _CHARGE.search(plain, place.start, place.start + part.start())
                if (
                    match
                    and " " in match["body"]
                    and not POST.match(match["body"])
                    and (not charge or _BODY.search(match["body"]))
                ):
                    start = plain.index(match["body"], place.start + part.start())
                    found.append(Field(" ".join(match["body"].split()), Span(start, start + len(match["body"]))))
    return found


def _behind_post(plain: str, post: Field | None) -> list[Field]:
    """Return the body's name that a post runs on into: "Head of the Mayor's Office Ash Borough Council"."""
    whole = patterns("heads").compile("{{organisation}}")
    words = plain[post.span.start : post.span.end] if post else ""
    gaps = re.finditer(r"(?<!\bof)(?<!\bfor)(?<!\bthe)(?<!\band)\s(?=[A-Z])", words)
    start = next(
        (g.end() for g in gaps if whole.fullmatch(words, g.end()) and not _GENERIC.match(words, g.end())), None
    )
    if post is None or start is None:
        return []
    return [Field(" ".join(words[start:].split()), Span(post.span.start + start, post.span.end))]


def _spoken_of(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the organisation that is the subject again and again, as a writer's own body is."""
    organisation = patterns("heads").compile("{{organisation}}")
    subjects = [
        _field(m, "body")
        for b in blocks
        for m in patterns("heads")["self"].finditer(plain, b.start, b.end)
        if organisation.fullmatch(m["body"]) and " " in re.sub(r"^The ", "", m["body"])
    ]
    counts = Counter(field.value for field in subjects)
    best = max(subjects, key=lambda field: (counts[field.value], -field.span.start), default=None)
    return [best] if best and counts[best.value] >= _OFTEN else []


def _distinct(fields: Sequence[Field]) -> tuple[Field, ...]:
    kept: list[Field] = []
    for field in fields:
        words = _words(field)
        same = next(
            (
                at
                for at, other in enumerate(kept)
                if (words <= _words(other) or _words(other) <= words) and not (words ^ _words(other)) & _OVERSEERS
            ),
            None,
        )
        if same is None:
            kept.append(field)
        elif len(_words(kept[same])) < 2 or field.value.casefold().endswith(f" {kept[same].value.casefold()}"):
            kept[same] = field
    return tuple(kept)


def _words(field: Field) -> set[str]:
    return set(field.value.casefold().replace("&", "and").replace("office of the ", "").split())
