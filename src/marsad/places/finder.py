"""The stage: every place of a text, resolved to one point with its precision, or to none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from marsad.arabic.orthography import fold
from marsad.arabic.phrases import first_word_keys
from marsad.arabic.text import Text
from marsad.arabic.words import MARK, WORD, Reading, without_case
from marsad.places import anaphora, spatial
from marsad.places.gazetteer import Gazetteer, arabic_key, is_arabic, latin_key, open_gazetteer
from marsad.places.hints import HintReader, Hints
from marsad.places.mentions import Mention, NameScanner, extend_left, extend_right, new_mention, share_types, stands_bare
from marsad.places.model import AREAS, IMPORTED, OWN, SETTLED, Entry, FoundPlace, km_between
from marsad.places.names import Names, Words, load_names
from marsad.places.resolve import Context, Scored, build_context, choose

_QUOTES = frozenset("\"'")
_COMPOUND = frozenset(
    "تل ام ابو ابي بو عين كفر بيت دير خربه وادي راس بءر جبل شيخ الشيخ باب خان برج بني بنت ال تله حي رسم مزرعه عرب سيدي بير ذو ذي بلاد مرج نبع سد حصن قصر مدينه قلعه".split()
)
_KUNYA = frozenset(("ابو", "ابي", "ابا", "ابن", "بن"))
_TANWIN = frozenset("\u064b\u064c\u064d")
_OPENING = {"»": "«", "”": "“„", '"': '"“', "“": "“„", "'": "'", "’": "‘"}
_CLOSING = frozenset(_OPENING)
"""Closing quotation marks, and those that open before each."""
_THRESHOLD = 0.5
_IN = frozenset(("في", "ب", "ضمن", "داخل", "ل"))
"""Prepositions that say in so many words what a place lies in."""
_CAPITAL = "عاصمه"
_PART = frozenset(("المنطقه", "الجهه", "المناطق"))
"""Words (normalised) that a compass adjective makes a part of what follows: المنطقة الشمالية من غزة."""
_END = attrgetter("end")


class PlaceFinder:
    """Finds and resolves places. Made once (it opens the gazetteer and our names); `find` is pure: same text and context, same places."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or open_gazetteer()
        self.names: Names = load_names(self.gazetteer)
        self.words = Words()
        self._scanner = NameScanner(self.names)
        self._nouns = anaphora.read_nouns()
        self._hints = HintReader(self.words, self._nouns, self._scanner)

    def find(self, text: Text, *, countries: Mapping[str, float] | None = None, skip: Sequence[tuple[int, int]] = ()) -> list[FoundPlace]:
        """The places of a text, in order.

        `countries` weighs ISO countries by what is known beside the names (theatre of the actors, dateline). `skip` are half-open character
        spans already taken by something else (groups that carry a place's name, times): no place begins inside them.
        """
        taken = _taken(text, skip)
        hints = self._hints.read(text)
        mentions, trapped = self._mentions(text, hints, taken)
        context = build_context(mentions, hints, countries or {}, self.words.kin)
        mentions += self._widened(text, mentions, hints.openers, taken, context, trapped)
        mentions += anaphora.nouns(text, mentions, hints.nouns, taken, self.words)
        mentions.sort(key=lambda m: (m.start, -m.end))
        spatial.chains(text, mentions)
        spatial.frontiers(text, mentions, self.words)
        return self._resolved(text, mentions, context)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of a whole name in Arabic or English: our own first, then those of GeoNames and of imported tables, the largest first."""
        own = self.names.named(name)
        key = arabic_key(name) if is_arabic(name) else latin_key(name)
        others = [self._with_division(e) for e in self.gazetteer.find(key)]
        return own + tuple(e for e in others if not any(_same_point(e, o) for o in own))

    # -- mentions ---------------------------------------------------------------------------------------------------------------

    def _mentions(self, text: Text, hints: Hints, taken: list[bool] | None) -> tuple[list[Mention], list[int]]:
        """The names that read as places, and the tokens of phrases that only look like one."""
        out: list[Mention] = []
        trapped: list[int] = []
        waiting: Mention | None = None
        for first, last, reading, bearers in self._scanner.scan(text, hints.names, taken):
            if bearers.trap:
                trapped += range(first, last + 1)
                continue
            mention = new_mention(text, first, last, reading, bearers.entries)
            if bearers.needy and stands_bare(text, mention, self.words) and not _chained(text, mention):  # a third of all
                waiting = mention if not self.words.is_head[mention.head] else None
                continue
            extend_left(text, mention, self.words)
            extend_right(text, mention, self.words)
            share_types(text, out[-1] if out else None, mention, self.words)
            if len(mention.types) > 1 or (mention.types and mention.types[0][0] == _CAPITAL):
                self._seat(text, mention)
            if mention.types and mention.has("rural"):  # ريف العاصمة السورية دمشق is the province ريف دمشق
                mention.entries = self._countryside(text, mention) or mention.entries
            if mention.types and not mention.mods:
                mention.entries = self._divisions(mention) or mention.entries
            if self._reads_as_place(text, mention, out):
                if waiting is not None and _contains(waiting, mention):
                    waiting.entries = tuple(e for e in waiting.entries if e.country in {c.country for c in mention.entries} and e.needs != "generic")
                    out.append(waiting)
                while out and mention.first <= out[-1].first and out[-1].last < mention.core_first:
                    out.pop()  # العاصمة السودانية is a part of العاصمة السودانية الخرطوم
                out.append(mention)
                waiting = None
            else:
                waiting = mention if mention.entries and not self.words.is_head[mention.head] else None
        out += spatial.adjectival(text, self.names, self.words, hints.nations, out, taken, trapped)
        out.sort(key=lambda m: m.core_first)
        return out, trapped

    def _seat(self, text: Text, mention: Mention) -> None:
        """Let عاصمة ولاية جنوب دارفور, مركز محافظة الأنبار be the town, or leave the word for the seat aside where no town is known."""
        at = next((n for n, told in enumerate(mention.types) if told[0] == _CAPITAL or (n and told[0] == "مركز" and _provincial(mention.types[n - 1]))), -1)
        if at < 0 or _another_capital(text, mention):
            return
        divided = [e for e in mention.entries if at or e.needs in ("", "prep")]  # عاصمة الجزيرة may be that of any island
        seats = [seat for e in divided if (seat := self.names.seat(e)) is not None] or [e for e in mention.entries if e.kind in ("city", "town")]
        if seats:
            mention.entries = tuple(dict.fromkeys(seats))
            mention.types = [(_CAPITAL, "city town")]
        elif at:
            word = next(
                k for k in range(mention.first, mention.core_first) if (a := self.words.around[text.tokens[k].norm]) and a.reading.rest == mention.types[at][0]
            )
            mention.types = mention.types[:at]
            mention.first, mention.start, mention.prep, mention.head = word + 1, text.tokens[word + 1].start, "", text.tokens[word].norm

    def _countryside(self, text: Text, mention: Mention) -> tuple[Entry, ...]:
        name = text.full[mention.core_start : mention.core_end]
        return tuple(e for e in self.names.named(f"ريف {name}") if any(e.country == o.country for o in mention.entries))

    def _divisions(self, mention: Mention) -> tuple[Entry, ...]:
        """The places of the name without the towns that a division is called after, where the type word is that of divisions: منطقة كيدال."""
        called = self.words.divisions.get(mention.types[0][0])
        if called is None or len(mention.entries) < 2:
            return ()
        lands = {e.country for e in mention.entries if e.kind == "admin1" and e.country in called}
        return tuple(e for e in mention.entries if e.kind == "admin1" or e.country not in lands) if lands else ()

    def _reads_as_place(self, text: Text, mention: Mention, before: list[Mention]) -> bool:
        """Whether the words around let the name be a place: its needs, groups and people named after places."""
        entries = mention.entries
        supported = bool(mention.types or mention.mods)
        head = mention.head
        if not supported and head:
            if self.words.is_head[head] or (head in _KUNYA and not _multiword(mention)):
                return False
            bare = head[2:] if head.startswith("ال") else head
            if (bare in self.words.given or head in self.words.titles) and not _multiword(mention):
                return False
        if mention.types and mention.types[0][0] in self.words.heads and not _fits(mention):  # قناة ليبيا, but قناة السويس
            return False
        follows = mention.conjunction and bool(before) and before[-1].last == mention.first - 1
        prep = bool(mention.prep) and mention.prep not in ("ل", "عن", "ضد")
        unaided = not supported and not prep
        if _quoted(text, mention, self.words):
            return False
        if _multiword(mention):
            if not mention.types and not prep and not follows and _kunya(mention):
                return False
        elif _clipped(mention) or _nunated(text, mention) or _of_a_nation(text, mention, self.words) or (unaided and _inflected(text, mention, self.words)):
            return False
        if _compound(text, mention) or (mention.reading.rest in _PART and self._of_another(text, mention)):
            return False
        if [e for e in entries if e.needs]:
            placed = bool(mention.types) or any(mod[0] != "inside" or mod[1] == "1" for mod in mention.mods)
            prep = prep and not _possessed(text, mention)
            kept = tuple([e for e in entries if not e.needs or _met(e, mention, placed=placed, prep=prep or follows)])
            if kept:
                mention.entries = kept
            elif not _chained(text, mention) or all(e.needs == "generic" for e in entries):
                return False
        if unaided and not follows and not _multiword(mention) and _bare_adjective(text, mention, self.words):
            return False
        return bool(entries)

    def _of_another(self, text: Text, mention: Mention) -> bool:
        """Whether المنطقة الشمالية is the north of the place named next (المنطقة الشمالية من غزة, الشرقية لخان يونس), no region of that name."""
        tokens, i = text.tokens, mention.core_last + 1
        while i < len(tokens) and self.words.compass(tokens[i].norm) is not None:
            i += 1
        if i >= len(tokens) or tokens[i].kind != WORD:
            return False
        if tokens[i].norm in ("من", "في"):
            i += 1
        elif not any(r.preposition in ("ل", "ب") for _, r in first_word_keys(tokens[i].norm)):
            return False
        if i >= len(tokens) or any(r.rest in self._nouns for _, r in first_word_keys(tokens[i].norm)):
            return i < len(tokens)
        named = [e for *_, bearers in self._scanner.scan(text, ((i, self._scanner.starts(tokens[i].norm)),), None) for e in bearers.entries]
        own = {e.country for e in mention.entries}
        return bool(named) and not any(e.country in own for e in named if e.kind == "country")

    def _widened(
        self, text: Text, mentions: list[Mention], openers: Sequence[int], taken: list[bool] | None, context: Context, trapped: Sequence[int]
    ) -> list[Mention]:
        """Names that our tables lack: after a type word anything that the gazetteer has in the right country, or an unresolved phrase."""
        covered = bytearray(len(text.tokens))
        for mention in mentions:
            for i in range(mention.first, mention.last + 1):
                covered[i] = 1
        for i in trapped:
            covered[i] = 1
        out: list[Mention] = []
        tokens = text.tokens
        count = len(tokens)
        for before in openers:
            i = before + 1
            while i < count and tokens[i].kind == MARK and tokens[i].norm in _QUOTES:
                i += 1
            if i >= count or tokens[i].kind != WORD or covered[i] or covered[before] or (taken is not None and taken[i]):
                continue
            around = self.words.around[tokens[before].norm]
            typed = around is not None and around.word.cls in ("type", "rural", "near")
            if tokens[before].raw.startswith("إ") and typed and around is not None and around.word.id == "type:neighbourhood":
                continue  # إحياء is no neighbourhoods
            unlisted = self._unlisted(text, i, typed, covered, context)
            if unlisted is not None:
                out.append(unlisted)
                for k in range(unlisted.first, unlisted.last + 1):
                    covered[k] = 1
        return out

    def _unlisted(self, text: Text, i: int, typed: bool, covered: bytearray, context: Context) -> Mention | None:
        tokens = text.tokens
        token = tokens[i]
        if self.words.around[token.norm] is not None and not (typed and token.norm in _COMPOUND):
            return None
        first = without_case(token.norm)
        most = self.gazetteer.longest[first]
        if typed:
            most = max(most, self.gazetteer.longest[_other_article(first)])
        elif not most:
            return None
        parts: list[str] = []
        k = i
        ends: list[int] = []
        high = text.sentences[text.sentence_of[i]].last
        while k < high and len(parts) < 4 and tokens[k].kind == WORD and not covered[k]:
            parts.append(without_case(tokens[k].norm))
            ends.append(k)
            k += 1
        plain = Reading("", "", token.norm)
        sited = typed and self._site_before(text, i)
        settled = typed and self._settled_before(text, i)
        adjective = token.norm.endswith(("ي", "يه")) and not token.norm.startswith("ال") and not settled
        for length in range(0 if sited else min(len(parts), most), 1 if adjective else 0, -1):
            entries = self._gazetteer_entries(parts[:length], typed, settled, context)
            if entries:
                mention = new_mention(text, i, ends[length - 1], plain, entries)
                mention.rule = "gazetteer"
                extend_left(text, mention, self.words)
                extend_right(text, mention, self.words)
                if (not mention.types and mention.head) or _quoted(text, mention, self.words):
                    return None
                return mention
        if not typed:
            return None
        return self._unknown(text, i, parts, ends, plain)

    def _site_before(self, text: Text, i: int) -> bool:
        """Whether the type word before token i is that of a site: GeoNames as shipped has settlements only."""
        for k in range(i - 1, max(-1, i - 3), -1):
            if text.tokens[k].kind == WORD:
                around = self.words.around[text.tokens[k].norm]
                kinds = around.word.value.split() if around is not None and around.word.cls == "type" else []
                return bool(kinds) and "*" not in kinds and not SETTLED.intersection(kinds) and not {"admin1", "admin2", "admin3"}.intersection(kinds)
        return False

    def _settled_before(self, text: Text, i: int) -> bool:
        """Whether the word before token i is the type word of a settlement (قرية, بلدة): after another one a word in ي is an adjective
        (مقر عسكري), not a name."""
        around = self.words.around[text.tokens[i - 1].norm] if i else None
        return around is not None and around.word.cls == "type" and bool({"city", "town", "village"}.intersection(around.word.value.split()))

    def _unknown(self, text: Text, i: int, parts: list[str], ends: list[int], plain: Reading) -> Mention | None:
        """An unresolved phrase: a type word of settlements with a name that nobody lists."""
        first, word = parts[0], text.tokens[i].norm
        if self.names.common.get(first) == "never" or first in self.words.nationalities or word in self.words.preps or word.startswith("لل"):
            return None
        if first.endswith("يه") and not first.startswith("ال"):
            return None
        length = 1
        if len(parts) > 1 and (parts[0] in _COMPOUND or (parts[0].startswith("ال") and parts[1].startswith("ال") and len(parts[1]) > 4)):
            length = 2
        mention = new_mention(text, i, ends[length - 1], plain, ())
        extend_left(text, mention, self.words)
        if not mention.types or (len(parts[0]) < 3 and length == 1):
            return None
        kinds = mention.types[0][1].split()
        if not SETTLED.intersection(kinds) and not {"*", "base", "airport", "site", "crossing"}.intersection(kinds):
            return None
        mention.unknown = True
        mention.rule = "unresolved"
        return mention

    def _gazetteer_entries(self, parts: list[str], typed: bool, settled: bool, context: Context) -> tuple[Entry, ...]:
        key = " ".join(parts)
        needs = self.names.common.get(key, "")
        if len(key) < 3 or needs in ("generic", "never") or (needs == "type" and not typed):
            return ()
        found = self.gazetteer.find(key)
        if not found:
            found = self.gazetteer.find(_other_article(key)) if typed and len(key) > 4 else ()
        if not found:
            return ()
        if typed:
            least = 50_000 if settled else 1_000_000
            kept = [e for e in found if context.weight(e.country) >= 0.08 or e.population >= least]
        else:
            least = 100_000 if len(parts) > 1 or len(key) > 4 else 500_000
            kept = [e for e in found if e.population >= least or (context.weight(e.country) >= 0.3 and e.population >= 20_000 and len(key) > 4)]
        return tuple(self._with_division(e) for e in kept[:8])

    def _with_division(self, entry: Entry) -> Entry:
        """A gazetteer entry with the name of its first-order division instead of its code."""
        if entry.source == OWN or not entry.admin1:
            return entry
        code = f"{entry.country}:{entry.admin1}"
        admin1, admin2 = self.names.admin1_codes.get(code, ""), entry.admin2
        if entry.source == IMPORTED:
            admin2 = self.gazetteer.division(entry.country, entry.admin1, admin2) or ("" if admin2.isdigit() else admin2)
            admin1 = admin1 or self.gazetteer.division(entry.country, entry.admin1) or self.names.division_name(entry.country, entry.admin1)
        return replace(entry, admin1=admin1, admin2=admin2)

    # -- resolution -------------------------------------------------------------------------------------------------------------

    def _resolved(self, text: Text, mentions: list[Mention], context: Context) -> list[FoundPlace]:
        chosen: dict[int, Scored | None] = {}
        order = sorted(range(len(mentions)), key=lambda n: (len(mentions[n].within), n))  # what others lie in comes first
        for n in order:
            mention = mentions[n]
            if not (mention.entries or mention.unknown) and mention.reading.rest in self._nouns:
                continue
            inside = [scored for w in mention.within if (scored := chosen.get(w)) is not None]
            stated = any(m.prep in _IN and (m.types or m.has("rural")) for m in [mentions[w] for w in mention.within])
            chosen[n] = choose(mention, inside, context, self.names, stated=stated)
        told = [  # asked for nouns only
            anaphora.Told(m.core_first, m.sentence, tuple(t[0] for t in m.types), scored, anaphora.only_situates(text, m))
            for n, m in enumerate(mentions if len(chosen) < len(mentions) else ())
            if (scored := chosen.get(n)) is not None and scored.confidence >= _THRESHOLD and m.km is None
        ]
        out: list[FoundPlace] = []
        for n, mention in enumerate(mentions):
            if n not in chosen:
                chosen[n] = anaphora.antecedent(mention, told, context, self.names, self._nouns)
                if chosen[n] is None:
                    continue
            scored = chosen[n]
            inside_ids = tuple([s.entry.id for w in mention.within if (s := chosen.get(w)) is not None])
            place = None
            confidence = scored.confidence if scored else 0.0
            rule = scored.rule if scored else "abstain" if not mention.unknown else "unresolved"
            if scored is not None and confidence >= _THRESHOLD:
                place = spatial.placed(mention, scored)
            out.append(
                FoundPlace(
                    mention.start, _closed(text.full, mention), mention.core_start, mention.core_end, mention.first, mention.last,
                    text.full[mention.core_start : mention.core_end], mention.prep, mention.head, tuple([t[0] for t in mention.types]),
                    tuple([m[2] for m in mention.mods]), place, confidence, f"places.{rule}", inside_ids, mention.container,
                )
            )  # fmt: skip
        return spatial.between(text, out)


def _closed(full: str, mention: Mention) -> int:
    """The end of a phrase, with the closing quotation mark right after it where the opening one stands in the phrase: سجن "كوبر"."""
    end = mention.end
    if end < len(full) and full[end] in _CLOSING:
        quote = full[mention.start : end]
        opened = sum(quote.count(mark) for mark in _OPENING[full[end]])
        if opened > quote.count(full[end]) or (full[end] in _OPENING[full[end]] and opened % 2):
            return end + 1
    return end


def _other_article(key: str) -> str:
    """A key without the article that it has, or with the one that it lacks."""
    return key[2:] if key.startswith("ال") else "ال" + key


def _same_point(a: Entry, b: Entry) -> bool:
    if a.country != b.country or a.lat is None or a.lon is None or b.lat is None or b.lon is None or b.kind in AREAS:
        return False
    return km_between(a.lat, a.lon, b.lat, b.lon) < 5


def _taken(text: Text, skip: Sequence[tuple[int, int]]) -> list[bool] | None:
    """Of each token, whether one of the spans takes a letter of it."""
    if not skip:
        return None
    tokens = text.tokens
    out = [False] * len(tokens)
    for start, end in skip:
        i = bisect_right(tokens, start, key=_END)
        while i < len(tokens) and tokens[i].start < end:
            out[i] = True
            i += 1
    return out


def _contains(waiting: Mention, mention: Mention) -> bool:
    """Whether a name that alone is too common is told to lie in the next place: طويلة في دارفور, الطيبة قرب رام الله."""
    near = mention.sentence == waiting.sentence and 0 < mention.first - waiting.last <= 2 and not mention.conjunction
    told = mention.prep in ("في", "ب", "قرب") or mention.has("dir") or mention.has("near") or mention.has("rural")
    countries = {e.country for e in mention.entries}
    if mention.conjunction and waiting.prep and len(countries) == 1 and any(e.kind in SETTLED for e in mention.entries):
        beside = mention.sentence == waiting.sentence and mention.first == waiting.last + 1
        return beside and any(e.country in countries and e.needs != "generic" and _same_area(e, mention.entries) for e in waiting.entries)
    return near and told and any(e.country in countries and e.needs != "generic" for e in waiting.entries)


def _same_area(entry: Entry, others: Sequence[Entry]) -> bool:
    points = [o for o in others if o.lat is not None and o.lon is not None]
    return entry.lat is not None and entry.lon is not None and any(km_between(entry.lat, entry.lon, o.lat or 0.0, o.lon or 0.0) < 60 for o in points)


def _provincial(told: tuple[str, str]) -> bool:
    """Whether a type word is that of a first-order division."""
    return told[1].startswith("admin1")


def _fits(mention: Mention) -> bool:
    """Whether a place of the name is of a kind that the type word directly before it has."""
    return any(e.kind in mention.types[0][1].split() for e in mention.entries)


def _met(entry: Entry, mention: Mention, *, placed: bool, prep: bool) -> bool:
    """Whether what an entry's name needs stands before it."""
    if entry.needs == "prep" or (mention.nation and mention.nation == entry.country):
        return placed or prep
    if entry.needs == "type":
        return placed
    return mention.km is not None or (not mention.apart and any(entry.kind in kinds.split() for _, kinds in mention.types))


def _compound(text: Text, mention: Mention) -> bool:
    """Whether the name is only a part of a longer one that nobody lists: قرية تل مزمار is not Tell, قرية قصر البريج is not Bureij."""
    if mention.core_first == mention.core_last and mention.reading.rest in _COMPOUND:
        following = mention.core_last + 1
        if following < len(text.tokens) and text.tokens[following].kind == WORD and first_word_keys(text.tokens[following].norm)[0][1].preposition == "":
            return True
    if len(mention.types) < 2 or mention.types[0][0] not in _COMPOUND or "village" not in mention.types[1][1]:
        return False
    return not any(e.kind in mention.types[0][1].split() for e in mention.entries)


def _quoted(text: Text, mention: Mention, words: Words) -> bool:
    """Whether the name alone stands between quotation marks and is that of a newspaper: تايبيه - «الشرق الأوسط»."""
    tokens, first, after = text.tokens, mention.core_first, mention.core_last + 1
    if first == 0 or after >= len(tokens) or tokens[first - 1].norm not in _QUOTES or tokens[after].norm not in _QUOTES:
        return False
    return " ".join([token.norm for token in tokens[first:after]]) in words.quoted


def _clipped(mention: Mention) -> bool:
    """Whether a small place of one word of three letters is only read because a letter was cut off: باراك is not in Arak."""
    reading = mention.reading
    if len(reading.rest) > 3 or not (reading.preposition or reading.conjunction):
        return False
    return all(e.kind not in ("country", "admin1", "city") for e in mention.entries)


def _nunated(text: Text, mention: Mention) -> bool:
    """Whether the name of one word is written with the ending of an indefinite noun: حزماً, بنوكٍ."""
    return not _TANWIN.isdisjoint(text.tokens[mention.core_first].raw[-2:])


def _another_capital(text: Text, mention: Mention) -> bool:
    """Whether an adjective makes the capital of a country another town: عاصمة اليمن المؤقتة."""
    after = mention.core_last + 1
    norm = text.tokens[after].norm if after < len(text.tokens) else ""
    return norm.startswith("ال") and norm.endswith("ه") and all(e.kind == "country" for e in mention.entries)


def _possessed(text: Text, mention: Mention) -> bool:
    """Whether a common word is written with the ending of "his": في حديثه is in his speech, في حديثة in Haditha."""
    raw = text.tokens[mention.core_first].raw
    return raw.endswith("ه") and not mention.reading.article and not _multiword(mention) and all(e.name_ar.endswith("ة") for e in mention.entries)


def _of_a_nation(text: Text, mention: Mention, words: Words) -> bool:
    """Whether the name of one word is rather a nationality after a definite noun: الحدود الهندية is no border of al-Hindiya, مدينة الهندية is."""
    first, reading = mention.core_first, mention.reading
    if first == 0 or reading.preposition or not reading.article or text.tokens[first - 1].kind != WORD:
        return False
    return words.nationality[text.tokens[first].norm] is not None and any(r.article for _, r in first_word_keys(text.tokens[first - 1].norm))


def _inflected(text: Text, mention: Mention, words: Words) -> bool:
    """Whether the name of one word is rather a nationality in the accusative: 90 عسكريا أوكرانيا."""
    rest = without_case(mention.reading.rest)
    if not rest.endswith("ا") or rest[:-1] not in words.nationalities or mention.core_first == 0:
        return False
    before = text.tokens[mention.core_first - 1]
    return before.kind == WORD and before.norm.endswith("ا") and len(before.norm) > 3 and not before.norm.startswith("ال")


def _kunya(mention: Mention) -> bool:
    """Whether a bare أبو X is rather a person: said of someone after a name or before one, not after a word of place."""
    return mention.reading.rest in _KUNYA and all(e.kind not in ("city", "admin1") for e in mention.entries)


def _multiword(mention: Mention) -> bool:
    return mention.core_last > mention.core_first


def _chained(text: Text, mention: Mention) -> bool:
    """Whether the next words put the name into a container: ..., بريف حلب."""
    tokens = text.tokens
    at = mention.core_last + 1
    if at >= len(tokens) or tokens[at].kind != WORD:
        return False
    return any(reading.preposition == "ب" and reading.rest in ("ريف", "محافظه", "مدينه", "قضاء", "ناحيه") for _, reading in first_word_keys(tokens[at].norm))


def _bare_adjective(text: Text, mention: Mention, words: Words) -> bool:
    """Whether the name of one word is rather an adjective: قوات سورية, شركة عمانية."""
    if mention.core_first == 0:
        return False
    rest = without_case(mention.reading.rest)
    if rest not in words.nationalities and not (mention.reading.article and rest[2:] in words.nationalities):
        return False
    before = text.tokens[mention.core_first - 1]
    if before.kind == WORD and before.norm.startswith("ال") and before.norm.endswith(("ه", "ات")) and mention.reading.article:
        return True  # الشركة السعودية, but زار الرئيس السعودية
    return (
        before.kind == WORD
        and before.end + 2 > text.tokens[mention.core_first].start
        and not before.norm.startswith("ال")
        and fold(before.raw) not in words.preps
    )


__all__ = ["PlaceFinder"]
