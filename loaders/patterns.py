"""Pattern files: named rules over a letter's plain text, kept as data beside the module that uses them.

A pattern file is TOML. `[words]` names fragments; a rule, `[[rule]]`, has a `name`, a `pattern` (a
case-sensitive regular expression in which `{{name}}` stands for a fragment) and any further keys its module
reads. `[tables.NAME]` says what words mean to the module, and `{{NAME}}` stands for any of them. In a pattern a
space stands for one or more white-space characters (` ?` for any number), and a line break with the indentation
after it for nothing. Rule names are unique in their file and stand in statements as `<file>/<name>`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ..errors import ReferenceDataError
from .kept import kept_filter
from .prefilter import Prefilter, prefilter
from .sieve import Filters

_FRAGMENT = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Rule:
    """One named pattern with its further keys; it is compiled when a letter first has what its matches must hold."""

    name: str
    text: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    filter: Prefilter = field(default_factory=Prefilter)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        return re.compile(self.text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the pattern's matches in a text, or between two offsets of it."""
        if end is None and start == 0:
            return self.filter.finditer(self, text)
        stop = len(text) if end is None else end
        return self.filter.between(self, text, start, stop)

    def within(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the pattern's first match in the words between two offsets, taken by themselves; it counts from their start."""
        if self.filter.anchored:
            return self.pattern.match(text[start:end])
        return next(self.filter.within(self, text, start, end), None)

    def all_within(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the matches of which `within` returns the first."""
        return self.filter.within(self, text, start, end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the pattern's first match between two offsets."""
        stop = len(text) if end is None else end
        return self.filter.search(self, text, start, stop)


class RuleSet:
    """Rules in order, asked together for what a run of a long text may match."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._filters = Filters(rule.filter for rule in self.rules)

    def within(self, text: str, start: int, end: int) -> list[Rule]:
        """Return the rules that may match between two offsets, in order."""
        return [self.rules[number] for number in self._filters.passed(text, start, end)]


@dataclass(frozen=True, slots=True)
class PatternFile:
    """The rules of one file in order, and its fragments."""

    name: str
    rules: tuple[Rule, ...]
    words: Mapping[str, str]
    data: Mapping[str, Any]
    named: Mapping[str, Rule]

    def __getitem__(self, name: str) -> Rule:
        return self.named[f"{self.name}/{name}"]

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern with this file's fragments, once."""
        return _compiled(self.name, pattern)

    def rule(self, pattern: str) -> Rule:
        """Return a pattern with this file's fragments as a rule, for a search of a whole letter."""
        return _rule(self.name, pattern)


@cache
def patterns(name: str) -> PatternFile:
    """Read `loaders/<name>.toml`; every file also has the fragments of `loaders/words.toml`.

    Raises ReferenceDataError where a rule has no name, its name is taken, or its pattern does not compile.
    """
    folder = files(__package__)
    words: dict[str, str] = {}
    data: dict[str, Any] = {}
    for file in ("words", name):
        data = tomllib.loads(folder.joinpath(f"{file}.toml").read_text("utf-8"))
        words |= data.get("words", {})
        words |= {table: _any_of(entries) for table, entries in data.get("tables", {}).items()}
    rules: list[Rule] = []
    seen: set[str] = set()
    for entry in data.get("rule", []):
        rule_name = f"{name}/{entry.get('name', '')}"
        if rule_name == f"{name}/" or rule_name in seen:
            raise ReferenceDataError(f"{name}.toml: a rule has no name of its own: {entry}")
        seen.add(rule_name)
        keys = {key: value for key, value in entry.items() if key not in {"name", "pattern"}}
        rules.append(filtered(rule_name, _written_out(entry["pattern"], words, rule_name), keys))
    return PatternFile(name, tuple(rules), words, data, {rule.name: rule for rule in rules})


@cache
def read_all_patterns() -> None:
    """Read every pattern file, so that what they look for is looked for once in the first letter, not file by file."""
    for file in files(__package__).iterdir():
        if file.name.endswith(".toml") and file.name != "words.toml":
            patterns(file.name.removesuffix(".toml"))


def _any_of(entries: Iterable[str]) -> str:
    """Return a fragment for any of some words, the longest first, apostrophes as they come."""
    return "|".join(sorted(entries, key=lambda entry: (-len(entry), entry))).replace("'", "['’]?").replace("-", "[- ]")


@cache
def _compiled(name: str, pattern: str) -> re.Pattern[str]:
    return _compile(_written_out(pattern, patterns(name).words, name), name)


@cache
def _rule(name: str, pattern: str) -> Rule:
    return filtered(name, _written_out(pattern, patterns(name).words, name), {})


def filtered(name: str, text: str, keys: Mapping[str, Any]) -> Rule:
    """Return a rule with its filter; a pattern whose filter is kept has compiled before."""
    kept = kept_filter(text)
    if kept is None:
        _compile(text, name)
    return Rule(name, text, keys, kept or prefilter(text))


def _compile(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ReferenceDataError(f"{where}: pattern does not compile: {error}") from error


def _written_out(pattern: str, words: Mapping[str, str], where: str) -> str:
    """Return a pattern with its fragments, and with what stands for white space."""
    text = pattern
    while found := _FRAGMENT.search(text):
        if found[1] not in words:
            raise ReferenceDataError(f"{where}: no words named {found[1]!r}")
        text = f"{text[: found.start()]}(?:{words[found[1]]}){text[found.end() :]}"
    text = re.sub(r"\n\s*", "", text)
    text = re.sub(r" [?*]", r"\\s*", text)
    return re.sub(r" \+?", r"\\s+", text)
