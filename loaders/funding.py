"""Funding: money that one body gives to another or to a purpose, never prices, losses, loans or sums refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from .calendar import MONTHS
from .letter import Letter, QuoteRole, Sentence
from .numerals import number_value
from .patterns import Rule, RuleSet, patterns
from .statements import Funding
from .text import Span

_SELF = {"i", "we", "me", "us", "my", "our", "it", "they"}
_LEADS = {"In", "On", "At", "By", "For", "From", "Since", "Under", "After", "With", "The", "A", "An", "This", "These"}
_LISTED = ("Department ", "Ministry ", "the Department ", "the Ministry ", "Police", "the Police")
_NO_NAME = {*MONTHS, *_SELF}
_ARTICLE = re.compile(r"^(?:the|our|my|its|her|his|their|a|an|some)\s+", re.IGNORECASE)
_JOINS_IN = re.compile(r"\b(?:contribut\w+|adds?|added|adding|puts?|putting)\b")
_GIFT = re.compile(r"\b(?:gave|given|giving|donat\w+|granted|grant of|gift of|chipped in|c[ao]me as|contribut\w+)\b")
_ELSEWHERE = re.compile(r"\b(?:to|into|for) [A-Z]")
_OWN_BOARD = re.compile(
    r"(?:[Oo]ur|[Mm]y)(?: own)? (?:[Bb]oard|Cabinet|Executive|Council|Committee|[Tt]rustees|[Gg]overnors|shareholders|[Oo]ffice)"
    r"|(?:[Tt]he )?(?:(?:Trust|Health|Service|Authority|Council) )?(?:Board|Cabinet|[Tt]rustees|[Gg]overnors)|(?:[Ee]lected )?[Mm]embers"
)
_BID = re.compile(
    r"\b(?:bid|application|appeal)s?\s+to\s+(?:the\s+)?((?:[A-Z][\w’'&-]*:?\s+(?:(?:of|and|for)\s+)?)+)(?:was|were|has|have|succeeded)"
)
_NUMBERED = re.compile(r"(?:R\s?\d|(?:Rec\.?|Recommendation|Action|Requirement)s?\s?(?:\d|$)).*", re.IGNORECASE)
_IN_MONTH = re.compile(rf"\s+(?:in|on|since|for|from)\s+(?:{'|'.join(MONTHS)})\b.*$", re.IGNORECASE)
_LED = re.compile(
    rf"^(?:(?:From|In|Since|By|On|Until)\s+)?(?:\d+\s+)?(?:{'|'.join(MONTHS)})(?:\s+\d{{4}})?,?\s+(?:and\s+|but\s+)?(?=\S)",
    re.IGNORECASE,
)
_CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}
_EDGE = " ,.;:"


def funding(letter: Letter) -> Iterator[Funding]:
    """Yield every award; amount is in pounds for one period, None where the letter gives none."""
    for index, sentence in enumerate(letter.sentences):
        if sentence.role is QuoteRole.OWN:
            yield from _told(letter, index)


def _told(letter: Letter, index: int) -> list[Funding]:
    """Return the awards of one sentence."""
    sentence = letter.sentences[index]
    start, end = sentence.span.start, sentence.span.end
    places: list[Span] = []
    awards: list[Funding] = []
    for rule in _grants().within(letter.plain, start, end):
        for match in rule.finditer(letter.plain, start, end):
            place = _place(match)
            known = any(place.overlaps(other) for other in places)
            known |= bool(places) and bool(rule.keys.get("unstated"))  # what the sentence funds has its sum already
            alone = rule.keys.get("after") and (not places or place.start < places[0].start)
            if known or alone or _refused(letter, sentence, match, rule):
                continue
            places.append(place)
            found = list(_awards(letter, sentence, index, rule, match))
            if rule.keys.get("after"):
                found = [_after(awards[-1], award) for award in found]
            spans = {(a.span, a.funder) for a in awards}  # two sums of one clause are known by words of their own
            own = Span(place.start, match.end())
            awards += [replace(award, span=own) if (award.span, award.funder) in spans else award for award in found]
    return awards


def _place(match: re.Match[str]) -> Span:
    """Return where the sum stands, or the whole match where no sum is stated."""
    return Span(*match.span("amount" if "amount" in match.groupdict() else 0))


def _after(last: Funding, award: Funding) -> Funding:
    """Return an award told in the same breath as another: of the same funder, and to the same body if it names none."""
    return replace(award, funder=last.funder, recipient=award.recipient or last.recipient)


@cache
def _grants() -> RuleSet:
    return RuleSet(rule for rule in patterns("funding").rules if rule.keys.get("grant"))


@cache
def _refusals(despite: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules that tell no grant, but for those named."""
    rules = (rule for rule in patterns("funding").rules if "/not-" in rule.name)
    return tuple(rule for rule in rules if not rule.name.endswith(despite))


def _refused(letter: Letter, sentence: Sentence, match: re.Match[str], rule: Rule) -> bool:
    """Tell whether the clause speaks of a price, a loss, a loan, or a sum asked for and not had."""
    start, end = _clause(letter, sentence, match.start(), match.end())
    refusals = _refusals(tuple(rule.keys.get("despite", ())))
    return any(refusal.search(letter.plain, start, end) for refusal in refusals)


def _clause(letter: Letter, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    before = re.split(r"[,;:](?=\s)", letter.plain[sentence.span.start : start])
    after = re.split(r"[,;:](?=\s)", letter.plain[end : sentence.span.end])
    return start - len(before[-1]), end + len(after[0])


def _awards(letter: Letter, sentence: Sentence, index: int, rule: Rule, match: re.Match[str]) -> Iterator[Funding]:
    groups = match.groupdict()
    funder, programme = _funder(letter, sentence, match)
    if re.fullmatch(r"(?:[Ss]he|[Hh]e)", funder):
        funder = _before(letter, index) or sentence.speaker
    purpose = _clean(groups.get("purpose"))
    recipient = _recipient(letter, index, rule, match, purpose)
    if recipient is None or _NUMBERED.fullmatch(recipient):
        recipient = sentence.speaker if _is_other(funder, sentence) else None  # who tells of a gift has it
    elif recipient == funder:
        funder = _asked(letter, index) or funder
    amount_text = groups.get("amount")
    rest = letter.plain[match.start() : sentence.span.end]
    total = re.search(r"(£\d[\d,.]*(?:\s?(?:m|million|k))?) in (?:all|total)", rest)
    amount = number_value(total[1] if total else amount_text) if amount_text else None
    for payer in _each(letter, sentence, match, funder):
        yield Funding(
            span=_trimmed(letter, Span(*_clause(letter, sentence, match.start(), match.end()))),
            label=_label(amount_text, payer, recipient),
            by=sentence.speaker,
            rule=rule.name,
            amount=amount,
            amount_text=amount_text,
            currency=_CURRENCIES.get(amount_text[0], "GBP") if amount_text else "GBP",
            funder=payer,
            programme=programme,
            recipient=recipient,
            purpose=purpose,
            period=_period(letter, sentence, groups),
            recommendation=next(iter(letter.sections[sentence.section].recommendations), None),
        )


def _funder(letter: Letter, sentence: Sentence, match: re.Match[str]) -> tuple[str, str | None]:
    """Return who pays, and the pot it comes from where one is named."""
    words = match.groupdict().get("funder")
    pot = patterns("funding")["programme"].search(letter.plain, sentence.span.start, sentence.span.end)
    programme = _clean(match.groupdict().get("programme")) or (_clean(pot["programme"]) if pot else None)
    if words and re.search(r"(?:^|\s)(?:I|[Ww]e)$", words.strip(_EDGE)):
        words = words.split()[-1]  # "In February, I": the month led the sentence
    words = _LED.sub("", words) if words else None
    if words and (two := _run_on(letter, match)):
        words = two[0]
    if words and words in {"which", "who"}:
        words = _antecedent(letter, sentence, match.start("funder"))
    if words and words.strip(_EDGE).casefold() in MONTHS:
        words = _antecedent(letter, sentence, match.start("funder"))
    owner = re.match(
        r"(?:the\s+)?(.+?)['’]s?\s+(.*(?:Fund|Grant|Programme|Scheme|[Bb]udget|funding)s?)$", words or "", re.DOTALL
    )
    if owner:
        words, programme = owner[1], _clean(owner[2])
    part = re.match(r"(?:[Tt]he\s+)?(.+?)['’]s?\s+.*\b(?:team|department|unit|directorate)$", words or "", re.DOTALL)
    funder = _agent(letter, sentence, part[1] if part else words) or sentence.speaker
    if programme is None and re.search(r"\b(?:Fund|Grant|Programme|Scheme)$", funder):
        programme = funder
    return funder, programme


def _is_other(funder: str, sentence: Sentence) -> bool:
    """Tell another body than the speaker and its own committees."""
    return funder != sentence.speaker and not funder.endswith((" Committee", " Panel", " Plan", " Budget", " Strategy"))


def _asked(letter: Letter, index: int) -> str | None:
    """Return the fund whose grant a sentence tells of, as the one before it names the fund that was asked."""
    bid = _BID.search(letter.words(letter.sentences[index - 1].span)) if index else None
    return bid[1].strip() if bid else None


def _run_on(letter: Letter, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the two names of "a grant from the Fund, Penrose Mind has opened": who paid, and who acts on it."""
    words = match.groupdict().get("funder") or ""
    payer, comma, actor = words.rpartition(",")
    if not comma:
        return None
    subject = match.start("funder") < _place(match).start
    listed = (
        payer.startswith(_LISTED) and " and " in actor
    )  # "the Department for Levelling Up, Housing and Communities"
    if listed or (subject and not re.match(r"\s+(?:and|but|so|the)\b", actor)):
        return None
    if subject:
        payer = actor = re.sub(r"^\s+(?:(?:and|but|so)\s+)?", "", actor).strip()
    acts = re.compile(r"\s+(?:has|have|had|was|were|is|are|will|can|runs?|opened|launched|provides?)\b")
    if not acts.match(letter.plain, match.end("funder")):
        return None
    return payer, actor.strip()


def _recipient(letter: Letter, index: int, rule: Rule, match: re.Match[str], purpose: str | None) -> str | None:
    """Return who gets it: as the pattern says, or as the rest of the sentence and its neighbours say."""
    sentence = letter.sentences[index]
    groups = match.groupdict()
    words = groups.get("to") or groups.get("recipient")
    if words and words.strip(_EDGE) in {"cost", "costs"}:
        words = None
    two = None if words else _run_on(letter, match)
    if two and two[0] != two[1]:
        return _agent(letter, sentence, two[1])
    if words in {"which", "who", "that", "whose"} or re.fullmatch(r"an? \w+", words or ""):
        return _antecedent(letter, sentence, match.start("recipient"))
    if words in {"it", "them"}:
        funder, _ = _funder(letter, sentence, match)
        return (
            _pronoun(letter, sentence, match.start(), other_than=funder) or _before(letter, index) or sentence.speaker
        )
    if words and words.casefold() in {"its", "their"}:
        return _before(letter, index)
    if words:
        return (_operator(letter, index) if rule.keys.get("service") else None) or _agent(letter, sentence, words)
    if re.search(r"\b(?:received|obtained|secured|won)\b", match[0]):
        return sentence.speaker
    into = re.search(r",\s+(?:in)?to\s+wh(?:ich|om)\s*$", letter.plain[sentence.span.start : match.start()])
    if into:
        return _antecedent(letter, sentence, sentence.span.start + into.start())
    return _beside(letter, index, rule, match, purpose)


def _beside(letter: Letter, index: int, rule: Rule, match: re.Match[str], purpose: str | None) -> str | None:
    """Return who gets it, as the words behind the pattern's and the sentences beside its own say."""
    sentence = letter.sentences[index]
    funder = match.groupdict().get("funder")
    file = patterns("funding")
    if rule.keys.get("tail"):
        tail = file["recipient"].search(letter.plain, match.end(), sentence.span.end)
        if tail:
            ours = re.search(r"\bour\s", tail[0]) and funder not in {None, "I", "We", "we"}
            return sentence.speaker if ours else _agent(letter, sentence, tail["recipient"])  # "to our own programme"
    found = _operator(letter, index) or _named_first(purpose)
    found = found or (_before(letter, index) if _JOINS_IN.search(match[0]) else None)
    given = _GIFT.search(match[0]) and funder not in {None, "I", "We", "we", "who", "which"}
    return found or (sentence.speaker if given and not _ELSEWHERE.search(match[0]) else None)


def _before(letter: Letter, index: int) -> str | None:
    """Return what the sentence before is about, where it begins with its name."""
    if index == 0 or letter.sentences[index - 1].section != letter.sentences[index].section:
        return None
    earlier = letter.sentences[index - 1]
    named = re.match(
        r"\W*(?!(?:From|In|On|By|Since|For|At|Over|Under|Our|This|From)\s)(?:[Tt]he\s+)?((?:[A-Z][\w’'&]*\s+(?:(?:of|and|for)\s+)?){1,6}[A-Z][\w’'&]*)(?=[\s,])",
        letter.words(earlier.span),
    )
    return _agent(letter, earlier, named[1]) if named else None


def _operator(letter: Letter, index: int) -> str | None:
    """Return who runs the service that is paid for, as this sentence or one beside it says."""
    pattern = patterns("funding")["operator"].pattern
    for near in (index, index + 1, index - 1, index - 2):
        if not 0 <= near < len(letter.sentences) or letter.sentences[near].section != letter.sentences[index].section:
            continue
        span = letter.sentences[near].span
        runs = pattern.search(letter.plain, span.start, span.end)
        if runs:
            return _clean(runs["runs"] or runs["by"])
    return None


def _named_first(purpose: str | None) -> str | None:
    named = re.match(r"(?:the\s+)?((?:[A-Z][\w’']*\s?){2,})", purpose or "")
    return named[1].strip() if named else None


def _antecedent(letter: Letter, sentence: Sentence, before: int) -> str | None:
    """Return the name that stands last before a relative pronoun or an apposition."""
    return next((name for name, _ in _named(letter, sentence, before)), None)


def _pronoun(letter: Letter, sentence: Sentence, before: int, other_than: str) -> str | None:
    """Return the name that "it" stands for: the last one but who gives, and sooner one that is not "from" another."""
    names = [(name, governed) for name, governed in _named(letter, sentence, before) if name != other_than]
    return next((name for name, governed in names if not governed), names[0][0] if names else None)


def _named(letter: Letter, sentence: Sentence, before: int) -> list[tuple[str, bool]]:
    """Return the names of a sentence before an offset, the last first, and whether "from" governs each."""
    names = re.finditer(
        r"(?:(from)\s+(?:the\s+)?)?([A-Z][\w’'&-]*(?:\s+(?:(?:of|and|for|the)\s+)?[A-Z][\w’'&-]*)*)",
        letter.plain[sentence.span.start : before],
    )
    said = [(n[2], bool(n[1])) for n in names if n[2] not in _LEADS and n[2].casefold() not in _NO_NAME]
    agents = [(_agent(letter, sentence, words), governed) for words, governed in reversed(said)]
    return [(agent, governed) for agent, governed in agents if agent]


def _each(letter: Letter, sentence: Sentence, match: re.Match[str], funder: str) -> tuple[str, ...]:
    """Return both payers of "A and B will each add £50,000"."""
    before = letter.plain[sentence.span.start : match.end()]
    if not re.search(r"\beach\s+(?:\w+\s+)?(?:[£€$])|\beach\s+(?:add|give|pay|contribut|put|provid)", before):
        return (funder,)
    pair = re.search(
        r"((?:[A-Z][\w’']*\s?)+)\s*and\s+(?:the\s+(?:[a-z]+\s+)*)?((?:[A-Z][\w’']*\s)+)(?:will|have|has|to|are|each)",
        before,
    )
    return (pair[1].strip(), pair[2].strip()) if pair else (funder,)


def _agent(letter: Letter, sentence: Sentence, words: str | None) -> str | None:
    if not words:
        return None
    name = re.sub(r"[’'](?:ve|re|ll|d)$", "", " ".join(words.split()).strip(_EDGE))
    name = re.sub(r"[’']s$", "", _IN_MONTH.sub("", name))
    if name.casefold() in _SELF or _OWN_BOARD.fullmatch(name):
        return sentence.speaker
    bare = _ARTICLE.sub("", name)
    head, _, purpose = bare.partition(" for the ")
    if purpose and " " not in head and head != "Department":
        return _agent(letter, sentence, f"the {head}")  # "from the Authority for the Helpline"
    for form in (name, bare, f"the {bare}", f"The {bare}"):
        if form in letter.aliases:
            return letter.aliases[form]
    if bare != name and sentence.speaker.casefold().endswith(f" {bare.casefold()}"):
        return sentence.speaker  # "the County Council"
    return bare or None


def _clean(words: str | None) -> str | None:
    return " ".join(words.split()).strip(_EDGE) or None if words else None


def _period(letter: Letter, sentence: Sentence, groups: dict[str, str | None]) -> str | None:
    said = _clean(groups.get("period"))
    if said:
        return said
    year = re.search(
        r"\b(?:in\s+)?((?:19|20)\d{2}\s?[-–/]\s?\d{2,4})\b|\b(over\s+(?:the\s+)?(?:next\s+)?\w+\s+years|this year)\b",
        letter.plain[sentence.span.start : sentence.span.end],
    )
    return " ".join((year[1] or year[2]).split()) if year else None


def _trimmed(letter: Letter, span: Span) -> Span:
    words = letter.plain[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(" \n\t,;:"))
    return Span(start, span.start + len(words.rstrip(" \n\t,;:")))


def _label(amount: str | None, funder: str, recipient: str | None) -> str:
    return f"{amount or 'Funding'} from {funder}" + (f" to {recipient}" if recipient else "")
