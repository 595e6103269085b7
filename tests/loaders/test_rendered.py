"""What word processors and web pages add to a letter - tables, lists, notes, running heads - leaves its statements alone."""

from __future__ import annotations

from pathlib import Path

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
    path.write_text("\n\n".join([*HEAD, "• We will inspect all wards by 31 May 2024.\n▪ We will write."]), "utf-8")
    promised = [line["quote"] for line in lines(*read_letter(path)) if line["kind"] == "commitment"]
    assert promised == ["We will inspect all wards by 31 May 2024.", "We will write."]
