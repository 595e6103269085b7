"""Recommendation numbers as letters write them: digits, words, ordinals, letters, suffixes, lists and runs."""

from __future__ import annotations

import re
from itertools import pairwise

_CARDINALS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_TENS = {"twenty": 20, "twentieth": 20, "thirty": 30, "thirtieth": 30, "forty": 40, "fortieth": 40}
_ADVERBS = {"ninly": 9, "ninthly": 9}
_TAIL = re.compile(r"[\s()\[\].]+$")
_WORD = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)?)\b")
_PREFIX = re.compile(r"^(?:(?:[A-Za-z]{1,5}-)?(?:R|Rec|REC|AFI)|Q|[A-Z]{2,6})[- ]?(?=\d)")
_MARKS = re.compile(r"[\s()\[\]]+")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|&|\bor\b|;)\s*")
_KIND = re.compile(r"^(?:[A-Za-z]+ )*?(?:recommendations?|recs?\.?|concerns?)\s+", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_NUMERALS = {"I": 1, "V": 5, "X": 10}
_YEAR = 1900  # from which a run is one of years
_PART = re.compile(r"\([a-z]{1,4}\)")
_RUN = re.compile(r"(?P<whole>(?:\d+\.)*)(?P<first>\d+)\s*(?:to|[-–])\s*(?P<again>(?:\d+\.)*)(?P<last>\d+)$")


def value_of(word: str) -> int | None:
    """Return the number that a cardinal, ordinal or adverb says.

    >>> value_of("Four"), value_of("twenty-first"), value_of("ninthly"), value_of("final")
    (4, 21, 9, None)
    """
    low = word.casefold().strip()
    if low in _ADVERBS:
        return _ADVERBS[low]
    if low.endswith("ly") and low[:-2] in _ORDINALS:
        low = low[:-2]
    tens, _, unit = low.replace("-", " ").partition(" ")
    for names in (_CARDINALS, _ORDINALS):
        if low in names:
            return names.index(low)
        if tens in _TENS and unit in names:
            return _TENS[tens] + names.index(unit)
    return _TENS.get(low)


def normal(number: str) -> str:
    """Write one number without brackets or spaces, words as digits.

    >>> normal("Four (a)"), normal("3(ii)"), normal("7.1"), normal("R3a"), normal("2024-011")
    ('4a', '3ii', '7.1', '3a', '2024-011')
    """
    bare = _TAIL.sub("", number.strip())
    word = _WORD.match(bare)
    value = value_of(word[1]) if word else None
    if word and value is not None:
        bare = f"{value}{bare[word.end() :]}"
    return _MARKS.sub("", _PREFIX.sub("", bare))


def roman_value(number: str) -> int | None:
    """Return the value of a Roman numeral in capitals.

    >>> roman_value("IV"), roman_value("VIII"), roman_value("B")
    (4, 8, None)
    """
    if not _ROMAN.fullmatch(number):
        return None
    values = [_NUMERALS[letter] for letter in number]
    return sum(-v if v < after else v for v, after in pairwise([*values, 0]))


def numbers_in(words: str) -> tuple[str, ...]:
    """Return every number of a list such as "3(i) and 3(ii)", "8 to 9" or "12, 13 and 14".

    >>> numbers_in("3(i) and 3(ii)"), numbers_in("8 to 10"), numbers_in("Four (a)"), numbers_in("A")
    (('3i', '3ii'), ('8', '9', '10'), ('4a',), ('A',))
    >>> numbers_in("1 (a) and (b)"), numbers_in("(a) and (b)")
    (('1a', '1b'), ('a', 'b'))
    >>> numbers_in("33.18 to 33.20"), numbers_in("2024-2029")
    (('33.18', '33.19', '33.20'), ())
    """
    found: list[str] = []
    for part in _BETWEEN.split(" ".join(words.split())):
        bare = _KIND.sub("", part)
        run = _RUN.fullmatch(bare)
        if run and int(run["first"]) >= _YEAR and int(run["last"]) >= _YEAR:
            continue
        if run and run["whole"] == run["again"] and int(run["first"]) < int(run["last"]) < int(run["first"]) + 40:
            found += [f"{run['whole']}{n}" for n in range(int(run["first"]), int(run["last"]) + 1)]
        elif bare:
            whole = re.match(r"\d+(?=[a-z]+$)", found[-1]) if found and _PART.fullmatch(bare) else None
            found.append(f"{whole[0] if whole else ''}{normal(bare)}")
    return tuple(dict.fromkeys(found))


def ordinals_in(words: str) -> tuple[str, ...]:
    """Return the numbers of a list of ordinals.

    >>> ordinals_in("twelfth, thirteenth and fourteenth"), ordinals_in("sixth and your seventh")
    (('12', '13', '14'), ('6', '7'))
    """
    parts = re.split(r"\s*(?:,|\band\b)\s*", words)
    values = [value_of(re.sub(r"^(?:the|your)\s+", "", part.strip())) for part in parts if part.strip()]
    return tuple(str(value) for value in values if value is not None)
