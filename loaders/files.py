"""Files to texts: plain text and Markdown here, every other format in the sandbox."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

from ..errors import ReadError
from .decoding import decoded, is_text
from .sandbox import extract_safely
from .text import Text

PLAIN = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})  # of pages, read by OCR
FORMATS = frozenset({*PLAIN, ".pdf", ".docx", ".odt", ".rtf", ".html", ".htm", ".eml", ".msg", ".doc"})
LARGEST = 25 * 1024**2  # bytes
_FEWEST_WORDS = 20


def read_text(path: Path) -> Text:
    r"""Read one file.

    Line ends become "\n" and a byte order mark is dropped: offsets count in what `answerable text` prints.
    Raises ReadError, in one line, for a file that is missing, empty, too large, encrypted, scanned with no OCR
    at hand, broken, of no known format, or no letter.
    """
    data = _bytes(path)
    suffix = path.suffix.casefold()
    pages: tuple[int, ...] = ()
    if suffix in PLAIN:
        text, media_type = _decoded(path, data), PLAIN[suffix]
    elif suffix in FORMATS | PICTURES:
        if suffix in {".html", ".htm", ".eml"} and re.search(rb"<!ENTITY", data[:65536], re.IGNORECASE):
            raise ReadError(f"{path}: declares XML entities, which are not read; save a plain copy")
        text, media_type, pages = extract_safely(path)
    else:
        raise ReadError(f"{path}: {suffix or 'a file with no ending'} is no format of letters; known: {_known()}")
    if not pages:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_text(text):
        raise ReadError(f"{path}: holds no text but binary data; is its ending the right one?")
    if len(re.findall(r"[A-Za-z]{2,}", text)) < _FEWEST_WORDS:
        hint = "; if it is scanned, scan it again more sharply" if suffix in {".pdf", *PICTURES} else ""
        raise ReadError(f"{path}: has hardly any words, so it is no letter{hint}")
    return Text(path.name, hashlib.sha256(data).hexdigest(), media_type, text, pages)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadError(f"{path}: is a folder; name a file, or use `answerable build` for folders")
        if size == 0:
            raise ReadError(f"{path}: is empty")
        if size > LARGEST:
            raise ReadError(f"{path}: has {size / 1024**2:.0f} MB; letters of up to {LARGEST // 1024**2} MB are read")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror})") from error


def _decoded(path: Path, data: bytes) -> str:
    try:
        return decoded(data)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None


def _known() -> str:
    return ", ".join(sorted(suffix[1:] for suffix in FORMATS))


def letters_at(places: Iterable[str | Path]) -> tuple[Path, ...]:
    """Return the files that paths, folders and globs name, sorted by name, each once.

    A folder gives its documents; pictures, most of which are no letters, are read where a path or glob names them.
    What cannot be read (a link to nothing, a folder with a document's name) is given too: reading it says why.
    Raises ReadError where a place names nothing.
    """
    found: list[Path] = []
    for place in places:
        path = Path(place)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.casefold() in FORMATS)
            if not inside:
                raise ReadError(f"{path}: a folder with no letters ({_known()})")
            found += inside
        elif path.exists() or path.is_symlink():
            found.append(path)
        elif any(mark in str(place) for mark in "*?["):
            matched = sorted(Path().glob(str(place)) if not path.is_absolute() else Path("/").glob(str(place)[1:]))
            if not matched:
                raise ReadError(f"{place}: matches no file")
            found += [p for p in matched if not p.is_dir()]
        else:
            raise ReadError(f"{place}: no such file or folder")
    return tuple(dict.fromkeys(found))


def sample_letters() -> tuple[Path, ...]:
    """Return the five letters that come with the package."""
    with as_file(files(f"{__package__}.letters")) as folder:
        return tuple(sorted(folder.glob("*.txt")))
