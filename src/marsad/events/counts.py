"""Losses of people: how many were killed, injured, captured, detained, missing, displaced, and of whom.

    قُتل ثلاثة جنود وأصيب خمسة آخرون        killed 3 combatants · injured 5
    مقتل ضابط و3 جنود                       killed 4
    45 قتيلا وجريحا                         killed ..45 · injured ..45
    30 قتيلا، أربعة منهم جنود               killed 30 · of these 4 combatants (`part_of`)

A head (a verb, verbal noun or noun of loss, from `lexicon/losses.yaml`) is looked up first; only the words around it are read. Numbers
follow the codebook (§3a.9): "more than 100" is 100..None, "up to 12" and "12 killed and wounded" None..12, "dozens" vague.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import yaml

from marsad.arabic.numbers import NumberMatch, apply_suffix, can_begin_number, read_number
from marsad.arabic.orthography import fold
from marsad.arabic.phrases import proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import BREAK, MARK, NUMBER, WORD, Reading, Token, readings
from marsad.record import CountOf

Kind = Literal["killed", "injured", "captured", "detained", "missing", "displaced"]

FIELD_OF: dict[Kind, str] = {
    "killed": "killed", "injured": "injured", "captured": "captured", "detained": "captured", "missing": "missing", "displaced": "displaced",
}  # fmt: skip
"""Kind of loss → field of the record: arrests and abductions go into `captured` (codebook §3)."""


@dataclass(frozen=True, slots=True)
class CountMention:
    """One loss as told in one clause.

    `min`/`max` as in the codebook; both None with `vague` for "dozens", whose order of size is `magnitude` (3, 10, 100 ...); `none` for
    an explicit "no casualties" (min and max 0). [start, end) are offsets of head and victims without proclitics, [first, last] their
    tokens, `head` the token that tells the loss, `victims` the tokens of the people, `modifiers` tokens that say whose people they are
    (nationality, side). `part_of` is the index, in the same list, of the total that this is a part of; `cumulative` marks a toll over
    a time (منذ مطلع العام), `update` a raised toll (ارتفعت الحصيلة إلى). `by` are the tokens of the agent named between an active verb
    and its victims.
    """

    kind: Kind
    min: int | None
    max: int | None
    vague: bool
    of: CountOf
    start: int
    end: int
    first: int
    last: int
    head: int
    rule: str
    victims: tuple[int, int] | None = None
    modifiers: tuple[int, ...] = ()
    magnitude: int | None = None
    approx: bool = False
    cumulative: bool = False
    update: bool = False
    none: bool = False
    part_of: int | None = None
    by: tuple[int, int] | None = None

    @property
    def field(self) -> str:
        """The field of the record that it belongs to."""
        return FIELD_OF[self.kind]


_VERB, _MASDAR, _NOUN, _PHRASE = range(4)
_SG, _DUAL, _PL, _EITHER, _FEMININE = range(5)  # _EITHER: dual or plural, the vowels would tell
_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "ه")


@dataclass(frozen=True, slots=True)
class _Head:
    """A form of a word that tells a loss."""

    id: str
    kind: Kind
    cls: int
    number: int = _SG
    voice: str = "both"
    weak: bool = False
    names: bool = False
    agent: bool = False
    bare: bool = False
    vague: bool = False
    counted: bool = False
    quantified: bool = False
    imperfect: bool = False
    completes: tuple[str, ...] = ()
    pronoun: str = ""
    follow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Person:
    """A form of a noun for people."""

    id: str
    of: CountOf
    number: int
    name: bool = False
    accusative: bool = False


@dataclass(slots=True)
class _Word:
    """Everything the lexicon knows of one normalised word."""

    norm: str
    rest: str
    conjunction: bool = False
    preposition: str = ""
    article: bool = False
    peeled: Reading | None = None
    heads: tuple[_Head, ...] = ()
    person: _Person | None = None
    possessed: bool = False
    thing: bool = False
    agent: bool = False
    force: bool = False
    function: bool = False
    part: bool = False
    toll: bool = False
    number: bool = False


@dataclass(slots=True)
class _Lexicon:
    heads: dict[str, list[_Head]] = field(default_factory=dict)
    people: dict[str, _Person] = field(default_factory=dict)
    possessed: dict[str, _Person] = field(default_factory=dict)
    things: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    forces: frozenset[str] = frozenset()
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    since: frozenset[str] = frozenset()
    recent: frozenset[str] = frozenset()
    spans: dict[str, frozenset[str]] = field(default_factory=dict)


def _folded(words: Iterable[str]) -> list[str]:
    return [fold(w) for w in words]


def _verb_forms(row: dict[str, Any]) -> Iterable[tuple[str, int, str, bool]]:
    """(form, number of its subject, object pronoun, imperfect)"""
    active = row["voice"] != "passive" and not row.get("weak")
    for stem in _folded(row.get("perf", ())):
        for ending, number in (("", _SG), ("ت", _SG), ("ا", _DUAL), ("تا", _DUAL), ("وا", _PL), ("ن", _PL)):
            yield stem + ending, number, "", False
        if active:
            for base in (stem, stem + "ت", stem + "و"):
                for pronoun in ("ه", "ها", "هم", "هما"):
                    yield base + pronoun, _SG, pronoun, False
    for stem in _folded(row.get("impf", ())):
        for prefix in "يت":
            for ending, number in (("", _SG), ("ون", _PL), ("ان", _DUAL), ("وا", _PL)):
                yield prefix + stem + ending, number, "", True
            if active:
                for pronoun in ("ه", "ها", "هم"):
                    yield prefix + stem + pronoun, _SG, pronoun, True
    for form in _folded(row.get("forms", ())):
        number = _PL if form.endswith(("وا", "ون")) else _DUAL if form.endswith(("يا", "دا", "تا")) else _SG
        yield form, number, "", form[0] in "يت"


def _stem(word: str) -> str:
    return word[:-1] + "ت" if word.endswith("ه") else word


def _noun_forms(row: dict[str, Any]) -> Iterable[tuple[str, int, bool, bool]]:
    """(form, number, accusative, only with a pronoun suffix) of a noun for people"""
    sound = bool(row.get("sound"))
    for word in _folded(row["sg"]):
        yield word, _SG, False, False
        feminine = word.endswith("ه")
        stem = _stem(word)
        yield stem + "ان", _DUAL, False, False
        yield stem + "ين", _EITHER if sound and not feminine else _DUAL, False, False
        if feminine:
            yield stem, _SG, False, True
            yield stem[:-1] + "ات", _PL, False, False
        else:
            yield word + "ا", _SG, True, False
            if sound:
                yield word + "ون", _PL, False, False
                yield word + "ه", _FEMININE, False, False
                yield word + "تين", _DUAL, False, False
                yield word + "تان", _DUAL, False, False
                yield word + "ات", _PL, False, False
                yield word + "و", _PL, False, False
            else:
                yield word + "ي", _DUAL, False, True
                yield word + "ا", _DUAL, False, True
        if feminine:
            yield stem + "ي", _DUAL, False, True
            yield stem + "ا", _DUAL, False, True
    for word in _folded(row.get("pl", ())):
        yield word, _PL, False, False
        if not word.endswith(("ا", "ه", "ي", "ين", "ون")):
            yield word + "ا", _PL, True, False
        if word.endswith("ين") and len(word) > 4:
            yield word[:-2] + "ون", _PL, False, False


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = yaml.safe_load(resources.files("marsad.events").joinpath("lexicon/losses.yaml").read_text("utf-8"))
    lexicon = _Lexicon()

    def put(form: str, head: _Head) -> None:
        rows = lexicon.heads.setdefault(form, [])
        if head not in rows:
            rows.append(head)

    for row in data["verbs"]:
        base = _Head(
            row["id"], row["kind"], _VERB, voice=row["voice"], weak=row.get("weak", False), names=row.get("names", False),
            quantified=row.get("quantified", False), completes=tuple(_folded(row.get("completes", ()))),
        )  # fmt: skip
        for form, number, pronoun, imperfect in _verb_forms(row):
            put(form, replace(base, number=number, pronoun=pronoun, imperfect=imperfect))
    for row in data["masdars"]:
        base = _Head(
            row["id"], row["kind"], _MASDAR, weak=row.get("weak", False), names=row.get("names", False), agent=row.get("agent", False),
            quantified=row.get("quantified", False), completes=tuple(_folded(row.get("completes", ()))),
        )  # fmt: skip
        for word in _folded(row["words"]):
            put(word, base)
            if not base.completes:
                for pronoun in _SUFFIXES:
                    put(_stem(word) + pronoun, replace(base, pronoun=pronoun))
                if word.endswith("ء"):
                    continue
    for row in data["nouns"]:
        base = _Head(row["id"], row["kind"], _NOUN, bare=row.get("bare", False))
        for form, number, _accusative, suffixed in _noun_forms(row):
            if not suffixed:
                put(form, replace(base, number=number))
        for word in _folded(row.get("counted", ())):
            put(word, replace(base, counted=True))
        for word in _folded(row.get("pl", ())):
            for pronoun in _SUFFIXES:
                put((word[:-1] + "ا" if word.endswith("ي") else word) + pronoun, replace(base, number=_PL, counted=True))
    for row in data["phrases"]:
        for phrase in row["words"]:
            words = fold(phrase).split()
            head = _Head(
                row["id"], row["kind"], _PHRASE, weak=row.get("weak", False), vague=row.get("vague", False),
                pronoun=row.get("pronoun", ""), follow=tuple(words[1:]),
            )  # fmt: skip
            put(words[0], head)
    taken = {w for name in ("things", "forces", "agents") for w in _folded(data[name])}
    for row in data["people"]:
        for form, number, accusative, suffixed in _noun_forms(row):
            if number == _FEMININE and (form in taken or form in lexicon.people):
                continue  # مقاومة is resistance, not a woman who resists
            person = _Person(row["id"], row["of"], _SG if number == _FEMININE else number, row.get("name", False), accusative)
            table = lexicon.possessed if suffixed else lexicon.people
            table.setdefault(form, person)
    lexicon.things = frozenset(_folded(data["things"]))
    lexicon.agents = frozenset(_folded(data["agents"]))
    lexicon.forces = frozenset(_folded(data["forces"]))
    lexicon.words = {name: frozenset(_folded(words)) for name, words in data["words"].items()}
    cumulative = data["cumulative"]
    lexicon.since = frozenset(_folded(cumulative["since"]))
    lexicon.recent = frozenset(_folded(cumulative["recent"]))
    pairs = [tuple(fold(p).split()) for p in cumulative["spans"]]
    lexicon.spans = {first: frozenset(second for start, second in pairs if start == first) for first, _ in pairs}
    return lexicon


@lru_cache(maxsize=1 << 17)
def _word(norm: str) -> _Word:
    """What the lexicon knows of a normalised word: the reading that peels least and is known wins."""
    lexicon = _lexicon()
    function = lexicon.words["function"]
    best = _Word(norm, norm, number=can_begin_number(norm))
    known: _Word | None = None
    for reading in readings(norm):
        rest = reading.rest
        bare = rest[2:] if reading.article else rest
        word = _Word(norm, bare, bool(reading.conjunction), reading.preposition, reading.article, reading, number=best.number)
        word.heads = tuple(lexicon.heads.get(rest if not reading.article else bare, ()))
        if reading.article:
            word.heads = tuple(h for h in word.heads if h.cls == _NOUN and not h.counted)
            word.heads += tuple(h for h in lexicon.heads.get(rest, ()) if h.cls == _PHRASE)
        if reading.preposition and word.heads:
            word.heads = tuple(h for h in word.heads if h.cls != _VERB or (reading.preposition == "ل" and norm[-1] != "ت" and rest[0] in "يت"))
        word.person = lexicon.people.get(bare)
        if word.person is None and not reading.article and len(bare) >= 4:
            for suffix in _SUFFIXES:
                if bare.endswith(suffix) and len(bare) - len(suffix) >= 2:
                    base = bare[: -len(suffix)]
                    person = lexicon.possessed.get(base) or lexicon.people.get(base)
                    if person is not None and not person.accusative:
                        word.person, word.possessed = person, True
                        break
        word.thing = bare in lexicon.things
        word.agent = bare in lexicon.agents
        word.force = bare in lexicon.forces
        word.function = rest in function
        word.part = rest in lexicon.words["parts"]
        word.toll = rest in lexicon.words["toll"] or bare in lexicon.words["toll"]
        if word.heads or word.person or word.thing or word.agent or word.force or word.function or word.part or word.toll:
            known = word
            break
    if known is None:
        known = _Word(norm, norm, number=best.number)
        for reading in readings(norm):
            bare = reading.rest[2:] if reading.article else reading.rest
            person = _guess(bare, reading.article)
            if person is not None and not (reading.preposition and not reading.article):
                known = _Word(norm, bare, bool(reading.conjunction), reading.preposition, reading.article, reading, number=best.number, person=person)
                break
            if reading.article and known.peeled is None:
                known = _Word(norm, bare, bool(reading.conjunction), reading.preposition, True, reading, number=best.number)
    return known


def _guess(bare: str, article: bool) -> _Person | None:
    """People unknown to the lexicon, by their form: nisba plurals (سنغاليين) and plural participles with م (مرابطين)."""
    if len(bare) >= 6 and bare.endswith(("يين", "يون", "ويين")):
        return _Person("nisba", "unknown", _EITHER if bare.endswith("ين") else _PL)
    if len(bare) >= 6 and bare.endswith("يان") and not article:
        return _Person("nisba", "unknown", _DUAL)
    if len(bare) >= 6 and bare.startswith("م") and bare.endswith(("ين", "ون")):
        return _Person("participle", "unknown", _EITHER if bare.endswith("ين") else _PL)
    return None


_NOTHING = _Word("", "")
_CLAUSE_ENDS = frozenset(".,;:!?()[]|/")
_QUOTE_MARKS = frozenset("\"'")
_ONE = frozenset({"احد", "احدي"})
_TWO = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})


@dataclass(slots=True)
class _People:
    """A noun phrase of people: tokens [first, last], bounds, and what is known of them."""

    first: int
    last: int
    start: int
    min: int | None
    max: int | None
    vague: bool = False
    magnitude: int | None = None
    approx: bool = False
    of: CountOf = "unknown"
    noun: int | None = None
    quantified: bool = False
    known: bool = True
    loss: _Head | None = None
    number: int = _SG
    accusative: bool = False
    definite: bool = False
    modifiers: list[int] = field(default_factory=list)
    core: int = -1
    range_from: int | None = None
    other: bool = False
    partitive: bool = False


@dataclass(slots=True)
class _Draft:
    """A mention under way."""

    kind: Kind
    people: _People | None
    head: int
    rule: str
    min: int | None
    max: int | None
    vague: bool
    none: bool = False
    update: bool = False
    part_of: _Draft | None = None
    by: tuple[int, int] | None = None
    quote_last: int | None = None
    quote_first: int | None = None


class _Finder:
    """Reads the losses of one sentence: tokens [first, last)."""

    def __init__(self, text: Text, first: int, last: int) -> None:
        self.tokens: Sequence[Token] = text.tokens
        self.full = text.full
        self.first = first
        self.last = last
        self.lexicon = _lexicon()
        self.drafts: list[_Draft] = []
        self.taken: set[int] = set()  # heads that belong to a mention
        self.counted: set[int] = set()  # cores of numbers that belong to a mention

    # ---------------------------------------------------------------- words
    def word(self, i: int) -> _Word:
        token = self.tokens[i]
        return _word(token.norm) if token.kind == WORD else _NOTHING

    def clause_end(self, i: int) -> bool:
        token = self.tokens[i]
        return token.kind == BREAK or (token.kind == MARK and (token.norm in _CLAUSE_ENDS or (token.norm == "-" and not self.glued(i))))

    def glued(self, i: int) -> bool:
        return i > 0 and self.tokens[i].start == self.tokens[i - 1].end and i + 1 < self.last and self.tokens[i].end == self.tokens[i + 1].start

    def quote_mark(self, i: int) -> bool:
        return i < self.last and self.tokens[i].kind == MARK and self.tokens[i].norm in _QUOTE_MARKS

    def skip_quotes(self, i: int) -> int:
        while self.quote_mark(i):
            i += 1
        return i

    def number_at(self, i: int) -> NumberMatch | None:
        token = self.tokens[i]
        if token.kind not in (WORD, NUMBER) or not can_begin_number(token.norm):
            return None
        match = read_number(self.tokens, i)
        return match if match is not None and match.last < self.last else None

    # ---------------------------------------------------------------- noun phrases of people
    def people(self, i: int, *, strict: bool = False) -> _People | None:
        """The noun phrase of people that begins at token i; `strict` wants a known noun for people beside a number."""
        i = self.skip_quotes(i)
        if i >= self.last:
            return None
        token = self.tokens[i]
        if token.kind == NUMBER or (token.kind == WORD and can_begin_number(token.norm)):
            match = self.number_at(i)
            if match is not None:
                return self.counted_people(match, strict)
        if token.kind != WORD:
            return None
        word = _word(token.norm)
        stripped = word.rest if not word.article else ""
        if stripped not in _ONE and token.norm[:1] in "وف" and token.norm[1:] in _ONE:
            stripped = token.norm[1:]
        if stripped in _ONE and i + 1 < self.last:
            after = self.skip_quotes(i + 1)
            if after < self.last:
                noun = self.word(after)
                if (noun.person is not None and noun.person.number != _SG) or any(h.cls == _NOUN for h in noun.heads) or noun.force:
                    found = _People(i, after, token.start, 1, 1, noun=after, of=self.class_of(after), core=i, known=True)
                    return self.extend(found)
            return None
        if word.person is None or (word.heads and not word.preposition and word.heads[0].cls == _VERB):
            return None
        person = word.person
        found = _People(i, i, self.start_of(i, word), None, None, of=person.of, noun=i, number=person.number, accusative=person.accusative)
        found.definite = word.article
        found.known = person.id not in ("participle",)
        found.other = person.id == "other"
        number = person.number
        if number == _EITHER:
            number = self.voweled(i)
        if word.possessed and number == _EITHER:
            number = _PL
        if number == _SG:
            found.min = found.max = 1
        elif number == _DUAL:
            found.min = found.max = 2
        else:
            found.vague, found.magnitude = True, 3
        found.number = number
        return self.extend(found)

    def voweled(self, i: int) -> int:
        """Dual or plural of a word in ين, where it is written with the vowel that tells."""
        raw = self.tokens[i].raw
        at = raw.rfind("ي")
        if at > 0 and raw[at - 1] == "\u064e":
            return _DUAL
        if at > 0 and raw[at - 1] == "\u0650":
            return _PL
        return _EITHER

    def start_of(self, i: int, word: _Word) -> int:
        token = self.tokens[i]
        return token.start + (proclitic_length(token, word.peeled) if word.peeled is not None else 0)

    def counted_people(self, match: NumberMatch, strict: bool) -> _People | None:
        found = _People(
            match.first, match.last, match.start, match.min, match.max, match.vague, match.magnitude, match.approx,
            quantified=True, core=match.core, definite=match.definite, range_from=match.range_from,
        )  # fmt: skip
        after = self.skip_quotes(match.last + 1)
        if after < self.last and self.tokens[after].norm == "من":
            after = self.skip_quotes(after + 1)
            found.partitive = True
            if after < self.last and self.tokens[after].norm in ("بين", "اصل"):
                return None if strict else found
        elif after > match.first and self.tokens[match.last].norm == "من":
            found.partitive = True
        if after >= self.last:
            return None if strict or self.year(match) else found
        token = self.tokens[after]
        if token.kind == MARK:
            if token.norm == "%" or (strict and not self.ends_or_joins(after)):
                return None
            return None if self.year(match) or strict else found
        if token.kind != WORD:
            return None
        noun = _word(token.norm)
        if noun.thing and not noun.part and not (noun.person and found.partitive):
            return None
        if token.norm in ("بالمءه", "بالماءه") or (
            token.norm == "في" and after + 1 < self.last and self.tokens[after + 1].norm in ("المءه", "الماءه", "الميه")
        ):
            return None
        loss = next((h for h in noun.heads if h.cls == _NOUN), None)
        if loss is not None and not noun.conjunction and not (noun.preposition and not found.partitive):
            found.last, found.noun, found.loss = after, after, loss
            found.of = "unknown"
            return self.extend(found)
        if noun.person is not None and not noun.conjunction and not (noun.preposition and not noun.article):
            found.last, found.noun, found.of = after, after, noun.person.of
            found.other = noun.person.id == "other"
            found.known = noun.person.id != "participle"
            return self.extend(found)
        if found.partitive:
            if noun.force or noun.agent:
                found.last, found.noun, found.of = after, after, "combatants" if noun.force else "unknown"
                return self.extend(found)
            if noun.function:
                return None if strict else found
            if strict:
                return None
            found.last, found.noun, found.known = after, after, False
            return self.extend(found)
        if noun.heads or noun.function or noun.conjunction or noun.part or noun.preposition or noun.toll:
            if self.year(match) or (strict and not (noun.conjunction or noun.part)):
                return None
            return self.extend(found) if not strict or not self.dated(match) else None
        if noun.rest.endswith("يا") and len(noun.rest) >= 5:
            found.last, found.noun = after, after
            return self.extend(found)
        if strict:
            return None
        found.last, found.noun, found.known = after, after, False
        return self.extend(found)

    def ends_or_joins(self, i: int) -> bool:
        return self.tokens[i].norm in ".,"

    def year(self, match: NumberMatch) -> bool:
        return match.min is not None and 1900 <= match.min <= 2100 and self.tokens[match.last].kind == NUMBER

    def dated(self, match: NumberMatch) -> bool:
        """Whether the words before a bare number make it something else than a count of people."""
        if match.first <= self.first:
            return False
        before = self.word(match.first - 1)
        return before.thing or (before.function and self.tokens[match.first - 1].norm not in ("ان", "الي", "قد"))

    def extend(self, found: _People) -> _People:
        """Take in what follows the noun: adjectives, اثنين, الثلاثة, على الأقل; and read whose people they are."""
        k = found.last + 1
        modifiers = 0
        while k < self.last and modifiers < 5:
            token = self.tokens[k]
            if token.kind == MARK and token.norm in _QUOTE_MARKS:
                k += 1
                continue
            if token.kind != WORD:
                break
            norm = token.norm
            if norm in _TWO and not found.quantified and found.noun is not None:
                found.min = found.max = 2
                found.vague, found.quantified, found.magnitude, found.last = False, True, None, k
                k += 1
                continue
            if norm in ("واحد", "واحده") and found.min == 1:
                found.last = k
                k += 1
                continue
            if norm == "علي" or norm in ("كحد", "فاكثر", "او", "تقريبا"):
                match = NumberMatch(found.first, found.last, found.start, found.min, found.max, found.vague, found.approx)
                bounded, last = apply_suffix(match, self.tokens, k)
                if last >= k and last < self.last:
                    found.min, found.max, found.approx, found.last = bounded.min, bounded.max, bounded.approx, last
                    k = last + 1
                    continue
                break
            word = _word(norm)
            if word.conjunction or word.preposition or word.function or word.heads or word.part:
                break
            if word.number and word.norm.startswith("ال") and found.definite and not found.quantified:
                match2 = self.number_at(k)
                if match2 is not None and match2.definite and not match2.vague and match2.min and match2.min >= 2:
                    found.min, found.max, found.vague, found.quantified, found.last = match2.min, match2.max, False, True, match2.last
                    k = match2.last + 1
                    continue
                break
            if found.noun is None:
                break
            if word.person is not None:
                if word.person.id == "other":
                    found.other = found.of == "unknown"
                elif word.person.of != "unknown" and found.of == "unknown":
                    found.of = word.person.of
                found.modifiers.append(k)
                found.last = k
            elif self.adjective(k, word, found):
                found.modifiers.append(k)
                found.last = k
            else:
                break
            modifiers += 1
            k += 1
        if found.of == "unknown" and not found.other:
            found.of = self.class_after(found.last + 1, found)
        return found

    def adjective(self, k: int, word: _Word, found: _People) -> bool:
        """Whether an unknown word looks like an adjective of the people before it."""
        norm = word.rest
        if word.thing or word.agent or word.force or word.number or len(norm) < 4:
            return False
        if found.quantified or found.vague:
            return norm.endswith(("يين", "يون", "ين", "ون", "يا", "يه", "ان")) and word.article == found.definite and not norm.endswith("نين")
        return norm.endswith(("ي", "يا", "يه", "يين", "يان")) and word.article == found.definite

    def class_of(self, noun: int) -> CountOf:
        word = self.word(noun)
        if word.person is not None:
            return word.person.of
        return "combatants" if word.force else "unknown"

    def class_after(self, k: int, found: _People) -> CountOf:
        """The class told after the people: من الجيش, في صفوف المدنيين, من المدنيين."""
        end = min(self.last, k + 7)
        open_phrase = False
        for j in range(k, end):
            token = self.tokens[j]
            if token.kind != WORD:
                if token.kind == MARK and token.norm in _QUOTE_MARKS:
                    continue
                break
            word = _word(token.norm)
            if token.norm == "من" or "صفوف" in token.norm:
                open_phrase = True
                continue
            if word.heads or word.part:
                break
            if open_phrase:
                if word.person is not None and word.person.of != "unknown":
                    found.modifiers.append(j)
                    return word.person.of
                if word.force:
                    found.modifiers.append(j)
                    return "combatants"
                if word.function and not word.conjunction:
                    break
            elif word.function or word.conjunction or word.preposition:
                if token.norm in ("في", "بين") and j + 1 < end and self.tokens[j + 1].norm == "صفوف":
                    continue
                break
        return "unknown"

    # ---------------------------------------------------------------- sums and parts
    def joined(self, whole: _People, after: int, kind: Kind) -> int:
        """Add the people coordinated with `whole` from token `after` on (ضابط و3 جنود); the last token of the sum."""
        last = whole.last
        k = after
        steps = 0
        while k < self.last and steps < 8:
            token = self.tokens[k]
            if token.kind == MARK and token.norm in _QUOTE_MARKS:
                k += 1
                continue
            if self.clause_end(k):
                break
            word = self.word(k)
            if any(h.cls != _NOUN or not h.weak for h in word.heads) and not (word.person and word.conjunction):
                break
            if word.part:
                break
            joins = word.conjunction or token.norm == "و" or self.number_conjunction(k)
            if joins:
                at = k + 1 if token.norm == "و" and not (k + 1 < self.last and self.tokens[k + 1].kind == NUMBER) else k
                more = self.people(at, strict=True)
                adjacent = k == whole.last + 1 or steps <= 1
                if more is None or more.loss is not None or not (more.quantified or adjacent):
                    if token.norm != "و" and not adjacent:
                        k += 1
                        steps += 1
                        continue
                    break
                if more.noun is None or self.verb_follows(more.last + 1) or (more.definite and not more.quantified and not whole.definite):
                    break
                if self.word(more.noun).thing:
                    break
                self.add(whole, more)
                last = more.last
                k = more.last + 1
                steps = 0
                continue
            steps += 1
            k += 1
        return last

    def number_conjunction(self, k: int) -> bool:
        token = self.tokens[k]
        if token.kind != WORD or token.norm[:1] != "و" or not can_begin_number(token.norm):
            return False
        match = self.number_at(k)
        return match is not None and match.conjunction

    def verb_follows(self, k: int) -> bool:
        """Whether a plural verb of loss follows: the people before it are its subject."""
        for j in range(k, min(self.last, k + 3)):
            if self.tokens[j].kind != WORD:
                return False
            if any(h.cls == _VERB and h.number != _SG for h in self.word(j).heads):
                return True
        return False

    def add(self, whole: _People, more: _People) -> None:
        if whole.vague:
            if more.min is not None and more.quantified:
                whole.modifiers.extend(more.modifiers)
        elif more.vague:
            whole.max = None
        else:
            whole.min = whole.min + more.min if whole.min is not None and more.min is not None else None
            whole.max = whole.max + more.max if whole.max is not None and more.max is not None else None
        if more.of != whole.of:
            if more.other:
                pass
            elif "unknown" in (more.of, whole.of):
                known = more.of if whole.of == "unknown" else whole.of
                whole.of = known if known == "civilians" else "unknown"
            else:
                whole.of = "mixed"
        whole.approx = whole.approx or more.approx
        whole.last = more.last

    def parts(self, draft: _Draft, after: int) -> None:
        """Read the parts told of a total (بينهم 3 أطفال, أربعة منهم جنود) and what is added to the total after them."""
        k = after
        limit = min(self.last, after + 12)
        whole = draft.people
        while k < limit:
            token = self.tokens[k]
            word = self.word(k)
            if token.kind == MARK and token.norm in ".;!?:":
                return
            if token.kind == WORD and word.heads and not word.part:
                return
            if word.part:
                break
            k += 1
        else:
            return
        if k >= limit:
            return
        before = self.number_before(k)
        if before is not None and before.first >= after and not before.vague and before.core not in self.counted:
            found = self.counted_people(before, False)
            if found is not None:
                found.min, found.max, found.last = before.min, before.max, k
                noun = self.people(k + 1)
                if noun is not None and not noun.quantified:
                    found.of, found.last, found.noun = noun.of, noun.last, noun.noun
                self.part(draft, found)
                k = found.last + 1
        else:
            k = self.read_parts(draft, k + 1)
        if whole is None or k >= self.last:
            return
        # , و + number of people: added to the total
        if self.tokens[k].norm == "," and k + 1 < self.last:
            at = k + 1
            opening = self.tokens[at].norm
            if opening[:1] == "و":
                if opening == "و" and at + 1 < self.last and self.tokens[at + 1].kind == WORD:
                    at += 1
                more = self.people(at, strict=True)
                if (
                    more is not None
                    and more.quantified
                    and more.loss is None
                    and more.noun is not None
                    and not self.verb_follows(more.last + 1)
                    and draft.min is not None
                    and not self.only_number(more)
                ):
                    self.add(whole, more)
                    draft.min, draft.max = whole.min, whole.max
                    draft.quote_last = more.last
                    self.counted.add(more.core)

    def only_number(self, found: _People) -> bool:
        return found.noun is None or any(h.cls == _VERB for h in self.word(found.noun).heads)

    def read_parts(self, draft: _Draft, k: int) -> int:
        seen = 0
        while k < self.last and seen < 4:
            k = self.skip_quotes(k)
            if k >= self.last:
                break
            if seen and self.tokens[k].norm == "و" and k + 1 < self.last and self.tokens[k + 1].kind == WORD:
                k += 1
            elif seen and not self.word(k).conjunction and not self.number_conjunction(k):
                break
            found = self.people(k)
            if found is None or found.loss is not None:
                break
            if found.noun is None and not found.quantified:
                break
            if self.verb_follows(found.last + 1):
                break
            self.part(draft, found)
            seen += 1
            k = found.last + 1
            if k < self.last and self.tokens[k].norm == "من" and k + 2 < self.last:
                k += 2
        return k

    def part(self, whole: _Draft, found: _People) -> None:
        if found.core >= 0:
            self.counted.add(found.core)
        self.drafts.append(_Draft(whole.kind, found, whole.head, "part", found.min, found.max, found.vague, part_of=whole, quote_first=found.first))

    # ---------------------------------------------------------------- mentions
    def emit(self, heads: Sequence[tuple[int, _Head]], found: _People | None, pattern: str, **more: Any) -> None:
        """A mention for each head that shares the people; people of several kinds together are only an upper bound."""
        shared = len({FIELD_OF[h.kind] for _, h in heads}) > 1
        told: set[str] = set()
        for at, head in heads:
            self.taken.add(at)
            if FIELD_OF[head.kind] in told:
                continue
            told.add(FIELD_OF[head.kind])
            low, high, vague = (found.min, found.max, found.vague) if found is not None else (None, None, True)
            if shared and not vague:
                low, high = None, high if high is not None else None
                vague = high is None
            draft = _Draft(head.kind, found, at, f"{head.id}/{pattern}", low, high, vague, **more)
            draft.quote_first = min(at, found.first) if found is not None else at
            self.drafts.append(draft)
        if found is not None and found.core >= 0:
            self.counted.add(found.core)
        if found is not None and found.noun is not None and found.loss is not None:
            self.taken.add(found.noun)

    def run(self) -> list[CountMention]:
        i = self.first
        while i < self.last:
            token = self.tokens[i]
            if token.kind == WORD:
                word = _word(token.norm)
                if word.heads and i not in self.taken:
                    self.head(i, word)
            i += 1
        return self.finish()

    def head(self, i: int, word: _Word) -> None:
        for head in word.heads:
            if head.cls == _PHRASE:
                end = self.follows(i, head)
                if end >= 0:
                    self.phrase(i, head, end)
                    return
        for head in word.heads:
            if head.completes and self.completed(i, head):
                return
        for head in word.heads:
            if head.completes or head.cls == _PHRASE or (head.pronoun == "ه" and self.tokens[i].raw.endswith("ة")):
                continue
            if head.cls == _NOUN:
                done = self.noun(i, head, word)
            elif head.cls == _MASDAR:
                done = self.masdar(i, head)
            elif self.masdar_context(i, word) and any(h.cls == _MASDAR for h in word.heads):
                continue
            else:
                done = self.verb(i, head)
            if done:
                return

    def follows(self, i: int, head: _Head) -> int:
        j = i
        for expected in head.follow:
            j += 1
            if j >= self.last or self.tokens[j].norm != expected:
                return -1
        return j

    def masdar_context(self, i: int, word: _Word) -> bool:
        """Whether a word that is verb or verbal noun stands where a noun must stand."""
        if word.preposition:
            return True
        if i == self.first:
            return False
        before = self.word(i - 1)
        return self.tokens[i - 1].norm in ("عن", "من", "الي", "علي", "في", "بعد", "قبل", "عمليه", "محاوله", "تهمه", "بتهمه", "جريمه", "حادث") or (
            before.preposition != "" and not before.person and before.function
        )

    def group(self, i: int, head: _Head) -> tuple[list[tuple[int, _Head]], int]:
        """Heads coordinated with the one at i (مقتل وإصابة), and the token after them."""
        heads = [(i, head)]
        j = i + 1
        while j < self.last and len(heads) < 4:
            at = j
            if self.tokens[j].norm in ("و", "او") and j + 1 < self.last:
                at = j + 1
            word = self.word(at)
            if at == j and not word.conjunction:
                break
            other = next((h for h in word.heads if h.cls == head.cls and not h.completes and not h.pronoun and h.cls != _PHRASE), None)
            if other is None or word.preposition or (head.cls == _VERB and other.number != head.number) or word.article:
                break
            heads.append((at, other))
            j = at + 1
        return heads, j

    def attempted(self, i: int) -> bool:
        return any(self.tokens[j].norm.lstrip("وفبل") in self.lexicon.words["attempts"] or self.tokens[j].norm in self.lexicon.words["attempts"]
                   for j in range(max(self.first, i - 2), i))  # fmt: skip

    def negated(self, i: int) -> bool:
        """Whether a negation reaches the head at i: within five words, no other clause or head between."""
        words = self.lexicon.words
        for j in range(i - 1, max(self.first - 1, i - 8), -1):
            if self.clause_end(j):
                return False
            norm = self.tokens[j].norm
            if norm in words["only"]:
                return False
            rest = norm[1:] if norm[:1] in "وفب" and norm[1:] in words["negators"] else norm
            if rest in words["negators"]:
                return not (j + 1 < self.last and self.tokens[j + 1].norm in words["negator_exceptions"])
            if j != i - 1 and any(h.cls in (_MASDAR, _PHRASE) for h in self.word(j).heads) and not self.word(i).conjunction:
                return False
        return False

    def quiet(self, i: int, heads: Sequence[tuple[int, _Head]], found: _People | None) -> bool:
        """Deal with negation: an explicit "none" is a mention of zero; True where nothing more is to be told."""
        if found is not None and found.quantified and not any(h.cls == _VERB for _, h in heads):
            return False
        if not self.negated(i):
            return False
        if any(h.cls == _VERB for _, h in heads):
            before = self.tokens[i - 1].norm if i > self.first else ""
            if before[-2:] not in ("لم", "لن", "لا"):
                return False
            after = self.tokens[i + 1].norm if i + 1 < self.last else ""
            if after not in ("احد", "اي", "ايا"):
                return True
        for at, head in heads:
            self.taken.add(at)
            if head.kind in ("detained", "displaced"):
                continue
            self.drafts.append(_Draft(head.kind, None, at, f"{head.id}/none", 0, 0, False, none=True, quote_first=at))
        return True

    def accept(self, heads: Sequence[tuple[int, _Head]], after: int, found: _People | None, pattern: str, **more: Any) -> bool:
        """Sum, emit, read parts."""
        if found is None:
            return False
        if found.core >= 0 and found.core in self.counted:
            return False
        if found.loss is not None and FIELD_OF[found.loss.kind] != FIELD_OF[heads[0][1].kind]:
            return False
        first_draft = len(self.drafts)
        last = self.joined(found, found.last + 1, heads[0][1].kind)
        self.emit(heads, found, pattern, **more)
        self.parts(self.drafts[first_draft], max(last + 1, after))
        return True

    # ---------------------------------------------------------------- constructions
    def masdar(self, i: int, head: _Head) -> bool:
        heads, j = self.group(i, head)
        if self.attempted(i):
            return False
        if self.tokens[i].raw.find("ال") == 0 and not head.pronoun and self.word(i).article:
            return False
        found = self.people(j)
        if found is None and head.kind in ("killed", "injured") and j < self.last:
            found = self.governed(j)
        if found is not None and not self.fits(found, head):
            found = None
        if self.quiet(i, heads, found):
            return True
        subject: tuple[int, int] | None = None
        if found is not None and not found.quantified and found.definite and head.agent:
            beyond = self.remote(found.last + 1, limit=8)
            if beyond is not None and beyond.quantified:
                subject, found = (found.first, found.last), beyond
        if found is None and (head.agent or head.pronoun) and j < self.last:
            nxt = self.word(j)
            if head.pronoun or nxt.agent or nxt.force or nxt.article or not (nxt.function or nxt.preposition or nxt.conjunction):
                found = self.remote(j, limit=9)
                subject = (j, found.first - 1) if found is not None and found.first > j else None
                if found is not None and not found.quantified and not found.accusative and found.number != _DUAL:
                    found = subject = None
        elif found is None:
            found = self.remote(j, limit=6, quantified=True) if not head.weak or self.past_adverb(j) else None
        if found is not None:
            return self.accept(heads, j, found, "masdar", by=subject)
        if head.pronoun and self.pronoun_counts(i, head):
            return True
        if head.names:
            return self.named(i, heads, j)
        return False

    def governed(self, j: int) -> _People | None:
        """The people after ل where an adjective stands between head and people (إصابة مؤكدة لمدنيين)."""
        at = j + 1
        if at >= self.last or self.tokens[j].kind != WORD or not self.tokens[j].norm.endswith(("ه", "ات")):
            return None
        word, target = self.word(j), self.word(at)
        if word.function or word.conjunction or word.heads or target.preposition != "ل" or target.person is None:
            return None
        return self.people(at)

    def past_adverb(self, j: int) -> bool:
        return j < self.last and self.tokens[j].norm in ("امس", "اليوم", "ايضا", "نحو", "بجروح", "بجراح")

    def fits(self, found: _People, head: _Head) -> bool:
        """Whether the people can be the victims of a head: weak heads want a known noun or a number before one."""
        if head.quantified and not found.quantified:
            return False
        if found.noun is not None and not found.known and head.weak and not found.quantified:
            return False
        if found.noun is None and not found.quantified:
            return False
        if found.noun is not None and found.quantified and not found.known and head.weak:
            noun = self.word(found.noun)
            return not noun.agent and (found.partitive or not noun.rest.endswith("ات"))
        return True

    def pronoun_counts(self, i: int, head: _Head) -> bool:
        if head.kind not in ("killed", "injured", "captured", "detained") or head.id in ("kill.wafat",):
            return False
        if head.cls == _MASDAR and head.agent and head.pronoun in ("ها", "هم", "نا") and head.kind != "killed":
            return False
        if head.pronoun in ("ه", "ها"):
            low: int | None = 1
        elif head.pronoun == "هما":
            low = 2
        elif head.pronoun in ("هم", "هن"):
            low = None
        else:
            return False
        self.taken.add(i)
        self.drafts.append(_Draft(head.kind, None, i, f"{head.id}/pronoun", low, low, low is None, quote_first=i))
        return True

    def named(self, i: int, heads: Sequence[tuple[int, _Head]], j: int) -> bool:
        """A person's name or an unknown title right after the head: one person."""
        j = self.skip_quotes(j)
        if j >= self.last or self.tokens[j].kind != WORD:
            return False
        word = self.word(j)
        if word.function or word.thing or word.agent or word.force or word.conjunction or word.heads or word.preposition or word.part or word.number:
            return False
        if len(word.rest) < 3 or word.rest.endswith(("ات", "ون", "ين")):
            return False
        if heads[0][1].kind in ("detained",) and word.rest.endswith("ه"):
            return False
        found = _People(j, j, self.tokens[j].start, 1, 1, noun=j, known=False)
        self.emit(heads, found, "name")
        return True

    def remote(self, j: int, *, limit: int, quantified: bool = False) -> _People | None:
        """People later in the clause: past the agent, adverbs and prepositional phrases."""
        k = j
        end = min(self.last, j + limit)
        while k < end:
            token = self.tokens[k]
            if self.clause_end(k):
                return None
            if token.kind == MARK:
                k += 1
                continue
            word = self.word(k)
            if word.heads and not word.person:
                return None
            if word.part or (word.conjunction and not word.number and not word.person):
                return None
            before = self.word(k - 1)
            governed = before.function and self.tokens[k - 1].norm in (
                "في", "من", "علي", "مع", "ضد", "بين", "خلال", "بعد", "قبل", "منذ", "حتي", "عن", "كل", "يوم"
            )  # fmt: skip
            if not governed and not word.preposition:
                found = self.people(k, strict=True)
                if found is not None and found.core in self.counted:
                    return None
                if found is not None and found.loss is None:
                    if found.quantified and found.noun is not None:
                        return found
                    if found.quantified and found.noun is None and k == j:
                        return found
                    if not quantified and not found.quantified and (found.accusative or found.number == _DUAL):
                        return found
                    if not found.quantified:
                        k = found.last + 1
                        continue
            match = self.number_at(k) if word.number or token.kind == NUMBER else None
            k = match.last + 1 if match is not None else k + 1
        return None

    def verb(self, i: int, head: _Head) -> bool:
        heads, j = self.group(i, head)
        if self.attempted(i):
            return False
        found = self.people(j)
        if found is not None and (not self.fits(found, head) or (self.word(found.first).preposition and not found.quantified)):
            found = None
        if found is not None and found.first == j and self.word(j).conjunction and not found.quantified:
            found = None
        if self.quiet(i, heads, found):
            return True
        if head.number != _SG:
            behind = None if found is not None and (found.quantified or found.accusative) else self.behind(i)
            if behind is not None and head.voice == "both" and (head.imperfect or not behind.quantified):
                beyond = found or self.remote(j, limit=10)
                if beyond is not None and (beyond.quantified or beyond.accusative):
                    return self.accept(heads, j, beyond, "object-later")
                if head.imperfect:
                    return False
            if behind is not None and head.quantified and not behind.quantified:
                return False
            if behind is not None:
                if not behind.quantified and behind.vague and head.number == _DUAL:
                    behind.min = behind.max = 2
                    behind.vague = False
                if head.voice == "active":
                    return False
                return self.accept(heads, j, behind, "subject-before")
            if found is not None:
                return self.accept(heads, j, found, "object")
            if head.voice == "active" or head.weak:
                return False
            if head.number == _DUAL:
                return self.bare(i, heads, 2)
            return self.bare(i, heads, None)
        raw = self.tokens[i].raw
        passive = head.voice == "passive" or "\u064f" in raw[:3]
        if found is not None and found.quantified:
            return self.accept(heads, j, found, "object")
        if head.voice != "passive" and not passive:
            beyond = self.remote(j if found is None else found.last + 1, limit=12)
            if beyond is not None and head.quantified and not beyond.quantified:
                return False
            if beyond is not None and (beyond.quantified or found is None or beyond.accusative):
                return self.accept(heads, j, beyond, "active", by=(j, beyond.first - 1) if beyond.first > j else None)
            if head.pronoun and not head.weak:
                return self.pronoun_counts(i, head)
        elif found is None:
            beyond = self.remote(j, limit=12, quantified=True)
            if beyond is not None:
                return self.accept(heads, j, beyond, "subject-later")
        if head.voice == "active" and found is not None and not found.accusative and found.number == _SG and not found.definite:
            return False
        if found is not None:
            return self.accept(heads, j, found, "object")
        if head.weak or head.voice == "active":
            return False
        behind = self.behind(i)
        if behind is not None and (behind.quantified or behind.min is not None) and self.subjectless(j):
            if behind.quantified and self.tokens[i].norm.endswith("ت") is False and behind.min not in (1, None) and behind.first != self.first:
                return False
            return self.accept(heads, j, behind, "subject-before")
        if self.subjectless(j) and self.sure_passive(i, head):
            return self.bare(i, heads, 1)
        if head.names and passive:
            return self.named(i, heads, j)
        return False

    def sure_passive(self, i: int, head: _Head) -> bool:
        if head.voice == "passive":
            return True
        before = self.tokens[i - 1].norm if i > self.first else ""
        nxt = self.tokens[i + 1].norm if i + 1 < self.last else ""
        opens = self.word(i).conjunction or i == self.first or self.tokens[i - 1].kind != WORD or self.word(i - 1).function
        if opens and nxt in ("في", "خلال", "اثر", "جراء", "برصاص", "بنيران", "علي", "اثناء", "نتيجه", "بسبب", "قرب"):
            return True
        return "\u064f" in self.tokens[i].raw[:3] or before in ("الذي", "التي", "قد", "وقد", "حيث", "انه", "انها", "كان", "عندما")

    def subjectless(self, j: int) -> bool:
        """Whether no subject follows the verb before j: a preposition, adverb or clause end comes."""
        if j >= self.last:
            return True
        token = self.tokens[j]
        if token.kind != WORD:
            return token.kind == MARK and token.norm not in _QUOTE_MARKS
        word = _word(token.norm)
        return word.function or (word.preposition == "ب" and not word.person)

    def bare(self, i: int, heads: Sequence[tuple[int, _Head]], number: int | None) -> bool:
        for at, head in heads:
            self.taken.add(at)
            self.drafts.append(_Draft(head.kind, None, at, f"{head.id}/pronoun", number, number, number is None, quote_first=at))
        return True

    def behind(self, v: int) -> _People | None:
        """The people right before a verb at v that are its subject: the number nearest to it, with its noun."""
        nearest: _People | None = None
        for s in range(v - 1, max(self.first - 1, v - 12), -1):
            if self.clause_end(s):
                break
            token = self.tokens[s]
            if token.kind == MARK:
                continue
            word = self.word(s)
            if word.heads and not any(h.cls == _NOUN for h in word.heads) and not word.person:
                break
            if not (word.number or word.person or token.kind == NUMBER or (word.rest in _ONE)):
                continue
            if word.conjunction and word.person and nearest is None and s < v - 1:
                continue
            found = self.people(s, strict=True)
            if found is None or found.last >= v or found.core in self.counted or found.loss is not None:
                continue
            if found.quantified:
                reach = nearest.first if nearest is not None else v
                if reach - found.last <= (2 if nearest is not None else 8) or found.last >= reach:
                    longer = found
                    for t in range(s - 1, max(self.first - 1, s - 5), -1):
                        if self.tokens[t].kind == MARK:
                            break
                        match = self.number_at(t)
                        if match is not None and match.core == found.core:
                            wider = self.counted_people(match, True)
                            longer = wider or longer
                    return longer
                break
            if nearest is None:
                nearest = found
            elif found.last >= nearest.first - 1:
                nearest = found
        return nearest

    def completed(self, i: int, head: _Head) -> bool:
        """لقي ... مصرعهم and the like: the completing word is ahead in the clause."""
        at = -1
        completing = ""
        for j in range(i + 1, min(self.last, i + 16)):
            if self.tokens[j].kind == MARK and self.tokens[j].norm in ".;!?":
                break
            norm = self.tokens[j].norm
            if any(norm == c or (norm.startswith((c, _stem(c))) and norm[len(c) :] in _SUFFIXES) for c in head.completes):
                at, completing = j, norm
                break
            if j > i + 1 and any(h.cls in (_VERB,) for h in self.word(j).heads):
                break
        if at < 0:
            return False
        heads = [(i, head)]
        noun_completes = any(h.cls == _NOUN for h in self.word(at).heads)
        if noun_completes:
            # سقط 3 جنود قتلى: the people stand between; otherwise the noun speaks for itself
            found = self.people(i + 1) if at > i + 1 else None
            if found is None or found.loss is not None or not found.quantified or found.last < at - 2:
                return False
            self.taken.add(at)
            return self.accept(heads, at + 1, found, "completed", quote_last=at)
        found = self.people(i + 1) or self.remote(i + 1, limit=at - i - 1)
        if found is not None and found.last >= at:
            found = None
        self.taken.add(at)
        if self.quiet(i, heads, found):
            return True
        if found is not None:
            if not found.quantified and found.number == _EITHER and completing.endswith("هما"):
                found.min = found.max = 2
                found.vague = False
            return self.accept(heads, at + 1, found, "completed", quote_last=at)
        if at == i + 1:
            found = self.behind(i)
            if found is None and at + 1 < self.last:
                found = self.people(at + 1) or self.remote(at + 1, limit=6, quantified=True)
                if found is not None and not found.quantified and self.word(found.first).preposition:
                    found = None
            if found is not None:
                return self.accept(heads, at + 1, found, "completed", quote_last=at)
        number = 2 if completing.endswith("هما") else None if completing.endswith(("هم", "هن")) else 1
        return self.bare(i, heads, number)

    def phrase(self, i: int, head: _Head, end: int) -> None:
        self.taken.update(range(i, end + 1))
        heads = [(i, head)]
        if head.pronoun:
            if not self.attempted(i) and not self.quiet(i, heads, None):
                self.pronoun_counts(i, head)
            return
        if head.vague:
            if self.negated(i):
                self.quiet(i, heads, None)
            else:
                self.drafts.append(_Draft(head.kind, None, i, f"{head.id}/vague", None, None, True, quote_first=i, quote_last=end))
            return
        found = self.people(end + 1) or self.remote(end + 1, limit=7, quantified=True)
        if found is not None and found.loss is not None and found.loss.kind != head.kind:
            found = None
        if found is not None and self.fits(found, head) and not (head.weak and not found.known) and not self.attempted(i):
            self.accept(heads, end + 1, found, "phrase")

    # ---------------------------------------------------------------- nouns of loss
    def number_before(self, i: int) -> NumberMatch | None:
        """The longest quantity that ends right before token i (quotes and من may stand between)."""
        best: NumberMatch | None = None
        for s in range(i - 1, max(self.first - 1, i - 10), -1):
            token = self.tokens[s]
            if token.kind == MARK:
                if token.norm in _QUOTE_MARKS or token.norm == "-":
                    continue
                break
            match = self.number_at(s)
            if match is None:
                if best is None and s < i - 3:
                    break
                continue
            between = [t for t in range(match.last + 1, i) if not self.quote_mark(t)]
            if not between or (len(between) == 1 and self.tokens[between[0]].norm == "من" and match.vague):
                if match.last >= i:
                    break
                best = match
            elif match.last < i - 3:
                break
        return best

    def noun(self, i: int, head: _Head, word: _Word) -> bool:
        if head.number == _EITHER and self.voweled(i) == _DUAL:
            head = replace(head, number=_DUAL)
        match = None if word.conjunction else self.number_before(i)
        if match is not None and (match.core in self.counted):
            return True
        if head.counted and match is None:
            return False
        if not head.bare and self.released(i if match is None else match.first):
            return False
        group = self.noun_group(i, head, word)
        if match is not None:
            if match.min == 1 and head.number != _SG:
                return True
            found = self.counted_people(match, False)
            if found is None:
                return True
            found.last = max(found.last, i)
            after = group[-1][0]
            found.last = max(found.last, after)
            pattern = "number"
            self.extend_of(found, after)
            return self.accept_noun(group, found, pattern)
        if i > self.first and self.tokens[i - 1].norm in ("بين", "مابين") and len(group) > 1:
            return self.between(i, group)
        headed = self.headed(i)
        if word.article or headed:
            return self.headed_number(i, group, headed)
        if word.conjunction and i - 1 >= self.first and self.tokens[i - 1].kind == WORD and self.word(i - 1).function:
            return False
        if not word.conjunction and i > self.first:
            ahead = self.behind_noun(i)
            if ahead is not None:
                return self.accept_noun(group, ahead, "people-before")
        if not head.bare or self.released(i):
            return False
        if i + 1 < self.last and self.tokens[i + 1].norm in _TWO:
            found = _People(i, i + 1, self.start_of(i, word), 2, 2, noun=i, quantified=True, number=_DUAL)
            return self.accept_noun([(i, head)], found, "dual")
        number = head.number
        if word.preposition and number != _DUAL and not self.nominal(i):
            return False
        if self.negated(i):
            self.quiet(i, group, None)
            return True
        if number == _SG and self.title(i):
            return False
        for at, one in group:
            found = _People(at, at, self.start_of(at, self.word(at)), None, None, noun=at, number=one.number)
            if one.number == _SG:
                found.min = found.max = 1
            elif one.number == _DUAL:
                found.min = found.max = 2
            else:
                found.vague, found.magnitude = True, 3
            self.extend_of(found, at)
            self.emit([(at, one)], found, "noun")
            self.parts(self.drafts[-1], found.last + 1)
        return True

    def accept_noun(self, group: Sequence[tuple[int, _Head]], found: _People, pattern: str, **more: Any) -> bool:
        first_draft = len(self.drafts)
        self.emit(group, found, pattern, **more)
        self.parts(self.drafts[first_draft], found.last + 1)
        return True

    def title(self, i: int) -> bool:
        """A noun of loss that is a title or an adjective, not news of a loss (الجندي الأسير, شهيد المحراب)."""
        before = self.word(i - 1) if i > self.first else _NOTHING
        return before.person is not None and not before.function and not before.heads

    def nominal(self, i: int) -> bool:
        return True

    def released(self, i: int) -> bool:
        words = self.lexicon.words["releases"]
        for j in range(max(self.first, i - 4), i):
            word = self.word(j)
            if word.rest in words or self.tokens[j].norm in words or self.tokens[j].norm.removeprefix("ال") in words:
                return True
        return False

    def noun_group(self, i: int, head: _Head, word: _Word) -> list[tuple[int, _Head]]:
        """Nouns of loss joined in one form: قتلى وجرحى, قتيلا وجريحا, القتلى والجرحى, بين قتيل وجريح."""
        group = [(i, head)]
        j = i + 1
        while j < self.last and len(group) < 4:
            at = j
            if self.tokens[j].norm in ("و", "او") and j + 1 < self.last:
                at = j + 1
            other = self.word(at)
            if at == j and not other.conjunction:
                break
            form = next((h for h in other.heads if h.cls == _NOUN and not h.counted), None)
            if form is None or other.article != word.article:
                break
            same = form.number == head.number or {form.number, head.number} <= {_PL, _EITHER}
            if not same:
                break
            group.append((at, form))
            j = at + 1
        return group

    def extend_of(self, found: _People, after: int) -> None:
        k = after + 1
        if k < self.last:
            word = self.word(k)
            if word.person is not None and not word.conjunction and not word.preposition and not word.heads:
                found.modifiers.append(k)
                found.last = k
                if word.person.of != "unknown":
                    found.of = word.person.of
                    return
            match = NumberMatch(found.first, found.last, found.start, found.min, found.max, found.vague)
            bounded, last = apply_suffix(match, self.tokens, found.last + 1)
            if last > found.last and last < self.last and found.quantified:
                found.min, found.max, found.last = bounded.min, bounded.max, last
        if found.of == "unknown":
            found.of = self.class_after(found.last + 1, found)

    def between(self, i: int, group: Sequence[tuple[int, _Head]]) -> bool:
        """30 شخصا بين قتيل وجريح: the number stands before بين; without one, both are vague."""
        start = i - 1
        if start > self.first and self.tokens[start - 1].norm in ("ما", "من"):
            start -= 1
        found = self.behind(start)
        if found is None or not found.quantified:
            for s in range(start - 1, max(self.first - 1, start - 8), -1):
                if self.clause_end(s):
                    break
                match = self.number_at(s)
                if match is not None and match.core not in self.counted and match.last < start:
                    candidate = self.counted_people(match, False)
                    if candidate is not None and candidate.last < i:
                        found = candidate
                        break
        if found is None or not (found.quantified or found.vague):
            found = _People(i, group[-1][0], self.tokens[i].start, None, None, vague=True, magnitude=3)
        self.emit(group, found, "between", quote_last=group[-1][0])
        return True

    def headed(self, i: int) -> int:
        """The token of عدد, حصيلة ... that heads the noun of loss at i, plus one; 0 without one."""
        for j in range(i - 1, max(self.first - 1, i - 4), -1):
            if self.tokens[j].kind != WORD:
                break
            if self.word(j).toll:
                return j + 1
            if not (self.word(j).heads or self.word(j).function):
                break
        return 0

    def headed_number(self, i: int, group: Sequence[tuple[int, _Head]], headed: int) -> bool:
        """عدد القتلى إلى 30, حصيلة الضحايا 30, والجرحى إلى 50: the number after a definite noun of loss."""
        if (i > self.first and self.tokens[i - 1].norm == "بين") or (i > self.first and self.tokens[i - 1].norm == "من" and not headed):
            whole = next((d for d in reversed(self.drafts) if d.kind == group[0][1].kind and d.part_of is None), None)
            found = self.people(i + 1)
            if found is not None and found.loss is None and self.tokens[i - 1].norm == "بين":
                if whole is not None:
                    self.part(whole, found)
                return True
            return False
        leads = self.lexicon.words["leads"]
        after = group[-1][0] + 1
        limit = min(self.last, after + (14 if headed else 4))
        k = after
        while k < limit:
            token = self.tokens[k]
            word = self.word(k)
            if (token.kind == MARK and token.norm in ".;!?") or (token.kind == MARK and token.norm == "," and not headed):
                return False
            if word.heads and not word.preposition:
                return False
            match = self.number_at(k)
            if match is not None and match.core not in self.counted:
                before = self.tokens[k - 1].norm
                led = before in leads or k == after or before in (":", "=", "-") or match.first < match.core
                found = self.counted_people(match, False)
                if found is not None and self.update_from(match, k):
                    match2 = self.number_at(match.last + 2) if match.last + 2 < self.last else None
                    if match2 is not None:
                        match, found = match2, self.counted_people(match2, False)
                if found is not None and (led or found.loss is not None):
                    if found.range_from is not None and self.tokens[found.first].norm == "من":
                        found.min = found.max
                    if found.loss is not None and found.loss.kind != group[0][1].kind:
                        return False
                    self.emit(group, found, "toll", update=self.updated(i), quote_last=found.last)
                    self.parts(self.drafts[-len(group)], found.last + 1)
                    return True
                k = match.last + 1
                continue
            if not headed and not (token.norm in leads or word.function or token.kind == MARK):
                return False
            k += 1
        return False

    def update_from(self, match: NumberMatch, k: int) -> bool:
        return self.tokens[k - 1].norm == "من" and match.last + 1 < self.last and self.tokens[match.last + 1].norm == "الي"

    def behind_noun(self, i: int) -> _People | None:
        """3 جنود قتلى, خمسة أشخاص جرحى: counted people right before a noun of loss."""
        before = self.word(i - 1)
        if before.person is None or before.preposition:
            return None
        for s in range(i - 2, max(self.first - 1, i - 7), -1):
            if self.clause_end(s):
                return None
            match = self.number_at(s)
            if match is not None and match.core not in self.counted:
                found = self.counted_people(match, True)
                return found if found is not None and found.last == i - 1 else None
        return None

    def updated(self, i: int) -> bool:
        update = self.lexicon.words["update"]
        return any(self.word(j).rest in update or self.tokens[j].norm in update for j in range(max(self.first, i - 10), i))

    # ---------------------------------------------------------------- the end
    def cumulative_from(self) -> list[int]:
        """Tokens where a span of time begins over which a toll adds up."""
        lexicon = self.lexicon
        marks = []
        for i in range(self.first, self.last):
            norm = self.tokens[i].norm
            if norm in lexicon.since or (norm[:1] == "و" and norm[1:] in lexicon.since):
                if i + 1 < self.last and self.tokens[i + 1].norm not in lexicon.recent and self.tokens[i + 1].norm.removeprefix("ال") not in lexicon.recent:
                    marks.append(i)
            elif norm in lexicon.spans and i + 1 < self.last and self.tokens[i + 1].norm in lexicon.spans[norm]:
                marks.append(i)
        return marks

    def finish(self) -> list[CountMention]:
        if not self.drafts:
            return []
        marks = self.cumulative_from()
        order = sorted(range(len(self.drafts)), key=lambda n: (self.drafts[n].quote_first or 0, n))
        position = {id(self.drafts[n]): at for at, n in enumerate(order)}
        previous: CountOf = "unknown"
        out: list[CountMention] = []
        for n in order:
            draft = self.drafts[n]
            people = draft.people
            of: CountOf = people.of if people is not None else "unknown"
            if people is not None and people.other and of == "unknown" and previous != "mixed":
                of = previous
            if draft.part_of is None:
                inner = {p.people.of for p in self.drafts if p.part_of is draft and p.people is not None}
                if of == "unknown" and "combatants" in inner:
                    of = "mixed"
                elif of == "unknown" and inner == {"civilians"}:
                    of = "civilians"
                elif of == "civilians" and "combatants" in inner:
                    of = "mixed"
                previous = of
            first = draft.quote_first if draft.quote_first is not None else draft.head
            last = draft.head if draft.part_of is None else first
            if people is not None:
                last = max(last, people.last)
            if draft.quote_last is not None:
                last = max(last, draft.quote_last)
            start = people.start if people is not None and people.first == first and first != draft.head else self.start_of(first, self.word(first))
            if draft.part_of is not None and people is not None:
                start = people.start
            near = any(first - 14 <= mark <= last + 14 for mark in marks)
            out.append(
                CountMention(
                    draft.kind, draft.min, draft.max, draft.vague, of, start, self.tokens[last].end, first, last, draft.head, draft.rule,
                    (people.first, people.last) if people is not None else None,
                    tuple(people.modifiers) if people is not None else (),
                    people.magnitude if people is not None and draft.vague else 3 if draft.vague else None,
                    people.approx if people is not None else False,
                    near, draft.update or (draft.part_of is None and people is not None and people.quantified and self.updated(first)),
                    draft.none, position[id(draft.part_of)] if draft.part_of is not None else None, draft.by,
                )
            )  # fmt: skip
        return out


def find_counts(text: Text, first: int, last: int) -> list[CountMention]:
    """The losses told in tokens [first, last) of a text, which should be one sentence, in the order of their words."""
    return _Finder(text, first, last).run()


def find_all(text: Text) -> list[CountMention]:
    """The losses told in a whole text; `part_of` counts in the list returned."""
    out: list[CountMention] = []
    tokens = text.tokens
    for sentence in text.sentences:
        for token in tokens[sentence.first : sentence.last]:
            if _has_head(token.norm):
                break
        else:
            continue
        base = len(out)
        for mention in _Finder(text, sentence.first, sentence.last).run():
            out.append(mention if mention.part_of is None or not base else replace(mention, part_of=mention.part_of + base))
    return out


@lru_cache(maxsize=1 << 17)
def _has_head(norm: str) -> bool:
    return bool(_word(norm).heads)
