"""The vocabulary of temporal expressions, read from `rules/words.tsv`: what class each word belongs to, and its value there.

Every set of features that a token can have is one character, its *code*. A text becomes a string of codes, one for each token, and a rule
becomes a regular expression over codes (see `patterns`): matching is token-wise and runs at the speed of `re`.

Features of a code: the classes of the word (`MON`); `CLASS_VALUE` for classes whose values rules tell apart (`UD_M`, the month);
`&CLASS` for a word with a conjunction before it (وسبتمبر), `@CLASS` for one with a preposition (بسبتمبر); `=word` for a word that a rule
names itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from marsad.arabic.orthography import fold
from marsad.arabic.words import Token
from marsad.memo import Memo

OTHER = "\u0100"
"""The code of every token that no rule knows."""

_SPLIT = frozenset(("U1", "U2", "UP", "UD", "UD2", "UDP", "PART", "PARTAL", "SEASON", "MOD", "ORD", "REL"))
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_MARKS = {
    "/": "SLASH", "\\": "SLASH", "-": "DASH", "(": "LP", ")": "RP", "[": "LP", "]": "RP", ",": "COMMA", ".": "DOT", ":": "COLON",
    '"': "QUOTE", "'": "QUOTE", "%": "PERCENT", "+": "PLUS", "_": "DASH", "$": "MONEY", "€": "MONEY", "£": "MONEY",
}  # fmt: skip


_SAMPLES = (
    "00 01 02 05 09 30 45 90 010 0001 0130 0075 0999 2130 2175 2345 2400 2430 9999 12345 1234567890 7.30 7.5 7.755 1.2.15 12.75 1,000 7.05 25.10 1.10.2015"
)
"""Numbers that show every combination of features beside the whole numbers up to 2100."""


@dataclass(frozen=True, slots=True)
class Word:
    """A form in the vocabulary: its code, the value it has in each of its classes, the letters of its proclitics, and the code of the
    form without them (what the first word of a match is read as)."""

    code: str
    values: Mapping[str, str]
    prefix: int
    bare: str


@dataclass(slots=True)
class Lexicon:
    """The compiled vocabulary. `words` is keyed by normalised form, `features` by code, `codes` by feature."""

    words: dict[str, Word] = field(default_factory=dict)
    code_of: dict[str, str] = field(default_factory=dict)
    features: dict[str, frozenset[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    bare: dict[str, str] = field(default_factory=dict)
    raw: dict[str, dict[str, str]] = field(default_factory=dict)

    def encode(self, tokens: Iterable[Token]) -> str:
        """The codes of tokens, one character for each."""
        known = self._known
        return "".join([known[t.norm] for t in tokens])

    def _code(self, norm: str) -> str:
        return self.code_of.get(norm) or (self.number_code(norm) if norm[0] in "0123456789" else OTHER)

    def number_code(self, norm: str) -> str:
        """The code of a number that is not in the table (long, decimal, with leading zeros)."""
        return self._by_features.get(number_features(norm), OTHER)

    _by_features: dict[frozenset[str], str] = field(default_factory=dict)
    _known: Memo[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._known = Memo(self._code)

    def code_for(self, features: frozenset[str]) -> str:
        """The code of a set of features, made where it is new."""
        code = self._by_features.get(features)
        if code is None:
            code = chr(0x101 + len(self._by_features))
            self._by_features[features] = code
            self.features[code] = features
            for feature in features:
                self.codes[feature] = self.codes.get(feature, "") + code
        return code


@cache
def number_features(norm: str) -> frozenset[str]:
    """What a number written in digits can be: a day, a month, an hour, a year, ..."""
    if not norm.isascii():
        return frozenset()
    found = {"NUMBER"}
    if norm.isdigit():
        value, length = int(norm), len(norm)
        found.add("INT" if length <= 9 else "LONG")
        if length <= 2:
            if 1 <= value <= 31:
                found.add("D31")
            if 1 <= value <= 12:
                found.add("M12")
            if value <= 2:
                found.add("M2")
            if value <= 24:
                found.add("H24")
            if length == 2 and value < 60:
                found.add("S60")
            if length == 2:
                found.add("Y2")
        if length == 4:
            if int(norm[:2]) <= 24 and int(norm[2:]) < 60:
                found.add("HM4")
            if 1900 <= value <= 2059:
                found.add("YRN")
            if 1000 <= value <= 2059:
                found.add("YR")
            if 1500 <= value <= 1899:
                found.add("YRO")
        if 3 <= length <= 4 and 1300 <= value <= 1500:
            found.add("HYN")
        if length <= 4 and 1 <= value <= 1500:
            found.add("HY")
        return frozenset(found)
    parts = norm.replace(",", ".").split(".")
    if len(parts) == 2 and len(parts[1]) == 2 and 1 <= len(parts[0]) <= 2 and int(parts[0]) <= 24 and int(parts[1]) < 60:
        found.add("HM")
    elif len(parts) == 3 and len(parts[0]) <= 2 and len(parts[1]) <= 2 and len(parts[2]) in (2, 4):
        found.add("NUMDATE")
    if len(parts) == 2 and len(parts[0]) <= 3 and len(parts[1]) <= 2:
        found.add("DECIMAL")
    return frozenset(found)


def _variants(form: str) -> Iterable[tuple[str, int, str]]:
    """A form with its proclitics: the surface, how many letters they are, and the mark of its features ("", "&", "@")."""
    yield form, 0, ""
    for conjunction in _CONJUNCTIONS:
        yield conjunction + form, 1, "&"
    for preposition in _PREPOSITIONS:
        joined = "ل" + form[1:] if preposition == "ل" and form.startswith("ال") else preposition + form
        yield joined, 1, "@"
        for conjunction in _CONJUNCTIONS:
            yield conjunction + joined, 2, "@"


def read_table(text: str, width: int) -> list[list[str]]:
    """The rows of a tab-separated table with comment lines; raises ValueError for a row of another width."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != width:
                raise ValueError(f"line {number} has {len(row)} fields, not {width}: {line!r}")
            rows.append(row)
    return rows


def data_text(name: str) -> str:
    """A data file of the stage as text."""
    return resources.files("marsad.times").joinpath("rules", name).read_text(encoding="utf-8")


def load(literals: Iterable[str]) -> Lexicon:
    """The vocabulary, with the words that rules name themselves. Raises ValueError where a row does not fit."""
    entries: dict[str, dict[str, str]] = {}
    for name, value, forms, _gloss in read_table(data_text("words.tsv"), 4):
        for form in forms.split():
            entries.setdefault(fold(form), {}).setdefault(name, value)
    for literal in literals:
        entries.setdefault(fold(literal), {})["=" + fold(literal)] = ""
    lexicon = Lexicon()
    lexicon.codes["UNKNOWN"] = OTHER
    plain = {form: _features(values, "") for form, values in entries.items()}
    for form, values in entries.items():
        own = lexicon.code_for(plain[form])
        for surface, letters, mark in _variants(form):
            if not letters:
                lexicon.words[surface] = Word(own, values, 0, own)
            elif surface not in entries and (surface not in lexicon.words or lexicon.words[surface].prefix > letters):
                code = lexicon.code_for(_features(values, mark))
                lexicon.words[surface] = Word(code, values, letters, own)
    for form, word in lexicon.words.items():
        lexicon.code_of[form] = word.code
        lexicon.bare[word.code] = word.bare
    _add_ambiguous_bare(lexicon)
    for mark, name in _MARKS.items():
        lexicon.code_of[mark] = lexicon.code_for(frozenset((name, "PUNCT")))
    for number in range(2101):
        norm = str(number)
        lexicon.code_of[norm] = lexicon.code_for(number_features(norm))
    for sample in _SAMPLES.split():
        lexicon.code_for(number_features(sample))
    for count in range(1, 9):
        lexicon.code_of["\n" * count] = lexicon.code_for(frozenset(("BREAK", "PUNCT")))
    return lexicon


def _features(values: Mapping[str, str], mark: str) -> frozenset[str]:
    found = set()
    for name, value in values.items():
        found.add(mark + name)
        if name in _SPLIT:
            found.add(f"{mark}{name}_{value}")
    if mark:
        found.add(mark)
    return frozenset(found)


def _add_ambiguous_bare(lexicon: Lexicon) -> None:
    """A code must tell its bare code: forms with proclitics that share features share the bare code by construction."""
    for code, features in lexicon.features.items():
        if code not in lexicon.bare and not any(f.startswith(("&", "@")) for f in features):
            lexicon.bare[code] = code
