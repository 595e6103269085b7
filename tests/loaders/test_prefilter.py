"""What is skipped for speed changes nothing that is found."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from answerable import loaders
from answerable.loaders.anatomy import anatomy
from answerable.loaders.kept import packed
from answerable.loaders.letter import Letter
from answerable.loaders.patterns import Rule, RuleSet, patterns
from answerable.loaders.prefilter import prefilter
from answerable.loaders.text import Text

HERE = Path(__file__).parent
LETTERS = ("annotated/mopac-2021-12-03.txt", "annotated/05-brackwater-council-table.txt")
NAMES = sorted(file.name.removesuffix(".toml") for file in files(loaders).iterdir() if file.name.endswith(".toml"))


def read(name: str, *, capitals: bool = False) -> Letter:
    words = (HERE / name).read_text("utf-8")
    return anatomy(Text(name, "0" * 64, "text/plain", words.upper() if capitals else words))


@pytest.fixture(scope="module", params=[*LETTERS, "capitals"])
def letter(request: pytest.FixtureRequest) -> Letter:
    return read(LETTERS[0], capitals=True) if request.param == "capitals" else read(request.param)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found if match is not None]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "words"])
def test_a_rule_finds_what_its_pattern_finds(name: str, letter: Letter) -> None:
    for rule in patterns(name).rules:
        assert spans(rule.finditer(letter.plain)) == spans(rule.pattern.finditer(letter.plain)), rule.name
        for sentence in letter.sentences[::3]:
            start, end = sentence.span.start, sentence.span.end
            words = letter.plain[start:end]
            wanted = spans(rule.pattern.finditer(words))
            assert spans(rule.all_within(letter.plain, start, end)) == wanted, rule.name
            assert spans([rule.within(letter.plain, start, end)]) == wanted[:1], rule.name
            assert spans([rule.search(words)]) == wanted[:1], rule.name
            between = spans(rule.pattern.finditer(letter.plain, start, end))
            assert spans(rule.finditer(letter.plain, start, end)) == between, rule.name
            assert spans([rule.search(letter.plain, start, end)]) == between[:1], rule.name


@pytest.mark.parametrize("name", ["commitments", "dates", "funding", "initiatives", "positions"])
def test_a_set_of_rules_leaves_out_none_that_matches(name: str, letter: Letter) -> None:
    rules = RuleSet(patterns(name).rules)
    for sentence in letter.sentences:
        start, end = sentence.span.start, sentence.span.end
        likely = set(map(_name, rules.within(letter.plain, start, end)))
        matching = {rule.name for rule in rules.rules if rule.pattern.search(letter.plain, start, end)}
        within = {rule.name for rule in rules.rules if rule.pattern.search(letter.plain[start:end])}
        assert likely >= matching | within


@pytest.mark.parametrize("name", [name for name in NAMES if name != "words"])
def test_a_filter_that_is_kept_is_what_its_pattern_gives(name: str) -> None:
    for rule in patterns(name).rules:
        assert packed(rule.filter) == packed(prefilter(rule.text)), rule.name


def _name(rule: Rule) -> str:
    return rule.name
