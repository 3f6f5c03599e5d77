"""What single words may be to the actor stage, read once for each word of the language."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.actors.adjectives import Nisba, read_nisba, read_quality
from marsad.actors.registry import ActorLexicon, Role
from marsad.arabic.lexicon import Hit
from marsad.arabic.words import WORD, Reading, Token, readings
from marsad.memo import Memo


@dataclass(frozen=True, slots=True)
class Opening:
    """What a word may open."""

    begins: bool
    """Whether a mention can begin with it."""
    name: bool
    """Whether a name of the registry can; so for names of countries and capitals."""
    country: bool
    capital: bool
    role: Hit[Role] | None
    """The word as a role noun."""
    nisba: Nisba | None
    """The word as a relational adjective, proclitics not aside."""
    people: tuple[Reading, Nisba] | None
    """Its first reading as a relational adjective."""
    one: str | None
    """The country of the person that it is where it is a relational adjective with the alef of the accusative (فلسطينيا)."""
    byline: bool
    """Whether it is a word of the byline."""


class Vocabulary:
    """The tables of a lexicon with memoised readings of normalised words: `nisbas`, `roles`, `qualities` and `openings` (most words have none)."""

    __slots__ = ("lexicon", "nisbas", "openings", "qualities", "roles", "words")

    def __init__(self, lexicon: ActorLexicon) -> None:
        self.lexicon, self.words = lexicon, lexicon.words
        self.nisbas: Memo[str, Nisba | None] = Memo(self._read_nisba)
        self.roles: Memo[str, Hit[Role] | None] = Memo(self._read_role)
        self.qualities: Memo[str, str | None] = Memo(self._read_quality)
        self.openings: Memo[str, Opening | None] = Memo(self._read_opening)

    def is_role(self, token: Token) -> bool:
        """Whether a token is a role noun."""
        return token.kind == WORD and self.roles[token.norm] is not None

    def _read_nisba(self, norm: str) -> Nisba | None:
        return read_nisba(norm, self.lexicon.nisbas)

    def _read_quality(self, norm: str) -> str | None:
        return read_quality(norm, self.words.qualities)

    def _read_role(self, norm: str) -> Hit[Role] | None:
        """The best reading of a word as a role noun: one without a pronoun before one with."""
        hits = self.lexicon.roles.look_up(norm) if self.lexicon.roles.knows(norm) else ()
        if len(hits) > 1 and hits[0].form.enclitic:
            return next((h for h in hits if not h.form.enclitic), hits[0])
        return hits[0] if hits else None

    def _read_opening(self, norm: str) -> Opening | None:
        lexicon = self.lexicon
        name, country, capital = lexicon.names.opens(norm), lexicon.countries.opens(norm), lexicon.capitals.opens(norm)
        role, nisba = self._read_role(norm), self._read_nisba(norm)  # not from their tables, which are for words that are asked for often
        people = next(((reading, found) for reading in readings(norm) if (found := self._read_nisba(reading.rest)) is not None), None)
        accusative = self._read_nisba(norm[:-1]) if norm.endswith("يا") else None
        one = accusative[0] if accusative is not None and not accusative[2] else None
        begins = name or country or role is not None or people is not None
        byline = norm in self.words.byline
        if not (begins or capital or one or byline):
            return None
        return Opening(begins, name, country, capital, role, nisba, people, one, byline)
