"""Whom nouns mean that name only a kind (التنظيم, الجيش) or belong to a pronoun (قواته): actors that the report named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from marsad.actors.mention import OF_ANY_FORCE, POWERS, ActorMention
from marsad.actors.phrase_words import PhraseWords
from marsad.actors.registry import Actor, Role
from marsad.actors.two_sides import two_sides
from marsad.arabic.text import Text
from marsad.arabic.words import MARK

_MASCULINE, _FEMININE, _MEN = "ه", "ها", "هم"
_RECENT = 1
"""How many sentences before a pronoun its owner may stand."""
_NO_FORCES = frozenset("asset weapon sides object ngo io media-arm union".split())
"""Kinds that own no forces."""
_FLYING = frozenset(("army", "military", "coalition"))
_SPEAKING = frozenset("state government army military country".split())
_FORCES = frozenset(("army", "police"))
"""Kinds of forces that are of the country whose forces were told last."""


@dataclass(slots=True)
class _Told:
    """Who was told so far: the last actor whose names begin with a noun, the last mention of a kind, and the powers that fly, first mention each."""

    heads: dict[str, Actor] = field(default_factory=dict)
    kinds: dict[str, ActorMention] = field(default_factory=dict)
    powers: dict[str, ActorMention] = field(default_factory=dict)

    def name(self, actor: Actor, mention: ActorMention) -> None:
        """Note an actor that a phrase names itself."""
        for head in actor.heads:
            self.heads[head] = actor
        self.kinds["army" if actor.kind == "military" else actor.kind] = mention
        if actor.islamist:
            self.kinds["islamist"] = mention

    def note(self, mention: ActorMention) -> None:
        """Note the forces that a phrase means, told or taken from before."""
        if mention.actor is None and mention.country and mention.kind in _FORCES:
            self.kinds[mention.kind] = mention
        kind = mention.kind if mention.actor is None else mention.actor.kind
        if kind in _FLYING and (mention.actor is not None or mention.country):
            self.powers.setdefault(mention.country or (mention.actor.id if mention.actor else ""), mention)


def remember(mentions: Sequence[ActorMention], text: Text, words: PhraseWords) -> list[ActorMention]:
    """Give nouns that name only a kind (التنظيم, الجيش, المتمردون) or belong to a pronoun (قواته) the actor that the report named before, and put the
    two parties in the place of a noun of two sides. `mentions`: those of the text, left to right."""
    told = _Told()
    out: list[ActorMention] = []
    for mention in mentions:
        if mention.actor is not None:
            told.name(mention.actor, mention)
        elif mention.pronoun:
            mention = _owned(mention, out, text)
        elif mention.role is not None and mention.country is None and not _tells_whose(mention, mention.role):
            mention = _named_before(mention, mention.role, told, out, text)
        if mention.kind == "sides":
            out += two_sides(mention, out, text, words)
            continue
        told.note(mention)
        out.append(mention)
    return out


def _tells_whose(mention: ActorMention, role: Role) -> bool:
    """Whether the adjectives of a noun tell of whose forces or people it is."""
    return bool(mention.qualities - OF_ANY_FORCE - {"air"} if role.aircraft else mention.qualities - OF_ANY_FORCE)


def _owned(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> ActorMention:
    """A noun with a pronoun as that of the party that the pronoun means."""
    owner = _owner_of(mention, before, text)
    if owner is None:
        return mention
    kind = owner.kind if mention.kind == "member" and owner.kind != "country" else mention.kind
    return replace(mention, actor=owner.actor, country=owner.country, qualities=mention.qualities | owner.qualities, kind=kind)


def _named_before(mention: ActorMention, role: Role, told: _Told, before: Sequence[ActorMention], text: Text) -> ActorMention:
    """A noun alone as the actor that it stands for, or as of the country whose forces were told."""
    actor = None
    if mention.definite:
        actor = (told.heads.get(role.head) if role.head else None) or _stands_for(role, told)
        if actor is None and role.aircraft:
            mention = _of_power(mention, told, before, text)
    if actor is not None:
        return replace(mention, actor=actor, country=actor.country)
    if mention.kind in _FORCES and not (mention.last == mention.head and not mention.definite and _is_quoted(text, mention.last + 1)):
        last = told.kinds.get(mention.kind)
        if last is not None and last.country:
            return replace(mention, country=last.country)
    return mention


def _stands_for(role: Role, told: _Told) -> Actor | None:
    """The actor of the nearest kind that a definite role noun stands for."""
    last = next((told.kinds[kind] for kind in role.stands_for if kind in told.kinds), None)
    return last.actor if last is not None else None


def _of_power(mention: ActorMention, told: _Told, before: Sequence[ActorMention], text: Text) -> ActorMention:
    """Aircraft without an owner as those of the state that the sentence speaks of, else of the only power named (الطيران الحربي)."""
    power = _speaking(mention, before, text)
    if power is None and len(told.powers) == 1 and not mention.qualities:
        (power,) = told.powers.values()
    if power is None:
        return mention
    return replace(mention, actor=power.actor if power.kind in _FLYING else None, country=power.country)


def _speaking(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> ActorMention | None:
    """The one state that a sentence speaks of before a phrase (أعلنت الحكومة التركية أن الطيران الحربي ...); None where it names none, or two."""
    here = text.sentence_of[mention.first]
    states = [m for m in before if text.sentence_of[m.first] == here and m.country and m.kind in _SPEAKING]
    return states[-1] if states and len({m.country for m in states}) == 1 else None


def _owner_of(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> ActorMention | None:
    """The party that the pronoun of a noun means: the last one before it that can have forces and agrees with the pronoun, one that
    no preposition governs before others."""
    here = text.sentence_of[mention.first]
    oblique: ActorMention | None = None
    for other in reversed(before):
        if here - text.sentence_of[other.first] > _RECENT:
            break
        if other.kind in _NO_FORCES or not (other.armed or other.state or other.kind in POWERS or other.actor is not None):
            continue
        word = text.tokens[other.head].norm
        men = other.plural or word.endswith(("ون", "ين"))
        feminine = other.kind == "country" or (not men and word.endswith(("ه", "ات"))) or word.removeprefix("ال") == "جماعات"
        if mention.pronoun == (_MEN if men else _FEMININE if feminine else _MASCULINE) or (mention.pronoun == _MEN and not feminine):
            if not other.preposition:
                return other
            oblique = oblique or other
    return oblique


def _is_quoted(text: Text, i: int) -> bool:
    """Whether quotation marks begin at a token: a name that nobody knows follows (قوات "النخبة")."""
    return i < len(text.tokens) and text.tokens[i].kind == MARK and text.tokens[i].norm in "\"'"
