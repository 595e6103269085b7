"""Every named question has the same rows wherever the graph is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from answerable.graph.store import Store, open_store
from answerable.queries.ledger import ledger
from answerable.queries.matrix import matrix
from answerable.queries.questions import Question, catalogue
from answerable.queries.runner import answer
from answerable.queries.search import find


@pytest.fixture(scope="module")
def disk(kg: Path) -> Iterator[Store]:
    store = open_store(kg)
    yield store
    store.close()


@pytest.fixture(scope="module", params=["memory", "server", "union_server", "virtuoso"])
def other(request: pytest.FixtureRequest, disk: Store) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        place = "memory:" if request.param == "memory" else request.getfixturevalue(request.param)
        if request.param == "virtuoso":
            patch.setenv("ANSWERABLE_USER", "dba")
            patch.setenv("ANSWERABLE_PASSWORD", "dba")
        store = open_store(place, writable=True)
        store.replace({name: [] for name in store.graph_names()})
        store.replace({name: list(disk.graph(name)) for name in disk.graph_names()})
        yield store
        store.close()


@pytest.mark.parametrize("asked", catalogue(), ids=lambda q: q.name)
def test_same_rows(disk: Store, other: Store, asked: Question) -> None:
    here, there = answer(disk, asked, {}), answer(other, asked, {})
    assert here.columns == there.columns
    assert here.cells == there.cells


def test_same_views(disk: Store, other: Store) -> None:
    assert matrix(disk, whole=True) == matrix(other, whole=True)
    assert ledger(disk, on=date(2022, 3, 1)) == ledger(other, on=date(2022, 3, 1))
    assert ledger(disk, on=date(2022, 3, 1), recommendation="4") == ledger(
        other, on=date(2022, 3, 1), recommendation="4"
    )
    assert find(disk, "navigator") == find(other, "navigator")
