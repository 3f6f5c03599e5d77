"""The mentions of a sentence: each trigger's sides, type, day, place, losses and status make a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.actors.mention import ActorMention
from marsad.events import kind, when, where
from marsad.events.assertion import BARRED, Assertion
from marsad.events.counts import CountMention
from marsad.events.decide import GATHERINGS, Facts
from marsad.events.detect import Told
from marsad.events.draft import VIOLENT, Draft
from marsad.events.evidence import Reason
from marsad.events.hosting import feed, host_of, root_of, swallow
from marsad.events.judgement import Judgement
from marsad.events.parties import sides_of, split
from marsad.events.roles import RoleFinder, Sides, organised
from marsad.events.scene import Scene
from marsad.events.spreading import spread
from marsad.places import FoundPlace

_NEAR_MEANS = 12
"""How many tokens from the trigger a word of means may stand (the clause of an act is seldom longer)."""


_LOSING = VIOLENT | GATHERINGS | {"arrest", "abduct", "disrupt", "destroy"}
"""Families whose acts may cost lives or freedom."""
_DEEDS = frozenset("CONSULT COOPERATE AID RETREAT SANCTION MOBILIZE COERCE CONCEDE".split())
"""PLOVER's types that are deeds: a meeting announced is planned, whereas a threat or a demand is made by being told (codebook, status of layer B)."""
_TAKING = frozenset("arrest abduct capture raid clash gain protest disperse".split())
"""Families whose acts may take captives."""


@dataclass(slots=True, eq=False)
class _Sentence:
    """What the drafts of a sentence share: its number, whether it is a title, its triggers, losses and words of means (each with its token), the
    act told last before it."""

    number: int
    title: bool
    tolds: list[Told]
    counts: list[CountMention]
    means: list[tuple[int, str]]
    last: Draft | None


def of_sentence(
    scene: Scene,
    number: int,
    tolds: list[Told],
    starts: frozenset[int],
    roles: RoleFinder,
    assertion: Assertion,
    judgement: Judgement,
    before: Sequence[Draft],
) -> list[Draft]:
    """The drafts of a sentence's acts, in order of the text: triggers that tell one act are one draft, one told of several places is several.
    `starts` are the first tokens of all triggers of the text, `before` the drafts of the sentences before."""
    layers = scene.layers
    here = _sentence(scene, number, tolds, before)
    made: list[tuple[Told, Draft]] = []
    acts = [(told, roles.sides(layers, told, starts - {told.first})) for told in tolds if not (told.trigger.support or told.trigger.family == "none")]
    for told, proposed in acts:
        for mention in proposed.agents:
            scene.claims.setdefault(id(mention), []).append((told.first, "agent"))
        for mention in proposed.patients:
            scene.claims.setdefault(id(mention), []).append((told.first, "patient"))
    for told, proposed in acts:
        if _possible(told, proposed):
            made.append((told, _draft(scene, here, told, proposed, judgement, assertion.family(layers, told))))
    for told, draft in made:  # one question after the other, not one draft after the other: what a question looks at stays at hand
        _date(scene, told, draft, judgement)
    for told, draft in made:
        _place(scene, told, draft, judgement)
    for told, draft in made:
        _say_status(scene, told, draft, assertion)
    made = swallow([(told, draft) for told, draft in made if draft.status != BARRED])
    hosts = {id(draft): host_of(scene, told, draft, made) for told, draft in made}
    drafts: list[Draft] = []
    for _, draft in made:
        root = root_of(draft, hosts)
        if root is draft:
            drafts.append(draft)
        else:
            feed(root, draft)
    _give_counts(here.counts, drafts)
    return [piece for draft in drafts for piece in spread(layers, draft)]


def _sentence(scene: Scene, number: int, tolds: list[Told], before: Sequence[Draft]) -> _Sentence:
    layers = scene.layers
    sentence = layers.text.sentences[number]
    counts = [c for c in layers.counts if sentence.start <= c.start < sentence.end]
    means = [(k, name) for k, name in layers.means_at.items() if sentence.first <= k < sentence.last]
    last = next((d for d in reversed(before) if not d.title and d.layer == "acled"), None)
    return _Sentence(number, scene.is_title(number), tolds, counts, means, last)


def _possible(told: Told, sides: Sides) -> bool:
    """Whether a trigger with these sides can be an event at all: what no evidence outweighs."""
    if told.trigger.family == "plover":
        return bool(sides.agents) and any(organised(m) for m in sides.agents)
    return not (told.trigger.noncourt and any(m.kind in ("country", "government", "state") for m in sides.agents))


def _uncounted(here: _Sentence, told: Told) -> bool:
    """Whether a noun of loss stands in a sentence without a number of losses: evidence against its being an act, no bar."""
    return told.trigger.consequence and told.trigger.part == "n" and not here.title and not any(c.kind in ("killed", "injured") for c in here.counts)


def _means(here: _Sentence, told: Told) -> frozenset[str]:
    """The means that stand near a trigger, with no other act of force between."""
    lo, hi = told.first - _NEAR_MEANS, told.last + _NEAR_MEANS
    out = set()
    for k, means in here.means:
        if not lo <= k < hi:
            continue
        between = [t for t in here.tolds if t is not told and min(k, told.first) < t.first < max(k, told.first) and t.trigger.family in VIOLENT]
        if between and not any(t.trigger.consequence for t in between):
            continue
        out.add(means)
    return frozenset(out)


def _draft(scene: Scene, sentence: _Sentence, told: Told, proposed: Sides, judgement: Judgement, family: str) -> Draft:
    """What a trigger tells, with its sides and its type."""
    trigger = told.trigger
    sides = sides_of(scene, told, proposed, member=judgement.member, acting=judgement.acting)
    agents, patients = split(sides)
    means = _means(sentence, told)
    alts: tuple[str, ...] = ()
    why: list[tuple[str, str, int, int, str | Reason]] = []
    facts: Facts | None = None
    if trigger.family == "plover":
        name, rule, layer = trigger.plover, "codebook 2 layer B", "plover"
        why.append(("type", f"{trigger.id} ({trigger.gloss}); {rule}", told.start, told.end, f"{trigger.family} → {name}"))
    else:
        facts = _facts(sentence, told, family, means, agents, patients)
        decision, score, seen = kind.typed(facts, circumstances(scene, told, agents, None, facts.lethal), judgement.type)
        name, alts, rule, layer = decision.type, decision.alts, decision.rule, "acled"
        why.append(("type", f"{trigger.id} ({trigger.gloss}); {rule}", told.start, told.end, Reason(judgement.type, score, seen, f"{family} → {name}")))
    draft = Draft(
        [told], family, name, alts, _plover(trigger.plover, name), layer, sentence.number, agents, patients,
        definite=told.definite, consequence=trigger.consequence, weak=trigger.weak, means=means, rule=rule, title=sentence.title,
        why=why, facts=facts,
    )  # fmt: skip
    for side in sides:
        mention = side.mention
        note = next((n for _, m, n in proposed.notes if m is mention), "") if proposed.notes else ""
        why.append(("actor1" if side.agent else "actor2", mention.rule, mention.start, mention.end, Reason(judgement.member, side.score, side.seen, note)))
    if sentence.last is not None:
        draft.time_before, draft.place_before = sentence.last.time, sentence.last.place
    draft.doubts = (*told.doubts, "loss uncounted") if _uncounted(sentence, told) else told.doubts
    return draft


def _date(scene: Scene, told: Told, draft: Draft, judgement: Judgement) -> None:
    """Give a draft its day."""
    draft.time, draft.announced, draft.time_score, seen = when.dated(scene, told, draft.time_before, judgement.day)
    if draft.time is not None:
        time = draft.time.time
        draft.why.append(("date", time.rule, time.start, time.end, Reason(judgement.day, draft.time_score, seen)))
        if scene.layers.text.sentence_of[draft.time.first] == draft.sentence:
            draft.here |= {"day"}


def _place(scene: Scene, told: Told, draft: Draft, judgement: Judgement) -> None:
    """Give a draft its place, or the country that it plays in."""
    place, draft.place_score, seen = where.placed(scene, told, draft.agents, draft.place_before, judgement.place)
    if place is None:
        return
    if place.rule == where.LAND:
        draft.land = place
        return
    draft.place = place
    draft.why.append(("place", place.rule, place.start, place.end, Reason(judgement.place, draft.place_score, seen)))
    if scene.layers.text.sentence_of[place.first] == draft.sentence:
        draft.here |= {"place"}


def _say_status(scene: Scene, told: Told, draft: Draft, assertion: Assertion) -> None:
    """Give a draft its cues and its status."""
    cues = assertion.cues_of(scene.layers, told)
    draft.cues = tuple([c.id for c in cues])
    given = assertion.status(scene.layers, told, cues)
    if given == BARRED or (given == "denied" and told.trigger.consequence and not told.verbal):
        draft.status = BARRED  # a denial of losses denies no act (codebook 1: a consequence is no event)
    elif given in ("planned", "denied") and (draft.layer == "acled" or draft.plover in _DEEDS):
        draft.status = given
        draft.why.append(("status", ", ".join(draft.cues) or "future verb", told.start, told.end, given))


def circumstances(scene: Scene, told: Told, agents: list[ActorMention], place: FoundPlace | None, killed: bool) -> kind.Circumstances:
    """What the type of an act hangs on beside its facts: its word, the report's means, whether the agents are abroad, the kind of its place."""
    land = place.place.country if place is not None and place.place is not None else scene.theatre
    abroad = bool(land) and any(m.country and m.country != land for m in agents)
    where_it_was = "untold" if place is None or place.place is None else place.place.kind
    return kind.Circumstances(told.trigger.id, scene.report_means, abroad, killed, where_it_was, scene.gatherings, scene.armed_groups)


def _facts(sentence: _Sentence, told: Told, family: str, means: frozenset[str], agents: list[ActorMention], patients: list[ActorMention]) -> Facts:
    families = {t.trigger.family for t in sentence.tolds if t is not told}
    lethal = any(c.kind == "killed" and not c.none for c in sentence.counts)
    return Facts(
        family, means, agents, patients,
        arrests="arrest" in families or any(c.kind == "detained" for c in sentence.counts),
        fighting=lethal or "clash" in families or "shooting" in families,
        lethal=lethal or "shooting" in means,
        dispersed="disperse" in families or "gas" in means or ("arrest" in families and family == "protest"),
        violent_crowd="riot" in families,
    )  # fmt: skip


_PLOVER_OF = {
    "Peaceful protest": "PROTEST", "Protest with intervention": "PROTEST", "Excessive force against protesters": "PROTEST",
    "Violent demonstration": "PROTEST", "Mob violence": "PROTEST", "Arrests": "COERCE", "Agreement": "AGREE",
    "Non-violent transfer of territory": "RETREAT", "Headquarters or base established": "MOBILIZE", "Change to group/activity": "MOBILIZE",
    "Disrupted weapons use": "COERCE",
}  # fmt: skip


def _plover(given: str, kind: str) -> str:
    return _PLOVER_OF.get(kind, given)


def retype(scene: Scene, event: Draft, judgement: Judgement) -> None:
    """Decide the type again, with what all mentions of the event tell."""
    facts = event.facts
    assert facts is not None
    killed = "killed" in event.counts
    facts = facts._replace(family=event.family, means=event.means, agents=event.agents, patients=event.patients, lethal=facts.lethal or killed)
    decision = kind.type_of(facts, circumstances(scene, event.main, event.agents, event.place, killed), judgement.type)
    event.type, event.alts, event.rule = decision.type, decision.alts, decision.rule
    event.plover = _plover(event.plover, decision.type)


def _give_counts(counts: Sequence[CountMention], drafts: list[Draft]) -> None:
    """Give each loss of a sentence to the draft that it belongs to: the nearest act of force."""
    if not counts:
        return
    losing = [d for d in drafts if d.layer == "acled" and d.family in _LOSING]
    for count in counts:
        if count.part_of is not None:
            continue
        options = [d for d in losing if count.field != "captured" or d.family in _TAKING]
        if not options:
            continue
        near = min(options, key=lambda d: min(abs(t.first - count.head) for t in d.told))
        (near.totals if count.cumulative else near.counts).setdefault(count.field, count)
