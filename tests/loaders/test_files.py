from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from answerable.errors import ReadError
from answerable.loaders.anatomy import anatomy
from answerable.loaders.files import LARGEST, letters_at, read_text
from answerable.loaders.kinds import statements

LETTER = Path(__file__).parent / "annotated" / "01-northmere-constabulary.txt"
PARAGRAPHS = [
    " ".join(line.split()) for line in LETTER.read_text("utf-8").replace("**", "").splitlines() if line.strip()
]


def docx(path: Path) -> None:
    body = "".join(f"<w:p><w:r><w:t>{p.replace('&', '&amp;')}</w:t></w:r></w:p>" for p in PARAGRAPHS)
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        file.writestr(
            "_rels/.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/document.xml", f'<?xml version="1.0"?><w:document {ns}><w:body>{body}</w:body></w:document>'
        )


def html(path: Path) -> None:
    path.write_text(f"<html><body>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</body></html>", "utf-8")


def eml(path: Path) -> None:
    head = "From: a@example.org\nTo: b@example.org\nSubject: Reply\nContent-Type: text/plain; charset=utf-8\n\n"
    path.write_text(head + "\n\n".join(PARAGRAPHS), "utf-8")


@pytest.mark.parametrize("make", [docx, html, eml])
def test_the_same_letter_in_another_format_says_the_same(tmp_path: Path, make) -> None:
    path = tmp_path / f"letter.{make.__name__}"
    make(path)
    known = {
        (s.kind, s.label)
        for s in statements(anatomy(read_text(LETTER)))
        if s.kind in {"position", "commitment", "funding"}
    }
    found = {
        (s.kind, s.label)
        for s in statements(anatomy(read_text(path)))
        if s.kind in {"position", "commitment", "funding"}
    }
    assert len(known & found) / len(known) >= 0.9


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
        ("picture.png", b"\x89PNG\r\n\x1a\n", "no format of letters"),
        ("words.txt", b"too few words", "hardly any words"),
        ("broken.pdf", b"%PDF-1.7 nothing", "cannot be read"),
        ("broken.docx", b"PK\x03\x04 nothing", "cannot be read"),
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
