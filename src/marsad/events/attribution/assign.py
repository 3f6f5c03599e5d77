"""The sources of one event: those whose stretch holds one of its triggers, with the role that each plays."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.actors.mention import ActorMention
from marsad.events.attribution.mention import SourceMention
from marsad.events.attribution.retold import retold
from marsad.events.layers import Layers
from marsad.record import Source, SourceRole, unchecked

_new_source = unchecked(Source)

ACTS_OF_SPEECH = frozenset("ACCUSE REQUEST THREATEN REJECT AGREE SUPPORT CONCEDE CONSULT".split())
"""PLOVER types that are done by speaking: the speaker is their agent, not their source."""
_MENTIONS_READ = 12
"""Mentions of an event whose sources are read: more only repeat them."""
_HEARSAY = frozenset(("attribution.hearsay", "attribution.papers"))
_OUTSIDERS = frozenset("agency outlet monitor io ngo medical witness activist".split())
"""Kinds of sources that are no party to what they tell."""
_FORCES = frozenset("military army rebel militia coalition".split())


def sources_of(
    mentions: Sequence[SourceMention], layers: Layers, *, told: Sequence[int], parties: Sequence[ActorMention], speakers: Sequence[ActorMention] = ()
) -> tuple[Source, ...]:  # fmt: skip
    """The sources of an event whose triggers begin at tokens `told` and whose sides are `parties`, each source once, in order of the text.

    `speakers` are the agents of an act of speech (a threat, a demand): their words are the act, so they are no source of it.
    """
    return tuple(source for source, _ in told_by(mentions, layers, told=told, parties=parties, speakers=speakers))


def told_by(
    mentions: Sequence[SourceMention], layers: Layers, *, told: Sequence[int], parties: Sequence[ActorMention], speakers: Sequence[ActorMention] = ()
) -> list[tuple[Source, SourceMention]]:  # fmt: skip
    """`sources_of` with the mention that each source was read from: its rule tells why."""
    chosen: dict[str, SourceMention] = {}
    for first in told[:_MENTIONS_READ]:
        for mention in mentions:
            if mention.begin <= first < mention.stop and not _names(mention, first) and not any(_same(mention, speaker, layers) for speaker in speakers):
                chosen.setdefault(mention.phrase.key, mention)
    if not chosen:
        chosen = {m.phrase.key: m for m in retold(mentions, layers, told) if not any(_same(m, speaker, layers) for speaker in speakers)}
    if any(not _faceless(m) for m in chosen.values()):
        chosen = {key: m for key, m in chosen.items() if not _faceless(m)}
    out: list[tuple[Source, SourceMention]] = []
    for mention in sorted(chosen.values(), key=lambda m: m.phrase.start):
        phrase, entry = mention.phrase, mention.phrase.entry
        quote = layers.text.full[phrase.start : phrase.end]
        if any(_alike(quote, held.quote) for held, _ in out):
            continue
        source = _new_source(
            quote=quote, start=phrase.start, end=phrase.end, role=_role(mention, layers, parties), name_en=phrase.name_en,
            source_id=entry.id if entry else None, source_scale=entry.scale if entry else None,
        )  # fmt: skip
        out.append((source, mention))
    return out


def _faceless(mention: SourceMention) -> bool:
    """Whether nobody stands behind a source (معلومات, تقارير): beside others it tells nothing."""
    return mention.phrase.entry is None and mention.phrase.rule in _HEARSAY


def _alike(one: str, two: str) -> bool:
    """Whether one quote holds the other, spaces apart (pages run words together)."""
    one, two = one.replace(" ", ""), two.replace(" ", "")
    return one in two or two in one


def _names(mention: SourceMention, token: int) -> bool:
    """Whether a token stands in the name of a source (a word run together may hold a name and what is told)."""
    phrase = mention.phrase
    return phrase.first <= token <= phrase.last and phrase.rule != "attribution.glued"


def _same(mention: SourceMention, actor: ActorMention, layers: Layers) -> bool:
    """Whether a source speaks for an actor: its phrase names it, or an office of its state."""
    phrase = mention.phrase
    if phrase.first <= actor.head <= phrase.last:
        return True
    for k in {layers.actor_at[i] for i in range(phrase.first, phrase.last + 1)} - {-1}:
        held = layers.actors[k]
        if held.actor and actor.actor and held.actor.id == actor.actor.id:
            return True
        if held.country and held.country == actor.country and held.state and actor.state:
            return True
    return False


def _role(mention: SourceMention, layers: Layers, parties: Sequence[ActorMention]) -> SourceRole:
    """Denials and admissions by their verb; a party to the event claims; the others report."""
    if mention.role in ("denied", "claimed", "confirmed"):
        return mention.role  # type: ignore[return-value]
    phrase = mention.phrase
    if phrase.kind in _OUTSIDERS:
        return "reported"
    for k in {layers.actor_at[i] for i in range(phrase.first, phrase.last + 1)} - {-1}:
        actor = layers.actors[k]
        same = any((p.actor and actor.actor and p.actor.id == actor.actor.id) or (p.country and p.country == actor.country and p.state) for p in parties)
        if same or actor.kind in _FORCES:
            return "claimed"
    return "reported"
