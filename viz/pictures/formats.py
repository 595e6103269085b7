"""A sheet written as SVG, PNG or PDF, the same bytes every time."""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ...errors import DrawError
from ..drawing import templates
from .marks import POINT, Disc, Line, Sheet, Words

DOTS_PER_INCH = 300
_LARGEST = 20_000  # pixels along a side; a larger picture would take gigabytes
_LONGEST = 14_400  # points along a side of a page, past which readers of PDF give up
_FAMILY = "Helvetica, Arial, 'Liberation Sans', Arimo, 'DejaVu Sans', 'Bitstream Vera Sans', sans-serif"
# the first three have Helvetica's widths; reportlab brings the last one
_FONTS = ("LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf", "Arimo-Regular.ttf", "DejaVuSans.ttf", "Vera.ttf")
_ANCHORED = {"start": 0.0, "middle": 0.5, "end": 1.0}


def svg(sheet: Sheet) -> bytes:
    """Return a sheet as SVG whose words are words."""
    kinds = [(type(mark).__name__, mark) for mark in sheet.marks]
    text = templates().get_template("picture.svg").render(sheet=sheet, kinds=kinds, family=_FAMILY)
    return text.encode()


def png(sheet: Sheet) -> bytes:
    """Return a sheet as PNG at 300 dots an inch, and marked so."""
    import resvg_py

    if max(sheet.width, sheet.height) / 25.4 * DOTS_PER_INCH > _LARGEST:
        raise DrawError(
            f"{sheet.title}: too large for PNG at {DOTS_PER_INCH} dpi; draw less of it, or write svg or pdf"
        )
    own = _font_files()[-1:]
    painted = resvg_py.svg_to_bytes(svg_string=svg(sheet).decode(), dpi=DOTS_PER_INCH, font_files=own)
    metre = round(DOTS_PER_INCH / 0.0254)
    density = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    chunk = struct.pack(">I", 9) + density + struct.pack(">I", zlib.crc32(density))
    head = 33  # signature and first chunk, after which this one may stand
    return bytes(painted[:head]) + chunk + bytes(painted[head:])


def pdf(sheet: Sheet) -> bytes:
    """Return a sheet as one page of vector PDF whose words can be selected and searched.

    Raises DrawError for words that no font found here has, and for right-to-left ones.
    """
    from reportlab.pdfgen.canvas import Canvas

    if max(sheet.width, sheet.height) / POINT > _LONGEST:
        raise DrawError(f"{sheet.title}: too large for a page of PDF; draw less of it, or write svg")
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(sheet.width / POINT, sheet.height / POINT),
        invariant=1,  # no time of making
        pageCompression=1,
        initialFontName=_registered()[0],  # else a font that is not in the file is named in it
    )
    canvas.setAuthor("")
    canvas.setTitle(sheet.title)
    canvas.setSubject(sheet.about)
    canvas.setCreator("Answerable")
    canvas.translate(0, sheet.height / POINT)
    canvas.scale(1 / POINT, -1 / POINT)  # millimetres from the top, as the sheet has them
    canvas.setLineJoin(1)
    for mark in sheet.marks:
        if isinstance(mark, Words):
            _set(canvas, mark)
        else:
            _stroke(canvas, mark)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _stroke(canvas: Any, mark: Line | Disc) -> None:
    if mark.fill != "none":
        canvas.setFillColor(mark.fill)
    if mark.stroke != "none":
        canvas.setStrokeColor(mark.stroke)
        canvas.setLineWidth(mark.width)
    shown = {"fill": int(mark.fill != "none"), "stroke": int(mark.stroke != "none")}
    if isinstance(mark, Disc):
        canvas.setDash()
        canvas.circle(*mark.at, mark.radius, **shown)
        return
    canvas.setDash(list(mark.dash))
    path = canvas.beginPath()
    path.moveTo(*mark.points[0])
    for point in mark.points[1:]:
        path.lineTo(*point)
    if mark.closed:
        path.close()
    canvas.drawPath(path, **shown)


def _set(canvas: Any, mark: Words) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    runs = list(_runs(mark.text))
    natural = sum(stringWidth(words, font, mark.size) for font, words in runs)
    if not natural:
        return
    text = canvas.beginText()
    # the page is upside down to the canvas, its letters must not be
    text.setTextTransform(1, 0, 0, -1, mark.at[0] - _ANCHORED[mark.anchor] * mark.length, mark.at[1])
    text.setHorizScale(100 * mark.length / natural)
    text.setFillColor(mark.fill)
    for font, words in runs:
        text.setFont(font, mark.size)
        text.textOut(words)
    canvas.drawText(text)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield words by the first font that has them; a sign that none has is given by its number."""
    font, held = "", ""
    for character in text:
        name, shown = _found(character, text)
        if name != font and held:
            yield font, held
            held = ""
        font, held = name, held + shown
    if held:
        yield font, held


def _found(character: str, text: str) -> tuple[str, str]:
    if unicodedata.bidirectional(character) in {"R", "AL"}:
        raise DrawError(f"{text[:60]!r} runs right to left, which is not written as PDF; write svg or png")
    for name, signs in _fonts():
        if ord(character) in signs:
            return name, character
    if unicodedata.category(character).startswith("L"):
        raise DrawError(f"no font found on this machine has {character!r} of {text[:60]!r}; write svg or png")
    return _fonts()[0][0], f"[U+{ord(character):04X}]"


@cache
def _fonts() -> list[tuple[str, frozenset[int]]]:
    """Return the fonts that were found, registered, with the characters each has."""
    from reportlab.pdfbase.pdfmetrics import getFont

    return [(name, frozenset(getFont(name).face.charToGlyph)) for name in _registered()]


@cache
def _registered() -> list[str]:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    found = []
    for name in _FONTS:
        try:
            registerFont(TTFont(name, name))
        except TTFError:
            continue
        found.append(name)
    if not found:
        raise DrawError("no font was found, not even reportlab's own; install reportlab again")
    return found


@cache
def _font_files() -> list[str]:
    from reportlab.pdfbase.pdfmetrics import getFont

    return [str(getFont(name).face.filename) for name in _registered()]


WRITERS: dict[str, Callable[[Sheet], bytes]] = {"svg": svg, "png": png, "pdf": pdf}
