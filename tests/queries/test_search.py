"""Searching words: statements and paragraphs, an index that follows the graph."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest
from answerable.errors import QueryError
from answerable.graph.store import Store, open_store
from answerable.queries import search
from answerable.queries.search import find


def test_any_form_of_a_word_and_paragraphs(store) -> None:
    hits = find(store, "train officers")
    assert {"commitment", "letter", "initiative"} & {hit.kind for hit in hits}
    assert all("«" in hit.snippet for hit in hits)
    paragraphs = find(store, "train", kind="letter")
    assert paragraphs
    texts = {row["file"].value: row["text"].value for row in store.select(TEXTS)}
    for hit in paragraphs:
        words = texts[hit.file][hit.start : hit.end]
        assert words == words.strip()
        assert "train" in words.casefold()


TEXTS = "SELECT ?file ?text { ?l <https://schema.org/text> ?text ; <http://purl.org/dc/terms/identifier> ?file }"


def test_words_in_quotes_stand_together(store) -> None:
    together, apart = find(store, '"public funds"', most=999), find(store, "funds public", most=999)
    assert together
    assert {h.iri for h in together} <= {h.iri for h in apart}
    assert all(
        "public funds" in " ".join(h.snippet.replace("«", "").replace("»", "").split()).casefold() for h in together
    )


def test_nothing_asked_and_nothing_found(store) -> None:
    with pytest.raises(QueryError, match="say which words"):
        find(store, " ?! ")
    assert find(store, "zebra") == ()
    assert find(store, 'OR NOT ( " NEAR') == ()


def test_the_index_is_kept_and_follows_the_graph(kg: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kg"
    shutil.copytree(kg, copy)
    (copy / "search.sqlite").unlink(missing_ok=True)
    before = find(open_store(copy), "navigator")
    made = (copy / "search.sqlite").stat()
    assert find(open_store(copy), "navigator") == before
    assert (copy / "search.sqlite").stat().st_mtime_ns == made.st_mtime_ns
    writer = open_store(copy, writable=True)
    writer.replace({name: [] for name in writer.graph_names() if "/letter/" in name})
    writer.close()
    del writer
    assert find(open_store(copy), "navigator") == ()


def test_two_may_make_the_index_at_once(kg: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "kg"
    shutil.copytree(kg, copy)
    (copy / "search.sqlite").unlink(missing_ok=True)
    begun, go_on, entries, found = threading.Event(), threading.Event(), search._entries, []

    def slow(store: Store):
        if threading.current_thread() is other:
            begun.set()
            go_on.wait(20)
        elif other.is_alive():
            go_on.set()
            other.join()
        return entries(store)

    monkeypatch.setattr(search, "_entries", slow)
    other = threading.Thread(target=lambda: found.append(find(open_store(copy), "navigator")))
    other.start()
    assert begun.wait(20)
    found.append(find(open_store(copy), "navigator"))
    assert len(found) == 2
    assert found[0] == found[1] != ()
    assert find(open_store(copy), "navigator") == found[0]
    assert [file.name for file in copy.glob("search*")] == ["search.sqlite"]


def test_a_broken_index_is_made_again(kg: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kg"
    shutil.copytree(kg, copy)
    (copy / "search.sqlite").write_bytes(b"not a database at all" * 99)
    assert find(open_store(copy), "navigator")


def test_memory_has_its_own(store) -> None:
    memory = open_store("memory:")
    memory.replace({name: list(store.graph(name)) for name in store.graph_names()})
    for words in ("navigator", "police", "the"):  # many of them rank alike
        assert find(memory, words) == find(store, words)
    assert isinstance(next(memory.graph(memory.graph_names()[0])), ox.Triple)
