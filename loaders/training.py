"""Trains the linear model of answers: `python -m answerable.loaders.training` writes loaders/leanings.json.

Learns from `loaders/answers/*.tsv` (a label and the answer to one recommendation a line) and from folders of annotated
letters. Needs scikit-learn, which reading does not: `pip install -e '.[train]'`.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .anatomy import anatomy
from .annotations import Annotation, read_annotations
from .files import read_text
from .leanings import signs
from .letter import Letter
from .linear import model_text
from .matching import same_name
from .numbering import normal
from .shares import Share, shares
from .stands import cues, decided, weighed
from .text import Text

_SEEN = 3  # examples that a sign must stand in
_PENALTY = 0.15  # inverse strength of the L2 penalty
_LETTER = 5  # written answers that an answer of an annotated letter weighs
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
    """What is weighed of one answer, and the labels that people hold right for it, the first above all."""

    signs: frozenset[str]
    labels: tuple[str, ...]


def written_examples(file: Path) -> Iterator[Example]:
    """Yield an example for each line of a file of answers."""
    for line in file.read_text("utf-8").splitlines():
        labels, answer = line.split("\t")
        words = _FRAME.format(answer=answer)
        text = Text(file.name, hashlib.sha256(words.encode()).hexdigest(), "text/plain", words)
        letter = anatomy(text)
        for share in shares(letter):
            if "2" in share.numbers:
                yield Example(_signs(letter, share), tuple(labels.split("/")))


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


def fitted(examples: Sequence[Example]) -> str:
    """Return the text of the model's file, fitted to examples."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(sign for example in examples for sign in example.signs)
    rows = [dict.fromkeys(sorted(s for s in example.signs if seen[s] >= _SEEN), 1) for example in examples]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=_PENALTY, max_iter=5000)
    model.fit(vectorizer.fit_transform(rows), [example.labels[0] for example in examples])
    names = vectorizer.get_feature_names_out()
    weights = {str(name): model.coef_[:, at] for at, name in enumerate(names)} | {"": model.intercept_}
    return model_text([str(label) for label in model.classes_], weights)


def examples_of(answers: Iterable[Path], letters: Iterable[Path]) -> list[Example]:
    """Return the examples of files of answers and of folders of annotated letters, the letters' counted more than once."""
    found = [example for file in answers for example in written_examples(file)]
    annotated = [
        e for folder in letters for annotation in read_annotations(folder) for e in letter_examples(annotation)
    ]
    known = {label for example in found for label in example.labels}
    return [*found, *(_LETTER * [e for e in annotated if e.labels[0] in known])]


if __name__ == "__main__":
    here = Path(__file__).parent
    trained = fitted(examples_of(sorted((here / "answers").glob("*.tsv")), [Path(name) for name in sys.argv[1:]]))
    (here / "leanings.json").write_text(trained, "utf-8")
