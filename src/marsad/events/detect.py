"""Which words of a text tell an event: triggers of the lexicon whose conditions their neighbourhood meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.actors.mention import CROWDS
from marsad.arabic.inflection import AGENT, IMPERFECT, MASDAR, PATIENT, PERFECT, Form
from marsad.arabic.lexicon import Hit
from marsad.arabic.phrases import Match, proclitic_length
from marsad.arabic.text import Sentence
from marsad.arabic.words import MARK, NUMBER, WORD, Token
from marsad.events.frames import BASES, EventLexicon, Trigger, follows
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
"""How many tokens on either side in its sentence the words that a trigger must not stand near (`unless`) are looked for."""


@dataclass(slots=True, eq=False)
class Told:
    """A trigger found: tokens [first, last], half-open offsets, its entry and its form (None for phrases). Never changed once made."""

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
        self.verbal = self.form is not None and self.form.kind in (PERFECT, IMPERFECT)


def detect(layers: Layers, lexicon: EventLexicon) -> list[Told]:
    """Every trigger whose conditions hold, in order of the text."""
    out: list[Told] = []
    tokens, cues = layers.text.tokens, lexicon.cues
    met: list[int] = []
    begin: list[int] = []
    for sentence in layers.text.sentences:
        here = 0
        for i, token in enumerate(tokens[sentence.first : sentence.last], sentence.first):
            cue = cues[token.norm]
            if cue is not None:
                here |= cue.sought
                if cue.begins and token.kind == WORD:
                    begin.append(i)
        met.append(here)
    around, reached = _Around(layers, met), -1
    for i in begin:
        if i > reached and not _taken(layers, i):
            told = _at(around, lexicon, i)
            if told is not None:
                out.append(told)
                reached = told.last
    return out


def _at(around: _Around, lexicon: EventLexicon, i: int) -> Told | None:
    """The trigger that begins at a token, the word alone or the phrase that it opens."""
    tokens = around.tokens
    match = lexicon.phrases.at(tokens, i)
    phrase = _phrase_told(around, match) if match is not None else None
    if phrase is not None and not phrase.doubts:
        return phrase
    hits = lexicon.words.look_up(tokens[i].norm)
    word = _word_told(around, i, hits) if hits else None
    return phrase if phrase is not None and (word is None or word.doubts) else word


def _phrase_told(around: _Around, match: Match[Trigger]) -> Told | None:
    """What a phrase tells: its first trigger that holds without doubts, else the first that may hold with them."""
    phrase: Told | None = None
    for trigger in match.payloads:
        doubts = around.doubts(match.first, match.last, trigger, None)
        if doubts is None or (doubts and (phrase is not None or not _doubtful(trigger))):
            continue
        reading = match.reading
        phrase = Told(
            match.first, match.last, match.start, match.end, trigger, trigger.form, reading.article, reading.preposition, reading.conjunction, doubts
        )  # fmt: skip
        if not doubts:
            break
    return phrase


def _word_told(around: _Around, i: int, hits: Sequence[Hit[Trigger]]) -> Told | None:
    """What a word tells: the best of its readings that hold, those without doubts and those that name their company before others."""
    token = around.tokens[i]
    best: Told | None = None
    nominal = len(hits) > 1 and _is_either(hits) and _nominal(around.layers, i)
    for hit in hits:
        trigger, form = hit.entry, hit.form
        if nominal and hit.verbal:
            continue
        if (trigger.unlike and _holds_any(token.raw, trigger.unlike)) or (form.enclitic and token.raw.endswith("ة")):
            continue  # ة is no pronoun: تظاهرة is the noun, not تظاهر with ه
        if (trigger.verbs_only and not hit.verbal) or (form.kind in _PARTICIPLES and not _tells(hit, trigger)):
            continue
        if best is not None and not best.doubts and not trigger.company_bit:
            continue
        doubts = around.doubts(i, i, trigger, form)
        if doubts is None or (doubts and not _doubtful(trigger)):
            continue
        if best is None or (not doubts, bool(trigger.with_)) > (not best.doubts, bool(best.trigger.with_)):
            reading = hit.reading
            best = Told(
                i, i, token.start + proclitic_length(token, reading), token.end, trigger, form, hit.definite, reading.preposition, reading.conjunction, doubts
            )  # fmt: skip
    return best


def _is_either(hits: Sequence[Hit[Trigger]]) -> bool:
    """Whether a word can be a verb and a verbal noun."""
    verb = noun = False
    for hit in hits:
        verb = verb or hit.verbal
        noun = noun or hit.form.kind == MASDAR
    return verb and noun


def _holds_any(raw: str, parts: Sequence[str]) -> bool:
    for part in parts:
        if part in raw:
            return True
    return False


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


_PARTICIPLES = frozenset((AGENT, PATIENT))


def _tells(participle: Hit[Trigger], trigger: Trigger) -> bool:
    """A participle names a person or a state, not an act; it tells one only as an adverbial of a statement (متهما, مطالبة)."""
    form = participle.form
    return trigger.family == "plover" and form.kind == AGENT and not participle.definite and not form.plural and not participle.reading.preposition


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


class _Around:
    """The words around triggers, as the conditions of their entries look at them."""

    __slots__ = ("layers", "met", "tokens")

    def __init__(self, layers: Layers, met: Sequence[int]) -> None:
        self.layers, self.tokens = layers, layers.text.tokens
        self.met = met
        """What triggers look for that the words of each sentence may be, a bit for each: what is not met need not be looked for."""

    def _met_ahead(self, sentence: Sentence) -> int:
        """What is met in a sentence, and where a date stands across its end (what is ahead is read over dates) in those behind it too."""
        met, last = self.met[sentence.index], sentence.last
        time_at = self.layers.time_at
        if last < len(time_at) and (time_at[last - 1] >= 0 or time_at[last] >= 0):
            for other in self.met[sentence.index + 1 :]:
                met |= other
        return met

    def ahead(self, first: int, count: int) -> list[str]:
        """The next words of a clause; quotation marks, dates and the commas around dates are stepped over."""
        out: list[str] = []
        tokens, time_at = self.tokens, self.layers.time_at
        for i in range(first, min(len(tokens), first + count + _STEPPED_OVER)):
            if time_at[i] >= 0:
                continue
            token = tokens[i]
            if token.kind == WORD or token.kind == NUMBER:
                out.append(token.norm)
                if len(out) == count:
                    break
            elif token.kind != MARK or not (token.norm in "\"'()" or (token.norm == "," and self._beside_date(i))):
                break
        return out

    def _beside_date(self, i: int) -> bool:
        time_at = self.layers.time_at
        return time_at[i - 1] >= 0 or (i + 1 < len(time_at) and time_at[i + 1] >= 0)

    def doubts(self, first: int, last: int, trigger: Trigger, form: Form | None) -> tuple[str, ...] | None:
        """What a trigger at tokens [first, last] asks for and its neighbourhood does not tell; None where it does not hold."""
        sentence = self.layers.sentence(first)
        met, after, reach = self._met_ahead(sentence), last + 1, max(trigger.gap, 4)
        completed = not trigger.company_bit
        if not completed:
            if not trigger.company_bit & met:
                return None
            completed = _completed(self.ahead(after, reach)[: trigger.gap], trigger)
            if not completed and not self._completed_before(first, sentence.first, trigger, form):
                return None
        if trigger.preposition and not (form is not None and form.enclitic) and not _governs(self.ahead(after, reach), trigger.preposition):
            return None
        if trigger.not_bit & met and follows(trigger.not_, self.ahead(after, reach), places=2):
            return None
        if trigger.not_before and first and not trigger.not_before.isdisjoint(BASES[self.tokens[first - 1].norm]):
            return None
        if trigger.unless_bit & met and _any_of(trigger.unless, self.tokens[max(sentence.first, first - _CLOSE) : min(sentence.last, after + _CLOSE)]):
            return None
        out = [] if completed else ["object told before"]
        if trigger.achieved and form is not None and form.kind == IMPERFECT and self._holds(first, after):
            return None
        if trigger.achieved and form is not None:
            if form.kind == IMPERFECT and first - sentence.first > 6:
                out.append("not achieved")
            if form.kind == MASDAR and not _any_of(_ACHIEVED, self.tokens[max(0, first - 5) : first]):
                out.append("not achieved")
        if (trigger.needs or trigger.needs_all) and not self._met(first, last, trigger):
            out.append("needs unmet")
        return tuple(out)

    def _holds(self, first: int, after: int) -> bool:
        """Whether a verb in the present tells who holds a place: in a relative clause, behind ما زال, before the pronoun of the place (تسيطر عليها)."""
        before = self.tokens[first - 1].norm if first else ""
        return before in RELATIVE or before in _STILL or (after < len(self.tokens) and self.tokens[after].norm in _UPON)

    def _completed_before(self, first: int, opening: int, trigger: Trigger, form: Form | None) -> bool:
        """Whether what completes a trigger was told before it and is taken up by its pronoun or by a relative clause (طائرة … إسقاطها, الأراضي
        التي خسرتها): a noun, for a verb and its verbal noun. `opening` is where the sentence begins."""
        if form is None or trigger.part != "v" or not (form.enclitic in _TAKEN_UP or (first and self.tokens[first - 1].norm in RELATIVE)):
            return False
        return _completed([t.norm for t in self.tokens[max(opening, first - _BEFORE) : first] if t.kind == WORD], trigger)

    def _met(self, first: int, last: int, trigger: Trigger) -> bool:
        """Whether the neighbourhood has all that a trigger needs, and one of what it needs one of."""
        for need in trigger.needs_all:
            if not _need(self.layers, first, last, need):
                return False
        for need in trigger.needs:
            if _need(self.layers, first, last, need):
                return True
        return not trigger.needs


_STILL = frozenset("زال زالت زالوا يزال تزال يزالون مازال مازالت مازالوا لازال لازالت".split())
"""Words (normalised) of what still lasts."""
_UPON = frozenset("عليها عليه عليهما".split())
"""The preposition of control with the pronoun of a place."""
_STEPPED_OVER = 9
"""How many tokens more than the words asked for are looked at, for what is stepped over."""


def _any_of(words: frozenset[str], tokens: Sequence[Token]) -> bool:
    """Whether one of the words (normalised) stands among the tokens, proclitics and article aside."""
    for token in tokens:
        if token.kind == WORD and not words.isdisjoint(BASES[token.norm]):
            return True
    return False


def _completed(window: Sequence[str], trigger: Trigger) -> bool:
    """Whether the words that complete a trigger stand in a window of words."""
    return follows(trigger.company, window, places=len(window))


_TAKEN_UP = frozenset("ه ها هم هما هن".split())
"""Pronouns of the third person."""
_BEFORE = 14
"""How many words before a trigger what its pronoun takes up may stand."""


def _doubtful(trigger: Trigger) -> bool:
    """Whether a trigger may stand with doubts: what it lacks weighs against it. Acts of speech, words of another meaning and
    executions, which courts order too, may not."""
    return not (trigger.strict or trigger.noncourt) and trigger.family not in ("plover", "none")


def _governs(ahead: Sequence[str], preposition: str) -> bool:
    for norm in ahead[:5]:
        if norm == preposition or (len(preposition) > 1 and norm.startswith(preposition) and len(norm) <= len(preposition) + 3):
            return True
        if len(preposition) == 1 and norm[0] == preposition and len(norm) > 2:
            return True
    return False


def _need(layers: Layers, first: int, last: int, need: str) -> bool:
    """Whether the neighbourhood of a trigger has what a need asks for."""
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
        return _any_of(_MADE, layers.text.tokens[max(sentence.first, first - 8) : min(sentence.last, last + 7)])
    if need == "mass":
        return any(not _MASS.isdisjoint(BASES[t.norm]) for t in layers.text.tokens[lo:hi])
    if need == "territory":
        return any(p.place is not None for p in layers.places_in(lo, hi))
    if need == "protest_act":
        return any(m.kind == "protester" for m in layers.actors_in(sentence.first, sentence.last))
    found = [m for m in layers.actors_in(lo, hi) if m.first > first or m.last < first]
    kinds = _KINDS_NEEDED.get(need)
    if kinds is not None:
        return any(m.kind in kinds for m in found)
    if need in ("armed", "army_place", "armed_subject"):
        return any(m.armed and m.kind != "sides" for m in found)
    if need == "state":
        return any(m.kind in ("country", "government", "state") or m.state for m in found)
    if need == "victim":
        return any(m.unarmed for m in found)
    if need == "actor":
        return bool(found)
    if need == "two_actors":
        return len(found) >= 2
    return any(m.kind == need for m in found)


_KINDS_NEEDED = {
    "people": frozenset(("civilian", "protester", "rioter", "party", "union")),
    "protesters": CROWDS,
    "object": frozenset(("object", "asset")),
    "settlers": frozenset(("settler", "identity-militia")),
}
"""Need → the kinds of actors that meet it."""
