"""Spatial phrases: chains of containers, near and between, directions and distances; from an entry to a point with its precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.arabic.phrases import first_word_keys
from marsad.arabic.text import Text
from marsad.arabic.words import MARK, WORD, Reading
from marsad.places.mentions import Mention, new_mention
from marsad.places.model import AREAS, SETTLED, Entry, FoundPlace, Resolved, geo_precision_of, km_between, moved, radius_of, where_prec_of
from marsad.places.names import Names, Words
from marsad.places.resolve import Scored

_ENGLISH = ((22.5, "Northern"), (67.5, "North-eastern"), (112.5, "Eastern"), (157.5, "South-eastern"), (202.5, "Southern"),
            (247.5, "South-western"), (292.5, "Western"), (337.5, "North-western"), (360.1, "Northern"))  # fmt: skip
_AT_BORDER = 4
"""Within how many words after a name the border that it lies at is told."""
_GAP = frozenset(("التابعه", "التابع", "الواقعه", "الواقع", "الحدوديه", "الحدودي", "السوريه", "العراقيه", "اليمنيه", "الليبيه", "اللبنانيه", "السودانيه",
                  "الفلسطينيه", "المصريه", "التركيه", "الاوكرانيه", "الروسيه", "الاستراتيجيه", "المحتله", "المحاصره", "الساحليه", "القريبه"))  # fmt: skip


_LINKING = frozenset(("في", "ضمن", "ل", "من", '"', "'", "(", ")", "-", "داخل", "وسط", "الي")) | _GAP


def direction_name(bearing: float) -> str:
    """Northern, North-eastern ... for a bearing in degrees."""
    return next(name for limit, name in _ENGLISH if bearing % 360 < limit)


def chains(text: Text, mentions: list[Mention]) -> None:
    """Link each place to the container named right after it: في بلدة X بريف Y الشرقي, X شرق Y, X في محافظة Y."""
    tokens = text.tokens
    for n in range(len(mentions) - 1):
        inner, outer = mentions[n], mentions[n + 1]
        if inner.sentence != outer.sentence or outer.conjunction or outer.first <= inner.last:
            continue
        if outer.first - inner.last > 4:
            continue
        gap = [tokens[i].norm for i in range(inner.last + 1, outer.first)]
        if not _LINKING.issuperset(gap):
            continue
        central = ("inside", "1", "وسط") in outer.mods  # شارع الستين وسط صنعاء
        joined = outer.prep in ("في", "ب", "ضمن", "من", "داخل", "وسط", "ل") or central or outer.bearing is not None or outer.has("near") or outer.has("rural")
        bare = not gap and not outer.prep and bool(outer.types) and bool(inner.types)
        if not joined and not bare:
            continue
        if outer.prep == "من" and not inner.entries and not gap:
            continue
        if inner.entries and all(e.kind in ("country", "region") for e in inner.entries):
            continue
        if inner.prep in ("من",) and outer.prep in ("الي",):
            continue
        inner.within.append(n + 1)
        outer.container = True
        if outer.prep in ("في", "ب", "ضمن", "ل") and inner.types and _settles(inner):  # مدينة سروج في شانلي أورفة: the province
            outer.embraces = True
    for n in range(len(mentions) - 1, -1, -1):
        within = mentions[n].within
        if within:
            for w in list(within):
                within += [x for x in mentions[w].within if x not in within]


def _settles(mention: Mention) -> bool:
    """Whether the type word of a place is that of a town, village or district, which lie in provinces."""
    noun, kinds = mention.types[0]
    return noun != "مركز" and kinds.split()[0] in ("city", "town", "village", "admin2", "admin3")


def frontiers(text: Text, mentions: Sequence[Mention], words: Words) -> None:
    """Tell each name that several places of one country have which border it is said to lie at: زيزون على الحدود مع الأردن, ... قرب الحدود الأردنية."""
    tokens = text.tokens
    for n, mention in enumerate(mentions):
        if len(mention.entries) < 2 or any(e.country != mention.entries[0].country for e in mention.entries):
            continue
        own, end = mention.entries[0].country, min(mention.last + _AT_BORDER, text.sentences[mention.sentence].last)
        border = next((i for i in range(mention.last + 1, end) if tokens[i].norm.endswith("لحدود") and _definite(tokens[i].norm)[0] == "الحدود"), None)
        if border is None or tokens[border].kind != WORD:
            continue
        told = [c for i in (border + 1, border + 2, border + 3) if i < len(tokens) and (c := words.nationality[tokens[i].norm])]
        told += [e.country for m in mentions[n + 1 : n + 3] if border < m.core_first <= border + 2 for e in m.entries if e.kind == "country"]
        mention.frontier = next((c for c in told if c != own), "")


def adjectival(
    text: Text,
    names: Names,
    words: Words,
    nations: Sequence[tuple[int, str]],
    found: Sequence[Mention],
    taken: Sequence[bool] | None,
    trapped: Sequence[int],
) -> list[Mention]:
    """Places named by a noun and a nationality: الأراضي السورية, العاصمة السورية, الشمال السوري, الحدود السورية العراقية, الساحل السوري.
    `trapped` are the tokens of phrases that only look like a place."""
    tokens = text.tokens
    hinted = [(i, country) for i, country in nations if i and tokens[i].norm.startswith("ال") and tokens[i - 1].kind == WORD]
    covered = {i for m in found for i in range(m.first, m.last + 1)} | set(trapped) if hinted else set()
    out: list[Mention] = []
    for i, country in hinted:
        if i in covered or i - 1 in covered:
            continue
        mention = _adjectival_at(text, names, words, i, country)
        if mention is not None and not (taken is not None and any(taken[mention.first : mention.last + 1])):
            out.append(mention)
            covered.update(range(mention.first, mention.last + 1))
    return out


_LANDS = frozenset("الاراضي الاجواء المدن الاحياء المناطق الداخل القري البلدات المحافظات الولايات المياه السواحل الساحل الباديه".split())


def _adjectival_at(text: Text, names: Names, words: Words, i: int, country: str) -> Mention | None:
    tokens = text.tokens
    low = text.sentences[text.sentence_of[i]].first
    high = text.sentences[text.sentence_of[i]].last
    entry = names.country(country)
    k = i - 1
    bearings: list[float] = []
    noun, reading = _definite(tokens[k].norm)
    if entry is None or noun is None:
        return None
    while noun and (bearing := words.compass_noun(noun)) is not None and len(bearings) < 2:
        bearings.append(bearing)
        k -= 1
        if k < low or tokens[k].kind != WORD or reading.preposition or reading.conjunction:
            k += 1
            break
        noun, before = _definite(tokens[k].norm)
        if not noun or words.compass_noun(noun) is None:
            k += 1
            break
        reading = before
    first_noun, reading = _definite(tokens[k].norm)
    if first_noun is None:
        return None
    last = i
    if bearings and words.compass_noun(first_noun) is not None:
        mention = _made(text, k, last, reading, entry, "direction-country")
        mention.bearing = sum(bearings) / len(bearings) if len(bearings) == 1 or abs(bearings[0] - bearings[1]) < 180 else 315.0
        mention.mods.append(("dir", "", first_noun))
        return mention
    if first_noun == "العاصمه":
        capital = names.capitals.get(country)
        if capital is None:
            return None
        return _made(text, k, last, reading, names.entry(capital), "capital")
    if first_noun == "الحدود":
        if last + 1 < high and tokens[last + 1].norm == "-" and last + 2 < high:
            last += 1
        second = words.nationality[tokens[last + 1].norm] if last + 1 < high else None
        pair = (country, second) if second else (country,)
        end = last + 1 if second else i
        mention = _made(text, k, end, reading, _border(names, pair), "border")
        return mention
    if first_noun in _LANDS:
        return _made(text, k, last, reading, entry, "lands")
    return None


def _definite(norm: str) -> tuple[str | None, Reading]:
    for _, reading in first_word_keys(norm):
        if reading.article and reading.preposition not in ("س", "ك"):
            return reading.rest, reading
    return None, Reading("", "", norm)


def _border(names: Names, pair: Sequence[str]) -> Entry:
    found = [e for code in pair if (e := names.country(code)) is not None]
    title = "-".join(e.name_en for e in found) + " border"
    first = found[0]
    return replace(first, id=f"border:{'-'.join(sorted(pair)).lower()}", name_en=title, kind="border", lat=None, lon=None)


def _made(text: Text, first: int, last: int, reading: Reading, entry: Entry, rule: str) -> Mention:
    mention = new_mention(text, first, last, reading, (entry,))
    mention.rule = rule
    mention.prep = reading.preposition
    mention.conjunction = bool(reading.conjunction)
    if not reading.preposition and first and text.tokens[first - 1].kind == WORD:
        norm = text.tokens[first - 1].norm
        if norm in ("في", "الي", "من", "علي", "عن", "نحو", "داخل", "قرب", "عبر", "ضمن"):
            mention.prep = norm
        else:
            mention.head = norm
    return mention


def placed(mention: Mention, scored: Scored) -> Resolved:
    """The entry as the phrase means it: moved or widened by near words, directions, distances and countryside."""
    entry = scored.entry
    lat, lon, radius = entry.lat, entry.lon, radius_of(entry.kind)
    geo, where, kind, name, admin1 = geo_precision_of(entry.kind), where_prec_of(entry.kind), entry.kind, entry.name_en, entry.admin1
    area = entry.kind in AREAS
    if scored.inside and not area:
        geo, where, radius = 2, 2, max(radius, 8.0)
    elif scored.inside:
        geo, where = max(geo, 3), max(where, 4)
    directed = mention.bearing is not None and (mention.has("dir") or mention.has("compass"))
    if mention.has("rural") and entry.kind != "admin1" and not area:
        geo, where, radius = 2, 2, 20.0
    if mention.km is not None and lat is not None and lon is not None and not area:
        bearing = mention.bearing
        if bearing is not None and directed:
            lat, lon = moved(lat, lon, bearing, mention.km)
            radius = max(3.0, mention.km * 0.2)
        else:
            radius = max(radius, mention.km)
        geo, where = 2, 2
    elif directed and mention.bearing is not None:
        if entry.kind == "country":
            geo, where, kind, admin1 = 3, 5, "region", ""
            name = f"{direction_name(mention.bearing)} {name}"
            radius = radius * 0.6
        elif area:
            geo = 3
            name = f"{direction_name(mention.bearing)} {name}"
        elif mention.has("dir"):
            geo, where, radius = max(geo, 2), max(where, 2), max(radius, 15.0)
    elif mention.has("near") and not area:
        geo, where, radius = max(geo, 2), max(where, 2), max(radius, 10.0)
    if mention.has("coast"):
        geo, where, kind = 3, 7, "sea"
    return Resolved(entry.id, name, entry.name_ar, kind, entry.country or None, admin1 or None, entry.admin2 or None, lat, lon, radius, geo, where, entry)


def between(text: Text, found: list[FoundPlace]) -> list[FoundPlace]:
    """بين X وY: both places become one point half-way with a radius of half their distance."""
    tokens = text.tokens
    if not [place for place in found if place.prep == "بين"]:
        return found
    out: list[FoundPlace] = []
    n = 0
    while n < len(found):
        one = found[n]
        two = found[n + 1] if n + 1 < len(found) else None
        if two is not None and one.prep == "بين" and one.place and two.place and two.first <= one.last + 2 and _is_and(tokens[two.first].norm):
            a, b = one.place, two.place
            if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None and a.kind in SETTLED and b.kind in SETTLED:
                apart = km_between(a.lat, a.lon, b.lat, b.lon)
                if 1 < apart <= 150:
                    middle = replace(
                        a, lat=round((a.lat + b.lat) / 2, 4), lon=round((a.lon + b.lon) / 2, 4), radius_km=max(apart / 2, 3.0), geo_precision=2,
                        where_prec=2 if apart <= 50 else 4, name_en=f"{a.name_en} - {b.name_en}", admin1=a.admin1 if a.admin1 == b.admin1 else None,
                    )  # fmt: skip
                    out.append(replace(one, end=two.end, last=two.last, place=middle, confidence=min(one.confidence, two.confidence), rule="places.between"))
                    n += 2
                    continue
        out.append(one)
        n += 1
    return out


def _is_and(norm: str) -> bool:
    return norm.startswith("و")


__all__ = ["MARK", "adjectival", "between", "chains", "direction_name", "placed"]
