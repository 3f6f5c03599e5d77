"""Noun phrases of role nouns: the noun, its adjectives, and its owner (idafa, ل, من, تابع ل)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from marsad.actors.adjectives import FEMININE_DUAL, FIGHTING, is_relational
from marsad.actors.mention import IN_ARMS, OF_ANY_FORCE, ActorMention
from marsad.actors.names import Report
from marsad.actors.neighbours import is_counted, past_apart, preposition_of
from marsad.actors.registry import Actor, Role
from marsad.actors.role_nouns import in_report, is_adjective, is_closed, is_done_to, is_occupier, is_something_else, is_something_else_bare, makes_police
from marsad.actors.vocabulary import Vocabulary
from marsad.arabic.lexicon import Hit
from marsad.arabic.phrases import Match, proclitic_length
from marsad.arabic.words import MARK, WORD, Token

MentionAt: TypeAlias = Callable[[Sequence[Token], int, Report], ActorMention | None]
"""Finds the mention that begins at a token, which may be the owner of a noun before it."""

_LONGEST = 9
"""How many tokens a phrase reaches from its noun, its owner's own words not counted."""
_OWNED = frozenset("member army airforce navy asset police".split())
"""Kinds of noun whose pronoun names the actor that they belong to."""
_OWNABLE = frozenset("member asset army weapon body police government armed militia rebel airforce object islamist".split())
"""Kinds of noun that an owner may follow."""
_OF = frozenset(("من", "في", "لدي", "ضمن"))
_PART_OF = frozenset("member armed rebel islamist army".split())
"""Kinds of noun whose owner may stand behind one of these prepositions (عناصر من داعش)."""
_NO_OWNERS = frozenset("civilian object protester".split())


@dataclass(slots=True)
class _Phrase:
    """A phrase as far as it is read: its noun is token `first`, its last token `last`; the other fields become those of the mention."""

    tokens: Sequence[Token]
    first: int
    hit: Hit[Role]
    counted: bool
    done_to: bool
    people: bool
    """Whether it counts people whose force may follow: 53 شخصا من أفراد الشرطة."""
    kind: str
    role: Role
    definite: bool
    last: int
    country: str | None = None
    actor: Actor | None = None
    qualities: set[str] = field(default_factory=set)


def role_phrase(tokens: Sequence[Token], i: int, hit: Hit[Role], vocabulary: Vocabulary, report: Report, mention_at: MentionAt) -> ActorMention | None:
    """The mention whose head is the role noun at a token, None where it means no actor. `mention_at` finds its owner."""
    if is_something_else(tokens, i, hit, vocabulary):
        return None
    role, counted = hit.entry, is_counted(tokens, i, vocabulary.words)
    done_to = role.masdar and is_done_to(tokens, i, hit, vocabulary)
    people = role.weak and role.kind == "civilian" and counted
    phrase = _Phrase(tokens, i, hit, counted, done_to, people, role.kind, role, hit.definite, i)
    limit = min(len(tokens), i + _LONGEST)
    behind = _read_adjectives(phrase, limit, vocabulary)
    if behind is None:
        return None
    if behind < limit and (phrase.people or role.kind in _OWNABLE) and not _read_owner(phrase, behind, limit, vocabulary, report, mention_at):
        return None
    return _mention(phrase, vocabulary, report)


def _read_adjectives(phrase: _Phrase, limit: int, vocabulary: Vocabulary) -> int | None:
    """Read the adjectives behind the noun. The token behind them where its owner may begin, `limit` where none follows, None where the noun is what
    is done to a country."""
    tokens, hit, role, kind = phrase.tokens, phrase.hit, phrase.hit.entry, phrase.kind
    nisbas, qualities = vocabulary.nisbas, vocabulary.qualities
    for j in range(phrase.first + 1, limit):
        word = tokens[j]
        if word.kind == MARK and word.norm in "\"'":
            continue
        if word.kind != WORD:
            return limit
        norm = word.norm
        nisba = nisbas[norm]
        if nisba is not None:
            if phrase.done_to and vocabulary.lexicon.countries.opens(norm):  # أمن تركيا is written as the accusative of an adjective too
                return None
            if hit.form.enclitic and not norm.startswith("ال"):
                return limit
            if norm.removeprefix("ال") in role.not_of:
                phrase.last = j
                continue
            if not (nisba[1] and kind in ("asset", "object") and not norm.endswith(FEMININE_DUAL)):
                phrase.country = phrase.country or nisba[0]
                phrase.last = j
                continue
        quality = qualities[norm]
        if quality is None and kind in ("body", "militia") and norm.removeprefix("ال") == FIGHTING and norm.startswith("ال") == hit.definite:
            quality = "armed"
        if quality is None:
            return j
        if quality:
            phrase.qualities.add(quality)
        phrase.last = j
    return limit


def _read_owner(phrase: _Phrase, j: int, limit: int, vocabulary: Vocabulary, report: Report, mention_at: MentionAt) -> bool:
    """Read the owner that begins at a token with what joins it to the noun, where there is one; False where the noun is what is done to it."""
    tokens, kind, norm = phrase.tokens, phrase.kind, phrase.tokens[j].norm
    step = _owner_begins(phrase, j, limit, vocabulary)
    if step < 0:
        return True
    owner = mention_at(tokens, step, report)
    if owner is not None and owner.kind == "country" and norm == "في":  # where they are, not whose
        owner = None
    if owner is None and step == j and kind == "army":
        capital = _seat(tokens, step, vocabulary) if not phrase.role.weak else None
        if capital is not None:  # قوات موسكو
            phrase.country, phrase.last = phrase.country or capital.payloads[0], capital.last
        elif makes_police(tokens[step], vocabulary):  # قوات الأمن of a state that is not told
            phrase.kind, phrase.last = "police", j
    if owner is None or not _may_own(phrase, owner, j, step):
        return True
    if phrase.done_to and step == j and not owner.preposition:
        return False
    phrase.actor, phrase.country = owner.actor, phrase.country or owner.country
    phrase.qualities |= owner.qualities
    if owner.actor is None and owner.kind == "body" and owner.role is not None:
        phrase.role, phrase.definite = owner.role, owner.definite
    takes_kind = phrase.people or kind in ("member", "body") or (kind == "asset" and owner.actor is None) or (kind == "army" and owner.kind == "police")
    if takes_kind and owner.kind != "country":
        phrase.kind = owner.kind
    if phrase.kind == "government" and any(is_occupier(token, vocabulary) for token in tokens[owner.first : owner.last + 1]):
        phrase.actor = None  # وزير الاحتلال: of the occupying state, not of its army
    phrase.last = owner.last
    return True


def _owner_begins(phrase: _Phrase, j: int, limit: int, vocabulary: Vocabulary) -> int:
    """The token at which the owner begins, past a word of ownership or a preposition at token j; -1 where none can follow."""
    tokens, hit, kind = phrase.tokens, phrase.hit, phrase.kind
    norm = tokens[j].norm
    bare = norm.removeprefix("ال")
    if bare in vocabulary.words.ownership and j + 1 < limit:
        phrase.qualities.add("loyal" if bare.startswith("موال") else "owned")
        return past_apart(tokens, j + 1, limit)
    if norm in _OF and kind in _PART_OF and j + 1 < limit:
        return past_apart(tokens, j + 1, limit)
    if phrase.people:
        return j + 1 if norm == "من" else -1
    if norm == "ل":
        return past_apart(tokens, j, limit)
    if norm[0] != "ل" and (norm in _OF or hit.definite) and kind != "body" and not is_relational(tokens[phrase.first], hit, norm):
        return -1
    return j


def _may_own(phrase: _Phrase, owner: ActorMention, j: int, step: int) -> bool:
    """Whether the mention at token `step` is the owner of the noun; it follows it without a preposition where that is token j."""
    tokens, hit = phrase.tokens, phrase.hit
    if phrase.people and not (owner.armed and owner.kind in IN_ARMS):
        return False
    if owner.kind in _NO_OWNERS or owner.conjunction:
        return False
    if step != j:
        return True
    noun, word = tokens[phrase.first], tokens[j]
    if is_relational(noun, hit, word.norm):
        return owner.actor is not None and owner.last == j
    return bool(owner.preposition) or not (phrase.last > phrase.first or is_closed(noun, hit) or hit.form.enclitic or _is_accusative(word, owner))


def _mention(phrase: _Phrase, vocabulary: Vocabulary, report: Report) -> ActorMention | None:
    """The mention of a phrase that is read to its end, None where it tells too little or is no phrase of its own."""
    tokens, i, last, hit = phrase.tokens, phrase.first, phrase.last, phrase.hit
    role, kind, country, actor, qualities = hit.entry, phrase.kind, phrase.country, phrase.actor, phrase.qualities
    token = tokens[i]
    pronoun = hit.form.enclitic if actor is None and country is None and kind in _OWNED and not role.weak else ""
    two_sides = kind == "sides" and hit.definite and token.norm.endswith(("ان", "ين"))
    vague = (role.weak and not phrase.counted and not two_sides) or (kind == "body" and not hit.definite)
    if vague and country is None and actor is None and not qualities and not pronoun:
        return None
    if role.adjective and is_adjective(tokens, i, hit, vocabulary):
        return None
    if i and tokens[i - 1].norm.removeprefix("و").removeprefix("ال") in vocabulary.words.carriers:
        return None
    if kind == "sides" and country is not None:  # الجانب الروسي
        kind = "government"
    if kind == "army" and "civilian" in qualities and actor is None:  # الدفاع المدني
        kind = "civilian"
    if actor is None:
        if country is None and not qualities and not pronoun and is_something_else_bare(tokens, i, last, hit, vocabulary):
            return None
        if role.kind_in and kind == role.kind and "armed" not in qualities:
            kind = in_report(role.kind_in, country, report.weights) or kind
        if role.means_in and country is None and not pronoun and qualities <= OF_ANY_FORCE:
            meant = in_report(role.means_in, country, report.weights)
            actor = vocabulary.lexicon.actors.get(meant or "")
            country = actor.country if actor is not None else meant
    return ActorMention(
        i, last, i, token.start + proclitic_length(token, hit.reading), tokens[last].end, kind, role.id,
        preposition_of(tokens, i, hit.reading.preposition, vocabulary.words), hit.reading.conjunction, actor=actor, role=phrase.role,
        country=country or role.country, qualities=frozenset(qualities), definite=phrase.definite, plural=hit.form.plural, weak=role.weak, pronoun=pronoun,
    )  # fmt: skip


def _seat(tokens: Sequence[Token], i: int, vocabulary: Vocabulary) -> Match[str] | None:
    """The name of a capital without proclitics, for the state whose it is; None where it is contested."""
    match = vocabulary.lexicon.capitals.at(tokens, i)
    if match is None or match.reading.preposition or match.reading.conjunction or tokens[i].norm in vocabulary.lexicon.metonymy.contested:
        return None
    return match


def _is_accusative(token: Token, owner: ActorMention) -> bool:
    """Whether a noun has the alef of an indefinite accusative: it is an object, no owner (هاجم مسلحون حاجزا)."""
    return not owner.definite and owner.actor is None and token.norm.endswith("ا") and not token.norm.startswith("ال")
