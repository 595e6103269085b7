"""A copy in memory of the union that a database on disk holds, made bit by bit.

Questions over it take a third of the time (docs/benchmarks.md), but making it takes as long as some hundred of them.
The worker imports this file alone, so it imports nothing of ours.
"""

from __future__ import annotations

import os
import time

import pyoxigraph as ox

LARGEST = 512 * 1024**2  # bytes on disk, of which some 800 MB in memory come


class UnionCopy:
    """The union of the named graphs of a store that nobody writes to; largest bounds the database's files in bytes."""

    def __init__(self, store: ox.Store, folder: str, largest: int = LARGEST) -> None:
        self._store = store
        self._copy = ox.Store()
        self._left = list(store.named_graphs())
        self._fits = sum(file.stat().st_size for file in os.scandir(folder)) <= largest

    @property
    def whole(self) -> ox.Store | None:
        """The copy, when all is in it."""
        return None if self._left else self._copy

    @property
    def is_growing(self) -> bool:
        """Whether there is more to be copied, and room for it."""
        return self._fits and bool(self._left)

    def grow(self, seconds: float = 0.0) -> None:
        """Copy graph by graph for so many seconds, one at least."""
        until = time.perf_counter() + seconds
        while self.is_growing:
            found = self._store.quads_for_pattern(None, None, None, self._left[-1])
            self._copy.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found)
            self._left.pop()  # only now: what breaks off is copied again
            if time.perf_counter() >= until:
                return
