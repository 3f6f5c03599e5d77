"""Our own names as one compact trie, compiled into the user's cache, and the words that stand around the name of a place."""

from __future__ import annotations

import gc
import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from marsad.arabic.orthography import fold
from marsad.arabic.phrases import first_word_keys
from marsad.arabic.words import MARK, Reading, tokenise, without_case
from marsad.memo import Memo
from marsad.places import cache as files
from marsad.places import tables
from marsad.places.gazetteer import Gazetteer, arabic_key, latin_key
from marsad.places.model import SETTLED, Entry, km_between

SCHEMA = "20"
TRAP = -1
"""Payload of a phrase that looks like a place and is none."""
_SHORT_HEADS = 3
NEEDS = ("", "prep", "type", "generic", "never")
"""What must stand before a bare name, the strongest last: see `lexicon/common.tsv`."""
LEAF, _BEARERS = "#", "="
"""Keys of a node's payloads and of the places that they stand for (kept there at first use): signs that no word is."""
Trie = dict[str, Any]


def words_of(phrase: str) -> list[str]:
    """The words of a phrase as keys of the trie."""
    return [without_case(t.norm) for t in tokenise(phrase) if t.kind < MARK]


def _variants(name: str) -> Iterable[list[str]]:
    """The ways to write a name: its words; its two words joined where the first is short (دير الزور, ديرالزور)."""
    words = words_of(name)
    yield words
    if len(words) == 2 and len(words[0]) <= _SHORT_HEADS and len(words[0]) + len(words[1]) >= 6:
        yield [words[0] + words[1]]


def _put(trie: Trie, words: list[str], payload: int) -> None:
    node = trie
    for word in words:
        node = node.setdefault(word, {})
    found = node.setdefault(LEAF, [])
    if payload not in found:
        found.append(payload)


def _admin1_codes(entries: list[Entry], gazetteer: Gazetteer) -> dict[str, str]:
    """(country:GeoNames code of its first-order division) → our name of it, by the vote of the towns that both have within 10 km."""
    votes: dict[str, dict[str, int]] = {}
    for entry in entries:
        if entry.kind not in SETTLED or not entry.admin1 or entry.lat is None or entry.lon is None:
            continue
        for key in (arabic_key(entry.name_ar), latin_key(entry.name_en)):
            for found in gazetteer.find(key):
                if (
                    found.country == entry.country
                    and found.lat is not None
                    and found.lon is not None
                    and km_between(entry.lat, entry.lon, found.lat, found.lon) < 10
                ):
                    vote = votes.setdefault(f"{found.country}:{found.admin1}", {})
                    vote[entry.admin1] = vote.get(entry.admin1, 0) + 1
    return {code: max(sorted(vote), key=lambda name: vote[name]) for code, vote in votes.items()}


class _Builder:
    """Entries and the trie of their names while they are compiled; one entry has a copy for each stronger need that a common word gives it."""

    def __init__(self, common: Mapping[str, str]) -> None:
        self.entries: list[Entry] = []
        self.trie: Trie = {}
        self._common = common
        self._copies: dict[tuple[str, str], int] = {}
        self._single: dict[str, bool] = {}

    def add(self, entry: Entry) -> int:
        """Keep an entry; its index."""
        self.entries.append(entry)
        return len(self.entries) - 1

    def names(self, at: int, names: Sequence[str]) -> None:
        """Let every name, in all the ways to write it, mean the entry. A need of the entry is that of its names of one word, where it has any."""
        self._single[self.entries[at].id] = any(" " not in name for name in names)
        for name in names:
            for words in _variants(name):
                if words:
                    self.name(words, at)

    def name(self, words: list[str], at: int) -> None:
        """Let the words mean the entry at an index, under the need of the entry, else that of the word (that of a generic word in any case)."""
        told = self._common.get(" ".join(words), "")
        if told == "never":
            return
        if len(words) > 1 and self.entries[at].needs and self._single.get(self.entries[at].id):
            at = self.copy(at, "")
        if told == "generic" or (told and not self.entries[at].needs):
            at = self.copy(at, told)
        _put(self.trie, words, at)

    def copy(self, at: int, needs: str) -> int:
        """The index of the same entry with another need."""
        key = (self.entries[at].id, needs)
        known = self._copies.get(key)
        if known is None:
            known = self._copies[key] = self.add(replace(self.entries[at], needs=needs))
        return known

    def typed(self, names: Iterable[str], types: Mapping[str, str]) -> None:
        """Let حي الزيتون, where the tables have it as one name, mean every neighbourhood that is named الزيتون too, and let the camp of مخيم جنين
        be found by its second word after another form of the type word (مخيمي جنين وبلاطة)."""
        for name in names:
            words = words_of(name)
            kinds = types.get(words[0], "").split() if len(words) > 1 else []
            if not kinds:
                continue
            own = {self.entries[at].country for at in _under(self.trie, words) if at != TRAP and self.entries[at].kind == kinds[0]}
            for at in _under(self.trie, words[1:]):
                if at == TRAP or self.entries[at].kind not in kinds:
                    continue
                kind, abroad = self.entries[at].kind, self.entries[at].country not in own
                if not own or kind == kinds[0] or (kind == "admin1" and abroad):  # إقليم عدن, a region of Yemen, is not its province
                    _put(self.trie, words, self.copy(at, "") if self.entries[at].needs else at)
            if len(words) == 2 and self._common.get(words[1]) != "never":
                for at in _under(self.trie, words):
                    if at != TRAP and self.entries[at].kind in kinds:
                        _put(self.trie, words[1:], self.copy(at, "generic"))


def _compile(paths: list[Path], gazetteer: Gazetteer) -> dict[str, Any]:
    builder = _Builder({" ".join(words_of(word)): needs for word, needs in tables.read_common()})
    entries, trie = builder.entries, builder.trie
    every: list[str] = []
    english: dict[str, list[int]] = {}
    populations: dict[str, int] = {}
    known: dict[str, int] = {}
    capitals: list[tables.Country] = []
    shown = tables.read_divisions()
    for path in sorted(paths, key=lambda p: p.name != tables.COUNTRY_TABLE):
        if path.name == tables.COUNTRY_TABLE:
            for country in tables.read_countries(path):
                at = known[country.entry.country] = builder.add(country.entry)
                english.setdefault(latin_key(country.entry.name_en), []).append(at)
                for name in country.names:
                    builder.name(words_of(name), at)
                populations[country.entry.id] = 0
                capitals.append(country)
            continue
        for entry, names in tables.read_places(path):
            if entry.kind == "country" and entry.country in known:
                for name in names:
                    builder.name(words_of(name), known[entry.country])
                continue
            entry = tables.shown_division(entry, shown)
            at = builder.add(entry)
            every += names
            populations[entry.id] = _population(entry, names, gazetteer)
            english.setdefault(latin_key(entry.name_en), []).append(at)
            builder.names(at, names)
    builder.typed(every, {fold(word): entry.value for word, entry in tables.read_words() if entry.cls == "type" and entry.value != "*"})
    capital_at = {c.entry.country: _capital(c, entries, trie, english, populations, gazetteer) for c in capitals}
    for phrase, word in tables.read_traps():
        if word.cls == "phrase":
            _put(trie, words_of(phrase), TRAP)
    rows = [(e.id, e.name_en, e.name_ar, e.kind, e.country, e.admin1, e.admin2, e.lat, e.lon, e.needs, populations[e.id], e.source) for e in entries]
    return {
        "entries": rows,
        "trie": trie,
        "english": english,
        "ids": {e.id: at for at, e in reversed(list(enumerate(entries)))},
        "common": {" ".join(words_of(word)): needs for word, needs in tables.read_common()},
        "senses": {" ".join(words_of(word)): (identity, weight) for word, identity, weight in tables.read_senses()},
        "admin1": _admin1_codes(entries, gazetteer),
        "capitals": {c: at for c, at in capital_at.items() if at >= 0},
        "seats": dict(tables.read_seats()),
    }


def _capital(
    country: tables.Country, entries: list[Entry], trie: Trie, english: dict[str, list[int]], populations: dict[str, int], gazetteer: Gazetteer
) -> int:
    """The index of a country's capital: our own city of that name, or the gazetteer's, added to ours; -1 when neither has it."""
    code = country.entry.country
    own = [at for name in country.capital_ar for at in _under(trie, words_of(name)) if at != TRAP]
    for at in own:
        if entries[at].country == code and entries[at].kind in SETTLED:
            return at
    for key in (latin_key(country.capital_en), *(arabic_key(name) for name in country.capital_ar)):
        for found in gazetteer.find(key):
            if found.country == code:
                name = country.capital_ar[0] if country.capital_ar else found.name_ar
                at = len(entries)
                entries.append(
                    Entry(
                        f"{code.lower()}:city:capital",
                        country.capital_en,
                        name,
                        "city",
                        code,
                        country.capital_en,
                        "",
                        found.lat,
                        found.lon,
                        "",
                        found.population,
                    )
                )
                populations[entries[at].id] = found.population
                english.setdefault(latin_key(country.capital_en), []).append(at)
                for name in country.capital_ar:
                    if not _elsewhere(name, found, gazetteer):
                        _put(trie, words_of(name), at)
                return at
    return -1


def _elsewhere(name: str, city: Entry, gazetteer: Gazetteer) -> bool:
    """Whether a name that a capital is said to have is that of another city of its country."""
    if city.lat is None or city.lon is None:
        return False
    return any(
        e.country == city.country and e.lat is not None and e.lon is not None and km_between(e.lat, e.lon, city.lat, city.lon) > 15
        for e in gazetteer.find(arabic_key(name))
    )


def _under(trie: Trie, words: list[str]) -> list[int]:
    node: Any = trie
    for word in words:
        node = node.get(word)
        if node is None:
            return []
    return list(node.get(LEAF, ()))


def _population(entry: Entry, names: Iterable[str], gazetteer: Gazetteer) -> int:
    if entry.kind not in SETTLED or entry.lat is None or entry.lon is None:
        return 0
    best = 0
    for key in (latin_key(entry.name_en), *(arabic_key(name) for name in names)):
        for found in gazetteer.find(key):
            if found.lat is not None and found.lon is not None and km_between(entry.lat, entry.lon, found.lat, found.lon) < 10:
                best = max(best, found.population)
    return best


@dataclass(frozen=True, slots=True)
class Bearers:
    """The places that have a name; whether the phrase is a trap, which only looks like one; whether each place needs more beside the name than a
    preposition."""

    entries: tuple[Entry, ...]
    trap: bool
    needy: bool


class Names:
    """Our own places by their Arabic names (a trie over normalised words) and by English name."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._rows: list[tuple[Any, ...]] = compiled["entries"]
        self._made: list[Entry | None] = [None] * len(self._rows)
        self.trie: Trie = compiled["trie"]
        self._english: dict[str, list[int]] = compiled["english"]
        self.admin1_codes: dict[str, str] = compiled["admin1"]
        self.capitals: dict[str, int] = compiled["capitals"]
        self.seats: dict[str, str] = compiled["seats"]
        self.senses: dict[str, tuple[str, float]] = compiled["senses"]
        self.common: dict[str, str] = compiled["common"]
        self._ids: dict[str, int] = compiled["ids"]
        self.countries: dict[str, int] = {}
        self.divisions: dict[tuple[str, str], int] = {}
        for at, row in enumerate(self._rows):
            if row[3] == "country" and row[4]:
                self.countries.setdefault(row[4], at)
            elif row[3] == "admin1":
                self.divisions.setdefault((row[4], row[5]), at)

    def __len__(self) -> int:
        return len(self._rows)

    def entry(self, at: int) -> Entry:
        """The place at an index."""
        made = self._made[at]
        if made is None:
            made = self._made[at] = Entry(*self._rows[at])
        return made

    def entries(self, payloads: Iterable[int]) -> tuple[Entry, ...]:
        """The places at several indexes, traps left out."""
        return tuple([self.entry(at) for at in payloads if at != TRAP])

    def bearers(self, node: Trie) -> Bearers:
        """What the name that ends at a node of the trie stands for."""
        found: Bearers | None = node.get(_BEARERS)
        if found is None:
            entries = self.entries(node[LEAF])
            found = node[_BEARERS] = Bearers(entries, TRAP in node[LEAF], all(e.needs not in ("", "prep") for e in entries))
        return found

    def named(self, name: str) -> tuple[Entry, ...]:
        """The places of an Arabic or English name, whole."""
        node: Any = self.trie
        for word in words_of(name):
            node = node.get(word)
            if node is None:
                break
        found = list(self.entries(node.get(LEAF, ()))) if node else []
        return tuple(found or self.entries(self._english.get(latin_key(name), ())))

    def by_id(self, identity: str) -> Entry | None:
        """The entry of an id."""
        at = self._ids.get(identity)
        return None if at is None else self.entry(at)

    def seat(self, entry: Entry) -> Entry | None:
        """The capital of a country, or the seat of a division that is named otherwise than its town."""
        if entry.kind == "country":
            at = self.capitals.get(entry.country)
            return None if at is None else self.entry(at)
        seat = self.seats.get(entry.id)
        return None if seat is None else self.by_id(seat)

    def country(self, code: str) -> Entry | None:
        """The entry of a country by its ISO code."""
        at = self.countries.get(code)
        return None if at is None else self.entry(at)

    def division(self, country: str, name: str) -> Entry | None:
        """The entry of a first-order division by country and English name."""
        at = self.divisions.get((country, name))
        return None if at is None else self.entry(at)

    def division_name(self, country: str, name: str) -> str:
        """Our spelling of a first-order division that another table names in Latin letters; its own spelling where we have none."""
        own = (self.entry(at) for at in self._english.get(latin_key(name), ()))
        return next((e.admin1 for e in own if e.country == country and e.kind == "admin1"), name)


def load_names(gazetteer: Gazetteer) -> Names:
    """Our own names: read from the compiled file in the cache, or compiled from the tables of the package first. Raises TableError."""
    paths = tables.data_files()
    sources = [*paths, *(tables.lexicon_file(file) for file in ("traps.tsv", "divisions.tsv", "common.tsv", "words.tsv", "senses.tsv", "seats.tsv"))]
    name = f"names-{files.fingerprint(sources, SCHEMA + gazetteer.path.name)}.bin"
    found = files.find_file(name)
    if found is not None:
        try:
            return Names(_read(found))
        except (ValueError, EOFError, TypeError, KeyError, IndexError):
            files.say(f"the compiled names {found} are damaged; compiling them again")
    compiled = _compile(paths, gazetteer)
    try:
        files.build_file(name, lambda part: _write(part, compiled))
    except files.CacheError as error:
        files.say(str(error))
    return Names(compiled)


@dataclass(frozen=True, slots=True)
class Around:
    """A word read as one that stands before a name of place: what it is, and how its proclitics are read."""

    word: tables.WordEntry
    reading: Reading

    @property
    def proclitic(self) -> bool:
        """Whether it carries a conjunction or preposition."""
        return bool(self.reading.conjunction or self.reading.preposition)


_COMPASS = {"شمالي": 0.0, "شرقي": 90.0, "جنوبي": 180.0, "غربي": 270.0}
_BEARINGS = {**dict(_COMPASS.items()), "شمال": 0.0, "شرق": 90.0, "جنوب": 180.0, "غرب": 270.0}


LINKS = frozenset(("من", "عن"))
"""Words after a near word, a direction or a distance: بالقرب من."""
CONTENTS = frozenset(("غاز", "نفط", "الغاز", "النفط", "نفطي", "غازي"))
"""What fields hold: حقل نفط."""


class Words:
    """The language of places: type words, directions, near words, prepositions, traps, titles, given names, nationalities."""

    def __init__(self) -> None:
        self._words: dict[str, tables.WordEntry] = {}
        self.numbers: dict[str, float] = {}
        self.preps: frozenset[str] = frozenset()
        self.divisions: dict[str, frozenset[str]] = {}
        """Type word → the countries that call their first-order divisions so (منطقة الباحة, منطقة كيدال)."""
        self.kin: dict[str, frozenset[str]] = {}
        """Country → those that a text may name alone when it speaks of places of the first (قوات الاحتلال in a street of Gaza)."""
        preps: set[str] = set()
        many: set[str] = set()
        fronts: set[str] = set()
        for text, entry in tables.read_words():
            key = fold(text)
            if entry.cls == "prep":
                preps.add(key)
                if entry.value == "before":
                    fronts.add(key)
            elif entry.cls == "number":
                self.numbers[key] = float(entry.value)
            elif entry.cls == "many":
                many.add(key)
            elif entry.cls == "division":
                self.divisions[key] = frozenset(entry.value.split())
            elif entry.cls == "land":
                self.kin[text] = frozenset(entry.value.split())
            elif " " not in key:
                self._words.setdefault(key, entry)
        self.preps = frozenset(preps)
        self.many = frozenset(many)
        self._fronts = frozenset(fronts)
        media: set[str] = set()
        heads: dict[str, set[str]] = {"head": set(), "title": set(), "given": set(), "quoted": set()}
        for text, entry in tables.read_traps():
            if entry.cls in heads:
                heads[entry.cls].add(fold(text))
                if entry.id in ("head:media", "head:channel"):
                    media.add(fold(text))
        self._media = frozenset(media)
        self.heads, self.titles, self.given, self.quoted = (frozenset(heads[k]) for k in ("head", "title", "given", "quoted"))
        self.is_head: Memo[str, bool] = Memo(self._read_head)
        """Whether a word is the head of a name that is no place (حركة, صحيفة; of media with a proclitic too: لراديو)."""
        self.nationalities: dict[str, str] = {}
        for country, adjectives in tables.read_nationalities().items():
            for adjective in adjectives:
                stem = fold(adjective)
                for form in (stem, stem + "ه", stem + "ين", stem + "ات"):
                    self.nationalities.setdefault(form, country)
        self.nationality: Memo[str, str | None] = Memo(self._read_nation)
        """The country of a definite nationality adjective (السورية, والسوري, للسوري), or None."""
        self.around: Memo[str, Around | None] = Memo(self._read_around)
        """The word as one that stands before a name, or None."""
        self.leads: Memo[str, bool] = Memo(self._leads)
        """Whether a word before a name may belong to its phrase: a type word, a near word, a direction, a nationality ..."""
        self.describes: Memo[str, bool] = Memo(self._describes)
        """Whether a word after a name may tell something of it: a direction, a nationality."""

    def places_before(self, norm: str) -> bool:
        """Whether a word is a preposition of what stands in front of a building (أمام, خارج)."""
        return norm in self._fronts

    def _read_head(self, norm: str) -> bool:
        return norm in self.heads or any(reading.rest in self._media and reading.preposition not in ("س", "ك") for _, reading in first_word_keys(norm))

    def _read_around(self, norm: str) -> Around | None:
        for key, reading in first_word_keys(norm):
            if reading.preposition in ("س", "ك"):
                continue
            entry = self._words.get(reading.rest) or self._words.get(key)
            if entry is not None:
                return Around(entry, reading)
        return None

    def _read_nation(self, norm: str) -> str | None:
        if "ال" not in norm and not norm.startswith("لل"):
            return None
        for _, reading in first_word_keys(norm):
            if reading.article and reading.preposition not in ("س", "ك"):
                country = self.nationalities.get(without_case(reading.rest[2:]))
                if country is not None:
                    return country
        return None

    def _leads(self, norm: str) -> bool:
        told = (self.around[norm], self.nationality[norm], self.compass_noun(norm))
        return norm in LINKS or norm in CONTENTS or any(answer is not None for answer in told)

    def _describes(self, norm: str) -> bool:
        return self.compass(norm) is not None or self.nationality[norm] is not None

    @staticmethod
    def compass(norm: str) -> float | None:
        """The bearing of a definite compass adjective (الشرقي, الشمالية), or None."""
        if not norm.startswith("ال"):
            return None
        return _COMPASS.get(norm[2:-1] if norm.endswith("ه") else norm[2:])

    @staticmethod
    def compass_noun(rest: str) -> float | None:
        """The bearing of شمال, الشمال, شمالي ..., or None."""
        return _BEARINGS.get(rest[2:] if rest.startswith("ال") else rest)


def _read(path: Path) -> Any:
    """The compiled names of a file. The collector of cycles rests meanwhile: it would look at 100,000 new objects again and again (180 ms, not 60)."""
    resting = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(path.read_bytes())
    finally:
        if resting:
            gc.enable()


def _write(path: Path, compiled: Any) -> None:
    path.write_bytes(marshal.dumps(compiled))
