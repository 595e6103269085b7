"""The store on disk: a folder with an Oxigraph database and a mark that says which layout it has."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from pathlib import Path

import pyoxigraph as ox

from ..errors import StoreError
from .memory import OxigraphStore, make_union
from .unioncopy import UnionCopy

LAYOUT = 2  # 1 had nothing in the default graph
_MARK = "answerable.json"


class DiskStore(OxigraphStore):
    """An Oxigraph store in a folder; mark changes whenever something was written."""

    def __init__(self, location: str, store: ox.Store, *, writable: bool = True, mark: str = "") -> None:
        super().__init__(location, store, writable=writable)
        self._mark = mark
        self._union: UnionCopy | None = None
        self._spent = 0.0
        self._one_copies = threading.Lock()

    def _quick(self) -> ox.Store:
        """Return a copy in memory where it is whole, else the database.

        From the second question on as much is spent on the copy as was spent on asking: so one question costs nothing
        more, many soon cost a third, and none ever waits for the whole copy.
        """
        if self._writable:
            return self._store
        if self._union is None:
            self._union = UnionCopy(self._store, str(Path(self.location) / "oxigraph"))
        elif self._union.is_growing and self._one_copies.acquire(blocking=False):
            try:
                self._union.grow(time.process_time() - self._spent)
            finally:
                self._one_copies.release()
        self._spent = time.process_time()
        return self._union.whole or self._store

    def snapshot(self, folder: Path) -> Path:
        """Copy the database by hard links where the file system can, and return the copy's path."""
        path = folder / "store"
        self._store.backup(str(path))
        return path

    def derived(self, name: str) -> tuple[Path, str] | None:
        """Return a path in the graph's folder; a store open for writing keeps nothing, for it may change."""
        return (Path(self.location) / name, self._mark) if self._mark else None


def create_or_open(folder: Path) -> DiskStore:
    """Open a graph's folder for writing, making it where there is none.

    Raises StoreError for a folder that is something else, of another layout, broken, or being written by another.
    """
    layout = _layout(folder) if folder.exists() and any(folder.iterdir()) else LAYOUT
    folder.mkdir(parents=True, exist_ok=True)
    if layout == LAYOUT:
        _write_mark(folder)
        return DiskStore(str(folder), _open(folder, writable=True))
    store = _open(folder, writable=True)
    make_union(store)
    store.flush()
    _write_mark(folder)  # last: what breaks off before is done again
    return DiskStore(str(folder), store)


def open_for_asking(folder: Path) -> DiskStore:
    """Open a graph's folder without taking its lock; what is written afterwards is not seen.

    A folder of the layout before is brought to this one first, for which nobody may be writing to it. Raises StoreError where there is no graph.
    """
    if not folder.exists():
        raise StoreError(f"{folder}: no graph there; make one with `answerable build --kg {folder}`")
    if _layout(folder) != LAYOUT:
        try:
            create_or_open(folder).close()
        except (OSError, StoreError) as error:
            raise StoreError(
                f"{folder}: an earlier version made it and it cannot be brought to this one ({error})"
            ) from error
    mark = _written(folder / "oxigraph")  # before opening: what is written in between only makes the mark old
    return DiskStore(str(folder), _open(folder, writable=False), writable=False, mark=mark)


def _written(database: Path) -> str:
    """Return a hash over the names, sizes and times of the files that hold data."""
    held = sorted(
        (file.name, status.st_size, status.st_mtime_ns)
        for file in database.glob("*")
        if file.suffix in {".sst", ".log"} or file.name.startswith("MANIFEST")
        for status in [file.stat()]
    )
    return hashlib.sha256(repr(held).encode()).hexdigest()


def _layout(folder: Path) -> int:
    """Return a folder's layout, which is one that can be used."""
    if not folder.is_dir():
        raise StoreError(f"{folder}: is a file; a graph is a folder")
    mark = folder / _MARK
    if not mark.exists():
        raise StoreError(f"{folder}: holds other files and no graph; name another folder with --kg")
    try:
        layout = json.loads(mark.read_text("utf-8"))["layout"]
    except (ValueError, KeyError, OSError) as error:
        raise StoreError(f"{mark}: cannot be read; remove {folder} and build again") from error
    if layout not in {1, LAYOUT}:
        raise StoreError(f"{folder}: has layout {layout}, this version reads {LAYOUT}; remove it and build again")
    return int(layout)


def _write_mark(folder: Path) -> None:
    (folder / _MARK).write_text(json.dumps({"layout": LAYOUT}) + "\n", "utf-8")


def _open(folder: Path, *, writable: bool) -> ox.Store:
    database = folder / "oxigraph"
    try:
        return ox.Store(str(database)) if writable else ox.Store.read_only(str(database))
    except OSError as error:
        if "lock" in str(error).casefold():
            raise StoreError(f"{folder}: another program is writing to it; wait until it is done") from error
        raise StoreError(f"{folder}: cannot be opened ({error}); remove it and build again") from error
