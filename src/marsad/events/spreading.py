"""One verb, many acts: a draft for each of the places that it is told of (قصفت X وY, غارتان على X وثالثة على Y)."""

from __future__ import annotations

from dataclasses import replace

from marsad.arabic.numbers import can_begin_number
from marsad.arabic.words import NUMBER, Token
from marsad.events import where
from marsad.events.draft import VIOLENT, Draft
from marsad.events.layers import Layers

_SPREADING = VIOLENT | {"protest", "riot", "arrest"}
"""Families of acts that one verb may tell of several places."""


_BETWEEN = frozenset(("بين", "البين"))


def spread(layers: Layers, draft: Draft) -> list[Draft]:
    """One draft for each separately named place that its verb takes (codebook §3a.1)."""
    if draft.place is None or "place" not in draft.here or draft.family not in _SPREADING or draft.consequence or draft.title:
        return [draft]
    if any(word in _BETWEEN for word in layers.words[max(0, draft.place.first - 3) : draft.place.first + 1]):
        return [draft]  # between X and Y is one place
    places = where.spread_over(layers, draft.place)
    out = []
    for place in places:
        if place is draft.place:
            out.append(draft)
            continue
        piece = replace(draft, told=list(draft.told), agents=list(draft.agents), patients=list(draft.patients), place=place, why=list(draft.why))
        piece.counts, piece.totals = {}, {}
        out.append(piece)
    return out + _further(layers, draft)


_ANOTHER = frozenset("اخري اخر ثانيه ثالثه رابعه خامسه سادسه ثالث رابع خامس اخريين اخريان اخرين".split())
"""Words (normalised) that stand for a further act of the kind told before them."""
_AND_ANOTHER = frozenset(["و" + word for word in _ANOTHER])


_PLACING = frozenset("في علي قرب شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي استهدفت استهدف الي".split())
"""Words (normalised) between such a word and its place."""


def _further(layers: Layers, draft: Draft) -> list[Draft]:
    """Drafts of the acts that a sentence adds by an ordinal or "another" alone (غارتان على X وثالثة على Y) or tells as a part of them (ثلاثون
    غارة، عشر منها قرب Y: codebook 3a.1)."""
    tokens, words, main = layers.text.tokens, layers.words, draft.main
    last = layers.sentence_at[main.first].last
    held = {draft.place.place.id} if draft.place is not None and draft.place.place is not None else set()
    out: list[Draft] = []
    for k in range(main.last + 1, last - 1):
        another = words[k] in _AND_ANOTHER and tokens[k + 1].norm.removeprefix("ب") in _PLACING
        if not another and (words[k + 1] != "منها" or not _numbers(tokens[k])):
            continue
        token = tokens[k]
        place = next((p for p in layers.places_in(k + 2, min(k + 4, last)) if p.place is not None), None)
        if place is None or place.place is None or place.place.geo_precision > 2:
            continue
        if place is draft.place:  # the place of a part is not that of the whole
            held.discard(place.place.id)
            draft.place = next((p for p in layers.places_in(main.last + 1, k) if p.place is not None), None)
        if place.place.id in held:
            continue
        held.add(place.place.id)
        start = token.start + 1 if another else token.start
        told = replace(main, first=k, last=k, start=start, end=token.end, preposition="", conjunction="و" if another else "", definite=False)
        further = replace(draft, told=[told], agents=list(draft.agents), patients=[], place=place, counts={}, totals={}, why=list(draft.why), mentions=[])
        further.here = draft.here | {"place"}
        out.append(further)
    return out


def _numbers(token: Token) -> bool:
    """Whether a token may be a number."""
    return token.kind == NUMBER or can_begin_number(token.norm)
