"""The noun phrase of a source: where it begins and ends, and whom it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.arabic.lexicon import Hit
from marsad.arabic.phrases import proclitic_length
from marsad.arabic.words import LATIN, MARK, NUMBER, WORD, Token, readings
from marsad.events.attribution.lexicon import Rule, SourceLexicon
from marsad.events.attribution.mention import Phrase, RegistryEntry
from marsad.events.layers import Layers

LONGEST = 12
"""Words of a source's phrase at most: titles of office with a name have up to eleven (reading of 60 development reports)."""
_QUOTES = frozenset("\"'")
_WITHIN = frozenset(("في", "من", "باسم", "ل"))
"""Prepositions that a source's phrase goes on over (مصدر في الشرطة، مصادر من المعارضة)."""
_ISSUED = frozenset("صادر صادره صدر صدرت".split())
"""Participles and verbs after which عن names whose statement it is (بيان صادر عن ...)."""
_SILENT = frozenset("asset weapon object body".split())
_PRONOUNS = frozenset("هو هي هم نحن انا انه انها من احد كل بعض اي الي علي عن في مع بين ضد ثم لم لن لا ما قد هذا هذه ذلك تلك هناك هنا لكن عند غير".split())


def phrase_at(
    layers: Layers, lexicon: SourceLexicon, first: int, end: int, *, named: bool = False, to: bool = False, joined: bool = False
) -> Phrase | None:  # fmt: skip
    """The phrase of a source that begins at token `first` and ends before `end`, or None where none does.

    With `named` an unknown word may begin it (a person's name before أن), with `to` the preposition ل may stand before it (وفقا لبيان), with
    `joined` it must be a known name that و joins to another (رويترز والجزيرة). Quotation marks before it are stepped over.
    """
    allowed = ("", "ل") if to else ("",)
    tokens = layers.text.tokens
    while first < end and tokens[first].kind == MARK and tokens[first].norm in _QUOTES:
        first += 1
    if first >= end:
        return None
    token = tokens[first]
    if token.kind not in (WORD, LATIN):
        return None
    if token.norm.startswith(lexicon.glued):
        return _close(layers, first, first, token.start, "outlet", "attribution.glued", None)
    if lexicon.is_object(token.norm) or _upon(token):
        return None
    match = lexicon.names.at(tokens, first)
    if match is not None and (match.last >= end or match.reading.preposition not in allowed):
        match = None
    noun = _noun(lexicon.nouns.look_up(token.norm), allowed)
    if noun is None and token.norm in lexicon.quantities:
        noun, first_noun = _counted(lexicon, tokens, first, end)
    else:
        first_noun = first
    at = layers.actor_at[first]
    actor = layers.actors[at] if at >= 0 and layers.actors[at].first == first else None
    if actor is not None and (actor.preposition not in allowed or actor.kind in _SILENT):
        actor = None
    if joined and (match is None or not match.reading.conjunction):
        return None
    if match is not None:
        start, kind, rule, last = match.start, match.payloads[0].kind, f"source.{match.payloads[0].id}", match.last
    elif noun is not None:
        start, kind, rule, last = token.start, noun.entry.value, noun.entry.id, first_noun
        if first_noun == first:
            start += proclitic_length(token, noun.reading)
    elif actor is not None:
        start, kind, rule, last = actor.start, "actor", actor.rule, first
    elif named and _may_name(layers, lexicon, first):
        start, kind, rule, last = token.start, "person", "attribution.name", first
    else:
        return None
    if actor is not None:
        last = max(last, min(actor.last, end - 1))
    if not (noun is not None and noun.form.enclitic and tokens[first].norm.endswith("نا")):
        last = _extend(layers, lexicon, first, last, end)
    last = _apposition(layers, lexicon, first, last, end, kind)
    entry = match.payloads[0] if match is not None else _named_within(lexicon, tokens, first, last, kind)
    definite = last == first == first_noun and noun is not None and (noun.definite or bool(noun.form.enclitic)) and match is None
    if last == first + 1 and noun is not None and noun.definite and tokens[last].norm.startswith("ال"):
        definite = True
    return _close(layers, first, last, start, kind, rule, entry, definite=definite)


def _noun(hits: Sequence[Hit[Rule]], allowed: Sequence[str]) -> Hit[Rule] | None:
    """The first reading of a word as a source's noun behind one of the prepositions that are allowed."""
    for hit in hits:
        if hit.reading.preposition in allowed:
            return hit
    return None


def _counted(lexicon: SourceLexicon, tokens: list[Token], first: int, end: int) -> tuple[Hit[Rule] | None, int]:
    """The source's noun after a quantity (أحد السكان, عدد من الشهود) and its token."""
    k = first + 1
    if k + 1 < end and tokens[k].norm == "من":
        k += 1
    if k >= end or tokens[k].kind != WORD:
        return None, first
    return next((h for h in lexicon.nouns.look_up(tokens[k].norm) if not h.reading.preposition and not h.reading.conjunction), None), k


def _close(
    layers: Layers, first: int, last: int, start: int, kind: str, rule: str, entry: RegistryEntry | None, *, definite: bool = False
) -> Phrase:  # fmt: skip
    tokens = layers.text.tokens
    if start == tokens[first].start + 1 and tokens[first].norm.startswith("لل"):
        start -= 1
    if last + 1 < len(tokens) and tokens[last + 1].norm in _QUOTES and sum(t.norm in _QUOTES for t in tokens[first : last + 1]) % 2:
        last += 1
    end = tokens[last].end
    at = layers.actor_at[first]
    actor = layers.actors[at].actor if at >= 0 and kind in ("actor", "body", "group") else None
    name_en = entry.name_en if entry is not None else actor.name_en if actor is not None else None
    if entry is not None:
        key = entry.id
    elif actor is not None:
        key = f"actor:{actor.id}"
    else:
        key = "".join(t.norm for t in tokens[first : last + 1])
    return Phrase(first, last, start, end, kind, rule, key, name_en, entry, definite)


def _named_within(lexicon: SourceLexicon, tokens: list[Token], first: int, last: int, kind: str) -> RegistryEntry | None:
    """The known source that a phrase names further on (مراسل قناة الجزيرة)."""
    for i in range(first + 1, last + 1):
        if tokens[i].kind == WORD:
            match = lexicon.names.at(tokens, i)
            if match is not None and match.last <= last and (match.last > i or kind == "outlet"):
                return match.payloads[0]
    return None


def _may_name(layers: Layers, lexicon: SourceLexicon, i: int) -> bool:
    norm = layers.text.tokens[i].norm
    if len(norm) < 3 or norm in _PRONOUNS or norm in lexicon.ends or norm in lexicon.complements or norm in lexicon.objects or layers.time_at[i] >= 0:
        return False
    if layers.place_at[i] >= 0:
        return False
    if any(r.preposition == "ب" and (r.article or lexicon.is_object(r.rest)) for r in readings(norm)):
        return False
    return lexicon.reports[norm] is None


def _extend(layers: Layers, lexicon: SourceLexicon, first: int, last: int, end: int) -> int:
    """The last token of a phrase that is known up to `last`."""
    tokens = layers.text.tokens
    k = last + 1
    limit = min(end, first + LONGEST)
    while k < limit:
        token = tokens[k]
        if token.kind == MARK:
            if token.norm not in _QUOTES or k + 1 >= limit or tokens[k + 1].kind not in (WORD, LATIN):
                break
            if token.end != tokens[k + 1].start and token.start != tokens[k - 1].end:
                break
            k += 1
            continue
        if token.norm == "عن" and tokens[k - 1].norm in _ISSUED and k + 1 < limit:
            last, k = k + 1, k + 2
            continue
        if (
            token.kind == NUMBER
            or token.norm in lexicon.quantities
            or token.norm in lexicon.ends
            or token.norm in lexicon.complements
            or layers.time_at[k] >= 0
        ):
            break
        if token.kind == WORD and (_ends(layers, lexicon, k) or (token.norm in _WITHIN and not _goes_on(layers, lexicon, k, limit))):
            break
        last, k = k, k + 1
    return last


def _apposition(layers: Layers, lexicon: SourceLexicon, first: int, last: int, end: int, kind: str) -> int:
    """The end of a phrase with the name or office after its comma (وزير الدفاع، فلان،), or `last`."""
    tokens = layers.text.tokens
    k = last + 1
    if k + 1 >= end or tokens[k].norm != "," or tokens[k + 1].kind != WORD or layers.time_at[k + 1] >= 0:
        return last
    office = any(h.reading.preposition == "" for h in lexicon.nouns.look_up(tokens[k + 1].norm))
    if kind == "person" and office:
        return _extend(layers, lexicon, k + 1, k + 1, end)
    if kind in ("official", "spokesman", "officer") and (office or _may_name(layers, lexicon, k + 1)):
        close = _extend(layers, lexicon, k + 1, k + 1, min(end, k + 7))
        if close + 1 >= end or tokens[close + 1].norm in "," or tokens[close + 1].norm in lexicon.complements:
            return close
    return last


def _ends(layers: Layers, lexicon: SourceLexicon, k: int) -> bool:
    token = layers.text.tokens[k]
    if lexicon.closes[token.norm] or _upon(token) or _OPENING.match(token.raw):
        return True
    match = lexicon.names.at(layers.text.tokens, k)
    if match is None:
        return False
    if token.norm[0] == "و" and match.reading.conjunction:
        return True
    return match.reading.preposition == "ل" and match.payloads[0].kind in ("agency", "outlet")


_OPENING = re.compile("[وفبل]?[أإ]ن\u0651")
"""أنّ that opens what is said, with its shadda: also where the space behind it is lost (بأنّالمدفعية)."""


def _upon(token: Token) -> bool:
    """Whether a word is the preposition على, not the name علي."""
    return token.norm == "علي" and token.raw.endswith("ى")


def _goes_on(layers: Layers, lexicon: SourceLexicon, k: int, end: int) -> bool:
    """Whether a preposition at k belongs to the phrase: a body, place or people follows, no occasion (في بيان) and no time."""
    if k + 1 >= end:
        return False
    after = layers.text.tokens[k + 1]
    if after.kind != WORD or layers.time_at[k + 1] >= 0 or after.norm in lexicon.ends:
        return False
    return not any(r.rest in lexicon.occasions or r.rest[2:] in lexicon.occasions for r in readings(after.norm))
