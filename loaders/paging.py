"""The pages of a PDF as one text: its paragraphs apart, and where each page starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKER = "\n\n\ue004{page_num}\ue004\n\n"
_MARKED = re.compile(r"\n*\ue004(\d+)\ue004\n*")
_FEWEST = 3  # words of a page that has a text layer


def has_words(page: str) -> bool:
    """Tell a page with a text layer from a picture."""
    return len(re.findall(r"[A-Za-z]{2,}", page)) >= _FEWEST


def cut(text: str, pages: int) -> list[str]:
    r"""Cut a text at its page markers.

    >>> cut("one\n\n\ue0042\ue004\n\ntwo", 3)
    ['one', 'two', '']
    """
    found = [""] * pages
    parts = _MARKED.split(text)
    found[0] = parts[0]
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        if int(number) <= pages:
            found[int(number) - 1] += words
    return found


def _lines(page: str) -> list[str]:
    """Return a page's lines; a word cut at a line end, which comes joined round a mark, is cut again as printed."""
    return page.replace("\r\n", "\n").replace("\x02", "-\n").strip("\n").split("\n")


def without_gaps(page: str) -> str:
    r"""Take out the empty lines that OCR leaves inside paragraphs.

    >>> without_gaps("a visit from your\n\nteam.\n\nYours")
    'a visit from your\nteam.\n\nYours'
    """
    lines = _lines(page)
    width = max(map(len, lines))
    out: list[str] = []
    for line in lines:
        if line.strip() and len(out) > 1 and not out[-1].strip() and out[-2].strip() and _goes_on(out[-2], line, width):
            out.pop()
        out.append(line)
    return "\n".join(out)


def _goes_on(before: str, after: str, width: int) -> bool:
    """Tell a paragraph's last line, which may be taken for one of its own, from a paragraph."""
    if before.rstrip().endswith((".", ":", ";", "!", "?")):
        return False
    return after.strip()[:1].islower() or (width > 60 and len(before) > 0.85 * width)


def joined(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    r"""Return the pages as one text, and the offset at which each starts.

    >>> joined(["one", "two"])
    ('one\n\ntwo', (0, 5))
    """
    starts, at = [], 0
    parts = [page.replace("\r\n", "\n").replace("\r", "\n").strip("\n") for page in pages]
    for words in parts:
        starts.append(at)
        at += len(words) + 2
    return "\n\n".join(parts), tuple(starts)
