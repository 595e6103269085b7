"""The quick look before the guard lets nothing through that the guard would refuse."""

from __future__ import annotations

from random import Random

import pytest
from answerable.errors import QueryError
from answerable.queries import guard
from answerable.queries.questions import catalogue

PIECES = [
    *(
        "SERVICE",
        "service",
        "ſervice",
        "load",
        "INSERT",
        "drop",
        "Add",
        "SILENT",
        "true",
        "GRAPH",
        "ASK",
        "SELECT",
        "x",
    ),
    *("?", "$", ":", "@", "_:", "-", ".", "1", "1e5", "<", ">", "<x>", '"', "'", "'''", "\\", "#", "\n", " ", "/", "^"),
    *("{", "}", "(", ")", "=", "<<", "||", "&&", "a:b", "?v", "x:", "\\u0053", "é", "%41", ","),
]


def test_what_is_plain_is_never_refused() -> None:
    random = Random(3)
    plain = refused = 0
    for _ in range(20_000):
        text = "".join(random.choices(PIECES, k=random.randrange(1, 9)))
        if random.random() < 0.05:
            text *= random.randrange(1, 300)
        if guard.is_plain(text):
            plain += 1
            guard._check_readings(text)
            continue
        try:
            guard.check(text)
        except QueryError:
            refused += 1
    assert plain > 5_000
    assert refused > 500


@pytest.mark.parametrize("text", ["SELECT * " + "{" * 51 + "}" * 51, "ASK { FILTER(" + "1+" * 501 + "1 = 2) }"])
def test_what_breaks_a_parser_is_not_plain(text: str) -> None:
    assert not guard.is_plain(text)


def test_the_named_questions_are_plain() -> None:
    assert [asked.name for asked in catalogue() if not guard.is_plain(asked.sparql)] == ["only-here"]
