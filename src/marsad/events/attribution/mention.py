"""The types of attribution: a known source, and a source found in a text with the stretch that it covers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """A known source: id, English name, kind, ACLED `source_scale`, ISO code of its country ("" for none)."""

    id: str
    name_en: str
    kind: str
    scale: str
    country: str = ""


@dataclass(slots=True, eq=False)
class Phrase:
    """The noun phrase of a source, never changed once made: tokens [first, last], half-open offsets without proclitics, the kind and rule of its head.

    `key` names whom it stands for (two phrases of one key are one source), `definite` that it is one noun with the article (المصدر), which
    may point back to a source before. `name_en` is the registry's English name of the source, or of the actor that speaks itself.
    """

    first: int
    last: int
    start: int
    end: int
    kind: str
    rule: str
    key: str
    name_en: str | None = None
    entry: RegistryEntry | None = None
    definite: bool = False


@dataclass(slots=True, eq=False)
class SourceMention:
    """A source that speaks, never changed once made: its phrase, the token that reports, its rule and role, and the tokens [begin, stop) that it covers."""

    phrase: Phrase
    word: int
    begin: int
    stop: int
    rule: str
    role: str
    sentence: int
