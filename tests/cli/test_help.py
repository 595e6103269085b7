from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from answerable.cli import COMMANDS


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_explains_itself(verb: str) -> None:
    command = getattr(importlib.import_module(f"answerable.cli.{verb}"), verb)
    assert command.short_help == COMMANDS[verb]
    assert command.help.startswith(COMMANDS[verb])
    assert "Example:" in command.help
    assert f"answerable {verb}" in command.help


def test_help_imports_nothing_slow() -> None:
    code = (
        "import sys\nfrom answerable.cli import cli\n"
        "try:\n cli.main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'rdflib', 'pyshacl', 'networkx', 'rich', 'pyoxigraph') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert "build" in done.stdout


def test_asking_loads_no_reader(kg) -> None:
    code = (
        "import sys\nfrom answerable.cli import cli\n"
        f"try:\n cli.main(['ask', 'money', '--kg', {str(kg)!r}, '--format', 'csv'], standalone_mode=False)\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'rdflib', 'pyshacl') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "money", "--kg", "/nowhere"], "no graph there"),
        (["ask", "nothing"], "no question is named"),
        (["query", "SELECT * { SERVICE <http://x/> {} }"], "no graph there"),
        (["read", "/nowhere.txt"], "no such file"),
        (["text", "/nowhere.txt"], "no such file"),
        (["draw", "--kg", "/nowhere"], "no graph there"),
        (["export", "--kg", "/nowhere"], "no graph there"),
        (["nonsense"], "No such command"),
    ],
)
def test_errors_are_a_line_and_exit_2(answerable, tmp_path, monkeypatch, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = answerable(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
