"""The recogniser: which words of a text are a temporal expression, by which rule, and which words play which part in it.

It knows nothing of days: what an expression means is the resolver's business (`resolve`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from marsad.arabic.words import NUMBER, WORD, Token
from marsad.compiled import compiled, fingerprint
from marsad.memo import Memo
from marsad.times.lexicon import Lexicon, data_text, load, read_table
from marsad.times.patterns import Compiled, Translator, literals

_WINDOW = 26
_TRUTH = {True: "yes", False: "no"}
"""YAML 1.1 reads the keys yes and no as truth values."""
_RULE_FILES = ("traps.yaml", "dates.yaml", "clock.yaml", "durations.yaml", "sets.yaml", "vague.yaml")
_TEXT_KEYS = frozenset(("id", "pattern", "phrases", "yes", "no"))
TRAP = "trap"


@dataclass(slots=True)
class Rule:
    """A rule as read from its file: what it matches, the resolver that reads it (`kind`) and the options for that resolver. `second` are the
    codes that the second token of a match must have one of, or None where it may be any or none."""

    id: str
    kind: str
    compiled: Compiled
    options: Mapping[str, str]
    yes: str
    no: str
    order: int
    second: frozenset[str] | None
    _regex: re.Pattern[str] | None = field(default=None)
    _stems: tuple[str, ...] = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern (compiled at first use)."""
        if self._regex is None:
            self._regex = re.compile(self.compiled.source)
        return self._regex

    @property
    def stems(self) -> tuple[str, ...]:
        """The names of the groups of the pattern, in order, without their numbers. Every group has a name."""
        if not self._stems:
            self._stems = tuple([name.partition("__")[0] for name in self.regex.groupindex])
        return self._stems


@dataclass(frozen=True, slots=True)
class Found:
    """A match: tokens [first, last) of the expression, and the token ranges of the named parts."""

    rule: Rule
    first: int
    last: int
    begin: int
    parts: Mapping[str, tuple[int, int]]


Tries = tuple[str, tuple[tuple[Rule, Callable[[str], "re.Match[str] | None"]], ...]]
"""The code that the first token of a match is read as, and rules that may match with the matchers of their patterns."""


class Recogniser:
    """The compiled rules and vocabulary."""

    def __init__(self) -> None:
        macros: dict[str, str] = _yaml("macros.yaml")
        records = _records()
        named = {word for _, pattern, _ in records for word in literals(pattern)}
        named |= {word for pattern in macros.values() for word in literals(pattern)}
        self.lexicon: Lexicon = load(sorted(named))
        self.rules: list[Rule] = []
        self._by_bare: dict[str, list[Rule]] = {}
        self._by_raw: dict[str, list[Rule]] = {}
        translator = Translator(self.lexicon.codes, macros)
        for order, (record, pattern, kind) in enumerate(records):
            compiled = translator.translate(pattern, record["id"])
            options = {k: v for k, v in record.items() if k not in _TEXT_KEYS}
            second = None if compiled.second is None else frozenset("".join(self.lexicon.codes[feature] for feature in compiled.second))
            rule = Rule(record["id"], kind, compiled, options, record["yes"], record["no"], order, second)
            self.rules.append(rule)
            table = self._by_raw if options.get("first") == "raw" else self._by_bare
            for feature in compiled.first:
                if feature == ".":
                    raise ValueError(f"rule {rule.id}: the first element must be a class or a word")
                for code in self.lexicon.codes[feature]:
                    rules = table.setdefault(code, [])
                    if not rules or rules[-1] is not rule:
                        rules.append(rule)
        self._tried: Memo[str, tuple[Tries, ...]] = Memo(self._possible)
        starts = {code for code, bare in self.lexicon.bare.items() if bare in self._by_bare} | set(self._by_bare) | set(self._by_raw)
        self._starter = re.compile("[" + "".join(re.escape(c) for c in sorted(starts)) + "]")

    def find(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """The expressions of a text, left to right, the longest first; words that a trap takes are passed over."""
        codes = self.lexicon.encode(tokens)
        search, tried = self._starter.search, self._tried
        at = 0
        while True:
            hit = search(codes, at)
            if hit is None:
                return
            begin = hit.start()
            outer = self._best(codes, begin, tokens) if tried[codes[begin : begin + 2]] else None
            if outer is None:
                at = begin + 1
                continue
            best_rule, best = outer
            found = self._found(best_rule, best, begin, tokens)
            if found.first > begin:
                inner = self._best(codes, found.first, tokens)
                if inner is not None and inner[1].end() + found.first > found.last:
                    best_rule = inner[0]
                    found = self._found(best_rule, inner[1], found.first, tokens)
            if found.last <= found.first:
                at = begin + 1
                continue
            if best_rule.kind != TRAP:
                yield found
            at = found.last

    def _possible(self, pair: str) -> tuple[Tries, ...]:
        """The rules that may match where the codes of two tokens (of one at the end of a text) stand, under the code that the first is read as.

        Words as frequent as في and من begin many rules, and the next word spares nearly all of them.
        """
        code, following = pair[0], pair[1:]
        plain = self.lexicon.bare.get(code, code)
        out: list[Tries] = []
        for head, table in ((plain, self._by_bare), (code, self._by_raw)):
            rules = tuple([(rule, rule.regex.match) for rule in table.get(head, ()) if rule.second is None or following in rule.second])
            if rules:
                out.append((head, rules))
        return tuple(out)

    def _best(self, codes: str, begin: int, tokens: Sequence[Token]) -> tuple[Rule, re.Match[str]] | None:
        """The rule with the longest match at a token; of equally long ones the first in the files."""
        best: tuple[Rule, re.Match[str]] | None = None
        longest = 0
        rest = codes[begin + 1 : begin + _WINDOW]
        for head, rules in self._tried[codes[begin : begin + 2]]:
            window = head + rest
            for rule, match_at in rules:
                match = match_at(window)
                if match is not None and match.end() > longest and self._allowed(rule, match, tokens, begin):
                    best, longest = (rule, match), match.end()
        return best

    def _allowed(self, rule: Rule, match: re.Match[str], tokens: Sequence[Token], begin: int) -> bool:
        """What a pattern cannot tell: raw spelling and missing space."""
        if not match.end():
            return False
        wanted = rule.options.get("raw")
        if wanted:
            raw = tokens[begin + match.end() - 1].raw
            if not any(w in raw for w in wanted.split("|")):
                return False
        if rule.options.get("glued"):
            last = begin + match.end() - 1
            return tokens[last].raw == "م"
        return True

    def _found(self, rule: Rule, match: re.Match[str], begin: int, tokens: Sequence[Token]) -> Found:
        parts: dict[str, tuple[int, int]] = {}
        first, last = begin, begin + match.end()
        stems = rule.stems
        for group in [n for n, value in enumerate(match.groups()) if value is not None]:  # of a hundred groups two or three
            stem = stems[group]
            start, end = match.span(group + 1)
            if stem == "S":
                first = begin + start
            elif stem == "E":
                last = begin + end
            elif end > start:
                key = stem
                number = 1
                while key in parts:
                    number += 1
                    key = f"{stem}{number}"
                parts[key] = (begin + start, begin + end)
        return Found(rule, first, self._trimmed(first, last, tokens), begin, parts)

    @staticmethod
    def _trimmed(first: int, last: int, tokens: Sequence[Token]) -> int:
        """Without a closing bracket or quotation mark that opens outside."""
        while last > first:
            norm = tokens[last - 1].norm
            if norm in ")]" and not any(t.norm in "([" for t in tokens[first:last]):
                last -= 1
            elif norm in ",:\"'-(":
                last -= 1
            else:
                break
        return last

    def value(self, token: Token, name: str) -> str | None:
        """The value of a token in a class, or None."""
        word = self.lexicon.words.get(token.norm)
        return None if word is None else word.values.get(name)

    def integer(self, tokens: Sequence[Token]) -> float | None:
        """The number that tokens tell, in digits or words (cardinal, ordinal), or None."""
        total = 0.0
        seen = False
        for token in tokens:
            if token.kind == NUMBER:
                try:
                    return float(token.norm.replace(",", ""))
                except ValueError:
                    return None
            if token.kind != WORD:
                continue
            word = self.lexicon.words.get(token.norm)
            if word is None:
                continue
            for name in ("NUM1000", "NUM100", "NUM10", "NUM1", "ASHAR", "NUMAL", "ORD10", "ORD", "ORDI", "AWWAL"):
                text = word.values.get(name)
                if text is None:
                    continue
                value = 1 if name == "AWWAL" else int(text)
                if name == "NUM1000":
                    total = value if not total or value == 2000 else total * value
                elif name == "NUM100" and value == 100 and 3 <= total <= 9:
                    total *= 100
                else:
                    total += value
                seen = True
                break
        return total if seen else None


def _yaml(name: str) -> dict[str, str]:
    loaded: dict[str, str] = yaml.load(data_text(name), Loader=_loader())
    return loaded


@cache
def _loader() -> type[yaml.SafeLoader]:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _records() -> list[tuple[dict[str, Any], str, str]]:
    """(record, pattern, kind) of every rule, in the order of the files."""
    out: list[tuple[dict[str, Any], str, str]] = []
    for name in _RULE_FILES:
        for raw in yaml.load(data_text(name), Loader=_loader()):
            record: dict[str, Any] = {_TRUTH.get(key, key): str(value) if not isinstance(value, list) else value for key, value in raw.items()}
            if name == "traps.yaml":
                out.append((record, record["pattern"], TRAP))
            elif name == "vague.yaml":
                out.append((record, "( " + " | ".join(record["phrases"]) + " )", "ref"))
            else:
                out.append((record, record["pattern"], record["kind"]))
    out.extend(_feasts())
    return out


def _feasts() -> Iterator[tuple[dict[str, str], str, str]]:
    """A rule for each feast: alone, or the n-th day of it."""
    for ident, calendar, month, number, length, phrases, gloss in read_table(data_text("feasts.tsv"), 7):
        options = [" ".join(f"={w}" for w in phrase.split()) for phrase in phrases.split("|")]
        names = "( " + " | ".join(options) + " )"
        pattern = f"( nth:(ORDI | AWWAL) =أيام {names} | YAWMAL nth:ORD (MINW (=أيام)?)? {names} | YAWM {names} | =أيام {names} | =عطلة {names} | {names} ) =المبارك? ( rel:REL | YEARW? yr:YRN )?"
        record = {"id": ident, "calendar": calendar, "month": month, "day": number, "days": length, "yes": phrases.split("|")[0], "no": gloss}
        yield record, pattern, "feast"


@cache
def recogniser() -> Recogniser:
    """The recogniser, built once and kept compiled but for its patterns, which are compiled when first tried."""
    return compiled("times", fingerprint(), Recogniser)
