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
from dataclasses import dataclass, replace

from marsad.arabic.orthography import fold

_ATOM = re.compile(r"\s*(?:(?P<neg>~\()|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<rep>[?*+])|(?P<edge>[<>])|(?P<dot>\.)|(?P<name>[a-z]+:)"
                   r"|(?P<lit>[&@!]?=[^\s()|?*+<>.]+)|(?P<cls>[&@!]?[A-Z][A-Z0-9]*(?:_[A-Z0-9-]+)?))")  # fmt: skip


_OPEN = "\0"
"""Stands for the opening of a named group until the groups of a rule are numbered."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as source of a regular expression, the classes that its first token can be of, and those that its second one must be of
    (None where it may be any token or none at all)."""

    source: str
    first: frozenset[str]
    second: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a stretch of a pattern becomes: source, the classes of the first and of the second token that it can take, and whether it can
    take no token (`empty`) or exactly one (`single`). What may not follow (`~`) is left aside: the classes tell more, never less."""

    source: str
    first: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    empty: bool = False
    single: bool = True

    def then(self, other: _Piece) -> _Piece:
        """This piece and another one after it."""
        second = self.second
        if self.single:
            second |= other.first
        if self.empty:
            second |= other.second
        return _Piece(
            self.source + other.source,
            self.first | other.first if self.empty else self.first,
            second,
            self.empty and other.empty,
            (self.single and other.empty) or (self.empty and other.single),
        )

    def repeated(self, sign: str) -> _Piece:
        """The piece with ? * or + after it."""
        second = self.second | self.first if self.single and sign != "?" else self.second
        return replace(self, source=self.source + sign, second=second, empty=self.empty or sign != "+")


_NOTHING = _Piece("", empty=True, single=False)


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
        self._expanded: dict[str, _Piece] = {}
        self._elements: dict[str, _Piece] = {}

    def translate(self, pattern: str, rule: str) -> Compiled:
        """The regular expression of a pattern. Raises ValueError with the name of the rule."""
        self._rule = rule
        whole = self._parse(self._atoms(pattern), False)
        seen: dict[str, int] = {}
        pieces = whole.source.split(_OPEN)
        out = [pieces[0]]
        for piece in pieces[1:]:
            name, _, rest = piece.partition(">")
            seen[name] = seen.get(name, 0) + 1
            out.append(f"(?P<{name}__{seen[name]}>{rest}")
        return Compiled("".join(out), whole.first, None if whole.single or "." in whole.second else whole.second)

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

    def _macro(self, name: str) -> _Piece:
        known = self._expanded.get(name)
        if known is None:
            known = self._expanded[name] = self._parse(self._atoms(self._macros[name]), False)
        return known

    def _parse(self, atoms: list[tuple[str, str]], inner: bool) -> _Piece:
        """Alternatives up to the closing bracket. `atoms` is in reverse."""
        branches = [self._sequence(atoms)]
        while atoms and atoms[-1][0] == "bar":
            atoms.pop()
            branches.append(self._sequence(atoms))
        if inner:
            if not atoms or atoms[-1][0] != "close":
                raise ValueError(f"rule {self._rule}: a bracket is not closed")
            atoms.pop()
        elif atoms:
            raise ValueError(f"rule {self._rule}: a bracket too many")
        first, second = (frozenset().union(*classes) for classes in ((b.first for b in branches), (b.second for b in branches)))
        return _Piece("|".join(b.source for b in branches), first, second, any(b.empty for b in branches), any(b.single for b in branches))

    def _sequence(self, atoms: list[tuple[str, str]]) -> _Piece:
        out = _NOTHING
        name = ""
        while atoms and atoms[-1][0] not in ("bar", "close"):
            kind, value = atoms.pop()
            if kind == "name":
                name = value[:-1]
                continue
            if kind == "neg":
                out = out.then(replace(_NOTHING, source=f"(?!{self._parse(atoms, True).source})"))
                continue
            if kind == "edge":
                out = out.then(replace(_NOTHING, source=f"{_OPEN}{'S' if value == '<' else 'E'}>)"))
                continue
            if kind == "open":
                piece = _grouped(self._parse(atoms, True))
            elif kind == "dot":
                piece = _Piece(".", frozenset((".",)))
            elif kind == "cls" and value in self._macros:
                piece = _grouped(self._macro(value))
            elif kind in ("lit", "cls"):
                piece = self._one(kind, value)
            else:
                raise ValueError(f"rule {self._rule}: {value!r} stands where an element is expected")
            if atoms and atoms[-1][0] == "rep":
                piece = piece.repeated(atoms.pop()[1])
            if name:
                piece = replace(piece, source=f"{_OPEN}{name}>{piece.source})")
                name = ""
            out = out.then(piece)
        return out

    def _one(self, kind: str, value: str) -> _Piece:
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
        if codes:
            source = f"[^{codes}]" if negative else f"[{codes}]" if len(codes) > 1 else codes
            found = _Piece(source, frozenset(("." if negative else key,)))
        elif mark in ("&", "@") and feature in self._codes:
            found = _Piece("(?!)")
        else:
            raise ValueError(f"rule {self._rule}: no word is of class {feature}")
        self._elements[value] = found
        return found


def _grouped(piece: _Piece) -> _Piece:
    return replace(piece, source=f"(?:{piece.source})")
