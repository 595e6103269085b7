"""Text out of a document's bytes by kreuzberg: runs in the sandbox's worker, which names the file in errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ReadError
from . import grids, lists, mail, office, paging
from .decoding import as_utf8

if TYPE_CHECKING:
    import kreuzberg

PAGES = ".pdf"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_MEDIA = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".html": "text/html",
    ".htm": "text/html",
    ".doc": "application/msword",
    ".msg": "application/vnd.ms-outlook",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_BAR = re.compile(r"(?<![^\s“\"(])\|(?=['’]|\s+[a-z])")
# a capital right before an amount: "K96,500", "X1.1 million"
_POUND = re.compile(r"(?<![\w£$€.])[A-Z&](?=\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?\s(?:million|billion)\b)")

Extracted = tuple[str, str, tuple[int, ...]]


def extract(path: str) -> Extracted:
    """Return text, media type and page starts of a document.

    Marks that are not the letter's words (bold, link targets) are left out; table cells stand one a line.
    Raises whatever kreuzberg raises, and ReadError with what is wrong.
    """
    return _of(Path(path).read_bytes(), Path(path).suffix.casefold())


def _of(data: bytes, suffix: str) -> Extracted:
    if suffix == ".eml":
        return mail.letter_of(data, read=_of)
    media_type = _MEDIA[suffix]
    if suffix == PAGES:
        return _paged(data, media_type)
    if suffix in PICTURES:
        return _seen(_read(data, media_type, ocr=_tesseract()).content), media_type, ()
    if suffix in {".docx", ".odt"}:
        data = office.checked(data, rewrite=suffix == ".docx")
    elif suffix == ".rtf":
        data = office.rtf_with_line_breaks(data)
    elif suffix in {".html", ".htm"}:
        data = lists.numbered(as_utf8(data).decode()).encode()
    result = _read(data, media_type)
    text = _cells_apart(result.content, [_field(table, "cells") for table in result.tables or ()])
    return office.restored(_unmarked(text)), media_type, ()


def _tesseract() -> Any:
    import kreuzberg

    return kreuzberg.OcrConfig(backend="tesseract", language="eng")


def _read(data: bytes, media_type: str, **settings: Any) -> kreuzberg.ExtractionResult:
    import kreuzberg

    config = kreuzberg.ExtractionConfig(
        **{"use_cache": False, "output_format": "plain", "enable_quality_processing": False, **settings}
    )
    return kreuzberg.extract_bytes_sync(data, media_type, config=config)


def _field(thing: object, name: str) -> object:
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)


def _paged(data: bytes, media_type: str) -> Extracted:
    """Read the pages' text layers, and pages that have none by OCR."""
    import kreuzberg

    from . import pages as layers
    from . import pdf

    pages = layers.texts(pdf.pages_of(data))
    if not pages:
        raise ReadError("has no pages")
    if any(not paging.has_words(words) for words in pages):
        marked = kreuzberg.PageConfig(insert_page_markers=True, marker_format=paging.MARKER)
        seen = paging.cut(_seen(_read(data, media_type, ocr=_tesseract(), pages=marked).content), len(pages))
        if not any(paging.has_words(words) for words in (*pages, *seen)):
            raise ReadError(
                "seems to be scanned; install Tesseract (package tesseract-ocr), or scan it again more sharply"
            )
        pages = [words if paging.has_words(words) else other for words, other in zip(pages, seen, strict=True)]
    text, starts = paging.joined(pages)
    return text, media_type, starts


def _seen(text: str) -> str:
    """Mend OCR: the word I, which it takes for a bar, the pound sign, for a capital, and gaps inside paragraphs."""
    return paging.without_gaps(_POUND.sub("£", _BAR.sub("I", text)))


def _cells_apart(text: str, tables: list[object]) -> str:
    """Set the cells of each table row, which come run together, apart: a table's between bars, a form's one a line."""
    at = 0
    for table in tables:
        rows = [[" ".join(str(cell).split()) for cell in row] for row in table] if isinstance(table, list) else []
        barred = grids.is_table(rows)
        for row in rows:
            filled = [cell for cell in row if cell]
            if len(filled) < 2:
                continue
            run = re.compile(r"[\s|]*".join(r"\s+".join(map(re.escape, cell.split())) for cell in filled))
            found = run.search(text, at)
            if found:
                apart = grids.barred(row) + "\n" if barred else "\n".join(filled) + "\n"
                text = text[: found.start()] + apart + text[found.end() :].lstrip(" ").removeprefix("\n")
                at = found.start() + len(apart)
    return text


def _unmarked(text: str) -> str:
    return _LINK.sub(r"\1", _BOLD.sub(r"\2", text))
