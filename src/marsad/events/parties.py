"""Whose act it was and who suffered it: which actors of the sentence are sides of an act.

The grammar of the clause proposes (`roles.py`); the evidence decides, from the relation that the grammar found, where the phrase stands,
what governs it, and what kind of actor it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marsad.actors.mentions import CROWDS, ActorMention
from marsad.events.detect import Told
from marsad.events.draft import VIOLENT
from marsad.events.evidence import Evidence, Facet, facet, step
from marsad.events.roles import AGENTIVE, TARGET, Sides, agreement
from marsad.events.scene import ActorLook, Party, Scene, party_of, relation, tense

_PREPOSITIONS = {"ب": "by", "ل": "for", "مع": "with", "بين": "between", "من": "from", "في": "in", "": "bare", "عن": "about", "الي": "to", "لدي": "at"}


_BETWEEN = "between X and Y"
"""The relation of the two sides of اشتباكات بين X وY: grammar leaves no doubt."""


_SUBJECTS = frozenset(("subject", "subject before the verb", "dropped subject"))
"""Relations of who acts, where the verb takes its object by a preposition (سيطر على, أفرج عن) and so cannot be read as a passive."""


_SUFFERING = frozenset(("subject of a passive verb", "target after a preposition"))
"""Relations of who suffers an act."""
_BY = "agent phrase"
"""The relation of who stands behind على يد, من قبل."""
_SURE = 0.1
"""How much log-odds beyond the threshold a role has that grammar leaves no doubt of."""


_RELATED, _CIVIL, _UNRELATED = 2.3, 0.5, 0.15
"""How much less evidence a side needs that the grammar of the clause proposes (people without arms whom no force acts on: a crime, a figure
of speech), and how much more one that only stands in the sentence: the reports that weights are fitted to have few parties each, others
have many."""


@dataclass(frozen=True, slots=True)
class Side:
    """An actor as a side of an act: whether it acts, the log-odds that it is a side at all, and what was seen."""

    mention: ActorMention
    agent: bool
    score: float
    seen: list[Facet]
    acts: float = 0.0
    """The log-odds that it acts."""


def sides_of(scene: Scene, told: Told, proposed: Sides, *, member: Evidence, acting: Evidence) -> list[Side]:
    """The sides of an act, in order of the text."""
    out = []
    relations = {id(mention): relation for _, mention, relation in proposed.notes}
    force = any(m.armed or m.state for m in proposed.agents)
    facing = _BETWEEN in relations.values()
    for mention, facets in candidates(scene, told, proposed):
        relation = relations.get(id(mention))
        if relation is None and facing:
            continue
        score = member.score(facets)
        if relation != _BETWEEN and score < member.threshold + (_UNRELATED if relation is None else -_leave(mention, force)):
            continue
        if relation is None and _aside(scene, mention):
            continue
        acts = acting.score(facets)
        if relation in _SUBJECTS and told.verbal and told.trigger.preposition and not (told.form is not None and told.form.passive):
            acts = max(acts, acting.threshold)
        elif relation in _SUFFERING:
            acts = min(acts, acting.threshold - _SURE)
        elif relation == _BY:
            acts = max(acts, acting.threshold + _SURE)
        out.append(Side(mention, acts >= acting.threshold, score, facets, acts))
    if facing:
        out = _faced(out, [s for s in out if relations.get(id(s.mention)) == _BETWEEN])
    return _paired(out, member.threshold) if told.trigger.family in VIOLENT else out


def _faced(sides: list[Side], pair: list[Side]) -> list[Side]:
    """The sides of an act between X and Y, never both on one side: a crowd meets the force that stands against it (codebook 2.4), else the
    party acts that more speaks for."""
    if len(pair) != 2 or pair[0].agent != pair[1].agent:
        return sides
    crowds = [s for s in pair if s.mention.kind in CROWDS]
    acting = crowds[0] if len(crowds) == 1 else max(pair, key=lambda s: s.acts)
    return [replace(s, agent=s is acting) if s in pair else s for s in sides]


def _aside(scene: Scene, mention: ActorMention) -> bool:
    """Whether a phrase that grammar makes no side only says who tells it (قال ناشطون إن), heads a title (مصر: قتلى في صدامات) or tells
    where it was (في شمال مالي)."""
    layers = scene.layers
    if mention.unarmed and layers.voice_at[mention.head] >= 0:
        return True
    tokens, behind = layers.text.tokens, mention.last + 1
    opens = mention.first == layers.sentence(mention.first).first
    headed = opens and behind < len(tokens) and tokens[behind].norm == ":"
    return mention.kind == "country" and (headed or mention.preposition in ("في", "ب") or _located(scene, mention))


def _leave(mention: ActorMention, force: bool) -> float:
    """How much less evidence a party needs that the grammar makes a side: people without arms need a force that acts on them."""
    return _RELATED if force or not mention.unarmed else _CIVIL


def _paired(sides: list[Side], threshold: float) -> list[Side]:
    """The sides of an act of force, likeliest first taken: one party on each side, its allies joined to it by و or told with more evidence.
    Two parties that both seem to act, or both to suffer, face each other."""
    groups: list[list[Side]] = []
    for side in sorted(sides, key=lambda s: -s.score):
        mine = party_of(side.mention)
        if any(_akin(side.mention, s.mention) for g in groups for s in g):
            continue
        home = next((g for g in groups if any(party_of(s.mention) == mine or _allied(side, s) for s in g)), None)
        if home is not None:
            home.append(replace(side, agent=home[0].agent))
        elif all(g[0].agent != side.agent for g in groups) or side.score >= threshold + _SECOND:
            groups.append([side])
        elif len(groups) == 1:
            other = groups[0][0]
            first = side.acts > other.acts
            turned = max(side.acts, other.acts) if not side.agent else -min(side.acts, other.acts)
            if turned < -_TURNED:
                groups[0].append(side)
                continue
            groups[0] = [replace(s, agent=not first) for s in groups[0]]
            groups.append([replace(side, agent=first)])
    return sorted((s for g in groups for s in g), key=lambda s: s.mention.first)


def _akin(a: ActorMention, b: ActorMention) -> bool:
    """Whether two parties are organs of one state, or one is a part of the other: they do not face each other."""
    if party_of(a) == party_of(b):
        return False
    if a.actor is not None and b.actor is not None and (a.actor.parent == b.actor.id or b.actor.parent == a.actor.id):
        return True
    official = (a.state or a.kind in _OFFICIAL) and (b.state or b.kind in _OFFICIAL)
    return official and a.country is not None and a.country == b.country


_OFFICIAL = frozenset(("country", "weapon"))
"""Kinds of mention that stand for a state's forces in an act of force."""


def _allied(a: Side, b: Side) -> bool:
    """Whether two parties of one role are joined by و."""
    first, second = sorted((a.mention, b.mention), key=lambda m: m.first)
    return a.agent == b.agent and second.conjunction == "و" and second.first - first.last <= _JOINED


_TURNED = 2.0
"""How much log-odds may speak against a role that a party takes only because another has its own; beyond it the two stand side by side."""
_SECOND = 1.5
"""How much more evidence a further party on the same side needs."""
_JOINED = 4.0
"""How many tokens apart two parties joined by و may stand."""


def candidates(scene: Scene, told: Told, proposed: Sides) -> Iterator[tuple[ActorMention, list[Facet]]]:
    """Every actor of an act's sentence (and those that the grammar proposes from elsewhere), each with what is seen of it."""
    sentence = scene.layers.sentence(told.first)
    notes = {id(mention): (role, note) for role, mention, note in proposed.notes}
    here = scene.actors_of.get(sentence.index, ())
    act = _Act(told, tense(told), len(here) == 1, scene.is_title(sentence.index), bool(proposed.agents), bool(proposed.patients))
    seen = set()
    for mention in (*here, *proposed.agents, *proposed.patients):
        if id(mention) in seen or mention.kind == "sides":
            continue
        seen.add(id(mention))
        yield mention, _facets(scene, act, mention, notes.get(id(mention)), proposed)


@dataclass(frozen=True, slots=True)
class _Act:
    """What of an act all its candidates share: its tense, whether its sentence names one actor only and is a title, which sides grammar proposes."""

    told: Told
    tense: str
    only: bool
    title: bool
    agents: bool
    patients: bool


def _facets(scene: Scene, act: _Act, mention: ActorMention, note: tuple[str, str] | None, proposed: Sides) -> list[Facet]:
    told, family = act.told, act.told.trigger.family
    role = "none" if note is None else "agent" if note[0] == "actor1" else "patient"
    actor = scene.looks.get(id(mention)) or _look(scene, mention)
    preposition, itself = actor.preposition, actor.itself
    grammar = facet(
        _grammar, family, role, "" if note is None else note[1], actor.kind, role == "none" and act.agents, role == "none" and act.patients,
        act.only, act.title, actor.saying, actor.victim,
    )  # fmt: skip
    if mention.first <= told.last and mention.last >= told.first:
        return [itself, grammar, facet(_prefixed, "", ("inside the trigger",))]
    related, side = relation(scene, told, mention.first, mention.last)
    out = [itself, grammar, related, facet(_governed, side, act.tense, preposition, role), _rivals(scene, told, mention, side, role, preposition, proposed)]
    if role == "none":
        out.append(facet(_prefixed, "no role, ", related.features))
    if told.verbal and preposition == "bare":
        agrees = agreement(scene.layers, told, mention, before=side == "before")
        if agrees:
            out.append(facet(_agreeing, agrees, side, role))
        if side == "after":
            out.append(facet(_argument, family, *_slot(scene, told, mention), actor.kind))
    return out


def _look(scene: Scene, mention: ActorMention) -> ActorLook:
    """An actor as every act sees it, found once."""
    preposition = (
        "agentive" if mention.preposition in AGENTIVE else "target" if mention.preposition in TARGET else _PREPOSITIONS.get(mention.preposition, "other")
    )
    itself = facet(_itself, *_seen(scene, mention, preposition))
    saying, victim = "after a verb of saying" in itself.features, "among the victims" in itself.features
    look = scene.looks[id(mention)] = ActorLook(itself, _kind(mention), preposition, saying, victim)
    return look


def _rivals(scene: Scene, told: Told, mention: ActorMention, side: str, role: str, preposition: str, proposed: Sides) -> Facet:
    """What other parties and other acts of the sentence mean for a phrase: how many parties stand nearer on its side, whether the grammar
    gives it to another act, whether it names again whom the grammar made a side."""
    mine = party_of(mention)
    lo, hi = (told.last, mention.first) if side == "after" else (mention.last, told.first)
    nearer = {
        party_of(m) for m in scene.actors_of.get(scene.layers.text.sentence_of[told.first], ()) if lo < m.first < hi and m.kind != "sides"
    }  # fmt: skip
    nearer.discard(mine)
    claims = {claim for first, claim in scene.claims.get(id(mention), ()) if first != told.first}
    again = (
        "agent" if any(party_of(m) == mine for m in proposed.agents) else "patient" if any(party_of(m) == mine for m in proposed.patients) else ""
    ) if role == "none" else ""  # fmt: skip
    claimed = "both" if len(claims) > 1 else next(iter(claims), "")
    return facet(_rival, side, min(len(nearer), 3), claimed, again, role, preposition)


def _rival(side: str, nearer: int, claimed: str, again: str, role: str, preposition: str) -> Iterator[str]:
    yield f"{side}, nearer parties {nearer}"
    yield f"{side}, nearer parties {nearer}, {role}"
    if claimed:
        yield f"{claimed} of another act, {role}"
        yield f"{claimed} of another act, {side}, {preposition}"
    if again:
        yield f"named again, {again}"
    elif role == "none":
        yield f"new party, {preposition}"


def _agreeing(agreement: str, side: str, role: str) -> Iterator[str]:
    yield f"{side}, {agreement}"
    yield f"{side}, {agreement}, {role}"


def _slot(scene: Scene, told: Told, mention: ActorMention) -> tuple[int, bool, str, bool]:
    """Which of the bare actors behind its verb a phrase is (0, 1, 2), whether another follows, its case where the letters show it, whether
    a number counts it: Arabic puts the subject first, then the object (هاجم مسلحون حاجزا)."""
    layers = scene.layers
    bare = [
        m for m in scene.actors_of.get(layers.text.sentence_of[told.first], ())
        if m.first > told.last and not m.preposition and layers.clause_of[m.first] == layers.clause_of[told.first]
    ]  # fmt: skip
    number = sum(1 for m in bare if m.first < mention.first)
    norm = layers.text.tokens[mention.head].norm
    case = "nominative" if norm.endswith(("ون", "ان")) else "accusative" if norm.endswith(("ين", "ا")) else "open"
    return min(number, 2), any(m.first > mention.first for m in bare), case, any(c.first <= mention.first <= c.last for c in layers.counts)


def _argument(family: str, number: int, followed: bool, case: str, counted: bool, kind: str) -> Iterator[str]:
    slot = f"argument {number + 1}"
    yield f"{slot}, {'followed' if followed else 'last'}"
    yield f"{slot}, {case}"
    yield f"{slot}, {family}"
    yield f"{slot}, {kind}"
    yield f"{slot}, {case}, {family}"
    if counted:
        yield f"{slot}, counted"
        yield f"counted, {family}"


def _prefixed(prefix: str, features: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{prefix}{f}" for f in features)


def _seen(scene: Scene, mention: ActorMention, preposition: str) -> tuple[object, ...]:
    layers = scene.layers
    k = layers.place_at[mention.first]
    place = k >= 0 and layers.places[k].place is not None
    lo, hi = max(0, mention.first - 3), mention.first
    saying = scene.any_class("reporting", lo, hi) or scene.any_class("stance", lo, hi)
    sentence = layers.sentence(mention.first)
    victims = any(
        c.victims is not None and c.victims[0] <= mention.first <= c.victims[1] + 1 and sentence.start <= c.start < sentence.end for c in layers.counts
    )
    party = scene.parties.get(party_of(mention)) or Party(1)
    behind = mention.last + 1
    return (
        min(party.rank, _RANKS), step(party.times), party.title, bool(mention.pronoun), scene.any_class("source", lo, hi),
        scene.any_class("reporting", behind, behind + 2), scene.any_class("holding", lo, hi), _kind(mention), preposition, mention.adjectival, mention.actor is not None, mention.definite, mention.weak, mention.conjunction == "و", place,
        mention.kind == "country", saying, mention.first - sentence.first <= 1, victims, layers.voice_at[mention.head] >= 0, _located(scene, mention),
    )  # fmt: skip


_RANKS = 4
"""Up to which rank the parties of a report are told apart."""


def _itself(
    rank: int, times: str, title: bool, owned: bool, source: bool, says: bool, holds: bool, kind: str, preposition: str, adjective: bool, registry: bool, definite: bool, weak: bool, joined: bool, place: bool, country: bool, saying: bool,
    opens: bool, victims: bool, voice: bool, located: bool,
) -> Iterator[str]:  # fmt: skip
    yield f"party {rank} of the report"
    yield f"named {times} times"
    if title:
        yield "party of the title"
    if owned:
        yield "owned by a pronoun"
    if source:
        yield "after a word of source"
    if says:
        yield "before a verb of saying"
    if holds:
        yield "holds the place"
    yield f"kind {kind}"
    yield f"governed {preposition}"
    yield f"kind {kind}, governed {preposition}"
    if adjective:
        yield "adjective"
    if registry:
        yield "of the registry"
    if definite:
        yield "definite"
    if weak:
        yield "weak noun"
    if joined:
        yield "joined by and"
        yield f"joined by and, kind {kind}"
    if place:
        yield "read as a place"
        if country:
            yield f"country as place, {preposition}"
    if saying:
        yield "after a verb of saying"
    if opens:
        yield "opens the sentence"
    if victims:
        yield "among the victims"
    if voice:
        yield "of a source's name"
        yield f"of a source's name, kind {kind}"
        yield f"of a source's name, governed {preposition}"
    if located:
        yield "tells where"
        yield f"tells where, kind {kind}"


def _located(scene: Scene, mention: ActorMention) -> bool:
    """Whether a phrase tells where something was: behind أمام, قرب, بالقرب من, في محيط."""
    if mention.preposition in _PLACING:
        return True
    return mention.preposition in ("", "من", "في") and scene.any_class("nearness", max(0, mention.first - 2), mention.first)


_PLACING = frozenset("امام قرب داخل خارج وسط خلف وراء حول محيط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي قباله مقابل عند تحت فوق".split())
"""Prepositions (normalised) of place."""


def _grammar(
    family: str, role: str, note: str, kind: str, another_acts: bool, another_suffers: bool, only: bool, title: bool, saying: bool, victims: bool
) -> Iterator[str]:
    yield f"grammar {role}"
    if note:
        yield f"grammar: {note}"
        yield f"grammar {role}, {kind}"
    yield f"{family}: {kind}"
    yield f"{family}: grammar {role}"
    if another_acts:
        yield "another acts"
        yield f"another acts, {kind}"
    if another_suffers:
        yield "another suffers"
        yield f"another suffers, {kind}"
    if only:
        yield "only actor of the sentence"
    if title:
        yield "in the title"
    if saying:
        yield f"after a verb of saying, {role}"
    if victims:
        yield f"among the victims, {role}"


def _governed(side: str, kind: str, preposition: str, role: str) -> Iterator[str]:
    yield f"{side}, {preposition}"
    yield f"{side}, {kind}, {preposition}, {role}"


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
