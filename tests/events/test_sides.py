"""Who is meant by a phrase, and what the grammar makes of it: invented sentences in the manner of Arabic news."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.arabic.text import read_text
from marsad.events.detect import detect
from marsad.events.layers import Layers
from marsad.events.scene import Scene
from marsad.pipeline import Coder
from marsad.report import Report

DAY = dt.date(2023, 5, 5)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def layers_of(coder: Coder, words: str) -> Layers:
    text = read_text(words)
    return coder._read(text, DAY, tuple(coder._times.find(text, published=DAY)), 0)


@pytest.mark.parametrize(
    ("words", "phrase", "name"),
    [
        ("اشتبكت الشرطة التابعة لـ«قسد» مع مسلحين", "الشرطة التابعة لـ«قسد", "Syrian Democratic Forces"),
        ("أغار الطيران على مواقع العصابات الحوثية في اليمن", "مواقع العصابات الحوثية", "Houthi movement"),
        ("هاجم الحوثيون الميناء ثم دخلت قواتهم السوق في اليمن", "قواتهم", "Houthi movement"),
        ("أوقف ضابط شرطة سيارة في مصر", "ضابط شرطة", "Police Forces of Egypt"),
    ],
)
def test_a_phrase_names_its_owner(coder: Coder, words: str, phrase: str, name: str) -> None:
    layers = layers_of(coder, words)
    found = {layers.text.full[m.start : m.end]: m for m in layers.actors}
    land = "EG" if "مصر" in words else None
    assert found[phrase].named(place_country=land, countries=coder._actors_lexicon.country_names, violent=True)[0] == name


def test_an_adjective_is_no_soldier(coder: Coder) -> None:
    layers = layers_of(coder, "قال المستشار العسكري إن الوفد وقف أمام السفارة")
    assert not [m for m in layers.actors if m.rule in ("r-military-man", "r-cleric")]


def proposed(coder: Coder, words: str, trigger: str) -> tuple[list[str], list[str]]:
    layers = layers_of(coder, words)
    scene = Scene(layers, coder._roles._grammar, detect(layers, coder._events))
    told = next(t for t in scene.triggers if layers.text.full[t.start : t.end] == trigger)
    sides = coder._roles.sides(layers, told, frozenset(t.first for t in scene.triggers if not t.trigger.weak and t is not told))
    full = layers.text.full
    return [full[m.start : m.end] for m in sides.agents], [full[m.start : m.end] for m in sides.patients]


def test_the_two_fronts_of_a_clash(coder: Coder) -> None:
    agents, patients = proposed(coder, "اندلعت اشتباكات بين الجيش السوري وحزب الله من جهة وجبهة النصرة من جهة أخرى", "اشتباكات")
    assert agents == ["الجيش السوري", "حزب الله"]
    assert patients == ["جبهة النصرة"]


def test_an_adjective_belongs_to_the_noun_it_agrees_with(coder: Coder) -> None:
    agents, _ = proposed(coder, "أعلنت كتيبة جنين أمس تفجير جرافة عسكرية إسرائيلية", "تفجير")
    assert agents == ["كتيبة جنين"]


def test_a_dropped_subject_agrees_with_its_verb(coder: Coder) -> None:
    agents, _ = proposed(coder, "دخلت القوات الروسية البلدة واعتقلت أربعة شبان ثم اقتحمت المخيم", "اقتحمت")
    assert agents == ["القوات الروسية"]


def test_the_verb_of_an_agreement_names_who_agrees(coder: Coder) -> None:
    report = Report(id="r", title="", text="وقعت الحكومة السودانية وحركة العدل والمساواة اتفاقا لوقف إطلاق النار في جوبا.", published=DAY)
    told = coder.code(report).events
    assert [e.type for e in told] == ["Agreement"]
    assert {"Government of Sudan", "JEM: Justice and Equality Movement"} <= {a.name_en for a in (*told[0].actor1, *told[0].actor2)}


@pytest.mark.parametrize(
    ("words", "trigger", "agent", "patient"),
    [
        ("أصيب سكان في منزل قصفته طائرات الجيش السوري في إدلب", "قصفته", "طائرات الجيش السوري", None),
        ("أعلنت كتائب القسام استهداف جنود الجيش الإسرائيلي في رفح", "استهداف", None, "جنود الجيش الإسرائيلي"),
        ("أدى استهداف الجيش الإسرائيلي للمدنيين في رفح إلى نزوح", "استهداف", "الجيش الإسرائيلي", None),
    ],
)
def test_who_acts_beside_an_object(coder: Coder, words: str, trigger: str, agent: str | None, patient: str | None) -> None:
    agents, patients = proposed(coder, words, trigger)
    assert agent is None or (agent in agents and agent not in patients)
    assert patient is None or (patient in patients and patient not in agents)


def test_an_unnamed_subject_keeps_its_place(coder: Coder) -> None:
    agents, patients = proposed(coder, "أدان البيان إسرائيل بعد الغارة", "أدان")
    assert agents == []
    assert patients == ["إسرائيل"]


def test_a_speaker_does_not_act_for_another_subject(coder: Coder) -> None:
    agents, _ = proposed(coder, "قالت الشرطة التركية إن رجلا مجهولا قصف سوقا في أضنة", "قصف")
    assert "الشرطة التركية" not in agents


def test_air_support_is_no_means(coder: Coder) -> None:
    assert not layers_of(coder, "هاجمت القوات البلدة بدعم جوي من التحالف").means_at


def test_a_dateline_is_no_party(coder: Coder) -> None:
    for words in ("تونس (ا ف ب) - قتل مسلحون رجلا", "دبي، الإمارات العربية المتحدة (CNN) -- قتل مسلحون رجلا", "كركوك (العراق) (ا ف ب) - قتل مسلحون رجلا"):
        assert not [m for m in layers_of(coder, words).actors if m.kind == "country"]
    assert [m for m in layers_of(coder, "روسيا تقصف مواقع في سوريا (رويترز)").actors if m.country == "RU"]


def test_who_underwent_an_attack_is_no_attacker(coder: Coder) -> None:
    report = coder.code(Report(id="a", text="تعرضت دورية للجيش اللبناني لهجوم قرب بلدة عرسال أمس.", published=DAY))
    assert [[a.name_en for a in e.actor2] for e in report.events] == [["Military Forces of Lebanon"]]


def test_the_owner_of_an_aircraft_does_not_bring_it_down(coder: Coder) -> None:
    report = coder.code(Report(id="a", text="تم إسقاط طائرة أوكرانية قرب مدينة دونيتسك أمس.", published=DAY))
    assert [a.name_en for e in report.events for a in e.actor1] == []


def test_a_base_told_before_is_no_group(coder: Coder) -> None:
    words = "حاصرت المقاومة في اليمن قاعدة بدر العسكرية. وقال شهود إن الحوثيين يستعدون لترك القاعدة."
    assert not [m for m in layers_of(coder, words).actors if m.actor is not None and m.actor.id == "al-qaeda"]
    words = "هاجم مسلحون في اليمن نقطة للجيش. وقال شهود إن المهاجمين من القاعدة."
    assert [m for m in layers_of(coder, words).actors if m.actor is not None and "qa" in m.actor.id]


def coded(coder: Coder, words: str) -> list[tuple[str, list[str], list[str]]]:
    report = Report(id="r", title="", text=words, published=DAY)
    return [(e.type, [a.name_en for a in e.actor1], [a.name_en for a in e.actor2]) for e in coder.code(report).events]


@pytest.mark.parametrize(
    ("words", "kind", "agent"),
    [
        ("قال متحدث باسم الشرطة الباكستانية إن عشرة مدنيين قتلوا في تفجير انتحاري في سوق بمدينة كويتا.", "Suicide bomb", "Police Forces of Pakistan"),
        (
            "قال مصدر في الشرطة العراقية إن سيارة مفخخة انفجرت في سوق ببغداد وقتلت خمسة مدنيين.",
            "Remote explosive/landmine/IED",
            "Police Forces of Iraq",
        ),
        ("أعلنت وزارة الداخلية العراقية مقتل خمسة مدنيين في انفجار عبوة ناسفة شرق بغداد.", "Remote explosive/landmine/IED", "Police Forces of Iraq"),
    ],
)
def test_a_force_that_tells_of_a_bombing_is_no_bomber(coder: Coder, words: str, kind: str, agent: str) -> None:
    told = [agents for type_, agents, _ in coded(coder, words) if type_ == kind]
    assert told
    assert all(agent not in agents for agents in told)


@pytest.mark.parametrize(
    ("words", "trigger", "addressed"),
    [
        ("طلبت الحكومة المصرية من الأمم المتحدة إرسال مراقبين", "طلبت", "الأمم المتحدة"),
        ("قالت حركة حماس إن القصف مستمر، داعية الأمم المتحدة إلى التدخل", "داعية", "الأمم المتحدة"),
    ],
)
def test_whom_a_demand_is_made_of_makes_none(coder: Coder, words: str, trigger: str, addressed: str) -> None:
    agents, patients = proposed(coder, words, trigger)
    assert not any(addressed in a for a in agents)
    assert any(addressed in p for p in patients)


def test_missiles_of_an_air_force_are_an_air_strike(coder: Coder) -> None:
    assert [type_ for type_, _, _ in coded(coder, "أطلقت طائرات الاحتلال صاروخين على منزل في جنين.")] == ["Air/drone strike"]


def test_the_crowd_of_a_riot_is_named_after_its_place(coder: Coder) -> None:
    told = coded(coder, "اندلعت مواجهات عنيفة مع الشرطة المصرية خلال مظاهرة في ميدان التحرير بالقاهرة.")
    assert ("Violent demonstration", ["Rioters (Egypt)"], ["Police Forces of Egypt"]) in told


def test_whom_praise_and_sanctions_meet_suffers_them(coder: Coder) -> None:
    told = coded(coder, "أشاد رئيس الحكومة اللبنانية بالجيش السوري وبموقف إيران.")
    assert told == [("SUPPORT", ["Government of Lebanon"], ["Military Forces of Syria", "Government of Iran"])]
