"""The same letter in every format, made here: a list of paragraphs, each a list of lines, bold where `**` stands round it."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
Paragraphs = list[list[str]]
HEAD = "{}  |  www.wayfarer.example"
FOOT = "Page {} of {}"


def paragraphs(text: str) -> Paragraphs:
    return [[line.strip() for line in part.splitlines()] for part in re.split(r"\n\s*\n", text.strip("\n")) if part]


def _runs(line: str) -> list[tuple[str, bool]]:
    return [(part, bool(i % 2)) for i, part in enumerate(line.split("**")) if part]


def _marked(part: list[str], line_break: str, plain: str, bold: str, escape: Callable[[str], str]) -> str:
    lines = ("".join((bold if strong else plain).format(escape(run)) for run, strong in _runs(line)) for line in part)
    return line_break.join(lines)


def _zip(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def txt(letter: Paragraphs) -> bytes:
    return "\n\n".join("\n".join(part) for part in letter).encode()


def page(letter: Paragraphs) -> bytes:
    body = "".join(f"<p>{_marked(part, '<br>', '{}', '<b>{}</b>', html.escape)}</p>\n" for part in letter)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Reply</title><style>p{margin:1em}</style>"
        "<script>var tracked = 'We accept recommendation 9';</script></head><body><nav><ul><li><a href='/'>Home</a></li>"
        f"<li><a href='/news'>News</a></li></ul></nav><main>{body}</main></body></html>"
    ).encode()


def docx(letter: Paragraphs) -> bytes:
    run = '<w:r>{}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    body = "".join(
        f"<w:p>{_marked(p, '<w:r><w:br/></w:r>', run.format(''), run.format('<w:rPr><w:b/></w:rPr>'), html.escape)}</w:p>"
        for p in letter
    )
    return _docx(body)


def _docx(body: str, **more: str) -> bytes:
    """Return a Word file; more are further parts by name, such as footnotes."""
    office = "http://schemas.openxmlformats.org"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{office}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{office}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument/2006/relationships/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{office}/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
            **{
                f"word/{name}.xml": f'<w:{name} xmlns:w="{office}/wordprocessingml/2006/main">{xml}</w:{name}>'
                for name, xml in more.items()
            },
        }
    )


def odt(letter: Paragraphs) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    bold = '<text:span text:style-name="B">{}</text:span>'
    body = "".join(f"<text:p>{_marked(p, '<text:line-break/>', '{}', bold, html.escape)}</text:p>" for p in letter)
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0" manifest:version="1.2">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}:office:1.0"'
            f' xmlns:text="{names}:text:1.0" xmlns:style="{names}:style:1.0" xmlns:fo="{names}:xsl-fo-compatible:1.0"'
            ' office:version="1.2"><office:automatic-styles><style:style style:name="B" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


def rtf(letter: Paragraphs) -> bytes:
    def escape(words: str) -> str:
        words = re.sub(r"([\\{}])", r"\\\1", words)
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in words)

    body = "\\par\\par\n".join(_marked(part, "\\line ", "{}", "{{\\b {}}}", escape) for part in letter)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs22\n{body}\\par}}".encode("ascii")


def pdf(letter: Paragraphs, *, encrypted: str | None = None, lines_a_page: int = 34) -> bytes:
    """Several pages with a text layer, a running head and numbered feet."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    lines: list[tuple[str, bool]] = []
    for part in letter:
        for line in part:
            bold = line.startswith("**")
            font = "Helvetica-Bold" if bold else "Helvetica"
            lines += [(words, bold) for words in simpleSplit(line.replace("**", ""), font, 11, A4[0] - 140)]
        lines.append(("", False))
    pages = [lines[at : at + lines_a_page] for at in range(0, len(lines), lines_a_page)]
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, encrypt=encrypted)
    for number, inside in enumerate(pages, 1):
        canvas.setFont("Helvetica", 8)
        if number > 1:
            canvas.drawString(70, A4[1] - 40, HEAD.format(letter[0][0]))
        canvas.drawString(70, 40, FOOT.format(number, len(pages)))
        for i, (words, bold) in enumerate(inside):
            canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 11)
            canvas.drawString(70, A4[1] - 80 - 18 * i, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


_MAIL = "From: Office <office@force.example>\r\nTo: Policy <policy@inspectors.example>\r\nSubject: Our reply\r\nMIME-Version: 1.0\r\n"


def _encoded(data: bytes) -> str:
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def _mail(kind: str, data: bytes) -> bytes:
    return f"{_MAIL}Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n{_encoded(data)}".encode()


def eml(letter: Paragraphs) -> bytes:
    return _mail("text/plain; charset=utf-8", txt(letter))


def eml_of_html(letter: Paragraphs) -> bytes:
    return _mail("text/html; charset=utf-8", page(letter))


def eml_with_pdf(letter: Paragraphs) -> bytes:
    note = "Dear colleague,\r\n\r\nPlease find our reply attached.\r\n\r\nKind regards,\r\nThe office\r\n"
    return (
        f'{_MAIL}Content-Type: multipart/mixed; boundary="cut"\r\n\r\n--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        f'{note}\r\n--cut\r\nContent-Type: application/pdf; name="reply.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="reply.pdf"\r\n\r\n{_encoded(pdf(letter))}\r\n--cut--\r\n'
    ).encode()


def scan(letter: Paragraphs, lines_a_page: int = 40) -> list[bytes]:
    """Pictures of the pages, as a scanner makes them."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(34)
    lines = [words for part in letter for line in part for words in (*_wrapped(line.replace("**", ""), 82), "")]
    pages = []
    for at in range(0, len(lines), lines_a_page):
        picture = Image.new("L", (1654, 339 + 50 * lines_a_page), 255)
        pen = ImageDraw.Draw(picture)
        for i, words in enumerate(lines[at : at + lines_a_page]):
            pen.text((140, 160 + 50 * i), words, font=font, fill=0)
        file = io.BytesIO()
        picture.save(file, "PNG", dpi=(200, 200))
        pages.append(file.getvalue())
    return pages


def _wrapped(line: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(line, width)


def png(letter: Paragraphs) -> bytes:
    return scan(letter, 90)[0]


def scanned_pdf(letter: Paragraphs) -> bytes:
    from PIL import Image

    first, *more = [Image.open(io.BytesIO(data)) for data in scan(letter)]
    file = io.BytesIO()
    first.save(file, "PDF", resolution=200, save_all=True, append_images=more)
    return file.getvalue()


MAKERS: dict[str, tuple[str, Callable[[Paragraphs], bytes]]] = {
    "txt": (".txt", txt),
    "html": (".html", page),
    "docx": (".docx", docx),
    "odt": (".odt", odt),
    "rtf": (".rtf", rtf),
    "pdf": (".pdf", pdf),
    "eml": (".eml", eml),
    "eml-of-html": (".eml", eml_of_html),
    "eml-with-pdf": (".eml", eml_with_pdf),
    "scanned-pdf": (".pdf", scanned_pdf),
    "png": (".png", png),
}


@pytest.fixture
def word_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function (body, further parts) -> a Word file."""

    def of(body: str, **more: str) -> Path:
        path = tmp_path / "a.docx"
        path.write_bytes(_docx(body, **more))
        return path

    return of


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function (format, text) -> the file of a letter."""

    def of(form: str, text: str) -> Path:
        suffix, maker = MAKERS[form]
        path = tmp_path / f"{form}{suffix}"
        path.write_bytes(maker(paragraphs(text)))
        return path

    return of
