"""Word, OpenDocument and RTF files made safe for kreuzberg, which drops XML's entities and RTF's line breaks."""

from __future__ import annotations

import html
import io
import re
import zipfile

from ..errors import ReadError
from . import word

UNPACKED = 64 * 1024**2  # bytes of all parts of a document
_RATIO = 200  # bytes unpacked for each packed byte, past which a large part is a bomb
_LARGE = 4 * 1024**2
_STAND_INS = {"&": "\ue000", "<": "\ue001", ">": "\ue002", "\n": "\ue003"}
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LINE = re.compile(rb"\\line(?![a-zA-Z])(?: |(?=[\\{}\r\n]))?")


def checked(data: bytes, *, rewrite: bool) -> bytes:
    """Return a zipped document, with characters in place of entities where wanted.

    Raises ReadError for a document that is broken, encrypted, or unpacks to far more than a letter holds.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE container: Word puts an encrypted DOCX in one
        raise ReadError("is encrypted, or an old Word file under a new name; save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > UNPACKED or any(map(_is_bomb, parts)):
                raise ReadError(f"unpacks to more than a letter holds ({UNPACKED // 1024**2} MB); try a plainer copy")
            if any(part.flag_bits & 1 for part in parts):
                raise ReadError("is encrypted; save a copy without a password")
            return _rewritten(archive) if rewrite else data
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise ReadError(f"is truncated or broken: {error}") from error


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _LARGE and part.file_size > _RATIO * max(1, part.compress_size)


def _rewritten(archive: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    parts = {part.filename: archive.read(part) for part in archive.infolist()}
    texts = word.complete(
        {name: content.decode("utf-8", "replace") for name, content in parts.items() if _is_words(name)}
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name, content in parts.items():
            copy.writestr(name, _ENTITY.sub(_stand_in, texts[name]).encode() if name in texts else content)
    return out.getvalue()


def _is_words(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


def _stand_in(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    return _STAND_INS.get(character, character)


def rtf_with_line_breaks(data: bytes) -> bytes:
    """Return RTF whose line breaks are characters that survive.

    Raises ReadError for what is no RTF.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("is no RTF")
    return _LINE.sub(b"{\\\\uc1\\\\u-8189?}", data)


def restored(text: str) -> str:
    """Put the characters back for which others stood in."""
    text = re.sub(r"\ue003 ?", "\n", text)
    for character, stand_in in _STAND_INS.items():
        text = text.replace(stand_in, character)
    return text
