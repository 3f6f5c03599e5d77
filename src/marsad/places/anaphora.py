"""المدينة, العاصمة, البلاد, القطاع: definite nouns that stand for a place which the text has told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.arabic.text import Text
from marsad.arabic.words import WORD, Reading
from marsad.places import tables
from marsad.places.mentions import Mention, extend_left, extend_right, new_mention
from marsad.places.model import Entry
from marsad.places.names import Names, Words, words_of
from marsad.places.resolve import Context, Scored

_REACH = 3
"""Sentences back to which a noun may point."""
_BESIDE = 3
"""Tokens within which a place stands directly before a phrase."""
_SHARE = 0.85
"""How sure the noun is its antecedent: of 60 drawn from news and read, 54 were right (docs/places.md); a little less is kept for unseen text."""


def read_nouns() -> Mapping[str, str]:
    """Normalised noun → its kinds of antecedent."""
    return {words_of(word)[0]: row["antecedent"] for _, row in tables.rows(tables.lexicon_file("anaphora.tsv")) for word in row["words"].split("|")}


@dataclass(frozen=True, slots=True)
class Told:
    """A resolved place that the text speaks of: where it stands, its type words, what it is; `aside` where it only says where another lies."""

    first: int
    sentence: int
    types: tuple[str, ...]
    scored: Scored
    aside: bool = False


def nouns(text: Text, found: Sequence[Mention], hinted: Sequence[tuple[int, Reading]], taken: Sequence[bool] | None, words: Words) -> list[Mention]:
    """The nouns of the text that may stand for a place; those with an adjective of their own (القطاع الخاص, المدينة الجامعية) do not."""
    covered = {i for m in found for i in range(m.first, m.last + 1)} if hinted else set()
    out: list[Mention] = []
    for i, reading in hinted:
        if i in covered or (taken is not None and taken[i]) or _described(text, i, words) or _quoted(text, i) or _other_word(text, i):
            continue
        mention = new_mention(text, i, i, reading, ())
        extend_left(text, mention, words)
        extend_right(text, mention, words)
        if mention.prep != "امام" and (not mention.types or mention.mods):  # أمام المحافظة: before its building
            out.append(mention)
    return out


def _described(text: Text, i: int, words: Words) -> bool:
    """Whether a definite word follows that makes the noun another thing, unless it is a direction or a state of places."""
    if i + 1 >= len(text.tokens) or text.tokens[i + 1].kind != WORD:
        return False
    norm = text.tokens[i + 1].norm
    other = norm.startswith(("الي", "الت", "الذ")) and not norm.endswith("يه")  # التي, اليوم, but العاصمة التجارية
    return norm.startswith("ال") and words.compass(norm) is None and norm not in _STATES and not other


def _other_word(text: Text, i: int) -> bool:
    """Whether المحافظة is rather "to preserve" (المحافظة على) or "conservative" (الأحزاب الإسلامية المحافظة)."""
    tokens = text.tokens
    if tokens[i].norm != "المحافظه":
        return False
    if i + 1 < len(tokens) and tokens[i + 1].norm == "علي":
        return True
    before = tokens[i - 1] if i else None
    return before is not None and before.kind == WORD and before.norm.startswith("ال") and before.norm.endswith(("ه", "ات"))


def only_situates(text: Text, mention: Mention) -> bool:
    """Whether a place is named only to tell where another lies or where someone comes from (القريبة من سياتل, قادمة من الحديدة): no noun stands for it."""
    if mention.has("dir"):
        return True
    words = [text.tokens[k].norm for k in range(max(0, mention.first - 2), min(mention.first + 2, mention.core_first))]
    return not _SITUATING.isdisjoint(words) and _AREAS.isdisjoint(words)


def _quoted(text: Text, i: int) -> bool:
    """Whether a noun stands alone in quotation marks: a newspaper (تصريح لـ«المدينة»), no place that was told."""
    tokens = text.tokens
    return (
        0 < i < len(tokens) - 1
        and text.full[tokens[i - 1].start : tokens[i].start].strip()[-1:] in _OPEN
        and text.full[tokens[i].end :][:2].strip()[:1] in _CLOSE
    )


_OPEN, _CLOSE = frozenset("«\"“”'"), frozenset("»\"”“'")

_SITUATING = frozenset(
    "القريبه القريب المجاوره المجاور المحاذيه المحاذي المتاخمه المتاخم قادمه قادم قادمين قادمون القادمه القادم القادمين اتيه اتين المءدي المءديه الموصل الموصله".split()
)
"""Words (normalised) before a place that only tells where another lies, or from where someone comes."""

_AREAS = frozenset("المناطق المنطقه البلدات القري الاحياء المواقع القواعد التلال الجبال".split())
"""Nouns (normalised) that are no place of their own: المناطق القريبة من الرمادي speaks of Ramadi."""

_SMALLER = frozenset("بلده بلدتي بلدتا بلدات بليده قريه قريتي قريتا قري حي حيي احياء".split())
"""Type words (normalised) of what is no city."""

_STATES = frozenset(("المحتله", "المحاصره", "المحاصر", "المحتل", "المنكوبه", "نفسها", "نفسه"))


def antecedent(mention: Mention, told: Sequence[Told], context: Context, names: Names, known: Mapping[str, str]) -> Scored | None:
    """The place that a noun stands for, or None. `told` are the resolved places of the text in order."""
    wanted = known[mention.reading.rest]
    if wanted in ("country", "capital"):
        code = context.dominant()
        at = names.countries.get(code or "") if wanted == "country" else names.capitals.get(code or "")
        return None if at is None else Scored(names.entry(at), round(_SHARE * min(1.0, context.weight(code or "") + 0.3), 3), "anaphora")
    noun, aside = mention.reading.rest[2:], mention.has("dir")  # جنوبي مدينة الخليل ... شمالي المدينة
    before = [t for t in told if t.first < mention.core_first and 0 <= mention.sentence - t.sentence <= _REACH and (not t.aside or (aside and noun in t.types))]
    if ":" in wanted:
        same = any(t.scored.entry.id == wanted or t.scored.entry.country == wanted[:2].upper() for t in told)
        entry = names.by_id(wanted) if same and context.weight(wanted[:2].upper()) >= 0.3 else None
        if entry is not None and (part := _part(mention, entry, names)) is not None:
            entry = part
        return None if entry is None else Scored(entry, _SHARE, "anaphora")
    kinds = wanted.split()
    home = context.dominant()  # a noun stands for no town abroad: القرية in a report on Syria is not the capital that commented on it
    fitting = [t for t in before if t.scored.entry.kind in kinds and (home is None or t.scored.entry.country == home or t.sentence == mention.sentence)]
    if noun == "مدينه":  # no noun stands for a place under another type word: جنوبي بلدة عزون ... المدينة
        fitting = [t for t in fitting if t.scored.entry.kind == "city" or _SMALLER.isdisjoint(t.types) or noun in t.types]
    if kinds == ["admin1"] and (division := _division(mention, before, names)) is not None:
        return division
    if not fitting:
        return None
    if aside and mention.first - fitting[-1].first <= _BESIDE:  # a town does not lie north of itself: رأس عيسى والصليف، شمالي المدينة
        fitting = [t for t in fitting if mention.first - t.first > _BESIDE and mention.sentence - t.sentence <= 1]
        if not fitting:
            return None
    here = [t for t in fitting if t.sentence == mention.sentence]
    typed = [t for t in fitting if noun in t.types and mention.sentence - t.sentence <= 2]
    best = (here or typed or fitting)[-1]
    return Scored(best.scored.entry, round(_SHARE * best.scored.confidence, 3), "anaphora")


def _part(mention: Mention, entry: Entry, names: Names) -> Entry | None:
    """The listed part of a place in the direction that the phrase tells (شمالي القطاع: شمال قطاع غزة), or None."""
    told = [mod[2] for mod in mention.mods if mod[0] in ("dir", "inside")]
    parts = names.named(f"{told[-1]} {entry.name_ar}") if len(told) == 1 else ()
    return parts[0] if parts else None


def _division(mention: Mention, before: Sequence[Told], names: Names) -> Scored | None:
    """The province of the nearest place of the sentence (عدن ... من المحافظة), where that place is no province itself."""
    here = [t for t in before if t.sentence == mention.sentence and t.scored.entry.kind not in ("country", "region")]
    if not here:
        return None
    last = here[-1].scored
    entry = last.entry if last.entry.kind == "admin1" else names.division(last.entry.country, last.entry.admin1)
    return None if entry is None else Scored(entry, round(_SHARE * last.confidence, 3), "anaphora")
