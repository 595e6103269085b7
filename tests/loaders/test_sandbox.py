"""The process that reads documents: it starts from anywhere, and is stopped or replaced where it has to be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from answerable.errors import ReadError
from answerable.loaders import sandbox

Make = Callable[[str, str], Path]
WORDS = "We accept recommendation 1 in full.\n\n" + "More words of ours stand here. " * 8
SCRIPT = "from pathlib import Path\nfrom answerable.loaders.files import read_text\nprint('1' in read_text(Path({path!r})).text)\n"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    sandbox.stop()
    yield
    sandbox.stop()


def children() -> set[int]:
    found = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text()
    return {int(number) for number in found.split()}


@pytest.mark.parametrize("arguments", [[], ["-"], ["-c", "import sys; exec(sys.stdin.read())"]])
def test_a_script_without_a_main_guard_reads_a_document(make: Make, tmp_path: Path, arguments: list[str]) -> None:
    text = SCRIPT.format(path=str(make("docx", WORDS)))
    script = tmp_path / "script.py"
    script.write_text(text)
    command = [sys.executable, *(arguments or [str(script)])]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=90, check=False, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_a_process_that_ends_between_two_documents_is_replaced(make: Make) -> None:
    path, others = make("docx", WORDS), children()
    for _ in range(2):
        assert "recommendation 1" in sandbox.extract_safely(path)[0]
        (process,) = children() - others
        os.kill(process, signal.SIGKILL)
    sandbox.stop()
    assert children() == others


def test_a_document_that_takes_too_long_is_named_and_the_next_is_read(make: Make) -> None:
    path = make("pdf", WORDS)
    with pytest.raises(ReadError, match=r"pdf\.pdf: took more than 0 s"):
        sandbox.extract_safely(path, seconds=0.0)
    assert "recommendation 1" in sandbox.extract_safely(path)[0]


def test_a_name_that_is_no_unicode_is_read(make: Make, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.docx")
    path.write_bytes(make("docx", WORDS).read_bytes())
    assert "recommendation 1" in sandbox.extract_safely(path)[0]


def test_threads_take_turns(make: Make) -> None:
    paths = {
        f"number {n}": make("docx", f"This is number {n}. {WORDS}").rename(f"{make('txt', '')}.{n}.docx")
        for n in range(4)
    }
    found: dict[str, str] = {}
    threads = [
        threading.Thread(target=lambda name=name, path=path: found.update({name: sandbox.extract_safely(path)[0]}))
        for name, path in paths.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.keys() == paths.keys()
    assert all(name in text for name, text in found.items())


def test_a_process_that_cannot_start_says_why(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make("docx", WORDS)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReadError, match="could not start"):
        sandbox.extract_safely(path)
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(ReadError, match=r"sys\.executable names none"):
        sandbox.extract_safely(path)
