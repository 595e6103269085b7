"""The worked example of docs/kinds.md, installed as a package and used from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from answerable.graph.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "kinds.md").read_text("utf-8")
LETTER = (Path(__file__).parent / "annotated" / "01-northmere-constabulary.txt").read_text("utf-8")
SORRY = "We apologise to the Wayfarer Trust for the delay."


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found, kind
    return found[1]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a function that installs the example as pip would: a module, and metadata with its entry points."""
    site = tmp_path / "site"

    def of(code: str, version: str = "1.0") -> None:
        info = site / f"answerable_apologies-{version}.dist-info"
        info.mkdir(parents=True)
        (site / "apologies.py").write_text(code)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: answerable-apologies\nVersion: {version}\n")
        point = re.search(r'entry-points\.(".+?")\]\n(.+)', block("toml"))
        assert point
        (info / "entry_points.txt").write_text(f"[{json.loads(point[1])}]\n{point[2].replace(chr(34), '')}\n")
        monkeypatch.setenv("PYTHONPATH", str(site))

    return of


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER.replace("I will be brief", f"{SORRY} I will be brief", 1), "utf-8")
    return path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_example_is_read_built_and_asked(answerable, install, letter: Path, tmp_path: Path, workers: str) -> None:
    kg = ("--kg", str(tmp_path / "kg"))
    letters = [str(letter)]
    if workers == "2":
        (tmp_path / "other.txt").write_text(LETTER)
        letters.append(str(tmp_path / "other.txt"))
    assert answerable("build", *letters, *kg, "--workers", workers).returncode == 0
    install(block("python"))

    lines = [json.loads(line) for line in answerable("read", str(letter), "--format", "jsonl").stdout.splitlines()]
    (line,) = [line for line in lines if line["kind"] == "apology"]
    assert line["quote"] == SORRY
    assert line["to"] == "the Wayfarer Trust for the delay"

    done = answerable("build", *letters, *kg, "--workers", workers)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\s*apology\s+1\b", done.stderr, re.MULTILINE), done.stderr
    asked = answerable("query", block("sparql"), *kg, "--format", "csv")
    assert asked.returncode == 0, asked.stderr
    rows = asked.stdout.split("\n")
    assert rows[0].strip() == "body,to,words"
    assert rows[1].strip() == f"Northmere Constabulary,the Wayfarer Trust for the delay,{SORRY}"
    assert answerable("validate", *kg).returncode == 0
    assert SORRY in answerable("explain", "apology of Northmere Constabulary", *kg).stdout


def test_a_kind_that_cannot_be_loaded_is_said_once(answerable, install, letter: Path, tmp_path: Path) -> None:
    install("import nothing_of_that_name\n")
    done = answerable("build", str(letter), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert done.returncode == 2
    assert done.stderr.count("the kind 'apology' (apologies:apologies) cannot be loaded") == 1
    assert "Traceback" not in done.stderr
    assert open_store(tmp_path / "kg").graph_names() == ()


def test_a_kind_that_raises_keeps_the_letter_out(answerable, install, letter: Path, tmp_path: Path) -> None:
    install("def apologies(letter):\n    raise KeyError('oh')\n")
    done = answerable("build", str(letter), "--kg", str(tmp_path / "kg"), "--workers", "1")
    assert done.returncode == 2
    assert "letter.txt: the reader broke on it (KeyError: 'oh')" in done.stderr
