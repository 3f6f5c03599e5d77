"""Conditions of role nouns: where a word that is written as one is another word, an adjective, or means something else than people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from marsad.actors.adjectives import SHORT
from marsad.actors.mention import ActorMention
from marsad.actors.names import most
from marsad.actors.neighbours import beside, is_counted, is_one_of
from marsad.actors.registry import Name, Role
from marsad.actors.vocabulary import Vocabulary
from marsad.arabic.lexicon import Hit, Words
from marsad.arabic.words import MARK, NUMBER, WORD, Token

_SETTLED = 3
"""How many words behind a role noun may settle that it is meant (قاعدة الوليد الجوية)."""
_ANYWHERE = "*"
_THIRD = 3
"""A report is on the countries that it names a third as often as the one that it names most."""
_SHADDA = "\u0651"
_NEAR = 4
"""How many words from a noun those that tell its meaning may stand."""
_GROUPS = frozenset("rebel militia identity-militia separatist party".split())
"""Kinds of actor that an adjective tells to be violent or in opposition; behind the name of a state's forces it is whom they fight."""


def is_role_noun(tokens: Sequence[Token], i: int, role: Role, name: Name, vocabulary: Vocabulary) -> bool:
    """Whether a word that is both a name and a role noun is the noun, by what follows (القاعدة 80, القاعدة الجوية, القاعدة الأميركية) or because the
    noun was told before with its like (قاعدة العند الجوية … القاعدة)."""
    if role.settled_by and name.ambiguous and _told_before(tokens, i, role, vocabulary):
        return True
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    if role.settled_after and i and is_one_of(tokens[i - 1], role.settled_after):
        return True
    return (
        (bool(role.settled_by) and following.kind == NUMBER)
        or following.norm in role.settled_by
        or (name.ambiguous and vocabulary.nisbas[following.norm] is not None)
    )


def _told_before(tokens: Sequence[Token], i: int, role: Role, vocabulary: Vocabulary) -> bool:
    """Whether a role noun was told before a token with one of the words that settle it close behind."""
    for k in range(i - 1):
        hit = vocabulary.roles[tokens[k].norm] if tokens[k].kind == WORD else None
        if hit is not None and hit.entry.id == role.id and any(t.norm in role.settled_by for t in tokens[k + 1 : k + 1 + _SETTLED]):
            return True
    return False


def is_something_else(tokens: Sequence[Token], i: int, hit: Hit[Role], vocabulary: Vocabulary) -> bool:
    """Whether a word that is written as a role noun is another word, or means something else beside its neighbours (see `roles.yaml`)."""
    role, token = hit.entry, tokens[i]
    if role.unspelt and any(letters in token.raw for letters in role.unspelt):
        return True
    if hit.reading.preposition and hit.reading.preposition in role.not_with:
        return True
    if (role.not_after and _is_told(beside(tokens, i, -1), role.not_after)) or (role.not_before and _is_told(beside(tokens, i, 1), role.not_before)):
        return True
    if role.describes and i and tokens[i - 1].kind == WORD and _describes_thing(tokens[i - 1], hit, vocabulary.lexicon.things):
        return True
    if hit.reading.rest in role.verbs and not hit.reading.preposition and not token.raw.endswith("ة"):
        return _is_verb(tokens, i, hit, vocabulary)
    return False


def is_something_else_bare(tokens: Sequence[Token], i: int, last: int, hit: Hit[Role], vocabulary: Vocabulary) -> bool:
    """Whether a role noun that nothing qualifies (its phrase is tokens i..last) means something else than people."""
    role = hit.entry
    if role.not_bare_after and not hit.form.plural and _is_told(beside(tokens, i, -1), role.not_bare_after):
        return True
    if role.told_by and _SHADDA not in tokens[i].raw:
        near = (*tokens[max(0, i - _NEAR) : i], *tokens[i + 1 : i + 1 + _NEAR])
        return not any(is_one_of(other, role.told_by) for other in near if other.kind == WORD)
    if role.masdar and not hit.definite:
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        if hit.form.enclitic or behind is None or behind.kind != WORD:
            return True
        return behind.norm in vocabulary.words.prepositions or behind.norm.startswith(("ال", "و", "ل", "ب"))
    return False


def is_adjective(tokens: Sequence[Token], i: int, hit: Hit[Role], vocabulary: Vocabulary) -> bool:
    """Whether a participle that means people is the adjective of the word before it: الجماعات المسلحة, هجوم مسلح, المستشار العسكري."""
    form, before = hit.form, tokens[i - 1] if i else None
    if form.feminine or (not form.plural and before is not None and before.norm in vocabulary.words.acts):
        return True
    if before is None or not hit.definite:
        return False
    return vocabulary.roles[before.norm] is not None or (not form.plural and _is_definite_noun(before))


def describes_name(tokens: Sequence[Token], mention: ActorMention, found: Sequence[ActorMention]) -> bool:
    """Whether a definite participle in the singular is the adjective of the name right before it: تنظيم "داعش" الإرهابي."""
    role, name = mention.role, found[-1] if found else None
    if role is None or name is None or name.actor is None or not mention.definite or mention.plural or mention.preposition or mention.conjunction:
        return False
    if not (role.adjective and name.actor.kind in _GROUPS) and not (role.masdar and name.actor.kind == "party"):  # جبهة الإنقاذ المعارضة
        return False
    between = tokens[name.last + 1 : mention.first]
    return all(t.kind == MARK and t.norm in "\"')»/" for t in between)


def is_done_to(tokens: Sequence[Token], i: int, hit: Hit[Role], vocabulary: Vocabulary) -> bool:
    """Whether a verbal noun would be what is done to the one that follows it, did one follow: مقاومة الاحتلال, but not أجهزة أمن الدولة, وزير أمن."""
    role = hit.entry
    if hit.definite or tokens[i].norm.endswith("ي"):
        return False
    return not (role.kind == "police" and i and _is_organ(tokens[i - 1], vocabulary))


def is_occupier(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word means an occupying power."""
    hit = vocabulary.roles[token.norm] if token.kind == WORD else None
    return hit is not None and hit.entry.masdar and hit.entry.kind == "army"


def makes_police(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word behind a noun of forces makes them police: قوات الأمن, قوات الشرطة."""
    hit = vocabulary.roles[token.norm] if token.kind == WORD else None
    return hit is not None and hit.entry.kind == "police" and hit.definite and not hit.reading.preposition


def is_closed(token: Token, hit: Hit[Role]) -> bool:
    """Whether a noun keeps the nun of its plural or dual, so that no owner can follow: مسلحون, but مسلحو داعش."""
    return hit.form.plural and hit.form.enclitic == "" and token.norm.endswith(("ون", "ين"))


def in_report(told: Sequence[tuple[str, str]], country: str | None, weights: Mapping[str, int]) -> str | None:
    """What a role noun means in a report: in its country, where the phrase tells one, else in the one of those told that the report is on.

    `told`: pairs of an ISO code (* for any other) and a meaning; `weights`: how often the report names each country.
    """
    table = dict(told)
    if country is not None:
        return table.get(country, table.get(_ANYWHERE))
    highest = most(weights.values())
    here = [c for c in table if weights.get(c) and _THIRD * weights[c] >= highest]
    return table[max(here, key=lambda c: weights[c])] if here else table.get(_ANYWHERE)


def _is_told(word: Token | None, words: Collection[str]) -> bool:
    return word is not None and is_one_of(word, words)


def _is_verb(tokens: Sequence[Token], i: int, hit: Hit[Role], vocabulary: Vocabulary) -> bool:
    """Whether a word that is a role noun and a verb is the verb, between its neighbours."""
    words, before, behind = vocabulary.words, beside(tokens, i, -1), beside(tokens, i, 1)
    noun = before is not None and (is_one_of(before, words.before_nouns) or before.norm in words.prepositions or before.norm in words.counting)
    noun = noun or is_counted(tokens, i, words)
    named = behind is not None and not behind.norm.startswith("ال") and (vocabulary.nisbas[behind.norm] is not None or bool(vocabulary.qualities[behind.norm]))
    return not (noun and not hit.reading.conjunction) and not named


def _describes_thing(before: Token, hit: Hit[Role], things: Words[str]) -> bool:
    """Whether a noun for people is the adjective of the thing before it, with which it agrees: تفجير انتحاري, مؤتمره الصحافي, هجومين إرهابيين."""
    if not things.knows(before.norm):
        return False
    many = before.norm.endswith(("ين", "ان"))
    return any(
        (thing.definite or bool(thing.form.enclitic)) == hit.definite and hit.form.plural == (many and thing.form.plural)
        for thing in things.look_up(before.norm)
    )


def _is_organ(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word may have the security of a state behind it as its own kind: أجهزة أمن, وزير أمن."""
    return vocabulary.is_role(token) or (token.kind == WORD and token.norm.removeprefix("و") in vocabulary.words.organs)


def _is_definite_noun(token: Token) -> bool:
    """Whether a word has the article, so that a definite participle behind it is its adjective (المستشار العسكري, النزاع المسلح)."""
    return token.kind == WORD and len(token.norm) > SHORT and token.norm.startswith("ال")
