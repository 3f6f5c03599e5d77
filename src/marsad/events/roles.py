"""Who does it to whom: the sides of a trigger, from the grammar of its clause.

A finite verb takes its subject after it (or before it, in headlines and relative clauses) and its object or prepositional target; a noun
takes them by idafa, adjective, preposition (هجوم X على Y, اشتباكات بين X وY), relative clause (هجوم شنه X) or light verb (شن X هجوما على Y).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from marsad.actors.mention import ActorMention
from marsad.arabic.inflection import AGENT, MASDAR
from marsad.arabic.lexicon import Hit
from marsad.arabic.words import MARK, NUMBER, WORD
from marsad.events.detect import Told
from marsad.events.grammar import load_grammar
from marsad.events.layers import COMMA, OPENING_WORD, PLURAL_VERB, RELATIVE_WORD, STOP, Layers
from marsad.memo import Memo

TARGET = frozenset(("علي", "ضد", "بحق", "تجاه", "نحو", "باتجاه"))
UNDERWENT = "who underwent it"
"""The relation of the subject of تعرض, تلقى, شهد to the act that it underwent."""
LOSER = "who lost it"
"""The relation of the subject of losing (فقد، خسر) to the ground that another gains."""
_APART = 2
"""How many words may stand between a noun and the relative pronoun that refers to it."""
AGENTIVE = frozenset(("من قبل", "علي يد", "بيد", "بواسطه"))
_LOCAL = frozenset(
    (
        "في",
        "قرب",
        "داخل",
        "خارج",
        "وسط",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "عبر",
        "حول",
        "محيط",
        "من",
        "الي",
        "عند",
        "خلال",
        "منذ",
        "بعد",
        "قبل",
        "امام",
        "خلف",
    )
)
_AND = ("و", "ف")
"""Conjunctions that are written with the word behind them."""
_ENDING = (STOP, OPENING_WORD)
"""Joints at which what belongs to an act ends."""
_DEFINITE = 5
"""How many letters a word with the article has at least."""
_NO_OBJECT = frozenset("لليوم لكنه لكنها لانه لانها لتحقيق لمواجهه".split())
"""Words (normalised) with ل that tell no object."""
_NEAR_VERB = 5
"""How many tokens before a verb of undergoing its subject stands at most."""
_LIST = 8
"""How many words apart the parties of a list stand."""
_SYMMETRIC = frozenset(("clash", "agreement", "plover", "change"))
"""Families whose two sides stand after بين, and whose other side stands after مع; beside other acts مع tells who does them too."""
_ADDRESSING = frozenset(("REQUEST", "THREATEN", "ACCUSE"))
"""PLOVER's acts of speech whose participle (داعيا، محذرا، متهما) takes whom they are spoken to as its object."""
_ASKING = "request.ask"
"""The verb that takes whom it asks behind من (طلب العراق من تركيا)."""
_ADDRESSED = 4
"""How many words may stand between such a participle and its object (داعيا الأمين العام للأمم المتحدة إلى)."""
_BORDER = frozenset("الحدود حدود حدودها حدوده حدودهما الحدوديه الحدودي المتاخمه".split())
"""Words (normalised) between which and a country مع tells of a border (قرب الحدود مع سوريا), not of a party."""
_QUANTIFIERS = frozenset(
    "احد احدي عدد من نحو اكثر كل بعض عشرات مئات الاف ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره ثلاث اربع خمس ست سبع ثمان تسع عشر عده حوالي قرابه جميع "
    "العديد كبير مجموعه العشرات المئات كافه اثنين اثنان".split()
)
_CARRYING = {"light": "agent", "undergo": "patient"}
"""Word classes (`lexicon/grammar.yaml`) of verbs that carry a noun of action: whether their subject does it or suffers it."""


@dataclass(slots=True)
class Sides:
    """The agents and patients of a trigger, with a note of the relation that gave each."""

    agents: list[ActorMention] = field(default_factory=list)
    patients: list[ActorMention] = field(default_factory=list)
    notes: list[tuple[str, ActorMention, str]] = field(default_factory=list)

    def agent(self, mention: ActorMention, relation: str) -> None:
        """Add an agent once."""
        if not _holds(self.agents, mention) and not _holds(self.patients, mention):
            self.agents.append(mention)
            self.notes.append(("actor1", mention, relation))

    def patient(self, mention: ActorMention, relation: str) -> None:
        """Add a patient once."""
        if not _holds(self.patients, mention) and not _holds(self.agents, mention):
            self.patients.append(mention)
            self.notes.append(("actor2", mention, relation))


def _holds(mentions: Sequence[ActorMention], mention: ActorMention) -> bool:
    """Whether a mention is among some; their places are compared before all that is known of them."""
    for other in mentions:
        if other is mention or (other.first == mention.first and other == mention):
            return True
    return False


class RoleFinder:
    """Finds the sides of triggers. Built once; holds no state between texts."""

    def __init__(self, nisba: Callable[[str], tuple[str, bool, bool] | None]) -> None:
        self._grammar = load_grammar()
        self._nisba = nisba
        self._carriers: Memo[str, Hit[str] | None] = Memo(self._carrier)
        self._light: Memo[str, bool] = Memo(self._is_light)

    def sides(self, layers: Layers, told: Told, others: frozenset[int]) -> Sides:
        """The sides of a trigger; `others` are the first tokens of the other triggers of the text, at which a search stops."""
        if told.trigger.family == "plover":
            found = self._verb(layers, told, others) if told.verbal else self._noun(layers, told, others)
            if not any(organised(m) for m in found.agents):
                self._speaker(layers, told, found)
            return found
        if told.verbal:
            found = self._verb(layers, told, others)
        else:
            found = self._noun(layers, told, others)
        if told.trigger.swap and told.trigger.family == "gain" and not found.patients:
            lost = Sides()
            self._assign(lost.patient, found.agents, LOSER)
            found = lost
        return found

    def _speaker(self, layers: Layers, told: Told, sides: Sides) -> None:
        """Give an act of speech without an organised subject the one whose speech goes on: a participle (داعيا إلى, محذرا من) and a phrase of what
        is said (سيدفع الثمن) the first bare subject of the sentence; a verb that opens a sentence and has no subject behind it (وطالب ب) that
        of the sentence before."""
        form, tokens = told.form, layers.text.tokens
        sentence = layers.sentence_at[told.first]
        if told.last + 1 >= len(tokens):
            return
        if form is None or self._adverbial(layers, told):
            first, last = sentence.first, told.first
        elif told.verbal and form is not None and not form.passive and told.first - sentence.first <= 1 and self._subjectless(tokens[told.last + 1].norm):
            number = layers.text.sentence_of[told.first]
            if not number or layers.sentence_at[told.first].start < layers.title_end or layers.text.sentences[number - 1].start < layers.title_end:
                return
            before = layers.text.sentences[number - 1]
            first, last = before.first, before.last
        else:
            return
        for mention in layers.actors_in(first, last):
            if not mention.preposition and not mention.adjectival and organised(mention) and mention not in sides.patients:
                if told.verbal and agreement(layers, told, mention, before=True) == "disagrees":
                    continue
                sides.agents.clear()
                sides.agent(mention, "whose speech goes on")
                return

    def _adverbial(self, layers: Layers, told: Told) -> bool:
        """Whether a participle tells what a speaker does besides (داعيا إلى): it stands in the accusative, the feminine one behind a mark or a
        conjunction, since it may describe a noun (وقفة منددة ب); a number before it counts people (13 متهما)."""
        if told.form is None or told.form.kind != AGENT or told.definite or told.form.enclitic:
            return False
        before = layers.text.tokens[told.first - 1] if told.first else None
        if before is not None and before.kind == NUMBER:
            return False
        norm = layers.text.tokens[told.first].norm
        return norm.endswith("ا") or (norm.endswith("ه") and (bool(told.conjunction) or (before is not None and before.kind == MARK)))

    def _subjectless(self, following: str) -> bool:
        """Whether the word behind a verb shows that it has no subject of its own there: a particle, a word with ب or ل before it."""
        return following in _BEHIND_DROPPED or (len(following) > 3 and following.startswith(("ب", "لل")))

    # --- finite verbs

    def _verb(self, layers: Layers, told: Told, others: frozenset[int]) -> Sides:
        sides = Sides()
        sentence = layers.sentence_at[told.first]
        passive = told.trigger.passive or (told.form is not None and told.form.passive)
        killed = told.trigger.consequence
        bare: list[ActorMention] = []
        targets: list[ActorMention] = []
        agentive: list[ActorMention] = []
        withs: list[ActorMention] = []
        between: list[ActorMention] = []
        previous: ActorMention | None = None
        role_of_previous: list[ActorMention] | None = None
        for mention in self._after(layers, told.last + 1, sentence.last, others):
            if mention.first <= told.last:
                continue
            gap = mention.first - (previous.last if previous else told.last) - 1
            bucket: list[ActorMention] | None = None
            preposition = mention.preposition
            if mention.conjunction == "و" and previous is not None and gap <= 2 and not preposition:
                bucket = role_of_previous
            elif preposition == "بين":
                bucket = between if told.trigger.family in _SYMMETRIC else None
            elif preposition in AGENTIVE:
                bucket = agentive
            elif preposition in TARGET or (preposition == "ب" and told.trigger.preposition == "ب") or (preposition == "ل" and told.trigger.preposition == "ل"):
                bucket = targets
            elif (preposition == "من" and told.trigger.id == _ASKING) or (preposition in ("ب", "ل") and told.trigger.plover == "SUPPORT"):
                bucket = targets
            elif preposition == "مع":
                bucket = withs
            elif preposition == "ل" and mention.kind in ("civilian", "object", "asset"):
                bucket = targets
            elif preposition == "ب" and mention.kind in ("weapon", "attacker"):
                bucket = agentive
            elif preposition == "" and gap <= 14:
                bucket = bare
            if bucket is not None:
                bucket.append(mention)
            previous, role_of_previous = mention, bucket
        if told.trigger.plover == "REQUEST" and not passive and bare and self._addressed(layers, told, bare[0]):
            bare, targets = [], [*bare, *targets]
        for mention in between:
            (sides.agent if not sides.agents else sides.patient)(mention, "between X and Y")
        subject_left = self._left(layers, told, others)
        if subject_left is not None and not subject_left.adjectival and self._foreign(layers, told, subject_left):
            subject_left = None
        relative = subject_left is not None and self._relative_before(layers, told.first)
        if relative and subject_left is not None and not self._antecedent(layers, subject_left, told.first):
            relative, subject_left = False, None
        if passive and not agentive and killed:
            self._assign(sides.patient, bare or ([subject_left] if subject_left else []), "subject of a passive verb")
            return sides
        if killed and not passive:
            self._killed(layers, told, sides, bare, agentive, subject_left)
            return sides
        self._assign(sides.agent, agentive, "agent phrase")
        if agentive:
            self._assign(sides.patient, bare[:2] + targets, "subject of a passive verb")
            return sides
        enclitic = told.form.enclitic if told.form else ""
        if relative and subject_left is not None:
            if enclitic:  # الهجوم الذي شنه X: the antecedent is the object
                self._assign(sides.agent, bare[:1], "subject")
                sides.patient(subject_left, "antecedent of a relative clause")
            else:
                sides.agent(subject_left, "antecedent of a relative clause")
                self._assign(sides.patient, bare, "object")
        elif enclitic and bare and not passive:  # منزل قصفته طائرات X: the pronoun is the object, so that the subject stands behind it
            self._assign(sides.agent, _conjoined(bare)[0], "subject")
            if subject_left is not None:
                sides.patient(subject_left, "pronoun")
        elif subject_left is not None and (not bare or self._headline(layers, told, subject_left)):
            sides.agent(subject_left, "subject before the verb")
            self._assign(sides.patient, bare, "object")
        elif bare and told.trigger.plover == "ACCUSE" and self._unnamed(layers, told, bare[0]):
            self._assign(sides.patient, bare, "object")
            return sides
        elif bare:
            group = _conjoined(bare)
            first = group[0]
            if (
                first[0].unarmed
                and not targets
                and len(group) == 1
                and subject_left is None
                and told.trigger.family not in ("protest", "riot", "plover", "change")
            ):
                self._assign(sides.patient, first, "object")
            elif first[0].kind == "asset" and len(group) == 1 and not targets:
                self._assign(sides.patient, first, "object")
            else:
                self._assign(sides.agent, first, "subject")
                for rest in group[1:]:
                    self._assign(sides.patient, rest, "object")
        if not sides.agents and told.trigger.family not in ("protest", "riot", "bombing", "suicide", "agreement") and not passive:
            subject = self._dropped(layers, told)
            if subject is not None:
                sides.agent(subject, "dropped subject")
        self._assign(sides.patient, targets, "target after a preposition")
        if told.trigger.family in _SYMMETRIC or not sides.agents:
            self._assign(sides.patient, withs, "with")
        else:
            self._assign(sides.agent, withs, "together with")
        return sides

    def _addressed(self, layers: Layers, told: Told, mention: ActorMention) -> bool:
        """Whether the first bare party behind a verb of demanding is whom the demand is made of, its subject being unknown or left out: a sound
        plural that is no nominative (طالب المتحدث الحوثيين ب), or a body behind a definite noun that it cannot belong to (دعت الجبهة القيادة الفلسطينية)."""
        head = layers.text.tokens[mention.head].norm
        if head.endswith("يين") or (mention.plural and head.endswith("ين")):
            return True
        before = [layers.text.tokens[k] for k in range(told.last + 1, mention.first)]
        apart = bool(before) and len(before) <= _ADDRESSED and all(t.kind == WORD for t in before) and before[-1].norm.startswith("ال")
        return apart and mention.role is None and not mention.person and mention.definite

    def _dropped(self, layers: Layers, told: Told) -> ActorMention | None:
        """The subject that a verb without one goes on with: the last bare armed or state actor before it in its sentence that
        agrees with it."""
        sentence = layers.sentence_at[told.first]
        for mention in reversed(layers.actors_in(sentence.first, told.first)):
            if mention.preposition or not (mention.armed or mention.state) or mention.kind == "asset" or not _can_act(mention):
                continue
            if said_of_another(layers, mention, told.first):
                return None
            if agreement(layers, told, mention, before=True) != "disagrees":
                return mention
        return None

    def _unnamed(self, layers: Layers, told: Told, mention: ActorMention) -> bool:
        """Whether a noun that names no known party stands as the subject between a verb and a phrase, which is its object then: a definite noun
        directly behind the verb, which takes no second term (حمّل البيان إسرائيل المسؤولية), or opponents (يتهم معارضو X الحكومة)."""
        tokens, words, at = layers.text.tokens, layers.words, told.last + 1
        if mention.first <= at or not words[at] or layers.actor_at[at] >= 0 or layers.place_at[at] >= 0 or layers.time_at[at] >= 0:
            return False
        if told.first and words[told.first - 1] in _THAT_THEY:
            return False
        classes, norm = self._grammar.classes[words[at]], tokens[at].norm
        if "opponent" in classes:
            return True
        if (
            not norm.startswith("ال")
            or len(norm) < _DEFINITE
            or not classes.isdisjoint(("title", "source"))
            or tokens[mention.first].norm.endswith(("ي", "يه"))
        ):
            return False
        return not any(t.kind == MARK and t.norm in ",;:.-" for t in tokens[at + 1 : mention.first]) and "باسم" not in words[at + 1 : mention.first]

    def _foreign(self, layers: Layers, told: Told, mention: ActorMention) -> bool:
        """Whether a phrase before a verb cannot be its subject: people of the plural before a verb of the singular."""
        form = told.form
        if form is None or form.plural or not mention.plural or self._relative_before(layers, told.first):
            return False
        return mention.unarmed and mention.kind != "object" and told.first - mention.last > 1

    def _killed(self, layers: Layers, told: Told, sides: Sides, bare: list[ActorMention], agentive: list[ActorMention], left: ActorMention | None) -> None:
        """قتل: active with two bare nouns or a subject before it, else passive."""
        self._assign(sides.agent, agentive, "agent phrase")
        groups = _conjoined(bare)
        first = groups[0][0] if groups else None
        if first is not None and len(groups) >= 2 and not agentive and first.kind != "asset" and _in_force(first) and not layers.counted(first.first):
            self._assign(sides.agent, groups[0], "subject")
            self._assign(sides.patient, groups[1], "object")
            return
        if left is not None and groups and not agentive and left.preposition == "" and _in_force(left) and not left.unarmed and not layers.counted(left.first):
            sides.agent(left, "subject before the verb")
            self._assign(sides.patient, groups[0], "object")
            return
        if groups:
            self._assign(sides.patient, groups[0], "the killed")
        elif left is not None:
            sides.patient(left, "the killed, before the verb")

    # --- nouns

    def _noun(self, layers: Layers, told: Told, others: frozenset[int]) -> Sides:
        sides = Sides()
        tokens = layers.text.tokens
        sentence = layers.sentence_at[told.first]
        gen = told.trigger.gen
        enclitic = told.form.enclitic if told.form else ""
        addressing = told.form is not None and told.form.kind == AGENT and told.trigger.plover in _ADDRESSING
        j = told.last + 1
        while j < sentence.last and j <= told.last + 4 and tokens[j].kind == WORD:
            nisba = self._nisba(tokens[j].norm)
            if nisba is None or layers.actor_at[j] >= 0:
                if layers.actor_at[j] >= 0 or layers.place_at[j] >= 0 or len(tokens[j].norm) < 3:
                    break
                j += 1
                continue
            if not nisba[1] and told.trigger.family not in ("protest", "agreement", "gain", "kill"):
                mention = ActorMention(
                    j, j, j, tokens[j].start, tokens[j].end, "country", f"nisba:{nisba[0]}", "", "", country=nisba[0], definite=nisba[2],
                    adjectival=True,
                )  # fmt: skip
                layers.made.append(mention)
                if told.trigger.family != "disrupt" and _qualifies(layers, told, tokens[j].norm, nisba[2]):
                    sides.agent(mention, "adjective of the act")
                else:
                    sides.patient(mention, "adjective of the object")
            j += 1
        if enclitic:
            left = self._left(layers, told, others)
            if left is not None:
                (sides.patient if gen == "patient" and not self._object_next(layers, told.last + 1) else sides.agent)(left, "pronoun")
        previous: ActorMention | None = None
        last_role: Callable[[ActorMention, str], None] | None = None
        between = 0
        after = self._after(layers, told.last + 1, sentence.last, others, nominal=True)
        if gen != "agent" and after and not after[0].unarmed and after[0].kind != "asset" and self._object_behind(layers, after, told.trigger.consequence):
            gen = "agent"  # استهداف X لـY, استهداف X منازل: the object has a place of its own, so that the owner does it
        front = 0
        announces = told.form is not None and told.form.kind == "masdar" and not told.trigger.consequence and not told.preposition
        teller = self._teller(layers, told) if announces else None
        for mention in after:
            gap = self._gap(layers, previous.last if previous else told.last, mention.first)
            preposition = mention.preposition
            role: Callable[[ActorMention, str], None] | None = None
            relation = ""
            if preposition == "بين" and told.trigger.family in _SYMMETRIC:
                role, relation, between = sides.agent, "between X and Y", 1
                front = self._front(layers, told.last + 1, sentence.last)
            elif between and front and not preposition and gap <= _LIST and mention.conjunction == "و":
                role, relation = sides.agent if mention.first < front else sides.patient, "between X and Y"
            elif mention.conjunction == "و" and between == 1 and not preposition and gap <= 8:
                role, relation, between = sides.patient, "between X and Y", 2
            elif between == 1 and preposition == "وبين":
                role, relation = sides.patient, "between X and Y"
            elif mention.conjunction == "و" and last_role is not None and gap <= 2 and not preposition:
                role, relation = last_role, "coordinated"
            elif preposition in AGENTIVE:
                role, relation = sides.agent, "agent phrase"
            elif preposition in TARGET or (addressing and previous is None and preposition in ("", "من", "ل") and gap <= _ADDRESSED):
                role, relation = sides.patient, "target after a preposition"
            elif preposition == "مع":
                role, relation = sides.patient, "with"
            elif preposition == "ل":
                if gap <= 4 and mention.kind != "country":
                    agentive = gen == "agent" and not sides.agents and not mention.unarmed and mention.kind != "asset"
                    role, relation = (sides.agent, "belongs to") if agentive else (sides.patient, "ل of the object")
            elif preposition == "ب" and mention.kind in ("weapon", "attacker"):
                role, relation = sides.agent, "means"
            elif preposition == "" and gap <= 1 and previous is None:
                facing = teller is not None and teller.country != mention.country
                role, relation = (sides.patient, "object") if facing and gen != "agent" else self._idafa(gen, mention, sides)
            elif preposition == "" and self._light_before(layers, mention.first, told.last):
                role, relation = sides.agent, "subject of a light verb"
            elif preposition == "" and previous is not None and gap <= 1 and sides.agents and previous in sides.agents and gen != "agent":
                role, relation = sides.patient, "object"
            if role is not None:
                role(mention, relation)
            previous, last_role = mention, role
        if not sides.agents or not sides.patients:
            self._governed(layers, told, others, sides)
        if not sides.agents and told.preposition == "ب":
            self._accused(layers, told, sides)
        if not sides.agents and teller is not None:
            sides.agent(teller, "the party that announces its act")
        return sides

    def _object_behind(self, layers: Layers, after: list[ActorMention], consequence: bool) -> bool:
        """Whether the object of a noun of action stands behind its second term: behind ل, or people, things or places directly behind it."""
        owner, other = after[0], after[1] if len(after) > 1 else None
        if other is not None and other.preposition == "ل":
            return True
        if consequence:
            return False
        if other is not None and not other.preposition and not other.conjunction and (other.unarmed or other.kind == "asset"):
            return self._gap(layers, owner.last, other.first) == 0
        return owner.last + 1 < len(layers.words) and layers.actor_at[owner.last + 1] < 0 and self._object_next(layers, owner.last + 1)

    def _object_next(self, layers: Layers, k: int) -> bool:
        """Whether the object of a noun of action begins at a token: a phrase without a preposition, a place, several of them, or a word with ل."""
        if k >= len(layers.words) or not (word := layers.words[k]) or layers.time_at[k] >= 0:
            return False
        if layers.actor_at[k] >= 0:
            mention = layers.actors[layers.actor_at[k]]
            return mention.first == k and not mention.preposition and not mention.conjunction
        if layers.place_at[k] >= 0:
            return not word.startswith("ب")
        if word[0] == "ل" and len(word) >= _DEFINITE and word not in _NO_OBJECT:
            return True
        return "several" in self._grammar.classes[word] and not word.startswith("ب")

    def _front(self, layers: Layers, first: int, last: int) -> int:
        """The first token of من جهة behind the one side of بين X وY من جهة وZ من جهة أخرى; 0 where it is not said."""
        words = layers.words
        for k in range(first, last - 1):
            if words[k] == "من" and words[k + 1] == "جهه":
                return k
        return 0

    def _teller(self, layers: Layers, told: Told) -> ActorMention | None:
        """The armed party directly before a verbal noun that it announces (أعلنت كتائب القسام إطلاق صواريخ)."""
        found = layers.actors_in(max(layers.sentence_at[told.first].first, told.first - 10), told.first)
        if not found or found[-1].preposition or not found[-1].armed or found[-1].actor is None:
            return None
        between = sum([1 for k in range(found[-1].last + 1, told.first) if layers.words[k] and layers.time_at[k] < 0])
        return found[-1] if between <= 1 else None

    def _idafa(self, gen: str, mention: ActorMention, sides: Sides) -> tuple[Callable[[ActorMention, str], None], str]:
        if gen == "agent" and not mention.unarmed:
            return sides.agent, "idafa"
        if gen == "agent":
            return (sides.agent, "idafa") if mention.kind in ("protester", "settler", "civilian", "party", "union") else (sides.patient, "idafa")
        if gen == "either" and not mention.unarmed and mention.kind not in ("asset",):
            return sides.agent, "idafa"
        return sides.patient, "idafa"

    def _light_before(self, layers: Layers, at: int, after: int) -> bool:
        """Whether a light verb with a pronoun stands just before `at` (هجوم شنه X)."""
        return any(layers.words[k] and self._light[layers.words[k]] for k in range(max(after + 1, at - 2), at))

    def _governed(self, layers: Layers, told: Told, others: frozenset[int], sides: Sides) -> None:
        """The subject of the verb that governs a noun of action: شن X هجوما, تعرض X لهجوم."""
        tokens, words, actor_at, carriers = layers.text.tokens, layers.words, layers.actor_at, self._carriers
        sentence = layers.sentence_at[told.first]
        for k in range(told.first - 1, max(sentence.first - 1, told.first - 13), -1):
            word = words[k]
            if not word:
                if tokens[k].kind == MARK and tokens[k].norm in ".!?;":
                    return
                continue
            hit = carriers[word]
            if hit is None or actor_at[k] >= 0:  # تنظيم الدولة: a name, no organising
                continue
            found = [m for m in layers.actors_in(k + 1, told.first) if m.preposition == ""]
            if not found:
                left = self._left_of(layers, k, sentence.first)
                found = [left] if left is not None else []
            if hit.form.kind == MASDAR and hit.entry == "undergo" and not found:
                continue
            acts = _CARRYING[hit.entry] == "agent"
            if not acts and found and found[-1].last < k - _NEAR_VERB:
                return
            for mention in found[:2]:
                (sides.agent if acts else sides.patient)(mention, "subject of a light verb" if acts else UNDERWENT)
            return

    def _accused(self, layers: Layers, told: Told, sides: Sides) -> None:
        """The party that a verb of accusing gives a noun of action to: اتهمت الحكومة الحوثيين بقصف حي سكني."""
        tokens, words, classes = layers.text.tokens, layers.words, self._grammar.classes
        first = layers.sentence_at[told.first].first
        for k in range(told.first - 1, max(first - 1, told.first - 13), -1):
            word = words[k]
            if not word:
                if tokens[k].kind == MARK and tokens[k].norm in ".!?;":
                    return
            elif "accusing" in classes[word]:
                found = [m for m in layers.actors_in(k + 1, told.first) if m.preposition == "" and m not in sides.patients]
                if found:
                    sides.agent(found[-1], "the accused")
                return

    def _carrier(self, norm: str) -> Hit[str] | None:
        """The first reading of a word as a verb that carries a noun of action, or as the noun of such a verb."""
        return next((h for h in self._carrying(norm) if h.verbal or h.form.kind == MASDAR), None)

    def _is_light(self, norm: str) -> bool:
        """Whether a word may be a verb whose subject does what the noun behind it tells."""
        return any(h.verbal and h.entry == "light" for h in self._carrying(norm))

    def _carrying(self, norm: str) -> list[Hit[str]]:
        """The readings of a word as a verb that carries a noun of action."""
        if self._grammar.classes[norm].isdisjoint(_CARRYING):
            return []
        return [h for h in self._grammar.inflected.look_up(norm) if h.entry in _CARRYING]

    # --- searching

    def _after(self, layers: Layers, first: int, last: int, others: frozenset[int], *, nominal: bool = False) -> list[ActorMention]:
        """The actors after a trigger up to the next trigger, a clause of its own, or the end of the sentence."""
        out: list[ActorMention] = []
        words, joints, actor_at, actors = layers.words, layers.joints, layers.actor_at, layers.actors
        for i in range(first, last):
            joint = joints[i]
            if joint:
                if joint in _ENDING or (joint == RELATIVE_WORD and i - first > 1):
                    break
                if out and (joint == PLURAL_VERB or (joint == COMMA and i + 1 < last and words[i + 1][:1] in _AND)):
                    break  # وكبدوا: a plural verb joined by و goes on with another clause
            if i in others and not (nominal and i - first < 2):
                break
            k = actor_at[i]
            if k >= 0 and actors[k].first == i and not self._is_place(layers, i) and _can_act(actors[k]):
                out.append(actors[k])
        return out

    def _gap(self, layers: Layers, last: int, first: int) -> int:
        """How many words stand between two tokens, quantifiers and numbers aside."""
        words = layers.words
        return sum([1 for k in range(last + 1, first) if words[k] and words[k] not in _QUANTIFIERS])

    def _is_place(self, layers: Layers, i: int) -> bool:
        """A country or nisba that a preposition of place governs is a place, not a side."""
        mention = layers.actors[layers.actor_at[i]]
        if mention.kind != "country":
            return False
        return (
            mention.preposition in _LOCAL
            or mention.preposition == "ب"
            or (mention.preposition == "مع" and i > 1 and layers.text.tokens[i - 2].norm in _BORDER)
            or (mention.preposition == "" and layers.place_at[i] >= 0 and i > 0 and layers.place_at[i - 1] == layers.place_at[i])
        )

    def _left(self, layers: Layers, told: Told, others: frozenset[int]) -> ActorMention | None:
        return self._left_of(layers, told.first, layers.sentence_at[told.first].first, others)

    def _left_of(self, layers: Layers, at: int, first: int, others: frozenset[int] = frozenset()) -> ActorMention | None:
        """The nearest bare actor before a token in its clause; across a relative pronoun the antecedent."""
        actor_at, clause_of, joints = layers.actor_at, layers.clause_of, layers.joints
        clause = clause_of[at]
        i = at - 1
        while i >= first:
            if clause_of[i] != clause:
                if joints[i + 1] != RELATIVE_WORD and not (joints[i] == COMMA and at - i <= 2):
                    return None
                clause = clause_of[i]
            k = actor_at[i]
            if k >= 0 and not self._is_place(layers, layers.actors[k].first):
                mention = layers.actors[k]
                if mention.preposition == "" or (i + 1 < at and joints[i + 1] == RELATIVE_WORD) or mention.last + 1 == at:
                    return mention
                i = mention.first
            if i in others:
                return None
            i -= 1
        return None

    def _relative_before(self, layers: Layers, at: int) -> bool:
        return RELATIVE_WORD in layers.joints[max(0, at - 2) : at]

    def _antecedent(self, layers: Layers, mention: ActorMention, at: int) -> bool:
        """Whether a relative pronoun before `at` refers to a phrase: it agrees with it and stands close behind it."""
        k = next(k for k in range(at - 1, max(-1, at - 3), -1) if layers.joints[k] == RELATIVE_WORD)
        if len([word for word in layers.words[mention.last + 1 : k] if word]) > _APART:
            return False
        word, pronoun = layers.text.tokens[mention.head].norm, layers.words[k]
        if word.endswith(("ون", "ين")):
            return pronoun in ("الذين", "اللذين", "اللذان")
        feminine = word.endswith(("ه", "ات")) or mention.kind == "country"
        return pronoun == "التي" if feminine else pronoun != "التي" or mention.plural

    def _headline(self, layers: Layers, told: Told, left: ActorMention) -> bool:
        """Subject before verb: it stands directly before, or the sentence begins with it."""
        if left.preposition:
            return False
        return told.first - left.last <= 3 or left.first <= layers.sentence_at[told.first].first + 2

    def _assign(self, role: Callable[[ActorMention, str], None], mentions: list[ActorMention], relation: str) -> None:
        for mention in mentions:
            role(mention, relation)


_ORGANISED = frozenset("country government state io coalition party body rebel union tribe".split())
"""Kinds of actor that speak and deal as one."""

_BEHIND_DROPPED = frozenset("من الي علي في ان عن مع الا ايضا كذلك بان".split())
"""Words (normalised) that stand behind a verb whose subject is left out."""


_THAT_THEY = frozenset("انه انها انهم بانه بانها بانهم فانه فانها وانه وانها".split())
"""The same with the pronoun: the verb behind it has its subject before it."""
_THAT = frozenset(("ان", "بان"))
"""What opens what is said, without the pronoun of its subject (normalised)."""


def said_of_another(layers: Layers, mention: ActorMention, act: int) -> bool:
    """Whether an act belongs to what is said of another subject than a phrase before it (قال الجيش إن مسلحا فتح النار): أن without a pronoun
    stands between them, and behind it a noun that is not its own (إن قواته)."""
    words = layers.words
    return any(words[k] in _THAT and k + 1 < act and words[k + 1] and not words[k + 1].endswith(_OWN) for k in range(mention.last + 1, act))


_OWN = ("ه", "ها", "هم", "هما")
"""Endings of what may be a noun with the pronoun of whoever speaks."""


def organised(mention: ActorMention) -> bool:
    """Whether a phrase names an organised political actor, as acts of speech and cooperation want it (codebook 2 layer B)."""
    if mention.kind in _ORGANISED or mention.state:
        return True
    return (mention.kind == "sides" and mention.country is not None) or (mention.actor is not None and mention.actor.kind != "media-arm")


def agreement(layers: Layers, told: Told, mention: ActorMention, *, before: bool) -> str:
    """Whether a verb "agrees" or "disagrees" with a phrase as its subject: in gender, and in number where the phrase stands before it ("" where
    the letters do not tell)."""
    form = told.form
    if form is None:
        return ""
    word = layers.text.tokens[mention.head].norm
    men = mention.plural and word.endswith(("ون", "ين", "ان"))
    if form.plural and not before:
        return "disagrees"  # a verb before its subject has no plural
    if men:
        return "disagrees" if (form.feminine and not before) or (before and not form.plural) else "agrees"
    if form.plural:
        return "agrees" if mention.plural else "disagrees"
    if word.endswith(("ه", "ات")) or mention.kind == "country":
        return "agrees" if form.feminine else "disagrees"
    if mention.plural:
        return ""  # a broken plural goes with either
    return "disagrees" if form.feminine else "agrees"


def _in_force(mention: ActorMention) -> bool:
    """Whether a phrase names a force: of a state, or of those in arms."""
    return mention.state or mention.armed


def _qualifies(layers: Layers, told: Told, adjective: str, definite: bool) -> bool:
    """Whether a relational adjective behind a noun of action can be that noun's own: it agrees with it (قصف إسرائيلي), else it is that of a
    noun between them (تفجير جرافة إسرائيلية)."""
    word = layers.text.tokens[told.last].norm
    if adjective.endswith("يه"):
        return word.endswith(("ه", "ات")) or (told.form is not None and told.form.plural)
    return not word.endswith("ات") and (not word.endswith("ه") or told.last > told.first)


def _can_act(mention: ActorMention) -> bool:
    """A weapon without an owner is a means, not a side."""
    return mention.kind not in ("weapon", "sides") or mention.actor is not None or mention.country is not None


def _conjoined(mentions: list[ActorMention]) -> list[list[ActorMention]]:
    """Bare mentions grouped: those joined by و make one group."""
    groups: list[list[ActorMention]] = []
    for mention in mentions:
        if groups and mention.conjunction == "و" and mention.first - groups[-1][-1].last <= 3:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def with_country(mention: ActorMention, country: str | None) -> ActorMention:
    """The mention with a home country where it has none."""
    return mention if mention.country or not country else replace(mention, country=country)
