"""Whether a word that can tell an event does tell one here, and as what: asserted, planned, denied, or only spoken of.

Cues are data (`lexicon/assertion.yaml`): words with a direction, a reach and an effect, in the shape of ConText (Harkema et al. 2009). An
event stands when what speaks for its best mention (finite verb, sides, day, place, losses, further mentions) and what speaks against it
(possibility, condition, fear, a charge in court) weigh more than the threshold of `weights/standing.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

import yaml

from marsad.arabic.inflection import IMPERFECT, verb_forms
from marsad.arabic.lexicon import parse_verb
from marsad.arabic.orthography import fold
from marsad.arabic.words import BREAK, MARK, WORD, readings
from marsad.events.detect import Told
from marsad.events.draft import Draft
from marsad.events.evidence import step
from marsad.events.layers import RELATIVE, Layers
from marsad.events.scene import Scene, tense

BARRED = "barred"
"""The effect of a cue that leaves no event: what is feared, conditional, simulated, kept from happening."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue's rule: what it does to a trigger within its reach (words); within `bar` words it leaves no event at all."""

    id: str
    effect: str
    reach: int
    bar: int = 0


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cues by their words: single words, and phrases by their first word."""

    words: Mapping[str, Cue]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


class Assertion:
    """The cues of `assertion.yaml`. Raises ValueError where the file does not fit."""

    def __init__(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = resources.files("marsad.events").joinpath("lexicon/assertion.yaml").read_text(encoding="utf-8")
        raw: dict[str, Any] = yaml.load(text, Loader=loader)
        self._before = _cues(raw["cues"])
        self._after = _cues(raw["after"])
        self._aside = tuple(fold(w) for w in raw["aside"])
        self._harmless = frozenset(fold(w) for w in raw["harmless"])
        self._occurrence = frozenset(fold(w) for w in raw["occurrence"])
        self._consequence = frozenset(fold(w) for w in raw["consequence"])
        self._reach = max(c.reach for c in self._before.words.values())

    def status(self, layers: Layers, told: Told, cues: Sequence[Cue]) -> str:
        """The status that the cues give an act: planned, denied, barred, unreal or "" (none). A finite perfect tells what was done, so that
        no word of intention makes it planned."""
        done = told.verbal and told.form is not None and told.form.kind == "perfect"
        status = ""
        for cue in cues:
            if cue.effect == "denied" or (cue.effect == "planned" and not done):
                status = cue.effect
            elif cue.effect == "unreal" and not status:
                status = "unreal"
        token = layers.text.tokens[told.first]
        if told.verbal and told.form is not None and told.form.kind == "imperfect" and token.norm.lstrip("وف").startswith("س"):
            status = status or "planned"
        if any(cue.effect == BARRED for cue in cues) and status not in ("planned", "denied"):
            return BARRED
        return status

    def features(self, scene: Scene, event: Draft, mention: Draft) -> Iterator[str]:
        """What speaks for and against an event, seen from one of its mentions."""
        layers, told = scene.layers, mention.main
        trigger = told.trigger
        kind = tense(told)
        yield kind
        yield f"family {trigger.family}"
        yield f"layer {mention.layer}"
        yield f"frame word {trigger.id}"
        yield from told.doubts
        yield from (f"{doubt}, family {trigger.family}" for doubt in told.doubts)
        if mention.weak:
            yield "weak word"
            yield f"weak word, {kind}"
        if not told.verbal:
            if self._occurs(layers, told):
                yield "occurs"
            if told.definite:
                yield "definite noun"
            yield f"noun, governed {told.preposition or 'not'}"
            yield f"noun, {'plural' if told.form is not None and told.form.plural else 'singular'}"
            if told.form is not None and told.form.enclitic:
                yield "noun with pronoun"
        elif told.form is not None and told.form.passive:
            yield "passive"
        if told.first == layers.sentence(told.first).first:
            yield "opens its sentence"
            yield f"opens its sentence, {kind}"
        if self._has_consequence(layers, told):
            yield "consequence verb"
        if mention.consequence:
            yield "consequence word"
        if mention.title:
            yield "in the title"
            yield f"in the title, {kind}"
        agents, patients = bool(mention.agents), bool(mention.patients)
        yield f"agents {'told' if agents else 'untold'}, patients {'told' if patients else 'untold'}"
        if agents:
            yield "agent"
        if patients:
            yield "patient"
        if agents and any(m.armed for m in mention.agents):
            yield "armed agent"
        if patients and any(m.unarmed for m in mention.patients):
            yield "unarmed patient"
        if agents and any(m.kind in ("country", "government", "state") for m in mention.agents):
            yield "state agent"
        place = mention.place.place if mention.place is not None else None
        if "place" in mention.here and place is not None:
            yield "country told" if place.kind == "country" else "place told"
            yield f"{'noun' if not told.verbal else 'verb'}, {'country' if place.kind == 'country' else 'place'} told"
        elif place is not None:
            yield "place carried"
        else:
            yield "no place"
        if mention.time is not None:
            where = "told" if "day" in mention.here else "carried"
            yield f"day {where}, precision {mention.time.time.precision}"
            if layers.published is not None and mention.time.time.latest is not None:
                age = (layers.published - mention.time.time.latest).days
                yield "day in the future" if age < 0 else "day of the news" if age <= 3 else "day within a month" if age <= 31 else "day long ago"
        else:
            yield "no day"
        for field in mention.counts:
            yield f"losses {field}"
        if mention.means:
            yield "means told"
            yield from (f"means {m}" for m in sorted(mention.means))
        for cue in mention.cues:
            yield f"cue {cue}"
        if event.status == "planned":
            yield "planned"
        tokens = layers.text.tokens
        sentence = layers.sentence(told.first)
        before = [tokens[k].norm for k in range(max(sentence.first, told.first - 1), told.first) if tokens[k].kind == WORD]
        if before and before[-1] in RELATIVE:
            yield "after a relative"
        classes = {c for k in range(max(sentence.first, told.first - 3), told.first) for c in scene.classes(k)}
        yield from (f"near before: {c}" for c in sorted(classes))
        classes = {c for k in range(told.last + 1, min(sentence.last, told.last + 3)) for c in scene.classes(k)}
        yield from (f"near after: {c}" for c in sorted(classes))
        opening = {c for k in range(sentence.first, min(sentence.first + 3, told.first)) for c in scene.classes(k)}
        yield from (f"sentence opens: {c}" for c in sorted(opening))
        acts = scene.by_sentence.get(sentence.index, ())
        yield f"acts in the sentence {min(len(acts), 5)}"
        number = sum(1 for t in acts if t.first < told.first)
        yield f"act number {min(number, 3)} of the sentence"
        if len(layers.text.sentences) > 2:
            yield f"mentions {min(len(event.mentions), 4)}"
        if any(m.title for m in event.mentions) and not mention.title:
            yield "told in the title too"
        if len(layers.text.sentences) > 2:
            yield f"sentence {step(event.sentence)}"
        if layers.title_end and not any(scene.is_title(s) for s in scene.by_sentence):
            yield "the title tells no act"
        if scene.theatre is None:
            yield "no country stands out"
        if len(layers.text.sentences) > 2:
            families = {t.trigger.family for t in scene.triggers if t.trigger.family != "none"}
            yield f"acts in the report {step(sum(1 for t in scene.triggers if not t.trigger.weak))}"
            yield f"kinds of act {min(len(families), 5)}"
        density = sum(1 for t in scene.triggers if not t.trigger.weak) / max(1, len(layers.text.sentences))
        yield f"acts a sentence {'under 1/4' if density < 0.25 else 'under 1/2' if density < 0.5 else 'under 1' if density < 1 else '1 or more'}"

    def _occurs(self, layers: Layers, told: Told) -> bool:
        """Whether a verb or noun of happening governs it."""
        tokens = layers.text.tokens
        first = layers.sentence(told.first).first
        if told.preposition in ("ب", "ل") and told.first == first:
            return False
        for k in range(max(first, told.first - 3), told.first):
            if tokens[k].kind == WORD and any(r.rest in self._occurrence for r in readings(tokens[k].norm)):
                return True
        return False

    def _has_consequence(self, layers: Layers, told: Told) -> bool:
        tokens = layers.text.tokens
        last = min(layers.sentence(told.first).last, told.last + 16)
        return any(tokens[k].kind == WORD and any(r.rest in self._consequence for r in readings(tokens[k].norm)) for k in range(told.last + 1, last))

    def cues_of(self, layers: Layers, told: Told) -> list[Cue]:
        """The cues in whose scope a trigger stands."""
        tokens = layers.text.tokens
        sentence = layers.sentence(told.first)
        found: dict[str, Cue] = {}
        steps = 0
        for k in range(told.first - 1, max(sentence.first, told.first - 2 * self._reach) - 1, -1):
            token = tokens[k]
            if token.kind in (MARK, BREAK):
                if token.norm in ",;:" and (steps or (told.verbal and token.norm != ":")):
                    break
                continue
            steps += 1
            if layers.actor_at[k] >= 0:
                continue
            cue, length = self._at(layers, k, told.first)
            if cue is None or steps > cue.reach:
                continue
            if token.norm == "قد" and (not told.verbal or (told.form is not None and told.form.kind == "perfect")):
                continue
            if steps - length + 1 <= cue.bar:
                cue = replace(cue, effect=BARRED)
            if length > 1:
                found.pop("m-not", None)
            found.setdefault(cue.id, cue)
        for k in range(told.last + 1, min(sentence.last, told.last + 4)):
            behind = _cue(self._after.words, tokens[k].norm) if tokens[k].kind == WORD and layers.time_at[k] < 0 else None
            if behind is not None:
                found.setdefault(behind.id, replace(behind, effect=BARRED) if k - told.last <= behind.bar else behind)
        return list(found.values())

    def _at(self, layers: Layers, k: int, end: int) -> tuple[Cue | None, int]:
        """The cue that opens at token k and how many tokens it takes; none where a negated verb leaves the act as it is (لم يعلن, لم تكتف)."""
        tokens = layers.text.tokens
        for rest, cue in self._before.phrases.get(tokens[k].norm, ()) or self._before.phrases.get(tokens[k].norm.lstrip("وف"), ()):
            if k + len(rest) < end and all(tokens[k + 1 + n].norm == word for n, word in enumerate(rest)):
                return cue, len(rest) + 1
        single = _cue(self._before.words, tokens[k].norm)
        if single is not None and single.effect == "denied":
            following = [t.norm for t in tokens[k + 1 : min(k + 3, end)] if t.kind == WORD and t.norm != "ان"]
            if following and following[0] in self._harmless:
                return None, 1
            if single.id == "m-deny" and any(r.rest.startswith(self._aside) for t in tokens[k + 1 : end] if t.kind == WORD for r in readings(t.norm)):
                return None, 1
        return single, 1


def _cues(raw: list[dict[str, Any]]) -> CueTable:
    words: dict[str, Cue] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for row in raw:
        cue = Cue(row["id"], row["effect"], int(row["reach"]), int(row.get("bar", 0)))
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
