"""answerable draw: a page or a picture, of the form that is asked for or that the output's name ends in."""

from __future__ import annotations

from pathlib import Path

import pytest

HEADS = {"html": b"<!doctype html>", "svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.mark.parametrize("what", ["network", "matrix", "timeline"])
@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_every_picture_in_every_form(answerable, kg: Path, tmp_path: Path, what: str, form: str) -> None:
    place = tmp_path / f"out.{form}"
    day = ["--on", "2022-01-01"] if what == "timeline" else []
    done = answerable("draw", "--kg", str(kg), "--picture", what, *day, "-o", str(place))
    assert done.returncode == 0, done.stderr
    assert HEADS[form] in place.read_bytes()[:200]
    assert str(place) in done.stderr


def test_the_form_asked_for_wins_over_the_name(answerable, kg: Path, tmp_path: Path) -> None:
    place = tmp_path / "out.page"
    assert answerable("draw", "--kg", str(kg), "--format", "html", "-o", str(place)).returncode == 0
    assert place.read_bytes().startswith(HEADS["html"])


def test_the_day_changes_the_timeline(answerable, kg: Path, tmp_path: Path) -> None:
    pictures = []
    for day in ("2021-06-01", "2022-06-01"):
        place = tmp_path / f"{day}.svg"
        answerable("draw", "--kg", str(kg), "--picture", "timeline", "--on", day, "-o", str(place))
        pictures.append(place.read_bytes())
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--picture", "matrix", "--format", "html"), "answerable site"),
        (("--on", "2022-01-01"), "timeline's day"),
        (("--include", "gizmo"), "there are recommendation"),
        (("--around", "nobody at all"), "nothing is called"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(answerable, kg: Path, tmp_path: Path, arguments, says: str) -> None:
    done = answerable("draw", "--kg", str(kg), *arguments, "-o", str(tmp_path / "out.html"))
    assert done.returncode != 0
    assert says in done.stderr
    assert not (tmp_path / "out.html").exists()
