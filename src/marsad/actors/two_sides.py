"""Nouns of two sides (الطرفان, الجانبان): the two parties of a conflict that were told before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from marsad.actors.mention import POWERS, ActorMention
from marsad.actors.phrase_words import PhraseWords
from marsad.arabic.text import Text

_JOINED = 3
"""Tokens from the end of a party to the beginning of the next that is told with it: X وY, X من جهة وY."""
_TOLD_APART = 5
"""How many sentences before a noun of two sides both may have been told with "between"."""
_TOLD_ALONE = 1
"""How many sentences before it the only two forces may stand."""
_NO_SIDES = frozenset("sides object weapon ngo io media-arm union".split())


def two_sides(mention: ActorMention, before: Sequence[ActorMention], text: Text, words: PhraseWords) -> tuple[ActorMention, ...]:
    """The two parties that a noun of two sides means (الجانبان, الطرفين): the two told last with "between", else the only two forces of its sentence
    and the one before, where they do not stand together as allies do. Each is a mention at the place of the noun."""
    if not (mention.definite and mention.last == mention.head and text.tokens[mention.head].norm.endswith(("ان", "ين"))):
        return ()
    here = text.sentence_of[mention.first]
    near = [m for m in before if here - text.sentence_of[m.first] <= _TOLD_APART and _takes_sides(m)]
    between = [_facing(a, b, near, text, words) for a, b in pairwise(near) if a.preposition == "بين" and _joined(a, b)]
    between = [(a, b) for a, b in between if _party(a) != _party(b)]
    forces = [m for m in near if m.armed and here - text.sentence_of[m.first] <= _TOLD_ALONE]
    parties = {_party(m): m for m in forces}
    if between:
        both = between[-1]
    elif len(parties) == 2 and not any(_joined(a, b) for a, b in pairwise(forces)):
        one, other = parties.values()
        both = (one, other)
    else:
        return ()
    first, last, head, start, end = mention.first, mention.last, mention.head, mention.start, mention.end
    one, other = (replace(m, first=first, last=last, head=head, start=start, end=end, preposition=mention.preposition, pronoun="") for m in both)
    return replace(one, conjunction=mention.conjunction), replace(other, conjunction="و")


def _facing(one: ActorMention, other: ActorMention, near: Sequence[ActorMention], text: Text, words: PhraseWords) -> tuple[ActorMention, ActorMention]:
    """The two sides of "between X and Y": Y, or the first party of the other side where X and Y are one (بين X وY من جهة وZ من جهة أخرى)."""
    behind = next((m for m in near if m.first > other.last), None)
    if behind is not None and any(t.norm in words.asides for t in text.tokens[other.last + 1 : behind.first]):
        return one, behind
    return one, other


def _joined(one: ActorMention, other: ActorMention) -> bool:
    return other.conjunction == "و" and other.first - one.last <= _JOINED


def _takes_sides(mention: ActorMention) -> bool:
    """Whether a phrase names one who can be a side: forces, a state, a group; no body of many, no unnamed crowd."""
    if mention.kind in _NO_SIDES:
        return False
    return (mention.armed or mention.state or mention.kind in POWERS) and (mention.actor is not None or mention.country is not None or bool(mention.qualities))


def _party(mention: ActorMention) -> str:
    """Whom a phrase stands for among the sides of a conflict: a state with all its forces, or a group."""
    if mention.actor is not None and not mention.state:
        return mention.actor.id
    return mention.country or " ".join(sorted(mention.qualities))
