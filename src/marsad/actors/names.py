"""Which actor a name means in a report, and where the words beside it keep it from meaning any."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from marsad.actors.registry import ActorLexicon, Limits, Name
from marsad.actors.vocabulary import Opening, Vocabulary
from marsad.arabic.phrases import Match
from marsad.arabic.words import MARK, WORD, Token, readings

_SHARE = 6
"""A name that several actors go by needs one whose countries the report names more than a sixth as often as the country it names most."""
BYLINE = 4
"""How many words behind a word of the byline its names may stand: محمد العراقي is nobody of Iraq."""
_HEADLINE, _HEADLINE_WEIGHT = 12, 3
"""Up to which token of a report a country counts for more, and for how much."""
FORCES = frozenset(("military", "police"))
"""Kinds of actor whose common name (القوات الأمنية) any state's may go by: theirs is one of the countries that the report names half as often as
any other."""
_APART = frozenset("\"'(,")
"""Marks that may stand between a name and what tells of it."""


class Report:
    """What a report tells of the names in it: its day of publication, how often it names each country (ISO code), and its letters."""

    __slots__ = ("_letters", "_tokens", "published", "weights")

    def __init__(self, tokens: Sequence[Token], published: dt.date | None, weights: Mapping[str, int]) -> None:
        self._tokens, self.published, self.weights = tokens, published, weights
        self._letters: str | None = None

    def holds(self, letters: str) -> bool:
        """Whether the report has normalised letters; joined at the first asking, as few reports have a name that needs some."""
        if self._letters is None:
            self._letters = " ".join([token.norm for token in self._tokens])
        return letters in self._letters

    def of(self, tokens: Sequence[Token]) -> Report:
        """The same day and countries with other tokens."""
        return Report(tokens, self.published, self.weights)


def most(weights: Collection[int]) -> int:
    """The highest of some weights, 0 for none."""
    return max(weights) if weights else 0


def countries_named(tokens: Sequence[Token], opened: Iterable[tuple[int, Opening]], lexicon: ActorLexicon) -> dict[str, int]:
    """How often a text names each country (ISO code), by its name, its adjective or its capital. `opened`: the tokens that may open something."""
    weights: dict[str, int] = {}
    byline = -BYLINE - 1
    for i, opening in opened:
        match = lexicon.countries.at(tokens, i) if opening.country else None
        if match is None and opening.capital:
            match = lexicon.capitals.at(tokens, i)
        iso = match.payloads[0] if match else None
        if iso is None and opening.nisba is not None and i - byline > BYLINE:
            iso = opening.nisba[0]
        if iso:
            weights[iso] = weights.get(iso, 0) + (_HEADLINE_WEIGHT if i < _HEADLINE else 1)
        if opening.byline:
            byline = i
    return weights


def choose(tokens: Sequence[Token], match: Match[Name], report: Report) -> Name | None:
    """The name, of all actors that go by it, whose actor is meant: by the day, by the words that its limits ask for, by the countries that the
    report names; None where none is."""
    published, weights = report.published, report.weights
    names = [name for name in match.payloads if name.actor.begun_by(published) and (name.limits is None or _within_limits(tokens, match, name.limits, report))]
    names = [name for name in names if name.limits is not None and name.limits.beside] or names
    if len(names) == 1 and not names[0].ambiguous:
        return names[0]
    options = [n for n in names if n.actor.valid_on(published)] or [n for n in names if not n.ambiguous]
    sure = [n for n in options if not n.ambiguous]
    if len(sure) == 1 and (len(options) == 1 or any(weights.get(c) for c in sure[0].actor.contexts) or not sure[0].actor.contexts):
        return sure[0]
    highest = most(weights.values())
    best, best_weight = None, 0 if sure else highest // _SHARE
    for name in options:
        weight = most([weights.get(c, 0) for c in name.actor.contexts]) + (not name.ambiguous)
        if name.ambiguous and name.actor.kind in FORCES and 2 * weight < highest:
            continue
        if weight > best_weight:
            best, best_weight = name, weight
    return best or (sure[0] if sure else None)


def is_trapped(tokens: Sequence[Token], match: Match[Name], lexicon: ActorLexicon) -> bool:
    """Whether a word beside a name tells that no actor of the name is a party (صور X, الرئيس السابق X)."""
    behind, before = _around(tokens, match)
    traps = [*lexicon.traps_before.get(before, ()), *(trap for word in behind for trap in lexicon.traps_behind.get(word, ()))]
    return bool(traps) and all(any(trap.catches(name) for trap in traps) for name in match.payloads)


def is_of_another(tokens: Sequence[Token], behind: int, name: Name, vocabulary: Vocabulary) -> bool:
    """Whether the adjective behind an ambiguous name tells that it is that of another country (طيران الجيش الروسي)."""
    nisba = vocabulary.nisbas[tokens[behind].norm] if name.ambiguous and behind < len(tokens) and tokens[behind].kind == WORD else None
    return nisba is not None and nisba[0] != name.actor.country


def _within_limits(tokens: Sequence[Token], match: Match[Name], limits: Limits, report: Report) -> bool:
    """Whether the day, the report and the words beside a name let it mean its actor."""
    day = report.published
    if day is not None and ((limits.since is not None and day < limits.since) or (limits.until is not None and limits.until < day)):
        return False
    if limits.beside and not any(report.holds(letters) for letters in limits.beside):
        return False
    behind, before = _around(tokens, match)
    return before not in limits.not_ and limits.not_before.isdisjoint(behind)


def _around(tokens: Sequence[Token], match: Match[Name]) -> tuple[list[str], str]:
    """The readings of the word directly before a name (none where it begins the text) and the word directly after it ("" where it ends it)."""
    k, after, end = match.first - 1, match.last + 1, len(tokens)
    while k >= 0 and tokens[k].kind == MARK and tokens[k].norm in _APART:
        k -= 1
    while after < end and tokens[after].kind == MARK and tokens[after].norm in _APART:
        after += 1
    behind = [reading.rest for reading in readings(tokens[k].norm)] if k >= 0 else []
    return behind, tokens[after].norm if after < end else ""
