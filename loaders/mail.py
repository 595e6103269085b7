"""The letter in an e-mail: its body under Subject, From, To and Date, or what a covering note has attached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path

from ..errors import ReadError
from .decoding import decoded

Read = Callable[[bytes, str], tuple[str, str, tuple[int, ...]]]

MEDIA_TYPE = "message/rfc822"
_NOTE = 120  # words up to which the body of an e-mail with attachments is a covering note
_ATTACHED = {".pdf", ".docx", ".odt", ".rtf", ".html", ".htm", ".txt", ".doc"}
_MARKING = re.compile(r"(?i)\W*(?:official|protect|restricted|confidential)\b[\w -]{0,24}\W*$")
_GREETING = re.compile(r"(?i)(?:dear|hi|hello|good (?:morning|afternoon|evening)|to whom)\b")
_HEADS = ("Subject", "From", "To", "CC")


def letter_of(data: bytes, *, read: Read) -> tuple[str, str, tuple[int, ...]]:
    """Return the text, media type and page starts of the letter in an e-mail.

    The body is the letter unless it is a short note with a longer document attached: then that document is.
    Raises ReadError for what is no e-mail, and whatever reading the attachment raises.
    """
    message = message_from_bytes(data, policy=policy.default)
    if not any(message.keys()) or not (message["From"] or message["Subject"] or message["Received"]):
        raise ReadError("is no e-mail")
    body = _body(message, read)
    if len(body.split()) < _NOTE:
        attached = [read_part(part, suffix, read) for part, suffix in _attached(message)]
        longest = max(attached, key=lambda found: len(found[0]), default=None)
        if longest and len(longest[0]) > len(body):
            return longest[0], MEDIA_TYPE, longest[2]
    return body if _has_letterhead(body) else f"{_head(message)}\n\n{body}", MEDIA_TYPE, ()


def read_part(part: EmailMessage, suffix: str, read: Read) -> tuple[str, str, tuple[int, ...]]:
    """Read one attachment."""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return (decoded(data), "text/plain", ()) if suffix == ".txt" else read(data, suffix)


def _attached(message: EmailMessage) -> Iterator[tuple[EmailMessage, str]]:
    for part in message.walk():
        suffix = Path(part.get_filename() or "").suffix.casefold()
        if suffix in _ATTACHED and isinstance(part, EmailMessage):
            yield part, suffix


def _body(message: EmailMessage, read: Read) -> str:
    """Return the plain body; the HTML one where there is no other, or the plain one only says to read it."""
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    words = _words(plain) if plain is not None else ""
    if page is not None and len(words.split()) < 20:
        return read(_words(page).encode(), ".html")[0]
    return words


def _has_letterhead(body: str) -> bool:
    """Tell a whole letter in an e-mail, which says itself who writes to whom, from an e-mail that needs its head."""
    lines = [line.strip(" *_#") for line in body.splitlines()]
    first = next((line for line in lines if line and not _MARKING.match(line)), "")
    return 0 < len(first) <= 70 and not first.endswith((",", ".", "!", "?")) and not _GREETING.match(first)


def _words(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n").strip("\n")
    except (LookupError, UnicodeDecodeError):  # an encoding that nobody knows
        content = part.get_payload(decode=True)
        return decoded(content if isinstance(content, bytes) else b"")


def _head(message: EmailMessage) -> str:
    lines = []
    for name in _HEADS:
        value = " ".join(str(message[name] or "").split())
        if value:
            shown, address = parseaddr(value) if name == "From" else ("", "")
            lines.append(f'{name}: "{shown}" <{address}>' if shown else f"{name}: {value}")
    day = getattr(message["Date"], "datetime", None)
    if day is not None:
        lines.append(f"Date: {day.day} {day:%B %Y}")
    return "\n".join(re.sub(r"[\r\n]", " ", line) for line in lines)
