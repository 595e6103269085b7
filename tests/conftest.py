from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ANNOTATED = Path(__file__).parent / "loaders"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="pin the rows of the named questions as they are now")


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample letters, built once through the command line."""
    folder = tmp_path_factory.mktemp("kg") / "kg"
    done = run("build", "--kg", str(folder), "--workers", "1")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def store(kg: Path):
    from answerable.graph.store import open_store

    return open_store(kg)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: the browser tests did not run")
    return found


def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as its user does."""
    program = Path(sys.executable).with_name("answerable")
    return subprocess.run(
        [str(program), *arguments], capture_output=True, text=True, input=stdin, timeout=120, check=False
    )


@pytest.fixture(scope="session")
def answerable():
    return run
