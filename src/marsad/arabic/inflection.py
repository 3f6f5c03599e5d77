"""Surface forms of a lemma, generated: nobody types وهاجمت into a file.

A verb is given by its perfect (third person masculine singular) and its form I-X (Q for four radicals); what its form does not
decide is given beside it (the imperfect of weak form I verbs, verbal nouns of form I). A noun is given by its singular and its broken
plurals. All forms are normalised (see `orthography.fold`) and carry no proclitics; enclitic pronouns are peeled by `ENCLITICS`.

Source of the patterns: W. Wright, A Grammar of the Arabic Language (1896), vol. I, the tables of the derived forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from marsad.arabic.orthography import fold

PERFECT, IMPERFECT, PASSIVE, MASDAR, AGENT, PATIENT, SINGULAR, DUAL, PLURAL = (
    "perfect", "imperfect", "passive", "masdar", "agent", "patient", "singular", "dual", "plural",
)  # fmt: skip
"""Kinds of form. PASSIVE only where the letters tell it (اغتيل, هوجم): elsewhere active and passive are written alike."""

ENCLITICS = ("هما", "هم", "ها", "هن", "كم", "نا", "ني", "ه", "ك")
"""Pronouns that a verb or noun may carry at its end."""

_VERB_ENCLITICS = ("ه", "ها", "هم", "هما", "نا")
_NOUN_ENCLITICS = ("ه", "ها", "هم", "هما", "نا")


@dataclass(frozen=True, slots=True)
class Form:
    """One surface form: its kind, its number and person where the letters tell them, the pronoun it carries ("" for none)."""

    kind: str
    plural: bool = False
    feminine: bool = False
    enclitic: str = ""
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its perfect, its form ("1".."10", "Q"), the imperfect and the verbal nouns (derived where not given)."""

    perfect: str
    form: str
    imperfect: str = ""
    masdars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Principal:
    perfect: str
    imperfect: str
    passive_perfect: str
    passive_imperfect: str
    masdars: tuple[str, ...]
    agent: str
    patient: str


def _weak_last(perfect: str) -> bool:
    return perfect[-1] in "يا" and len(perfect) >= 3


def _principal(verb: Verb) -> _Principal:
    """The principal parts of a verb, normalised. Raises ValueError for a form that is none of I-X, Q."""
    p = fold(verb.perfect)
    given = fold(verb.imperfect)
    masdars = tuple(fold(m) for m in verb.masdars)
    form = verb.form
    weak = _weak_last(p) and (verb.perfect[-1] in "ىا")
    base = p[:-1] if weak else p
    hollow = len(p) >= 3 and p[-2] == "ا" and not weak
    tail = "ي" if weak else ""
    if form == "1":
        if given:
            imperfect = given
        elif p[0] == "و":
            imperfect = "ي" + p[1:]
        else:
            imperfect = "ي" + (p if not weak else base + "ي")
        passive = p if hollow else base + tail  # قيل, زير: too like other words to be told apart
        passive_imperfect = imperfect[:-2] + "ا" + imperfect[-1] if hollow else imperfect
        doubled = len(p) == 2
        agent = p[0] + "ا" + (p[1:] + p[-1] if doubled else (p[1:] if not hollow else "ء" + p[-1]))
        agent = p[0] + "ا" + base[1:] + tail if weak else agent
        patient = "م" + base + "ي" if weak else "م" + p[:-1] + "و" + p[-1] if not doubled else "م" + p + "و" + p[-1]
        return _Principal(p, imperfect, passive, passive_imperfect, masdars, "" if hollow else agent, "" if hollow else patient)
    if form == "2":
        auto = "ت" + base + "يه" if weak else "ت" + p[:-1] + "ي" + p[-1]
        stem = ("ء" + base[1:] if verb.perfect.startswith("أ") else base) + tail  # أكد: يؤكد, مؤكد
        return _Principal(p, "ي" + stem, base + tail, "ي" + stem, masdars or (auto,), "م" + stem, "م" + stem)
    if form == "3":
        stem = base + tail
        passive = p if p[0] == "و" else p[0] + "و" + base[2:] + tail  # ووفق, ووجه: far oftener "and" with another word
        masdar = "م" + base + "اه" if weak else "م" + p + "ه"
        return _Principal(p, "ي" + stem, passive, "ي" + stem, masdars or (masdar,), "م" + stem, "م" + stem)
    if form == "4":
        core = base[1:]
        if hollow:
            core = p[1:-2] + "ي" + p[-1]
            masdar = "ا" + p[1:-2] + "ا" + p[-1] + "ه"
            return _Principal(p, "ي" + core, "ا" + core, "ي" + p[1:], masdars or (masdar,), "م" + core, "م" + p[1:])
        if weak:
            masdar = "ا" + core + "اء"
        elif len(p) == 3:  # doubled: اصر → اصرار; hamza first: امن
            masdar = p + "ا" + p[-1]
        else:
            masdar = "ا" + p[1:-1] + "ا" + p[-1]
        return _Principal(p, "ي" + core + tail, base + tail, "ي" + core + tail, masdars or (masdar,), "م" + core + tail, "م" + core + tail)
    if form in ("5", "6"):
        masdar = base + "ي" if weak else p
        passive = p if form == "5" else "ت" + p[1] + "و" + p[3:]
        imperfect = "ي" + (base + "ي" if weak else p)
        return _Principal(p, imperfect, passive, imperfect, masdars or (masdar,), "م" + base + tail, "م" + base + tail)
    if form in ("7", "8", "9", "10"):
        core = base[1:]
        if hollow and form == "10":
            core = p[1:-2] + "ي" + p[-1]
            masdar = "ا" + p[1:-2] + "ا" + p[-1] + "ه"
            return _Principal(p, "ي" + core, "ا" + core, "ي" + p[1:], masdars or (masdar,), "م" + core, "م" + p[1:])
        if hollow:
            masdar = p[:-2] + "يا" + p[-1]
            return _Principal(p, "ي" + p[1:], p[:-2] + "ي" + p[-1], "ي" + p[1:], masdars or (masdar,), "م" + p[1:], "م" + p[1:])
        if weak:
            masdar = base + "اء"
        elif (form in ("7", "8") and len(p) == 4 and p[1] != "ت") or len(p) == 4:  # doubled: احتل → احتلال, انضم → انضمام
            masdar = p + "ا" + p[-1]
        else:
            masdar = p[:-1] + "ا" + p[-1]
        if form == "10" and len(p) == 5 and not weak:  # doubled: استمر → استمرار
            masdar = p + "ا" + p[-1]
        return _Principal(p, "ي" + core + tail, base + tail, "ي" + core + tail, masdars or (masdar,), "م" + core + tail, "م" + core + tail)
    if form == "Q":
        return _Principal(p, "ي" + p, p, "ي" + p, masdars or (p + "ه",), "م" + p, "م" + p)
    raise ValueError(f"verb {verb.perfect!r}: form {form!r} is none of 1-10, Q")


def _perfects(p: str, weak: bool) -> Iterable[tuple[str, Form]]:
    yield p, Form(PERFECT)
    if weak:
        base = p[:-1]
        feminine, plural, dual = base + "ت", base + "وا", base + ("يا" if p[-1] == "ي" else "وا")
        if p[-1] == "ي" and len(p) > 2:
            yield base + "يت", Form(PERFECT, feminine=True)
    else:
        feminine, plural, dual = p + "ت", p + "وا", p + "ا"
    yield feminine, Form(PERFECT, feminine=True)
    yield plural, Form(PERFECT, plural=True)
    yield dual, Form(PERFECT, plural=True)
    yield feminine + "ا", Form(PERFECT, plural=True, feminine=True)
    for pronoun in _VERB_ENCLITICS:
        joined = p[:-1] + "ا" if weak else p
        yield joined + pronoun, Form(PERFECT, enclitic=pronoun)
        yield feminine + pronoun, Form(PERFECT, feminine=True, enclitic=pronoun)
        yield plural[:-1] + pronoun, Form(PERFECT, plural=True, enclitic=pronoun)
    yield p + "نا" if not weak else p[:-1] + "ينا", Form(PERFECT, plural=True, enclitic="نا")


def _imperfects(imperfect: str) -> Iterable[tuple[str, Form]]:
    stem = imperfect[1:]
    weak = stem[-1] in "يو" and len(stem) > 2
    short = stem[:-1] if weak else stem
    for prefix, feminine in (("ي", False), ("ت", True)):
        for future in ("", "س"):
            head = future + prefix
            yield head + stem, Form(IMPERFECT, feminine=feminine)
            for pronoun in _VERB_ENCLITICS:
                yield head + stem + pronoun, Form(IMPERFECT, feminine=feminine, enclitic=pronoun)
            if prefix in "يت":
                yield head + short + "ون", Form(IMPERFECT, plural=True)
                yield head + short + "وا", Form(IMPERFECT, plural=True)
                yield head + stem + "ان", Form(IMPERFECT, plural=True, feminine=feminine)
                yield head + stem + "ا", Form(IMPERFECT, plural=True, feminine=feminine)
                for pronoun in _VERB_ENCLITICS:
                    yield head + short + "ون" + pronoun, Form(IMPERFECT, plural=True, enclitic=pronoun)
        if weak and prefix in "يت":
            yield prefix + short, Form(IMPERFECT, feminine=feminine)


def verb_forms(verb: Verb) -> dict[str, tuple[Form, ...]]:
    """Every surface form of a verb in news: perfect, imperfect and future (with pronouns), telling passives, verbal nouns, participles."""
    parts = _principal(verb)
    weak = _weak_last(parts.perfect) and verb.perfect[-1] in "ىا"
    found: dict[str, list[Form]] = {}

    def put(surface: str, form: Form) -> None:
        if len(surface) >= 2:
            forms = found.setdefault(surface, [])
            if form not in forms:
                forms.append(form)

    for surface, form in _perfects(parts.perfect, weak):
        put(surface, form)
    for surface, form in _imperfects(parts.imperfect):
        put(surface, form)
    if parts.passive_perfect != parts.perfect:
        for surface, form in _perfects(parts.passive_perfect, False):
            if surface not in found:
                put(surface, replace(form, passive=True))
    if parts.passive_imperfect != parts.imperfect:
        for surface, form in _imperfects(parts.passive_imperfect):
            if surface not in found:
                put(surface, replace(form, passive=True))
    for masdar in parts.masdars:
        for surface, forms in noun_forms(masdar, ()).items():
            for f in forms:
                if f.kind == SINGULAR:
                    put(surface, replace(f, kind=MASDAR))
    for participle, kind in ((parts.agent, AGENT), (parts.patient, PATIENT)):
        if participle:
            for surface, forms in noun_forms(participle, (), participle=True).items():
                for f in forms:
                    put(surface, replace(f, kind=kind))
    return {surface: tuple(forms) for surface, forms in found.items()}


def noun_forms(singular: str, plurals: Iterable[str], *, participle: bool = False) -> dict[str, tuple[Form, ...]]:
    """Every surface form of a noun: singular, dual, the given plurals, with tanwin alef, construct endings and pronouns.

    A participle also gets its feminine and the sound plurals.
    """
    found: dict[str, list[Form]] = {}

    def put(surface: str, form: Form) -> None:
        forms = found.setdefault(surface, [])
        if form not in forms:
            forms.append(form)

    def with_pronouns(stem: str, form: Form) -> None:
        for pronoun in _NOUN_ENCLITICS:
            put(stem + pronoun, replace(form, enclitic=pronoun))

    def one(noun: str, kind: str, plural: bool) -> None:
        form = Form(kind, plural=plural)
        put(noun, form)
        if noun.endswith("ه"):
            with_pronouns(noun[:-1] + "ت", form)
        else:
            with_pronouns(noun, form)
            if noun.endswith("ي"):  # عسكريه is the feminine, not "his soldier"
                found.pop(noun + "ه", None)
            if noun.endswith("اء"):  # indefinite accusative without alef
                for pronoun in _NOUN_ENCLITICS:
                    put(noun[:-1] + "ء" + pronoun, replace(form, enclitic=pronoun))
            elif not noun.endswith("ات"):
                put(noun + "ا", form)

    def dual(noun: str) -> None:
        stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
        for ending in ("ان", "ين", "ا", "ي"):
            put(stem + ending, Form(DUAL, plural=True))
        for pronoun in _NOUN_ENCLITICS:
            put(stem + "ي" + pronoun, Form(DUAL, plural=True, enclitic=pronoun))
            put(stem + "ا" + pronoun, Form(DUAL, plural=True, enclitic=pronoun))

    base = fold(singular)
    one(base, SINGULAR, False)
    dual(base)
    for plural in plurals:
        broken = fold(plural)
        one(broken, PLURAL, True)
        if broken.endswith(("ون", "ين")):
            stem = broken[:-2]
            for ending in ("ون", "ين", "و", "ي"):
                put(stem + ending, Form(PLURAL, plural=True))
            for pronoun in _NOUN_ENCLITICS:
                put(stem + "ي" + pronoun, Form(PLURAL, plural=True, enclitic=pronoun))
                put(stem + "و" + pronoun, Form(PLURAL, plural=True, enclitic=pronoun))
    if participle and not base.endswith("ه"):
        stem = base
        for ending in ("ون", "ين", "و"):
            put(stem + ending, Form(PLURAL, plural=True))
        put(stem + "ه", Form(SINGULAR, feminine=True))
        put(stem + "ات", Form(PLURAL, plural=True, feminine=True))
        put(stem + "تان", Form(DUAL, plural=True, feminine=True))
        put(stem + "تين", Form(DUAL, plural=True, feminine=True))
    return {surface: tuple(forms) for surface, forms in found.items()}
