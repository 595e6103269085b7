"""What word processors and web pages add to a letter - tables, lists, notes, running heads - leaves its statements alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from answerable.loaders.files import read_text
from answerable.loaders.output import lines
from answerable.loaders.pipeline import read_letter

HEADER = ["Ref", "Recommendation", "Response", "What we will do"]
ROWS = [
    ["1", "The Trust should inspect every ward.", "Accepted", "We will inspect all wards by 31 May 2024."],
    ["2", "The Trust should close the annexe.", "Not accepted", "It is needed."],
    ["3", "The Trust should publish its audit.", "", "The audit was published in March."],
]
STANCES = {"1": "accepts", "2": "rejects", "3": "not-stated"}
HEAD = ["Marsh Trust", "Date: 3 March 2024", "Dear Inspector", "Our answers to your three recommendations are below."]


def page(inside: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><main>{inside}</main></body></html>"


def table(rows: list[list[str]]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"


def stances(path: Path) -> dict[str, str]:
    found = list(lines(*read_letter(path)))
    text = read_text(path).text
    assert all(text[line["start"] : line["end"]] == line["quote"] for line in found)
    return {line["recommendation"]: line["stance"] for line in found if line["kind"] == "position"}


def test_a_table_of_a_web_page_keeps_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("".join(f"<p>{p}</p>" for p in HEAD) + table([HEADER, *ROWS])), "utf-8")
    assert "| 3 | The Trust should publish its audit. |  | The audit was published in March. |" in read_text(path).text
    assert stances(path) == STANCES
    found = list(lines(*read_letter(path)))
    assert [line["quote"] for line in found if line["kind"] == "restatement"] == [row[1] for row in ROWS]


def test_a_form_of_a_web_page_has_a_cell_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    form = [["From", "Marsh Trust"], ["Date", "3 March 2024"]]
    path.write_text(page(table(form) + "<p>We agree with all that you ask of us in your report.</p>" * 3), "utf-8")
    assert "Marsh Trust\nDate\n3 March 2024\n" in read_text(path).text


def test_a_numbered_list_of_a_web_page_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    items = [
        "The Trust accepts recommendation 7. Wards are clean.",
        "We will write again by 31 May 2024.",
        "We will do more.",
    ]
    listed = "".join(f'<ol start="{i}"><li>{item}</li></ol><p>Words between.</p>' for i, item in enumerate(items, 1))
    menu = "<nav><ol><li>Home</li><li>News</li></ol></nav>"
    path.write_text(page("".join(f"<p>{p}</p>" for p in HEAD) + listed + menu), "utf-8")
    text = read_text(path).text
    assert [line for line in text.splitlines() if line[:2] in {"1.", "2.", "3."}] == [
        f"{i}. {item}" for i, item in enumerate(items, 1)
    ]


def test_a_bullet_is_no_part_of_a_quotation(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "\n\n".join([*HEAD, "• We will inspect all wards by 31 May 2024.\n▪ We will write to all staff by Easter."]),
        "utf-8",
    )
    promised = [line["quote"] for line in lines(*read_letter(path)) if line["kind"] == "commitment"]
    assert promised == ["We will inspect all wards by 31 May 2024.", "We will write to all staff by Easter."]


def paragraph(words: str, how: str = "") -> str:
    return f"<w:p>{how and f'<w:pPr>{how}</w:pPr>'}<w:r><w:t>{words}</w:t></w:r></w:p>"


def numbered(depth: int, number: int = 3) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, form: str, shown: str) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'


def test_a_numbered_list_of_word_keeps_its_numbers(word_file: Callable[..., Path]) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "%1.%3")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "o")}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = f'<w:style w:type="paragraph" w:styleId="Base"><w:pPr>{numbered(0, 4)}</w:pPr></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="Point"><w:basedOn w:val="Base"/></w:style>'
    items = [("One", numbered(0)), ("Two", numbered(0)), ("First limb", numbered(1)), ("Second limb", numbered(1))]
    items += [("Deep", numbered(2)), ("Three", numbered(0)), ("Limb again", numbered(1))]
    items += [("A point", '<w:pStyle w:val="Point"/>'), ("No list", "")]
    body = "".join(paragraph(f"{words} of the words of ours", how) for words, how in items)
    text = read_text(word_file(body, numbering=numbering, styles=styles)).text
    labels = [line.removesuffix(" of the words of ours") for line in text.splitlines() if line]
    assert labels == [
        *("1. One", "2. Two", "(a) First limb", "(b) Second limb", "2.i Deep", "3. Three", "(a) Limb again"),
        *("- A point", "No list"),
    ]


def test_notes_of_word_are_read(word_file: Callable[..., Path]) -> None:
    note = '<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> We will write again by 1 May 2025.</w:t></w:r></w:p></w:footnote>'
    body = "".join(map(paragraph, HEAD)) + (
        "<w:p><w:r><w:t>The ward is clean.</w:t></w:r><w:r><w:footnoteReference w:id='4'/></w:r></w:p>".replace(
            "'", '"'
        )
    )
    path = word_file(f"{body}<w:sectPr/>", footnotes=note)
    assert read_text(path).text.endswith("The ward is clean.[1]\n\n[1] We will write again by 1 May 2025.")
    assert [line["due_by"] for line in lines(*read_letter(path)) if line["kind"] == "commitment"] == ["2025-05-01"]


def test_a_tab_of_word_keeps_words_apart(word_file: Callable[..., Path]) -> None:
    runs = "<w:r><w:t>Tamara Eastwick</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>Neil Garroway</w:t></w:r>"
    text = read_text(word_file("".join(map(paragraph, HEAD * 2)) + f"<w:p>{runs}</w:p>")).text
    assert text.endswith("Tamara Eastwick\tNeil Garroway")


def pdf(path: Path, story: list[object], *, height: float = 330) -> Path:
    """A PDF of small pages, each with a running head and the page's number at its foot."""
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import SimpleDocTemplate

    def page(canvas: Canvas, _: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(
            60, height - 25, "Marsh Trust: reply to the inspectorate" if canvas.getPageNumber() > 1 else ""
        )
        canvas.drawString(280, 20, f"Page {canvas.getPageNumber()}")

    margins = {"leftMargin": 60, "rightMargin": 60, "topMargin": 45, "bottomMargin": 45}
    SimpleDocTemplate(str(path), pagesize=(595, height), **margins).build(story, onFirstPage=page, onLaterPages=page)
    return path


def story(words: list[str], rows: list[list[str]] | None = None) -> list[object]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    body = ParagraphStyle("body", fontSize=11, leading=14, spaceAfter=9)
    cell = ParagraphStyle("cell", fontSize=10, leading=12)
    out: list[object] = [Paragraph(part, body) for part in words]
    if rows:
        cells = [[Paragraph(words, cell) for words in row] for row in rows]
        table = Table(cells, colWidths=[30, 150, 80, 200], repeatRows=1)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        out.append(table)
    return out


@pytest.mark.parametrize("height", [330, 250, 842])
def test_a_ruled_table_of_a_pdf_keeps_its_columns(tmp_path: Path, height: float) -> None:
    path = pdf(tmp_path / "a.pdf", story(HEAD, [HEADER, *ROWS]), height=height)
    assert stances(path) == STANCES
    found = list(lines(*read_letter(path)))
    assert [line["quote"] for line in found if line["kind"] == "restatement"] == [row[1] for row in ROWS]


def test_paragraphs_of_a_pdf_are_those_that_stand_apart(tmp_path: Path) -> None:
    said = [
        "We have read the report with care and talked about it at length with the people who work on our wards."
    ] * 3
    path = pdf(tmp_path / "a.pdf", story([*HEAD, *said, "Recommendation 1", *said]), height=842)
    parts = [" ".join(part.split()) for part in read_text(path).text.split("\n\n")]
    assert parts == [*HEAD, *said, "Recommendation 1", *said, "Page 1"]


def test_a_running_head_does_not_cut_a_sentence(tmp_path: Path) -> None:
    long = "We will inspect every one of the wards, whichever hospital it is in and whoever runs it, by 31 May 2024."
    path = pdf(tmp_path / "a.pdf", story([*HEAD, *(["It was a hard year for us."] * 3), long, "We agree."]), height=250)
    promised = [line["quote"].split() for line in lines(*read_letter(path)) if line["kind"] == "commitment"]
    assert len(read_text(path).pages) == 2
    assert [" ".join(words[:3] + words[-3:]) for words in promised] == ["We will inspect 31 May 2024."]


ASKED = [
    "Dear colleague,",
    "Please reply within 56 days. The report recommends:",
    "Recommendation 8: Chief officers should publish a plan by 1 June 2031.",
    "We will publish all replies by 30 September 2031.",
    "Kind regards,\nPetra Quillon\nDirector of Liaison",
]
ANSWERED = [
    *HEAD,
    "Recommendation 1: we accept this and it is to be welcomed by all of us who work here.",
    "We will write to you again by 1 May 2024, when the work that I have told you of is done.",
    "Yours sincerely",
    "Ada Marsh\nChief Executive, Marsh Trust",
]
OUTLOOK = "________________________________\nFrom: Petra Quillon\nSent: 3 January 2024 09:40\nTo: Office\nSubject: Your response"
WROTE = "On Wed, 3 Jan 2024 at 09:40, Petra Quillon of the Inspectorate <liaison@inspectorate.example>\nwrote:"


@pytest.mark.parametrize(("head", "mark"), [(OUTLOOK, ""), (WROTE, "> ")])
def test_the_message_that_an_e_mail_answers_is_not_its_own(tmp_path: Path, head: str, mark: str) -> None:
    original = "\n".join(f"{mark}{line}".rstrip() for line in "\n\n".join(ASKED).split("\n"))
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join([*ANSWERED, head, original]), "utf-8")
    found = list(lines(*read_letter(path)))
    own = [line for line in found if line["role"] == "own"]
    assert {line["recommendation"] for line in found if line["kind"] == "position"} == {"1"}
    assert [line["due_by"] for line in own if line["kind"] == "commitment"] == ["2024-05-01"]
    assert [line["signatory"] for line in found if line["kind"] == "letter"] == ["Ada Marsh"]
    restated = [line["quote"] for line in found if line["kind"] == "restatement"]
    assert not [quote for quote in restated if "Dear" in quote or "Petra" in quote or "We will" in quote]
