"""Which words of a text tell an event: triggers of the lexicon whose conditions their neighbourhood meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.actors.mentions import CROWDS
from marsad.arabic.inflection import AGENT, IMPERFECT, MASDAR, PATIENT, PERFECT, Form
from marsad.arabic.lexicon import Hit
from marsad.arabic.phrases import proclitic_length
from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.frames import EventLexicon, Trigger, bases, follows
from marsad.events.layers import RELATIVE, Layers

_MASS = frozenset("الاف مئات عشرات الالاف المئات العشرات حشود جموع حشد".split())
_MADE = frozenset(
    "اتفاق اتفاقا الاتفاق هدنه توصل توصلت توصلا التوصل اتفق اتفقت اتفقا اعلن اعلنت اعلان وقع وقعت توقيع دخل دخلت دخول بدا بدات سريان تسري سري تمديد مدد مددت عقد ابرم ابرمت ابرام وافق وافقت "
    "جرت جري تمت تم تنفيذ نفذت نفذ اطلق سلم افرج شملت المعلنه المعلن جديده توسط وساطه".split()
)
"""Words (normalised) that tell that an agreement came about."""
_ACHIEVED = frozenset(
    "تمكن تمكنت تمكنوا استطاع استطاعت احكم احكمت تمت تم بسط بسطت فرض فرضت استعاد استعادت اعلن اعلنت نجح نجحت نجحوا اعاد اعادت استكمل استكملت بعد عقب الي انباء".split()
)
"""Words (normalised) before سيطرة that make it the taking of control, not the having of it."""
_AROUND = 18
"""How many tokens on either side count as a trigger's neighbourhood (a long clause of news Arabic)."""

_CLOSE = 7
"""How many tokens on either side the words that a trigger must not stand near (`unless`) are looked for."""


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger found: tokens [first, last], half-open offsets, its entry and its form (None for phrases)."""

    first: int
    last: int
    start: int
    end: int
    trigger: Trigger
    form: Form | None
    definite: bool
    preposition: str
    conjunction: str
    doubts: tuple[str, ...] = ()
    """What the entry asks for in its neighbourhood and does not find: evidence against it."""
    verbal: bool = field(init=False)
    """Whether it is a finite verb."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "verbal", self.form is not None and self.form.kind in (PERFECT, IMPERFECT))


def detect(layers: Layers, lexicon: EventLexicon) -> list[Told]:
    """Every trigger whose conditions hold, in order of the text."""
    out: list[Told] = []
    begins = lexicon.begins
    reached = -1
    for i, token in enumerate(layers.text.tokens):
        if i > reached and token.kind == WORD and begins[token.norm]:
            told = _at(layers, lexicon, i)
            if told is not None:
                out.append(told)
                reached = told.last
    return out


def _at(layers: Layers, lexicon: EventLexicon, i: int) -> Told | None:
    tokens = layers.text.tokens
    token = tokens[i]
    hits = lexicon.words.look_up(token.norm)
    match = lexicon.phrases.at(tokens, i)
    if not hits and match is None:
        return None
    if _taken(layers, i):
        return None
    phrase: Told | None = None
    if match is not None:
        for trigger in match.payloads:
            if _holds(layers, i, match.last, trigger, None):
                reading = match.reading
                doubts = _doubts(layers, i, match.last, trigger, None)
                if doubts and (phrase is not None or not _doubtful(trigger)):
                    continue
                phrase = Told(i, match.last, match.start, match.end, trigger, trigger.form, reading.article, reading.preposition, reading.conjunction, doubts)
                if not doubts:
                    return phrase
    best: Told | None = None
    nominal = any(h.form.kind == MASDAR for h in hits) and _nominal(layers, i)
    for hit in hits:
        trigger = hit.entry
        if nominal and hit.verbal:
            continue
        if any(part in token.raw for part in trigger.unlike) or (hit.form.enclitic and token.raw.endswith("ة")):
            continue  # ة is no pronoun: تظاهرة is the noun, not تظاهر with ه
        if (trigger.verbs_only and not hit.verbal) or not _tells(hit, trigger):
            continue
        if best is not None and not best.doubts and not (trigger.with_ or trigger.with_phrases):
            continue
        if not _holds(layers, i, i, trigger, hit.form):
            continue
        doubts = _doubts(layers, i, i, trigger, hit.form)
        if doubts and not _doubtful(trigger):
            continue
        told = Told(
            i, i, token.start + proclitic_length(token, hit.reading), token.end, trigger, hit.form, hit.definite,
            hit.reading.preposition, hit.reading.conjunction, doubts,
        )  # fmt: skip
        if best is None or (not doubts, bool(trigger.with_)) > (not best.doubts, bool(best.trigger.with_)):
            best = told
    return phrase if phrase is not None and (best is None or best.doubts) else best


_BEFORE_NOUN = frozenset(
    "في من الي علي عن بعد قبل خلال اثر جراء عقب نتيجه بسبب اثناء عمليه عمليات محاوله محاولات حادث حوادث جريمه حمله تم تمت جري وقع شهد شهدت عدم منع".split()
)


def _nominal(layers: Layers, i: int) -> bool:
    """Whether a word that can be a perfect or a verbal noun (قصف, قتل) is the noun here: governed by a preposition or a noun of action,
    or described by an indefinite adjective (قصف عنيف, قصف إسرائيلي)."""
    tokens = layers.text.tokens
    if i and tokens[i - 1].kind == WORD and tokens[i - 1].norm.lstrip("وف") in _BEFORE_NOUN:
        return True
    if i + 1 < len(tokens) and tokens[i + 1].kind == WORD and layers.actor_at[i + 1] < 0 and layers.place_at[i + 1] < 0:
        following = tokens[i + 1].norm
        return len(following) >= 4 and following.endswith("ي") and not following.startswith("ال") and following not in ("الي", "علي", "حتي", "لدي")
    return False


def _tells(hit: Hit[Trigger], trigger: Trigger) -> bool:
    """A participle names a person or a state, not an act; it tells one only as an adverbial of a statement (متهما, مطالبة)."""
    if hit.form.kind not in (AGENT, PATIENT):
        return True
    return trigger.family == "plover" and hit.form.kind == AGENT and not hit.definite and not hit.form.plural and not hit.reading.preposition


def _taken(layers: Layers, i: int) -> bool:
    """Whether the word belongs to a name of a place or of an actor of the registry."""
    if layers.time_at[i] >= 0:
        return True
    k = layers.place_at[i]
    place = layers.places[k].place if k >= 0 else None
    if place is not None and place.kind != "border":
        return True
    k = layers.actor_at[i]
    if k < 0 or layers.actors[k].actor is None:
        return False
    actor = layers.actors[k]
    return i > actor.head if actor.role is not None else not actor.first == i == actor.last


def _norms(layers: Layers, first: int, count: int) -> list[str]:
    """The next words of a clause; quotation marks, dates and the commas around dates are stepped over."""
    out: list[str] = []
    tokens = layers.text.tokens
    for i in range(first, min(len(tokens), first + count + 9)):
        token = tokens[i]
        if layers.time_at[i] >= 0 or (token.kind == MARK and token.norm in "\"'()"):
            continue
        if token.kind == MARK and token.norm == "," and (layers.time_at[i - 1] >= 0 or (i + 1 < len(tokens) and layers.time_at[i + 1] >= 0)):
            continue
        if token.kind not in (WORD, NUMBER):
            break
        out.append(token.norm)
        if len(out) == count:
            break
    return out


def _holds(layers: Layers, first: int, last: int, trigger: Trigger, form: Form | None) -> bool:
    tokens = layers.text.tokens
    asks = trigger.not_ or trigger.preposition or trigger.with_ or trigger.with_phrases
    ahead = _norms(layers, last + 1, max(trigger.gap, 4)) if asks else []
    if trigger.not_ and (follows(trigger.not_, ahead) or (len(ahead) > 1 and follows(trigger.not_, ahead[1:]))):
        return False
    if trigger.unless and _near(layers, first, last, trigger.unless):
        return False
    if trigger.not_before and first and bases(tokens[first - 1].norm) & trigger.not_before:
        return False
    if trigger.preposition and not _governs(ahead, trigger.preposition) and not (form is not None and form.enclitic):
        return False
    return not (trigger.with_ or trigger.with_phrases) or _completed(ahead[: trigger.gap], trigger) or _completed_before(layers, first, trigger, form)


def _completed(window: Sequence[str], trigger: Trigger) -> bool:
    """Whether the words that complete a trigger (`with`) stand in a window of words."""
    if not trigger.with_.isdisjoint([base for norm in window for base in bases(norm)]):
        return True
    return bool(trigger.with_phrases) and any(follows(trigger.with_phrases, window[k:]) for k in range(len(window)))


def _completed_before(layers: Layers, first: int, trigger: Trigger, form: Form | None) -> bool:
    """Whether what completes a trigger was told before it and is taken up by its pronoun or by a relative clause (طائرة … إسقاطها, الأراضي
    التي خسرتها): a noun, for a verb and its verbal noun."""
    if form is None or trigger.part != "v" or not (form.enclitic in _TAKEN_UP or (first and layers.text.tokens[first - 1].norm in RELATIVE)):
        return False
    opening = layers.sentence(first).first
    return _completed([t.norm for t in layers.text.tokens[max(opening, first - _BEFORE) : first] if t.kind == WORD], trigger)


_TAKEN_UP = frozenset("ه ها هم هما هن".split())
"""Pronouns of the third person."""
_BEFORE = 14
"""How many words before a trigger what its pronoun takes up may stand."""


def _doubtful(trigger: Trigger) -> bool:
    """Whether a trigger may stand with doubts: what it lacks weighs against it. Acts of speech, words of another meaning and
    executions, which courts order too, may not."""
    return not (trigger.strict or trigger.noncourt) and trigger.family not in ("plover", "none")


def _doubts(layers: Layers, first: int, last: int, trigger: Trigger, form: Form | None) -> tuple[str, ...]:
    """What a trigger asks for and its neighbourhood does not tell."""
    tokens = layers.text.tokens
    out = []
    if (trigger.with_ or trigger.with_phrases) and form is not None and trigger.part == "v":
        ahead = _norms(layers, last + 1, max(trigger.gap, 4))
        if not _completed(ahead[: trigger.gap], trigger):
            out.append("object told before")
    if trigger.achieved and form is not None:
        if form.kind == IMPERFECT and first - layers.sentence(first).first > 6:
            out.append("not achieved")
        if form.kind == MASDAR and not any(bases(t.norm) & _ACHIEVED for t in tokens[max(0, first - 5) : first] if t.kind == WORD):
            out.append("not achieved")
    if not all(_need(layers, first, last, need) for need in trigger.needs_all):
        out.append("needs unmet")
    elif trigger.needs and not any(_need(layers, first, last, need) for need in trigger.needs):
        out.append("needs unmet")
    return tuple(out)


def _near(layers: Layers, first: int, last: int, words: frozenset[str]) -> bool:
    """Whether one of the words (normalised) stands close to a trigger, before or after it in its sentence."""
    sentence = layers.sentence(first)
    around = layers.text.tokens[max(sentence.first, first - _CLOSE) : min(sentence.last, last + 1 + _CLOSE)]
    return not words.isdisjoint([base for token in around if token.kind == WORD for base in bases(token.norm)])


def _governs(ahead: Sequence[str], preposition: str) -> bool:
    for norm in ahead[:5]:
        if norm == preposition or (len(preposition) > 1 and norm.startswith(preposition) and len(norm) <= len(preposition) + 3):
            return True
        if len(preposition) == 1 and norm[0] == preposition and len(norm) > 2:
            return True
    return False


def _need(layers: Layers, first: int, last: int, need: str) -> bool:
    sentence = layers.sentence(first)
    lo, hi = max(sentence.first, first - _AROUND), min(sentence.last, last + 1 + _AROUND)
    if need == "place":
        return any(p.place is not None and p.place.kind != "country" for p in layers.places_in(lo, hi))
    if need == "weapon":
        return any(lo <= k < hi and k != first for k in layers.means_at)
    if need == "air":
        return any(lo <= k < hi and kind == "air" for k, kind in layers.means_at.items())
    if need == "count":
        return any(sentence.start <= c.start < sentence.end for c in layers.counts)
    if need == "made":
        return any(bases(t.norm) & _MADE for t in layers.text.tokens[max(sentence.first, first - 8) : min(sentence.last, last + 7)] if t.kind == WORD)
    if need == "mass":
        return any(bases(t.norm) & _MASS for t in layers.text.tokens[lo:hi])
    if need == "protest_act":
        return any(m.kind == "protester" for m in layers.actors_in(sentence.first, sentence.last))
    found = [m for m in layers.actors_in(lo, hi) if not m.first <= first <= m.last]
    if need in ("armed", "army_place", "armed_subject"):
        return any(m.armed and m.kind not in ("sides",) for m in found)
    if need == "state":
        return any(m.kind in ("country", "government", "state") or m.state for m in found)
    if need == "victim":
        return any(m.unarmed for m in found)
    if need == "people":
        return any(m.kind in ("civilian", "protester", "rioter", "party", "union") for m in found)
    if need == "protesters":
        return any(m.kind in CROWDS for m in found)
    if need == "actor":
        return bool(found)
    if need == "two_actors":
        return len(found) >= 2
    if need == "territory":
        return any(p.place is not None for p in layers.places_in(lo, hi))
    if need == "object":
        return any(m.kind in ("object", "asset") for m in found)
    if need == "settlers":
        return any(m.kind in ("settler", "identity-militia") for m in found)
    return any(m.kind == need for m in found)
