"""What a resolver sees of a found expression (`View`), what it gives back (`Value`), what a text has told so far (`Context`), and the
table of resolvers by the `kind` of their rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from marsad.arabic.words import NUMBER, Token
from marsad.times.calendars import Span
from marsad.times.recognise import Found, Recogniser
from marsad.times.tense import tense

Type = Literal["DATE", "TIME", "DURATION", "SET"]
DATE: Literal["DATE"] = "DATE"
TIME: Literal["TIME"] = "TIME"
DURATION: Literal["DURATION"] = "DURATION"
SET: Literal["SET"] = "SET"
REFS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
UNIT_CODES = {"TS": ("T", "S"), "TM": ("T", "M"), "TH": ("T", "H"), "D": ("", "D"), "NIGHT": ("", "D"), "W": ("", "W"), "M": ("", "M"), "Y": ("", "Y"),
               "DE": ("", "DE"), "CE": ("", "CE")}  # fmt: skip
_UNIT_CLASSES = ("U1", "U2", "UP", "UD", "UD2", "UDP", "UDT")


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression means: TIMEX3 type and value, its days where they are known, and, where it is only a piece of the words
    found, the token range of the piece."""

    type: Type
    value: str
    span: Span | None = None
    tokens: tuple[int, int] | None = None


@dataclass(slots=True)
class Context:
    """What a text has told so far: its publication day, and the last day, month and year named (with the token where)."""

    published: dt.date | None
    day: dt.date | None = None
    day_token: int = -1
    weekday_end: int = -1
    month_end: int = -1
    month: tuple[int, int] | None = None
    year: int | None = None
    pieces: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """A found expression with its text."""

    found: Found
    tokens: Sequence[Token]
    recogniser: Recogniser
    context: Context

    def has(self, name: str) -> bool:
        return name in self.found.parts

    def part(self, name: str) -> Sequence[Token]:
        first, last = self.found.parts.get(name, (0, 0))
        return self.tokens[first:last]

    def first(self, name: str, *classes: str) -> str | None:
        """The value of the first token of a part that is in one of the classes."""
        for token in self.part(name):
            for cls in classes:
                value = self.recogniser.value(token, cls)
                if value is not None:
                    return value
        return None

    def number(self, name: str) -> float | None:
        return self.recogniser.integer(self.part(name)) if self.has(name) else None

    def whole(self, name: str) -> int | None:
        number = self.number(name)
        return None if number is None or number != int(number) or abs(number) > 10**9 else int(number)

    def relation(self, name: str) -> int | None:
        """-1 past, 0 current, 1 next; None where the part is absent."""
        if not self.has(name):
            return None
        value = self.first(name, "REL", "RELC", "RELD", "LAST", "DEM", "DEMC")
        return 0 if value is None else int(value)

    def month(self, name: str) -> int | None:
        tokens = self.part(name)
        for i, token in enumerate(tokens):
            plain = self.recogniser.value(token, "MON") or self.recogniser.value(token, "MONW")
            if plain is not None:
                return int(plain)
            for cls, base in (("KANUN", (12, 1)), ("TISHRIN", (10, 11))):
                if self.recogniser.value(token, cls) is not None:
                    if i + 1 == len(tokens):
                        return None
                    following = tokens[i + 1]
                    second = following.norm == "2" or (following.kind != NUMBER and self.recogniser.value(following, "KAN2") is not None)
                    return base[1] if second else base[0]
        return None

    def unit(self, name: str = "unit") -> str | None:
        return self.first(name, *_UNIT_CLASSES)

    @property
    def tense(self) -> int:
        return tense(self.tokens, self.found.begin, self.found.last)

    @property
    def norms(self) -> list[str]:
        return [t.norm for t in self.tokens[self.found.begin : self.found.last]]


Resolver = Callable[[View], "Value | None"]
RESOLVERS: dict[str, Resolver] = {}


def resolver(kind: str) -> Callable[[Resolver], Resolver]:
    def put(function: Resolver) -> Resolver:
        RESOLVERS[kind] = function
        return function

    return put
