"""Every example in a docstring runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import answerable
import pytest

MODULES = sorted(
    name
    for _, name, package in pkgutil.walk_packages(answerable.__path__, "answerable.")
    if not package and not name.startswith(("answerable.tests", "answerable.build", "answerable.docs"))
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
