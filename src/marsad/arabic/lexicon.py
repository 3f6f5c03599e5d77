"""A table of inflected words: surface form → entries, looked up through the clitics of a running word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Generic, TypeVar

from marsad.arabic.inflection import IMPERFECT, PERFECT, Form, Verb, noun_forms, verb_forms
from marsad.arabic.orthography import fold
from marsad.arabic.words import Reading, readings
from marsad.memo import Memo

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A running word read as a form of an entry: the entry, the form, the proclitics, and whether it has the article."""

    entry: T
    form: Form
    reading: Reading
    definite: bool
    verbal: bool = field(init=False)
    """Whether the word is a finite verb."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "verbal", self.form.kind in (PERFECT, IMPERFECT))


def parse_verb(text: str) -> Verb:
    """A verb written `perfect/form[/imperfect][/masdar,masdar]`: قصف/1//قصف, هاجم/3, قال/1/يقول/قول. Raises ValueError."""
    parts = text.split("/")
    if len(parts) < 2 or len(parts) > 4:
        raise ValueError(f"verb {text!r}: write perfect/form[/imperfect][/masdar,masdar]")
    perfect, form = parts[0].strip(), parts[1].strip()
    imperfect = parts[2].strip() if len(parts) > 2 else ""
    masdars = tuple(m.strip() for m in parts[3].split(",") if m.strip()) if len(parts) > 3 else ()
    return Verb(perfect, form, imperfect, masdars)


def parse_noun(text: str) -> tuple[str, tuple[str, ...]]:
    """A noun written `singular/plural/plural`: غارة/غارات. The singular may be empty where only the plural is meant."""
    singular, *plurals = (part.strip() for part in text.split("/"))
    return singular, tuple(plurals)


@cache
def _shared(form: Form) -> Form:
    """The one object for a form: forms never change, and a table that shares them loads three times as fast."""
    return form


@lru_cache(maxsize=1 << 12)
def _surfaces(norm: str) -> tuple[tuple[str, Reading, bool], ...]:
    """What a normalised word is looked up as: (surface, reading, definite), least peeled first. Many tables ask for one word in a row."""
    out = []
    for reading in readings(norm):
        if reading.preposition != "س":
            out.append((reading.rest, reading, False))
            if reading.article:
                out.append((reading.rest[2:], reading, True))
    return tuple(out)


@lru_cache(maxsize=1 << 12)
def _spellings(norm: str) -> tuple[str, ...]:
    """The surfaces alone, for the many tables that know none of them."""
    return tuple([surface for surface, _, _ in _surfaces(norm)])


class Words(Generic[T]):
    """A table of inflected words. `look_up` is memoised by the normalised word."""

    def __init__(self) -> None:
        self._forms: dict[str, list[tuple[T, Form]]] = {}
        self.hits: Memo[str, tuple[Hit[T], ...]] = Memo(self._read)
        """Normalised word → what `look_up` answers."""

    def add_verb(self, verb: Verb, entry: T) -> None:
        """Put every form of a verb into the table."""
        self._add(verb_forms(verb).items(), entry)

    def add_noun(self, singular: str, plurals: Iterable[str], entry: T, *, participle: bool = False, leave_out: frozenset[str] = frozenset()) -> None:
        """Put every form of a noun into the table, `leave_out` apart; without a singular the plurals only."""
        if singular:
            forms = noun_forms(singular, plurals, participle=participle)
            self._add(((s, f) for s, f in forms.items() if s not in leave_out), entry)
        else:
            for plural in plurals:
                forms = noun_forms(plural, (plural,))
                self._add(((s, tuple(Form(f.kind, plural=True, enclitic=f.enclitic) for f in fs)) for s, fs in forms.items() if s not in leave_out), entry)

    def add_word(self, word: str, entry: T, form: Form) -> None:
        """Put one surface form into the table."""
        self._add([(fold(word), (form,))], entry)

    def _add(self, forms: Iterable[tuple[str, tuple[Form, ...]]], entry: T) -> None:
        self.hits.clear()
        pairs: dict[Form, tuple[T, Form]] = {}  # one pair for each form, shared by all surfaces: half the size when pickled
        for surface, kinds in forms:
            bucket = self._forms.setdefault(surface, [])
            for form in kinds:
                pair = pairs.get(form) or pairs.setdefault(form, (entry, _shared(form)))
                if pair not in bucket:
                    bucket.append(pair)

    def look_up(self, norm: str) -> tuple[Hit[T], ...]:
        """Every reading of a normalised word in the table, least peeled first; () where there is none."""
        return self.hits[norm]

    def knows(self, norm: str) -> bool:
        """Whether `look_up` finds a normalised word; keeps nothing of the many words that are in no table."""
        return not self._forms.keys().isdisjoint(_spellings(norm)) and bool(self.hits[norm])

    def _read(self, norm: str) -> tuple[Hit[T], ...]:
        forms = self._forms
        hits: list[Hit[T]] = []
        for surface, reading, definite in _surfaces(norm):
            for entry, form in forms.get(surface, ()):
                verbal = form.kind in (PERFECT, IMPERFECT)
                if definite:
                    possible = not verbal and not form.enclitic
                else:
                    possible = not (verbal and reading.preposition) or (reading.preposition == "ل" and form.kind == IMPERFECT)
                if possible:
                    hits.append(Hit(entry, form, reading, definite))
        return tuple(hits)
