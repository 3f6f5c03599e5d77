"""Whose act it was and who suffered it: which actors of the sentence are sides of an act.

The grammar of the clause proposes (`roles.py`); the evidence decides, from the relation that the grammar found, where the phrase stands,
what governs it, and what kind of actor it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.actors.mentions import ActorMention
from marsad.arabic.words import WORD
from marsad.events.detect import Told
from marsad.events.evidence import Evidence
from marsad.events.roles import AGENTIVE, TARGET, Sides
from marsad.events.scene import Scene, relation, tense

_PREPOSITIONS = {"ب": "by", "ل": "for", "مع": "with", "بين": "between", "من": "from", "في": "in", "": "bare", "عن": "about", "الي": "to", "لدي": "at"}


@dataclass(frozen=True, slots=True)
class Side:
    """An actor as a side of an act: whether it acts, the log-odds that it is a side at all, the reasons."""

    mention: ActorMention
    agent: bool
    score: float
    reasons: tuple[str, ...]


def sides_of(scene: Scene, told: Told, proposed: Sides, *, member: Evidence, acting: Evidence) -> list[Side]:
    """The sides of an act, in order of the text."""
    out = []
    for mention, features in candidates(scene, told, proposed):
        score = member.score(features)
        if score < member.threshold:
            continue
        out.append(Side(mention, acting.score(features) >= acting.threshold, score, member.reasons(features)))
    return out


def candidates(scene: Scene, told: Told, proposed: Sides) -> Iterator[tuple[ActorMention, list[str]]]:
    """Every actor of an act's sentence (and those that the grammar proposes from elsewhere), each with its features."""
    layers = scene.layers
    sentence = layers.sentence(told.first)
    notes = {id(mention): (role, note) for role, mention, note in proposed.notes}
    seen = set()
    for mention in (*layers.actors_in(sentence.first, sentence.last), *proposed.agents, *proposed.patients):
        if id(mention) in seen or mention.kind == "sides":
            continue
        seen.add(id(mention))
        yield mention, list(_features(scene, told, mention, notes.get(id(mention)), proposed))


def _features(scene: Scene, told: Told, mention: ActorMention, note: tuple[str, str] | None, proposed: Sides) -> Iterator[str]:
    layers = scene.layers
    family = told.trigger.family
    role = "none" if note is None else "agent" if note[0] == "actor1" else "patient"
    kind = _kind(mention)
    yield f"grammar {role}"
    if note is not None:
        yield f"grammar: {note[1]}"
        yield f"grammar {role}, {kind}"
    yield f"kind {kind}"
    yield f"{family}: {kind}"
    yield f"{family}: grammar {role}"
    preposition = "agentive" if mention.preposition in AGENTIVE else "target" if mention.preposition in TARGET else _PREPOSITIONS.get(mention.preposition, "other")
    yield f"governed {preposition}"
    if mention.adjectival:
        yield "adjective"
    if mention.actor is not None:
        yield "of the registry"
    if mention.definite:
        yield "definite"
    if mention.weak:
        yield "weak noun"
    if mention.conjunction == "و":
        yield "joined by and"
    k = layers.place_at[mention.first]
    if k >= 0 and layers.places[k].place is not None:
        yield "read as a place"
        if mention.kind == "country":
            yield f"country as place, {preposition}"
    inside = mention.first <= told.last and mention.last >= told.first
    if inside:
        yield "inside the trigger"
        return
    for feature in relation(scene, told, mention.first, mention.last):
        yield feature
        if role == "none":
            yield f"no role, {feature}"
    side = "after" if mention.first > told.last else "before"
    yield f"{side}, {preposition}"
    yield f"{side}, {tense(told)}, {preposition}, {role}"
    tokens = layers.text.tokens
    if any(tokens[j].kind == WORD and {"reporting", "stance"} & scene.grammar.of(tokens[j].norm) for j in range(max(0, mention.first - 3), mention.first)):
        yield "after a verb of saying"
        yield f"after a verb of saying, {role}"
    sentence = layers.sentence(told.first)
    if mention.first - sentence.first <= 1:
        yield "opens the sentence"
    others = [m for m in layers.actors_in(sentence.first, sentence.last) if m is not mention]
    if not others:
        yield "only actor of the sentence"
    for count in layers.counts:
        if count.victims is not None and count.victims[0] <= mention.first <= count.victims[1] + 1 and sentence.start <= count.start < sentence.end:
            yield "among the victims"
            yield f"among the victims, {role}"
            break
    if proposed.agents and role == "none":
        yield "another acts"
    if proposed.patients and role == "none":
        yield "another suffers"
    if scene.is_title(layers.text.sentence_of[told.first]):
        yield "in the title"


def _kind(mention: ActorMention) -> str:
    kind = mention.kind
    if kind == "country":
        return "country"
    if kind in ("weapon", "asset", "object"):
        return f"{kind} with owner" if mention.actor is not None or mention.country else kind
    if kind in ("io", "ngo", "coalition", "media-arm", "protester", "settler", "journalist", "police"):
        return kind
    if kind in ("state", "government"):
        return "government"
    if mention.state:
        return "state force"
    if mention.armed:
        return "armed group" if mention.actor is not None else "armed people"
    return "unarmed people" if mention.unarmed else "other"


def split(sides: Sequence[Side]) -> tuple[list[ActorMention], list[ActorMention]]:
    """The actors that act and those that suffer it."""
    return [s.mention for s in sides if s.agent], [s.mention for s in sides if not s.agent]
