"""From triggers to events: each trigger's sides, type, day, place, losses and status make a draft; drafts are merged into events.

triggers → mentions (sides · day · place · losses · type) → events (merged) → those that stand → status, background, scope
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.actors.mentions import ActorMention
from marsad.arabic.numbers import can_begin_number
from marsad.arabic.words import NUMBER, WORD
from marsad.events import kind, status, when, where
from marsad.events.assertion import BARRED, Assertion, is_passage, worded
from marsad.events.decide import Facts
from marsad.events.detect import Told, detect
from marsad.events.draft import VIOLENT, Draft
from marsad.events.evidence import Evidence, Facet, Reason
from marsad.events.frames import EventLexicon
from marsad.events.grammar import load_grammar
from marsad.events.judgement import Judgement
from marsad.events.layers import Layers
from marsad.events.merging import merge
from marsad.events.parties import sides_of, split
from marsad.events.roles import RoleFinder, Sides, organised
from marsad.events.scene import Scene, party_of
from marsad.events.when import since
from marsad.places import FoundPlace

_NEAR_MEANS = 12
"""How many tokens from the trigger a word of means may stand (the clause of an act is seldom longer)."""

_REPEATED = 40
"""A sentence of more characters that stands twice (pages repeat their lead) is read once."""

_LOSING = VIOLENT | {"protest", "riot", "disperse", "arrest", "abduct", "disrupt", "destroy"}
"""Families whose acts may cost lives or freedom."""

_TAKING = frozenset("arrest abduct capture raid clash gain protest disperse".split())


_FAR = 2.0
"""A mention this much log-odds short of standing alone is no partner for others."""


_DENIED = 1.5
"""How much log-odds an act may fall short when a verb of denying takes it: what is denied is spoken of as an act (codebook 3 status)."""


def code_events(layers: Layers, lexicon: EventLexicon, roles: RoleFinder, assertion: Assertion, judgement: Judgement) -> list[Draft]:
    """The events of a text, in order of their first mention."""
    scene, drafts = mentions(layers, lexicon, roles, assertion, judgement)
    out = []
    for event in events(scene, drafts, assertion, judgement):
        weigh(scene, event, assertion, judgement)
        leave = _DENIED if event.status == "denied" and "m-deny" in event.cues else 0.0
        if event.score >= standing(scene, event, judgement).threshold - leave:
            settle(scene, event, judgement)
            out.append(event)
    for draft in drafts:  # a draft that is its own mention would wait for the collector of cycles
        draft.mentions = []
    return out


def mentions(layers: Layers, lexicon: EventLexicon, roles: RoleFinder, assertion: Assertion, judgement: Judgement) -> tuple[Scene, list[Draft]]:
    """The scene of a text and the drafts of all its mentions, in order of the text."""
    scene = Scene(layers, load_grammar(), detect(layers, lexicon))
    starts = frozenset(t.first for t in scene.triggers if not t.trigger.weak)
    drafts: list[Draft] = []
    held: set[str] = set()
    for number, tolds in scene.by_sentence.items():
        sentence = layers.text.sentences[number]
        words = layers.text.full[sentence.start : sentence.end]
        if len(words) > _REPEATED and words in held:
            continue
        held.add(words)
        drafts.extend(_sentence(scene, number, tolds, starts, roles, assertion, judgement, drafts))
    _number(scene, drafts)
    return scene, drafts


def _number(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Tell each mention what its relation to the others hangs on: its place among those of its layer and of its type, whether it is recalled."""
    orders: dict[str, int] = {}
    for draft in drafts:
        draft.order, draft.nth = orders.get(draft.layer, 0), orders.get(draft.type, 0)
        orders[draft.layer], orders[draft.type] = draft.order + 1, draft.nth + 1
        draft.recalled = bool(when.recalled(scene, draft.main))


def events(scene: Scene, drafts: list[Draft], assertion: Assertion, judgement: Judgement) -> list[Draft]:
    """The mentions joined into events, each with what its mentions tell together. Mentions that are far from standing alone are left out
    first: they would only tie events together that are not the same."""
    likely = []
    for draft in drafts:
        draft.mentions = [draft]
        weigh(scene, draft, assertion, judgement)
        if draft.score >= standing(scene, draft, judgement).threshold - _FAR:
            likely.append(draft)
    merged = merge(scene, likely, judgement.identity)
    _complete(scene, merged, judgement)
    return merged


def standing(scene: Scene, event: Draft, judgement: Judgement) -> Evidence:
    """The decision whether an event stands: that of passages, or that of its layer."""
    if is_passage(scene.layers):
        return judgement.standing_passage
    return judgement.standing if event.layer == "acled" else judgement.standing_plover


def weigh(scene: Scene, event: Draft, assertion: Assertion, judgement: Judgement) -> None:
    """Set an event's score: the log-odds that it stands, seen from its best mention."""
    evidence = standing(scene, event, judgement)
    passage = evidence is judgement.standing_passage
    best: tuple[float, tuple[Facet, ...]] | None = None
    for mention in event.mentions:
        seen = assertion.facets(scene, event, mention)
        if passage:
            seen = (*seen, worded(scene, mention.main))
        score = evidence.score(seen)
        if best is None or score > best[0]:
            best = (score, seen)
    assert best is not None
    event.score = best[0]
    event.why.append(("stands", f"weights:{evidence.id}", event.main.start, event.main.end, Reason(evidence, best[0], best[1])))


def temper(scene: Scene, event: Draft, judgement: Judgement) -> None:
    """Decide whether an event is background and how it is told: done, going on, planned."""
    seen = (Facet(tuple(status.features(scene, event))),)
    placed = (*seen, Facet(tuple(status.standing(scene, event))))
    score = judgement.background.score(placed)
    event.background = score >= judgement.background.threshold
    event.why.append(("background", f"weights:{judgement.background.id}", event.main.start, event.main.end, Reason(judgement.background, score, placed)))
    if event.status == "occurred":
        score = judgement.ongoing.score(seen)
        if score >= judgement.ongoing.threshold:
            event.status = "ongoing"
            event.why.append(("status", "weights:ongoing", event.main.start, event.main.end, Reason(judgement.ongoing, score, seen)))
    body = next((m for m in event.mentions if not m.title), event)
    if event.layer == "acled" and event.status == "occurred" and status.goes_on(scene, body.main):
        event.status = "ongoing"
        event.why.append(("status", "codebook 3 status", event.main.start, event.main.end, "told as going on"))
    if event.layer == "acled" and event.status in ("occurred", "ongoing") and _to_come(scene, event):
        event.status = "planned"
        event.why.append(("status", "codebook 3a.8", event.main.start, event.main.end, "its day is after the report's"))


def settle(scene: Scene, event: Draft, judgement: Judgement) -> None:
    """Decide whether an event is background, going on, a total; place one without a place in its land, and a state over against a crowd."""
    temper(scene, event, judgement)
    if event.type in _AGAINST_THE_STATE:
        _face(event)
    facets = (Facet(tuple(status.features(scene, event))), Facet(tuple(status.several(scene, event))))
    score = judgement.total.score(facets)
    event.aggregate = score >= judgement.total.threshold
    event.why.append(("aggregate", f"weights:{judgement.total.id}", event.main.start, event.main.end, Reason(judgement.total, score, facets)))
    if not event.aggregate and _many_since(scene, event):
        event.aggregate = True
        event.why.append(("aggregate", "codebook 1", event.main.start, event.main.end, "many acts since a day"))
    if event.aggregate:
        for field, count in event.totals.items():
            event.counts.setdefault(field, count)
    _date(scene, event)
    if event.place is None and event.land is not None:
        event.place = event.land
        event.why.append(("place", event.land.rule, event.land.start, event.land.end, "the country that the report plays in"))


def _date(scene: Scene, event: Draft) -> None:
    """Take the day from an event that is not known to have been on it (codebook 3a.8): what is recalled without a day of its own, and what is
    planned for no day that the report tells."""
    published = scene.layers.published
    if event.status == "planned":
        past = event.time is not None and event.time.time.latest is not None and published is not None and event.time.time.latest < published
        event.dateless = event.time is None or "day" not in event.here or past
    else:
        event.dateless = "day" not in event.here and ((event.background and event.time_score < _KEPT) or _since_it_began(scene, event))
    if event.dateless:
        event.time = None


def _since_it_began(scene: Scene, event: Draft) -> bool:
    """Whether an act is told over a time that the beginning of another opens, for which no day is told (مقتل المئات منذ بدء العمليات العسكرية)."""
    layers, main = scene.layers, event.main
    sentence = layers.sentence(main.first)
    for k in scene.positions.get("since", ()):
        if main.last < k < min(sentence.last - 1, main.last + _OVER) and "begin" in scene.classes(k + 1):
            return not any(layers.time_at[i] >= 0 for i in range(k + 1, min(sentence.last, k + _OVER)))
    return False


_OVER = 12
"""Within how many words behind an act the beginning of its time stands, and within how many behind that its day."""
_KEPT = 1.0
"""From what log-odds on a day of another sentence holds for what is recalled too."""


def _to_come(scene: Scene, event: Draft) -> bool:
    """Whether an act that words of intention or calling lead to has its day, told in its own sentence, after that of the report."""
    layers, main = scene.layers, event.main
    if layers.published is None or event.time is None or event.announced or "day" not in event.here or event.time.time.earliest is None:
        return False
    if event.consequence or (main.verbal and main.form is not None and main.form.kind == "perfect"):
        return False
    ahead = (event.time.time.earliest - layers.published).days
    first = layers.sentence(main.first).first
    called = "m-call" in event.cues or any(scene.any_class(c, max(first, main.first - _CALLED), main.first) for c in ("planning", "upcoming"))
    return 0 < ahead <= _SOON and called


_SOON = 62
"""Days ahead: what is farther off is seldom an act that somebody sets a day for."""
_CALLED = 10
"""How many words before an act its word of intention or calling may stand."""

_WHILE = 7
"""Days: over a shorter time many losses may still be those of one act (منذ صباح أمس)."""


def _many_since(scene: Scene, event: Draft) -> bool:
    """Whether many acts are told over a time that lasts until the report: a noun of several acts (أكثر من ألفي غارة منذ مطلع العام), a
    number of losses or of people taken (قتل 336 مدنيا منذ يناير)."""
    main, time = event.main, event.time
    if time is None or "day" not in event.here or not since(scene.layers, time):
        return False
    first = max(scene.layers.sentence(main.first).first, main.first - 3)
    if main.verbal or main.form is None:
        published, start = scene.layers.published, time.time.earliest
        if published is None or start is None or (published - start).days < _WHILE:
            return False
        return event.family in _MANY and any((c.min or 0) >= _LOSSES or c.vague for c in (*event.totals.values(), *event.counts.values()))
    numbered = any(scene.layers.text.tokens[k].kind == NUMBER for k in range(first, main.first))
    return main.form.plural or numbered or scene.any_class("total", first, main.first) or scene.any_class("thousands", first, main.first)


_MANY = frozenset(("kill", "arrest", "abduct", "assault", "capture"))
_LOSSES = 10
"""From how many losses on a verb with a time since when tells of many acts."""


# --- one sentence


def _sentence(
    scene: Scene,
    number: int,
    tolds: list[Told],
    starts: frozenset[int],
    roles: RoleFinder,
    assertion: Assertion,
    judgement: Judgement,
    before: Sequence[Draft],
) -> list[Draft]:
    layers = scene.layers
    made: list[tuple[Told, Draft]] = []
    acts = [(told, roles.sides(layers, told, starts - {told.first})) for told in tolds if not (told.trigger.support or told.trigger.family == "none")]
    for told, proposed in acts:
        for mention in proposed.agents:
            scene.claims.setdefault(id(mention), []).append((told.first, "agent"))
        for mention in proposed.patients:
            scene.claims.setdefault(id(mention), []).append((told.first, "patient"))
    for told, proposed in acts:
        if not _possible(told, proposed):
            continue
        draft = _draft(scene, number, told, proposed, tolds, assertion, judgement, before)
        draft.doubts = (*told.doubts, *_doubts(layers, told))
        if draft.status != BARRED:
            made.append((told, draft))
    made = _swallow(made)
    hosts = {id(draft): _host(scene, told, draft, made) for told, draft in made}
    drafts: list[Draft] = []
    for _, draft in made:
        root = _root(draft, hosts)
        if root is draft:
            drafts.append(draft)
        else:
            _feed(root, draft)
    sentence = layers.text.sentences[number]
    _counts(layers, sentence.start, sentence.end, drafts)
    return [piece for draft in drafts for piece in _spread(layers, draft)]


def _possible(told: Told, sides: Sides) -> bool:
    """Whether a trigger with these sides can be an event at all: what no evidence outweighs."""
    if told.trigger.family == "plover":
        return bool(sides.agents) and any(organised(m) for m in sides.agents)
    return not (told.trigger.noncourt and any(m.kind in ("country", "government", "state") for m in sides.agents))


def _doubts(layers: Layers, told: Told) -> Iterator[str]:
    """What a trigger's sentence tells against its being an act: evidence, no bar."""
    trigger = told.trigger
    if trigger.consequence and trigger.part == "n" and layers.sentence(told.first).start >= layers.title_end and not _has_count(layers, told):
        yield "loss uncounted"


def _has_count(layers: Layers, told: Told) -> bool:
    sentence = layers.sentence(told.first)
    return any(sentence.start <= c.start < sentence.end and c.kind in ("killed", "injured") for c in layers.counts)


def _means(layers: Layers, told: Told, tolds: list[Told]) -> frozenset[str]:
    sentence = layers.sentence(told.first)
    lo, hi = max(sentence.first, told.first - _NEAR_MEANS), min(sentence.last, told.last + _NEAR_MEANS)
    out = set()
    for k, means in layers.means_at.items():
        if not lo <= k < hi:
            continue
        between = [t for t in tolds if t is not told and min(k, told.first) < t.first < max(k, told.first) and t.trigger.family in VIOLENT]
        if between and not any(t.trigger.consequence for t in between):
            continue
        out.add(means)
    return frozenset(out)


def _draft(
    scene: Scene,
    number: int,
    told: Told,
    proposed: Sides,
    tolds: list[Told],
    assertion: Assertion,
    judgement: Judgement,
    before: Sequence[Draft],
) -> Draft:
    layers, trigger = scene.layers, told.trigger
    sides = sides_of(scene, told, proposed, member=judgement.member, acting=judgement.acting)
    agents, patients = split(sides)
    means = _means(layers, told, tolds)
    alts: tuple[str, ...] = ()
    why: list[tuple[str, str, int, int, str | Reason]] = []
    facts: Facts | None = None
    if trigger.family == "plover":
        name, rule, layer = trigger.plover, "codebook 2 layer B", "plover"
        why.append(("type", f"{trigger.id} ({trigger.gloss}); {rule}", told.start, told.end, f"{trigger.family} → {name}"))
    else:
        facts = _facts(layers, told, tolds, means, agents, patients)
        decision, score, seen = kind.typed(facts, _circumstances(scene, told, agents, None, facts.lethal), judgement.type)
        name, alts, rule, layer = decision.type, decision.alts, decision.rule, "acled"
        why.append(("type", f"{trigger.id} ({trigger.gloss}); {rule}", told.start, told.end, Reason(judgement.type, score, seen, f"{trigger.family} → {name}")))
    draft = Draft(
        [told], trigger.family, name, tuple(a for a in alts if a != name), _plover(trigger.plover, name), layer, number, agents, patients,
        definite=told.definite, consequence=trigger.consequence, weak=trigger.weak, means=means, rule=rule, title=scene.is_title(number),
        why=why, facts=facts,
    )  # fmt: skip
    for side in sides:
        note = next((n for _, m, n in proposed.notes if m is side.mention), "")
        name = "actor1" if side.agent else "actor2"
        draft.why.append((name, side.mention.rule, side.mention.start, side.mention.end, Reason(judgement.member, side.score, side.seen, note)))
    last = next((d for d in reversed(before) if not d.title and d.layer == "acled"), None)
    if last is not None:
        draft.time_before, draft.place_before = last.time, last.place
    draft.time, draft.announced, draft.time_score, seen_day = when.dated(scene, told, draft.time_before, judgement.day)
    draft.place, draft.place_score, seen_place = where.placed(scene, told, agents, draft.place_before, judgement.place)
    if draft.place is not None and draft.place.rule == where.LAND:
        draft.place, draft.land = None, draft.place
    here = set()
    if draft.time is not None:
        draft.why.append(("date", draft.time.time.rule, draft.time.time.start, draft.time.time.end, Reason(judgement.day, draft.time_score, seen_day)))
        if layers.text.sentence_of[draft.time.first] == number:
            here.add("day")
    if draft.place is not None:
        draft.why.append(("place", draft.place.rule, draft.place.start, draft.place.end, Reason(judgement.place, draft.place_score, seen_place)))
        if layers.text.sentence_of[draft.place.first] == number:
            here.add("place")
    draft.here = frozenset(here)
    cues = assertion.cues_of(layers, told)
    draft.cues = tuple(c.id for c in cues)
    given = assertion.status(layers, told, cues)
    if given == BARRED or (given == "denied" and trigger.consequence and not told.verbal):
        draft.status = BARRED  # a denial of losses denies no act (codebook 1: a consequence is no event)
    elif given in ("planned", "denied") and layer == "acled":
        draft.status = given
        draft.why.append(("status", ", ".join(draft.cues) or "future verb", told.start, told.end, given))
    return draft


def _circumstances(scene: Scene, told: Told, agents: list[ActorMention], place: FoundPlace | None, killed: bool) -> kind.Circumstances:
    land = place.place.country if place is not None and place.place is not None else scene.theatre
    abroad = any(m.country and land and m.country != land for m in agents)
    return kind.Circumstances(told.trigger.id, scene.report_means, abroad, killed, "untold" if place is None or place.place is None else place.place.kind)


def _facts(layers: Layers, told: Told, tolds: list[Told], means: frozenset[str], agents: list[ActorMention], patients: list[ActorMention]) -> Facts:
    trigger = told.trigger
    families = {t.trigger.family for t in tolds if t is not told}
    sentence = layers.sentence(told.first)
    counts = [c for c in layers.counts if sentence.start <= c.start < sentence.end]
    lethal = any(c.kind == "killed" and not c.none for c in counts)
    return Facts(
        trigger.family, means, agents, patients,
        arrests="arrest" in families or any(c.kind == "detained" for c in counts),
        fighting=bool(families & {"clash", "shooting"}) or lethal,
        lethal=lethal or "shooting" in means,
        dispersed="disperse" in families or "gas" in means or ("arrest" in families and trigger.family == "protest"),
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


# --- one act told by several words of a sentence


def _swallow(made: list[tuple[Told, Draft]]) -> list[tuple[Told, Draft]]:
    """A verb of repelling takes the attack that it names: who attacks becomes its other side (صد X هجوما لـY)."""
    out: list[tuple[Told, Draft]] = []
    gone: set[int] = set()
    for k, (told, draft) in enumerate(made):
        if k in gone:
            continue
        if told.trigger.swap and draft.family == "clash":
            for m in range(k + 1, min(k + 3, len(made))):
                other_told, other = made[m]
                if other_told.first - told.first <= 9 and other.family in ("attack", "raid", "clash", "shelling", "airstrike"):
                    gone.add(m)
                    draft.told.extend(other.told)
                    draft.patients = [p for p in (*draft.patients, *other.agents) if p not in draft.agents]
                    draft.patients += [p for p in other.patients if p not in draft.agents and p not in draft.patients and p.armed and not other.agents]
                    break
        out.append((told, draft))
    return out


def _goes_on(scene: Scene, told: Told, other: Told) -> bool:
    """Whether what is told after a finite active verb is another act of the same doers (قتل رهائن وهاجم ثكنة), not that which the verb is a
    consequence of: a verb joined by و, by itself or carrying a noun (وشن هجمات)."""
    if not told.verbal or (told.form is not None and told.form.passive) or told.trigger.passive or other.first <= told.first:
        return False
    return any(
        t.verbal and t.conjunction and told.first < t.first <= other.first and (t is other or t.trigger.support)
        for t in scene.by_sentence[scene.layers.text.sentence_of[told.first]]
    )


_OBJECT = 10
"""How many words behind a verb of agreeing the agreement may be named."""


def _host(scene: Scene, told: Told, draft: Draft, made: list[tuple[Told, Draft]]) -> Draft | None:
    """The draft of the same sentence that tells the act of which this one tells only the consequence, or the same act more weakly."""
    options: list[tuple[int, Draft]] = []
    for other_told, other in made:
        if draft.consequence and _goes_on(scene, told, other_told):
            continue
        if draft.layer == "plover" and draft.type == "AGREE" and other.type == "Agreement" and 0 < other_told.first - told.last <= _OBJECT:
            return other  # وقعت الحكومة والحركة اتفاقا: one agreement, whichever layer its words belong to
        if other is draft or other.consequence or other.family not in VIOLENT | {"protest", "riot", "disperse", "disrupt"}:
            continue
        if other.family == "disrupt" and draft.family in ("clash", "attack", "gain", "assault"):
            continue
        distance = abs(other_told.first - told.first)
        if draft.consequence and not other.weak:
            if draft.agents and other.agents and not _share(draft.agents, other.agents) and distance > 12:
                continue
            options.append((distance, other))
        elif (
            draft.family in ("attack", "shooting", "assault")
            and other.family in ("airstrike", "shelling", "bombing", "suicide", "clash")
            and (distance <= 8 or (told.verbal and not told.conjunction and told.first > other_told.first and distance <= 16))
        ):
            if draft.place is None or other.place is None or draft.place == other.place:
                options.append((distance, other))
        elif draft.weak and draft.family in VIOLENT and not other.weak and distance <= 14:
            options.append((distance, other))
        elif draft.family == "disperse" and other.family == "protest":
            options.append((distance, other))
    return min(options, key=lambda o: o[0])[1] if options else None


def _root(draft: Draft, hosts: dict[int, Draft | None]) -> Draft:
    """The draft that a draft is told by in the end (itself where it stands alone). Of words that lean on each other the strongest stands."""
    path = [draft]
    while (host := hosts[id(path[-1])]) is not None:
        if host in path:
            return min(path[path.index(host) :], key=lambda d: (d.weak, d.main.first))
        path.append(host)
    return path[-1]


def _share(a: list[ActorMention], b: list[ActorMention]) -> bool:
    return any((x.actor and y.actor and x.actor.id == y.actor.id) or (x.country and x.country == y.country) for x in a for y in b)


def _feed(host: Draft, draft: Draft) -> None:
    """Give a host what a consequence or a weaker word of its sentence tells."""
    host.told.extend(draft.told)
    if draft.layer != host.layer:  # the verb of an agreement names who agrees
        host.agents += [m for m in draft.agents if m not in host.agents and m not in host.patients]
    if not host.agents:
        host.agents = [m for m in draft.agents if m not in host.patients]
    if not host.patients:
        host.patients = [m for m in draft.patients if m not in host.agents]
    if "place" in draft.here and "place" not in host.here:
        host.place, host.place_score = draft.place, draft.place_score
    if "day" in draft.here and "day" not in host.here:
        host.time, host.announced, host.time_score = draft.time, draft.announced, draft.time_score
    host.here |= draft.here
    host.why.extend(draft.why)


def _retype(scene: Scene, event: Draft, judgement: Judgement) -> None:
    """Decide the type again, with what all mentions of the event tell."""
    facts = event.facts
    assert facts is not None
    facts = replace(
        facts, family=event.family, means=event.means, agents=event.agents, patients=event.patients, lethal=facts.lethal or "killed" in event.counts
    )
    decision, _, _ = kind.typed(facts, _circumstances(scene, event.main, event.agents, event.place, "killed" in event.counts), judgement.type)
    event.type, event.alts, event.rule = decision.type, tuple(a for a in decision.alts if a != decision.type), decision.rule
    event.plover = _plover(event.plover, decision.type)


def _counts(layers: Layers, start: int, end: int, drafts: list[Draft]) -> None:
    """Give each loss of a sentence to the draft that it belongs to: the nearest act of force."""
    losing = [d for d in drafts if d.layer == "acled" and d.family in _LOSING]
    for count in layers.counts:
        if not start <= count.start < end or count.part_of is not None:
            continue
        options = [d for d in losing if count.field != "captured" or d.family in _TAKING]
        if not options:
            continue
        near = min(options, key=lambda d: min(abs(t.first - count.head) for t in d.told))
        (near.totals if count.cumulative else near.counts).setdefault(count.field, count)


_SPREADING = VIOLENT | {"protest", "riot", "arrest"}
"""Families of acts that one verb may tell of several places."""


def _spread(layers: Layers, draft: Draft) -> list[Draft]:
    """One draft for each separately named place that its verb takes (codebook §3a.1)."""
    if draft.place is None or "place" not in draft.here or draft.family not in _SPREADING or draft.consequence or draft.title:
        return [draft]
    tokens = layers.text.tokens
    if any(t.norm.removeprefix("ال") == "بين" for t in tokens[max(0, draft.place.first - 3) : draft.place.first + 1]):
        return [draft]  # between X and Y is one place
    places = where.spread_over(layers, draft.place)
    out = []
    for place in places:
        if place is draft.place:
            out.append(draft)
            continue
        piece = replace(draft, told=list(draft.told), agents=list(draft.agents), patients=list(draft.patients), place=place, why=list(draft.why))
        piece.counts, piece.totals = {}, {}
        out.append(piece)
    return out + _further(layers, draft)


_ANOTHER = frozenset("اخري اخر ثانيه ثالثه رابعه خامسه سادسه ثالث رابع خامس اخريين اخريان اخرين".split())
"""Words (normalised) that stand for a further act of the kind told before them."""

_PLACING = frozenset("في علي قرب شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي استهدفت استهدف الي".split())
"""Words (normalised) between such a word and its place."""


def _further(layers: Layers, draft: Draft) -> list[Draft]:
    """Drafts of the acts that a sentence adds by an ordinal or "another" alone (غارتان على X وثالثة على Y) or tells as a part of them (ثلاثون
    غارة، عشر منها قرب Y: codebook 3a.1)."""
    tokens, main = layers.text.tokens, draft.main
    held = {draft.place.place.id} if draft.place is not None and draft.place.place is not None else set()
    out: list[Draft] = []
    for k in range(main.last + 1, layers.sentence(main.first).last - 1):
        token = tokens[k]
        another = token.kind == WORD and token.norm.startswith("و") and token.norm[1:] in _ANOTHER and tokens[k + 1].norm.removeprefix("ب") in _PLACING
        if not another and not (tokens[k + 1].norm == "منها" and (token.kind == NUMBER or can_begin_number(token.norm))):
            continue
        place = next((p for p in layers.places_in(k + 2, min(k + 4, layers.sentence(main.first).last)) if p.place is not None), None)
        if place is None or place.place is None or place.place.geo_precision > 2:
            continue
        if place is draft.place:  # the place of a part is not that of the whole
            held.discard(place.place.id)
            draft.place = next((p for p in layers.places_in(main.last + 1, k) if p.place is not None), None)
        if place.place.id in held:
            continue
        held.add(place.place.id)
        start = token.start + 1 if another else token.start
        told = replace(main, first=k, last=k, start=start, end=token.end, preposition="", conjunction="و" if another else "", definite=False)
        further = replace(draft, told=[told], agents=list(draft.agents), patients=[], place=place, counts={}, totals={}, why=list(draft.why), mentions=[])
        further.here = draft.here | {"place"}
        out.append(further)
    return out


# --- what the sentence leaves to the report


def _complete(scene: Scene, merged: list[Draft], judgement: Judgement) -> None:
    """Fill a side that an act of force leaves open: from the losses, from the other acts of the report; then decide types again."""
    for event in merged:
        if event.layer == "acled":
            _specify(event)
            _from_losses(scene.layers, event)
    for event in merged:
        if event.layer != "acled" or event.family not in VIOLENT:
            continue
        if event.agents and not event.patients:
            _borrow(event, merged, agents=False)
        elif event.patients and not event.agents:
            _borrow(event, merged, agents=True)
    for event in merged:
        if event.layer == "acled" and event.family in _FROM_AFAR and not event.agents:
            _of_the_report(event, merged)
    for event in merged:
        if event.layer == "acled":
            _retype(scene, event, judgement)


_AGAINST_THE_STATE = frozenset(("Peaceful protest", "Violent demonstration", "Mob violence"))
"""Types whose doers are a crowd: a state told beside them is whom they turn to or meet."""


_CROWDS = frozenset(("protester", "rioter"))
"""Kinds of mention of those who gather."""


def _face(event: Draft) -> None:
    """Put the state that a gathering turns to, or that its forces meet, on the other side, and the crowd on the first; a country that is only
    named is where it was."""
    states = [m for m in event.agents if m.state or m.kind in ("country", "government")]
    crowd = [m for m in event.patients if m.kind in _CROWDS] if not any(m.kind in _CROWDS for m in event.agents) else []
    event.agents = [*crowd, *(m for m in event.agents if m not in states)]
    event.patients = [*(m for m in states if m.kind != "country"), *(m for m in event.patients if m not in states and m not in crowd)]
    moved = {**{(m.start, m.end): "actor2" for m in states}, **{(m.start, m.end): "actor1" for m in crowd}}
    event.why = [
        (moved.get((start, end), name) if name in ("actor1", "actor2") else name, rule, start, end, said) for name, rule, start, end, said in event.why
    ]


def _specify(event: Draft) -> None:
    """Put the party that another mention of the event names for one that the first names only by its kind (مسلحون ... مسلحو التنظيم)."""
    for name in ("agents", "patients"):
        mine: list[ActorMention] = getattr(event, name)
        if not mine or any(_known(m) for m in mine):
            continue
        for mention in event.mentions:
            better = [m for m in getattr(mention, name) if _known(m) and m.armed == mine[0].armed and m.unarmed == mine[0].unarmed]
            if better:
                setattr(event, name, [m for m in better if m not in event.agents and m not in event.patients])
                break


def _known(mention: ActorMention) -> bool:
    """Whether a phrase tells whose people or things it speaks of."""
    return mention.actor is not None or mention.country is not None


def _from_losses(layers: Layers, event: Draft) -> None:
    for field in ("killed", "injured", "captured"):
        count = event.counts.get(field)
        if count is None or count.victims is None:
            continue
        for mention in layers.actors_in(count.victims[0], count.victims[1] + 1):
            if mention not in event.agents and mention not in event.patients and mention.kind not in ("country", "weapon", "asset", "government"):
                if event.family == "clash" and event.agents and event.patients:
                    continue
                event.patients.append(mention)
                event.why.append(("actor2", mention.rule, mention.start, mention.end, "the victims"))


_FROM_AFAR = frozenset(("airstrike", "shelling"))
"""Families of acts whose doer a report names once and then leaves out (قصف عنيف, غارات على ...)."""


def _of_the_report(event: Draft, merged: Sequence[Draft]) -> None:
    """Give a strike that nobody is named for the doer of the report's other strikes in its country, where they all have one."""
    land = _land(event)
    others = [e for e in merged if e is not event and e.layer == "acled" and e.family in _FROM_AFAR and e.agents and _land(e) == land]
    parties = {party_of(m) for e in others for m in e.agents}
    if land is None or len(parties) != 1:
        return
    near = min(others, key=lambda e: abs(e.sentence - event.sentence))
    if any(party_of(p) in parties for p in event.patients):
        return
    event.agents.append(near.agents[0])
    mention = near.agents[0]
    event.why.append(("actor1", mention.rule, mention.start, mention.end, "who strikes in the report"))


def _land(event: Draft) -> str | None:
    place = event.place or event.land
    return place.place.country if place is not None and place.place is not None else None


_BORROW = 1
"""How many sentences apart two acts may stand for one to lend the other a side."""


def _borrow(event: Draft, merged: list[Draft], *, agents: bool) -> None:
    """Take the other side from the nearest act of the report that names the same one."""
    mine = event.patients if agents else event.agents
    best: tuple[int, list[ActorMention]] | None = None
    for other in merged:
        if other is event or other.layer != "acled" or other.family not in VIOLENT:
            continue
        pairs = ((other.agents, other.patients), (other.patients, other.agents)) if other.type == "Armed clash" else ((other.agents, other.patients),)
        for side, opposite in pairs:
            have, want = (opposite, side) if agents else (side, opposite)
            armed = [m for m in want if m.armed]
            if not armed or not _share(have, mine):
                continue
            distance = abs(other.sentence - event.sentence)
            if distance <= _BORROW and (best is None or distance < best[0]):
                best = (distance, armed)
    if best is not None and not (agents and any(p.unarmed for p in mine)):
        (event.agents if agents else event.patients).extend(m for m in best[1][:2] if m not in event.agents and m not in event.patients)
        for mention in best[1][:2]:
            event.why.append(("actor1" if agents else "actor2", mention.rule, mention.start, mention.end, "the other side in the report's nearest act"))
