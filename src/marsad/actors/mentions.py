"""Mentions of actors in a text: names of the registry, and noun phrases of role nouns with what qualifies them.

A mention knows its words and as much of its identity as the phrase tells. What the phrase leaves open (which army is "the army", which
country the civilians belong to) is closed by `ActorMention.named`, with the country of the event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from marsad.actors.capitals import party_by
from marsad.actors.registry import Actor, ActorLexicon, Limits, Name, Role
from marsad.arabic.lexicon import Hit
from marsad.arabic.number_words import number_words
from marsad.arabic.phrases import Match, proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import MARK, NUMBER, WORD, Reading, Token, readings
from marsad.memo import Memo

ARMED = frozenset(
    "army airforce navy police armed rebel militia islamist attacker member body weapon asset military intelligence separatist coalition "
    "identity-militia tribe sides".split()
)
"""Kinds whose people carry weapons: an attack on them is a battle."""
_SETTLED = 3
"""How many words behind a role noun may settle that it is meant (قاعدة الوليد الجوية)."""
_IN_ARMS = ARMED - frozenset("body weapon asset sides coalition tribe".split())
"""Kinds of actor whose people bear arms."""
UNARMED = frozenset("civilian protester settler journalist detainee object io ngo party union media-arm".split())
STATE = frozenset("state government".split())
CROWDS = frozenset(("protester", "rioter"))
"""Kinds of those who gather."""

_QUALITIES = {
    "مسلح": "armed", "مجهول": "unknown", "اسلامي": "islamist", "متشدد": "islamist", "متطرف": "islamist", "جهادي": "islamist",
    "ارهابي": "terrorist", "تكفيري": "islamist", "معارض": "opposition", "حكومي": "government", "نظامي": "government", "كردي": "kurdish",
    "قبلي": "tribal", "شعبي": "popular", "خاص": "special", "جوي": "air", "حربي": "air", "بري": "land", "بحري": "navy", "امني": "security",
    "عسكري": "military", "اكراد": "kurdish", "اجانب": "foreign", "دولي": "international", "محلي": "local", "مشترك": "joint", "اجنبي": "foreign", "موالي": "loyal", "مدني": "civilian",
    "متمرد": "rebel", "انتحاري": "suicide", "مسير": "drone", "مروحي": "air", "شيعي": "shia", "سني": "sunni", "مسيحي": "christian",
    "متحالف": "allied", "متقاعد": "retired", "متظاهر": "protester", "فلسطيني": "palestinian", "متفجر": "explosive",
    "كبير": "", "بارز": "", "سابق": "", "جديد": "", "رفيع": "", "ميداني": "", "قيادي": "", "اول": "", "ثقيل": "", "منتشر": "", "متمركز": "", "معادي": "",
    "اضافي": "", "واحد": "", "اخر": "", "اخري": "", "مدرع": "", "مدجج": "", "مختلف": "", "متعدد": "", "مختص": "", "تقليدي": "", "رئيسي": "", "سري": "",
    "شرعي": "government", "موحد": "", "ملثم": "unknown", "مخلوع": "", "احتياطي": "",
}  # fmt: skip
_ACTS = frozenset("هجوم صدام اشتباك نزاع صراع كفاح عمل تمرد سطو اعتداء جناح وجود تدخل عدوان هجوما كمين حضور الي".split())
_FIRE = frozenset(("برصاص", "بنيران", "بقذائف", "بصواريخ", "بسلاح"))
"""Nouns of fire after ب: whose fire it is did it (قتل برصاص مسلحين)."""
_COUNTED, _LONGEST_BOUND = 3, 4
"""From which number on a word counts a plural or a singular behind it; of how many words a bound of a number is at most."""
_OWNED = frozenset("member army airforce navy asset police".split())
"""Kinds of noun whose pronoun names the actor that they belong to."""
_OWNABLE = frozenset("member asset army weapon body police government armed militia rebel airforce object islamist".split())
"""Kinds of noun that an owner may follow."""
_CARRIERS = frozenset("ناقله ناقلات ناقلتي حامله حاملات".split())
_OWNERSHIP = frozenset("تابع تابعه تابعين تابعون موالي مواليه موالين مدعوم مدعومه مدعومين محسوب محسوبه محسوبين منتمي منتميه منتمين ينتمون".split())
_OF = frozenset(("من", "في", "لدي", "ضمن"))


_SHARE = 6
"""A name that several actors go by needs one whose countries the report names more than a sixth as often as the country it names most."""
_BYLINE = frozenset("كتب كتبت اعداد تحرير تصوير تقرير".split())
_NAMES = 4
"""How many words behind a word of the byline its names may stand: محمد العراقي is nobody of Iraq."""
_FORCES = frozenset(("military", "police"))
"""Kinds of actor whose common name (القوات الأمنية) any state's may go by: theirs is one of the countries that the report names half as often as
any other."""


_APART = frozenset("\"'(,")
"""Marks that may stand between a name and what tells of it."""


_Nisba: TypeAlias = tuple[str, bool, bool]
"""A relational adjective such as السورية: (ISO code, whether it can mean people, whether it has the article)."""


@dataclass(slots=True, eq=False)
class ActorMention:
    """A mention, never changed once made: tokens [first, last], its head token, half-open offsets, and what is known of it.

    `kind` is the kind of the head (see `roles.yaml` and the registry's kinds), `owner` the actor that a member, asset or weapon belongs
    to, `country` the ISO code told by the phrase, `qualities` its adjectives, `preposition` what stands before it ("" for none), `pronoun` the
    pronoun that owns it (قواته, عناصرها).
    """

    first: int
    last: int
    head: int
    start: int
    end: int
    kind: str
    rule: str
    preposition: str
    conjunction: str
    actor: Actor | None = None
    role: Role | None = None
    country: str | None = None
    qualities: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    person: bool = False
    weak: bool = False
    adjectival: bool = False
    pronoun: str = ""

    @property
    def armed(self) -> bool:
        """Whether an attack on it is a battle."""
        if self.kind in ("asset",):
            return self.actor is None or self.actor.kind not in UNARMED
        if self.kind == "member" and self.actor is not None and self.actor.kind in UNARMED:
            return False
        return self.kind in ARMED or (self.kind == "civilian" and "armed" in self.qualities)

    @property
    def unarmed(self) -> bool:
        """Whether it is of unarmed people or civilian things."""
        return self.kind in UNARMED and "armed" not in self.qualities

    @property
    def unarmed_actor(self) -> bool:
        """Whether its actor is one of people without arms: a party, a union, a body."""
        return self.actor is not None and self.actor.kind in UNARMED

    @property
    def state(self) -> bool:
        """Whether it is a state's organ or force."""
        if self.actor is not None:
            return self.actor.kind in ("state", "military", "police", "intelligence")
        return self.kind in ("army", "airforce", "navy", "police", "government") and not self.qualities & {"rebel", "opposition"}

    def named(self, *, place_country: str | None, countries: Mapping[str, str], violent: bool) -> tuple[str, int, str | None]:
        """The (English name, inter code, home country) of the mention in an event in `place_country`.

        `countries` maps ISO codes to English names; `violent` tells that the act is one of force, in which a state acts through its
        military. Source of the name forms: ACLED codebook (2023), section on actor names.
        """
        if self.actor is not None:
            actor = self.actor
            home = actor.country
            abroad = home is not None and place_country is not None and place_country != home
            if actor.kind == "state" and violent and self.kind in ("weapon", "asset", "country"):
                name = f"Military Forces of {countries.get(home or '', home or '')}" if home else actor.name_en
                return name, 8 if abroad else 1, home
            return actor.name_en, actor.abroad if abroad else actor.inter, home
        home = self.country or place_country
        land = countries.get(home or "", "") if home else ""
        abroad = bool(home and place_country and home != place_country)

        def of(prefix: str) -> str:
            return f"{prefix} of {land}" if land else prefix

        def within(prefix: str) -> str:
            return f"{prefix} ({land})" if land else prefix

        kind, qualities = self.kind, self.qualities
        if kind == "country":
            return (of("Military Forces") if violent else of("Government")), (8 if abroad and violent else 1), home
        if kind in ("army", "airforce", "navy", "weapon", "asset") and not qualities & {"opposition", "rebel", "kurdish", "tribal", "popular"}:
            if kind in ("weapon", "asset") and not self.country and "government" not in qualities:
                return within("Unidentified armed group"), 3, home
            suffix = ": Air Force" if kind == "airforce" else ""
            return of("Military Forces") + suffix, 8 if abroad else 1, home
        if kind == "police":
            return of("Police Forces"), 8 if abroad else 1, home
        if kind in ("government", "state"):
            return of("Government"), 1, home
        if self.unarmed:
            return self._people(kind, within, home)
        if qualities & {"kurdish"}:
            return within("Kurdish forces"), 2, home
        if kind == "tribe" or "tribal" in qualities:
            return within("Tribal militia"), 4, home
        if kind == "rebel" or qualities & {"opposition", "rebel"}:
            return within("Opposition rebels"), 2, home
        if kind == "islamist" or qualities & {"islamist"}:
            return within("Islamist militia"), 3, home
        if kind == "rioter":
            return within("Rioters"), 5, home
        if self.role is not None and self.role.unarmed:
            return within("Civilians"), 7, home
        if kind == "militia" and qualities & {"loyal", "popular", "government"}:
            return within("Pro-government militia"), 3, home
        return within("Unidentified armed group"), 3, home

    @staticmethod
    def _people(kind: str, within: Callable[[str], str], home: str | None) -> tuple[str, int, str | None]:
        """What people without arms are called."""
        if kind == "settler":
            return "Settlers (Israel)", 4, "IL"
        return (within("Protesters"), 6, home) if kind == "protester" else (within("Civilians"), 7, home)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word may open, looked up once for each word of the language."""

    begins: bool
    """Whether a mention can begin with it."""
    name: bool
    """Whether a name of the registry can; so for names of countries and capitals."""
    country: bool
    capital: bool
    role: Hit[Role] | None
    """The word as a role noun."""
    nisba: _Nisba | None
    """The word as a relational adjective, proclitics not aside."""
    people: tuple[Reading, _Nisba] | None
    """Its first reading as a relational adjective."""
    one: str | None
    """The country of the person that it is where it is a relational adjective with the alef of the accusative (فلسطينيا)."""
    byline: bool
    """Whether it is a word of the byline."""


class ActorFinder:
    """Finds the actors of a text. Built once from a lexicon; between texts it only memoises the reading of words."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        self.lexicon = lexicon
        self._nisbas: Memo[str, _Nisba | None] = Memo(self._read_nisba)
        self._roles: Memo[str, Hit[Role] | None] = Memo(self._read_role)
        self._openings: Memo[str, _Opening | None] = Memo(self._read_opening)

    def nisba(self, norm: str) -> _Nisba | None:
        """(ISO code, people, definite) of a relational adjective such as السورية, or None."""
        return self._nisbas[norm]

    def _read_nisba(self, norm: str) -> _Nisba | None:
        table = self.lexicon.nisbas
        if norm.startswith("ال"):
            hit = table.get(norm[2:])
            if hit:
                return hit[0], hit[1], True
        hit = table.get(norm)
        return (hit[0], hit[1], False) if hit else None

    def find(self, text: Text, *, published: dt.date | None = None) -> list[ActorMention]:
        """All mentions, left to right; none overlap, but the two parties that a noun of two sides means (الطرفان) stand at one place. Which of several
        actors of one name is meant is decided by the day of publication and by the countries that the report names."""
        tokens, openings = text.tokens, self._openings
        opened = [(i, opening) for i, token in enumerate(tokens) if (opening := openings[token.norm]) is not None and token.kind == WORD]
        weights = self._countries_named(tokens, opened)
        found: list[ActorMention] = []
        reached = -1
        for i, opening in opened:
            if i > reached and (opening.begins or opening.capital):
                mention = self._at(text, i, opening, published, weights) if opening.begins else None
                if mention is None and opening.name and (trapped := self._trapped(tokens, i)) is not None:
                    reached = trapped
                elif mention is None and opening.capital:
                    mention = self._capital(text, i, found)
                if mention is not None and not _describes_name(tokens, mention, found):
                    found += (mention, *self._shared_noun(text, mention, published, weights))
                    reached = found[-1].last
        return _remember(found, text)

    def _shared_noun(self, text: Text, mention: ActorMention, published: dt.date | None, weights: Mapping[str, int]) -> Iterator[ActorMention]:
        """The parties that share the noun of a mention, each told by its own relational adjective alone: القوات الأمريكية والبريطانية,
        الجانبان الروسي والإيراني. Each stands where its adjective does."""
        tokens, last = text.tokens, mention.last
        adjective = self.nisba(tokens[last].norm) if last > mention.head else None
        if adjective is None or mention.kind == "object":
            return
        noun, ending = tokens[mention.first : last], _ending(tokens[last].norm)
        told = {adjective[0]}
        while last + 1 < len(tokens) and tokens[last + 1].norm.startswith("و"):
            token = tokens[last + 1]
            norm = token.norm[1:]
            other = self.nisba(norm)
            if other is None or other[0] in told or other[1:] != adjective[1:] or _ending(norm) != ending:
                return
            alone = Text(text.full, [*noun, replace(token, norm=norm), *tokens[last + 2 : last + 2 + _NAMES]], [], [])
            opening = self._openings[noun[0].norm]
            found = self._at(alone, 0, opening, published, weights) if opening is not None else None
            if found is None or found.country != other[0] or found.last < len(noun):
                return
            first, last = last + 1, found.last - len(noun) + last + 1
            told.add(other[0])
            yield replace(
                found, first=first, last=last, head=first, start=token.start + len("و"), end=tokens[last].end, preposition=mention.preposition, conjunction="و"
            )

    def _countries_named(self, tokens: Sequence[Token], opened: Iterable[tuple[int, _Opening]]) -> dict[str, int]:
        """How often a text names each country, by its name, its adjective or its capital. `opened`: the tokens that may open something."""
        weights: dict[str, int] = {}
        byline = -_NAMES - 1
        for i, opening in opened:
            match = self.lexicon.countries.at(tokens, i) if opening.country else None
            if match is None and opening.capital:
                match = self.lexicon.capitals.at(tokens, i)
            iso = match.payloads[0] if match else None
            if iso is None and opening.nisba is not None and i - byline > _NAMES:
                iso = opening.nisba[0]
            if iso:
                weights[iso] = weights.get(iso, 0) + (3 if i < 12 else 1)
            if opening.byline:
                byline = i
        return weights

    def _capital(self, text: Text, i: int, found: Sequence[ActorMention]) -> ActorMention | None:
        """The government that the name of its capital stands for (أعلنت موسكو), where the words around tell that it is no place."""
        tokens = text.tokens
        match = self.lexicon.capitals.at(tokens, i)
        if match is None:
            return None
        before = found[-1] if found and found[-1].last == i - 1 else None
        verb = tokens[before.first - 1].norm if before is not None and before.first else ""
        beside = before is not None and (
            (match.reading.conjunction == "و" and before.rule.startswith("capital:"))
            or (before.kind == "country" and verb in self.lexicon.metonymy.verbs)
            or verb in self.lexicon.metonymy.dealings
        )
        preposition = _preposition(tokens, i, match.reading.preposition)
        why = party_by(self.lexicon.metonymy, text, i, match.last, preposition, beside)
        if not why or (why == "between" and not self._can_face(tokens[match.last + 1])):
            return None
        iso = match.payloads[0]
        return ActorMention(
            i, match.last, i, match.start, match.end, "country", f"capital:{iso}/{why}", preposition, match.reading.conjunction, country=iso, definite=True,
        )  # fmt: skip

    def _can_face(self, token: Token) -> bool:
        """Whether a word may begin the second of two parties."""
        opening = self._openings[token.norm]
        return opening is not None and (opening.begins or opening.capital)

    def _read_opening(self, norm: str) -> _Opening | None:
        """What a word may open; None for most words."""
        lexicon = self.lexicon
        name, country, capital = lexicon.names.opens(norm), lexicon.countries.opens(norm), lexicon.capitals.opens(norm)
        role, nisba = self._read_role(norm), self._read_nisba(norm)
        people = next(((reading, found) for reading in readings(norm) if (found := self._read_nisba(reading.rest)) is not None), None)
        accusative = self._read_nisba(norm[:-1]) if norm.endswith("يا") else None
        one = accusative[0] if accusative is not None and not accusative[2] else None
        begins = name or country or role is not None or people is not None
        byline = norm in _BYLINE
        if not (begins or capital or one or byline):
            return None
        return _Opening(begins, name, country, capital, role, nisba, people, one, byline)

    def _choose(self, tokens: Sequence[Token], match: Match[Name], published: dt.date | None, weights: Mapping[str, int]) -> Name | None:
        names = [name for name in match.payloads if name.actor.begun_by(published) and self._is_meant(tokens, match, name.limits, published)]
        names = [name for name in names if name.limits is not None and name.limits.beside] or names
        if len(names) == 1 and not names[0].ambiguous:
            return names[0]
        options = [n for n in names if n.actor.valid_on(published)] or [n for n in names if not n.ambiguous]
        sure = [n for n in options if not n.ambiguous]
        if len(sure) == 1 and (len(options) == 1 or any(weights.get(c) for c in sure[0].actor.contexts) or not sure[0].actor.contexts):
            return sure[0]
        most = _most(weights.values())
        best, best_weight = None, 0 if sure else most // _SHARE
        for name in options:
            weight = _most([weights.get(c, 0) for c in name.actor.contexts]) + (not name.ambiguous)
            if name.ambiguous and name.actor.kind in _FORCES and 2 * weight < most:
                continue
            if weight > best_weight:
                best, best_weight = name, weight
        return best or (sure[0] if sure else None)

    def _is_meant(self, tokens: Sequence[Token], match: Match[Name], limits: Limits | None, published: dt.date | None) -> bool:
        """Whether the day, the report and the words beside a name let it mean its actor."""
        if limits is None:
            return True
        if published is not None and ((limits.since is not None and published < limits.since) or (limits.until is not None and limits.until < published)):
            return False
        if limits.beside:
            report = " ".join([token.norm for token in tokens])
            if not any(letters in report for letters in limits.beside):
                return False
        behind, before = _around_name(tokens, match)
        return before not in limits.not_ and limits.not_before.isdisjoint(behind)

    def _is_trapped(self, tokens: Sequence[Token], match: Match[Name]) -> bool:
        """Whether a word beside a name tells that no actor of the name is a party (صور X, الرئيس السابق X)."""
        behind, before = _around_name(tokens, match)
        lexicon = self.lexicon
        traps = [*lexicon.traps_before.get(before, ()), *(trap for word in behind for trap in lexicon.traps_behind.get(word, ()))]
        return bool(traps) and all(any(trap.catches(name) for trap in traps) for name in match.payloads)

    def _trapped(self, tokens: Sequence[Token], i: int) -> int | None:
        """The last token of the name that begins at a token, where it is trapped."""
        match = self.lexicon.names.at(tokens, i)
        return match.last if match is not None and self._is_trapped(tokens, match) else None

    def _at(self, text: Text, i: int, opening: _Opening, published: dt.date | None, weights: Mapping[str, int]) -> ActorMention | None:
        """The mention that begins at a token, whose word opens what `opening` tells."""
        tokens = text.tokens
        match = self.lexicon.names.at(tokens, i) if opening.name else None
        role = opening.role
        if match is not None and self._is_trapped(tokens, match):
            return None
        if match is not None:
            name = self._choose(tokens, match, published, weights)
            if name is not None and self._of_another(tokens, match.last + 1, name):
                name = None
            if name is not None and not (role and match.last == i and self._is_role(tokens, i, role.entry, name)):
                return self._extend_name(text, match, name, published, weights)
        if role is not None:
            return self._phrase(text, i, role, published, weights)
        country = self.lexicon.countries.at(tokens, i) if opening.country else None
        if country is not None:
            return ActorMention(
                i, country.last, i, country.start, country.end, "country", f"country:{country.payloads[0]}",
                _preposition(tokens, i, country.reading.preposition), country.reading.conjunction, country=country.payloads[0], definite=True,
            )  # fmt: skip
        if opening.people is not None:
            reading, nisba = opening.people
            if nisba[1] and not (i and self._is_noun_before(tokens, i)):  # سوريون, الفلسطينيين: people
                token = tokens[i]
                return ActorMention(
                    i, i, i, token.start + proclitic_length(token, reading), token.end, "civilian", f"nisba:{nisba[0]}",
                    _preposition(tokens, i, reading.preposition), reading.conjunction, country=nisba[0], definite=nisba[2], plural=True,
                )  # fmt: skip
        return self._one_of_a_people(tokens, i, opening.one) if opening.one and i else None

    def _one_of_a_people(self, tokens: Sequence[Token], i: int, country: str) -> ActorMention | None:
        """A relational adjective with the alef of the accusative that stands for a person: 12 فلسطينيا, قتلت القوات الإسرائيلية فلسطينيا."""
        before = tokens[i - 1]
        counted = before.kind == NUMBER or before.norm in _numbers().counting
        definite = self.nisba(before.norm)
        if not counted and not (definite is not None and definite[2]):
            return None
        return ActorMention(
            i, i, i, tokens[i].start, tokens[i].end, "civilian", f"nisba:{country}", "", "", country=country, definite=False, plural=counted,
        )  # fmt: skip

    def _is_noun_before(self, tokens: Sequence[Token], i: int) -> bool:
        before = tokens[i - 1]
        return before.kind == WORD and self._roles[before.norm] is not None

    def _of_another(self, tokens: Sequence[Token], behind: int, name: Name) -> bool:
        """Whether the adjective behind an ambiguous name tells that it is that of another country (طيران الجيش الروسي)."""
        nisba = self.nisba(tokens[behind].norm) if name.ambiguous and behind < len(tokens) and tokens[behind].kind == WORD else None
        return nisba is not None and nisba[0] != name.actor.country

    def _is_role(self, tokens: Sequence[Token], i: int, role: Role, name: Name) -> bool:
        """Whether a word that is both a name and a role noun is the noun, by what follows (القاعدة 80, القاعدة الجوية, القاعدة الأميركية) or because the
        noun was told before with its like (قاعدة العند الجوية … القاعدة)."""
        if role.settled_by and name.ambiguous and self._told_before(tokens, i, role):
            return True
        if i + 1 >= len(tokens):
            return False
        following = tokens[i + 1]
        if role.settled_after and i and _is_one_of(tokens[i - 1], role.settled_after):
            return True
        return (
            (bool(role.settled_by) and following.kind == NUMBER)
            or following.norm in role.settled_by
            or (name.ambiguous and self.nisba(following.norm) is not None)
        )

    def _told_before(self, tokens: Sequence[Token], i: int, role: Role) -> bool:
        """Whether a role noun was told before a token with one of the words that settle it close behind."""
        for k in range(i - 1):
            hit = self._roles[tokens[k].norm] if tokens[k].kind == WORD else None
            if hit is not None and hit.entry.id == role.id and any(t.norm in role.settled_by for t in tokens[k + 1 : k + 1 + _SETTLED]):
                return True
        return False

    def _read_role(self, norm: str) -> Hit[Role] | None:
        """The best reading of a word as a role noun: one without a pronoun before one with."""
        hits = self.lexicon.roles.look_up(norm) if self.lexicon.roles.knows(norm) else ()
        if len(hits) > 1 and hits[0].form.enclitic:
            return next((h for h in hits if not h.form.enclitic), hits[0])
        return hits[0] if hits else None

    def _extend_name(self, text: Text, match: Match[Name], name: Name, published: dt.date | None, weights: Mapping[str, int]) -> ActorMention:
        tokens = text.tokens
        kind = name.actor.kind
        last, end = match.last, match.end
        step = last + 1
        if step + 1 < len(tokens) and tokens[step].norm.removeprefix("ال") in _OWNERSHIP:  # قوات X التابعة لـY: Y is no party of its own
            owner = self._owner(text, _past_apart(tokens, step + 1, len(tokens)), published, weights, allow_country=True)
            if owner is not None:
                last, end = owner.last, owner.end
        elif name.ambiguous and step < len(tokens) and tokens[step].norm.startswith("ل") and name.actor.kind in _FORCES:  # القوة الجوية للجيش العراقي
            owner = self._owner(text, step, published, weights, allow_country=False)
            if owner is not None and owner.preposition == "ل" and owner.armed and owner.country == name.actor.country:
                last, end = owner.last, owner.end
        return ActorMention(
            match.first, last, match.first, match.start, end, kind, f"actor:{name.actor.id}",
            _preposition(tokens, match.first, match.reading.preposition), match.reading.conjunction, actor=name.actor, definite=True,
            country=name.actor.country, person=name.person,
        )  # fmt: skip

    def _phrase(self, text: Text, i: int, hit: Hit[Role], published: dt.date | None, weights: Mapping[str, int]) -> ActorMention | None:
        """The noun phrase headed by a role noun: adjectives, then an owner (idafa, ل, من, تابع ل)."""
        tokens = text.tokens
        role, token = hit.entry, tokens[i]
        if self._something_else(tokens, i, hit):
            return None
        kind: str = role.kind
        standing, definite = role, hit.definite
        country: str | None = None
        actor: Actor | None = None
        qualities: set[str] = set()
        last, j, limit = i, i + 1, min(len(tokens), i + 9)
        counted = i > 0 and (tokens[i - 1].kind == NUMBER or tokens[i - 1].norm in _numbers().counting)
        people = role.weak and kind == "civilian" and counted
        owner_allowed = people or kind in _OWNABLE
        done_to = role.masdar and not hit.definite and not token.norm.endswith("ي") and not (kind == "police" and i and self._organ(tokens[i - 1]))
        while j < limit:
            word = tokens[j]
            if word.kind == MARK and word.norm in "\"'":
                j += 1
                continue
            if word.kind != WORD:
                break
            norm = word.norm
            nisba = self._nisbas[norm]
            if nisba is not None and done_to and self.lexicon.countries.opens(norm):  # أمن تركيا is written as the accusative of an adjective too
                return None
            if nisba is not None and hit.form.enclitic and not norm.startswith("ال"):
                break
            if nisba is not None and norm.removeprefix("ال") in role.not_of:
                last, j = j, j + 1
                continue
            if nisba is not None and not (nisba[1] and kind in ("asset", "object") and not norm.endswith(_DUAL)):
                country = country or nisba[0]
                last, j = j, j + 1
                continue
            quality = _QUALITY_OF[norm]
            if quality is None and kind in ("body", "militia") and norm.removeprefix("ال") == _FIGHTING and norm.startswith("ال") == hit.definite:
                quality = "armed"
            if quality is not None:
                if quality:
                    qualities.add(quality)
                last, j = j, j + 1
                continue
            if not owner_allowed or actor is not None:
                break
            step = j
            bare = norm.removeprefix("ال")
            if bare in _OWNERSHIP and step + 1 < limit:
                qualities.add("loyal" if bare.startswith("موال") else "owned")
                step = _past_apart(tokens, step + 1, limit)
            elif norm in _OF and kind in ("member", "armed", "rebel", "islamist", "army") and step + 1 < limit:
                step = _past_apart(tokens, step + 1, limit)
            elif people:  # 53 شخصا من أفراد الشرطة: people of a force are its members
                if norm != "من":
                    break
                step = step + 1
            elif norm == "ل":
                step = _past_apart(tokens, step, limit)
            elif norm[0] != "ل" and (norm in _OF or hit.definite) and kind not in ("body",) and not _relational(token, hit, norm):
                break
            owner = self._owner(text, step, published, weights, allow_country=norm != "في")
            if owner is None and step == j and kind == "army" and not role.weak:
                capital = self._seat(tokens, step)
                if capital is not None:  # قوات موسكو
                    country, last = country or capital.payloads[0], capital.last
                    break
            if owner is None and step == j and kind == "army" and self._polices(tokens[step]):  # قوات الأمن of a state that is not told
                kind, last = "police", j
            if owner is None or (people and not (owner.armed and owner.kind in _IN_ARMS)):
                break
            if owner.kind in ("civilian", "object", "protester") or owner.conjunction:
                break
            if step == j and not owner.preposition and not _relational(token, hit, norm) and (
                last > i or _closed(token, hit) or hit.form.enclitic or _accusative(tokens[j], owner)
            ):  # fmt: skip
                break
            if step == j and _relational(token, hit, norm) and (owner.actor is None or owner.last != j):
                break
            if done_to and step == j and not owner.preposition:
                return None
            actor, country = owner.actor, country or owner.country
            qualities |= owner.qualities
            if owner.actor is None and owner.kind == "body" and owner.role is not None:
                standing, definite = owner.role, owner.definite
            if people or kind in ("member", "body") or (kind == "asset" and owner.actor is None) or (kind == "army" and owner.kind == "police"):
                kind = owner.kind if owner.kind != "country" else kind
            if kind == "government" and any(
                map(self._occupies, tokens[owner.first : owner.last + 1])
            ):  # وزير الاحتلال: of the occupying state, not of its army
                actor = None
            last, j = owner.last, owner.last + 1
            break
        pronoun = hit.form.enclitic if actor is None and country is None and kind in _OWNED and not role.weak else ""
        two_sides = kind == "sides" and hit.definite and token.norm.endswith(("ان", "ين"))
        vague = (role.weak and not counted and not two_sides) or (kind == "body" and not hit.definite)
        if vague and country is None and actor is None and not qualities and not pronoun:
            return None
        if role.adjective and (hit.form.feminine or (not hit.form.plural and i and tokens[i - 1].norm in _ACTS)):
            return None
        if role.adjective and i and hit.definite and not hit.form.plural and (self._roles[tokens[i - 1].norm] or _definite_noun(tokens[i - 1])):
            return None
        if role.adjective and i and hit.form.plural and self._roles[tokens[i - 1].norm] and hit.definite:
            return None
        if i and tokens[i - 1].norm.removeprefix("و").removeprefix("ال") in _CARRIERS:
            return None
        if kind == "sides" and country is not None:  # الجانب الروسي
            kind = "government"
        if kind == "army" and "civilian" in qualities and actor is None:  # الدفاع المدني
            kind = "civilian"
        if actor is None:
            if country is None and not qualities and not pronoun and self._bare_something_else(tokens, i, last, hit):
                return None
            if role.kind_in and kind == role.kind and "armed" not in qualities:
                kind = _in_report(role.kind_in, country, weights) or kind
            if role.means_in and country is None and not pronoun and qualities <= _OF_ANY_FORCE:
                meant = _in_report(role.means_in, country, weights)
                actor = self.lexicon.actors.get(meant or "")
                country = actor.country if actor is not None else meant
        return ActorMention(
            i, last, i, token.start + proclitic_length(token, hit.reading), tokens[last].end, kind, role.id,
            _preposition(tokens, i, hit.reading.preposition), hit.reading.conjunction, actor=actor, role=standing, country=country or role.country,
            qualities=frozenset(qualities), definite=definite, plural=hit.form.plural, weak=role.weak, pronoun=pronoun,
        )  # fmt: skip

    def _something_else(self, tokens: Sequence[Token], i: int, hit: Hit[Role]) -> bool:
        """Whether a word that is written as a role noun is another word, or means something else beside its neighbours (see `roles.yaml`)."""
        role, token = hit.entry, tokens[i]
        if role.unspelt and any(letters in token.raw for letters in role.unspelt):
            return True
        if hit.reading.preposition and hit.reading.preposition in role.not_with:
            return True
        before, behind = _beside(tokens, i, -1), _beside(tokens, i, 1)
        if before is not None and role.not_after and _is_one_of(before, role.not_after):
            return True
        if behind is not None and role.not_before and _is_one_of(behind, role.not_before):
            return True
        if role.describes and i and tokens[i - 1].kind == WORD and self._describes(tokens[i - 1], hit):
            return True
        if hit.reading.rest in role.verbs and not hit.reading.preposition and not token.raw.endswith("ة"):
            counted = before is not None and (_is_one_of(before, _NOUN_FOLLOWS) or before.norm in PREPOSITIONS or before.norm in _numbers().counting)
            counted = counted or (i > 0 and tokens[i - 1].kind == NUMBER)
            named = behind is not None and not behind.norm.startswith("ال") and (self.nisba(behind.norm) is not None or bool(_QUALITY_OF[behind.norm]))
            return not (counted and not hit.reading.conjunction) and not named
        return False

    def _describes(self, before: Token, hit: Hit[Role]) -> bool:
        """Whether a noun for people is the adjective of the thing before it, with which it agrees: تفجير انتحاري, مؤتمره الصحافي, هجومين إرهابيين."""
        things = self.lexicon.things
        if not things.knows(before.norm):
            return False
        many = before.norm.endswith(("ين", "ان"))
        return any(
            (thing.definite or bool(thing.form.enclitic)) == hit.definite and hit.form.plural == (many and thing.form.plural)
            for thing in things.look_up(before.norm)
        )

    def _bare_something_else(self, tokens: Sequence[Token], i: int, last: int, hit: Hit[Role]) -> bool:
        """Whether a role noun that nothing qualifies means something else than people."""
        role, token = hit.entry, tokens[i]
        before = _beside(tokens, i, -1)
        if role.not_bare_after and not hit.form.plural and before is not None and _is_one_of(before, role.not_bare_after):
            return True
        if role.told_by and _SHADDA not in token.raw:
            near = (*tokens[max(0, i - _NEAR) : i], *tokens[i + 1 : i + 1 + _NEAR])
            return not any(_is_one_of(other, role.told_by) for other in near if other.kind == WORD)
        if role.masdar and not hit.definite:
            behind = tokens[last + 1] if last + 1 < len(tokens) else None
            if hit.form.enclitic or behind is None or behind.kind != WORD:
                return True
            return behind.norm in PREPOSITIONS or behind.norm.startswith(("ال", "و", "ل", "ب"))
        return False

    def _seat(self, tokens: Sequence[Token], i: int) -> Match[str] | None:
        """The name of a capital without proclitics, for the state whose it is; None where it is contested."""
        match = self.lexicon.capitals.at(tokens, i)
        if match is None or match.reading.preposition or match.reading.conjunction or tokens[i].norm in self.lexicon.metonymy.contested:
            return None
        return match

    def _organ(self, token: Token) -> bool:
        """Whether a word may have the security of a state behind it as its own kind: أجهزة أمن, وزير أمن."""
        return token.kind == WORD and (self._roles[token.norm] is not None or token.norm.removeprefix("و") in _ORGANS)

    def _occupies(self, token: Token) -> bool:
        """Whether a word means an occupying power."""
        hit = self._roles[token.norm] if token.kind == WORD else None
        return hit is not None and hit.entry.masdar and hit.entry.kind == "army"

    def _polices(self, token: Token) -> bool:
        """Whether a word behind a noun of forces makes them police: قوات الأمن, قوات الشرطة."""
        hit = self._roles[token.norm] if token.kind == WORD else None
        return hit is not None and hit.entry.kind == "police" and hit.definite and not hit.reading.preposition

    def _owner(self, text: Text, j: int, published: dt.date | None, weights: Mapping[str, int], *, allow_country: bool) -> ActorMention | None:
        if j >= len(text.tokens) or text.tokens[j].kind != WORD:
            return None
        opening = self._openings[text.tokens[j].norm]
        owner = self._at(text, j, opening, published, weights) if opening is not None else None
        if owner is None or (owner.kind == "country" and not allow_country):
            return None
        return owner


def _most(weights: Collection[int]) -> int:
    return max(weights) if weights else 0


def _around_name(tokens: Sequence[Token], match: Match[Name]) -> tuple[frozenset[str], str]:
    """The readings of the word directly before a name (none where it begins the text) and the word directly after it ("" where it ends it)."""
    k, after, end = match.first - 1, match.last + 1, len(tokens)
    while k >= 0 and tokens[k].kind == MARK and tokens[k].norm in _APART:
        k -= 1
    while after < end and tokens[after].kind == MARK and tokens[after].norm in _APART:
        after += 1
    behind = frozenset([reading.rest for reading in readings(tokens[k].norm)]) if k >= 0 else frozenset[str]()
    return behind, tokens[after].norm if after < end else ""


_ANYWHERE = "*"
_THIRD = 3
"""A report is on the countries that it names a third as often as the one that it names most."""


def _in_report(told: Sequence[tuple[str, str]], country: str | None, weights: Mapping[str, int]) -> str | None:
    """What a role noun means in a report: in its country, where the phrase tells one, else in the one of those told that the report is on."""
    table = dict(told)
    if country is not None:
        return table.get(country, table.get(_ANYWHERE))
    most = _most(weights.values())
    here = [c for c in table if weights.get(c) and _THIRD * weights[c] >= most]
    return table[max(here, key=lambda c: weights[c])] if here else table.get(_ANYWHERE)


_ORGANS = frozenset(("جهاز", "اجهزه", "باجهزه", "لاجهزه"))
_FIGHTING = "مقاتله"
"""The adjective of groups that is written as a warplane."""
_SHADDA = "\u0651"
_NEAR = 4
"""How many words from a noun those that tell its meaning may stand."""
_NOUN_FOLLOWS = frozenset("قتل مقتل مصرع استشهاد اصابه اعتقال توقيف خطف وفاه لقي اصيب استشهد جرح هو هي قال يقول كل اي احد ابن كان".split())
"""Words behind which an indefinite noun follows sooner than a verb."""


def _beside(tokens: Sequence[Token], i: int, step: int) -> Token | None:
    """The word next to a token on one side, quotation marks aside; None where there is none."""
    k = i + step
    if 0 <= k < len(tokens) and tokens[k].kind == MARK and tokens[k].norm in "\"'":
        k += step
    return tokens[k] if 0 <= k < len(tokens) and tokens[k].kind == WORD else None


def _is_one_of(token: Token, words: Collection[str]) -> bool:
    """Whether a word is one of some normalised words, its proclitics and article aside."""
    return any(reading.rest in words or (reading.article and reading.rest[2:] in words) for reading in readings(token.norm))


_GROUPS = frozenset("rebel militia identity-militia separatist party".split())
"""Kinds of actor that an adjective tells to be violent or in opposition; behind the name of a state's forces it is whom they fight."""


def _describes_name(tokens: Sequence[Token], mention: ActorMention, found: Sequence[ActorMention]) -> bool:
    """Whether a definite participle in the singular is the adjective of the name right before it: تنظيم "داعش" الإرهابي."""
    role, name = mention.role, found[-1] if found else None
    if role is None or name is None or name.actor is None or not mention.definite or mention.plural or mention.preposition or mention.conjunction:
        return False
    if not (role.adjective and name.actor.kind in _GROUPS) and not (role.masdar and name.actor.kind == "party"):  # جبهة الإنقاذ المعارضة
        return False
    between = tokens[name.last + 1 : mention.first]
    return all(t.kind == MARK and t.norm in "\"')»/" for t in between)


def _past_apart(tokens: Sequence[Token], k: int, limit: int) -> int:
    """The token after a preposition that is written apart from its noun (تابعة لـ "X"), and after quotation marks; k where there is none."""
    if k < limit and tokens[k].norm == "ل":
        k += 1
    while k + 1 < limit and tokens[k].kind == MARK and tokens[k].norm in "\"'":
        k += 1
    return k


def _relational(token: Token, hit: Hit[Role], norm: str) -> bool:
    """Whether a word may be the relational adjective of a group behind its noun: it agrees in definiteness (العصابات الحوثية, عناصر حوثية)."""
    bare = norm.removeprefix("ال")
    definite = token.norm.startswith("ال") if not hit.reading.preposition else hit.definite
    return len(bare) >= _SHORT and bare.endswith(("يه", "يون", "يين", "يا", "ي")) and norm.startswith("ال") == definite and not hit.form.enclitic


_SHORT = 4
"""Letters: shorter words with such an ending are no adjectives; a word of as many with the article is hardly one of two."""
_ENDINGS = ("ه", "ين", "ون", "ا", "تين", "تان", "ات", "ان")
"""Endings of adjectives: feminine, plural, dual, accusative."""


def _quality(norm: str) -> str | None:
    """What an adjective tells; "" for one that tells nothing, None for no adjective."""
    bare = norm.removeprefix("ال")
    for form in (bare, *(bare.removesuffix(ending) for ending in _ENDINGS)):
        if form in _QUALITIES:
            return _QUALITIES[form]
    return None


_QUALITY_OF = Memo(_quality)
_DUAL = ("يتين", "يتان")
"""Endings of the feminine dual of a relational adjective: of things, not of people (آليتين إسرائيليتين)."""


def _ending(norm: str) -> str:
    """The ending of a relational adjective, by which two that qualify one noun agree."""
    return norm[norm.rindex("ي") :] if "ي" in norm else ""


def _closed(token: Token, hit: Hit[Role]) -> bool:
    """Whether a noun keeps the nun of its plural or dual, so that no owner can follow: مسلحون, but مسلحو داعش."""
    return hit.form.plural and hit.form.enclitic == "" and token.norm.endswith(("ون", "ين"))


def _definite_noun(token: Token) -> bool:
    """Whether a word has the article, so that a definite participle behind it is its adjective (المستشار العسكري, النزاع المسلح)."""
    return token.kind == WORD and len(token.norm) > _SHORT and token.norm.startswith("ال")


def _accusative(token: Token, owner: ActorMention) -> bool:
    """Whether a noun has the alef of an indefinite accusative: it is an object, no owner (هاجم مسلحون حاجزا)."""
    return not owner.definite and owner.actor is None and token.norm.endswith("ا") and not token.norm.startswith("ال")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Words that count what follows (three and more, dozens), and phrases that bound a number (نحو, أكثر من), normalised."""

    counting: frozenset[str]
    bounds: frozenset[str]


@lru_cache(maxsize=1)
def _numbers() -> _Numbers:
    words = number_words()
    counting = {word for word, (_, value) in words.atoms.items() if value >= _COUNTED}
    vague = {phrase for rows in words.vague.values() for rest, _, phrase in rows if not rest}
    return _Numbers(
        frozenset(counting | vague), frozenset(phrase for rows in words.bounds.values() for _, effect, phrase in rows if effect not in ("between", "from"))
    )


def _before_number(tokens: Sequence[Token], k: int) -> int:
    """The token before the number that counts a phrase and before what bounds it (على نحو 500 من أنصار الجماعة); k where nothing counts it."""
    numbers = _numbers()
    at = k - 1 if k > 0 and tokens[k].norm == "من" else k
    if at < 0 or not (tokens[at].kind == NUMBER or tokens[at].norm in numbers.counting):
        return k
    at -= 1
    for length in range(min(_LONGEST_BOUND, at + 1), 0, -1):
        before = at - length
        if " ".join(t.norm for t in tokens[before + 1 : at + 1]) in numbers.bounds:
            itself = tokens[at].norm in PREPOSITIONS and length == 1  # نحو is "about" and "towards"
            return at if itself and (before < 0 or tokens[before].norm not in PREPOSITIONS) else before
    return at


def _preposition(tokens: Sequence[Token], i: int, proclitic: str) -> str:
    """The preposition that governs a phrase: its proclitic, or the word before it ("" for none)."""
    if proclitic:
        return proclitic
    k = i - 1
    while k >= 0 and tokens[k].kind == MARK and tokens[k].norm in "\"'(":
        k -= 1
    k = _before_number(tokens, k)
    if k < 0 or tokens[k].kind != WORD:
        return ""
    norm = tokens[k].norm
    if norm in _FIRE:
        return "بيد"
    if norm in PREPOSITIONS:
        return "من قبل" if norm == "قبل" and k and tokens[k - 1].norm == "من" else norm
    if norm in ("يد", "ايدي") and k and tokens[k - 1].norm in ("علي", "بيد"):
        return "علي يد"
    if norm[:1] in "وف" and norm[1:] in PREPOSITIONS:
        return norm[1:]
    return ""


PREPOSITIONS = frozenset(
    "في من الي علي عن مع بين ضد قرب حتي منذ خلال عند لدي داخل خارج وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي نحو باتجاه امام قبل بعد تجاه عبر "
    "حول محيط اثر جراء بحق بيد دون بدون مقابل حيال ازاء بواسطه لصالح وراء خلف تحت فوق قباله ل ب".split()
)
"""Words (normalised) that put the noun after them into an oblique relation."""


def _remember(mentions: list[ActorMention], text: Text) -> list[ActorMention]:
    """Give nouns that name only a kind (التنظيم, الجيش, المتمردون) or belong to a pronoun (قواته) the actor that the report named before."""
    last_of_head: dict[str, Actor] = {}
    last_of_kind: dict[str, ActorMention] = {}
    powers: dict[str, ActorMention] = {}
    out: list[ActorMention] = []
    for mention in mentions:
        if mention.actor is not None:
            for head in _HEADS & mention.actor.heads:
                last_of_head[head] = mention.actor
            last_of_kind[_group(mention.actor.kind)] = mention
            if mention.actor.islamist:
                last_of_kind["islamist"] = mention
        elif mention.pronoun:
            owner = _owner_of(mention, out, text)
            if owner is not None:
                mention = replace(
                    mention, actor=owner.actor, country=owner.country, qualities=mention.qualities | owner.qualities,
                    kind=owner.kind if mention.kind == "member" and owner.kind != "country" else mention.kind,
                )  # fmt: skip
        elif (
            mention.role is not None
            and mention.country is None
            and not mention.qualities - (_OF_ANY_FORCE | {"air"} if mention.role.id in _AIRCRAFT else _OF_ANY_FORCE)
        ):
            actor = None
            head = _HEAD_OF_ROLE.get(mention.role.id, "")
            if mention.definite and head:
                actor = last_of_head.get(head)
            if actor is None and mention.definite:
                for group in _STANDS_FOR.get(mention.role.id, ()):
                    before = last_of_kind.get(group)
                    if before is not None:
                        actor = before.actor
                        break
            if actor is None and mention.definite and mention.role.id in _AIRCRAFT:
                power = _speaking(mention, out, text)
                if power is None and len(powers) == 1 and not mention.qualities:
                    (power,) = powers.values()
                if power is not None:
                    mention = replace(mention, actor=power.actor if power.kind in _FLYING else None, country=power.country)
            if (
                actor is None
                and mention.kind in ("army", "police")
                and not (mention.last == mention.head and not mention.definite and _quoted(text, mention.last + 1))
            ):
                before = last_of_kind.get(mention.kind)
                if before is not None and before.country:
                    mention = replace(mention, country=before.country)
            if actor is not None:
                mention = replace(mention, actor=actor, country=actor.country)
        if mention.kind == "sides":
            out += _both(mention, out, text)
            continue
        if mention.actor is None and mention.country and mention.kind in ("army", "police"):
            last_of_kind[mention.kind] = mention
        kind = mention.kind if mention.actor is None else mention.actor.kind
        if kind in _FLYING and (mention.actor is not None or mention.country):
            powers.setdefault(mention.country or (mention.actor.id if mention.actor else ""), mention)
        out.append(mention)
    return out


def _quoted(text: Text, i: int) -> bool:
    """Whether quotation marks begin at a token: a name that nobody knows follows (قوات "النخبة")."""
    return i < len(text.tokens) and text.tokens[i].kind == MARK and text.tokens[i].norm in "\"'"


_OF_ANY_FORCE = frozenset(("armed", "terrorist", "islamist", "military", "land", "security"))
"""Qualities that tell nothing of whose forces or people they are."""
_SPEAKING = frozenset(("state", "government", "army", "military"))


def _speaking(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> ActorMention | None:
    """The one state that a sentence speaks of before a phrase (أعلنت الحكومة التركية أن الطيران الحربي ...); None where it names none, or two."""
    here = text.sentence_of[mention.first]
    states = [m for m in before if text.sentence_of[m.first] == here and m.country and (m.kind in _SPEAKING or m.kind == "country")]
    return states[-1] if states and len({m.country for m in states}) == 1 else None


_JOINED = 3
"""Tokens from the end of a party to the beginning of the next that is told with it: X وY, X من جهة وY."""
_ASIDE = frozenset(("جهه", "طرف", "ناحيه", "جانب"))
"""What closes one side of two (من جهة)."""
_TOLD_APART = 5
"""How many sentences before a noun of two sides both may have been told with "between"."""


def _both(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> tuple[ActorMention, ...]:
    """The two parties that a noun of two sides means (الجانبان, الطرفين): the two told last with "between", else the only two forces of its sentence
    and the one before, where they do not stand together as allies do. Each is a mention at the place of the noun."""
    if not (mention.definite and mention.last == mention.head and text.tokens[mention.head].norm.endswith(("ان", "ين"))):
        return ()
    here = text.sentence_of[mention.first]
    near = [m for m in before if here - text.sentence_of[m.first] <= _TOLD_APART and _takes_sides(m)]
    between = [_facing(a, b, near, text) for a, b in pairwise(near) if a.preposition == "بين" and _joined(a, b)]
    between = [(a, b) for a, b in between if _party(a) != _party(b)]
    forces = [m for m in near if m.armed and here - text.sentence_of[m.first] <= _RECENT]
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


def _facing(one: ActorMention, other: ActorMention, near: Sequence[ActorMention], text: Text) -> tuple[ActorMention, ActorMention]:
    """The two sides of "between X and Y": Y, or the first party of the other side where X and Y are one (بين X وY من جهة وZ من جهة أخرى)."""
    behind = next((m for m in near if m.first > other.last), None)
    if behind is not None and any(t.norm in _ASIDE for t in text.tokens[other.last + 1 : behind.first]):
        return one, behind
    return one, other


def _joined(one: ActorMention, other: ActorMention) -> bool:
    return other.conjunction == "و" and other.first - one.last <= _JOINED


def _takes_sides(mention: ActorMention) -> bool:
    """Whether a phrase names one who can be a side: forces, a state, a group; no body of many, no unnamed crowd."""
    if mention.kind in ("sides", "object", "weapon", "ngo", "io", "media-arm", "union"):
        return False
    return (mention.armed or mention.state or mention.kind in _POWERS) and (mention.actor is not None or mention.country is not None or bool(mention.qualities))


def _party(mention: ActorMention) -> str:
    """Whom a phrase stands for among the sides of a conflict: a state with all its forces, or a group."""
    if mention.actor is not None and not mention.state:
        return mention.actor.id
    return mention.country or " ".join(sorted(mention.qualities))


_MASCULINE, _FEMININE, _MEN = "ه", "ها", "هم"
_RECENT = 1
"""How many sentences before a pronoun its owner may stand."""


def _owner_of(mention: ActorMention, before: Sequence[ActorMention], text: Text) -> ActorMention | None:
    """The party that the pronoun of a noun means: the last one before it that can have forces and agrees with the pronoun, one that
    no preposition governs before others."""
    here = text.sentence_of[mention.first]
    oblique: ActorMention | None = None
    for other in reversed(before):
        if here - text.sentence_of[other.first] > _RECENT:
            break
        if other.kind in ("asset", "weapon", "sides", "object") or not (other.armed or other.state or other.kind in _POWERS or other.actor is not None):
            continue
        if other.kind in ("ngo", "io", "media-arm", "union"):
            continue
        word = text.tokens[other.head].norm
        men = other.plural or word.endswith(("ون", "ين"))
        feminine = other.kind == "country" or (not men and word.endswith(("ه", "ات"))) or word.removeprefix("ال") == "جماعات"
        if mention.pronoun == (_MEN if men else _FEMININE if feminine else _MASCULINE) or (mention.pronoun == _MEN and not feminine):
            if not other.preposition:
                return other
            oblique = oblique or other
    return oblique


_POWERS = frozenset(("country", "coalition", "government", "party"))
"""Kinds without arms of their own that have forces."""


_AIRCRAFT = frozenset(("r-warplane", "r-aviation", "r-helicopter", "r-plane"))
"""Nouns that, definite and without an owner, mean the aircraft of the one army or coalition that was named (الطيران الحربي)."""
_FLYING = frozenset(("army", "military", "coalition"))


def _group(kind: str) -> str:
    return "army" if kind == "military" else kind


_HEAD_OF_ROLE = {
    "r-organisation": "تنظيم", "r-movement": "حركه", "r-group": "جماعه", "r-faction": "فصيل", "r-party": "حزب", "r-coalition": "تحالف",
    "r-alliance": "حلف", "r-enemy": "عدو", "r-resistance": "مقاومه", "r-revolutionary": "مقاومه",
    "r-militia": "ميليشيا", "r-militia2": "مليشيا",
}  # fmt: skip
_HEADS = frozenset(_HEAD_OF_ROLE.values())
_STANDS_FOR = {
    "r-insurgent": ("rebel", "separatist"), "r-gunman": ("rebel", "militia"), "r-militant": ("islamist",), "r-extremist": ("islamist",),
    "r-terrorist": ("rebel",), "r-jihadist": ("islamist",), "r-takfiri": ("islamist",), "r-militia": ("militia", "rebel"), "r-militia2": ("militia", "rebel"),
    "r-organisation": ("rebel",), "r-movement": ("rebel", "party"), "r-group": ("rebel",), "r-coalition": ("coalition",), "r-separatist": ("separatist", "rebel"),
}  # fmt: skip
"""Role noun (definite, alone) → the kinds of registry actor that it stands for when one was named before, nearest kind first."""
