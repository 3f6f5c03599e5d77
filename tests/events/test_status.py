"""Whether an act was done, is to come or was denied. The texts are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.pipeline import Coder
from marsad.report import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("words", "kind", "status"),
    [
        ("أعلنت الخارجية المصرية أن الوزير سيلتقي نظيره السوداني في القاهرة يوم الخميس المقبل.", "CONSULT", "planned"),
        ("من المقرر أن يجتمع ممثلو الحكومة اليمنية والحوثيين في مسقط الأسبوع المقبل لبحث ملف الأسرى.", "CONSULT", "planned"),
        ("التقى وزير الخارجية المصري نظيره السوداني في القاهرة أمس.", "CONSULT", "occurred"),
        ("طالبت الحكومة العراقية أنقرة أمس بسحب قواتها من شمال البلاد قبل نهاية الأسبوع المقبل.", "REQUEST", "occurred"),
    ],
)
def test_a_meeting_to_come_is_planned_and_a_demand_is_made(coder: Coder, words: str, kind: str, status: str) -> None:
    report = coder.code(Report(id="a", text=words, published=dt.date(2021, 3, 1)))
    assert [e.status for e in report.events if e.plover == kind] == [status]
