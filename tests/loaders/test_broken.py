"""Files that are no letters, or try to do harm: each is named and kept out, the rest load, nothing is half-written."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from answerable.errors import ReadError
from answerable.graph.store import open_store
from answerable.loaders.anatomy import anatomy
from answerable.loaders.files import read_text, sample_letters
from answerable.loaders.kinds import statements
from answerable.loaders.text import Text

HERE = Path(__file__).parent
LETTER = HERE / "annotated" / "01-northmere-constabulary.txt"
Make = Callable[[str, str], Path]
NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 3\n"
    b"0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF"
)


def rubbish(seed: int) -> bytes:
    return random.Random(seed).randbytes(6000)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(100):
                part.write(b"<w:p/>" * 200_000)
    return file.getvalue()


def encrypted_docx() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


@pytest.fixture
def broken(make: Make) -> Callable[[Path], dict[str, str]]:
    """Return a function that fills a folder with broken files, and says what each should be called."""
    letter = LETTER.read_text("utf-8")
    whole = {form: make(form, letter).read_bytes() for form in ("pdf", "docx", "odt")}
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    locked = io.BytesIO()
    canvas = Canvas(locked, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "We accept recommendation 1.")
    canvas.save()
    files = {
        "empty.txt": (b"", "is empty"),
        "empty.pdf": (b"", "is empty"),
        "truncated.pdf": (whole["pdf"][:900], "cannot be read"),
        "truncated.docx": (whole["docx"][: len(whole["docx"]) // 2], "truncated or broken"),
        "truncated.odt": (whole["odt"][: len(whole["odt"]) // 2], "truncated or broken"),
        "no-pages.pdf": (NO_PAGES, "cannot be read"),
        "locked.pdf": (locked.getvalue(), "is encrypted"),
        "locked.docx": (encrypted_docx(), "is encrypted"),
        "old.doc": (encrypted_docx(), "cannot be read"),
        "bomb.docx": (bomb(), "unpacks to more than a letter holds"),
        "words.pdf": (letter.encode() + b"\n", "no PDF"),
        "page.docx": (b"<html><p>words</p></html>", "truncated or broken"),
        "cut.txt": (letter.encode("utf-16")[:-1], "is no text"),
    }
    for number, suffix in enumerate((".txt", ".html", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".doc", ".msg")):
        files[f"rubbish{suffix}"] = (rubbish(number), "")

    def fill(folder: Path) -> dict[str, str]:
        folder.mkdir()
        for name, (data, _) in files.items():
            (folder / name).write_bytes(data)
        (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
        (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
        (folder / "folder.pdf").mkdir()
        links = {"loop.pdf": "cannot be opened", "gone.pdf": "no such file", "folder.pdf": "is a folder"}
        return {name: says for name, (_, says) in files.items()} | links

    return fill


def test_broken_files_are_named_and_the_rest_load(answerable, broken, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    expected = broken(folder)
    (folder / "good.txt").write_bytes(LETTER.read_bytes())
    (folder / "zz-good.txt").write_bytes(sample_letters()[0].read_bytes())
    done = answerable("build", str(folder), "--kg", str(tmp_path / "kg"), "--workers", "1", "-q")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    refused = {line.split("kept out: ", 1)[1] for line in done.stderr.splitlines() if "kept out: " in line}
    assert len(refused) == len(expected)
    for name, says in expected.items():
        assert any(line.startswith(f"{folder / name}: ") and says in line for line in refused), (name, refused)

    alone = tmp_path / "alone"
    answerable("build", str(folder / "good.txt"), str(folder / "zz-good.txt"), "--kg", str(alone), "--workers", "1")
    both = [open_store(place) for place in (tmp_path / "kg", alone)]
    assert {n: set(both[0].graph(n)) for n in both[0].graph_names()} == {
        n: set(both[1].graph(n)) for n in both[1].graph_names()
    }


def test_a_broken_file_by_its_own_name(answerable, broken, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    for name in broken(folder):
        if name == "folder.pdf":
            continue
        with pytest.raises(ReadError) as refused:
            read_text(folder / name)
        assert str(refused.value).startswith(f"{folder / name}: ")
        assert "\n" not in str(refused.value)
    done = answerable("build", str(folder / "loop.pdf"), str(folder / "folder.pdf"), "--kg", str(tmp_path / "kg"))
    assert done.returncode == 2
    assert "loop.pdf" in done.stderr
    assert "folder.pdf" in done.stderr


def test_a_kind_that_breaks_keeps_its_letter_out_and_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from answerable.loaders import pipeline

    def breaks(letter: object) -> tuple[object, ...]:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(pipeline, "statements", breaks)
    built = pipeline.build_letter(LETTER, pipeline.known_reports(), None)
    assert built.refusal == f"{LETTER}: the reader broke on it (ZeroDivisionError: by nought); please report it"


@pytest.mark.parametrize("change", ["returns", "one line", "lines out of order", "cut", "capitals"])
def test_a_letter_in_disorder_is_read_without_a_fault(change: str) -> None:
    for path in sorted((HERE / "annotated").glob("*.txt")):
        words = path.read_text("utf-8")
        lines = words.split("\n")
        text = {
            "returns": words.replace("\n", "\r\n"),
            "one line": words.replace("\n", " "),
            "lines out of order": "\n".join([*lines[1::2], *lines[::-2]]),
            "cut": words[len(words) // 3 :],
            "capitals": words.upper(),
        }[change]
        found = statements(anatomy(Text("t.txt", "0" * 64, "text/plain", text)))
        assert all(text[s.span.start : s.span.end].strip() for s in found), path.name
