"""Actors that a text does not write out: shared nouns, two sides, capitals. Invented sentences in the manner of Arabic news."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.actors.capitals import load_metonymy, read_metonymy
from marsad.actors.phrase_words import load_phrase_words, read_phrase_words
from marsad.actors.registry import ActorEntry, limits_of
from marsad.arabic.text import read_text
from marsad.pipeline import Coder

DAY = dt.date(2023, 5, 5)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def found(coder: Coder, words: str) -> list[tuple[str, str | None]]:
    text = read_text(words)
    return [(text.full[m.start : m.end], m.actor.id if m.actor else m.country) for m in coder._actors.find(text, published=DAY)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("القوات الأمريكية والبريطانية", [("القوات الأمريكية", "military-forces-united-states"), ("البريطانية", "military-forces-united-kingdom")]),
        ("الجيشان المصري والسوداني", [("الجيشان المصري", "EG"), ("السوداني", "SD")]),
        ("الحكومات القطرية والعمانية والكويتية", [("الحكومات القطرية", "QA"), ("العمانية", "OM"), ("الكويتية", "KW")]),
        ("الجانبان الروسي والتركي", [("الجانبان الروسي", "RU"), ("التركي", "TR")]),
        ("القوات السورية والأمريكيون", [("القوات السورية", "military-forces-syria"), ("الأمريكيون", "US")]),  # no adjective of the noun: it does not agree
        ("الجيش السوري والسوري", [("الجيش السوري", "military-forces-syria")]),  # nobody twice
    ],
)
def test_a_noun_that_several_share(coder: Coder, words: str, expected: list[tuple[str, str]]) -> None:
    assert found(coder, words) == expected


@pytest.mark.parametrize(
    ("words", "day", "expected"),
    [
        ("قال عمران خان إنه يرفض القرار", "2020-01-01", ["government-pakistan"]),
        ("قال عمران خان إنه يرفض القرار", "2023-05-05", ["pti"]),  # out of office
        ("أعلنت جبهة النصرة هجوما", "2015-05-05", ["jabhat-al-nusra"]),
        ("أعلنت جبهة النصرة هجوما", "2020-05-05", ["hayat-tahrir-al-sham"]),
        ("هاجم المجلس الانتقالي الجنوبي بلدة", "2012-05-05", []),  # not yet founded
        ("قال يحيى سريع إن القوات المسلحة اليمنية أطلقت صاروخا", "2023-05-05", ["houthi-armed-forces", "houthi-armed-forces"]),
        ("قالت القوات المسلحة اليمنية إنها صدت هجوما في مأرب", "2023-05-05", ["military-forces-yemen"]),
        ("طالب المشاركون بالخبز والحرية والعدالة الاجتماعية", "2023-05-05", []),
        ("رفع المحتجون صور بشار الأسد", "2015-05-05", []),
        ("وقع حادث في شارع حسن نصر الله", "2023-05-05", []),
        ("حوكم الرئيس السابق بشار الأسد", "2023-05-05", []),
    ],
)
def test_a_name_means_its_actor_within_its_limits(coder: Coder, words: str, day: str, expected: list[str]) -> None:
    mentions = coder._actors.find(read_text(words), published=dt.date.fromisoformat(day))
    assert [m.actor.id for m in mentions if m.actor] == expected


def test_limits_are_for_names_of_the_entry() -> None:
    row = {"id": "x", "en": "X", "ar": ["حزب"], "kind": "party", "inter": 6, "abroad": 6}
    with pytest.raises(ValueError, match="no name of it"):
        limits_of(ActorEntry.model_validate({**row, "limits": [{"of": ["حركة"], "to": "2020"}]}))
    with pytest.raises(ValueError, match="limited twice"):
        limits_of(ActorEntry.model_validate({**row, "limits": [{"of": ["حزب"], "to": "2020"}, {"of": ["حزب"]}]}))


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("اشتباكات بين الجيش المصري وتنظيم داعش. وتبادل الطرفان القصف.", ["military-forces-egypt", "islamic-state"]),
        ("معارك بين الجيش السوري وحزب الله من جهة وجبهة النصرة من جهة أخرى. وسقط قتلى من الجانبين.", ["military-forces-syria", "hayat-tahrir-al-sham"]),
        ("هاجم تنظيم داعش الجيش العراقي ثم اندلعت معركة بين الطرفين.", ["islamic-state", "military-forces-iraq"]),
        ("قصف الحوثيون وقوات صالح بلدة في اليمن. وانسحب الطرفان.", []),  # allies are not two sides
        ("نشب خلاف بين جارين ثم تصالح الطرفان.", []),
        ("وقف إلى جانب الجيش العراقي.", ["military-forces-iraq"]),  # "beside" is no side
    ],
)
def test_two_sides_are_the_two_that_were_told(coder: Coder, words: str, sides: list[str]) -> None:
    text = read_text(words)
    mentions = coder._actors.find(text, published=DAY)
    last = mentions[-1].start if mentions else -1
    here = [m.actor.id if m.actor else str(m.country) for m in mentions if m.start == last]
    said = text.full[last:].startswith(("الطرف", "الجانب", "جانب"))
    assert (here if said or len(sides) == 1 else []) == sides


@pytest.mark.parametrize(
    "words",
    [
        "أعلنت موسكو سحب قواتها",
        "موسكو تؤكد سحب قواتها",
        "وكانت موسكو قد نفت ذلك",
        "قطع الهدنة مع موسكو",
        "توترت العلاقات بين واشنطن وموسكو",
        "اتهمت واشنطن موسكو بالقصف",
        "اتهم الجيش العراقي موسكو بالقصف",
        "الرئيس الأمريكي يحذر موسكو",
    ],
)
def test_a_capital_that_acts_is_a_government(coder: Coder, words: str) -> None:
    assert "RU" in [country for _, country in found(coder, words)]


@pytest.mark.parametrize(
    "words",
    [
        "وقع انفجار في موسكو",
        "شهدت موسكو احتجاجات",
        "موسكو (رويترز) - وقع انفجار",
        "على الطريق بين موسكو وكييف",
        "قرب موسكو تؤكد مصادر وقوع انفجار",
        "وصلت الطائرة إلى موسكو",
    ],
)
def test_a_capital_where_something_is_is_a_town(coder: Coder, words: str) -> None:
    assert "RU" not in [country for _, country in found(coder, words)]


def test_the_words_of_phrases_are_normalised_and_tell_one_thing() -> None:
    words = load_phrase_words()
    assert (words.qualities["اسلامي"], words.qualities["كبير"]) == ("islamist", "")
    assert {"الي", "قباله"} <= words.prepositions
    assert "عشرات" in words.counting
    assert "نحو" in words.bounds
    lists = "".join(f"{name}: []\n" for name in ("acts", "fire", "carriers", "ownership", "byline", "organs", "before_nouns", "asides", "prepositions"))
    with pytest.raises(ValueError, match="'rebel' and 'armed'"):
        read_phrase_words(f"qualities: {{armed: [مسلح], rebel: [مسلح]}}\nno_qualities: []\n{lists}")
    with pytest.raises(ValueError, match="fires"):
        read_phrase_words(f"qualities: {{}}\nno_qualities: []\nfires: []\n{lists}")


def test_the_words_of_capitals_are_inflected() -> None:
    words = load_metonymy()
    assert {"اعلنت", "واعلنت", "تءكد", "ستءكد", "فاتهمت"} <= words.verbs
    assert not {"اعلن", "اعلنوا", "اعلان"} & words.verbs
    with pytest.raises(ValueError, match="contested"):
        read_metonymy("verbs: []")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("المعلم الذي أشارت إليه", []),  # no vehicle
        ("وصلت إلى آلية عسكرية", [("آلية عسكرية", None)]),
        ("محاولة لإحياء داعش", [("داعش", "islamic-state")]),  # reviving, no quarters
        ("وضعت خطة أمنية", []),
        ("طائرة الخطوط الجوية الكينية", [("طائرة", None)]),
        ("وكالة ناسا تطلق مسبارا", []),
        ("لاعبو السلة وكرة القدم", []),
        ("مقام السيدة زينب", []),
        ("هيئة السوق المالية", []),
        ("سقطت قذيفة في شارع العدوي", [("قذيفة", None)]),
        ("رفع البنك المركزي الكيني الفائدة", []),
        ("انتهت حرب العصابات", []),
        ("مدافع مضادة للطائرات", []),
        ("هيئة الطيران المدني", []),
    ],
)
def test_a_word_that_is_only_written_as_a_noun_for_people(coder: Coder, words: str, expected: list[tuple[str, str | None]]) -> None:
    assert [m for m in found(coder, words) if m[1] != "KE"] == expected


@pytest.mark.parametrize(
    "words",
    [
        "وقع تفجير انتحاري",
        "أحبطت هجومين انتحاريين",
        "قال في مؤتمره الصحافي",
        "بيان صحفي",
        "منظمات المجتمع المدني",
        "كمين إرهابي",
        "يوم العصيان المدني",
        "انتخابات برلمانية مبكرة",
        "لجنة الشؤون الخارجية",
        "نهج متشدد",
    ],
)
def test_an_adjective_of_a_thing_is_nobody(coder: Coder, words: str) -> None:
    assert found(coder, words) == []


@pytest.mark.parametrize("words", ["مقتل مدني", "قتل انتحاري", "اعتقال الصحافي", "هجوم الانتحاريين", "هجمات إرهابيين"])
def test_behind_a_noun_of_harm_stand_people(coder: Coder, words: str) -> None:
    assert len(found(coder, words)) == 1


def test_an_adjective_behind_the_name_of_a_group_is_no_second_party(coder: Coder) -> None:
    assert found(coder, 'هزيمة "حزب الله" المتطرف') == [("حزب الله", "hezbollah")]


@pytest.mark.parametrize(
    ("words", "drone"),
    [
        ("خرج الآلاف في مسيرة نحو الميدان", False),
        ("انطلقت المسيرات بعد الصلاة", False),
        ("قناة المسيرة التابعة للحوثيين", False),
        ("أسقطت فوق البحر مسيرة", True),
        ("حلّقت مسيّرة في الصباح", True),
        ("مسيرة أوكرانية", True),
    ],
)
def test_a_march_is_no_drone(coder: Coder, words: str, drone: bool) -> None:
    mentions = coder._actors.find(read_text(words), published=DAY)
    assert any(m.role is not None and m.role.id == "r-drone" for m in mentions) == drone


@pytest.mark.parametrize(
    ("words", "student"),
    [
        ("وطالب رئيس النقابة بوقف القتال", False),
        ("كما طالب المتظاهرون بالإفراج عنهم", False),
        ("قال شاهد طالبا عدم ذكر اسمه", False),
        ("أصيب طالب في المدرسة", True),
        ("احتجز 20 طالبا", True),
        ("طالب سوداني", True),
        ("أصيبت طالبة في الجامعة", True),
        ("قتل طالبان في مدرسة", True),
    ],
)
def test_a_verb_is_no_student(coder: Coder, words: str, student: bool) -> None:
    mentions = coder._actors.find(read_text(words), published=DAY)
    assert any(m.role is not None and m.role.id == "r-student" for m in mentions) == student


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("يهدد أمن تركيا", [("تركيا", "TR")]),
        ("السعي لاحتلال اليمن", [("اليمن", "YE")]),
        ("عربات مقاومة للألغام", []),
        ("أبدى السكان معارضتهم للقانون", [("السكان", None)]),
        ("بدأت مهاجمة المدينة", []),
        ("تقاسم السلطة", []),
        ("الوصول إلى السلطة", []),
        ("قالت السلطة المحلية", [("السلطة المحلية", None)]),
        ("رجال الدفاع المدني", [("الدفاع المدني", None)]),
        ("دانت خارجية الاحتلال الإسرائيلي القرار", [("خارجية الاحتلال الإسرائيلي", "IL")]),
        ("تقدم قوات موسكو", [("قوات موسكو", "RU")]),
        ("ذكر مصدر أمني مالي ذلك", [("أمني مالي", "ML")]),
    ],
)
def test_what_is_done_is_no_party(coder: Coder, words: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(coder, words) == expected


@pytest.mark.parametrize(
    ("words", "kind", "country"),
    [
        ("دعت المعارضة الكينية إلى التظاهر", "party", "KE"),
        ("أعلنت المعارضة في تونس الإضراب", "party", None),
        ("هاجمت المعارضة في تشاد حاجزا", "rebel", None),
        ("في فلسطين تصدى مقاومون للقوات", "armed", "PS"),
    ],
)
def test_what_a_noun_means_in_reports_on_a_country(coder: Coder, words: str, kind: str, country: str | None) -> None:
    mentions = coder._actors.find(read_text(words), published=DAY)
    assert (kind, country) in [(m.kind, m.country) for m in mentions if m.role is not None]
