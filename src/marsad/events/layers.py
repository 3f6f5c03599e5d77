"""Everything that the earlier stages found in a text, by token: what the event stage reads."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter
from typing import TYPE_CHECKING

from marsad.actors.mention import ActorMention
from marsad.arabic.text import Sentence, Text
from marsad.arabic.words import WORD, Token
from marsad.events.counts import CountMention
from marsad.events.frames import EventLexicon
from marsad.memo import Memo
from marsad.places import FoundPlace
from marsad.record import Time

if TYPE_CHECKING:
    from marsad.events.attribution.mention import SourceMention

RELATIVE = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللاتي اللواتي".split())
"""Relative pronouns (normalised): what follows tells more of the noun before."""

SUBORDINATE = frozenset(
    "ان انه انها انهم بان بانه بانها حيث بينما فيما عندما بعدما حين حينما لكن ولكن الا اذ مما كما وان وانه وانها فان فانه لان لانه اذا لو".split()
)
"""Words (normalised) that open a clause with sides of its own."""

NO_JOINT, PLURAL_VERB, RELATIVE_WORD, OPENING_WORD, COMMA, STOP, DASH = range(7)
"""What a token does to the clauses around it: nothing, a plural verb joined by و or ف (وكبدوا), a relative pronoun, a word that opens a clause,
a comma, a semicolon or colon, a dash. From the relative pronoun on they part clauses, from the comma on they end one."""
_JOINED_VERB = 4
"""Letters: shorter words are no verb with و and the ending of the plural."""


def _joint(norm: str) -> int:
    """What a word or mark does to the clauses around it."""
    if norm in RELATIVE:
        return RELATIVE_WORD
    if norm in SUBORDINATE:
        return OPENING_WORD
    if norm in _MARKS:
        return _MARKS[norm]
    return PLURAL_VERB if len(norm) > _JOINED_VERB and norm[0] in "وف" and norm.endswith("وا") else NO_JOINT


_MARKS = {",": COMMA, ";": STOP, ":": STOP, "-": DASH}
_JOINTS: Memo[str, int] = Memo(_joint)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A temporal expression with the tokens [first, last] that it covers. `point`: it is the day of an act that stands between منذ and it
    (منذ الهجوم في يوليو), no beginning of a time that lasts."""

    time: Time
    first: int
    last: int
    point: bool = False


@dataclass(slots=True)
class Layers:
    """A text with its annotations. Lists are in order of the text; `actor_at`, `place_at`, `time_at`, `words`, `joints` and `clause_of` go by token."""

    text: Text
    published: dt.date | None
    actors: list[ActorMention]
    places: list[FoundPlace]
    times: list[TimeSpan]
    counts: list[CountMention]
    title_end: int
    actor_at: list[int] = field(default_factory=list)
    place_at: list[int] = field(default_factory=list)
    time_at: list[int] = field(default_factory=list)
    means_at: dict[int, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    """The normalised word that each token is, "" where it is none."""
    joints: list[int] = field(default_factory=list)
    """What each token does to the clauses around it."""
    clause_of: list[int] = field(default_factory=list)
    voice_at: list[int] = field(default_factory=list)
    """The index in `voices` of the source whose name each token belongs to, -1 for none."""
    voices: list[SourceMention] = field(default_factory=list)
    """The sources that speak in the text (`attribution/`)."""
    made: list[ActorMention] = field(default_factory=list)
    """The mentions that the grammar makes of adjectives (`roles.py`): kept, since tables go by the identity of a mention, which a later one
    would take over from one that is gone."""
    sentence_at: list[Sentence] = field(default_factory=list)
    """The sentence of each token."""
    actor_starts: list[int] = field(default_factory=list)
    """The first token of each actor. Actors do not overlap."""

    def hear(self, voices: list[SourceMention]) -> None:
        """Take in the sources that speak in the text."""
        self.voices = voices
        self.voice_at = _cover(len(self.text.tokens), [(v.phrase.first, v.phrase.last) for v in voices])

    def actors_in(self, first: int, last: int) -> list[ActorMention]:
        """The actors that begin in tokens [first, last)."""
        starts = self.actor_starts
        return self.actors[bisect_left(starts, first) : bisect_left(starts, last)]

    def places_in(self, first: int, last: int) -> list[FoundPlace]:
        """The places that begin in tokens [first, last)."""
        out, seen = [], -1
        for i in range(max(0, first), min(last, len(self.place_at))):
            k = self.place_at[i]
            if k >= 0 and k != seen:
                out.append(self.places[k])
                seen = k
        return out

    def counted(self, token: int) -> bool:
        """Whether a token belongs to a loss."""
        for count in self.counts:
            if count.first <= token <= count.last:
                return True
        return False

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.sentence_at[token]


_START, _END = attrgetter("start"), attrgetter("end")


def _cover(size: int, spans: Sequence[tuple[int, int]]) -> list[int]:
    covered = [-1] * size
    for k, (first, last) in enumerate(spans):
        for i in range(first, min(last + 1, size)):
            covered[i] = k
    return covered


def _clauses(sentence_of: Sequence[int], joints: Sequence[int]) -> list[int]:
    """The number of the clause of each token. A clause ends at a comma, semicolon, colon or dash, before a relative pronoun and before
    a word that opens a clause (أن, بينما, حيث); a sentence's end is always one."""
    out, number = [], 0
    sentence = -1
    for here, joint in zip(sentence_of, joints, strict=True):
        if here != sentence:
            sentence, number = here, number + 1
        elif joint >= COMMA:
            out.append(number)
            number += 1
            continue
        elif joint >= RELATIVE_WORD:
            number += 1
        out.append(number)
    return out


def lay(
    text: Text, published: dt.date | None, actors: list[ActorMention], places: list[FoundPlace], times: Sequence[Time],
    counts: list[CountMention], lexicon: EventLexicon, title_end: int,
) -> Layers:  # fmt: skip
    """Join what the stages found. `title_end` is the offset where the title ends (0 without one)."""
    tokens = text.tokens
    written = [span for span in (_dateline(tokens, sentence) for sentence in text.sentences) if span is not None]
    if written:
        actors = [a for a in actors if a.kind != "country" or not any(first <= a.first < end for first, end in written)]
    spans: list[TimeSpan] = []
    for time in sorted(times, key=_START):
        first = bisect_right(tokens, time.start, key=_END)
        if first < len(tokens):
            last = bisect_left(tokens, time.end, first + 1, key=_START) - 1
            spans.append(TimeSpan(time, first, last))
    layers = Layers(text, published, actors, places, spans, counts, title_end)
    size = len(tokens)
    layers.actor_at = _cover(size, [(a.first, a.last) for a in actors])
    layers.place_at = _cover(size, [(p.first, p.last) for p in places])
    layers.time_at = _cover(size, [(t.first, t.last) for t in spans])
    layers.actor_starts = [a.first for a in actors]
    sentences = text.sentences
    layers.sentence_at = [sentences[k] for k in text.sentence_of] if sentences else []
    layers.words = [token.norm if token.kind == WORD else "" for token in tokens]
    layers.joints = list(map(_JOINTS.__getitem__, [token.norm for token in tokens]))
    layers.clause_of = _clauses(text.sentence_of, layers.joints)
    layers.means_at = _means(tokens, layers.words, lexicon)
    return layers


_DATELINE = 16
"""How many tokens at the head of a sentence a dateline takes at most."""
_TOWN = 7
"""How many tokens stand before the agency of a dateline at most: town, country and the marks between."""


def _dateline(tokens: Sequence[Token], sentence: Sentence) -> tuple[int, int] | None:
    """The tokens [first, end) that only say where a report was written and for whom: تونس (ا ف ب) -, دبي، الإمارات (CNN) --, القاهرة - (أ ش أ):.
    No country named there is a party."""
    opened = dashed = False
    for i in range(sentence.first + 1, min(sentence.last, sentence.first + _DATELINE)):
        norm = tokens[i].norm
        if norm == "(":
            if i - sentence.first > _TOWN:
                return None
            opened = True
        elif norm == "-":
            if opened and tokens[i - 1].norm == ")":
                return sentence.first, i
            dashed = True
        elif norm == ":" and opened and dashed and tokens[i - 1].norm == ")":
            return sentence.first, i
    return None


def _means(tokens: Sequence[Token], words: Sequence[str], lexicon: EventLexicon) -> dict[int, str]:
    """The means that the words of a text tell, by token."""
    out: dict[int, str] = {}
    last = -1
    for i in compress(range(len(words)), map(lexicon.begins_means.__getitem__, words)):
        if i <= last:
            continue
        match = lexicon.means_phrases.at(tokens, i)
        if match is not None:
            if match.payloads[0] == "none":
                last = match.last
            else:
                out[i] = match.payloads[0]
            continue
        hits = lexicon.means.look_up(words[i])
        if hits:
            out[i] = hits[0].entry
    return out
