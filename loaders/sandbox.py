"""A worker process that can be killed: documents are read there, with limits on time and memory."""

from __future__ import annotations

import marshal
import os
import re
import resource
import sys
import threading
from pathlib import Path
from typing import Any

from ..errors import ReadError
from ..queries import serving
from ..queries.process import Process, UnheardError

SECONDS = 30.0
MEMORY = 2 * 1024**3  # bytes of address space, of which kreuzberg's own code and libraries take about half

_START = 60.0  # seconds that a process may take to be ready, on a busy machine
# modules are found where the asking process finds them
_PROGRAM = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"

_process: Process | None = None
_one_at_a_time = threading.Lock()


def extract_safely(path: Path, *, seconds: float = SECONDS) -> tuple[str, str, tuple[int, ...]]:
    """Return text, media type and page starts of a document, read in the worker.

    Raises ReadError when the document breaks the reader, takes too long or takes too much memory.
    """
    with _one_at_a_time:
        try:
            kind, answer = _answered(os.fsencode(path), seconds)
        except TimeoutError as error:
            stop()
            raise ReadError(
                f"{path}: took more than {seconds:.0f} s to read and was stopped; try a plainer copy"
            ) from error
        except EOFError as error:
            stop()
            raise ReadError(
                f"{path}: broke the reader, or needs more than {MEMORY // 1024**3} GB; try a plainer copy"
            ) from error
        except BaseException:
            stop()  # an answer half read must not meet the next document
            raise
    if kind == "refused":
        raise ReadError(f"{path}: {answer}")
    if kind == "broken":
        raise ReadError(f"{path}: {_in_words(answer)}")
    text, media_type, pages = answer
    return text, media_type, pages


def _answered(path: bytes, seconds: float) -> tuple[str, Any]:
    try:
        return _running().answered(path, seconds)
    except UnheardError:  # it ended between two documents
        stop()
        return _running().answered(path, seconds)


def _in_words(message: str) -> str:
    low = message.casefold()
    if "password" in low or "encrypt" in low:
        return "is encrypted; save a copy without a password"
    if re.search(r"tesseract|\bocr\b", low):
        return "seems to be scanned; install Tesseract (package tesseract-ocr) and read it again"
    if re.search(r"out of memory|\ballocat", low):
        return f"needs more than {MEMORY // 1024**3} GB to read; try a plainer copy"
    if "invalid pdf" in low:
        return "cannot be read: truncated, broken, or no PDF"
    if "cfb" in low:
        return "cannot be read: broken, or no old Word or Outlook file; save it as .docx"
    return f"cannot be read ({' '.join(message.split())[:160]})"


def _running() -> Process:
    global _process  # noqa: PLW0603 - one warm worker a process
    if _process is None or not _process.is_running():
        stop()
        _process = Process(["-P", "-c", _PROGRAM, *filter(None, sys.path)], "read documents", ReadError)
        try:
            _process.said(_START)
        except (EOFError, TimeoutError) as error:
            stop()
            raise ReadError(f"the process that reads documents could not start; does {sys.executable} run?") from error
    return _process


def stop() -> None:
    """End the worker, if one runs."""
    global _process  # noqa: PLW0603
    if _process is not None:
        _process.end()
        _process = None


def serve() -> None:
    """Read documents whose paths come over standard input, until it ends: what runs in the worker."""
    from .extraction import extract

    out = serving.answers()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serving.send(out, marshal.dumps(serving.READY))
    while (path := serving.receive(0)) is not None:
        os.write(out, serving.HEARD)
        answer: tuple[str, Any]
        try:
            answer = "read", extract(os.fsdecode(path))
        except ReadError as error:
            answer = "refused", str(error)
        except MemoryError:
            answer = "broken", "out of memory"
        except Exception as error:
            answer = "broken", str(error) or type(error).__name__
        serving.send(out, marshal.dumps(answer))
