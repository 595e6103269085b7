"""Text out of a document's bytes by kreuzberg: runs in the sandbox's worker, imports nothing else of ours."""

from __future__ import annotations

import re
from pathlib import Path

_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)")


def extract(path: str) -> tuple[str, str, tuple[int, ...]]:
    """Return text, media type and page starts of a document.

    Marks that are not the letter's words (bold, link targets) are left out; table cells stand one a line.
    Raises whatever kreuzberg raises.
    """
    import kreuzberg

    paged = path.casefold().endswith(".pdf")
    config = kreuzberg.ExtractionConfig(
        use_cache=False,
        output_format="plain",
        enable_quality_processing=False,
        ocr=kreuzberg.OcrConfig(backend="tesseract", language="eng") if paged else None,
        pages=kreuzberg.PageConfig(extract_pages=True) if paged else None,
    )
    result = kreuzberg.extract_file_sync(Path(path), config=config)
    if paged and result.pages:
        return _paged([_field(page, "content") for page in result.pages], result.mime_type)
    text = _cells_apart(result.content, [_field(table, "cells") for table in result.tables or ()])
    return _unmarked(text), str(result.mime_type), ()


def _field(thing: object, name: str) -> object:
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)


def _paged(pages: list[object], media_type: str) -> tuple[str, str, tuple[int, ...]]:
    starts, parts, at = [], [], 0
    for page in pages:
        words = str(page).strip("\n")
        starts.append(at)
        parts.append(words)
        at += len(words) + 2
    return "\n\n".join(parts), str(media_type), tuple(starts)


def _cells_apart(text: str, tables: list[object]) -> str:
    """Put the cells of each table row, which come run together, on lines of their own."""
    at = 0
    for table in tables:
        for row in table if isinstance(table, list) else []:
            cells = [" ".join(str(cell).split()) for cell in row]
            filled = [cell for cell in cells if cell]
            if len(filled) < 2:
                continue
            run = re.compile(r"[\s|]*".join(r"\s+".join(map(re.escape, cell.split())) for cell in filled))
            found = run.search(text, at)
            if found:
                apart = "\n".join(filled) + "\n"
                text = text[: found.start()] + apart + text[found.end() :]
                at = found.start() + len(apart)
    return text


def _unmarked(text: str) -> str:
    return _LINK.sub(r"\1", _BOLD.sub(r"\2", text))
