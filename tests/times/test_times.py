"""Spans, days and precision; the inference of the publication day; TimeML; properties on arbitrary text."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.text import read_text
from marsad.times import TimeTagger, find, infer_published
from marsad.times import calendars as cal
from marsad.times.lexicon import OTHER, read_table
from marsad.times.patterns import Translator
from marsad.times.recognise import recogniser
from marsad.times.timeml import to_json_lines, to_timeml

PUBLISHED = dt.date(2015, 7, 22)
_WORDS = st.sampled_from(
    "أمس اليوم غدا الثلاثاء و في من إلى 3 15 2014 ٢٠١٣ تموز/يوليو الماضي المقبل قبل منذ ثلاثة أيام عام العام شهر رمضان هـ 1436 مساء فجر "
    "الساعة السابعة والنصف كل يوم الـ ( ) ، . - / : الشهر الجاري أول القرن التاسع عشر ستينيات كانون الأول \n عيد الفطر صيف بعد ظهر منه 99 31 0 "
    "30 شباط 1e9 ۱۵ ليل السبت الأحد ألف مئة عقد نصف ربع قال سيعقد".split(" ")
)  # fmt: skip
_TEXTS = st.lists(_WORDS, max_size=25).map(" ".join)
_DATES = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))


def test_days_and_precision() -> None:
    text = "وقع الهجوم أمس، وقبل ثلاثة أيام قصف المطار، وفي الشهر الماضي سقطت البلدة، وعام 2014 بدأت الحرب"
    days = [(t.earliest, t.latest, t.precision, t.ucdp_precision) for t in find(text, published=PUBLISHED)]
    assert days == [
        (dt.date(2015, 7, 21), dt.date(2015, 7, 21), 1, 1),
        (dt.date(2015, 7, 19), dt.date(2015, 7, 19), 1, 1),
        (dt.date(2015, 6, 1), dt.date(2015, 6, 30), 3, 4),
        (dt.date(2014, 1, 1), dt.date(2014, 12, 31), None, 5),
    ]


def test_durations_that_end_now_have_days_and_plain_ones_do_not() -> None:
    last, plain = find("قتل عشرة خلال الـ24 ساعة الماضية بعد حصار استمر ثلاثة أشهر", published=PUBLISHED)
    assert (last.earliest, last.latest) == (dt.date(2015, 7, 21), PUBLISHED)
    assert (plain.earliest, plain.latest, plain.precision) == (None, None, None)


def test_proclitics_stay_outside() -> None:
    (found,) = find("وبالأمس", published=PUBLISHED) or find("وأمس", published=PUBLISHED)
    assert not found.quote.startswith("و")


def test_str_and_text_give_the_same() -> None:
    text = "أعلن أمس الثلاثاء أن القمة تعقد في 3 أغسطس/آب المقبل"
    assert find(text, published=PUBLISHED) == find(read_text(text), published=PUBLISHED)


def test_loading_is_quick() -> None:
    start = time.perf_counter()
    type(recogniser())()
    assert time.perf_counter() - start < 1.0  # about 0.06 s; the bound leaves room for a busy machine


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, published=_DATES)
def test_any_text_gives_ordered_slices(text: str, published: dt.date | None) -> None:
    end = 0
    for found in find(text, published=published):
        assert found.start >= end
        assert found.quote
        assert text[found.start : found.end] == found.quote
        assert (found.earliest is None) == (found.latest is None)
        if found.earliest is not None and found.latest is not None:
            assert found.earliest <= found.latest
        end = found.end


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x6FF), max_size=80))
def test_arbitrary_characters_do_no_harm(text: str) -> None:
    for found in find(text, published=PUBLISHED):
        assert text[found.start : found.end] == found.quote


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS)
def test_spelling_variants_give_the_same_values(text: str) -> None:
    variant = text.replace("أ", "ا").replace("ى", "ي").replace("م", "مـ").replace("1", "١")
    variant = re.sub("مـ(?![\u0620-\u064a])", "م", variant)
    assert [t.value for t in find(text, published=PUBLISHED)] == [t.value for t in find(variant, published=PUBLISHED)]


@given(day=st.dates(dt.date(1950, 1, 1), dt.date(2076, 1, 1)))
def test_hijri_days_convert_there_and_back(day: dt.date) -> None:
    hijri = cal.hijri_of(day)
    assert hijri is not None
    assert cal.hijri_span(*hijri) == cal.Span(day, day)


def test_hijri_outside_the_range_is_none() -> None:
    assert cal.hijri_span(64, 1, 10) is None
    assert cal.hijri_of(dt.date(1700, 1, 1)) is None


@pytest.mark.parametrize(
    ("year", "month", "number", "day"),
    [(1391, 11, 22, (2013, 2, 10)), (1357, 11, 22, (1979, 2, 11)), (1404, 1, 1, (2025, 3, 21)), (1403, 12, 30, (2025, 3, 20)), (1399, 1, 1, (2020, 3, 20))],
)
def test_persian_days(year: int, month: int, number: int, day: tuple[int, int, int]) -> None:
    assert cal.persian_day(year, month, number) == dt.date(*day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أعلنت الوزارة اليوم السبت 3 مايو 2014 أن القوات تقدمت", dt.date(2014, 5, 3)),
        ("قال الناطق أمس الخميس 14 فبراير إن المعارك التي بدأت عام 2012 مستمرة", dt.date(2013, 2, 15)),
        ("قال الناطق أمس الخميس إن المعارك مستمرة", None),
        ("اليوم السبت 3 مايو 2014، واليوم الأحد 4 مايو 2014", None),
        ("قال أمس الخميس 14 فبراير", None),
    ],
)
def test_publication_day_is_inferred_only_where_one_answer_is_left(text: str, day: dt.date | None) -> None:
    found, evidence = infer_published(text)
    assert found == day
    assert bool(evidence) == (day is not None)
    for piece in evidence:
        assert text[piece.start : piece.end] == piece.quote


def test_timeml_keeps_the_text_and_escapes_it() -> None:
    text = "قتل <3> & جرح آخرون أمس"
    out = to_timeml(text, find(text, published=PUBLISHED), published=PUBLISHED)
    assert "&lt;3&gt; &amp;" in out
    assert '<TIMEX3 tid="t1" type="DATE" value="2015-07-21">أمس</TIMEX3>' in out
    (line,) = to_json_lines("d1", find(text, published=PUBLISHED))
    assert json.loads(line)["doc"] == "d1"


def test_a_tagger_can_be_made_alone() -> None:
    assert TimeTagger().find("غدا", published=PUBLISHED)[0].value == "2015-07-23"


def test_patterns_name_what_is_wrong() -> None:
    translator = Translator({"MON": "x"}, {})
    with pytest.raises(ValueError, match="no word is of class WRONG"):
        translator.translate("MON WRONG", "some.rule")
    with pytest.raises(ValueError, match="not closed"):
        translator.translate("( MON", "some.rule")
    with pytest.raises(ValueError, match="too many"):
        translator.translate("MON )", "some.rule")


def test_tables_name_their_bad_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_table("# c\na\tb", 3)


def test_every_word_of_the_vocabulary_has_a_code() -> None:
    lexicon = recogniser().lexicon
    assert OTHER not in lexicon.features
    assert all(word.code in lexicon.features for word in lexicon.words.values())
