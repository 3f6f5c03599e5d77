"""From triggers to events: each trigger's sides, type, day, place, losses and status make a draft; drafts are merged into events."""

from __future__ import annotations

import re
from dataclasses import replace

from marsad.actors.mentions import ActorMention
from marsad.arabic.words import WORD
from marsad.events.assertion import Assertion
from marsad.events.decide import EVENT_TYPE_OF, Facts, decide
from marsad.events.detect import Told, detect
from marsad.events.frames import EventLexicon, bases
from marsad.events.layers import Layers, TimeSpan
from marsad.events.merging import VIOLENT, Draft, merge
from marsad.events.roles import RoleFinder, Sides
from marsad.places import FoundPlace

_NEAR_MEANS = 12
"""How many tokens from the trigger a word of means may stand (the clause of an act is seldom longer)."""

_REPEATED = 40
"""A sentence of more characters that stands twice (pages repeat their lead) is read once."""

_RECALL = frozenset("يذكر يشار جدير الجدير سبق وسبق سابقا ويذكر ويشار والجدير".split())
_SPATIAL = frozenset(
    (
        "في",
        "ب",
        "قرب",
        "علي",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "وسط",
        "داخل",
        "خارج",
        "محيط",
        "عند",
        "امام",
        "عبر",
        "حول",
        "باتجاه",
        "نحو",
        "الي",
        "من",
        "بين",
        "قباله",
        "خلف",
    )
)
_CONTINUING = frozenset("تستمر يستمر تواصل تتواصل تدور استمرار يواصل يتواصل مستمره متواصله واصل واصلت مواصله مواصلتها مواصلته مستمر متواصل".split())
"""Words (normalised) before a noun of action that tell that it goes on."""
_AGGREGATE = frozenset("عشرات العشرات مئات المئات سلسله العديد عدد عده حمله موجه اجمالي مجموع حصيله".split())


def code_events(layers: Layers, lexicon: EventLexicon, roles: RoleFinder, assertion: Assertion) -> list[Draft]:
    """The events of a text, in order of their first mention."""
    triggers = detect(layers, lexicon)
    starts = frozenset(t.first for t in triggers if not t.trigger.weak)
    drafts: list[Draft] = []
    by_sentence: dict[int, list[Told]] = {}
    for told in triggers:
        by_sentence.setdefault(layers.text.sentence_of[told.first], []).append(told)
    held: set[str] = set()
    for number, tolds in by_sentence.items():
        sentence = layers.text.sentences[number]
        words = layers.text.full[sentence.start : sentence.end]
        if len(words) > _REPEATED and words in held:
            continue
        held.add(words)
        drafts.extend(_sentence(layers, number, tolds, starts, roles, assertion))
    events = merge(drafts)
    _carry_days(events)
    _carry_places(layers, events)
    _complete(layers, events)
    _carry_sides(events)
    return events


def _sentence(layers: Layers, number: int, tolds: list[Told], starts: frozenset[int], roles: RoleFinder, assertion: Assertion) -> list[Draft]:
    drafts: list[Draft] = []
    made: list[tuple[Told, Draft]] = []
    sentence = layers.text.sentences[number]
    for told in tolds:
        if told.trigger.support:
            continue
        sides = roles.sides(layers, told, starts - {told.first})
        if not _stands(layers, told, sides):
            continue
        draft = _draft(layers, told, sides, tolds)
        if draft is None:
            continue
        draft.sentence = number
        draft.title = sentence.start < layers.title_end
        if _asserted(layers, told, draft, assertion):
            made.append((told, draft))
    made = _swallow(made)
    for told, draft in made:
        host = _host(layers, told, draft, made)
        if host is not None:
            _feed(host, draft)
            continue
        drafts.append(draft)
    drafts = [d for d in drafts if not (d.weak and any(o is not d and _same_act(o, d) for o in drafts))]
    _counts(layers, sentence.start, sentence.end, drafts)
    return [piece for draft in drafts for piece in _spread(layers, draft)]


def _asserted(layers: Layers, told: Told, draft: Draft, assertion: Assertion) -> bool:
    """Whether the mention reaches the threshold; its status follows the cues."""
    place = draft.place.place if draft.place is not None and draft.place_rank <= 14 else None
    span = draft.time.time if draft.time is not None else None
    day = "" if span is None or span.earliest is None else "day" if span.precision == 1 else "period"
    sentence = layers.sentence(told.first)
    counted = any(
        sentence.start <= c.start < sentence.end and c.kind in ("killed", "injured", "captured", "detained") and abs(c.head - told.first) <= 20
        for c in layers.counts
    )
    verdict = assertion.judge(
        layers, told, agents=len(draft.agents), patients=len(draft.patients), place="" if place is None else "country" if place.kind == "country" else "place",
        day=day, counted=counted, title=draft.title,
        carried=any(w[4] == "subject of a light verb" for w in draft.why),
    )  # fmt: skip
    if verdict.status == "unreal":
        if verdict.score < assertion.threshold + 1:
            return False
    elif verdict.status and draft.layer == "acled":
        draft.status = verdict.status
    draft.why.append(("status", ", ".join(verdict.reasons), told.start, told.end, f"evidence {verdict.score:.2f}"))
    return verdict.score >= assertion.threshold


def _stands(layers: Layers, told: Told, sides: Sides) -> bool:
    """Whether a trigger with these sides is an event at all."""
    trigger = told.trigger
    if trigger.family == "none":
        return False
    if trigger.family == "plover":
        return _speaks(sides)
    if trigger.family in ("protest", "riot", "disperse"):
        return True
    if trigger.consequence and trigger.part == "n":
        sentence = layers.sentence(told.first)
        return sentence.start < layers.title_end or _has_count(layers, told)
    if trigger.noncourt and any(m.kind in ("country", "government", "state") for m in sides.agents):
        return False
    if (
        trigger.family in ("arrest", "capture")
        and told.form is not None
        and told.form.kind == "imperfect"
        and told.first - layers.sentence(told.first).first > 5
    ):
        return False
    if trigger.weak and not (sides.agents or sides.patients) and not _has_count(layers, told):
        return trigger.part == "p" and bool(layers.means_at.get(told.first))
    return True


def _speaks(sides: Sides) -> bool:
    def organised(mention: ActorMention) -> bool:
        return (
            mention.kind in ("country", "government", "state", "io", "coalition", "party")
            or mention.state
            or (mention.actor is not None and mention.actor.kind not in ("media-arm",))
        )

    return bool(sides.agents) and any(organised(m) for m in sides.agents) and any(organised(m) for m in sides.patients)


def _has_count(layers: Layers, told: Told) -> bool:
    sentence = layers.sentence(told.first)
    return any(sentence.start <= c.start < sentence.end and c.kind in ("killed", "injured") for c in layers.counts)


def _means(layers: Layers, told: Told, tolds: list[Told]) -> frozenset[str]:
    sentence = layers.sentence(told.first)
    lo, hi = max(sentence.first, told.first - _NEAR_MEANS), min(sentence.last, told.last + _NEAR_MEANS)
    out = set()
    for k, kind in layers.means_at.items():
        if not lo <= k < hi:
            continue
        between = [t for t in tolds if t is not told and min(k, told.first) < t.first < max(k, told.first) and t.trigger.family in VIOLENT]
        if between and not any(t.trigger.consequence for t in between):
            continue
        out.add(kind)
    return frozenset(out)


def _draft(layers: Layers, told: Told, sides: Sides, tolds: list[Told]) -> Draft | None:
    trigger = told.trigger
    means = _means(layers, told, tolds)
    families = {t.trigger.family for t in tolds if t is not told}
    counts = [c for c in layers.counts if layers.sentence(told.first).start <= c.start < layers.sentence(told.first).end]
    lethal = any(c.kind == "killed" and not c.none for c in counts)
    alts: tuple[str, ...] = ()
    if trigger.family == "plover":
        kind, rule, layer = trigger.plover, "codebook 2 layer B", "plover"
    else:
        facts = Facts(
            trigger.family, means, sides.agents, sides.patients,
            arrests="arrest" in families or any(c.kind == "detained" for c in counts),
            fighting=bool(families & {"clash", "shooting"}) or lethal,
            lethal=lethal or "shooting" in means,
            dispersed="disperse" in families or "gas" in means or ("arrest" in families and trigger.family == "protest"),
            violent_crowd="riot" in families,
        )  # fmt: skip
        decision = decide(facts)
        kind, alts, rule, layer = decision.type, decision.alts, decision.rule, "acled"
    draft = Draft(
        [told], trigger.family, kind, tuple(a for a in alts if a != kind), _plover(trigger.plover, kind), layer, 0,
        list(sides.agents), list(sides.patients), definite=told.definite, consequence=trigger.consequence, weak=trigger.weak, means=means,
        rule=rule,
    )  # fmt: skip
    draft.why.append(("type", f"{trigger.id} ({trigger.gloss}); {rule}", told.start, told.end, f"{trigger.family} → {kind}"))
    for name, mention, relation in sides.notes:
        draft.why.append((name, mention.rule, mention.start, mention.end, relation))
    draft.time, draft.announced = _time(layers, told, tolds)
    draft.place, draft.place_rank = _place(layers, told, tolds, draft.agents)
    draft.status = _status(layers, told)
    draft.background, draft.since = _background(layers, told, draft)
    if draft.since and draft.status == "occurred" and not told.verbal:
        draft.status = "ongoing"
    draft.aggregate = _aggregate(layers, told, draft)
    return draft


_PLOVER_OF = {
    "Peaceful protest": "PROTEST", "Protest with intervention": "PROTEST", "Excessive force against protesters": "PROTEST",
    "Violent demonstration": "PROTEST", "Mob violence": "PROTEST", "Arrests": "COERCE", "Agreement": "AGREE",
    "Non-violent transfer of territory": "RETREAT", "Headquarters or base established": "MOBILIZE", "Change to group/activity": "MOBILIZE",
    "Disrupted weapons use": "COERCE",
}  # fmt: skip


def _plover(given: str, kind: str) -> str:
    return _PLOVER_OF.get(kind, given)


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


# --- one act told by several words of a sentence


def _same_act(host: Draft, draft: Draft) -> bool:
    return host.family in VIOLENT and draft.family in VIOLENT and not host.weak and abs(host.main.first - draft.main.first) <= 14


_CAUSE = frozenset(("في", "ب", "اثر", "جراء", "خلال", "نتيجه", "بسبب", "عقب", "بعد", "اثناء", "من", "عن", "اسفر", "ادي"))


def _host(layers: Layers, told: Told, draft: Draft, made: list[tuple[Told, Draft]]) -> Draft | None:
    """The draft of the same sentence that tells the act of which this one tells only the consequence, or the same act more weakly."""
    options: list[tuple[int, Draft]] = []
    for other_told, other in made:
        if other is draft or other.consequence or other.family not in VIOLENT | {"protest", "riot", "disperse", "disrupt"}:
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


def _share(a: list[ActorMention], b: list[ActorMention]) -> bool:
    return any((x.actor and y.actor and x.actor.id == y.actor.id) or (x.country and x.country == y.country) for x in a for y in b)


def _feed(host: Draft, draft: Draft) -> None:
    """Give a host what a consequence or a weaker word of its sentence tells."""
    host.told.extend(draft.told)
    if not host.agents:
        host.agents = [m for m in draft.agents if m not in host.patients]
    if not host.patients:
        host.patients = [m for m in draft.patients if m not in host.agents]
        if host.family in ("attack", "shooting", "kill", "assault") and host.type in ("Armed clash", "Attack"):
            decision = decide(Facts(host.family, host.means, host.agents, host.patients))
            host.type, host.alts, host.plover = decision.type, decision.alts, _plover(host.plover, decision.type)
    if host.place is None:
        host.place, host.place_rank = draft.place, draft.place_rank
    if host.time is None:
        host.time, host.announced = draft.time, draft.announced
    host.why.extend(draft.why)


# --- when


_REPORTING = re.compile(r"(?:و|ف)?(?:ي|ت)?(?:قال|اعلن|افاد|ذكر|اكد|صرح|اوضح|اضاف|اشار|كشف|نقل|نشر|بث|بيان|قول|علن|فيد|ؤكد|ءكد)(?:ت|وا|ون)?$")


def _time(layers: Layers, told: Told, tolds: list[Told]) -> tuple[TimeSpan | None, bool]:
    """The temporal expression that dates a trigger, and whether it only dates the announcement."""
    sentence = layers.sentence(told.first)
    tokens = layers.text.tokens
    best: tuple[float, TimeSpan, bool] | None = None
    for span in layers.times:
        if not sentence.first <= span.first < sentence.last:
            continue
        time = span.time
        if time.earliest is None or time.type == "SET" or (time.type == "DURATION" and time.earliest is None):
            continue
        distance = float(span.first - told.last if span.first > told.last else told.first - span.last)
        lo, hi = min(span.last, told.last), max(span.first, told.first)
        crossed = sum(1 for t in tolds if lo < t.first < hi and t is not told)
        distance += 6 * crossed
        if layers.clause_of[span.first] != layers.clause_of[told.first]:
            distance += 4
        announced = False
        if span.first < told.first:
            opener = any(
                (tokens[k].kind == WORD and tokens[k].norm in ("ان", "انه", "انها", "بان", "بانه", "انهم")) or tokens[k].norm == ":"
                for k in range(span.last + 1, told.first)
            )
            reporting = any(tokens[k].kind == WORD and _REPORTING.match(tokens[k].norm) for k in range(max(sentence.first, span.first - 12), span.first))
            announced = opener and reporting
            if announced:
                distance += 8
        if best is None or distance < best[0]:
            best = (distance, span, announced)
    return (best[1], best[2]) if best else (None, False)


# --- where


_FAR = 40
"""A place that scores worse than this is not the place of the trigger."""


def _place(layers: Layers, told: Told, tolds: list[Told], agents: list[ActorMention]) -> tuple[FoundPlace | None, int]:
    """The place of the sentence that fits a trigger best, and its distance score (lower is better)."""
    sentence = layers.sentence(told.first)
    best: tuple[float, FoundPlace] | None = None
    for place in layers.places_in(sentence.first, sentence.last):
        if place.place is None or _of_actor(layers, place) or any(a.first <= place.first <= a.last for a in agents):
            continue
        after = place.first > told.last
        distance = float(place.first - told.last if after else (told.first - place.last) * 1.6 + 2)
        lo, hi = (told.last, place.first) if after else (place.last, told.first)
        distance += 5 * sum(1 for t in tolds if lo < t.first < hi and not t.trigger.consequence)
        if layers.clause_of[place.first] != layers.clause_of[told.first]:
            distance += 5
        if place.container:
            distance += 6
        if place.place.kind == "country":
            distance += 12
        elif place.place.geo_precision >= 3:
            distance += 5
        if place.prep not in _SPATIAL and not place.type_words:
            distance += 3 if after and place.first - told.last <= 3 else 9
        if place.prep in ("من", "الي") and not place.type_words:
            distance += 3
        if _dateline(layers, place):
            distance += 20
        if distance < _FAR and (best is None or distance < best[0]):
            best = (distance, place)
    return (best[1], int(best[0])) if best else (None, 99)


def _dateline(layers: Layers, place: FoundPlace) -> bool:
    """Whether a place only says where the report was written: غزة (رويترز) -, دبي، الإمارات (CNN) --."""
    sentence = layers.text.sentences[layers.text.sentence_of[place.first]]
    if place.first - sentence.first > 5:
        return False
    tokens = layers.text.tokens
    following = list(tokens[place.last + 1 : place.last + 7])
    return any(t.kind != WORD and t.norm in "(-" for t in following[:2]) or (
        any(t.kind != WORD and t.norm == "(" for t in following[:5]) and any(t.norm == "-" for t in following)
    )


def _of_actor(layers: Layers, place: FoundPlace) -> bool:
    """Whether the place only says whose an actor is (مسلحين من أفغانستان, رئيس بلدية X)."""
    k = layers.actor_at[place.first]
    if k < 0:
        return False
    actor = layers.actors[k]
    return actor.kind != "country" and actor.first < place.first and place.place is not None and place.place.kind == "country"


def _spread(layers: Layers, draft: Draft) -> list[Draft]:
    """One draft for each separately named place that its verb takes (codebook §3a.1)."""
    if draft.place is None or draft.family not in VIOLENT or draft.consequence or draft.title:
        return [draft]
    first = draft.place
    coordinated = [first]
    tokens = layers.text.tokens
    places = layers.places_in(first.last + 1, layers.sentence(draft.main.first).last)
    for place in places:
        gap = tokens[coordinated[-1].last + 1 : place.first]
        words = [t for t in gap if t.kind == WORD]
        joined = tokens[place.first].norm.startswith("و") or any(t.norm == "و" for t in words) or any(t.norm == "," for t in gap)
        if place.place is None or not joined or len(words) > 2 or place.place.kind == "country" or place.container:
            break
        if place.place.geo_precision > 2 or first.place is None or first.place.geo_precision > 2:
            break
        coordinated.append(place)
    if len(coordinated) < 2:
        return [draft]
    out = []
    for place in coordinated:
        piece = replace(draft, told=list(draft.told), agents=list(draft.agents), patients=list(draft.patients), place=place, why=list(draft.why))
        piece.counts = dict(draft.counts) if place is first else {}
        out.append(piece)
    return out


# --- status, background, scope


_FUTURE = re.compile(r"(?:و|ف)?س[يتن].{2,}")
_PLANNING = frozenset(
    "يعتزم تعتزم اعتزام ينوي تنوي نيته نيتها عزمه عزمها يخطط تخطط لشن سيتم سوف ستبدا سيبدا المقبل المقبله القادم القادمه استعدادا تستعد يستعد تمهيدا بهدف لمنع خشيه".split()
)


def _status(layers: Layers, told: Told) -> str:
    tokens = layers.text.tokens
    sentence = layers.sentence(told.first)
    token = tokens[told.first]
    if told.verbal and told.form is not None and told.form.kind == "imperfect" and _FUTURE.fullmatch(token.norm) and token.norm.lstrip("وف").startswith("س"):
        return "planned"
    for k in range(max(sentence.first, told.first - 5), told.first):
        norm = tokens[k].norm
        if tokens[k].kind == WORD and (
            (norm in _PLANNING and norm not in ("بهدف",)) or (_FUTURE.fullmatch(norm) and len(norm) > 5 and norm[1:3] in ("سي", "ست"))
        ):
            return "planned"
        if norm in ("لم", "ولم", "لن", "ينفي", "نفي", "نفت", "نافيا") and told.first - k <= 3:
            return "denied"
    if told.verbal and told.form is not None and told.form.kind == "imperfect":
        before = layers.actors_in(sentence.first, told.first)
        headline = sentence.end <= layers.title_end or any(m.preposition == "" and told.first - m.last <= 4 for m in before)
        past = any(tokens[k].norm.lstrip("وف") in ("كان", "كانت", "كانوا", "قبل") for k in range(max(sentence.first, told.first - 3), told.first))
        return "occurred" if headline or past else "ongoing"
    for k in range(max(sentence.first, told.first - 6), told.first):
        if tokens[k].kind == WORD and bases(tokens[k].norm) & _CONTINUING:
            return "ongoing"
    return "occurred"


def _background(layers: Layers, told: Told, draft: Draft) -> tuple[bool, bool]:
    tokens = layers.text.tokens
    sentence = layers.sentence(told.first)
    since = False
    if draft.time is not None:
        first = draft.time.first
        since = (first > 0 and tokens[first - 1].norm in ("منذ", "ومنذ")) or tokens[first].norm in ("منذ", "ومنذ")
    if sentence.end <= layers.title_end:
        return False, since
    if draft.time is not None and layers.published is not None and draft.time.time.latest is not None:
        age = (layers.published - draft.time.time.latest).days
        if age > 4:
            return True, since
    head = [t.norm for t in tokens[sentence.first : sentence.first + 4] if t.kind == WORD]
    if head and (head[0] in _RECALL or (len(head) > 1 and head[0] in ("وكان", "وكانت", "كانت", "وكانا") and True)):
        return True, since
    for k in range(max(sentence.first, told.first - 6), told.first):
        if tokens[k].kind == WORD and tokens[k].norm in ("وكان", "كان", "وكانت", "كانت") and any(tokens[j].norm in ("قد", "قد") for j in range(k, told.first)):
            return True, since
    return since, since


def _aggregate(layers: Layers, told: Told, draft: Draft) -> bool:
    time = draft.time.time if draft.time else None
    long_span = time is not None and time.earliest is not None and time.latest is not None and (time.latest - time.earliest).days > 10
    if draft.since:
        return True
    plural = told.form is not None and told.form.plural and not told.verbal
    return bool(long_span and plural)


# --- losses


def _counts(layers: Layers, start: int, end: int, drafts: list[Draft]) -> None:
    """Give each loss of a sentence to the draft that it belongs to: the nearest act of force."""
    violent = [d for d in drafts if d.layer == "acled" and d.family in VIOLENT | {"protest", "riot", "disperse", "arrest", "abduct", "disrupt", "destroy"}]
    if not violent:
        return
    for count in layers.counts:
        if not start <= count.start < end or count.cumulative or count.part_of is not None:
            continue
        field = count.field
        options = [d for d in violent if field != "captured" or d.family in ("arrest", "abduct", "capture", "raid", "clash", "gain", "protest", "disperse")]
        if not options:
            continue
        near = min(options, key=lambda d: min(abs(t.first - count.head) for t in d.told))
        if field not in near.counts:
            near.counts[field] = count


# --- what the sentence leaves to the report


def _complete(layers: Layers, events: list[Draft]) -> None:
    """Fill a side that an act of force leaves open: from the losses, from the party that tells it, from the other acts of the report."""
    for event in events:
        if event.layer != "acled":
            continue
        _from_losses(layers, event)
        if event.family in VIOLENT and not event.agents:
            speaker = _speaker(layers, event)
            if speaker is not None:
                event.agents.append(speaker)
                event.why.append(("actor1", speaker.rule, speaker.start, speaker.end, "the party that tells it"))
    for event in events:
        if event.layer != "acled" or event.family not in VIOLENT:
            continue
        if event.agents and not event.patients:
            _borrow(event, events, agents=False)
        elif event.patients and not event.agents:
            _borrow(event, events, agents=True)
    for event in events:
        if event.layer == "acled" and event.family in ("attack", "shooting", "kill", "gain", "assault"):
            decision = decide(Facts(event.family, event.means, event.agents, event.patients))
            if (
                event.type in ("Armed clash", "Attack", "Government regains territory", "Non-state actor overtakes territory")
                and decision.type in EVENT_TYPE_OF
            ):
                event.type, event.alts, event.plover = (
                    decision.type,
                    tuple(a for a in decision.alts if a != decision.type),
                    _plover(event.plover, decision.type),
                )


_GOES_ON = 3
"""How many sentences a day holds for the acts told after it."""


def _carry_days(events: list[Draft]) -> None:
    """News goes on telling the day of its lead: an act without a day, told soon after one that has it, has the same."""
    for event in events:
        if event.time is not None or event.background or event.layer != "acled" or event.status not in ("occurred", "ongoing"):
            continue
        near = [
            other for other in events
            if other.time is not None and not other.carried and not other.background and not other.announced and other.layer == "acled"
            and other.time.time.precision == 1 and 0 <= event.sentence - other.sentence <= _GOES_ON
        ]  # fmt: skip
        if near:
            event.time, event.carried = near[-1].time, True


def _carry_places(layers: Layers, events: list[Draft]) -> None:
    """An act without a place of its own happened where the report's nearest act before it did, else where its headline or the country
    that it names most says."""
    fallback = _theatre(layers)
    for event in events:
        if event.place is not None or event.layer != "acled":
            continue
        near = [o for o in events if o.place is not None and o.place_rank < 99 and o.layer == "acled" and 0 < event.sentence - o.sentence <= _GOES_ON + 1]
        if near and not event.background:
            event.place = near[-1].place
        elif fallback is not None:
            event.place = fallback
        if event.place is not None:
            event.place_rank = 99


def _theatre(layers: Layers) -> FoundPlace | None:
    """The country that the report names most often, where one stands out."""
    counts: dict[str, int] = {}
    first: dict[str, FoundPlace] = {}
    for place in layers.places:
        if place.place is None or not place.place.country or _dateline(layers, place):
            continue
        counts[place.place.country] = counts.get(place.place.country, 0) + 1
        if place.place.kind == "country":
            first.setdefault(place.place.country, place)
    if not counts:
        return None
    best = max(counts, key=lambda c: counts[c])
    return first.get(best) if counts[best] * 2 > sum(counts.values()) else None


def _carry_sides(events: list[Draft]) -> None:
    """An act that names no side goes on between those of the act told just before it."""
    for event in events:
        if event.layer != "acled" or event.family not in ("airstrike", "shelling", "clash", "gain", "attack") or event.agents or event.patients:
            continue
        near = [
            o for o in events
            if o is not event and o.layer == "acled" and o.family in VIOLENT and 0 <= event.sentence - o.sentence <= _GOES_ON and (o.agents or o.patients)
        ]  # fmt: skip
        if near:
            source = next((o for o in reversed(near) if o.type == event.type), near[-1])
            event.agents, event.patients = list(source.agents), list(source.patients)
            for name, side in (("actor1", event.agents), ("actor2", event.patients)):
                event.why.extend((name, m.rule, m.start, m.end, "as in the act told before") for m in side)


def _from_losses(layers: Layers, event: Draft) -> None:
    for kind in ("killed", "injured", "captured"):
        count = event.counts.get(kind)
        if count is None or count.victims is None:
            continue
        for mention in layers.actors_in(count.victims[0], count.victims[1] + 1):
            if mention not in event.agents and mention not in event.patients and mention.kind not in ("country", "weapon", "asset", "government"):
                if event.family == "clash" and event.agents and event.patients:
                    continue
                event.patients.append(mention)
                event.why.append(("actor2", mention.rule, mention.start, mention.end, "the victims"))


_TELLING = re.compile(r"(?:و|ف)?(?:ي|ت)?(?:قال|اعلن|افاد|ذكر|اكد|صرح|اوضح|اضاف|كشف|تبن|علن|فيد|ءكد)")


def _speaker(layers: Layers, event: Draft) -> ActorMention | None:
    """The armed or state party that tells of its enemy's losses (أعلن الجيش مقتل خمسة مسلحين)."""
    if not event.patients or not all(p.armed for p in event.patients):
        return None
    sentence = layers.text.sentences[event.sentence]
    tokens = layers.text.tokens
    for mention in layers.actors_in(sentence.first, event.main.first):
        told = any(tokens[k].kind == WORD and _TELLING.match(tokens[k].norm) for k in range(max(sentence.first, mention.first - 3), mention.first))
        if told and mention.preposition == "" and (mention.state or (mention.armed and mention.actor is not None)):
            same = any(
                (p.actor and mention.actor and p.actor.id == mention.actor.id) or (p.country and p.country == mention.country and p.state)
                for p in event.patients
            )
            return None if same or mention.kind == "police" else mention
    return None


def _borrow(event: Draft, events: list[Draft], *, agents: bool) -> None:
    """Take the other side from the nearest act of the report that names the same one."""
    mine = event.patients if agents else event.agents
    best: tuple[int, list[ActorMention]] | None = None
    for other in events:
        if other is event or other.layer != "acled" or other.family not in VIOLENT:
            continue
        pairs = ((other.agents, other.patients), (other.patients, other.agents)) if other.type == "Armed clash" else ((other.agents, other.patients),)
        for side, opposite in pairs:
            have, want = (opposite, side) if agents else (side, opposite)
            armed = [m for m in want if m.armed]
            if not armed or not _share(have, mine):
                continue
            distance = abs(other.sentence - event.sentence)
            if distance <= 6 and (best is None or distance < best[0]):
                best = (distance, armed)
    if best is not None and not (agents and any(p.unarmed for p in mine)):
        (event.agents if agents else event.patients).extend(best[1][:2])
        for mention in best[1][:2]:
            event.why.append(("actor1" if agents else "actor2", mention.rule, mention.start, mention.end, "the other side in the report's nearest act"))
