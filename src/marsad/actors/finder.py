"""Finds the mentions of actors in a text: names of the registry, noun phrases of role nouns, countries and capitals that act, people of a country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.actors.adjectives import Nisba, relational_ending
from marsad.actors.anaphora import remember
from marsad.actors.capitals import party_by
from marsad.actors.mention import ActorMention
from marsad.actors.names import BYLINE, FORCES, Report, choose, countries_named, is_of_another, is_trapped
from marsad.actors.neighbours import is_counted, past_apart, preposition_of
from marsad.actors.registry import ActorLexicon, Name
from marsad.actors.role_nouns import describes_name, is_role_noun
from marsad.actors.role_phrases import role_phrase
from marsad.actors.vocabulary import Opening, Vocabulary
from marsad.arabic.phrases import Match, proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import WORD, Reading, Token


class ActorFinder:
    """Finds the actors of a text. Built once from a lexicon; between texts it only memoises the reading of words."""

    def __init__(self, lexicon: ActorLexicon) -> None:
        self.lexicon = lexicon
        self._vocabulary = Vocabulary(lexicon)

    def nisba(self, norm: str) -> Nisba | None:
        """(ISO code, people, definite) of a relational adjective such as السورية, or None."""
        return self._vocabulary.nisbas[norm]

    def find(self, text: Text, *, published: dt.date | None = None) -> list[ActorMention]:
        """All mentions, left to right; none overlap, but the two parties that a noun of two sides means (الطرفان) stand at one place. Which of several
        actors of one name is meant is decided by the day of publication and by the countries that the report names."""
        tokens, openings = text.tokens, self._vocabulary.openings
        opened = [(i, opening) for i, token in enumerate(tokens) if (opening := openings[token.norm]) is not None and token.kind == WORD]
        report = Report(tokens, published, countries_named(tokens, opened, self.lexicon))
        found: list[ActorMention] = []
        reached = -1
        for i, opening in opened:
            if i > reached and (opening.begins or opening.capital):
                name = self.lexicon.names.at(tokens, i) if opening.name else None
                if name is not None and is_trapped(tokens, name, self.lexicon):
                    reached = name.last
                    continue
                mention = self._at(tokens, i, opening, name, report) if opening.begins else None
                if mention is None and opening.capital:
                    mention = self._capital(text, i, found)
                if mention is not None and not describes_name(tokens, mention, found):
                    found += (mention, *self._sharing_noun(tokens, mention, report))
                    reached = found[-1].last
        return remember(found, text, self.lexicon.words)

    def _at(self, tokens: Sequence[Token], i: int, opening: Opening, match: Match[Name] | None, report: Report) -> ActorMention | None:
        """The mention that begins at a token, whose word opens what `opening` tells. `match`: the names that begin there, which are not trapped."""
        role = opening.role
        if match is not None:
            name = choose(tokens, match, report)
            if name is not None and is_of_another(tokens, match.last + 1, name, self._vocabulary):
                name = None
            if name is not None and not (role and match.last == i and is_role_noun(tokens, i, role.entry, name, self._vocabulary)):
                return self._named(tokens, match, name, report)
        if role is not None:
            return role_phrase(tokens, i, role, self._vocabulary, report, self._begun_by_word)
        country = self.lexicon.countries.at(tokens, i) if opening.country else None
        if country is not None:
            return self._country(tokens, country)
        people = self._people(tokens, i, *opening.people) if opening.people is not None else None
        return people or (self._one_of_a_people(tokens, i, opening.one) if opening.one and i else None)

    def _begun_by_word(self, tokens: Sequence[Token], i: int, report: Report) -> ActorMention | None:
        """The mention that begins at a token, where it is a word of the text."""
        opening = self._vocabulary.openings[tokens[i].norm] if i < len(tokens) and tokens[i].kind == WORD else None
        if opening is None:
            return None
        match = self.lexicon.names.at(tokens, i) if opening.name else None
        return None if match is not None and is_trapped(tokens, match, self.lexicon) else self._at(tokens, i, opening, match, report)

    def _named(self, tokens: Sequence[Token], match: Match[Name], name: Name, report: Report) -> ActorMention:
        """The mention of a name with whom it belongs to behind it, who is no party of its own: قوات X التابعة لـY, القوة الجوية للجيش العراقي."""
        actor = name.actor
        last, end = match.last, match.end
        step = last + 1
        if step + 1 < len(tokens) and tokens[step].norm.removeprefix("ال") in self.lexicon.words.ownership:
            owner = self._begun_by_word(tokens, past_apart(tokens, step + 1, len(tokens)), report)
            if owner is not None:
                last, end = owner.last, owner.end
        elif name.ambiguous and step < len(tokens) and tokens[step].norm.startswith("ل") and actor.kind in FORCES:
            owner = self._begun_by_word(tokens, step, report)
            if owner is not None and owner.preposition == "ل" and owner.armed and owner.country == actor.country:
                last, end = owner.last, owner.end
        return ActorMention(
            match.first, last, match.first, match.start, end, actor.kind, f"actor:{actor.id}", self._preposition(tokens, match), match.reading.conjunction,
            actor=actor, definite=True, country=actor.country, person=name.person,
        )  # fmt: skip

    def _country(self, tokens: Sequence[Token], match: Match[str]) -> ActorMention:
        """A country by its name."""
        iso = match.payloads[0]
        return ActorMention(
            match.first, match.last, match.first, match.start, match.end, "country", f"country:{iso}", self._preposition(tokens, match),
            match.reading.conjunction, country=iso, definite=True,
        )  # fmt: skip

    def _people(self, tokens: Sequence[Token], i: int, reading: Reading, nisba: Nisba) -> ActorMention | None:
        """A relational adjective that stands for people: سوريون, الفلسطينيين."""
        iso, can_be_people, definite = nisba
        if not can_be_people or (i and self._vocabulary.is_role(tokens[i - 1])):
            return None
        token = tokens[i]
        return ActorMention(
            i, i, i, token.start + proclitic_length(token, reading), token.end, "civilian", f"nisba:{iso}",
            preposition_of(tokens, i, reading.preposition, self.lexicon.words), reading.conjunction, country=iso, definite=definite, plural=True,
        )  # fmt: skip

    def _one_of_a_people(self, tokens: Sequence[Token], i: int, country: str) -> ActorMention | None:
        """A relational adjective with the alef of the accusative that stands for a person: 12 فلسطينيا, قتلت القوات الإسرائيلية فلسطينيا."""
        counted = is_counted(tokens, i, self.lexicon.words)
        definite = self.nisba(tokens[i - 1].norm)
        if not counted and not (definite is not None and definite[2]):
            return None
        return ActorMention(
            i, i, i, tokens[i].start, tokens[i].end, "civilian", f"nisba:{country}", "", "", country=country, definite=False, plural=counted,
        )  # fmt: skip

    def _capital(self, text: Text, i: int, found: Sequence[ActorMention]) -> ActorMention | None:
        """The government that the name of its capital stands for (أعلنت موسكو), where the words around tell that it is no place."""
        tokens, metonymy = text.tokens, self.lexicon.metonymy
        match = self.lexicon.capitals.at(tokens, i)
        if match is None:
            return None
        before = found[-1] if found and found[-1].last == i - 1 else None
        verb = tokens[before.first - 1].norm if before is not None and before.first else ""
        beside = before is not None and (
            (match.reading.conjunction == "و" and before.rule.startswith("capital:"))
            or (before.kind == "country" and verb in metonymy.verbs)
            or verb in metonymy.dealings
        )
        preposition = self._preposition(tokens, match)
        why = party_by(metonymy, text, i, match.last, preposition, beside)
        if not why or (why == "between" and not self._can_face(tokens[match.last + 1])):
            return None
        iso = match.payloads[0]
        return ActorMention(
            i, match.last, i, match.start, match.end, "country", f"capital:{iso}/{why}", preposition, match.reading.conjunction, country=iso, definite=True,
        )  # fmt: skip

    def _can_face(self, token: Token) -> bool:
        """Whether a word may begin the second of two parties."""
        opening = self._vocabulary.openings[token.norm]
        return opening is not None and (opening.begins or opening.capital)

    def _sharing_noun(self, tokens: Sequence[Token], mention: ActorMention, report: Report) -> Iterator[ActorMention]:
        """The parties that share the noun of a mention, each told by its own relational adjective alone: القوات الأمريكية والبريطانية,
        الجانبان الروسي والإيراني. Each stands where its adjective does."""
        last = mention.last
        adjective = self.nisba(tokens[last].norm) if last > mention.head else None
        if adjective is None or mention.kind == "object":
            return
        noun, ending = tokens[mention.first : last], relational_ending(tokens[last].norm)
        told = {adjective[0]}
        while last + 1 < len(tokens) and tokens[last + 1].norm.startswith("و"):
            token = tokens[last + 1]
            norm = token.norm[1:]
            other = self.nisba(norm)
            if other is None or other[0] in told or other[1:] != adjective[1:] or relational_ending(norm) != ending:
                return
            alone = [*noun, replace(token, norm=norm), *tokens[last + 2 : last + 2 + BYLINE]]
            found = self._begun_by_word(alone, 0, report.of(alone))
            if found is None or found.country != other[0] or found.last < len(noun):
                return
            first, last = last + 1, found.last - len(noun) + last + 1
            told.add(other[0])
            yield replace(
                found, first=first, last=last, head=first, start=token.start + len("و"), end=tokens[last].end, preposition=mention.preposition, conjunction="و"
            )

    def _preposition(self, tokens: Sequence[Token], match: Match[Name] | Match[str]) -> str:
        return preposition_of(tokens, match.first, match.reading.preposition, self.lexicon.words)
