"""How an event is told: done or going on, news or background, one or a total. Evidence from tense, discourse and dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.arabic.words import NUMBER, WORD
from marsad.events.detect import Told
from marsad.events.draft import Draft
from marsad.events.evidence import step
from marsad.events.layers import RELATIVE
from marsad.events.scene import Scene, tense
from marsad.events.when import days, governor


def goes_on(scene: Scene, told: Told) -> bool:
    """Whether the words around an act tell that it goes on: a verb of continuing in the present whose subject or object it is (تتواصل
    الاشتباكات، تواصل القوات قصف البلدة، لا يزال مسلحون يحتجزون), or a participle beside it (الغارات مستمرة)."""
    layers = scene.layers
    tokens = layers.text.tokens
    sentence = layers.sentence(told.first)
    if told.last + 1 < sentence.last and told.definite and told.preposition == "":
        for k in range(told.last + 1, min(sentence.last, told.last + 3)):
            if "lasting" in scene.classes(k) and not tokens[k].norm.startswith("ال"):
                return True
    if told.preposition or (told.verbal and told.form is not None and told.form.kind == "perfect"):
        return False
    for k in range(told.first - 1, max(sentence.first, told.first - _SUBJECT) - 1, -1):
        token, before = tokens[k], tokens[k - 1].norm if k > sentence.first else ""
        if token.kind == WORD and ("continues" in scene.classes(k) or (token.norm in _CEASED and before in _NEVER)):
            return not (token.norm.lstrip("و") == "تواصل" and k == told.first - 1)
        if token.kind != NUMBER and token.norm != "عن" and layers.actor_at[k] < 0 and not scene.classes(k) & _CARRIED:
            return False
    return False


_SUBJECT = 7
"""How many words may stand between a verb of continuing and the act: its subject, named at length."""
_CEASED = frozenset(("زال", "زالت", "زالوا", "يتوقف", "تتوقف", "يتوقفوا", "يتوقفون"))
_NEVER = frozenset(("ما", "وما", "لا", "ولا", "لم", "ولم"))
_CARRIED = frozenset(("carrier", "total"))


def features(scene: Scene, event: Draft) -> Iterator[str]:
    """What speaks for an event being background, going on, or a total."""
    layers = scene.layers
    tokens = layers.text.tokens
    main = event.main
    sentence = layers.sentence(main.first)
    kind = tense(main)
    yield kind
    yield f"family {event.family}"
    yield f"type {event.type}"
    bodies = [m.sentence for m in event.mentions if not m.title]
    yield "told in the title" if len(bodies) < len(event.mentions) else "not told in the title"
    in_title = scene.is_title(sentence.index)
    if in_title:
        yield f"title, {kind}"
    first = min(bodies) if bodies else event.sentence
    yield f"sentence {step(max(0, first - _front(scene).lead))} of those that tell acts"
    total = max(1, len(layers.text.sentences))
    yield f"quarter {min(3, 4 * first // total)} of the report"
    yield f"mentions {min(len(event.mentions), 3)}"
    if event.time is not None and event.time.time.latest is not None and layers.published is not None:
        age = (layers.published - event.time.time.latest).days
        span = (event.time.time.latest - event.time.time.earliest).days if event.time.time.earliest is not None else 0
        told = "day told" if "day" in event.here else "day carried"
        yield f"{told}, {'future' if age < 0 else f'age {step(age)}' if age <= 8 else 'age 9-31' if age <= 31 else 'age over a month'}"
        yield f"span {step(span)}"
        yield f"precision {event.time.time.precision}"
        k = event.time.first
        if "since" in scene.classes(k) or (k and "since" in scene.classes(k - 1)):
            yield "since"
            yield f"since, {kind}"
        if k and tokens[k - 1].norm in ("خلال", "طوال", "طيله", "علي", "حتي"):
            yield "during"
    else:
        yield "no day"
    if scene.any_class("copula-past", max(sentence.first, main.first - 6), main.first):
        yield "had been"
    if scene.any_class("copula-past", sentence.first, min(sentence.first + 2, main.first + 1)):
        yield "sentence opens with had been"
    if scene.any_class("recall", sentence.first, main.first):
        yield "recalled"
    if scene.any_class("going-on", max(sentence.first, main.first - 5), main.first):
        now = any(
            "continues" in scene.classes(k)
            or ("going-on" in scene.classes(k) and tokens[k].norm.lstrip("وف")[:2].startswith(("ي", "تت", "تس", "تد", "تش", "مس", "مت")))
            for k in range(max(sentence.first, main.first - 5), main.first)
        )
        yield "goes on" if now else "went on"
    if scene.any_class("cause", max(sentence.first, main.first - 2), main.first):
        yield "cause of something"
    if scene.any_class("total", max(sentence.first, main.first - 3), main.first):
        yield "word of a total"
    if scene.any_class("reporting", sentence.first, main.first):
        yield "reported"
    if scene.any_class("stance", sentence.first, main.first):
        yield "judged"
    before = tokens[max(sentence.first, main.first - 2) : main.first]
    if any(token.kind == NUMBER for token in before):
        yield "numbered"
    if any(token.kind == WORD and token.norm in RELATIVE for token in before):
        yield "after a relative"
    if main.form is not None and not main.verbal and main.form.plural:
        yield "plural noun"
        yield f"plural noun, {'definite' if main.definite else 'indefinite'}"
    if not main.verbal and main.definite:
        yield "definite noun"
    present = main.verbal and main.form is not None and main.form.kind == "imperfect"
    if present and not in_title and not scene.any_class("copula-past", max(sentence.first, main.first - 4), main.first):
        yield "tells the present"
    if not main.verbal and not in_title and _carried_now(scene, main, sentence.first):
        yield "carried in the present"
    for opener in sorted(scene.classes(sentence.first)):
        yield f"opens with {opener}"
    if event.place is None:
        yield "no place"
    elif event.place.place is not None:
        yield f"place precision {event.place.place.geo_precision}"
        if scene.theatre and event.place.place.country and event.place.place.country != scene.theatre:
            yield "abroad"
    if "killed" in event.totals or "injured" in event.totals:
        yield "toll over a time"
    if "killed" in event.counts:
        yield "deaths told"
        if event.counts["killed"].cumulative:
            yield "cumulative deaths"
    for cue in event.cues:
        yield f"cue {cue}"
    others = bisect_left(scene.triggers, sentence.first, key=lambda t: t.first)
    yield f"acts told before {step(others)}"


_CARRYING = 5
"""How many words before an act the verb that carries it may stand."""


def _carried_now(scene: Scene, main: Told, first: int) -> bool:
    """Whether a light verb in the present carries a noun of action (ويشن الجيش حملة)."""
    for k in range(main.first - 1, max(first, main.first - _CARRYING) - 1, -1):
        if "copula-past" in scene.classes(k):
            return False
        if "light" in scene.classes(k):
            norm = scene.layers.text.tokens[k].norm
            before = scene.classes(k - 1) if k > first else frozenset()
            hits = scene.grammar.inflected.look_up(norm)
            return "copula-past" not in before and any(h.entry == "light" and h.form.kind == "imperfect" for h in hits)
    return False


_LAST_DAYS, _OLD = 2, 8
"""How many days before the report a day of its news lies at most, a day long past at least."""
_BEHIND = 3
"""In how many of its first words a sentence tells that it recalls."""


def standing(scene: Scene, event: Draft) -> Iterator[str]:
    """What speaks for an event being background by how it stands in its sentence and in its report: behind a word of time, with a pronoun,
    beside the acts and names of the title, among what days."""
    layers, main = scene.layers, event.main
    kind = tense(main)
    yield from _days(scene, event, kind)
    sentence = layers.sentence(main.first)
    setting = governor(scene, main)
    if setting:
        yield f"behind {setting}"
        yield "behind a word of time or cause"
        yield f"behind a word of time or cause, {kind}"
    if not main.verbal and main.form is not None:
        yield f"noun, governed {main.preposition or 'not'}"
        if main.form.enclitic:
            yield "noun with pronoun"
    if main.verbal and main.first == sentence.first:
        yield f"opens its sentence, {kind}"
    acts = scene.by_sentence.get(sentence.index, ())
    yield f"act number {min(3, sum([1 for t in acts if t.first < main.first]))} of the sentence"
    if scene.any_class("stance", max(sentence.first, main.first - 6), main.first):
        yield "judged just before"
    if scene.is_title(sentence.index):
        return
    front = _front(scene)
    if front.families:
        yield f"{'kind' if event.family in front.families else 'no kind'} of the title"
    if event.place is not None and event.place.place is not None and scene.in_title:
        yield f"place {'' if event.place.place.id in scene.in_title else 'not '}of the title"
    if front.names:
        mine = [a.actor.id if a.actor is not None else a.country for a in (*event.agents, *event.patients)]
        yield f"sides {'not ' if front.names.isdisjoint(mine) else ''}of the title"
    for back in range(1, sentence.index + 1):
        before = layers.text.sentences[sentence.index - back]
        if scene.is_title(before.index) or scene.any_class("additive", before.first + 1, min(before.last, before.first + _BEHIND)):
            break
        if any(scene.any_class(c, before.first, min(before.last, before.first + _BEHIND)) for c in ("recall", "copula-past")):
            yield f"behind a sentence that recalls, {'next' if back == 1 else 'further'}"
            yield "behind a sentence that recalls"
            break
    if scene.any_class("sequel", sentence.first, sentence.first + 1):
        yield "the sentence tells when it came"
        if main.first - sentence.first > _BEHIND:
            yield "told in a sentence of when it came"


@dataclass(frozen=True, slots=True)
class Front:
    """What a report opens with: the families of the acts and the actors (entries or countries) of its title, the first sentence behind the title that
    tells an act."""

    families: frozenset[str]
    names: frozenset[str]
    lead: int


def _front(scene: Scene) -> Front:
    """What the report opens with, found once."""
    if scene.front is None:
        acts = [t for number, told in scene.by_sentence.items() if scene.is_title(number) for t in told if not t.trigger.support]
        names = {a.actor.id if a.actor is not None else a.country for a in scene.layers.actors if a.start < scene.layers.title_end}
        lead = min((number for number in scene.by_sentence if not scene.is_title(number)), default=0)
        scene.front = Front(frozenset([t.trigger.family for t in acts]), frozenset([name for name in names if name is not None]), lead)
    return scene.front


def _days(scene: Scene, event: Draft, kind: str) -> Iterator[str]:
    """What days the sentence of an event tells, and how its day stands to that of the report."""
    layers, main = scene.layers, event.main
    published = layers.published
    here = scene.times_of.get(layers.text.sentence_of[main.first], ())
    ages = [(published - s.time.latest).days for s in here if s.time.latest is not None] if published is not None else []
    if not ages:
        yield f"no day in the sentence, {kind}"
    if any(age > _OLD for age in ages):
        yield "an old day in the sentence"
    if any(0 <= age <= _LAST_DAYS for age in ages):
        yield "a day of the news in the sentence"
    if event.time is None:
        yield f"no day, {kind}"
        return
    lead = scene.lead_day
    if lead is not None and event.time.time.earliest is not None and event.time.time.latest is not None:
        told = "day told" if "day" in event.here else "day carried"
        stands = "same as" if event.time.time.earliest <= lead <= event.time.time.latest else "before" if event.time.time.latest < lead else "after"
        yield f"{told}, {stands} the report's first"


_AROUND = 6
"""Within how many words of an act a word of habit or of several places tells of it."""
_MANY = 10
"""From what number on acts are many."""


def several(scene: Scene, event: Draft) -> Iterator[str]:
    """What speaks for many acts told as one: words of habit, several places, large numbers of acts or losses, a present without a day, what goes
    on behind the news."""
    layers, main = scene.layers, event.main
    tokens = layers.text.tokens
    sentence = layers.sentence(main.first)
    kind = tense(main)
    dated = "day" in event.here
    yield f"{event.status}, {'background' if event.background else 'news'}"
    yield f"{event.status}, {'background' if event.background else 'news'}, {kind}"
    first, last = max(sentence.first, main.first - _AROUND), min(sentence.last, main.last + 1 + _AROUND)
    if scene.any_class("habit", first, last):
        yield "a word of habit"
        yield f"a word of habit, {kind}"
    if scene.any_class("several", main.last + 1, last):
        yield "several places or objects"
        yield f"several places or objects, {kind}"
    plural = not main.verbal and main.form is not None and main.form.plural
    if plural:
        yield f"plural, {'own day' if dated else 'no day of its own'}"
        yield f"plural, {governor(scene, main) or 'behind nothing'}"
        yield f"plural, governed {main.preposition or 'not'}"
    if not scene.is_title(sentence.index):
        yield f"{kind}, {'own day' if dated else 'no day of its own'}"
    for k in range(max(sentence.first, main.first - 2), main.first):
        if tokens[k].kind == NUMBER and tokens[k].norm.isdigit():
            yield f"numbered {'many' if int(tokens[k].norm) >= _MANY else 'few'}"
    most = max([c.min or c.max or 0 for c in (*event.counts.values(), *event.totals.values())], default=0) if event.counts or event.totals else 0
    if most:
        yield f"losses of {step(most) if most <= 25 else '26-99' if most < 100 else '100 or more'}"
    if any(c.vague for c in event.counts.values()):
        yield "losses uncounted"
    if event.time is not None and event.time.time.earliest is not None and event.time.time.latest is not None:
        begin, end, _ = days(layers, event.time)
        length = (end - begin).days if begin is not None and end is not None else 0
        covers = "a day" if length <= 1 else "days" if length <= _WEEK else "weeks or more"
        yield f"over {covers}, {'own day' if dated else 'carried'}"
        yield f"over {covers}, {'plural' if plural else kind}"


_WEEK = 8
