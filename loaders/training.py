"""Trains the linear models: `python -m answerable.loaders.training FOLDER...` writes their files beside this one.

Learns where answers stand from `loaders/answers/*.tsv` (a label and the answer to one recommendation a line), what
promises from `loaders/passages/*.txt` (a passage a line, its promises marked), and both, with who promises, from folders
of annotated letters. Needs scikit-learn, which reading does not: `pip install -e '.[train]'`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from pathlib import Path

from .anatomy import anatomy
from .annotations import Annotation, also, read_annotations
from .files import read_text
from .items import lists
from .layout import layout
from .leanings import signs
from .letter import Letter
from .linear import model_text
from .listing import ANSWERS, OTHER, measures
from .matching import any_same, find_quote, overlap, same_name
from .numbering import normal, roman_value
from .promises import PROMISE, suggestions
from .promises import signs as promise_signs
from .promisors import PROMISOR, candidates
from .shares import Share, shares
from .stands import cues, decided, weighed
from .text import Span, Text

_SEEN = 3  # examples that a sign must stand in
_FREEDOM = 0.15  # inverse strength of the L2 penalty, for answers
_PROMISES_FREEDOM = 0.3  # for promises
_PROMISORS_FREEDOM = 1.0  # and for who makes them
_LISTS_FREEDOM = 10.0  # for lists, of which few measures are weighed
_BEGINNINGS = (None, 2, 3)  # of each list, as many first items
_ANSWER = 1500  # characters behind the last label of a list in which its answer stands
_MOST = 0.6  # share of a list's labels under which answers stand
_SAME = 0.5  # share of the shorter of two passages that both have, for them to be the same
_LETTER = 5  # written answers that an answer of an annotated letter weighs
_MARK = re.compile(r"«[fcao]:|»")  # round a promise in a passage, with its strength
_FRAME = """Westmere NHS Foundation Trust

14 May 2024

Dear Ms Harlow,

Recommendation 2: Every ward should keep a record and audit it twice a year.

{answer}

Recommendation 3: Staff should be trained.

We accept this recommendation.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """What is weighed of one answer, promise or list, and the labels that people hold right for it, the first above all.

    signs are there or not, or to the degree that a mapping gives.
    """

    signs: frozenset[str] | Mapping[str, float]
    labels: tuple[str, ...]


def written_examples(file: Path) -> Iterator[Example]:
    """Yield an example for each line of a file of answers."""
    for line in file.read_text("utf-8").splitlines():
        labels, answer = line.split("\t")
        letter = anatomy(_text(file.name, _FRAME.format(answer=answer)))
        for share in shares(letter):
            if "2" in share.numbers:
                yield Example(_signs(letter, share), tuple(labels.split("/")))


def _text(name: str, words: str) -> Text:
    return Text(name, hashlib.sha256(words.encode()).hexdigest(), "text/plain", words)


def letter_examples(annotation: Annotation) -> Iterator[Example]:
    """Yield an example for each answer of an annotated letter whose position is annotated."""
    letter = anatomy(read_text(annotation.letter))
    for share in shares(letter):
        for number in share.numbers:
            labels = _annotated(annotation, number, share.speakers)
            if labels and share.sentences:
                yield Example(_signs(letter, share), labels)


def _annotated(annotation: Annotation, number: str, speakers: Sequence[str]) -> tuple[str, ...]:
    entries = [e for e in annotation.list("recommendation_responses") if normal(str(e.get("number"))) == number]
    if len(entries) > 1:
        entries = [e for e in entries if any(same_name(str(e.get("by")), speaker) for speaker in speakers)]
    return (str(entries[0]["position"]),) if len(entries) == 1 and entries[0].get("position") else ()


def _signs(letter: Letter, share: Share) -> frozenset[str]:
    found = cues(letter, share.sentences)
    place = share.sentences[0].span if share.sentences else share.section.span
    stand = weighed(letter, share.section, share.sentences) or decided(letter, found, place)
    return signs([letter.words(s.span) for s in share.sentences], found, stand)


def promise_examples(annotation: Annotation) -> Iterator[Example]:
    """Yield an example for each place of an annotated letter that may promise; what is optional says nothing."""
    letter = anatomy(read_text(annotation.letter))
    found = [(find_quote(letter.text.text, e["quote"]), e.get("optional")) for e in annotation.list("commitments")]
    yield from _suggested(letter, [(place, not optional) for place, optional in found if place])


def passage_examples(file: Path) -> Iterator[Example]:
    """Yield an example for each place that may promise of a file of passages, a line each, in which promises are marked."""
    for line in file.read_text("utf-8").splitlines():
        parts = _MARK.split(line)  # each odd one is a promise
        lead, _, _ = _FRAME.partition("{answer}")
        ends = list(accumulate(map(len, parts), initial=len(lead)))
        marked = [(Span(start, end), True) for start, end in pairwise(ends)][1::2]
        words = _FRAME.format(answer="".join(parts))
        yield from _suggested(anatomy(_text(file.name, words)), marked, within=Span(len(lead), ends[-1]))


def _suggested(letter: Letter, marked: Sequence[tuple[Span, bool]], *, within: Span | None = None) -> Iterator[Example]:
    """Yield an example for each place that may promise; marked are promises, and whether each counts."""
    for suggestion in suggestions(letter):
        if within is None or within.holds(suggestion.clause):
            same = [counts for place, counts in marked if overlap(place, suggestion.clause) >= _SAME]
            if any(same) or not same:
                yield Example(promise_signs(letter, suggestion), (PROMISE if same else OTHER,))


def promisor_examples(annotation: Annotation) -> Iterator[Example]:
    """Yield an example for each body that may have made a promise of an annotated letter."""
    letter = anatomy(read_text(annotation.letter))
    marked = [(find_quote(letter.text.text, e["quote"]), e) for e in annotation.list("commitments") if e.get("by")]
    for suggestion in suggestions(letter):
        said = next((e for place, e in marked if place and overlap(place, suggestion.clause) >= _SAME), None)
        names = [*also(said, "by"), *(said.get("by_each") or [])] if said else []
        found = [(one.signs, any_same(one.name, names)) for one in candidates(letter, suggestion)] if said else []
        if any(right for _, right in found):
            yield from (Example(signs_of, (PROMISOR if right else OTHER,)) for signs_of, right in found)


def list_examples(annotation: Annotation) -> Iterator[Example]:
    """Yield an example for each list of an annotated letter, and for its first items: whether answers stand under most labels.

    Annotated letters answer much; others answer two or three concerns.
    """
    text = read_text(annotation.letter).text
    laid = layout(text)
    answers = [e for e in annotation.list("recommendation_responses") if e.get("number") or e.get("number_in_report")]
    places = [(_bare(str(e.get("number") or e["number_in_report"])), find_quote(text, e["quote"])) for e in answers]
    for whole, count in product(lists(laid.plain, laid.blocks), _BEGINNINGS):
        run = whole[:count]
        if count is not None and len(whole) <= count:
            continue
        ends = [*(item.block.start for item in whole[1:]), whole[-1].block.end + _ANSWER]
        labels = [(_bare(n), item.block.start, end) for item, end in zip(run, ends, strict=False) for n in item.numbers]
        right = sum(
            any(place and start <= place.start < end and number in _written(label) for number, place in places)
            for label, start, end in labels
        )
        values = measures(laid.plain, laid.blocks, run)
        yield Example(values, (ANSWERS if right >= _MOST * len(labels) else OTHER,))


def _bare(number: str) -> str:
    return re.sub(r"^[a-z]+[-.]?(?=\d)", "", normal(number).casefold())


def _written(label: str) -> set[str]:
    """Return the ways in which annotations write a label's number."""
    return {label, str(roman_value(label.upper()) or label)}


def fitted(examples: Sequence[Example], *, freedom: float) -> str:
    """Return the text of the model's file, fitted to examples."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(sign for example in examples for sign in example.signs)
    rows = [{s: _degree(example, s) for s in sorted(example.signs) if seen[s] >= _SEEN} for example in examples]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=freedom, max_iter=5000)
    model.fit(vectorizer.fit_transform(rows), [example.labels[0] for example in examples])
    names = vectorizer.get_feature_names_out()
    columns, always = model.coef_, model.intercept_
    if len(columns) == 1:  # of two labels, only the second's weights are told
        columns, always = (part * [[-0.5], [0.5]] for part in (columns, always[:, None]))
        always = always[:, 0]
    weights = {str(name): columns[:, at] for at, name in enumerate(names)} | {"": always}
    return model_text([str(label) for label in model.classes_], weights)


def _degree(example: Example, sign: str) -> float:
    return example.signs[sign] if isinstance(example.signs, Mapping) else 1.0


def examples_of(answers: Iterable[Path], letters: Iterable[Path]) -> list[Example]:
    """Return the examples of files of answers and of folders of annotated letters, the letters' counted more than once."""
    found = [example for file in answers for example in written_examples(file)]
    annotated = [
        e for folder in letters for annotation in read_annotations(folder) for e in letter_examples(annotation)
    ]
    known = {label for example in found for label in example.labels}
    return [*found, *(_LETTER * [e for e in annotated if e.labels[0] in known])]


def promise_examples_of(passages: Iterable[Path], letters: Iterable[Path]) -> list[Example]:
    """Return the examples of files of passages, and of folders of letters that have promises annotated."""
    marked = [example for annotation in _with_promises(letters) for example in promise_examples(annotation)]
    return [*(example for file in passages for example in passage_examples(file)), *marked]


def promisor_examples_of(letters: Iterable[Path]) -> list[Example]:
    """Return the examples of folders of letters that have promises annotated."""
    return [example for annotation in _with_promises(letters) for example in promisor_examples(annotation)]


def _with_promises(letters: Iterable[Path]) -> list[Annotation]:
    return [a for folder in letters for a in read_annotations(folder) if "commitments" in a.entries]


if __name__ == "__main__":
    here, folders = Path(__file__).parent, [Path(name) for name in sys.argv[1:]]
    answers = fitted(examples_of(sorted((here / "answers").glob("*.tsv")), folders), freedom=_FREEDOM)
    (here / "leanings.json").write_text(answers, "utf-8")
    promises = fitted(
        promise_examples_of(sorted((here / "passages").glob("*.txt")), folders), freedom=_PROMISES_FREEDOM
    )
    (here / "promises.json").write_text(promises, "utf-8")
    listed = [e for folder in folders for a in read_annotations(folder) for e in list_examples(a)]
    (here / "listing.json").write_text(fitted(listed, freedom=_LISTS_FREEDOM), "utf-8")
    promisors = fitted(promisor_examples_of(folders), freedom=_PROMISORS_FREEDOM)
    (here / "promisors.json").write_text(promisors, "utf-8")
