from __future__ import annotations

from pathlib import Path

import pytest
from answerable.graph.export import export
from answerable.graph.store import open_store
from answerable.loaders.files import sample_letters

PARTS = 5  # in which the annotated letters are loaded


def test_same_letters_same_bytes_whatever_the_order_and_workers(answerable, kg: Path, tmp_path: Path) -> None:
    letters = [str(p) for p in reversed(sample_letters())]
    done = answerable("build", *letters, "--kg", str(tmp_path / "kg"), "--workers", "2", "-q")
    assert done.returncode == 0, done.stderr
    first, second = open_store(kg), open_store(tmp_path / "kg")
    assert export(first, "turtle") == export(second, "turtle")
    assert export(first, "trig") == export(second, "trig")


def test_unchanged_letters_are_skipped_and_a_repeated_one_is_said(answerable, tmp_path: Path) -> None:
    letter = tmp_path / "a.txt"
    letter.write_bytes(sample_letters()[0].read_bytes())
    (tmp_path / "b.txt").write_bytes(letter.read_bytes())
    first = answerable(
        "build", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--kg", str(tmp_path / "kg"), "--workers", "1"
    )
    assert first.returncode == 0
    assert "same bytes twice" in first.stderr
    again = answerable("build", str(letter), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert "letters unchanged   1" in " ".join(again.stderr.split("\n")) or "letters unchanged" in again.stderr


def test_a_broken_letter_is_kept_out_and_the_rest_load(answerable, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "good.txt").write_bytes(sample_letters()[0].read_bytes())
    done = answerable("build", str(tmp_path), "--kg", str(tmp_path / "kg"), "--workers", "1", "-q")
    assert done.returncode == 1
    assert "kept out" in done.stderr
    assert "bad.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert sum("/letter/" in name for name in open_store(tmp_path / "kg").graph_names()) == 1


def test_nothing_to_load_is_2(answerable, tmp_path: Path) -> None:
    done = answerable("build", str(tmp_path / "none"), "--kg", str(tmp_path / "kg"))
    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0


def test_the_sample_graph_conforms(answerable, kg: Path) -> None:
    done = answerable("validate", "--kg", str(kg))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("part", range(PARTS))
def test_every_annotated_letter_is_loaded(answerable, tmp_path: Path, part: int) -> None:
    here = Path(__file__).parent
    letters = sorted(here.glob("*/*.txt"))[part::PARTS]
    done = answerable("build", *map(str, letters), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert sum("/letter/" in name for name in open_store(tmp_path / "kg").graph_names()) == len(letters)
