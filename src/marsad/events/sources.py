"""According to whom: the sources of a text, what each covers, and those of one event.

A source is the subject of a reporting verb (قالت وزارة الدفاع إن ...) or stands after a preposition of attribution (بحسب شهود). A verb of
reporting without a subject goes on with the speaker before (وأضاف أن ...). Who is a party to the event claims; the others report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import yaml

from marsad.actors.mentions import ActorMention
from marsad.arabic.lexicon import Words, parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import Phrases, proclitic_length
from marsad.arabic.words import MARK, WORD, readings
from marsad.events.layers import Layers
from marsad.record import Source, SourceRole

_LONGEST = 9
"""Tokens of a source's phrase at most."""
_STOPS = frozenset(
    ("ان", "انه", "انها", "بان", "انهم", "عن", "الي", "خلال", "امس", "اليوم", "ل", "علي", "التي", "الذي", "الذين", "قوله", "قولها", "بوقوع", "بحدوث")
)


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """A known source: id, English name, kind, ACLED `source_scale`."""

    id: str
    name_en: str
    kind: str
    scale: str


@dataclass(slots=True)
class SourceLexicon:
    """What the search for sources looks up."""

    verbs: Words[str] = field(default_factory=Words)
    names: Phrases[RegistryEntry] = field(default_factory=Phrases)
    heads: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A source: tokens [first, last] of its phrase and its offsets, the token of the word that reports, the sentence it covers."""

    first: int
    last: int
    start: int
    end: int
    word: int
    sentence: int
    whole: bool
    role: str
    entry: RegistryEntry | None


def load_sources() -> SourceLexicon:
    """Build the lexicon of sources from its data files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    folder = resources.files("marsad.events").joinpath("lexicon")
    raw: dict[str, Any] = yaml.load(folder.joinpath("attribution.yaml").read_text(encoding="utf-8"), Loader=loader)
    lexicon = SourceLexicon()
    for role, verbs in raw["verbs"].items():
        for verb in verbs:
            lexicon.verbs.add_verb(parse_verb(verb), role)
    lexicon.heads = frozenset(fold(w) for w in raw["heads"])
    lexicon.prepositions = frozenset(fold(w) for w in raw["prepositions"])
    for row in yaml.load(folder.joinpath("sources.yaml").read_text(encoding="utf-8"), Loader=loader):
        entry = RegistryEntry(row["id"], row["en"], row["kind"], row["scale"])
        for name in row["ar"]:
            lexicon.names.add(name, entry)
    return lexicon


def find_sources(layers: Layers, lexicon: SourceLexicon) -> list[SourceMention]:
    """The sources of a text, in order, each with the sentence that it covers."""
    out: list[SourceMention] = []
    tokens = layers.text.tokens
    speaker: SourceMention | None = None
    for sentence in layers.text.sentences:
        title = _heading(layers, lexicon, sentence.index) if sentence.index == 0 else None
        if title is not None:
            out.append(title)
        for i in range(sentence.first, sentence.last):
            token = tokens[i]
            if token.kind != WORD:
                continue
            bare = token.norm[1:] if token.norm[:1] == "و" and token.norm[1:] in lexicon.prepositions else token.norm
            if bare in lexicon.prepositions:
                found = _after_preposition(layers, lexicon, i, sentence.index)
                if found is not None:
                    out.append(found)
                continue
            hit = next((h for h in lexicon.verbs.look_up(token.norm) if h.verbal and not h.form.enclitic), None)
            if hit is None:
                continue
            found = _phrase(layers, lexicon, i + 1, i, sentence.index, hit.entry, whole=False) or _before(layers, lexicon, i, sentence.index, hit.entry)
            if found is not None:
                speaker = found
                out.append(found)
            elif speaker is not None and i - sentence.first <= 1 and _goes_on(layers, i):
                out.append(SourceMention(speaker.first, speaker.last, speaker.start, speaker.end, i, sentence.index, False, speaker.role, speaker.entry))
    return out


def _goes_on(layers: Layers, i: int) -> bool:
    tokens = layers.text.tokens
    return i + 1 < len(tokens) and (tokens[i + 1].norm in _STOPS or tokens[i + 1].kind == MARK or tokens[i + 1].norm in ("في", "بعد"))


def _heading(layers: Layers, lexicon: SourceLexicon, sentence: int) -> SourceMention | None:
    """The source of a headline: X: ..."""
    tokens = layers.text.tokens
    first = layers.text.sentences[sentence].first
    for k in range(first + 1, min(first + 6, len(tokens))):
        if tokens[k].kind == MARK and tokens[k].norm == ":" and tokens[k].end <= layers.title_end:
            found = _phrase(layers, lexicon, first, k, sentence, "reported", whole=True)
            return found if found is not None and found.last < k else None
    return None


def _after_preposition(layers: Layers, lexicon: SourceLexicon, i: int, sentence: int) -> SourceMention | None:
    tokens = layers.text.tokens
    k = i + 1
    while k < len(tokens) and k <= i + 3:
        norm = tokens[k].norm
        if norm in ("ما", "عن", "لما", "علي", "لسان") or any(h.verbal for h in lexicon.verbs.look_up(norm)):
            k += 1
            continue
        break
    return _phrase(layers, lexicon, k, i, sentence, "reported", whole=True)


def _before(layers: Layers, lexicon: SourceLexicon, verb: int, sentence: int, role: str) -> SourceMention | None:
    """The subject before its verb (وزارة الدفاع الروسية تقول إن ...)."""
    first = layers.text.sentences[sentence].first
    for mention in reversed(layers.actors_in(max(first, verb - 8), verb)):
        if mention.preposition == "" and verb - mention.last <= 2:
            return _phrase(layers, lexicon, mention.first, verb, sentence, role, whole=False)
    return None


def _phrase(layers: Layers, lexicon: SourceLexicon, first: int, word: int, sentence: int, role: str, *, whole: bool) -> SourceMention | None:
    """The noun phrase of a source that begins at a token, or None where none does."""
    tokens = layers.text.tokens
    end = layers.text.sentences[sentence].last
    while first < end and tokens[first].kind == MARK and tokens[first].norm in "\"'(":
        first += 1
    if first >= end or tokens[first].kind != WORD:
        return None
    match = lexicon.names.at(tokens, first)
    token = tokens[first]
    reading = next((r for r in readings(token.norm) if r.rest in lexicon.heads and r.preposition in ("", "ل")), None)
    actor = layers.actor_at[first]
    mention = layers.actors[actor] if actor >= 0 and layers.actors[actor].first == first else None
    if match is None and reading is None and (mention is None or mention.preposition not in ("", "ل") or mention.kind in ("asset", "weapon", "object")):
        return None
    last = max(first, match.last if match else first, mention.last if mention else first)
    k = last + 1
    while k < min(end, first + _LONGEST):
        token = tokens[k]
        if token.kind == MARK and token.norm in "\"'":
            k += 1
            continue
        if token.kind != WORD or token.norm in _STOPS or layers.time_at[k] >= 0 or any(h.verbal for h in lexicon.verbs.look_up(token.norm)):
            break
        last, k = k, k + 1
    start = tokens[first].start
    if match is not None:
        start = match.start
    elif reading is not None:
        start += proclitic_length(tokens[first], reading)
    elif mention is not None:
        start = mention.start
    return SourceMention(first, last, start, tokens[last].end, word, sentence, whole, role, match.payloads[0] if match else None)


_MENTIONS_READ = 4
"""Mentions of an event whose sources are read: more only repeat them."""


def sources_of(mentions: Sequence[SourceMention], layers: Layers, *, told: Sequence[int], parties: Sequence[ActorMention]) -> tuple[Source, ...]:
    """The sources of an event whose triggers begin at tokens `told`, each source once."""
    out: list[Source] = []
    for first in told[:_MENTIONS_READ]:
        for source in _sources_at(mentions, layers, first=first, parties=parties):
            if not any(source.quote in held.quote or held.quote in source.quote for held in out):
                out.append(source)
    return tuple(out)


def _sources_at(mentions: Sequence[SourceMention], layers: Layers, *, first: int, parties: Sequence[ActorMention]) -> tuple[Source, ...]:
    """The sources that cover the sentence of a trigger: of the verbs before it the nearest only."""
    sentence = layers.text.sentence_of[first]
    near = [m for m in mentions if m.sentence == sentence and not m.first <= first <= m.last]
    verbs = [m for m in near if not m.whole and m.word < first]
    chosen = [m for m in near if m.whole] + verbs[-1:]
    if not chosen:
        chosen = [m for m in near if not m.whole and m.word > first][:1]
    out: list[Source] = []
    seen: set[tuple[int, int]] = set()
    for mention in sorted(chosen, key=lambda m: m.first):
        if (mention.start, mention.end) in seen:
            continue
        seen.add((mention.start, mention.end))
        out.append(
            Source(
                quote=layers.text.full[mention.start : mention.end], start=mention.start, end=mention.end, role=_role(mention, layers, parties),
                name_en=mention.entry.name_en if mention.entry else None, source_id=mention.entry.id if mention.entry else None,
                source_scale=mention.entry.scale if mention.entry else None,
            )
        )  # fmt: skip
    return tuple(out)


def _role(mention: SourceMention, layers: Layers, parties: Sequence[ActorMention]) -> SourceRole:
    if mention.role == "denied":
        return "denied"
    if mention.role == "claimed":
        return "claimed"
    for k in {layers.actor_at[i] for i in range(mention.first, mention.last + 1)} - {-1}:
        actor = layers.actors[k]
        same = any((p.actor and actor.actor and p.actor.id == actor.actor.id) or (p.country and p.country == actor.country and p.state) for p in parties)
        if same or actor.kind in ("military", "army", "rebel", "militia", "coalition"):
            return "claimed"
    return "reported"
