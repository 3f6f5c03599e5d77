"""The word classes of `lexicon/grammar.yaml`: which classes a running word belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

import yaml

from marsad.arabic.lexicon import Words, parse_noun, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.words import readings
from marsad.compiled import compiled, fingerprint
from marsad.memo import Memo

_NONE: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Grammar:
    """Word classes by running word."""

    inflected: Words[str] = field(default_factory=Words)
    plain: dict[str, frozenset[str]] = field(default_factory=dict)
    classes: Memo[str, frozenset[str]] = field(init=False)
    """Normalised word → what `of` answers."""

    def __post_init__(self) -> None:
        self.classes = Memo(self._read)

    def of(self, norm: str) -> frozenset[str]:
        """The ids of the classes of a normalised word, its clitics peeled."""
        return self.classes[norm]

    def _read(self, norm: str) -> frozenset[str]:
        out: set[str] = set()
        if self.inflected.knows(norm):
            out = {hit.entry for hit in self.inflected.look_up(norm) if hit.form.kind not in ("agent", "patient") or not hit.definite}
        for reading in readings(norm):
            if reading.preposition in ("ك", "س"):
                continue
            rest = reading.rest
            out |= self.plain.get(rest, _NONE)
            if reading.article:
                out |= self.plain.get(rest[2:], _NONE)
        return frozenset(out) if out else _NONE


@lru_cache(maxsize=1)
def load_grammar() -> Grammar:
    """The word classes, compiled. Raises ValueError naming the class that does not fit."""
    return compiled("grammar", fingerprint(), read_grammar)


def read_grammar() -> Grammar:
    """The word classes from their file. Raises ValueError naming the class that does not fit."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows = yaml.load(resources.files("marsad.events").joinpath("lexicon/grammar.yaml").read_text(encoding="utf-8"), Loader=loader)
    grammar = Grammar()
    for row in rows:
        unknown = set(row) - {"id", "en", "v", "n", "w"}
        if unknown or "id" not in row or "en" not in row:
            raise ValueError(f"grammar.yaml: class {row.get('id')!r} has {', '.join(sorted(unknown)) or 'no id or gloss'}")
        name = str(row["id"])
        for verb in row.get("v", ()):
            grammar.inflected.add_verb(parse_verb(verb), name)
        for noun in row.get("n", ()):
            singular, plurals = parse_noun(noun)
            grammar.inflected.add_noun(singular, plurals, name)
        for word in row.get("w", ()):
            folded = fold(word)
            grammar.plain[folded] = grammar.plain.get(folded, _NONE) | {name}
    return grammar
