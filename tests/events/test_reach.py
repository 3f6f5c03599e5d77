"""Which words of a text are read as acts that may be told, before evidence decides: what an entry misses, what stands before it, parts."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.arabic.text import read_text
from marsad.events.code import mentions
from marsad.events.draft import Draft
from marsad.pipeline import Coder
from marsad.report import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def _drafts(coder: Coder, text: str) -> list[Draft]:
    day = dt.date(2021, 3, 4)
    read = read_text(text)
    layers = coder._read(read, day, tuple(coder._times.find(read, published=day)), 0)
    return mentions(layers, coder._events, coder._roles, coder._assertion, coder.judgement)[1]


def _told(coder: Coder, text: str) -> dict[str, tuple[str, ...]]:
    report = Report(id="t", title="", text=text, published=dt.date(2021, 3, 4))
    return {t.trigger.id: t.doubts for t in coder.triggers(report)}


def test_what_an_entry_misses_is_a_doubt(coder: Coder) -> None:
    assert _told(coder, "سحبت أوكرانيا قواتها من دونيتسك")["withdraw.pull-out-forces"] == ()
    assert _told(coder, "زار القرية ثم زحف مع رفاقه نحو التل")["clash.march-on"] == ("needs unmet",)


def test_a_strict_word_is_barred_by_what_it_needs(coder: Coder) -> None:
    assert "disperse.disperse" not in _told(coder, "وصلت فرق الإنقاذ إلى القرية")
    assert _told(coder, "فرقت الشرطة مئات المتظاهرين في الرباط")["disperse.disperse"] == ()


def test_an_object_told_before_is_taken_up(coder: Coder) -> None:
    told = _told(coder, "دخلت طائرة مسيرة أجواء المدينة قبل أن يتمكن الجيش من إسقاطها")
    assert told["disrupt.shoot-down"] == ("object told before",)
    assert "disrupt.shoot-down" not in _told(coder, "تحدث الوزير عن الحكومة وعن إسقاطها")


def test_a_relative_clause_takes_up_its_noun(coder: Coder) -> None:
    assert "gain.lose-ground" in _told(coder, "استعاد الجيش الأراضي التي خسرها في بنغازي")
    assert "gain.lose-ground" not in _told(coder, "استعاد النادي النقاط التي خسرها في الموسم")


def test_an_uncounted_loss_is_a_doubt_not_a_bar(coder: Coder) -> None:
    drafts = _drafts(coder, "تجمعت أمهات القتلى في مدينة حلب")
    assert ("loss uncounted",) in [d.doubts for d in drafts if d.main.trigger.id == "kill.dead"]


def test_a_verb_after_and_is_another_act(coder: Coder) -> None:
    own = _drafts(coder, "قتل مسلحون ثلاثة رهائن في المكلا وهاجموا ثكنة للجيش")
    assert {"kill.kill", "attack.attack"} <= {d.main.trigger.id for d in own}
    leant = _drafts(coder, "هاجم مسلحون ثكنة للجيش في المكلا وقتلوا ثلاثة جنود")
    assert "kill.kill" not in {d.main.trigger.id for d in leant}


def test_a_part_of_a_number_of_strikes(coder: Coder) -> None:
    drafts = _drafts(coder, "شن التحالف عشرين غارة في العراق، سبع منها قرب الرمادي")
    assert len({(d.main.start, d.place.place.id) for d in drafts if d.place is not None and d.place.place is not None}) == 2


def test_words_without_a_space_are_acts_too(coder: Coder) -> None:
    assert "airstrike.air-raid" in _told(coder, "شهد السودانغارات على أم درمان أمس")
