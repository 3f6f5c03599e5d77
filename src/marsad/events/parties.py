"""Whose act it was and who suffered it: which actors of the sentence are sides of an act.

The grammar of the clause proposes (`roles.py`); the evidence decides, from the relation that the grammar found, where the phrase stands,
what governs it, and what kind of actor it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from marsad.actors.mention import CROWDS, ActorMention
from marsad.arabic.text import Sentence
from marsad.events.cleared import BETWEEN, BY, SUBJECTS, answers, is_weapon, no_bomber
from marsad.events.detect import Told
from marsad.events.draft import VIOLENT
from marsad.events.evidence import Evidence, Facet, facet, step
from marsad.events.layers import Layers
from marsad.events.roles import AGENTIVE, LOSER, TARGET, UNDERWENT, Sides, agreement, said_of_another
from marsad.events.scene import ActorLook, Party, Scene, relation, tense

_PREPOSITIONS = {"ب": "by", "ل": "for", "مع": "with", "بين": "between", "من": "from", "في": "in", "": "bare", "عن": "about", "الي": "to", "لدي": "at"}


_SUFFERING = frozenset(("subject of a passive verb", "target after a preposition", LOSER))
"""Relations of who suffers an act."""
_AGAINST = frozenset(("ضد", "بحق"))
"""Prepositions (normalised) whose party never acts."""
_ANTECEDENT = "antecedent of a relative clause"
"""The relation of the noun that a relative clause describes: who acts, or where the verb has a pronoun (الحركة التي أدرجتها واشنطن) who suffers."""
_SURE = 0.1
"""How much log-odds beyond the threshold a role has that grammar leaves no doubt of."""


_RELATED, _CIVIL, _UNRELATED = 2.3, 0.5, 0.15
"""How much less evidence a side needs that the grammar of the clause proposes (people without arms whom no force acts on: a crime, a figure
of speech), and how much more one that only stands in the sentence: the reports that weights are fitted to have few parties each, others
have many."""


@dataclass(slots=True, eq=False)
class Side:
    """An actor as a side of an act: whether it acts, the log-odds that it is a side at all, what was seen, the log-odds that it acts, and the
    actor as every act sees it."""

    mention: ActorMention
    agent: bool
    score: float
    seen: list[Facet]
    acts: float
    look: ActorLook

    def turned(self, *, agent: bool) -> Side:
        """The same side acting, or suffering."""
        return self if self.agent == agent else Side(self.mention, agent, self.score, self.seen, self.acts, self.look)


def sides_of(scene: Scene, told: Told, proposed: Sides, *, member: Evidence, acting: Evidence) -> list[Side]:
    """The sides of an act, in order of the text."""
    out = []
    act = _act_of(scene, told, proposed)
    force = any(m.armed or m.state for m in proposed.agents)
    facing = BETWEEN in [relation for _, _, relation in proposed.notes]
    without_object = told.verbal and bool(told.trigger.preposition) and not (told.form is not None and told.form.passive)
    for mention, look in _mentions(scene, act, proposed):
        note = act.notes.get(id(mention))
        if note is None and (
            facing or look.aside or (look.saying and act.agents and act.family != "plover" and said_of_another(scene.layers, mention, told.first))
        ):
            continue
        facets = _facets(scene, act, mention, look, note)
        score = member.score(facets)
        relation = None if note is None else note[1]
        if relation != BETWEEN and score < member.threshold + (_UNRELATED if relation is None else -_leave(mention, force)):
            continue
        acts = acting.score(facets)
        if relation in SUBJECTS and without_object:
            acts = max(acts, acting.threshold)
        elif (
            relation in _SUFFERING
            or (relation == UNDERWENT and told.preposition == "ل")  # تعرض X لهجوم
            or (relation == _ANTECEDENT and note is not None and note[0] == "patient")
        ):
            acts = min(acts, acting.threshold - _SURE)
        elif relation == BY:
            acts = max(acts, acting.threshold + _SURE)
        elif relation is None and (mention.preposition in _AGAINST or is_weapon(told, mention)):
            acts = min(acts, acting.threshold - _SURE)
        if acts >= acting.threshold and (no_bomber(scene, told, mention, relation) or answers(scene, told, mention, relation)):
            if note is None or note[0] == "agent":
                continue
            acts = acting.threshold - _SURE
        out.append(Side(mention, acts >= acting.threshold, score, facets, acts, look))
    out = _joined(out, act)
    if told.verbal and told.trigger.plover in _SPOKEN and len(out) > 1:
        speakers = [s for s in out if (note := act.notes.get(id(s.mention))) is not None and note[1] in SUBJECTS]
        if speakers and not any(s.agent for s in out):
            out = [s.turned(agent=s in speakers) for s in out]
    if facing:
        out = _faced(out, [s for s in out if (note := act.notes.get(id(s.mention))) is not None and note[1] == BETWEEN])
    if told.trigger.family not in VIOLENT:
        return out
    return [s for s in _paired(out, member.threshold) if not (s.agent and no_bomber(scene, told, s.mention, act.notes.get(id(s.mention), ("", None))[1]))]


_SPOKEN = frozenset(("REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "SANCTION"))
"""PLOVER's acts that one side does to another: where the evidence makes nobody the doer, the subject of the verb is."""


def _joined(sides: list[Side], act: _Act) -> list[Side]:
    """Parties that و joins, in one role of the grammar, stay on one side: that of the first."""
    out: list[Side] = []
    for side in sides:
        last = out[-1] if out else None
        if last is not None and last.agent != side.agent and side.mention.conjunction == "و" and 0 < side.mention.first - last.mention.last <= _ADJACENT:
            one, two = act.notes.get(id(last.mention)), act.notes.get(id(side.mention))
            if one is not None and two is not None and one[0] == two[0]:
                side = side.turned(agent=last.agent)
        out.append(side)
    return out


_ADJACENT = 2
"""How many tokens apart two parties stand that و joins directly."""


def _faced(sides: list[Side], pair: list[Side]) -> list[Side]:
    """The sides of an act between X and Y, never both on one side: a crowd meets the force that stands against it (codebook 2.4), else the
    party acts that more speaks for."""
    if len(pair) != 2 or pair[0].agent != pair[1].agent:
        return sides
    crowds = [s for s in pair if s.mention.kind in CROWDS]
    acting = crowds[0] if len(crowds) == 1 else max(pair, key=lambda s: s.acts)
    return [s.turned(agent=s is acting) if s in pair else s for s in sides]


def _leave(mention: ActorMention, force: bool) -> float:
    """How much less evidence a party needs that the grammar makes a side: people without arms need a force that acts on them."""
    return _RELATED if force or not mention.unarmed else _CIVIL


def _paired(sides: list[Side], threshold: float) -> list[Side]:
    """The sides of an act of force, likeliest first taken: one party on each side, its allies joined to it by و or told with more evidence.
    Two parties that both seem to act, or both to suffer, face each other."""
    if len(sides) < 2:
        return sides
    groups: list[list[Side]] = []
    for side in sorted(sides, key=_SCORE, reverse=True):
        if _akin_to_any(side, groups):
            continue
        home = _home(side, groups)
        if home is not None:
            home.append(side.turned(agent=home[0].agent))
        elif side.agent not in [g[0].agent for g in groups] or side.score >= threshold + _SECOND:
            groups.append([side])
        elif len(groups) == 1:
            other = groups[0][0]
            first = side.acts > other.acts
            turned = max(side.acts, other.acts) if not side.agent else -min(side.acts, other.acts)
            if turned < -_TURNED:
                groups[0].append(side)
                continue
            groups[0] = [s.turned(agent=not first) for s in groups[0]]
            groups.append([side.turned(agent=first)])
    return sorted([s for g in groups for s in g], key=_PLACE)


_SCORE, _PLACE = attrgetter("score"), attrgetter("mention.first")


def _home(side: Side, groups: Sequence[list[Side]]) -> list[Side] | None:
    """The first group that a side belongs to: one of the same party or of an ally."""
    party = side.look.party
    for group in groups:
        for other in group:
            if other.look.party is party or _allied(side, other):
                return group
    return None


def _akin_to_any(side: Side, groups: Sequence[list[Side]]) -> bool:
    """Whether a side is akin to one of those taken."""
    for group in groups:
        for other in group:
            if _akin(side, other):
                return True
    return False


def _akin(a: Side, b: Side) -> bool:
    """Whether two parties are organs of one state, or one is a part of the other: they do not face each other."""
    if a.look.party is b.look.party:
        return False
    one, two = a.mention.actor, b.mention.actor
    if one is not None and two is not None and (one.parent == two.id or two.parent == one.id):
        return True
    return a.look.official and b.look.official and a.mention.country is not None and a.mention.country == b.mention.country


_OFFICIAL = frozenset(("country", "weapon"))
"""Kinds of mention that stand for a state's forces in an act of force."""


def _allied(a: Side, b: Side) -> bool:
    """Whether two parties of one role are joined by و."""
    if a.agent != b.agent:
        return False
    first, second = (a.mention, b.mention) if a.mention.first <= b.mention.first else (b.mention, a.mention)
    return second.conjunction == "و" and second.first - first.last <= _JOINED


_TURNED = 2.0
"""How much log-odds may speak against a role that a party takes only because another has its own; beyond it the two stand side by side."""
_SECOND = 1.5
"""How much more evidence a further party on the same side needs."""
_JOINED = 4.0
"""How many tokens apart two parties joined by و may stand."""


def candidates(scene: Scene, told: Told, proposed: Sides) -> Iterator[tuple[ActorMention, list[Facet]]]:
    """Every actor of an act's sentence (and those that the grammar proposes from elsewhere), each with what is seen of it."""
    act = _act_of(scene, told, proposed)
    for mention, look in _mentions(scene, act, proposed):
        yield mention, _facets(scene, act, mention, look, act.notes.get(id(mention)))


def _mentions(scene: Scene, act: _Act, proposed: Sides) -> list[tuple[ActorMention, ActorLook]]:
    """The actors that may be sides of an act, each once: those of its sentence, and those that the grammar proposes from elsewhere."""
    if not act.notes:
        return act.here
    out = act.here.copy()
    held = {id(mention) for mention, _ in out}
    for mention in (*proposed.agents, *proposed.patients):
        if id(mention) not in held and mention.kind != "sides":
            held.add(id(mention))
            out.append((mention, scene.looks.get(id(mention)) or _look(scene, mention)))
    return out


@dataclass(slots=True, eq=False)
class _Act:
    """What of an act all its candidates share: its family and tense, whether its sentence names one actor only and is a title, the role and
    relation that the grammar gives each actor (by identity), the parties of those it makes agents and patients, and the actors of the sentence."""

    told: Told
    family: str
    tense: str
    only: bool
    title: bool
    notes: dict[int, tuple[str, str]]
    agents: list[Party]
    patients: list[Party]
    here: list[tuple[ActorMention, ActorLook]]


def _act_of(scene: Scene, told: Told, proposed: Sides) -> _Act:
    sentence = scene.layers.text.sentence_of[told.first]
    actors = scene.actors_of.get(sentence, ())
    here = scene.here.get(sentence)
    if here is None:
        here = scene.here[sentence] = [(m, _look(scene, m)) for m in actors if m.kind != "sides"]
    notes = {id(mention): ("agent" if role == "actor1" else "patient", relation) for role, mention, relation in proposed.notes}
    agents, patients = [scene.party(m) for m in proposed.agents], [scene.party(m) for m in proposed.patients]
    return _Act(told, told.trigger.family, tense(told), len(actors) == 1, scene.is_title(sentence), notes, agents, patients, here)


def _facets(scene: Scene, act: _Act, mention: ActorMention, look: ActorLook, note: tuple[str, str] | None) -> list[Facet]:
    told, family = act.told, act.family
    free = note is None
    role, relation_of = note or ("none", "")
    preposition = look.preposition
    grammar = facet(
        _grammar, family, role, relation_of, look.kind, free and bool(act.agents), free and bool(act.patients), act.only, act.title, look.saying, look.victim,
    )  # fmt: skip
    if mention.first <= told.last and mention.last >= told.first:
        return [look.itself, grammar, facet(_inside)]
    related, side = relation(scene, told, mention.first, mention.last)
    rivals = _rivals(scene, act, mention, look, side, role)
    out = [look.itself, grammar, related, facet(_governed, side, act.tense, preposition, role), rivals]
    if free:
        out.append(facet(_unrelated, related))
    if told.verbal and preposition == "bare":
        agrees = agreement(scene.layers, told, mention, before=side == "before")
        if agrees:
            out.append(facet(_agreeing, agrees, side, role))
        if side == "after":
            out.append(facet(_argument, family, *_slot(scene, told, mention), look.kind))
    return out


def _look(scene: Scene, mention: ActorMention) -> ActorLook:
    """An actor as every act sees it, found once."""
    layers = scene.layers
    first, kind = mention.first, _kind(mention)
    preposition = (
        "agentive" if mention.preposition in AGENTIVE else "target" if mention.preposition in TARGET else _PREPOSITIONS.get(mention.preposition, "other")
    )
    party = scene.party(mention)
    before = scene.classes_in(max(0, first - 3), first)
    says = "reporting" in scene.classes_in(mention.last + 1, mention.last + 3)
    saying = "reporting" in before or "stance" in before
    k = layers.place_at[first]
    place = k >= 0 and layers.places[k].place is not None
    sentence = layers.sentence_at[first]
    victim = _among_victims(layers, sentence, first)
    voice, located = layers.voice_at[mention.head] >= 0, _located(scene, mention)
    itself = facet(
        _itself, min(party.rank, _RANKS), step(party.times), party.title, bool(mention.pronoun), "source" in before, says, "holding" in before, kind,
        preposition, mention.adjectival, mention.actor is not None, mention.definite, mention.weak, mention.conjunction == "و", place,
        mention.kind == "country", saying, first - sentence.first <= 1, victim, voice, located,
    )  # fmt: skip
    official = mention.kind in _OFFICIAL or mention.state
    aside = (voice and mention.unarmed) or (mention.kind == "country" and (located or _elsewhere(layers, sentence, mention)))
    look = scene.looks[id(mention)] = ActorLook(itself, party, kind, preposition, saying, victim, official, aside)
    return look


def _among_victims(layers: Layers, sentence: Sentence, token: int) -> bool:
    """Whether a token of a sentence belongs to those whom a loss of it counts."""
    for count in layers.counts:
        victims = count.victims
        if victims is not None and victims[0] <= token <= victims[1] + 1 and sentence.start <= count.start < sentence.end:
            return True
    return False


def _elsewhere(layers: Layers, sentence: Sentence, mention: ActorMention) -> bool:
    """Whether a country heads a title (مصر: قتلى في صدامات) or tells where it was (في شمال مالي)."""
    tokens, behind = layers.text.tokens, mention.last + 1
    headed = mention.first == sentence.first and behind < len(tokens) and tokens[behind].norm == ":"
    return headed or mention.preposition in ("في", "ب")


def _rivals(scene: Scene, act: _Act, mention: ActorMention, look: ActorLook, side: str, role: str) -> Facet:
    """What other parties and other acts of the sentence mean for a phrase: how many parties stand nearer on its side, whether the grammar
    gives it to another act, whether it names again whom the grammar made a side."""
    told, mine = act.told, look.party
    lo, hi = (told.last, mention.first) if side == "after" else (mention.last, told.first)
    nearer: list[Party] = []
    for other, seen in act.here:
        if lo < other.first < hi and seen.party is not mine and seen.party not in nearer:
            nearer.append(seen.party)
    again = "" if role != "none" else "agent" if mine in act.agents else "patient" if mine in act.patients else ""
    return facet(_rival, side, min(len(nearer), 3), _claimed(scene, told, mention), again, role, look.preposition)


def _claimed(scene: Scene, told: Told, mention: ActorMention) -> str:
    """The role in which the grammar gives a phrase to other acts: "agent", "patient", "both" or "" for none."""
    claimed = ""
    for first, role in scene.claims.get(id(mention), ()):
        if first != told.first and role != claimed:
            if claimed:
                return "both"
            claimed = role
    return claimed


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
    layers, clause_of, at = scene.layers, scene.layers.clause_of, mention.first
    number, followed = 0, False
    for m in scene.actors_of.get(layers.text.sentence_of[told.first], ()):
        if m.first > told.last and not m.preposition and clause_of[m.first] == clause_of[told.first]:
            number += m.first < at
            followed = followed or m.first > at
    norm = layers.text.tokens[mention.head].norm
    case = "nominative" if norm.endswith(("ون", "ان")) else "accusative" if norm.endswith(("ين", "ا")) else "open"
    return min(number, 2), followed, case, layers.counted(at)


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


def _unrelated(related: Facet) -> Iterator[str]:
    for feature in related.features:
        yield f"no role, {feature}"


def _inside() -> Iterator[str]:
    yield "inside the trigger"


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
