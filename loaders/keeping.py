"""Writes the filters of all patterns: `python -m answerable.loaders.keeping LETTER...` writes loaders/filters.json.

Patterns that are no rules of a file are those that letters make the reader ask for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .anatomy import anatomy
from .files import read_text
from .kept import FILE, asked_for, filters_text
from .kinds import statements
from .patterns import read_all_patterns


def keep(letters: Sequence[Path]) -> str:
    """Return the filters of all pattern files, and of what reading letters asks for, as the text of their file."""
    read_all_patterns()
    for letter in letters:
        statements(anatomy(read_text(letter)))
    return filters_text(asked_for)


if __name__ == "__main__":
    target = Path(__file__).with_name(FILE)
    target.write_text(keep([Path(letter) for letter in sys.argv[1:]]), "utf-8")
    sys.stdout.write(f"{target}: {len(asked_for)} patterns\n")
