"""What names and words of actors mean, and what days acts done once have (sentences invented by the project in the manner of Arabic news)."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.arabic.text import read_text
from marsad.events import when
from marsad.events.spans import joined
from marsad.pipeline import Coder
from marsad.record import Event
from marsad.report import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


NAMED = [
    ("هاجمت وحدات حماية الشعب مقر تنظيم داعش ثم اشتبكت وحدات حماية الشعب مع المتطرفين في الرقة", "المتطرفين", "SY", "Islamic State", 2),
    ("قتلت القوات الحكومية ثلاثين مسلحا حوثيا غرب تعز", "مسلحا حوثيا", "YE", "Houthi movement", 2),
    ("تصدى مقاومون فلسطينيون لدورية في نابلس", "مقاومون فلسطينيون", "PS", "Unidentified armed group (Palestine)", 3),
    ("أعلنت الحكومة التركية أن الطيران الحربي قصف مواقع في شمال العراق", "الطيران الحربي", "IQ", "Military Forces of Turkey", 8),
    ("اشتبك محتجون معارضون للقرار مع الشرطة في بريشتينا", "محتجون معارضون", "XK", "Protesters (Kosovo)", 6),
    ("أعلنت تركيا أن مسلحين هاجموا القوات الأمنية في محافظة شرناق التركية قرب حدود العراق", "القوات الأمنية", "TR", "Military Forces of Turkey", 1),
    ("أطلقت كتائب القسام قذيفتين على آليتين عسكريتين إسرائيليتين في رفح", "آليتين عسكريتين إسرائيليتين", "PS", "Military Forces of Israel", 8),
    ("استهدفت القوة الجوية للجيش العراقي وكرا في جبال حمرين", "القوة الجوية للجيش العراقي", "IQ", "Military Forces of Iraq: Air Force", 1),
    ("قتل سبعة أشخاص من عناصر الشرطة العراقية في هجوم قرب كركوك", "أشخاص من عناصر الشرطة العراقية", "IQ", "Police Forces of Iraq", 1),
    ("وقعت صدامات بين محتجين وقوات الأمن في وسط المدينة", "قوات الأمن", "EG", "Police Forces of Egypt", 1),
    ("قتلت الفرقة السابعة في الجيش العراقي ثلاثة مسلحين غرب الرمادي", "الفرقة السابعة في الجيش العراقي", "IQ", "Military Forces of Iraq", 1),
]


@pytest.mark.parametrize(("text", "phrase", "land", "name", "inter"), NAMED, ids=range(len(NAMED)))
def test_who_a_phrase_stands_for(coder: Coder, text: str, phrase: str, land: str, name: str, inter: int) -> None:
    mention = next(m for m in coder._actors.find(read_text(text)) if text[m.start : m.end].startswith(phrase))
    assert mention.named(place_country=land, countries=coder._actors_lexicon.country_names, violent=True)[:2] == (name, inter)


def test_the_ministry_of_finance_is_not_malis(coder: Coder) -> None:
    text = "اعتقلت قوة أمنية أفراد حماية وزير المالية العراقي رافع العلوان في بغداد"
    assert all(m.country != "ML" for m in coder._actors.find(read_text(text)))


def test_a_swift_attack_has_no_kidnapper(coder: Coder) -> None:
    assert not coder._actors.find(read_text("أدى الهجوم الخاطف إلى السيطرة على البلدة"))


def test_who_seizes_a_town_by_a_noun_with_a_pronoun_acts(coder: Coder) -> None:
    text = "تحدث التقرير عن ظهور تنظيم داعش واستيلائه على مدينة الموصل العراقية."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert [a.name_en for a in event.actor1] == ["Islamic State"]


def test_a_state_stands_over_against_a_protest(coder: Coder) -> None:
    text = "تظاهر آلاف المعلمين اليوم في بغداد ضد الحكومة العراقية للمطالبة بزيادة الرواتب."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert event.type == "Peaceful protest"
    assert {a.inter for a in event.actor1} == {6}
    assert {a.name_en for a in event.actor2} <= {"Government of Iraq"}


DATED = [
    ("قصف الجيش السوري بلدة سراقب في منتصف أيار/مايو.", dt.date(2020, 5, 15), dt.date(2020, 5, 15)),
    ("قتل 40 مدنيا في غارات روسية على إدلب هذا العام.", dt.date(2020, 1, 1), dt.date(2020, 6, 10)),
    ("قصف الجيش السوري بلدة سراقب قبل ثلاثة أشهر.", dt.date(2020, 3, 1), dt.date(2020, 3, 31)),
    ("قصف الجيش السوري بلدة سراقب يومي 3 و4 حزيران/يونيو الجاري.", dt.date(2020, 6, 3), dt.date(2020, 6, 4)),
    ("شهد ميدان التحرير اشتباكات خلال الذكرى التاسعة لثورة 25 يناير.", dt.date(2020, 1, 25), dt.date(2020, 1, 25)),
    ("اندلعت أعمال العنف الطائفي عامي 2006 و2007 في بغداد.", dt.date(2006, 1, 1), dt.date(2007, 12, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), DATED, ids=range(len(DATED)))
def test_days_as_readers_take_them(coder: Coder, text: str, first: dt.date, last: dt.date) -> None:
    published = dt.date(2020, 6, 10)
    read = read_text(text)
    layers = coder._read(read, published, tuple(coder._times.find(read, published=published)), 0)
    assert [when.days(layers, s)[:2] for s in joined(read, layers.times, published)] == [(first, last)]


def test_what_lasts_so_many_days_running_goes_on(coder: Coder) -> None:
    text = "تظاهر آلاف المعلمين في عمان لليوم الرابع على التوالي للمطالبة بزيادة الرواتب."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert (event.status, event.date_start, event.date_end) == ("ongoing", dt.date(2020, 6, 7), dt.date(2020, 6, 10))


def test_battles_that_raged_are_over(coder: Coder) -> None:
    text = "دارت معارك عنيفة أمس بين الجيش السوري وتنظيم داعش قرب تدمر."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert event.status == "occurred"


def test_where_a_town_lies_is_not_where_it_happened(coder: Coder) -> None:
    text = "انفجرت سيارة مفخخة أمس في مدينة أعزاز السورية التي تقع على بعد نحو 45 كيلومترا من مدينة حلب ما أدى إلى مقتل ستة مدنيين."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert event.place is not None
    assert event.place.quote.endswith("أعزاز")


def test_rioters_against_police_riot(coder: Coder) -> None:
    text = "أسفرت الاشتباكات التي وقعت أمس بين مثيري الشغب وقوات الأمن المصرية في القاهرة عن إصابة ضابط."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert event.type == "Violent demonstration"
    assert ([a.inter for a in event.actor1], [a.inter for a in event.actor2]) == ([5], [1])


def test_the_accused_of_an_act_does_it(coder: Coder) -> None:
    text = "اتهمت الحكومة اليمنية الحوثيين بقصف أحياء سكنية في تعز أمس ما أدى إلى مقتل أربعة مدنيين."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert [a.name_en for a in event.actor1] == ["Houthi movement"]


def test_a_crowd_and_a_force_between_whom_a_clash_was_face_each_other(coder: Coder) -> None:
    text = "سجلت أمس صدامات بين الشرطة المصرية والمتظاهرين في القاهرة قرب السفارة البريطانية أسفرت عن إصابة عشرين شخصا."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert [a.inter for a in event.actor1] in ([5], [6])
    assert [a.name_en for a in event.actor2] == ["Police Forces of Egypt"]


def test_witnesses_who_tell_an_act_do_not_suffer_it(coder: Coder) -> None:
    text = "قال ناشطون إن الجيش السوري قصف أمس مواقع المعارضة في دوما."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert "ناشطون" not in [a.quote for a in (*event.actor1, *event.actor2)]


def test_who_stands_behind_at_the_hand_of_did_it(coder: Coder) -> None:
    text = "لقي ضابط من الجيش اللبناني مصرعه أمس على يد مسلحين مجهولين في بعلبك."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    assert [a.quote for a in event.actor1] == ["مسلحين مجهولين"]


def test_first_figures_raise_no_toll(coder: Coder) -> None:
    text = read_text("أفاد مسؤول بأن حصيلة القتلى الأولية هي 10 ضحايا. ثم ارتفعت حصيلة القتلى إلى 30.")
    counts = coder._read(text, dt.date(2020, 6, 10), (), 0).counts
    assert [(c.min, c.update) for c in counts if c.kind == "killed"] == [(10, False), (30, True)]


def _events(coder: Coder, text: str) -> tuple[Event, ...]:
    return coder.code(Report(id="x", title="", text=text, published=dt.date(2020, 6, 10))).events


def test_a_truce_in_force_since_a_year_was_agreed_in_that_year(coder: Coder) -> None:
    text = "قال المتحدث إن تركيا وحزب العمال الكردستاني توصلا إلى هدنة منذ عام 2013.\nوقصف الجيش التركي أمس مواقع للحزب في جبال قنديل."
    (truce,) = [e for e in _events(coder, text) if e.type == "Agreement"]
    assert (truce.date_start, truce.date_end) == (dt.date(2013, 1, 1), dt.date(2013, 12, 31))


def test_what_happened_since_an_undated_beginning_has_no_day(coder: Coder) -> None:
    text = "أعلن وزير الدفاع الفرنسي مقتل مئات المسلحين المتشددين منذ بدء العمليات العسكرية في شمال مالي."
    assert _events(coder, text)
    assert all(e.date_start is None for e in _events(coder, text))


def test_the_record_says_which_rule_found_a_source_and_who_the_civilians_are(coder: Coder) -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن أربعة مدنيين قتلوا أمس في غارة روسية على بلدة كفرنبل في ريف إدلب."
    (event,) = [e for e in _events(coder, text) if e.layer == "acled"]
    told = {w.field: w for w in event.why}
    assert told["sources"].rule.startswith("attribution.")
    assert event.civilian_targeting
    assert told["civilian_targeting"].rule == "inter 7"
    assert text[told["sources"].start : told["sources"].end] == event.sources[0].quote
