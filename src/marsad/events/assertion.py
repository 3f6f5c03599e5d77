"""Whether a word that can tell an event does tell one here, and as what: asserted, planned, denied, or only spoken of.

Cues are data (`lexicon/assertion.yaml`): words with a direction, a reach and an effect, in the shape of ConText (Harkema et al. 2009). An
event stands when what speaks for its best mention (finite verb, sides, day, place, losses, further mentions) and what speaks against it
(possibility, condition, fear, a charge in court) weigh more than the threshold of `weights/standing.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import yaml

from marsad.arabic.inflection import IMPERFECT, MASDAR, PERFECT, verb_forms
from marsad.arabic.lexicon import parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.stems import light_stem
from marsad.arabic.words import BREAK, MARK, WORD, readings
from marsad.compiled import compiled, fingerprint
from marsad.events.decide import GATHERINGS
from marsad.events.detect import Told
from marsad.events.draft import Draft
from marsad.events.evidence import Facet, facet, step
from marsad.events.layers import RELATIVE, Layers
from marsad.events.scene import Scene, tense
from marsad.memo import Memo

_BRIEF = 2
"""A text of so many sentences is brief: nothing else can tell the same act. Without a day of publication it is a passage (`is_passage`), no report."""

BARRED = "barred"
"""The effect of a cue that leaves no event: what is feared, conditional, simulated, kept from happening."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's rule: what it does to a trigger within its reach (words); within `bar` words it leaves no event at all. With `of` it is one for acts of
    these families and PLOVER types alone, and for none that a finite perfect tells."""

    id: str
    effect: str
    reach: int
    bar: int = 0
    of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cues by their words: single words, and phrases by their first word."""

    words: Mapping[str, Cue]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


@dataclass(frozen=True, slots=True)
class Undone:
    """Acts (families, PLOVER types) that are still to come behind certain cues: who calls for talks, or tries to take a town, has not done it."""

    of: frozenset[str]
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Purpose:
    """Families whose verbal noun behind ل tells what something is done for (استعدادات لاستعادة البلدة), the words before it that make it no purpose, and
    those that name fighting, which is of the family `fight`, whatever it is for (معركة لاستعادة البلدة), unless it is `coming`."""

    cue: Cue
    of: frozenset[str]
    unless: frozenset[str]
    operations: frozenset[str]
    coming: frozenset[str]
    fight: str


@dataclass(frozen=True, slots=True)
class AssertionTables:
    """The words of `assertion.yaml`, normalised: cues before and after an act, words of happening and of consequence, what makes a denial none."""

    before: CueTable
    after: CueTable
    occurrence: frozenset[str]
    consequence: frozenset[str]
    aside: tuple[str, ...]
    harmless: frozenset[str]
    achieved: frozenset[str]
    undone: tuple[Undone, ...]
    purpose: Purpose


def read_assertion() -> AssertionTables:
    """The tables from their file. Raises ValueError or KeyError where it does not fit."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: dict[str, Any] = yaml.load(resources.files("marsad.events").joinpath("lexicon/assertion.yaml").read_text(encoding="utf-8"), Loader=loader)
    occurrence, consequence, aside, harmless = ([fold(w) for w in raw[name]] for name in ("occurrence", "consequence", "aside", "harmless"))
    undone = tuple(Undone(frozenset(r["of"]), frozenset(r["cues"])) for r in raw["undone"])
    row = raw["purpose"]
    unless, operations, coming = (frozenset(fold(w) for w in row[k]) for k in ("unless", "operations", "coming"))
    purpose = Purpose(Cue(row["id"], row["effect"], 1), frozenset(row["of"]), unless, operations, coming, row["fight"])
    achieved = frozenset(fold(w) for w in raw["achieved"])
    return AssertionTables(
        _cues(raw["cues"]), _cues(raw["after"]), frozenset(occurrence), frozenset(consequence), tuple(aside), frozenset(harmless), achieved, undone, purpose
    )


class Assertion:
    """The cues of `assertion.yaml`. Raises ValueError where the file does not fit."""

    def __init__(self) -> None:
        tables = compiled("assertion", fingerprint(), read_assertion)
        before, after, occurrence, consequence = tables.before, tables.after, tables.occurrence, tables.consequence
        self._before: Memo[str, Cue | None] = Memo(lambda norm: _cue(before.words, norm))
        self._phrases = before.phrases
        self._behind = after.phrases
        self._far = max((cue.reach for rows in after.phrases.values() for _, cue in rows), default=0)
        self._after: Memo[str, Cue | None] = Memo(lambda norm: _cue(after.words, norm))
        self._happens: Memo[str, bool] = Memo(lambda norm: any(r.rest in occurrence for r in readings(norm)))
        self._results: Memo[str, bool] = Memo(lambda norm: any(r.rest in consequence for r in readings(norm)))
        self._aside, self._harmless = tables.aside, tables.harmless
        self._achieved: Memo[str, bool] = Memo(lambda norm: any(r.rest in tables.achieved for r in readings(norm)))
        self._undone, self._purpose = tables.undone, tables.purpose
        self._reach = max(c.reach for c in before.words.values())
        self._begins: Memo[str, bool] = Memo(lambda norm: norm in self._phrases or norm.lstrip("وف") in self._phrases or self._before[norm] is not None)

    def status(self, layers: Layers, told: Told, cues: Sequence[Cue]) -> str:
        """The status that the cues give an act: planned, denied, barred, unreal or "" (none). A finite perfect tells what was done, so that
        no word of intention makes it planned."""
        done = _done(told)
        undone = () if done else [u.cues for u in self._undone if _is_of(told, u.of)]
        status = ""
        for cue in cues:
            if cue.effect == "denied" or (cue.effect == "planned" and not done):
                status = cue.effect
            elif any(cue.id in cues for cues in undone):
                status = status if status == "denied" else "planned"
            elif cue.effect == "unreal" and not status:
                status = "unreal"
        token = layers.text.tokens[told.first]
        if told.verbal and told.form is not None and told.form.kind == "imperfect" and token.norm.lstrip("وف").startswith("س"):
            status = status or "planned"
        if any(cue.effect == BARRED for cue in cues) and status not in ("planned", "denied"):
            return BARRED
        return status

    def facets(self, scene: Scene, event: Draft, mention: Draft) -> tuple[Facet, ...]:
        """What speaks for and against an event, seen from one of its mentions."""
        layers, told = scene.layers, mention.main
        trigger = told.trigger
        setting = scene.settings.get(told.first) or self._setting(scene, told)
        planned = event.status == "planned"
        kind = "future" if planned and setting.kind == "imperfect" else setting.kind
        spoken = not planned and _spoken(mention.cues)
        agents, patients, here = mention.agents, mention.patients, mention.here
        armed = state = unarmed = False
        for m in agents:
            armed, state = armed or m.armed, state or m.kind in _STATES
        for m in patients:
            unarmed = unarmed or m.unarmed
        place = None if mention.place is None else mention.place.place
        time = mention.time
        told_place, told_day = place is not None and "place" in here, time is not None and "day" in here
        circumstances = bool(agents) + bool(patients) + told_place + told_day + bool(mention.counts)
        long = len(layers.text.sentences) > _BRIEF
        form = setting.form if kind == setting.kind and not spoken else _form(told, setting, kind, spoken)
        return (
            facet(_of_word, kind, trigger.family, mention.layer, trigger.id, mention.doubts, mention.weak, mention.consequence, mention.title),
            form,
            facet(_of_sides, bool(agents), bool(patients), armed, unarmed, state),
            facet(_of_place, told.verbal, None if place is None else place.kind, "place" in here),
            facet(_of_day, None if time is None else time.time.precision, time is not None, "day" in here, _age(layers, mention)),
            facet(_of_clause, tuple(mention.counts), mention.means, mention.cues, planned, setting.relative),
            facet(_of_circumstances, circumstances, kind, spoken),
            facet(_of_gathering, kind, *_gathering(scene, mention)) if trigger.family in GATHERINGS else _NOTHING,
            _NOTHING if event.kin is None else facet(_of_kin, max(-4, min(1, math.floor(event.kin)))),
            *setting.around,
            facet(
                _of_discourse, setting.acts, setting.number, min(len(event.mentions), 4) if long else 0,
                not mention.title and _titled(event.mentions), step(event.sentence) if long else "",
            ),
            scene.kept.get(id(layers)) or scene.facet_of(layers, lambda: facet(_of_report, *_report(scene), tuple(_topics(scene)))),
        )  # fmt: skip

    def _setting(self, scene: Scene, told: Told) -> Setting:
        """How an act stands in its sentence: the same whatever is asked of it, so found once."""
        layers = scene.layers
        sentence = layers.sentence(told.first)
        before = layers.text.tokens[told.first - 1] if told.first > sentence.first else None
        acts = scene.by_sentence.get(sentence.index, ())
        found = scene.settings[told.first] = Setting(
            kind=tense(told),
            occurs=not told.verbal and self._occurs(layers, told),
            opens=told.first == sentence.first,
            consequence=self._has_consequence(layers, told),
            resumed=told.verbal and scene.any_class("resumptive", told.last + 1, told.last + 2),
            relative=before is not None and before.kind == WORD and before.norm in RELATIVE,
            acts=min(len(acts), 5),
            number=min(sum([1 for t in acts if t.first < told.first]), 3),
            around=(
                facet(_near, "near before", _classes(scene, max(sentence.first, told.first - 3), told.first)),
                facet(_near, "near after", _classes(scene, told.last + 1, min(sentence.last, told.last + 3))),
                facet(_near, "sentence opens", _classes(scene, sentence.first, min(sentence.first + 3, told.first))),
            ),
        )
        found.form = _form(told, found, found.kind, spoken=False)
        return found

    def _occurs(self, layers: Layers, told: Told) -> bool:
        """Whether a verb or noun of happening governs it."""
        tokens = layers.text.tokens
        first = layers.sentence(told.first).first
        if told.preposition in ("ب", "ل") and told.first == first:
            return False
        happens = self._happens
        for token in tokens[max(first, told.first - 3) : told.first]:
            if token.kind == WORD and happens[token.norm]:
                return True
        return False

    def _has_consequence(self, layers: Layers, told: Told) -> bool:
        last = min(layers.sentence(told.first).last, told.last + 16)
        results = self._results
        for token in layers.text.tokens[told.last + 1 : last]:
            if token.kind == WORD and results[token.norm]:
                return True
        return False

    def cues_of(self, layers: Layers, told: Told) -> list[Cue]:
        """The cues in whose scope a trigger stands."""
        tokens, time_at, actor_at, begins = layers.text.tokens, layers.time_at, layers.actor_at, self._begins
        sentence = layers.sentence(told.first)
        found: dict[str, Cue] = {}
        steps = 0
        for k in range(told.first - 1, max(sentence.first, told.first - 2 * self._reach) - 1, -1):
            token = tokens[k]
            if token.kind in _NO_WORD:
                if token.norm in ",;:" and (steps or (told.verbal and token.norm != ":")):
                    break
                continue
            if time_at[k] >= 0:
                continue
            steps += 1
            if self._achieved[token.norm]:
                break
            if not begins[token.norm] or actor_at[k] >= 0:
                continue
            cue, length = self._at(layers, k, told.first)
            if cue is None or steps > cue.reach or (cue.of and (_done(told) or not _is_of(told, cue.of))):
                continue
            if token.norm == "قد" and (steps > 1 or not told.verbal or (told.form is not None and told.form.kind == "perfect")):
                continue
            if steps - length + 1 <= cue.bar:
                cue = replace(cue, effect=BARRED)
            if length > 1:
                found.pop("m-not", None)
            found.setdefault(cue.id, cue)
        if self._is_purpose(layers, told) and not self._is_fight(layers, told):
            found.setdefault(self._purpose.cue.id, self._purpose.cue)
        for k in range(told.last + 1, min(sentence.last, told.last + 4)):
            behind = self._after[tokens[k].norm] if tokens[k].kind == WORD and time_at[k] < 0 else None
            if behind is not None:
                found.setdefault(behind.id, replace(behind, effect=BARRED) if k - told.last <= behind.bar else behind)
        phrases = self._behind
        for k, token in enumerate(tokens[told.last + 1 : min(sentence.last, told.last + 1 + self._far)], told.last + 1):
            if token.norm in phrases:
                for rest, cue in phrases[token.norm]:
                    if k - told.last <= cue.reach and k + len(rest) < sentence.last and all(tokens[k + 1 + n].norm == word for n, word in enumerate(rest)):
                        found.setdefault(cue.id, cue)
        return list(found.values())

    def family(self, layers: Layers, told: Told) -> str:
        """The family of an act: that of its entry, but that of fighting where it is what fighting is for."""
        return self._purpose.fight if self._is_purpose(layers, told) and self._is_fight(layers, told) else told.trigger.family

    def _is_fight(self, layers: Layers, told: Told) -> bool:
        """Whether fighting that goes on is named just before what it is for."""
        return self._follows(layers, told, self._purpose.operations) and not self._follows(layers, told, self._purpose.coming)

    def _is_purpose(self, layers: Layers, told: Told) -> bool:
        """Whether a verbal noun behind ل tells what something is done for."""
        if told.preposition != "ل" or told.form is None or told.form.kind != MASDAR or told.trigger.family not in self._purpose.of:
            return False
        first = layers.sentence(told.first).first
        if told.first == first or any(k >= 0 for k in layers.time_at[max(first, told.first - _FOR_WHAT) : told.first]):
            return False
        return not self._follows(layers, told, self._purpose.unless)

    def _follows(self, layers: Layers, told: Told, words: frozenset[str]) -> bool:
        """Whether one of some words stands close before an act."""
        before = layers.words[max(layers.sentence(told.first).first, told.first - _FOR_WHAT) : told.first]
        return any(r.rest in words or (r.article and r.rest[2:] in words) for word in before if word for r in readings(word))

    def _at(self, layers: Layers, k: int, end: int) -> tuple[Cue | None, int]:
        """The cue that opens at token k and how many tokens it takes; none where a negated verb leaves the act as it is (لم يعلن, لم تكتف)."""
        tokens = layers.text.tokens
        norm = tokens[k].norm
        for rest, cue in self._phrases.get(norm, ()) or self._phrases.get(norm.lstrip("وف"), ()):
            if k + len(rest) < end and all(tokens[k + 1 + n].norm == word for n, word in enumerate(rest)):
                return cue, len(rest) + 1
        single = self._before[norm]
        if single is not None and single.effect == "denied":
            following = [t.norm for t in tokens[k + 1 : min(k + 3, end)] if t.kind == WORD and t.norm != "ان"]
            if following and following[0] in self._harmless:
                return None, 1
            if single.id == "m-deny" and any(r.rest.startswith(self._aside) for t in tokens[k + 1 : end] if t.kind == WORD for r in readings(t.norm)):
                return None, 1
        return single, 1


_FOR_WHAT = 3
"""How many words before a verbal noun behind ل may tell that it is no purpose."""


def _done(told: Told) -> bool:
    """Whether a finite perfect tells an act."""
    return told.verbal and told.form is not None and told.form.kind == PERFECT


def _is_of(told: Told, names: frozenset[str]) -> bool:
    """Whether an act is of one of some families, or one of layer B of one of some PLOVER types."""
    return told.trigger.family in names or (told.trigger.family == "plover" and told.trigger.plover in names)


def _cues(raw: list[dict[str, Any]]) -> CueTable:
    words: dict[str, Cue] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for row in raw:
        cue = Cue(row["id"], row["effect"], int(row["reach"]), int(row.get("bar", 0)), frozenset(row.get("of", ())))
        for verb in row.get("future", ()):
            words.update((f"س{s}", cue) for s, forms in verb_forms(parse_verb(verb)).items() if any(f.kind == IMPERFECT for f in forms) and s[0] in "يتن")
        for told in row.get("words", ()):
            first, *rest = (fold(w) for w in told.split())
            if rest:
                phrases[first] = (*phrases.get(first, ()), (tuple(rest), cue))
            else:
                words[first] = cue
    return CueTable(words, phrases)


def _cue(table: Mapping[str, Cue], norm: str) -> Cue | None:
    for reading in readings(norm):
        rest = reading.rest
        cue = table.get(rest) or (table.get(rest[2:]) if reading.article else None)
        if cue is not None and reading.preposition not in ("ك", "س"):
            return cue
    return None


def is_passage(layers: Layers) -> bool:
    """Whether a text is a sentence or two without a day of publication: cut from a report, it tells nothing of the news that it belongs to."""
    return layers.published is None and len(layers.text.sentences) <= _BRIEF


def worded(scene: Scene, told: Told) -> Facet:
    """The words of an act's sentence by their stems, actors, places and times aside, and the classes of those before and behind it. In a passage
    they tell news from talk of it (an anniversary, a trial, an opinion), as in a report its other sentences do."""
    layers = scene.layers
    sentence, tokens = layers.sentence(told.first), layers.text.tokens
    seen: set[str] = set()
    for k in range(sentence.first, sentence.last):
        if told.first <= k <= told.last or tokens[k].kind != WORD:
            continue
        side = "before" if k < told.first else "behind"
        seen.update([f"{side}: {name}" for name in scene.classes(k)])
        if layers.actor_at[k] < 0 and layers.place_at[k] < 0 and layers.time_at[k] < 0:
            seen.add(f"word {light_stem(tokens[k].norm)}")
    return Facet(tuple(sorted(seen)))


# --- what was seen, by what it is about


_NOTHING = Facet(())
_NO_WORD = (MARK, BREAK)
_STATES = frozenset(("country", "government", "state"))


@dataclass(slots=True, eq=False)
class Setting:
    """How an act stands in its sentence: its tense, whether a word of happening governs it, whether it opens the sentence, stands before a verb of
    consequence, has a pronoun of its object behind it, stands behind a relative; how many acts the sentence tells, how many before it; the words
    before it, after it and at the sentence's opening; its form where it is neither to come nor only spoken of."""

    kind: str
    occurs: bool
    opens: bool
    consequence: bool
    resumed: bool
    relative: bool
    acts: int
    number: int
    around: tuple[Facet, ...]
    form: Facet = _NOTHING


def _form(told: Told, setting: Setting, kind: str, spoken: bool) -> Facet:
    form = told.form
    plural, enclitic, passive = (False, False, False) if form is None else (form.plural, bool(form.enclitic), form.passive)
    return facet(
        _of_form, kind, setting.occurs and not spoken, told.definite, told.preposition, plural, enclitic, passive, setting.opens, setting.consequence,
        setting.resumed,
    )  # fmt: skip


def _spoken(cues: Sequence[str]) -> bool:
    """Whether an act is only spoken of: a cue of modality governs it."""
    for cue in cues:  # a loop: mostly there are none
        if cue.startswith("m-"):
            return True
    return False


def _titled(mentions: Sequence[Draft]) -> bool:
    """Whether the title tells an event too."""
    for mention in mentions:
        if mention.title:
            return True
    return False


def _classes(scene: Scene, first: int, last: int) -> frozenset[str]:
    """The word classes of tokens [first, last)."""
    found = _NO_CLASS
    for k in range(first, last):
        classes = scene.classes(k)
        if classes:
            found = found | classes if found else classes
    return found


_NO_CLASS: frozenset[str] = frozenset()


def _age(layers: Layers, mention: Draft) -> str:
    """How long before the report the day of a mention lies, in words; "" where that is not known."""
    if layers.published is None or mention.time is None or mention.time.time.latest is None:
        return ""
    age = (layers.published - mention.time.time.latest).days
    return "in the future" if age < 0 else "of the news" if age <= 3 else "within a month" if age <= 31 else "long ago"


def _report(scene: Scene) -> tuple[object, ...]:
    sentences = scene.layers.text.sentences
    strong = [t.trigger.family for t in scene.triggers if not t.trigger.weak]
    families = {t.trigger.family for t in scene.triggers if t.trigger.family != "none"}
    density = len(strong) / max(1, len(sentences))
    dense = "under 1/4" if density < 0.25 else "under 1/2" if density < 0.5 else "under 1" if density < 1 else "1 or more"
    silent = bool(scene.layers.title_end) and not any(scene.is_title(s) for s in scene.by_sentence)
    return silent, scene.theatre is None, len(sentences) > 2, step(len(strong)), min(len(families), 5), dense


_TOPICS = ("topic-accident", "topic-business", "topic-crime", "topic-culture", "topic-office", "topic-science", "topic-sport")
"""Word classes of what a report may speak of instead of conflict."""


def _topics(scene: Scene) -> Iterator[str]:
    """How thick the words of each peaceful topic stand in the report, in words of a hundred: few, some, many."""
    words = max(50, scene.words_before[-1])
    for topic in _TOPICS:
        share = 100 * len(scene.positions.get(topic, ())) / words
        yield f"{topic} {'few' if share < 1 else 'some' if share < 3 else 'many'}"


def _of_word(kind: str, family: str, layer: str, word: str, doubts: tuple[str, ...], weak: bool, consequence: bool, title: bool) -> Iterator[str]:
    yield kind
    yield f"family {family}"
    yield f"layer {layer}"
    yield f"frame word {word}"
    yield from doubts
    yield from (f"{doubt}, family {family}" for doubt in doubts)
    if weak:
        yield "weak word"
        yield f"weak word, {kind}"
    if consequence:
        yield "consequence word"
    if title:
        yield "in the title"
        yield f"in the title, {kind}"


def _of_circumstances(told: int, kind: str, spoken: bool) -> Iterator[str]:
    plain = "spoken of" if spoken else "plain"
    yield f"circumstances {told}"
    yield f"circumstances {told}, {kind}"
    yield f"circumstances {told}, {plain}"
    yield f"{kind}, {plain}"


def _gathering(scene: Scene, mention: Draft) -> tuple[bool, bool, bool]:
    """What tells a gathering from talk of one: what it demands, how many they are, that somebody is called a protester."""
    sentence = scene.layers.sentence(mention.main.first)
    protesters = any(a.kind == "protester" for a in scene.actors_of.get(sentence.index, ()))
    return scene.any_class("demand", sentence.first, sentence.last), scene.any_class("crowd", sentence.first, sentence.last), protesters


def _of_gathering(kind: str, demands: bool, many: bool, protesters: bool) -> Iterator[str]:
    wanted, called = "demands told" if demands else "no demands", "protesters" if protesters else "no protesters"
    yield f"gathering, {wanted}"
    yield f"gathering, {wanted}, {kind}"
    yield f"gathering, {'many' if many else 'uncounted'}"
    yield f"gathering, {called}"
    yield f"gathering, {called}, {kind}"


def _of_kin(fit: int) -> Iterator[str]:
    yield f"may be told elsewhere {fit}"


def _of_form(
    kind: str, occurs: bool, definite: bool, preposition: str, plural: bool, pronoun: bool, passive: bool, opens: bool, consequence: bool, resumed: bool
) -> Iterator[str]:
    if kind in ("perfect", "imperfect", "future"):
        if passive:
            yield "passive"
        if pronoun:
            yield f"verb with pronoun, {kind}"
        if resumed:
            yield f"pronoun behind, {kind}"
    else:
        if occurs:
            yield "occurs"
        if definite:
            yield "definite noun"
        yield f"noun, governed {preposition or 'not'}"
        yield f"noun, {'plural' if plural else 'singular'}"
        if pronoun:
            yield "noun with pronoun"
    if opens:
        yield "opens its sentence"
        yield f"opens its sentence, {kind}"
    if consequence:
        yield "consequence verb"


def _of_sides(agents: bool, patients: bool, armed: bool, unarmed: bool, state: bool) -> Iterator[str]:
    yield f"agents {'told' if agents else 'untold'}, patients {'told' if patients else 'untold'}"
    if agents:
        yield "agent"
    if patients:
        yield "patient"
    if armed:
        yield "armed agent"
    if unarmed:
        yield "unarmed patient"
    if state:
        yield "state agent"


def _of_place(verbal: bool, kind: str | None, here: bool) -> Iterator[str]:
    if kind is None:
        yield "no place"
    elif here:
        told = "country told" if kind == "country" else "place told"
        yield told
        yield f"{'verb' if verbal else 'noun'}, {told}"
    else:
        yield "place carried"


def _of_day(precision: int | None, dated: bool, here: bool, age: str) -> Iterator[str]:
    if not dated:
        yield "no day"
        return
    yield f"day {'told' if here else 'carried'}, precision {precision}"
    if age:
        yield f"day {age}"


def _of_clause(losses: tuple[str, ...], means: frozenset[str], cues: tuple[str, ...], planned: bool, relative: bool) -> Iterator[str]:
    yield from (f"losses {field}" for field in losses)
    if means:
        yield "means told"
        yield from (f"means {m}" for m in sorted(means))
    yield from (f"cue {cue}" for cue in cues)
    if planned:
        yield "planned"
    if relative:
        yield "after a relative"


def _near(where: str, classes: frozenset[str]) -> Iterator[str]:
    yield from (f"{where}: {c}" for c in sorted(classes))


def _of_discourse(acts: int, number: int, mentions: int, titled: bool, sentence: str) -> Iterator[str]:
    yield f"acts in the sentence {acts}"
    yield f"act number {number} of the sentence"
    if mentions:
        yield f"mentions {mentions}"
    if titled:
        yield "told in the title too"
    if sentence:
        yield f"sentence {sentence}"


def _of_report(silent: bool, nowhere: bool, long: bool, acts: str, kinds: int, density: str, topics: tuple[str, ...]) -> Iterator[str]:
    yield from topics
    if silent:
        yield "the title tells no act"
    if nowhere:
        yield "no country stands out"
    if long:
        yield f"acts in the report {acts}"
        yield f"kinds of act {kinds}"
    yield f"acts a sentence {density}"
