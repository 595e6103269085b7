"""The numbers and bullets of lists, which documents leave to whoever shows them, written into their words."""

from __future__ import annotations

import re

BULLET = "-"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_TAG = re.compile(r"(?i)<(?P<end>/?)(?P<name>ol|ul|li|nav|header|footer)\b(?P<rest>[^<>]{0,2000})>")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def counted(number: int, form: str) -> str:
    """Return a number as a list's own form of number has it, by the names that Word has for them.

    >>> [counted(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "ordinalText")]
    ['4', 'd', 'IV', '4']
    """
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 1 <= number < 40:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


def numbered(page: str) -> str:
    """Return a web page with the number or bullet of each list item in its words; lists of links to other pages apart.

    >>> numbered("<ol start=4><li>Fourth</li><li>Fifth</li></ol><ul><li>One</li></ul>")
    '<ol start=4><li>4. Fourth</li><li>5. Fifth</li></ol><ul><li>- One</li></ul>'
    """
    out: list[str] = []
    lists: list[tuple[str, int]] = []  # the form of number of each list that is open, "" for bullets, and the next
    aside = at = 0
    for tag in _TAG.finditer(page):
        name, ends = tag["name"].casefold(), bool(tag["end"])
        out.append(page[at : tag.end()])
        at = tag.end()
        if name in {"nav", "header", "footer"}:
            aside = max(0, aside + (-1 if ends else 1))
        elif name != "li" and ends:
            del lists[-1:]
        elif name != "li":
            kind = _attribute(tag["rest"], "type")
            lists.append((_FORMATS.get(kind, "decimal") if name == "ol" else "", _whole(tag["rest"], "start", 1)))
        elif not ends and lists and not aside:
            form, number = lists[-1]
            number = _whole(tag["rest"], "value", number)
            lists[-1] = form, number + 1
            out.append(f"{counted(number, form)}. " if form else f"{BULLET} ")
    return "".join(out) + page[at:]


def _attribute(rest: str, name: str) -> str:
    found = re.search(rf"(?i)\b{name}\s*=\s*[\"']?([\w-]+)", rest)
    return found[1] if found else ""


def _whole(rest: str, name: str, otherwise: int) -> int:
    value = _attribute(rest, name)
    return int(value) if value.isdigit() and len(value) < 6 else otherwise
