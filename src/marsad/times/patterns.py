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


_OPEN = "\0"
"""Stands for the opening of a named group until the groups of a rule are numbered."""


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
    """Translates patterns. `codes` gives the codes of a feature; what a macro becomes is kept for the next rule that names it."""

    def __init__(self, codes: Mapping[str, str], macros: Mapping[str, str]) -> None:
        self._codes, self._macros = codes, macros
        self._rule = ""
        self._expanded: dict[str, tuple[str, frozenset[str], bool]] = {}
        self._elements: dict[str, tuple[str, frozenset[str]]] = {}

    def translate(self, pattern: str, rule: str) -> Compiled:
        """The regular expression of a pattern. Raises ValueError with the name of the rule."""
        self._rule = rule
        source, first, _empty = self._parse(self._atoms(pattern), False)
        seen: dict[str, int] = {}
        pieces = source.split(_OPEN)
        out = [pieces[0]]
        for piece in pieces[1:]:
            name, _, rest = piece.partition(">")
            seen[name] = seen.get(name, 0) + 1
            out.append(f"(?P<{name}__{seen[name]}>{rest}")
        return Compiled("".join(out), first)

    def _atoms(self, pattern: str) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        at, text = 0, pattern.rstrip()
        while at < len(text):
            match = _ATOM.match(text, at)
            if match is None:
                raise ValueError(f"rule {self._rule}: cannot read {text[at : at + 20]!r}")
            kind = match.lastgroup or ""
            out.append((kind, match[kind]))
            at = match.end()
        out.reverse()
        return out

    def _macro(self, name: str) -> tuple[str, frozenset[str], bool]:
        known = self._expanded.get(name)
        if known is None:
            known = self._expanded[name] = self._parse(self._atoms(self._macros[name]), False)
        return known

    def _parse(self, atoms: list[tuple[str, str]], inner: bool) -> tuple[str, frozenset[str], bool]:
        """Alternatives up to the closing bracket: source, first classes, whether it can be empty. `atoms` is in reverse."""
        source, first, empty = self._sequence(atoms)
        branches = [source]
        while atoms and atoms[-1][0] == "bar":
            atoms.pop()
            source, more, can_skip = self._sequence(atoms)
            branches.append(source)
            first |= more
            empty |= can_skip
        if inner:
            if not atoms or atoms[-1][0] != "close":
                raise ValueError(f"rule {self._rule}: a bracket is not closed")
            atoms.pop()
        elif atoms:
            raise ValueError(f"rule {self._rule}: a bracket too many")
        return "|".join(branches), first, empty

    def _sequence(self, atoms: list[tuple[str, str]]) -> tuple[str, frozenset[str], bool]:
        out: list[str] = []
        first: frozenset[str] = frozenset()
        open_start = True
        name = ""
        while atoms and atoms[-1][0] not in ("bar", "close"):
            kind, value = atoms.pop()
            if kind == "name":
                name = value[:-1]
                continue
            if kind == "neg":
                inside, _starts, _empty = self._parse(atoms, True)
                out.append(f"(?!{inside})")
                continue
            if kind == "edge":
                out.append(f"{_OPEN}{'S' if value == '<' else 'E'}>)")
                continue
            starts: frozenset[str] = frozenset()
            empty = False
            if kind == "open":
                inside, starts, empty = self._parse(atoms, True)
                piece = f"(?:{inside})"
            elif kind == "dot":
                piece, starts = ".", frozenset((".",))
            elif kind == "cls" and value in self._macros:
                inside, starts, empty = self._macro(value)
                piece = f"(?:{inside})"
            elif kind in ("lit", "cls"):
                piece, starts = self._one(kind, value)
            else:
                raise ValueError(f"rule {self._rule}: {value!r} stands where an element is expected")
            repeat = ""
            if atoms and atoms[-1][0] == "rep":
                repeat = atoms.pop()[1]
                piece += repeat
            if name:
                piece = f"{_OPEN}{name}>{piece})"
                name = ""
            out.append(piece)
            if open_start:
                first |= starts
                open_start = empty or repeat in ("?", "*")
        return "".join(out), first, open_start

    def _one(self, kind: str, value: str) -> tuple[str, frozenset[str]]:
        known = self._elements.get(value)
        if known is not None:
            return known
        mark = value[0] if value[0] in "&@!" else ""
        feature = value[len(mark) :]
        if kind == "lit":
            feature = "=" + fold(feature[1:])
        negative = mark == "!"
        key = feature if negative else mark + feature
        codes = self._codes.get(key, "")
        if not codes:
            if mark not in ("&", "@") or feature not in self._codes:
                raise ValueError(f"rule {self._rule}: no word is of class {feature}")
            found: tuple[str, frozenset[str]] = ("(?!)", frozenset())
        else:
            found = (f"[^{codes}]" if negative else f"[{codes}]" if len(codes) > 1 else codes), frozenset(("." if negative else key,))
        self._elements[value] = found
        return found
