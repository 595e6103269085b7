from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_package_is_listed() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join(("answerable", *path.parent.relative_to(ROOT).parts)).rstrip(".")
        for path in ROOT.rglob("__init__.py")
        if not {".venv", "build", "tests", "node_modules"} & set(path.relative_to(ROOT).parts)
    }
    assert listed == found


def test_no_address_of_a_registry_or_machine_is_kept() -> None:
    pins = (ROOT / "constraints.txt").read_text()
    assert "://" not in pins
    assert all("==" in line for line in pins.splitlines() if line)
