"""Whom grammar clears of an act: who only tells of a bombing, answers an act, or owns what was brought down."""

from __future__ import annotations

from marsad.actors.mention import ActorMention
from marsad.events.detect import Told
from marsad.events.scene import Scene

SUBJECTS = frozenset(("subject", "subject before the verb", "dropped subject"))
"""Relations of who acts, where the verb takes its object by a preposition (سيطر على, أفرج عن) and so cannot be read as a passive."""
BETWEEN = "between X and Y"
"""The relation of the two sides of اشتباكات بين X وY: grammar leaves no doubt."""
BY = "agent phrase"
"""The relation of who stands behind على يد, من قبل."""
_DOING = SUBJECTS | {BY, "subject of a light verb", "the party that announces its act", "the accused", "antecedent of a relative clause"}
"""Relations in which grammar says of a party that it did an act."""
_BOMBS = frozenset(("bombing", "suicide"))
_FROM_AFAR = frozenset(("air", "artillery"))
"""Means of a state's forces, whose explosions are theirs."""


def no_bomber(scene: Scene, told: Told, mention: ActorMention, relation: str | None) -> bool:
    """Whether a state's force or government cannot be who did a bombing: it speaks of it or suffers it where no verb says that it did it."""
    if not _of_a_bomb(scene, told) or relation in _DOING or not (mention.state or mention.kind in ("country", "government", "police", "army")):
        return False
    sentence = scene.layers.sentence_at[told.first]
    if any(name in _FROM_AFAR and sentence.first <= k < sentence.last for k, name in scene.layers.means_at.items()):
        return False
    return not (told.verbal and relation is not None)


def _of_a_bomb(scene: Scene, told: Told) -> bool:
    """Whether a trigger tells a bombing or what one led to (قتل خمسة في انفجار)."""
    if told.trigger.family in _BOMBS:
        return True
    return told.trigger.family == "kill" and any(t.trigger.family in _BOMBS and abs(t.first - told.first) <= _LED_TO for t in scene.triggers)


_LED_TO = 12
"""Up to how many tokens from a loss the bombing stands that led to it."""


_ANSWERED = frozenset("ردا تعليقا انتقاما".split())
"""Words (normalised) that make the noun of action behind them what somebody answers: ردا على قصف قرية."""


def answers(scene: Scene, told: Told, mention: ActorMention, relation: str | None) -> bool:
    """Whether a party before a noun of action answers that act, and so did not do it (أطلق الحزب صواريخ ردا على قصف قرية)."""
    if told.verbal or mention.first > told.first or relation in (BETWEEN, "pronoun"):
        return False
    words = scene.layers.words
    return any(words[k] in _ANSWERED and k > mention.last for k in range(max(0, told.first - 2), told.first))


def is_weapon(told: Told, mention: ActorMention) -> bool:
    """Whether a phrase names the weapon that a trigger tells the interception of (إسقاط طائرة تركية): its owner did not act."""
    return told.trigger.family == "disrupt" and mention.first <= told.last and mention.last >= told.first
