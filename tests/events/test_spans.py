"""Days that two expressions tell together, or that are told by their distance from another."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.arabic.text import read_text
from marsad.events.layers import TimeSpan
from marsad.events.spans import joined
from marsad.times import TimeTagger

PUBLISHED = dt.date(2024, 3, 15)  # a Friday

CASES = [
    ("قصفت المدينة بين 7 و9 مارس الجاري", ["2024-03-07/2024-03-09"]),
    ("اعتقل العشرات من مساء الاثنين حتى صباح الأربعاء", ["2024-03-11/2024-03-13"]),
    ("أغارت الطائرات على التلال الأربعاء والخميس", ["2024-03-13/2024-03-14"]),
    ("هاجم المسلحون القرية الأربعاء وانسحبوا الخميس", ["2024-03-13", "2024-03-14"]),
    ("تتواصل الاشتباكات في الأحياء لليوم العشرين على التوالي", ["2024-02-25/2024-03-15"]),
    ("قصف الطيران البلدة أمس بعد ثلاثة أيام على هجوم استهدف قاعدة", ["2024-03-14", "2024-03-11"]),
    ("اجتمع الوزراء أمس غداة هجوم على حاجز", ["2024-03-14", "2024-03-13"]),
    ("قتل المئات خلال ثلاثة أسابيع من القصف", ["2024-02-23/2024-03-15"]),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=range(len(CASES)))
def test_joined(words: str, expected: list[str]) -> None:
    text = read_text(words)
    spans = []
    for time in TimeTagger().find(text, published=PUBLISHED):
        covered = [k for k, token in enumerate(text.tokens) if token.start < time.end and time.start < token.end]
        spans.append(TimeSpan(time, covered[0], covered[-1]))
    told = [s.time for s in joined(text, spans, PUBLISHED)]
    found = [f"{t.earliest}" if t.earliest == t.latest else f"{t.earliest}/{t.latest}" for t in told if t.earliest is not None]
    assert found == expected


def test_without_a_day_of_publication_lengths_stay_lengths() -> None:
    text = read_text("قتل المئات خلال ثلاثة أسابيع من القصف")
    time = TimeTagger().find(text)[0]
    covered = [k for k, token in enumerate(text.tokens) if token.start < time.end and time.start < token.end]
    assert joined(text, [TimeSpan(time, covered[0], covered[-1])], None)[0].time.earliest is None
