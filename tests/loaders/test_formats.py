"""The same letter says the same in every format; the formats are made in conftest.py."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from answerable.errors import ReadError
from answerable.loaders import sandbox
from answerable.loaders.files import letters_at, read_text
from answerable.loaders.output import lines
from answerable.loaders.pipeline import known_reports, read_letter

HERE = Path(__file__).parent / "annotated"
PLAIN = ["01-northmere-constabulary", "03-harrowdale-mayor", "11-thornmarsh-pcc", "12-cragmoor-prison"]
FORMATS = ["html", "docx", "odt", "rtf", "pdf", "eml", "eml-of-html", "eml-with-pdf"]
Make = Callable[[str, str], Path]
tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract: scans were not read")


def said(path: Path) -> list[tuple[object, ...]]:
    """Return positions and promises with all that they say, but their places."""
    found = []
    for line in lines(*read_letter(path, reports=known_reports())):
        if line["kind"] == "position":
            found.append(tuple(line[key] for key in ("kind", "by", "recommendation", "stance", "state")))
        elif line["kind"] == "commitment":
            keys = ("kind", "by", "action", "strength", "due_text", "due_by", "recommendation")
            found.append(tuple(" ".join(str(line[key]).split()) for key in keys))
    return sorted(found, key=repr)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", PLAIN)
def test_the_same_letter_says_the_same(make: Make, name: str, form: str) -> None:
    letter = HERE / f"{name}.txt"
    assert said(make(form, letter.read_text("utf-8"))) == said(letter)


@pytest.mark.parametrize("form", ["pdf", "eml-with-pdf"])
def test_statements_of_a_pdf_have_their_page(make: Make, form: str) -> None:
    letter = (HERE / "01-northmere-constabulary.txt").read_text("utf-8")
    path = make(form, letter)
    found = list(lines(*read_letter(path)))
    page = {line["recommendation"]: line["page"] for line in found if line["kind"] == "position"}
    assert {number: page[number] for number in ("1", "3", "4", "5")} == {"1": 1, "3": 2, "4": 2, "5": 2}
    assert {line["page"] for line in found} == {1, 2, 3}
    text = read_text(path)
    assert len(text.pages) == 3
    assert all(text.text[line["start"] : line["end"]] == line["quote"] for line in found)


def test_a_running_head_is_no_part_of_a_quotation(make: Make) -> None:
    path = make("pdf", (HERE / "12-cragmoor-prison.txt").read_text("utf-8"))
    letter, found = read_letter(path)
    for statement in found:
        words = letter.words(statement.span)
        assert "wayfarer.example" not in words
        assert "Page 2 of" not in words


@tesseract
@pytest.mark.parametrize("form", ["scanned-pdf", "png"])
def test_a_scan_says_the_same(make: Make, form: str) -> None:
    letter = HERE / "01-northmere-constabulary.txt"
    path = make(form, letter.read_text("utf-8"))
    assert said(path) == said(letter)
    assert len(read_text(path).pages) == (3 if form == "scanned-pdf" else 0)


@tesseract
def test_amounts_of_a_scan_are_in_pounds(make: Make) -> None:
    path = make("scanned-pdf", (HERE / "01-northmere-constabulary.txt").read_text("utf-8"))
    assert 96500 in {line["amount"] for line in lines(*read_letter(path)) if line["kind"] == "funding"}


@pytest.mark.parametrize("form", ["scanned-pdf", "png"])
def test_a_scan_without_tesseract_names_the_remedy(
    make: Make, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))  # where no language is
    sandbox.stop()
    try:
        with pytest.raises(ReadError, match="scanned; install Tesseract"):
            read_text(make(form, (HERE / "01-northmere-constabulary.txt").read_text("utf-8")))
    finally:
        sandbox.stop()


def test_characters_that_word_writes_as_entities_are_read(make: Make) -> None:
    words = "Police & Crime Commissioner\n\nWe hold that 3 < 4 & 5 > 2, “as ever”.\n\n" + "More words of ours. " * 8
    for form in ("docx", "odt", "html", "rtf"):
        text = read_text(make(form, words)).text
        assert "Police & Crime Commissioner" in text
        assert "3 < 4 & 5 > 2, “as ever”." in text


def test_script_and_style_of_a_page_are_not_read(make: Make) -> None:
    text = read_text(make("html", (HERE / "01-northmere-constabulary.txt").read_text("utf-8"))).text
    assert "tracked" not in text
    assert "margin" not in text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path, encoding: str) -> None:
    page = tmp_path / "a.html"
    words = "<p>We’d accept £5 – yes.</p>" + "<p>Some words of ours here.</p>" * 8
    page.write_bytes(f"<html><head><meta charset='{encoding}'></head><body>{words}</body></html>".encode(encoding))
    assert "We’d accept £5 – yes." in read_text(page).text


def test_pictures_are_read_where_they_are_named(make: Make, tmp_path: Path) -> None:
    make("txt", "a letter")
    make("png", "a picture")
    assert [path.name for path in letters_at([tmp_path])] == ["txt.txt"]
    assert [path.name for path in letters_at([f"{tmp_path}/*.png"])] == ["png.png"]
