"""The head and foot of a letter: who writes to whom, when, under which reference, about which report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .calendar import full_date
from .letter import Field, Letter
from .patterns import patterns
from .statements import LetterStatement
from .text import Span

_OFTEN = 3  # times a body is the subject before it is taken for the writer
_TOP = 26  # blocks that may belong to the head
_TITLES = re.compile(patterns("heads").compile(r"^(?:(?:{{title}})\.? )+").pattern)
_HONOURS = patterns("heads").compile(r"(?:,? (?:{{honours}})\b)+$")
_NOT_PERSON = re.compile(
    r"\b(?:Office|Police|Council|Trust|Authority|Board|House|Street|Road|Lane|Sincerely|Copies|Director|Commissioner|Chief|"
    r"Recommendation|Service|Limited|Minister|Secretary|Mayor|Inquiry|Email|By|The|Dear|Yours|Team|Department|Head|Deputy|Her|His|"
    r"Portfolio|Assistant|General|Managing|Interim|Acting|Executive|Medical)\b"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head and foot of a letter say; close is where the letter's own words end."""

    date: date | None
    date_span: Span | None
    reference: Field | None
    recipient: Field | None
    signatories: tuple[Field, ...]
    post: Field | None
    senders: tuple[Field, ...]
    report: Field | None
    body: int
    close: int | None


def read_head(plain: str, blocks: Sequence[Span]) -> Head:
    """Read head and foot from a letter's blocks; body and close are indexes of blocks."""
    salutation = _first(plain, blocks[:_TOP], "salutation")
    close = _close(plain, blocks)
    when, when_span = _date(plain, blocks)
    signatories, post = _signatories(plain, blocks, close)
    recipient = _recipient(plain, blocks, salutation)
    sent = patterns("heads")["from-line"].pattern
    for block in blocks[:4]:
        match = sent.search(plain[block.start : block.end])
        if match and not signatories:
            words = match["name"] or f"{match['first']} {match['last']}"
            signatories = (
                Field(
                    words,
                    Span(
                        block.start + match.start(1 if match["last"] else 3),
                        block.start + match.end(2 if match["first"] else 3),
                    ),
                ),
            )
    first = _senders(plain, blocks, salutation, signatories, post, recipient)[:1]
    recipient = recipient or _addressed(plain, blocks, salutation, first)
    senders = _senders(plain, blocks, salutation, signatories, post, recipient)
    return Head(
        date=when,
        date_span=when_span,
        reference=_reference(plain, blocks),
        recipient=recipient,
        signatories=signatories,
        post=post,
        senders=senders,
        report=_report(plain, blocks, salutation),
        body=salutation + 1 if salutation is not None else 0,
        close=close,
    )


def _first(plain: str, blocks: Sequence[Span], rule: str) -> int | None:
    pattern = patterns("heads")[rule].pattern
    return next((i for i, b in enumerate(blocks) if pattern.search(plain[b.start : b.end])), None)


def _field(plain: str, block: Span, match: re.Match[str], group: str) -> Field:
    start, end = match.span(group)
    words = plain[block.start + start : block.start + end]
    lead = len(words) - len(words.lstrip())
    stripped = words.strip(" \t,;:*")
    return Field(
        " ".join(stripped.split()), Span(block.start + start + lead, block.start + start + lead + len(stripped))
    )


def _date(plain: str, blocks: Sequence[Span]) -> tuple[date | None, Span | None]:
    """Return the letter's own day: a line of its own first, then a published or sent line, then any in the head."""
    for rule, reach in (
        ("date-line", _TOP),
        ("date-published", _TOP),
        ("date-line", len(blocks)),
        ("date-anywhere", 8),
    ):
        for block in blocks[:reach]:
            match = patterns("heads")[rule].pattern.search(plain[block.start : block.end])
            if match and (day := full_date(match["date"])):
                return day, Span(block.start + match.start("date"), block.start + match.end("date"))
    return None, None


def _reference(plain: str, blocks: Sequence[Span]) -> Field | None:
    pattern = patterns("heads")["reference"].pattern
    for block in blocks[:_TOP]:
        match = pattern.search(plain[block.start : block.end])
        if match:
            return _field(plain, block, match, "ref")
    for block in blocks[:8]:
        match = re.fullmatch(r"\W*(?P<ref>[A-Z]{2,6}(?:[/-][A-Z0-9]{1,8}){1,4})\W*", plain[block.start : block.end])
        if match and re.search(r"\d", match["ref"]):
            return _field(plain, block, match, "ref")
    return None


def _close(plain: str, blocks: Sequence[Span]) -> int | None:
    pattern = patterns("heads")["close"].pattern
    found = [i for i, b in enumerate(blocks) if pattern.search(plain[b.start : b.end])]
    return found[-1] if found else None


def _people(plain: str, block: Span) -> Iterator[Field]:
    """Yield the person that a line of a signature or address names, with title and honours."""
    words = plain[block.start : block.end]
    posted = patterns("heads").compile(r"\b{{post}}")
    match = (
        patterns("heads")
        .compile(r"^\W*(?:Signed(?: by)?\s*:\s*)?(?P<person>{{person}})(?=$|[ ,\n\t]|\s+[-–])")
        .search(words)
    )
    if match is None:
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


def _signatories(plain: str, blocks: Sequence[Span], close: int | None) -> tuple[tuple[Field, ...], Field | None]:
    """Return who signs, and in which post: after the close, else in the last lines."""
    tail = (
        range(close + 1, min(len(blocks), close + 9))
        if close is not None
        else range(max(0, len(blocks) - 9), len(blocks))
    )
    found: list[Field] = []
    post: Field | None = None
    posted = patterns("heads").compile(r"(?P<post>{{post}}[^\n]{0,110})")
    for i in tail:
        block = blocks[i]
        words = plain[block.start : block.end]
        if re.match(r"\W*(?:cc|Copies|Copy|Annex|Encl?|Enclosure|\[\d)\b", words, re.IGNORECASE):
            break
        if len(words) > 160 or (close is None and words.endswith(".") and len(words) > 60):
            found, post = ([], None) if close is None else (found, post)
            continue
        person = next(_people(plain, block), None)
        if person and (close is not None or _has_post(plain, blocks, i, person)):
            scribble = found and post is None and found[-1].value[0] == person.value[0]
            found[-1:] = [person] if scribble else [*found[-1:], person]
            rest = Span(person.span.end, block.end)
            in_line = posted.search(plain[rest.start : rest.end])
            if in_line and post is None:
                post = _field(plain, rest, in_line, "post")
            continue
        match = posted.search(words)
        if match and found and post is None and match.start() <= 4:
            post = _field(plain, block, match, "post")
    return tuple(found), post


def _has_post(plain: str, blocks: Sequence[Span], index: int, person: Field) -> bool:
    rest = plain[person.span.end : blocks[index].end]
    following = plain[blocks[index + 1].start : blocks[index + 1].end] if index + 1 < len(blocks) else ""
    post = patterns("heads").compile(r"^\W*(?:{{post}})")
    return bool(post.search(rest) or (not rest.strip() and post.search(following) and len(following) < 120))


def _recipient(plain: str, blocks: Sequence[Span], salutation: int | None) -> Field | None:
    file = patterns("heads")
    reach = blocks[: salutation if salutation is not None else 12]
    for block in reach:
        match = file["to-line"].pattern.search(plain[block.start : block.end])
        if match:
            return _field(plain, block, match, "to")
    for block in reach:
        if re.match(
            r"\W*(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Baroness|Baron|Rt|The Rt|Cllr|Councillor|His|Her)\b",
            plain[block.start : block.end],
        ):
            person = next(_people(plain, block), None)
            if person:
                return person
    greeted = (
        file["salutation"].pattern.search(plain[blocks[salutation].start : blocks[salutation].end])
        if salutation is not None
        else None
    )
    name = greeted["to"].split() if greeted else []
    for block in reach:
        person = next(_people(plain, block), None)
        if person and name and (name[-1] in person.value.split() or name[0] in person.value.split()):
            return person
    return None


def _addressed(plain: str, blocks: Sequence[Span], salutation: int | None, senders: Sequence[Field]) -> Field | None:
    """Return the body or post written to, where no person is named: a line of the head, else the salutation."""
    file = patterns("heads")
    addressed = file.compile(
        r"^\W*(?P<to>(?:(?:HM|His Majesty[’']s|Her Majesty[’']s|The) )?(?:{{cap}} ){0,3}(?:Chief Inspector|Secretary(?: of State)?|Minister|Coroner|Ombudsman|"
        r"Commissioner|Inspectorate|Chair)\b[^\n]{0,80}|HM[A-Z]{2,8}|[A-Z]{4,8})\s*$"
    )
    for block in blocks[: salutation if salutation is not None else 8]:
        match = addressed.search(plain[block.start : block.end])
        if (
            match
            and not any(match["to"].casefold() in s.value.casefold() for s in senders)
            and match["to"] != "OFFICIAL"
        ):
            return _field(plain, block, match, "to")
    greeted = (
        file["salutation"].pattern.search(plain[blocks[salutation].start : blocks[salutation].end])
        if salutation is not None
        else None
    )
    if greeted and salutation is not None and not re.match(r"(?i)(?:sir|madam|colleague|all|sirs)", greeted["to"]):
        return _field(plain, blocks[salutation], greeted, "to")
    return None


def _report(plain: str, blocks: Sequence[Span], salutation: int | None) -> Field | None:
    """Return the title of what is answered: a subject line, else the line under the salutation, else a mention."""
    file = patterns("heads")
    for block in blocks[:_TOP]:
        match = file["subject"].pattern.search(plain[block.start : block.end])
        if match:
            return _field(plain, block, match, "report")
    start = salutation + 1 if salutation is not None else 1
    for block in blocks[start : start + (2 if salutation is not None else 12)]:
        words = plain[block.start : block.end]
        if re.match(
            r"\W*(?:To|Copy|cc|Cc|Date|From|Ref|Sent|Conclusion \d+|Recommendations? \w+|Office of|\d+\.|\(?[a-z]\))\W",
            words,
        ):
            continue
        if (
            15 <= len(words) <= 260
            and not words.rstrip().endswith((":", ";"))
            and (
                not words.rstrip().endswith(".") or not re.search(r"\b(?:I|[Ww]e|[Yy]ou|was|were|has|have|is)\b", words)
            )
            and re.search(
                r"(?i)\b(?:report|inspection|inquiry|review|super-?complaint|inquest|investigation|response|regulation 28|audit|complaint)\b",
                words,
            )
        ):
            return Field(" ".join(words.split()), block)
    mention = re.compile(
        r"(?:report|review|inspection|inquiry|super-complaint|investigation)s? (?:on|of|into|about|made|entitled|called|[-–:]) ?[^.;]{10,140}|[“\"‘][A-Z][^”\"’]{8,120}[”\"’]"
    )
    for block in blocks[:_TOP]:
        match = mention.search(plain, block.start, block.end)
        if match and match.end() <= block.end:
            return Field(" ".join(match[0].split()), Span(*match.span()))
    return None


def _senders(
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
    letterhead = _letterhead(plain, blocks, salutation, recipient)
    signed = _signed_for(plain, blocks, signatories) if not held else []
    found = [*stated, *held, *_spoken_of(plain, blocks), *letterhead, *signed]
    return _distinct(found or _opening(plain, blocks))


def _stated(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return senders that the letter says it speaks for: "X Response:", "we, as X,", an e-mail's From line."""
    file = patterns("heads")
    organisation = file.compile("{{organisation}}")
    found = []
    for block in blocks[:12]:
        words = plain[block.start : block.end]
        if match := file["response-of"].pattern.search(words):
            group = next(name for name in ("body", "of", "self") if match[name])
            if organisation.search(match[group]) or re.search(r"\b[A-Z]{3,}$", match[group]):
                found.append(_field(plain, block, match, group))
        if (match := file["from-line"].pattern.search(words)) and match["body"]:
            found.append(_field(plain, block, match, "body"))
    for block in blocks:
        match = file["as-body"].pattern.search(plain, block.start, block.end)
        if match and organisation.match(match["body"]):
            return [*found, Field(" ".join(match["body"].split()), Span(*match.span("body")))]
    return found


def _on_behalf(plain: str, blocks: Sequence[Span]) -> list[Field]:
    pattern = patterns("heads")["on-behalf"].pattern
    organisation = patterns("heads").compile("(?:the )?{{organisation}}")
    for block in blocks[-8:]:
        match = pattern.search(plain[block.start : block.end])
        if match and organisation.fullmatch(match["body"]):
            return [_field(plain, block, match, "body")]
    return []


def _office(plain: str, post: Field | None) -> list[Field]:
    """Return the office that a post is, such as a police and crime commissioner for a place."""
    office = patterns("heads").compile("{{office}}")
    match = office.search(plain, post.span.start, post.span.end + 1) if post else None
    return [Field(" ".join(match[0].split()), Span(*match.span()))] if match else []


def _letterhead(plain: str, blocks: Sequence[Span], salutation: int | None, recipient: Field | None) -> list[Field]:
    file = patterns("heads")
    whole = file.compile(r"\W*(?P<body>{{organisation}})\W*")
    found = []
    for block in blocks[: min(4, salutation if salutation is not None else 4)]:
        if (recipient and block.overlaps(recipient.span)) or file["salutation"].pattern.search(
            plain[block.start : block.end]
        ):
            break
        for part in re.finditer(
            r"[^|\n,]+?(?= and (?=[A-Z])|[|\n,]|$)|(?<= and )[A-Z][^|\n,]+"
            if _joins_two(plain, block, whole)
            else r"[^|\n,]+",
            plain[block.start : block.end],
        ):
            words = re.sub(
                r"^(?:Organisation|Provider|Force|Trust|Health Board|From|Name of [a-z ]+)\s*:\s*", "", part[0].strip()
            )
            match = whole.fullmatch(words.title() if words.isupper() else words)
            if match and not re.match(
                r"(?i)(?:to|cc|from|the home secretary|reply|response|report|statement|letter|re)\b", words
            ):
                start = plain.index(words, block.start + part.start())
                found.append(Field(" ".join(words.split()), Span(start, start + len(words))))
    return found


def _opening(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the name that a letterhead run together into one line begins with."""
    organisation = patterns("heads").compile("(?P<body>{{organisation}}) ")
    match = organisation.match(plain, blocks[0].start, blocks[0].end) if blocks else None
    return [Field(" ".join(match["body"].split()), Span(*match.span("body")))] if match else []


def _joins_two(plain: str, block: Span, whole: re.Pattern[str]) -> bool:
    """Tell a letterhead of two organisations ("A Council and B Board") from one whose name has an "and"."""
    halves = plain[block.start : block.end].split(" and ")
    return len(halves) == 2 and all(whole.fullmatch(half.strip()) for half in halves)


def _signed_for(plain: str, blocks: Sequence[Span], signatories: tuple[Field, ...]) -> list[Field]:
    """Return the bodies named beside or below each signature."""
    whole = patterns("heads").compile(r"(?:for )?(?:the )?(?P<body>{{organisation}})\W*")
    found = []
    for signatory in signatories:
        index = next((i for i, b in enumerate(blocks) if b.start <= signatory.span.start < b.end), None)
        if index is None:
            continue
        for place in [Span(signatory.span.end, blocks[index].end), *blocks[index + 1 : index + 4]]:
            for part in re.finditer(r"[^,\n]+", plain[place.start : place.end]):
                match = whole.fullmatch(part[0].strip())
                if (
                    match
                    and " " in match["body"]
                    and not re.match(r"(?:Director|Head|Chief|Manager|Officer|Deputy|Assistant)\b", match["body"])
                ):
                    start = plain.index(match["body"], place.start + part.start())
                    found.append(Field(" ".join(match["body"].split()), Span(start, start + len(match["body"]))))
    return found


def _spoken_of(plain: str, blocks: Sequence[Span]) -> list[Field]:
    """Return the organisation that is the subject again and again, as a writer's own body is."""
    organisation = patterns("heads").compile("{{organisation}}")
    subjects = [
        Field(" ".join(m["body"].split()), Span(*m.span("body")))
        for b in blocks
        for m in patterns("heads")["self"].pattern.finditer(plain, b.start, b.end)
        if organisation.fullmatch(m["body"]) and " " in re.sub(r"^The ", "", m["body"])
    ]
    counts = Counter(field.value for field in subjects)
    best = max(subjects, key=lambda field: (counts[field.value], -field.span.start), default=None)
    return [best] if best and counts[best.value] >= _OFTEN else []


def _distinct(fields: Sequence[Field]) -> tuple[Field, ...]:
    kept: list[Field] = []
    for field in fields:
        words = _words(field)
        same = next((at for at, other in enumerate(kept) if words <= _words(other) or _words(other) <= words), None)
        if same is None:
            kept.append(field)
        elif len(_words(kept[same])) < 2:
            kept[same] = field
    return tuple(kept)


def _words(field: Field) -> set[str]:
    return set(field.value.casefold().replace("&", "and").replace("office of the ", "").split())


def letter_statements(letter: Letter) -> Iterator[LetterStatement]:
    """Yield the one statement about the letter itself."""
    sender = letter.senders[0].value if letter.senders else ""
    place = letter.date_span or (letter.senders[0].span if letter.senders else Span(0, min(80, len(letter.plain))))
    report = letter.report.value if letter.report else None
    yield LetterStatement(
        span=place,
        label=f"{sender or letter.text.name}: answer to {report or 'recommendations'}",
        by=sender,
        rule="heads/letter",
        date=letter.date.isoformat() if letter.date else None,
        reference=letter.reference.value if letter.reference else None,
        senders=tuple(s.value for s in letter.senders),
        signatory=letter.signatories[0].value if letter.signatories else None,
        post=letter.post.value if letter.post else None,
        recipient=letter.recipient.value if letter.recipient else None,
        report=report,
    )
