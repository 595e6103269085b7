"""Bytes to characters, by what the bytes themselves say of their encoding."""

from __future__ import annotations

import codecs
import re

from ..errors import ReadError

_DECLARED = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})""")
_NULLS = 0.3  # share of zeros at every other place that says UTF-16
_ODD = 0.02  # share of control characters past which bytes are no text


def decoded(data: bytes) -> str:
    """Return text in UTF-8, UTF-16 with or without its mark, or else Windows-1252, in which old letters are.

    Raises ReadError for bytes that are no text.
    """
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        for encoding, zeros in (("utf-16-le", data[1:4096:2]), ("utf-16-be", data[0:4096:2])):
            if zeros.count(0) > _NULLS * len(zeros) and data[:4096].count(0) < 0.6 * len(data[:4096]):
                return data.decode(encoding)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise ReadError("is no text") from None
        return data.decode("cp1252", errors="replace")


def is_text(words: str) -> bool:
    """Tell a text from binary data that was taken for one."""
    odd = sum((c < " " and c not in "\t\n\r\f\v") or "\x7f" <= c < "\xa0" or c == "\ufffd" for c in words)
    return odd <= _ODD * len(words)


def as_utf8(page: bytes) -> bytes:
    """Return a web page in UTF-8, whatever encoding it declares, with the declaration made true."""
    found = _DECLARED.search(page[:4096])
    declared = found[1].decode("ascii", "replace") if found else ""
    try:
        text = page.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = page.decode(declared) if declared and not declared.casefold().startswith("utf") else decoded(page)
        except (LookupError, UnicodeDecodeError):
            text = decoded(page)
    data = text.encode()
    return _DECLARED.sub(lambda m: m[0].replace(m[1], b"utf-8"), data, count=1)
