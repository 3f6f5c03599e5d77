"""Orthography, words, sentences, phrases, inflection: properties and examples written for this project."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.inflection import Verb, noun_forms, verb_forms
from marsad.arabic.lexicon import Words, parse_verb
from marsad.arabic.orthography import fold, normalise
from marsad.arabic.phrases import Phrases
from marsad.arabic.text import read_text
from marsad.arabic.words import readings, tokenise

ARABIC_LIKE = st.text(st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤءـًٌٍَُِّْ ٠١٢٣0123456789.,،؛:؟!\n"«»()-\u200f\u200e\ufefcﷲABab'), max_size=200)


@given(st.text(max_size=200))
def test_normalising_twice_equals_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ARABIC_LIKE)
def test_offset_map_leads_back(text: str) -> None:
    normalised = normalise(text)
    assert normalised.text == fold(text)
    assert len(normalised.offsets) == len(normalised.text) + 1
    for at in range(len(normalised.text)):
        start, end = normalised.original_span(at, at + 1)
        assert normalised.text[at] in fold(text[start:end])


@given(st.one_of(ARABIC_LIKE, st.text(max_size=200)))
def test_tokens_are_slices_in_order(text: str) -> None:
    at = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.raw
        assert token.start >= at
        assert token.norm
        at = token.end


@given(ARABIC_LIKE)
def test_sentences_cover_every_token_but_breaks(text: str) -> None:
    read = read_text(text)
    assert len(read.sentence_of) == len(read.tokens)
    for sentence in read.sentences:
        assert sentence.first < sentence.last
        assert all(read.sentence_of[i] == sentence.index for i in range(sentence.first, sentence.last))


def test_abbreviations_do_not_end_sentences() -> None:
    assert len(read_text("قال د. سامر إن البلدة آمنة. وغادر").sentences) == 2


def test_words_written_together_are_cut_where_a_letter_ends_a_word() -> None:
    text = "أدى إلىاستشهاد 3 شهيداًفي مدرسةالحي"
    assert [token.raw for token in tokenise(text)] == ["أدى", "إلى", "استشهاد", "3", "شهيداً", "في", "مدرسة", "الحي"]
    assert all(text[token.start : token.end] == token.raw for token in tokenise(text))
    for word in ("مفاجىء", "سنةً", "بدىء", "حياةٍ", "عشاءً", "مستشفى"):
        assert [token.raw for token in tokenise(word)] == [word]


def test_spelling_variants_meet() -> None:
    assert fold("مسؤول") == fold("مسئول")
    assert fold("إدلـــب") == fold("ادلب")
    assert fold("ﻻجئ") == fold("لاجئ")
    assert fold("٢٠١٥") == "2015"


def test_clitics() -> None:
    rests = {(r.conjunction, r.preposition, r.rest) for r in readings(fold("وللجيش"))}
    assert ("و", "ل", "الجيش") in rests
    assert ("", "", fold("وللجيش")) in rests


def test_phrases_take_clitics_and_quotes() -> None:
    table: Phrases[str] = Phrases()
    table.add("تنظيم الدولة", "x")
    for text in ("وتنظيم الدولة", "لتنظيم «الدولة»", "بتنظيم الدوله"):
        assert [m.payloads for m in table.find(tokenise(text))] == [("x",)], text
    assert not list(table.find(tokenise("تنظيم المرور")))


def test_inflection_of_verbs() -> None:
    forms = verb_forms(Verb("هاجم", "3"))
    for surface in ("هاجمت", "هاجموا", "يهاجمون", "ستهاجم", "مهاجمه", "هوجم"):
        assert surface in forms, surface
    hollow = verb_forms(Verb("اغتال", "8"))
    assert {"اغتيل", "اغتيال", "يغتال"} <= set(hollow)
    weak = verb_forms(Verb("رمى", "1", "", ("رمي",)))
    assert {"رمت", "رموا", "يرمي", "يرمون"} <= set(weak)


def test_inflection_of_nouns() -> None:
    forms = noun_forms("غارة", ("غارات",))
    assert {"غاره", "غارتان", "غارتين", "غارات", "غاراتها"} <= set(forms)


def test_words_read_through_clitics() -> None:
    words: Words[str] = Words()
    words.add_verb(parse_verb("قصف/1//قصف"), "shell")
    assert any(h.verbal for h in words.look_up(fold("وقصفت")))
    assert not any(h.verbal for h in words.look_up(fold("بقصف")))
    assert words.look_up(fold("للقصف"))
    assert not words.look_up(fold("قصة"))
