from __future__ import annotations

import re
from pathlib import Path

import pytest
from answerable.errors import ReadError
from answerable.loaders.files import LARGEST, letters_at, read_text


def test_marks_that_are_no_words_stay_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"<p>Dear <b>Sir</b>, see <a href='http://x.example/'>our page</a>.</p>{'<p>Some words of ours here.</p>' * 8}"
    )
    text = read_text(path).text
    assert "**" not in text
    assert "x.example" not in text


def test_line_ends_and_encodings(tmp_path: Path) -> None:
    words = "Dear Sir\r\n\r\nWe accept the recommendation – “in full”. " + "More words follow here. " * 8
    for name, data in (
        ("a.txt", words.encode()),
        ("b.txt", words.encode("utf-8-sig")),
        ("c.txt", words.encode("utf-16")),
        ("d.txt", words.encode("cp1252")),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        text = read_text(path).text
        assert text.startswith("Dear Sir\n\nWe accept the recommendation – “in full”.")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("sheet.xlsx", b"PK", "no format of letters"),
        ("words.txt", b"too few words", "hardly any words"),
        ("broken.pdf", b"%PDF-1.7 nothing", "cannot be read"),
        ("broken.docx", b"PK\x03\x04 nothing", "truncated or broken"),
        ("bomb.html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><p>" + b"word " * 40, "XML entities"),
        ("huge.txt", b"a" * (LARGEST + 1), "letters of up to 25 MB"),
    ],
)
def test_bad_files_are_refused_in_words(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=re.escape(says)) as refused:
        read_text(path)
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)


def test_places_that_name_nothing(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        letters_at([tmp_path / "missing.pdf"])
    with pytest.raises(ReadError, match="a folder with no letters"):
        letters_at([tmp_path])
    with pytest.raises(ReadError, match="matches no file"):
        letters_at([f"{tmp_path}/*.pdf"])
