"""The language of rule patterns, and its translation into regular expressions over codes (see `lexicon`).

    MON          a token of class MON                 =كلمة      this word
    &MON @MON    the same with a conjunction / a preposition before it (the first token of a match may carry them anyway)
    !MON         any token that is not of the class   .          any token
    name:X       group X under a name (a name may come again)
    ( X | Y )    groups; ? * + after an element       ~( X )     what follows is not X
    < and >      where the expression begins and ends, if not with the pattern
    NAME         of a macro: its pattern

Raises ValueError with the name of the rule for what it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marsad.arabic.orthography import fold

_ATOM = re.compile(r"\s*(?:(?P<neg>~\()|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<rep>[?*+])|(?P<edge>[<>])|(?P<dot>\.)|(?P<name>[a-z]+:)"
                   r"|(?P<lit>[&@!]?=[^\s()|?*+<>.]+)|(?P<cls>[&@!]?[A-Z][A-Z0-9]*(?:_[A-Z0-9-]+)?))")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as source of a regular expression, and the classes that its first token can be of."""

    source: str
    first: frozenset[str]


def literals(pattern: str) -> Iterator[str]:
    """The words that a pattern names itself."""
    for match in _ATOM.finditer(pattern):
        if match["lit"]:
            yield match["lit"].lstrip("&@!=")


class Translator:
    """Translates the pattern of one rule. `codes` gives the codes of a feature."""

    def __init__(self, codes: Mapping[str, str], macros: Mapping[str, str], rule: str) -> None:
        self._codes, self._macros, self._rule = codes, macros, rule
        self._seen: dict[str, int] = {}

    def translate(self, pattern: str) -> Compiled:
        """The regular expression of a pattern."""
        source, first, _empty = self._parse(self._atoms(pattern), False)
        return Compiled(source, first)

    def _atoms(self, pattern: str, depth: int = 0) -> list[tuple[str, str]]:
        if depth > 12:
            raise ValueError(f"rule {self._rule}: macros refer to each other")
        out: list[tuple[str, str]] = []
        at, text = 0, pattern.rstrip()
        while at < len(text):
            match = _ATOM.match(text, at)
            if match is None:
                raise ValueError(f"rule {self._rule}: cannot read {text[at:at + 20]!r}")
            kind = match.lastgroup or ""
            value = match[kind]
            if kind == "cls" and value in self._macros:
                out.append(("open", "("))
                out.extend(self._atoms(self._macros[value], depth + 1))
                out.append(("close", ")"))
            else:
                out.append((kind, value))
            at = match.end()
        return out

    def _parse(self, atoms: list[tuple[str, str]], inner: bool) -> tuple[str, frozenset[str], bool]:
        """Alternatives up to the closing bracket: source, first classes, whether it can be empty."""
        branches, firsts, empty = [], set(), False
        source, first, can_skip = self._sequence(atoms)
        branches.append(source)
        firsts |= first
        empty |= can_skip
        while atoms and atoms[0][0] == "bar":
            atoms.pop(0)
            source, first, can_skip = self._sequence(atoms)
            branches.append(source)
            firsts |= first
            empty |= can_skip
        if inner:
            if not atoms or atoms[0][0] != "close":
                raise ValueError(f"rule {self._rule}: a bracket is not closed")
            atoms.pop(0)
        elif atoms:
            raise ValueError(f"rule {self._rule}: a bracket too many")
        return "|".join(branches), frozenset(firsts), empty

    def _sequence(self, atoms: list[tuple[str, str]]) -> tuple[str, frozenset[str], bool]:
        out: list[str] = []
        first: set[str] = set()
        open_start = True
        name = ""
        while atoms and atoms[0][0] not in ("bar", "close"):
            kind, value = atoms.pop(0)
            if kind == "name":
                name = value[:-1]
                continue
            starts: frozenset[str] = frozenset()
            empty = False
            if kind == "neg":
                inside, _starts, _empty = self._parse(atoms, True)
                out.append(f"(?!{inside})")
                continue
            if kind == "edge":
                out.append(self._group("S" if value == "<" else "E", ""))
                continue
            if kind == "open":
                inside, starts, empty = self._parse(atoms, True)
                piece = f"(?:{inside})"
            elif kind == "dot":
                piece, starts = "[^\n]", frozenset((".",))
            elif kind in ("lit", "cls"):
                piece, starts = self._one(kind, value)
            else:
                raise ValueError(f"rule {self._rule}: {value!r} stands where an element is expected")
            repeat = ""
            if atoms and atoms[0][0] == "rep":
                repeat = atoms.pop(0)[1]
                piece += repeat
            if name:
                piece = self._group(name, piece)
                name = ""
            out.append(piece)
            if open_start:
                first |= starts
                open_start = empty or repeat in ("?", "*")
        return "".join(out), frozenset(first), open_start

    def _group(self, name: str, piece: str) -> str:
        count = self._seen.get(name, 0) + 1
        self._seen[name] = count
        return f"(?P<{name}__{count}>{piece})"

    def _one(self, kind: str, value: str) -> tuple[str, frozenset[str]]:
        mark = value[0] if value[0] in "&@!" else ""
        feature = value[len(mark):]
        if kind == "lit":
            feature = "=" + fold(feature[1:])
        negative = mark == "!"
        key = feature if negative else mark + feature
        codes = self._codes.get(key, "")
        if not codes:
            if mark in ("&", "@"):
                return "(?!)", frozenset()
            raise ValueError(f"rule {self._rule}: no word is of class {feature}")
        chars = "".join(re.escape(c) for c in codes)
        return (f"[^{chars}]" if negative else f"[{chars}]"), frozenset(("." if negative else key,))
